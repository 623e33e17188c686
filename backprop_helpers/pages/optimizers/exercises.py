"""Exercises of notebook 10, first part: one step of momentum, RMSprop and Adam."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

SHAPES = {"w": "shape (n,)", "v": "shape (n,)", "s": "shape (n,)", "g": "shape (n,)"}
NUMBERS = ("eta", "mu", "alpha", "t", "beta1", "beta2", "epsilon")


def momentum_step(w, v, g, eta, mu):
    """Return the new w and v, both (n,), after one step of momentum."""
    v = mu * v + g
    return w - eta * v, v


def rmsprop_step(w, s, g, eta, alpha, epsilon):
    """Return the new w and s, both (n,), after one step of RMSprop."""
    s = alpha * s + (1 - alpha) * g**2
    return w - eta * g / (np.sqrt(s) + epsilon), s


def adam_step(w, v, s, g, t, eta, beta1, beta2, epsilon):
    """Return the new w, v and s, each (n,), after step t = 1, 2, … of Adam."""
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)
    return w - eta * v_hat / (np.sqrt(s_hat) + epsilon), v, s


def _arguments(names):
    return {name: SHAPES.get(name, "a number") for name in names.split()}


def _velocities(rng):
    yield np.array([-1.92]), np.array([-4.0]), np.array([-3.84]), 0.02, 0.9
    for n, mu in ((3, 0.5), (1, 0.8), (4, 0.9), (2, 0.95), (5, 0.6)):
        w, v, g = rng.normal(size=(3, n))
        yield w, v, g, float(rng.choice([0.01, 0.1, 0.3])), mu


def _squares(rng):
    yield np.array([1.0]), np.array([0.9]), np.array([4.0]), 0.1, 0.9, 1e-8
    # A large ε, so that its place shows; no g of size 1, whose square is the same.
    for n, alpha in ((3, 0.99), (1, 0.8), (4, 0.9), (2, 0.95), (5, 0.7)):
        w, g = rng.normal(size=(2, n))
        s = rng.uniform(0.1, 2, size=n)
        yield w, s, g, float(rng.choice([0.01, 0.1, 0.3])), alpha, 0.05


def _moments(rng):
    first = (np.array([value]) for value in (-0.1, 0.3, 0.009, 4.0))
    yield *first, 2, 0.1, 0.9, 0.999, 1e-8
    for n, t, beta1, beta2 in (
        (3, 3, 0.9, 0.99), (1, 2, 0.8, 0.95), (4, 5, 0.9, 0.999), (2, 10, 0.7, 0.9),
        (5, 4, 0.95, 0.98),
    ):  # fmt: skip
        w, v, g = rng.normal(size=(3, n))
        s = rng.uniform(0.1, 2, size=n)
        yield w, v, s, g, t, float(rng.choice([0.01, 0.1, 0.3])), beta1, beta2, 0.05


def _momentum_step(w, v, g, eta, mu, slips=frozenset()):
    old, push = v, g
    if "dampened" in slips:
        push = (1 - mu) * g
    if "η in v" in slips:
        push = eta * push
    kept = v if "μ forgotten" in slips else mu * v
    v = kept - push if "v turned" in slips else kept + push
    if "μ on both" in slips:
        v = mu * (old + push)
    rate = 1 if "η in v" in slips else eta
    move = rate * (old if "old v" in slips else g if "g for v" in slips else v)
    return (w + move if "uphill" in slips else w - move), v


def _mean(old, new, beta, slips, name):
    """Return the running mean, or what becomes of it with the slips about `name`."""
    if f"{name}: added up" in slips:
        return old + new
    if f"{name}: 1 − β missing" in slips:
        return beta * old + new
    if f"{name}: exchanged" in slips:
        return (1 - beta) * old + beta * new
    return beta * old + (1 - beta) * new


def _divided(g, s, epsilon, slips):
    if "root forgotten" in slips:
        return g / (s + epsilon)
    if "ε inside the root" in slips:
        return g / np.sqrt(s + epsilon)
    return g / (np.sqrt(s) + (0 if "ε forgotten" in slips else epsilon))


def _rmsprop_step(w, s, g, eta, alpha, epsilon, slips=frozenset()):
    square = np.abs(g) if "g not squared" in slips else g**2
    new = _mean(s, square, alpha, slips, "s")
    used = s if "old s" in slips else new
    up = -1 if "uphill" in slips else 1
    return w - up * eta * _divided(g, used, epsilon, slips), new


def _adam_step(w, v, s, g, t, eta, beta1, beta2, epsilon, slips=frozenset()):
    if "β₁ and β₂ exchanged" in slips:
        beta1, beta2 = beta2, beta1
    v = _mean(v, g, beta1, slips, "v")
    s = _mean(s, np.abs(g) if "g not squared" in slips else g**2, beta2, slips, "s")
    count = t - 1 if "t from 0" in slips else t
    parts = [1 - beta**count for beta in (beta1, beta2)]
    if "power forgotten" in slips:
        parts = [1 - beta1, 1 - beta2]
    if "v not corrected" in slips or "no correction" in slips:
        parts[0] = 1
    if "s not corrected" in slips or "no correction" in slips:
        parts[1] = 1
    v_hat, s_hat = v / parts[0], s / parts[1]
    top = g if "g for v̂" in slips else v_hat
    up = -1 if "uphill" in slips else 1
    new_w = w - up * eta * _divided(top, s_hat, epsilon, slips)
    return (new_w, v_hat, s_hat) if "hats kept" in slips else (new_w, v, s)


_UPHILL = {"uphill": "w goes up the slope: subtract the step, do not add it."}
_DIVISION = {
    "root forgotten": "You divide by s. Divide by its root, which has the size of a "
    "gradient; s has the size of its square.",
    "ε inside the root": "ε stands inside the root. Here, as in PyTorch, it is added "
    "after the root is taken.",
    "ε forgotten": "ε is missing in the divisor.",
    "g not squared": "s collects the squares g**2, not the sizes of g.",
}
_ABOUT_S = {
    "s: added up": "s adds up all squares: that is Adagrad. A running mean keeps a "
    "part of the old s and takes in a part of the new square.",
    "s: 1 − β missing": "The new square comes in whole. In a mean, both parts add to "
    "1: give it its small part.",
    "s: exchanged": "The two parts of s are exchanged: most of the old mean stays, and "
    "little of the new square comes in.",
}


def damped_step(jacobian, r, kappa):
    """Return the ΔW, shape (P,), with (JᵀJ + κ I) ΔW = −Jᵀr."""
    squares = jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])
    return np.linalg.solve(squares, -jacobian.T @ r)


def _systems(rng):
    # m = P: a Jacobian that is not turned is then wrong, and not only refused.
    yield np.array([[1.0, 2.0], [2.0, 0.0]]), np.array([-1.0, -4.0]), 1.0
    for P, kappa in ((3, 0.5), (2, 0.1), (4, 2.0), (1, 0.3), (5, 1.0)):
        yield rng.normal(size=(P, P)), rng.normal(size=P), kappa


def _damped_step(jacobian, r, kappa, slips=frozenset()):
    if "J transposed" in slips:
        jacobian = jacobian.T
    P = len(r)
    damping = kappa * (np.ones((P, P)) if "κ everywhere" in slips else np.eye(P))
    damping = {True: 0, False: damping}["κ forgotten" in slips]
    squares = jacobian.T @ jacobian
    if "diagonal of JᵀJ" in slips:
        damping = kappa * np.diag(np.diag(squares))
    squares = squares - damping if "κ subtracted" in slips else squares + damping
    right = r if "r without Jᵀ" in slips else jacobian.T @ r
    right = 2 * right if "a 2 on one side" in slips else right
    right = right if "minus forgotten" in slips else -right
    if "multiplied" in slips:
        return squares @ right
    return np.linalg.solve(squares, right)


EXERCISES = (
    Exercise(
        prompt="One step of momentum: return the new w and the new v.",
        arguments=_arguments("w v g eta mu"),
        returns=(Part("w", "inputs"), Part("v", "inputs")),
        inputs=_velocities,
        reference=_momentum_step,
        slips={
            "old v": "w moves with the old v. First bring v up to date, then move.",
            "g for v": "w moves by η g, as in SGD. It should move by η v.",
            "dampened": "g comes in with a factor 1 − μ, as in a mean. In this form of "
            "momentum, v takes in the whole of g.",
            "η in v": "η is already inside v. Here v adds up gradients, and η comes in "
            "only when w moves.",
            "μ forgotten": "The old v is kept whole, so it never brakes: where is μ?",
            "μ on both": "μ multiplies g, too. It belongs to the old v only.",
            "v turned": "g is subtracted from v. v adds gradients up; the minus comes "
            "when w moves.",
        }
        | _UPHILL,
        hints=(
            "Two lines: first the new v, then the new w.",
            "The new v is μ times the old v, plus g.",
            "v = mu * v + g, and then w - eta * v is the new w.",
        ),
        solution=momentum_step,
        example="the second step of the table on this page",
    ),
    Exercise(
        prompt="One step of RMSprop: return the new w and the new s.",
        arguments=_arguments("w s g eta alpha epsilon"),
        returns=(Part("w", "inputs"), Part("s", "inputs")),
        inputs=_squares,
        reference=_rmsprop_step,
        slips=_ABOUT_S
        | {"old s": "You divide by the root of the old s. Bring s up to date first."}
        | _DIVISION
        | _UPHILL,
        hints=(
            "Two lines: first the new s, then the new w.",
            "The new s is α times the old one, plus 1 − α times the square of g.",
            "Then divide g by np.sqrt(s) + epsilon, multiply by η, and subtract it.",
        ),
        solution=rmsprop_step,
        example="the second step on this page, with w = 1",
    ),
    Exercise(
        prompt="Step number t of Adam, t = 1, 2, …: return the new w, v and s.",
        arguments=_arguments("w v s g t eta beta1 beta2 epsilon"),
        returns=(Part("w", "inputs"), Part("v", "inputs"), Part("s", "inputs")),
        inputs=_moments,
        reference=_adam_step,
        slips={
            "no correction": "The bias correction is forgotten: divide v by 1 − β₁ᵗ "
            "and s by 1 − β₂ᵗ before you use them.",
            "v not corrected": "s is corrected, v is not: v, too, started at 0.",
            "s not corrected": "v is corrected, s is not: s, too, started at 0.",
            "t from 0": "The powers of β are those of the step before: t is 1 in the "
            "first step, so take t itself.",
            "power forgotten": "You divide by 1 − β at every step. That fits the first "
            "step only: the factor is 1 − βᵗ, in Python beta**t.",
            "hats kept": "You return v̂ and ŝ. The corrected values are for this step "
            "only; what is kept for the next one is v and s.",
            "g for v̂": "w moves along g, as in RMSprop. Adam moves along v̂.",
            "β₁ and β₂ exchanged": "β₁ and β₂ are exchanged: β₁ belongs to v, β₂ to s.",
            "v: 1 − β missing": "g comes into v whole, as in momentum. In Adam v is a "
            "mean: its two parts add to 1.",
            "v: exchanged": "The two parts of v are exchanged: most of the old mean "
            "stays, and little of the new gradient comes in.",
        }
        | _ABOUT_S
        | _DIVISION
        | _UPHILL,
        hints=(
            "First the new v and the new s, two running means.",
            "Then their corrected forms: v / (1 - beta1**t), and the same for s.",
            "w - eta * v_hat / (np.sqrt(s_hat) + epsilon); return it with v and s.",
        ),
        solution=adam_step,
        example="the second step on this page",
    ),
    Exercise(
        prompt="A step of Levenberg–Marquardt: the ΔW with (JᵀJ + κ I) ΔW = −Jᵀ r.",
        arguments={"jacobian": "shape (m, P)", "r": "shape (m,)", "kappa": "a number"},
        returns=(Part("ΔW", "inputs"),),
        inputs=_systems,
        reference=_damped_step,
        slips={
            "minus forgotten": "The right side is −Jᵀ r, with a minus: the step should "
            "make the residuals smaller.",
            "J transposed": "J is turned. It has a row for each residual, a column for "
            "each parameter: jacobian.T @ jacobian is P × P.",
            "κ forgotten": "κ I is missing: without it the step may go far too far.",
            "κ everywhere": "κ is added to all entries. It belongs on the diagonal "
            "only: kappa * np.eye(P).",
            "κ subtracted": "κ I is subtracted. It should be added: it makes the step "
            "shorter.",
            "diagonal of JᵀJ": "You damp with κ times the diagonal of JᵀJ, as "
            "Marquardt did. On this page it is κ I.",
            "r without Jᵀ": "On the right side, r must be multiplied by Jᵀ: it has one "
            "entry for each residual, ΔW one for each parameter.",
            "a 2 on one side": "A factor 2 stands on the right side only. The "
            "derivative has it on both, so it cancels.",
            "multiplied": "You multiply by the matrix. It stands on the left of the "
            "equation: solve for ΔW.",
        },
        hints=(
            "The left side is jacobian.T @ jacobian, P × P, plus κ on its diagonal.",
            "The right side is -jacobian.T @ r, with P entries.",
            "np.linalg.solve(left, right) is ΔW.",
        ),
        solution=damped_step,
    ),
)
