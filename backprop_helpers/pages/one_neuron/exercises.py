"""Exercises: a step of one neuron, the cost that was found, and 3 against 8."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import NO_BRACKETS


def neuron_step(w, b, x, y, eta):
    """Return the new w, shape (n,), and the new b, a number."""
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return w - eta * delta * x, b - eta * delta


def cross_entropy(a, y):
    """Return the cost of each example, shape (m,); each y is 0 or 1."""
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


def logistic_gradient(w, b, x, y):
    """Return ∂C/∂w, shape (n,), and ∂C/∂b, one number."""
    delta = sigmoid(w @ x + b) - y
    return x @ delta / len(y), np.mean(delta)


def _neurons(rng):
    yield np.array([0.4, -0.3]), 0.6, np.array([2.0, 3.0]), 1.0, 0.1
    for n in (3, 2, 4, 2, 5):
        w, x = rng.normal(size=(2, n))
        b, y, eta = rng.normal(), rng.integers(0, 2), rng.uniform(0.2, 2)
        yield w, float(b), x, float(y), float(eta)


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


# δ in a function of its own, for slips that work it out once more
BLAME = {
    "    a = ": "    def blame():\n        a = ",
    "    delta = ": "        return ",
}

EXERCISES = (
    Exercise(
        prompt="The new w and the new b after one step, for the cost (a − y)².",
        arguments={
            "w": "shape (n,)", "b": "a number", "x": "shape (n,)", "y": "a number",
            "eta": "a number",
        },
        returns=(Part("the new w", "inputs"), Part("the new b")),
        inputs=_neurons,
        solution=neuron_step,
        slips=(
            Slip("slopes returned", {"w - eta * ": "", "b - eta * ": ""},
                 "These are the slopes. Take the step, too: w − η ∂C/∂w, and so on."),
            Slip("σ for σ′", {" * (1 - a)": ""},
                 "δ holds a where the slope σ′ belongs: the slope is a (1 − a)."),
            Slip("σ′ left out", {" * a * (1 - a)": ""},
                 "The factor σ′(z) is missing from δ: z moves a, and a moves C."),
            Slip("σ′ at a", {"* a * (1 - a)": "* sigmoid(a) * sigmoid(-a)"},
                 "σ′ is taken at a. It belongs to z: σ′(z) = a (1 − a)."),
            Slip("cross-entropy", {"2 * (a - y) * a * (1 - a)": "a - y"},
                 "δ is a − y here: it lacks 2 and σ′. Another cost has this δ, later "
                 "on this page; ours is (a − y)²."),
            Slip("brackets forgotten", {"(1 - a)": "1 - a"}, NO_BRACKETS),
            Slip("z (1 − z)", {"* a * (1 - a)": "* (w @ x + b) * (1 - w @ x - b)"},
                 "δ holds z (1 − z). The slope σ′(z) is a (1 − a), with a = σ(z)."),
            Slip("one σ too many", {"(1 - a)": "(1 - sigmoid(a))"},
                 "In one of the two factors of σ′(z) σ is taken twice. It is a "
                 "(1 − a), and a is σ(z) already."),
            Slip("slope of tanh", {"a * (1 - a)": "(1 - a**2)"},
                 "1 − a² is the slope of tanh. That of the sigmoid is a (1 − a)."),
            Slip("plus for minus", {"(1 - a)": "(1 + a)"},
                 "This is a (1 + a). Look at the sign in the slope of the sigmoid."),
            Slip("2 left out", {"2 * (a - y)": "(a - y)"},
                 "The 2 is missing from δ: the derivative of (a − y)² is 2 (a − y)."),
            Slip("z for a", {"(a - y)": "(w @ x + b - y)"},
                 "You subtract y from z. The cost compares y with a."),
            Slip("y left out", {"(a - y)": "a"},
                 "y is missing: the cost is the square of a − y, not of a."),
            Slip("squared", {"2 * (a - y)": "(a - y) ** 2"},
                 "δ holds the cost (a − y)² itself. Its slope along a is 2 (a − y)."),
            Slip("uphill", {"w - eta": "w + eta", "b - eta": "b + eta"},
                 "This step goes uphill: subtract η times the slope. Or is the "
                 "residual turned round? It is a − y."),
            Slip("η left out", {"eta * delta * x": "delta * x",
                                "b - eta * ": "b - "},
                 "η is missing: each number moves by η times its slope."),
            Slip("x left out", {" * x, b": " + 0 * x, b"},
                 "x is missing from the slope of w: ∂C/∂w is δ times its input."),
            Slip("w in place of x", {" * x, b": " * w, b"},
                 "The slope of a weight is δ times its input x, not times the weight."),
            Slip("η times the slopes", {"return w - ": "return ", ", b - ": ", "},
                 "These are η times the slopes. Subtract them from the old w and b."),
            Slip("step alone", {"w - eta": "-eta", "b - eta": "-eta"},
                 "This is the step alone. The new w is the old w and the step."),
            Slip("b not moved", {"b - eta * delta": "b"},
                 "b stays where it was. It moves as well: its slope is δ."),
            Slip("times b", {"b - eta * delta": "b - eta * delta * b"},
                 "There is a factor b in the slope of b: ∂z/∂b is 1."),
            Slip("b left out", {" + b)": ")"},
                 "b is missing from z = w·x + b."),
            Slip("b subtracted", {" + b)": " - b)"},
                 "b is subtracted in z = w·x + b. It is added, whatever its sign."),
            Slip("b in every term", {" + b)": " + len(w) * b)"},
                 "z holds b once for each input: add b after the sum, and once."),
            Slip("σ left out", {"sigmoid(w @ x + b)": "w @ x + b"},
                 "a is not z: it is σ(z)."),
            Slip("w first", BLAME | {"    return w - eta * delta * x, b": """\
    w = w - eta * blame() * x
    delta = blame()
    return w, b"""},
                 "w moves first, and δ is worked out again before b moves. One δ, that "
                 "of the old w and b, serves them all."),
            Slip("b first", BLAME | {"    return w - eta * delta * x, b - eta * delta":
                                     """\
    b = b - eta * blame()
    delta = blame()
    return w - eta * delta * x, b"""},
                 "b moves first, and δ is worked out again before w moves. One δ, that "
                 "of the old w and b, serves them all."),
        ),
        hints=(
            "It is your calculation with the pencil, line by line: z and a first.",
            "Then δ = 2 (a − y) a (1 − a), one number.",
            "The slope of w is delta * x, that of b is delta. Subtract eta times each.",
        ),
        example="the numbers of this page",
    ),
    Exercise(
        prompt="The cost whose δ is a − y, for targets y that are 0 or 1.",
        arguments={"a": "shape (m,)", "y": "shape (m,)"},
        returns=(Part("C", "examples"),),
        inputs=_outputs,
        solution=cross_entropy,
        slips=(
            Slip("minus lost", {"-(": "("},
                 "The sign is turned round: a cost is never negative, and ln of a "
                 "number below 1 is."),
            Slip("inner sign lost", {"+ (1 - y)": "- (1 - y)"},
                 "The part for y = 0 has the wrong sign: −ln(1 − a) has the slope "
                 "1/(1 − a)."),
            Slip("sign of y = 1 lost", {"-(y * np": "-(-y * np"},
                 "The part for y = 1 has the wrong sign: ln a has the slope 1/a. Which "
                 "one was wished for?"),
            Slip("y = 1 only", {" + (1 - y) * np.log(1 - a)": ""},
                 "The part for y = 0 is missing: it is worked out above."),
            Slip("y = 0 only", {"y * np.log(a) + ": ""},
                 "The part for y = 1 is missing: which cost has the slope −1/a?"),
            Slip("no switch for y = 1", {"y * np.log(a)": "np.log(a)"},
                 "−ln a counts for every example. For y = 0 it should be switched "
                 "off."),
            Slip("no switch for y = 0", {"(1 - y) * np": "np"},
                 "−ln(1 − a) counts for every example. For y = 1 it should be switched "
                 "off."),
            Slip("no switch", {"y * ": "", "(1 - y) * ": ""},
                 "Both parts count at once. For y = 1 only one of them should, for "
                 "y = 0 only the other."),
            Slip("a and 1 − a exchanged", {"y * np": "(1 - y) * np",
                                           "(1 - y) * np.log(1": "y * np.log(1"},
                 "a and 1 − a have changed places, or ln is taken of the distance "
                 "|a − y|. For y = 1 the cost must be 0 at a = 1."),
            Slip("1 − ln a", {"np.log(1 - a)": "(1 - np.log(a))"},
                 "ln(1 − a) is not 1 − ln a: subtract first, then take the logarithm."),
            Slip("ln(1 + a)", {"log(1 - a)": "log(1 + a)"},
                 "There is ln(1 + a). For y = 0 the cost must grow beyond all limits "
                 "as a goes to 1."),
            Slip("ln a twice", {"log(1 - a)": "log(a)"},
                 "Both parts hold ln a. Which function has the slope 1/(1 − a)?"),
            Slip("ln(1 − a) twice", {"log(a)": "log(1 - a)"},
                 "Both parts hold ln(1 − a). Which function has the slope −1/a?"),
            Slip("averaged", {"return ": "return np.mean(",
                              "log(1 - a))": "log(1 - a)))"},
                 "This is the mean over the examples. Return one number for each."),
            Slip("added up", {"return ": "return np.sum(",
                              "log(1 - a))": "log(1 - a)))"},
                 "This is the sum over the examples. Return one number for each."),
            Slip("still the slope", {"y * np.log(a)": "y / a",
                                     "+ (1 - y) * np.log(1 - a)":
                                     "- (1 - y) / (1 - a)"},
                 "This is the slope ∂C/∂a. Which function has it?"),
            Slip("already δ", {"-(y * np.log(a) + (1 - y) * np.log(1 - a))": "a - y"},
                 "This is δ. Asked for is the cost that has this δ."),
            Slip("quadratic", {"-(y * np.log(a) + (1 - y) * np.log(1 - a))":
                               "(a - y) ** 2"},
                 "This is the quadratic cost: its δ holds σ′."),
            Slip("another logarithm", {"log(a)": "log10(a)", "log(1": "log10(1"},
                 "This is the logarithm to the base 10. The one with the slope 1/a is "
                 "np.log."),
            Slip("in bits", {"log(a)": "log2(a)", "log(1": "log2(1"},
                 "This is the logarithm to the base 2. The one with the slope 1/a is "
                 "np.log."),
        ),
        hints=(
            "For y = 1 the wish reads ∂C/∂a = (a − 1) / (a (1 − a)) = −1/a. Which "
            "function has this slope, and is 0 at a = 1?",
            "It is −ln a. In code, ln is np.log.",
            "y * (…) counts only where y is 1, (1 - y) * (…) only where y is 0. Add "
            "the two.",
        ),
    ),
    Exercise(
        prompt="∂C/∂w and ∂C/∂b of logistic regression, the mean over the examples.",
        arguments={
            "w": "shape (n,)", "b": "a number", "x": "shape (n, m)",
            "y": "shape (m,)",
        },
        returns=(Part("∂C/∂w", "inputs"), Part("∂C/∂b")),
        inputs=_batches,
        solution=logistic_gradient,
        slips=(
            Slip("pixels for examples", {"len(y)": "len(x)"},
                 "∂C/∂w is divided by len(x), the number of inputs. The mean is over "
                 "the examples: len(y)."),
            Slip("pixels for examples in both",
                 {"len(y)": "len(x)", "np.mean(delta)": "np.sum(delta) / len(x)"},
                 "You divide by len(x), the number of inputs. The mean is over the "
                 "examples: len(y)."),
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
                 "δ = a − y.", at="- y"),
            Slip("turned round", {"    return": "    delta = -delta\n    return"},
                 "The sign is wrong: it looks like y − a. δ is a − y.", at="- y"),
            Slip("σ left out", {"sigmoid": ""},
                 "You compare z with y. The neuron's output is a = σ(z)."),
            Slip("rounded", {"sigmoid(w @ x + b)": "(w @ x + b > 0)"},
                 "The answers are rounded to 0 or 1. δ = a − y takes a as it is, "
                 "between 0 and 1."),
            Slip("b left out", {" + b": ""},
                 "b is missing from z = w·x + b."),
            Slip("b subtracted", {" + b": " - b"},
                 "b is subtracted in z = w·x + b. It is added, whatever its sign."),
            Slip("b in every term", {" + b": " + len(w) * b"},
                 "z holds b once for each input: add b after the sum, and once."),
            Slip("y left out", {" - y\n": "\n"},
                 "y is missing: δ is a − y."),
            Slip("axis forgotten", {"x @ delta / len(y)": "np.mean(x * delta)"},
                 "You take the mean over inputs and examples together. Each input "
                 "keeps a slope of its own: which axis are the examples?"),
            Slip("not added up", {"x @ delta": "x * delta"},
                 "For ∂C/∂w nothing is added up: x * delta is a column for each "
                 "example."),
            Slip("δ not averaged", {"np.mean(delta)": "np.squeeze(delta)"},
                 "∂C/∂b is still one number for each example. Take the mean."),
            Slip("first example left out", {" - y\n": " - y\n    delta[0] = 0\n"},
                 "The first example is left out: Python counts from 0, so where does "
                 "the loop begin?"),
            Slip("last example left out", {" - y\n": " - y\n    delta[-1] = 0\n"},
                 "The last example is left out: range(m) already stops before m."),
            Slip("last example only", {" - y\n": " - y\n    delta[:-1] = 0\n"},
                 "Only the last example counts. In a loop, does = stand where += is "
                 "meant?"),
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
