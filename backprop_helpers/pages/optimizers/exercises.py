"""Exercises: a step of four optimisers, and the largest η of a line."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

SHAPES = {"w": "shape (n,)", "v": "shape (n,)", "s": "shape (n,)", "g": "shape (n,)"}


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


def damped_step(jacobian, r, kappa):
    """Return the ΔW, shape (P,), with (JᵀJ + κ I) ΔW = −Jᵀr."""
    squares = jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])
    return np.linalg.solve(squares, -jacobian.T @ r)


def largest_eta(x):
    """Return 2/λmax, one number."""
    second = 2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1]])
    return 2 / np.linalg.eigvalsh(second).max()


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


def _systems(rng):
    # m = P: a Jacobian that is not turned is then wrong, and not only refused.
    yield np.array([[1.0, 2.0], [2.0, 0.0]]), np.array([-1.0, -4.0]), 1.0
    for P, kappa in ((3, 0.5), (2, 0.1), (4, 2.0), (1, 0.3), (5, 1.0)):
        yield rng.normal(size=(P, P)), rng.normal(size=P), kappa


def _places(rng):
    yield (np.array([1.0, 2.0, 3.0]),)
    for m, middle, width in [(4, 0, 0.4), (6, 0.5, 0.5), (5, -2, 1), (9, 0, 3)]:
        yield (rng.normal(middle, width, size=m),)


UPHILL = Slip(
    "uphill",
    {"w -": "w +"},
    "w goes up the slope: subtract the step, do not add it.",
)
DIVISION = (
    Slip("root forgotten", {"np.sqrt": ""},
         "You divide by s. Divide by its root, which has the size of a gradient; s has "
         "the size of its square."),
    Slip("ε inside the root", {"(np.sqrt": "np.sqrt", ") + epsilon)": " + epsilon)"},
         "ε stands inside the root. Here, as in PyTorch, it is added after the root is "
         "taken."),
    Slip("ε forgotten", {" + epsilon": ""}, "ε is missing in the divisor."),
    Slip("g not squared", {"g**2": "np.abs(g)"},
         "s collects the squares g**2, not the sizes of g."),
)  # fmt: skip


def _about_s(beta):
    """Return the slips in the mean of squares s, whose constant has this name."""
    old, new = f"{beta} * s + ", f"(1 - {beta}) * g"
    return (
        Slip("s: added up", {old + new: "s + g"},
             "s adds up all squares: that is Adagrad. A running mean keeps a part of "
             "the old s and takes in a part of the new square."),
        Slip("s: 1 − β missing", {new: "g"},
             "The new square comes in whole. In a mean, both parts add to 1: give it "
             "its small part."),
        Slip("s: exchanged", {old + new: f"(1 - {beta}) * s + {beta} * g"},
             "The two parts of s are exchanged: most of the old mean stays, and little "
             "of the new square comes in."),
    )  # fmt: skip


EXERCISES = (
    Exercise(
        prompt="One step of momentum: return the new w and the new v.",
        arguments=_arguments("w v g eta mu"),
        returns=(Part("w", "inputs"), Part("v", "inputs")),
        inputs=_velocities,
        solution=momentum_step,
        slips=(
            Slip("old v", {"v = mu": "old, v = v, mu", "eta * v": "eta * old"},
                 "w moves with the old v. First bring v up to date, then move."),
            Slip("g for v", {"eta * v": "eta * g"},
                 "w moves by η g, as in SGD. It should move by η v."),
            Slip("dampened", {"+ g": "+ (1 - mu) * g"},
                 "g comes in with a factor 1 − μ, as in a mean. In this form of "
                 "momentum, v takes in the whole of g."),
            # The form of Sutskever and others, 2013.
            Slip("η in v", {"g\n": "eta * g\n", "eta * v": "v"},
                 "η is already inside v. Here v adds up gradients, and η comes in "
                 "only when w moves."),
            Slip("μ forgotten", {"mu * v": "v"},
                 "The old v is kept whole, so it never brakes: where is μ?"),
            Slip("μ on both", {"mu * v + g": "mu * (v + g)"},
                 "μ multiplies g, too. It belongs to the old v only."),
            Slip("v turned", {"v +": "v -"},
                 "g is subtracted from v. v adds gradients up; the minus comes when "
                 "w moves."),
            UPHILL,
        ),
        hints=(
            "Two lines: first the new v, then the new w.",
            "The new v is μ times the old v, plus g.",
            "v = mu * v + g, and then w - eta * v is the new w.",
        ),
        example="the second step of the table on this page",
    ),
    Exercise(
        prompt="One step of RMSprop: return the new w and the new s.",
        arguments=_arguments("w s g eta alpha epsilon"),
        returns=(Part("w", "inputs"), Part("s", "inputs")),
        inputs=_squares,
        solution=rmsprop_step,
        slips=(
            *_about_s("alpha"),
            Slip("old s", {"s = ": "old, s = s, ", "np.sqrt(s)": "np.sqrt(old)"},
                 "You divide by the root of the old s. Bring s up to date first."),
            *DIVISION,
            UPHILL,
        ),
        hints=(
            "Two lines: first the new s, then the new w.",
            "The new s is α times the old one, plus 1 − α times the square of g.",
            "Then divide g by np.sqrt(s) + epsilon, multiply by η, and subtract it.",
        ),
        example="the second step on this page, with w = 1",
    ),
    Exercise(
        prompt="Step number t of Adam, t = 1, 2, …: return the new w, v and s.",
        arguments=_arguments("w v s g t eta beta1 beta2 epsilon"),
        returns=(Part("w", "inputs"), Part("v", "inputs"), Part("s", "inputs")),
        inputs=_moments,
        solution=adam_step,
        slips=(
            Slip("no correction", {" / (1 - beta1**t)": "", " / (1 - beta2**t)": ""},
                 "The bias correction is forgotten: divide v by 1 − β₁ᵗ and s by "
                 "1 − β₂ᵗ before you use them."),
            Slip("v not corrected", {" / (1 - beta1**t)": ""},
                 "s is corrected, v is not: v, too, started at 0."),
            Slip("s not corrected", {" / (1 - beta2**t)": ""},
                 "v is corrected, s is not: s, too, started at 0."),
            Slip("t from 0",
                 {"beta1**t": "beta1**(t - 1)", "beta2**t": "beta2**(t - 1)"},
                 "The powers of β are those of the step before: t is 1 in the first "
                 "step, so take t itself."),
            Slip("power forgotten", {"beta1**t": "beta1", "beta2**t": "beta2"},
                 "You divide by 1 − β at every step. That fits the first step only: "
                 "the factor is 1 − βᵗ, in Python beta**t."),
            Slip("hats kept", {"), v, s": "), v_hat, s_hat"},
                 "You return v̂ and ŝ. The corrected values are for this step only; "
                 "what is kept for the next one is v and s."),
            Slip("g for v̂", {"eta * v_hat": "eta * g"},
                 "w moves along g, as in RMSprop. Adam moves along v̂."),
            Slip("β₁ and β₂ exchanged",
                 {"v = beta1": "beta1, beta2 = beta2, beta1\n    v = beta1"},
                 "β₁ and β₂ are exchanged: β₁ belongs to v, β₂ to s."),
            Slip("v: 1 − β missing", {"(1 - beta1) * g": "g"},
                 "g comes into v whole, as in momentum. In Adam v is a mean: its two "
                 "parts add to 1."),
            Slip("v: exchanged", {"beta1 * v + (1 - beta1)": "(1 - beta1) * v + beta1"},
                 "The two parts of v are exchanged: most of the old mean stays, and "
                 "little of the new gradient comes in."),
            *_about_s("beta2"),
            *DIVISION,
            UPHILL,
        ),
        hints=(
            "First the new v and the new s, two running means.",
            "Then their corrected forms: v / (1 - beta1**t), and the same for s.",
            "w - eta * v_hat / (np.sqrt(s_hat) + epsilon); return it with v and s.",
        ),
        example="the second step on this page",
    ),
    Exercise(
        prompt="A step of Levenberg–Marquardt: the ΔW with (JᵀJ + κ I) ΔW = −Jᵀ r.",
        arguments={"jacobian": "shape (m, P)", "r": "shape (m,)", "kappa": "a number"},
        returns=(Part("ΔW", "inputs"),),
        inputs=_systems,
        solution=damped_step,
        slips=(
            Slip("minus forgotten", {"-jacobian": "jacobian"},
                 "The right side is −Jᵀ r, with a minus: the step should make the "
                 "residuals smaller."),
            Slip("J transposed",
                 {"jacobian.T @ jacobian": "jacobian @ jacobian.T",
                  "jacobian.T @ r": "jacobian @ r"},
                 "J is turned. It has a row for each residual, a column for each "
                 "parameter: jacobian.T @ jacobian is P × P."),
            Slip("κ forgotten", {" + kappa * np.eye(jacobian.shape[1])": ""},
                 "κ I is missing: without it the step may go far too far."),
            Slip("κ everywhere", {" * np.eye(jacobian.shape[1])": ""},
                 "κ is added to all entries. It belongs on the diagonal only: "
                 "kappa * np.eye(P)."),
            Slip("κ subtracted", {"+ kappa": "- kappa"},
                 "κ I is subtracted. It should be added: it makes the step shorter."),
            Slip("diagonal of JᵀJ",
                 {"np.eye(jacobian.shape[1])":
                  "np.diag(np.diag(jacobian.T @ jacobian))"},
                 "You damp with κ times the diagonal of JᵀJ, as Marquardt did. On "
                 "this page it is κ I."),
            Slip("r without Jᵀ", {"jacobian.T @ r": "r"},
                 "On the right side, r must be multiplied by Jᵀ: it has one entry "
                 "for each residual, ΔW one for each parameter."),
            Slip("a 2 on one side", {"r)": "r * 2)"},
                 "A factor 2 stands on the right side only. The derivative has it on "
                 "both, so it cancels."),
            Slip("multiplied", {"np.linalg.solve(squares, ": "squares @ ("},
                 "You multiply by the matrix. It stands on the left of the equation: "
                 "solve for ΔW."),
        ),
        hints=(
            "The left side is jacobian.T @ jacobian, P × P, plus κ on its diagonal.",
            "The right side is -jacobian.T @ r, with P entries.",
            "np.linalg.solve(left, right) is ΔW.",
        ),
    ),
    Exercise(
        prompt="The largest η that does not diverge on the points x: 2/λmax.",
        arguments={"x": "shape (m,)"},
        returns=(Part("η"),),
        inputs=_places,
        solution=largest_eta,
        slips=(
            Slip("1 over λmax", {"return 2 /": "return 1 /"},
                 "This is 1/λmax, where the steepest direction arrives in one step. "
                 "The limit is twice that: 2/λmax."),
            Slip("λmin", {".max()": ".min()"},
                 "You took λmin, the flattest direction. The steepest one, λmax, is "
                 "the first to diverge."),
            Slip("2 of the second derivatives lost", {"= 2 * ": "= "},
                 "The factor 2 in front of the second derivatives is missing: "
                 "∂²C/∂w² = 2 mean(x²), and so on."),
            Slip("trace", {"np.linalg.eigvalsh(second).max()": "np.trace(second)"},
                 "You took the trace, the sum of both eigenvalues. Only the largest "
                 "one, λmax, sets the limit."),
            Slip("w only", {"np.linalg.eigvalsh(second).max()": "second[0, 0]"},
                 "You took ∂²C/∂w² alone. w and b move together: take the largest "
                 "eigenvalue of all four second derivatives."),
            Slip("mean x left out", {"np.mean(x)], [np.mean(x)": "0], [0"},
                 "The mixed derivative is missing: ∂²C/∂w∂b = 2 mean(x) stands in two "
                 "corners of the matrix."),
            Slip("sum for mean", {"second = ": "second = len(x) * "},
                 "The second derivatives are sums over the points. The cost is a mean, "
                 "so take means."),
            Slip("upside down", {"return 2 / ": "return 0.5 * "},
                 "The fraction is upside down: 2/λmax, not λmax/2."),
        ),
        hints=(
            "Write down the four second derivatives of C as a 2 × 2 matrix.",
            "It is 2 [[mean x², mean x], [mean x, 1]]; w, b and y are not in it.",
            "np.linalg.eigvalsh(matrix) gives its eigenvalues, the smallest first.",
        ),
    ),
)  # fmt: skip
