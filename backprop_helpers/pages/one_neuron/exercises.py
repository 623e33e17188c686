"""Exercises: the perceptron rule, the delta rule, and logistic regression."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

ONE_EXAMPLE = {"w": "shape (n,)", "b": "a number", "x": "shape (n,)", "y": "0 or 1"}
NEW_WEIGHTS = (Part("w", "inputs"), Part("b"))


def perceptron_step(w, b, x, y):
    """Return the new w and the new b after one example."""
    y_hat = 1 if w @ x + b > 0 else 0
    return w - (y_hat - y) * x, b - (y_hat - y)


def delta_rule(w, b, x, y, eta):
    """Return the new w and the new b after one example."""
    residual = w @ x + b - y
    return w - eta * 2 * residual * x, b - eta * 2 * residual


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


def _examples(rng):
    """Yield one of each kind: a 1 and a 0, each on the wrong and on the right side."""
    yield np.array([0.0, 1.0]), 0.0, np.array([0.5, -2.0]), 1
    yield np.array([1.0, 2.0]), -1.0, np.array([3.0, 0.5]), 0
    # w·x and w·x + b have different signs here, so that b matters for the answer.
    yield np.array([1.0, 1.0]), 3.0, np.array([0.5, -2.5]), 1
    yield np.array([2.0, -1.0, 0.5]), -4.0, np.array([1.0, 1.0, 2.0]), 0
    yield np.array([1.0, -2.0]), -2.0, np.array([2.0, 0.5]), 1
    for n in (2, 3, 5):
        for y in (0, 1):
            yield rng.normal(size=n), float(rng.normal()), rng.normal(0, 2, size=n), y


def _examples_and_border(rng):
    """Yield these examples, then one on the border itself: its z is exactly 0."""
    yield from _examples(rng)
    yield np.array([1.0, 2.0]), -1.0, np.array([3.0, -1.0]), 0


def _examples_with_eta(rng):
    etas = (0.1, 0.05, 0.2, 0.3, 0.01, 0.1, 0.25, 0.02, 0.15, 0.4, 0.08)
    for example, eta in zip(_examples(rng), etas, strict=True):
        yield *example, eta


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
        prompt="One example for a perceptron: return the new w and the new b.",
        arguments=ONE_EXAMPLE,
        returns=NEW_WEIGHTS,
        inputs=_examples_and_border,
        solution=perceptron_step,
        slips=(
            Slip("turned round", {"w - (": "w + (", "b - (": "b + ("},
                 "w moves the wrong way. An example of class 1 on the wrong side pulls "
                 "w towards it; one of class 0 pushes it away."),
            Slip("corrected when right", {"1 if w @ x + b > 0 else 0": "1 - y"},
                 "w changes even where the answer was right. Work out ŷ first: where "
                 "ŷ = y, nothing moves."),
            Slip("z for ŷ", {"1 if ": "", " > 0 else 0": ""},
                 "You use the sum z where the answer belongs. ŷ is 1 if z > 0, else 0; "
                 "the perceptron does not ask how far it was wrong."),
            Slip("1 at z = 0", {"> 0": ">= 0"},
                 "One example lies exactly on the border, z = 0. ŷ is 1 only if z > 0, "
                 "so there it is 0."),
            Slip("b left out of z", {"x + b": "x"},
                 "b is missing from z = w·x + b, so some answers ŷ come out wrong."),
            Slip("b not moved", {"(y_hat - y)\n": "0\n"},
                 "b stays where it was. It is the weight of an input that is always 1, "
                 "so it moves by the same rule."),
            Slip("always towards",
                 {"    return": "    y_hat = y - abs(y_hat - y)\n    return"},
                 "Every mistake pulls w towards the example. For one of class 0, w "
                 "must move away: the sign of ŷ − y decides."),
            Slip("one class only",
                 {"    return": "    if y == 0:\n        return w, b\n    return"},
                 "Only mistakes of class 1 are corrected. An example of class 0 that "
                 "gets the answer 1 corrects w, too."),
            Slip("x left out", {" * x,": ","},
                 "w changes by the same number in every place. It must change by a "
                 "multiple of the example x."),
        ),
        hints=(
            "First the answer: z = w·x + b, and ŷ is 1 if z > 0, else 0.",
            "ŷ − y is 0 if the answer was right, −1 or 1 if it was wrong.",
            "w becomes w − (ŷ − y) x, and b becomes b − (ŷ − y).",
        ),
    ),
    Exercise(
        prompt="One example for the delta rule: return the new w and the new b.",
        arguments=ONE_EXAMPLE | {"eta": "a number"},
        returns=NEW_WEIGHTS,
        inputs=_examples_with_eta,
        solution=delta_rule,
        slips=(
            Slip("lost the 2", {"2 * residual * x": "residual * x",
                                "2 * residual\n": "residual\n"},
                 "The factor 2 is missing: the derivative of (ŷ − y)² is 2 (ŷ − y) "
                 "times the derivative of what is inside."),
            Slip("uphill", {"w - eta": "w + eta", "b - eta": "b + eta"},
                 "This walks uphill: the gradient points to where the cost grows, so "
                 "subtract it."),
            Slip("η forgotten", {"    return": "    eta = 1\n    return"},
                 "η is missing: the step is η times the gradient."),
            Slip("step for ŷ", {"w @ x + b": "(w @ x + b > 0)"},
                 "You compare with 0 or 1, as the perceptron does. The linear unit "
                 "answers the sum itself: ŷ = w·x + b."),
            Slip("sign dropped", {"residual = ": "residual = abs(",
                                  " - y\n": " - y)\n"},
                 "The sign of ŷ − y is lost. It says whether the answer was too high "
                 "or too low."),
            Slip("b left out of ŷ", {"x + b": "x"},
                 "b is missing from ŷ = w·x + b."),
            Slip("x left out", {" * x,": ","},
                 "w changes by the same number in every place: the factor ∂ŷ/∂w = x is "
                 "missing."),
            Slip("w first", {"return": "w =", ", b ": """
    residual = w @ x + b - y
    return w, b """},
                 "w moves before the step of b is worked out. Take ŷ − y once, at the "
                 "old w and b."),
            Slip("b not moved", {"residual\n": "0\n"},
                 "b stays where it was. ∂ŷ/∂b = 1, so its step is 2 η (ŷ − y)."),
        ),
        hints=(
            "The cost of this example is (ŷ − y)², with ŷ = w·x + b.",
            "Its derivatives are 2 (ŷ − y) x by w and 2 (ŷ − y) by b.",
            "Subtract η times each. Work out ŷ − y once, before anything moves.",
        ),
    ),
    Exercise(
        prompt="σ′(z) for any z, also −1000 and 1000.",
        arguments={"z": "shape (m,)"},
        returns=(Part("σ′", "examples"),),
        inputs=_sums,
        solution=sigmoid_prime,
        slips=(
            Slip("σ for σ′", {" * sigmoid(-z)": ""},
                 "This is σ(z) itself. Its slope is σ(z) (1 − σ(z))."),
            Slip("σ′ at a", {"(z) *": "(sigmoid(z)) *", "(-z)": "(-sigmoid(z))"},
                 "σ′ is taken at a = σ(z). Either σ is applied once more than it "
                 "should be, or a went in where z belongs."),
            Slip("z (1 − z)", {"sigmoid(z) * sigmoid(-z)": "z * (1 - z)"},
                 "This is z (1 − z). The slope is a (1 − a), with a = σ(z)."),
            Slip("inner sign lost", {"return ": "return -"},
                 "It is minus the slope: the derivative of e⁻ᶻ is −e⁻ᶻ, and this minus "
                 "meets the one of the power −1."),
            Slip("inner left out", {"sigmoid(-z)": "-sigmoid(z)"},
                 "The derivative of the inside, 1 + e⁻ᶻ, is missing: this is "
                 "−(1 + e⁻ᶻ)⁻² only."),
            Slip("square lost", {"sigmoid(z) * ": ""},
                 "The square is missing under the fraction: σ′ = e⁻ᶻ / (1 + e⁻ᶻ)²."),
            Slip("plus for minus", {"sigmoid(-z)": "(1 + sigmoid(z))"},
                 "This is a (1 + a). Look at the sign in the bracket."),
            Slip("tanh", {"sigmoid(z) * sigmoid(-z)": "1 - sigmoid(z) ** 2"},
                 "This is 1 − a². That is the slope of another S, tanh. The sigmoid "
                 "has a (1 − a)."),
        ),
        hints=(
            "Work out a = σ(z) first, in the way that no z can break.",
            "Then σ′(z) = a (1 − a), and 1 − a is σ(−z).",
            "np.exp(-np.abs(z)) never overflows; np.where chooses for each z.",
        ),
    ),
    Exercise(
        prompt="∂C/∂a of the cross-entropy C = −[y ln a + (1 − y) ln(1 − a)].",
        arguments={"a": "shape (m,)", "y": "shape (m,)"},
        returns=(Part("∂C/∂a", "examples"),),
        inputs=_outputs,
        solution=cross_entropy_slope,
        slips=(
            Slip("inner sign lost", {"a + (": "a - ("},
                 "The derivative of ln(1 − a) by a is −1/(1 − a): the inside, 1 − a, "
                 "falls when a grows."),
            Slip("turned round", {"return ": "return -(", "(1 - a)": "(1 - a))"},
                 "The sign is wrong: in C a minus stands before the bracket."),
            Slip("first term only", {" + (1 - y) / (1 - a)": ""},
                 "The second term is missing: (1 − y) ln(1 − a) depends on a, too."),
            Slip("second term only", {"-y / a + ": ""},
                 "The first term is missing: y ln a depends on a, too."),
            Slip("y and 1 − y exchanged", {"-y / a": "-(1 - y) / a",
                                           "(1 - y) / (1": "y / (1"},
                 "y and 1 − y are exchanged: y stands with ln a."),
            Slip("logarithms kept", {"y / a + (": "y * np.log(a) - (",
                                     "/ (1 - a)": "* np.log(1 - a)"},
                 "The logarithms are still there: the derivative of ln a is 1/a."),
            Slip("already ∂C/∂z", {"-y / a + (1 - y) / (1 - a)": "a - y"},
                 "This is a − y, the derivative by z. Here only ∂C/∂a is asked for; σ′ "
                 "comes later."),
            Slip("quadratic", {"-y / a + (1 - y) / (1 - a)": "2 * (a - y)"},
                 "This is the derivative of (a − y)², the quadratic cost."),
        ),
        hints=(
            "The derivative of ln a is 1/a.",
            "For ln(1 − a) use the chain rule: 1/(1 − a), times −1.",
            "y is a fixed number, it stays in front; then mind the minus before the "
            "bracket.",
        ),
    ),
    Exercise(
        prompt="∂C/∂w and ∂C/∂b of logistic regression, the mean over the examples.",
        arguments=ONE_EXAMPLE | {"x": "shape (n, m)", "y": "shape (m,)"},
        returns=(Part("∂C/∂w", "inputs"), Part("∂C/∂b")),
        inputs=_batches,
        solution=logistic_gradient,
        slips=(
            Slip("sum for mean", {" / len(y)": "", "np.mean": "np.sum"},
                 "This is the sum over the examples. The cost is a mean, so its "
                 "derivative is one, too: divide by m."),
            Slip("σ′ too much", {"delta = ": "a = ", " - y\n": """
    delta = (a - y) * a * (1 - a)
"""},
                 "There is a factor σ′(z) too many. With cross-entropy it has "
                 "cancelled: δ = a − y."),
            Slip("2 too much", {"    return": "    delta = 2 * delta\n    return"},
                 "There is a factor 2 too many. It belongs to the quadratic cost; here "
                 "δ = a − y."),
            Slip("turned round", {"    return": "    delta = -delta\n    return"},
                 "The sign is wrong: it looks like y − a. δ is a − y."),
            Slip("σ left out", {"sigmoid": ""},
                 "You compare z with y. The neuron's output is a = σ(z)."),
            Slip("b left out", {" + b": ""},
                 "b is missing from z = w·x + b."),
            Slip("mean of each factor",
                 {"x @ delta": "np.mean(x, axis=1) * np.sum(delta)"},
                 "You take the mean of δ and the mean of x, then multiply. Multiply "
                 "first, example by example."),
            Slip("times b", {", np": ", b * np"},
                 "There is a factor b in ∂C/∂b. ∂z/∂b is 1, so only the mean of δ is "
                 "left."),
        ),
        hints=(
            "Forward first: z = w·x + b for all examples at once is w @ x + b.",
            "Then δ = a − y, one number per example.",
            "x @ delta adds up δ x over the examples. Divide by m, and take the mean "
            "of δ for b.",
        ),
    ),
)  # fmt: skip
