"""Exercises of notebook 02, second part: σ′, cross-entropy, logistic regression."""

import numpy as np

from backprop_helpers.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


def sigmoid_prime(z):
    """Return σ′(z), of the shape of z."""
    return sigmoid(z) * sigmoid(-z)


def cross_entropy_slope(a, y):
    """Return ∂C/∂a, shape (m,)."""
    return -y / a + (1 - y) / (1 - a)


def logistic_gradient(w, b, x, y):
    """Return ∂C/∂w, shape (n,), and ∂C/∂b, one number."""
    delta = sigmoid(w @ x + b) - y
    return x @ delta / len(y), np.mean(delta)


def _sigmoid_prime(z, slips=frozenset()):
    a = sigmoid(z)
    wrong = {
        "σ for σ′": a,
        "σ′ at a": sigmoid.derivative(a),
        "z (1 − z)": z * (1 - z),
        "inner sign lost": -sigmoid.derivative(z),
        "inner left out": -(a**2),
        "square lost": 1 - a,
        "plus for minus": a * (1 + a),
        "tanh": 1 - a**2,
    }
    right = sigmoid.derivative(z)
    return next((wrong[name] for name in wrong if name in slips), right)


def _cross_entropy_slope(a, y, slips=frozenset()):
    one, two = -y / a, (1 - y) / (1 - a)
    if "y and 1 − y exchanged" in slips:
        one, two = -(1 - y) / a, y / (1 - a)
    if "logarithms kept" in slips:
        one, two = -y * np.log(a), -(1 - y) * np.log(1 - a)
    if "inner sign lost" in slips:
        two = -two
    if "turned round" in slips:
        one, two = -one, -two
    if "first term only" in slips:
        two = 0 * two
    if "second term only" in slips:
        one = 0 * one
    if "already ∂C/∂z" in slips:
        return a - y
    return 2 * (a - y) if "quadratic" in slips else one + two


def _logistic_gradient(w, b, x, y, slips=frozenset()):
    z = w @ x + (0 if "b left out" in slips else b)
    a = z if "σ left out" in slips else sigmoid(z)
    delta = y - a if "turned round" in slips else a - y
    delta = delta * sigmoid.derivative(z) if "σ′ too much" in slips else delta
    delta = 2 * delta if "2 too much" in slips else delta
    m = 1 if "sum for mean" in slips else len(y)
    if "mean of each factor" in slips:
        return np.mean(x, axis=1) * np.sum(delta) / m, np.sum(delta) / m
    by_b = b * np.sum(delta) if "times b" in slips else np.sum(delta)
    return x @ delta / m, by_b / m


def _sums(rng):
    yield (np.array([-2.0, 0.0, 1.0]),)
    for m in (1, 4, 6):
        yield (rng.normal(0, 2, size=m),)
    # e to the 1000 is beyond what a computer can hold.
    yield (np.array([-1000.0, 1.0, 1000.0]),)


def _outputs(rng):
    yield np.array([0.9, 0.2, 0.5]), np.array([1.0, 0.0, 1.0])
    for m in (1, 2, 5, 8):
        yield rng.uniform(0.02, 0.98, size=m), rng.integers(0, 2, size=m).astype(float)


def _batches(rng):
    x = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]])
    yield np.array([0.5, -1.0]), 0.2, x, np.array([1.0, 0.0, 0.0])
    for n, m in ((2, 5), (3, 4), (2, 6), (4, 8), (3, 1)):
        w, b, x = rng.normal(size=n), float(rng.normal()), rng.normal(size=(n, m))
        yield w, b, x, rng.integers(0, 2, size=m).astype(float)


EXERCISES = (
    Exercise(
        page=2,
        prompt="σ′(z) for any z, also −1000 and 1000.",
        arguments={"z": "shape (m,)"},
        returns=(Part("σ′", "examples"),),
        inputs=_sums,
        reference=_sigmoid_prime,
        slips={
            "σ for σ′": "This is σ(z) itself. Its slope is σ(z) (1 − σ(z)).",
            "σ′ at a": "σ′ is taken at a = σ(z). Either σ is applied once more than it "
            "should be, or a went in where z belongs.",
            "z (1 − z)": "This is z (1 − z). The slope is a (1 − a), with a = σ(z).",
            "inner sign lost": "It is minus the slope: the derivative of e⁻ᶻ is −e⁻ᶻ, "
            "and this minus meets the one of the power −1.",
            "inner left out": "The derivative of the inside, 1 + e⁻ᶻ, is missing: "
            "this is −(1 + e⁻ᶻ)⁻² only.",
            "square lost": "The square is missing under the fraction: "
            "σ′ = e⁻ᶻ / (1 + e⁻ᶻ)².",
            "plus for minus": "This is a (1 + a). Look at the sign in the bracket.",
            "tanh": "This is 1 − a². That is the slope of another S, tanh. The sigmoid "
            "has a (1 − a).",
        },
        hints=(
            "Work out a = σ(z) first, in the way that no z can break.",
            "Then σ′(z) = a (1 − a), and 1 − a is σ(−z).",
            "np.exp(-np.abs(z)) never overflows; np.where chooses for each z.",
        ),
        solution=sigmoid_prime,
    ),
    Exercise(
        page=2,
        prompt="∂C/∂a of the cross-entropy C = −[y ln a + (1 − y) ln(1 − a)].",
        arguments={"a": "shape (m,)", "y": "shape (m,)"},
        returns=(Part("∂C/∂a", "examples"),),
        inputs=_outputs,
        reference=_cross_entropy_slope,
        slips={
            "inner sign lost": "The derivative of ln(1 − a) by a is −1/(1 − a): the "
            "inside, 1 − a, falls when a grows.",
            "turned round": "The sign is wrong: in C a minus stands before the "
            "bracket.",
            "first term only": "The second term is missing: (1 − y) ln(1 − a) depends "
            "on a, too.",
            "second term only": "The first term is missing: y ln a depends on a, too.",
            "y and 1 − y exchanged": "y and 1 − y are exchanged: y stands with ln a.",
            "logarithms kept": "The logarithms are still there: the derivative of ln a "
            "is 1/a.",
            "already ∂C/∂z": "This is a − y, the derivative by z. Here only ∂C/∂a is "
            "asked for; σ′ comes later.",
            "quadratic": "This is the derivative of (a − y)², the quadratic cost.",
        },
        hints=(
            "The derivative of ln a is 1/a.",
            "For ln(1 − a) use the chain rule: 1/(1 − a), times −1.",
            "y is a fixed number, it stays in front; then mind the minus before the "
            "bracket.",
        ),
        solution=cross_entropy_slope,
    ),
    Exercise(
        page=2,
        prompt="∂C/∂w and ∂C/∂b of logistic regression, the mean over the examples.",
        arguments={
            "w": "shape (n,)",
            "b": "a number",
            "x": "shape (n, m)",
            "y": "shape (m,)",
        },
        returns=(Part("∂C/∂w", "inputs"), Part("∂C/∂b")),
        inputs=_batches,
        reference=_logistic_gradient,
        slips={
            "sum for mean": "This is the sum over the examples. The cost is a mean, so "
            "its derivative is one, too: divide by m.",
            "σ′ too much": "There is a factor σ′(z) too many. With cross-entropy it "
            "has cancelled: δ = a − y.",
            "2 too much": "There is a factor 2 too many. It belongs to the quadratic "
            "cost; here δ = a − y.",
            "turned round": "The sign is wrong: it looks like y − a. δ is a − y.",
            "σ left out": "You compare z with y. The neuron's output is a = σ(z).",
            "b left out": "b is missing from z = w·x + b.",
            "mean of each factor": "You take the mean of δ and the mean of x, then "
            "multiply. Multiply first, example by example.",
            "times b": "There is a factor b in ∂C/∂b. ∂z/∂b is 1, so only the mean of "
            "δ is left.",
        },
        hints=(
            "Forward first: z = w·x + b for all examples at once is w @ x + b.",
            "Then δ = a − y, one number per example.",
            "x @ delta adds up δ x over the examples. Divide by m, and take the mean "
            "of δ for b.",
        ),
        solution=logistic_gradient,
    ),
)
