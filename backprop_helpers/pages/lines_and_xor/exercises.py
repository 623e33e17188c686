"""Exercises: one step of two rules, and three neurons that do what one cannot."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

ONE_EXAMPLE = {"w": "shape (n,)", "b": "a number", "x": "shape (n,)", "y": "1 or −1"}
NEW_WEIGHTS = (Part("w", "inputs"), Part("b"))


def perceptron_step(w, b, x, y):
    """Return the new w and the new b after one example."""
    answer = 1 if w @ x + b > 0 else -1
    if answer != y:
        w, b = w + y * x, b + y
    return w, b


def delta_rule(w, b, x, y, eta):
    """Return the new w and the new b after one example."""
    residual = w @ x + b - y
    return w - eta * 2 * residual * x, b - eta * 2 * residual


def equal_by_three(x1, x2):
    """Return what the neurons “both”, “neither” and “equal” say, each shape (m,)."""
    both = np.where(x1 + x2 - 1 > 0, 1, -1)
    neither = np.where(-x1 - x2 - 1 > 0, 1, -1)
    equal = np.where(both + neither + 1 > 0, 1, -1)
    return both, neither, equal


def _examples(rng):
    """Yield one of each kind: a 1 and a −1, each on the wrong and on the right side."""
    yield np.array([0.0, 1.0]), 0.0, np.array([0.5, -2.0]), 1
    yield np.array([1.0, 2.0]), -1.0, np.array([3.0, 0.5]), -1
    # w·x and w·x + b have different signs here, so that b matters for the answer.
    yield np.array([1.0, 1.0]), 3.0, np.array([0.5, -2.5]), 1
    yield np.array([2.0, -1.0, 0.5]), -4.0, np.array([1.0, 1.0, 2.0]), -1
    yield np.array([1.0, -2.0]), -2.0, np.array([2.0, 0.5]), 1
    for n in (2, 3, 5):
        for y in (-1, 1):
            yield rng.normal(size=n), float(rng.normal()), rng.normal(0, 2, size=n), y


def _examples_and_border(rng):
    """Yield these examples, two on the border itself, and one that a step leaves wrong.

    On the border z is exactly 0.
    """
    yield from _examples(rng)
    yield np.array([1.0, 2.0]), -1.0, np.array([3.0, -1.0]), -1
    yield np.array([2.0, -1.0]), 1.5, np.array([-0.5, 0.5]), 1
    yield np.array([3.0, 0.5]), 1.0, np.array([0.5, 1.0]), -1


def _examples_with_eta(rng):
    etas = (0.1, 0.05, 0.2, 0.3, 0.01, 0.1, 0.25, 0.02, 0.15, 0.4, 0.08)
    for example, eta in zip(_examples(rng), etas, strict=True):
        yield *example, eta


def _truths(rng):
    """Yield the four points, then more of them in other orders."""
    yield np.array([-1.0, -1.0, 1.0, 1.0]), np.array([-1.0, 1.0, -1.0, 1.0])
    for m in (1, 7, 5, 8):
        yield tuple(rng.permuted(np.resize([-1.0, 1.0, 1.0, -1.0], (2, m)), axis=1))


MOVE = """    if answer != y:
        w, b = w + y * x, b + y
"""
UNTIL_RIGHT = """    for _ in range(50):
        if (1 if w @ x + b > 0 else -1) == y:
            break
"""
TANH = """    a = np.tanh(w @ x + b)
    residual = (a - y) * (1 - a * a)
"""
SIGMOID = """    a = 1 / (1 + np.exp(-w @ x - b))
    residual = (a - y) * a * (1 - a)
"""
RESIDUAL = "    residual = w @ x + b - y\n"
STEPS = "    return w - eta * 2 * residual * x, b - eta * 2 * residual\n"
B_FIRST = f"""    b = b - eta * 2 * residual
{RESIDUAL}    return w - eta * 2 * residual * x, b
"""

EXERCISES = (
    Exercise(
        prompt="One example for a perceptron: return the new w and the new b.",
        arguments=ONE_EXAMPLE,
        returns=NEW_WEIGHTS,
        inputs=_examples_and_border,
        solution=perceptron_step,
        slips=(
            Slip("turned round", {"w + y": "w - y", "b + y": "b - y"},
                 "The step goes the wrong way. An example with y = 1 on the wrong side "
                 "pulls w towards it, and b up; one with y = −1 pushes w away, and b "
                 "down."),
            Slip("corrected when right", {"    if answer != y:\n    ": ""},
                 "w changes even where the answer was right. Work out the answer "
                 "first: where it is y, nothing moves."),
            Slip("b moved when right",
                 {"w, b = w + y * x, b + y\n": "w = w + y * x\n    b = b + y\n"},
                 "b changes even where the answer was right: does its line stand "
                 "inside the `if`?"),
            Slip("by how far", {"y * x": "(y - w @ x - b) * x",
                                "b + y": "b + (y - w @ x - b)"},
                 "The step depends on how far z is from y. The perceptron does not "
                 "ask: it adds x, or takes x away."),
            Slip("doubled", {"y * x": "2 * y * x", "b + y": "b + 2 * y"},
                 "The step is twice too long. At a mistake y minus the answer is 2 or "
                 "−2; the rule takes y itself, 1 or −1."),
            Slip("1 at z = 0", {"> 0": ">= 0"},
                 "Some examples lie exactly on the border, z = 0. The answer is 1 only "
                 "if z > 0, so there it is −1."),
            Slip("moved on the border", {"answer != y": "y * (w @ x + b) <= 0"},
                 "An example on the border, z = 0, with y = −1 is moved. There the "
                 "answer is −1, which is right. (np.sign says 0 there, and y z ≤ 0 "
                 "counts it as wrong.)"),
            Slip("not moved on the border", {"answer != y": "y * (w @ x + b) < 0"},
                 "An example on the border, z = 0, with y = 1 stays where it is. There "
                 "the answer is −1, so it is a mistake, and w moves."),
            Slip("nothing moved", {MOVE: ""},
                 "w and b come back as they were, even where the answer is wrong. Does "
                 "the `return` come before the step?"),
            Slip("repeated",
                 {"    if answer != y:\n": UNTIL_RIGHT},
                 "You correct until this example is right. The rule takes one step for "
                 "an example, then comes the next one."),
            Slip("right ones moved", {"!=": "=="},
                 "You move where the answer is right, and not where it is wrong: it is "
                 "the other way round."),
            Slip("doubled, and 0 at z = 0",
                 {"1 if w @ x + b > 0 else -1": "np.sign(w @ x + b)",
                  "y * x": "(y - answer) * x", "b + y": "b + (y - answer)"},
                 "At a mistake y minus the answer is 2 or −2: your step is twice too "
                 "long. And np.sign gives 0 on the border, where the answer is −1."),
            Slip("0 for −1", {"else -1": "else 0"},
                 "Your answer is 0 where it should be −1. Then it never equals "
                 "y = −1, and those examples are always corrected."),
            Slip("b left out of z", {"x + b": "x"},
                 "b is missing from z = w·x + b, so some answers come out wrong."),
            Slip("b not moved", {"b + y": "b"},
                 "b stays where it was. It is the weight of an input that is always 1, "
                 "so it moves by the same rule."),
            Slip("0 for −1, and by y − answer",
                 {"else -1": "else 0", "y * x": "(y - answer) * x",
                  "b + y": "b + (y - answer)"},
                 "Your answer is 0 or 1 and the step y − answer, as where y is 0 or 1. "
                 "Here y is 1 or −1: so is the answer, and the step goes by y itself."),
            Slip("always away", {"w + y * x": "w - x", "b + y": "b - 1"},
                 "Every mistake pushes w away from the example. With y = 1, w must "
                 "move towards it."),
            Slip("w for x", {"y * x": "y * w"},
                 "w moves along itself, by y w. It must move along the example x."),
            Slip("old ones lost", {"w + y * x": "y * x", "b + y": "y"},
                 "At a mistake only the step is left. It is added to the old w and "
                 "b."),
            Slip("b subtracted", {"x + b": "x - b"},
                 "In z b is subtracted. It is added: z = w·x + b."),
            Slip("threshold", {"x + b": "x - b", "b + y": "b - y"},
                 "Your b is a threshold, z = w·x − b, and moves as one: that works as "
                 "well, but here z = w·x + b."),
            Slip("b times y", {"b + y": "b + y * b"},
                 "b moves by y b, by nothing where b is 0. It is the weight of an "
                 "input that is always 1: what stands there in place of x?"),
            Slip("b always up", {"b + y": "b + 1"},
                 "b grows at every mistake. Where y is −1 it must go down, as w does "
                 "along x."),
            Slip("always towards", {"y * x": "x", "b + y": "b + 1"},
                 "Every mistake pulls w towards the example. With y = −1, w must move "
                 "away from it."),
            Slip("one kind only", {"answer != y": "answer != y and y == 1"},
                 "Only mistakes at y = 1 are corrected. An example with y = −1 that "
                 "gets the answer 1 corrects w, too."),
            Slip("x left out", {"y * x": "y"},
                 "w changes by the same number in every place. It must change by a "
                 "multiple of the example x."),
        ),
        advice={ValueError: "z is one number: w @ x adds up all the products."},
        hints=(
            "First the answer: z = w·x + b, and the answer is 1 if z > 0, else −1.",
            "If the answer is y, return w and b as they are.",
            "Else w becomes w + y x. And b is the weight of an input that is 1.",
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
                 "The factor 2 is missing. Books that leave it out have the cost "
                 "½ (z − y)²; here it is (z − y)²: its slope is 2 (z − y) times the "
                 "slope of what is inside."),
            Slip("uphill", {"w - eta": "w + eta", "b - eta": "b + eta"},
                 "This walks uphill: the gradient points to where the cost grows, so "
                 "subtract it."),
            Slip("η forgotten", {"    return": "    eta = 1\n    return"},
                 "η is missing: the step is η times the gradient."),
            Slip("step for z", {"w @ x + b": "np.sign(w @ x + b)"},
                 "You compare 1 or −1 with y, as the perceptron does. The linear unit "
                 "answers the sum itself, z = w·x + b."),
            Slip("sign dropped", {"residual = ": "residual = abs(",
                                  " - y\n": " - y)\n"},
                 "The sign of z − y is lost. It says whether the answer was too high "
                 "or too low."),
            Slip("b left out of z", {"x + b": "x"},
                 "b is missing from z = w·x + b."),
            Slip("* for @", {"w @ x": "w * x"},
                 "You multiply w and x entry by entry, with *. z is one number, the "
                 "sum of these products: @ adds them up."),
            Slip("change alone", {"w - eta": "-eta", "b - eta": "-eta"},
                 "This is the change alone. The new w and b are asked for: add it to "
                 "the old ones."),
            Slip("w for x", {"residual * x": "residual * w"},
                 "The slope along w has the factor w. In z = w·x + b, what multiplies "
                 "w?"),
            Slip("cost for slope",
                 {"2 * residual * x": "residual**2 * x",
                  "2 * residual\n": "residual**2\n"},
                 "The step goes by (z − y)², the cost itself. Its slope is asked for: "
                 "what is the derivative of a square?"),
            Slip("y added", {"b - y": "b + y"},
                 "You have z + y. The cost is (z − y)²: how far z is from y."),
            Slip("b subtracted", {"x + b": "x - b"},
                 "In z b is subtracted. It is added: z = w·x + b."),
            Slip("tanh for z", {"w @ x + b": "np.tanh(w @ x + b)"},
                 "A tanh has come in. The unit of the delta rule is linear: it answers "
                 "z itself."),
            Slip("b first", {STEPS: B_FIRST},
                 "b moves before the step of w is worked out. Take z − y once, at the "
                 "old w and b."),
            Slip("step of the perceptron",
                 {"w - eta * 2 * residual * x": "w + eta * y * x",
                  "b - eta * 2 * residual\n": "b + eta * y\n"},
                 "The step goes by y, as the perceptron's does. The delta rule goes by "
                 "how far z is from y, and downhill."),
            Slip("mistakes only",
                 {"    return": "    eta = eta * ((w @ x + b > 0) != (y > 0))\n"
                                "    return"},
                 "Nothing moves where the answer is right. The delta rule always takes "
                 "a step: it asks how far z is from y, not on which side."),
            Slip("slopes alone",
                 {"w - eta * 2 * residual * x": "2 * residual * x",
                  "b - eta * 2 * residual\n": "2 * residual\n"},
                 "These are the slopes. The new w and b are asked for: the old ones "
                 "minus η times the slopes."),
            Slip("tanh on z", {RESIDUAL: TANH},
                 "A tanh has come in, with its slope. The unit of the delta rule is "
                 "linear: it answers z itself."),
            Slip("sigmoid on z", {RESIDUAL: SIGMOID},
                 "A sigmoid has come in, with its slope. The unit of the delta rule is "
                 "linear: it answers z itself."),
            Slip("x left out", {" * x,": ","},
                 "w changes by the same number in every place: the factor ∂z/∂w = x is "
                 "missing."),
            Slip("w first", {"return": "w =", ", b ": """
    residual = w @ x + b - y
    return w, b """},
                 "w moves before the step of b is worked out. Take z − y once, at the "
                 "old w and b."),
            Slip("b not moved", {"residual\n": "0\n"},
                 "b stays where it was. What is ∂z/∂b?"),
            Slip("b in its own slope", {"residual\n": "residual * b\n"},
                 "The slope along b has a factor b. In z = w·x + b, how many times as "
                 "fast as b does z grow?"),
        ),
        hints=(
            "The cost of this example is (z − y)², with z = w·x + b.",
            "Its derivatives are 2 (z − y) x by w and 2 (z − y) by b.",
            "Subtract η times each. Work out z − y once, before anything moves.",
        ),
    ),
    Exercise(
        prompt="Equal by three neurons: return what “both” and “neither” say, and what "
        "the last neuron makes of these two.",
        arguments={"x1": "shape (m,), 1 or −1", "x2": "shape (m,), 1 or −1"},
        returns=tuple(Part(name, "examples") for name in ("both", "neither", "equal")),
        inputs=_truths,
        solution=equal_by_three,
        slips=(
            Slip("or for both", {"where(x1 + x2 - 1": "where(x1 + x2 + 1"},
                 "Your first neuron says true where one input alone is true. Which "
                 "bias leaves only (1, 1) on its side?"),
            Slip("not both for neither", {"-x1 - x2 - 1": "-x1 - x2 + 1"},
                 "Your second neuron says “not both”: it is true where one input alone "
                 "is. Which bias leaves only (−1, −1) on its side?"),
            Slip("both turned round", {"where(x1 + x2 - 1": "where(-x1 - x2 + 1"},
                 "Your first neuron says the opposite: it must be true at (1, 1) "
                 "alone."),
            Slip("neither: minus at x₁ alone", {"-x1 - x2 - 1": "-x1 + x2 - 1"},
                 "Your second neuron says “only x₂”: a minus is missing. It must be "
                 "true at (−1, −1) alone."),
            Slip("neither: minus at x₂ alone", {"-x1 - x2 - 1": "x1 - x2 - 1"},
                 "Your second neuron says “only x₁”: a minus is missing. It must be "
                 "true at (−1, −1) alone."),
            Slip("neither turned round", {"-x1 - x2 - 1": "x1 + x2 + 1"},
                 "Your second neuron says the opposite: its arrow must point to "
                 "(−1, −1). Turn all three signs."),
            Slip("last never true", {"neither + 1": "neither - 1"},
                 "The last neuron never says true. With the bias −1 it is an and; with "
                 "none, z is 0 where one of the two is true. It must be an or."),
            Slip("XOR", {"both + neither + 1": "-both - neither - 1"},
                 "The last neuron says the opposite: this is XOR. It must be true "
                 "where one of the two is: an or."),
            Slip("sum at the end",
                 {"np.where(both + neither + 1 > 0, 1, -1)": "both + neither"},
                 "The last neuron hands on the sum of the two. It has a bias, and it "
                 "must answer 1 or −1, too."),
            Slip("inputs again", {"both + neither + 1": "x1 + x2 + 1"},
                 "The last neuron reads x₁ and x₂. It sees only what the two hidden "
                 "neurons say."),
            Slip("sums for answers",
                 {"np.where(x1 + x2 - 1 > 0, 1, -1)": "x1 + x2 - 1",
                  "np.where(-x1 - x2 - 1 > 0, 1, -1)": "-x1 - x2 - 1"},
                 "The hidden neurons hand on their sums. Each must answer 1 or −1, or "
                 "all three together are one line again."),
            Slip("0 for false",
                 {"x1 + x2 - 1 > 0, 1, -1)\n    n": "x1 + x2 - 1 > 0, 1, 0)\n    n",
                  "-x1 - x2 - 1 > 0, 1, -1": "-x1 - x2 - 1 > 0, 1, 0",
                  "+ 1 > 0, 1, -1": "> 0, 1, 0"},
                 "You write 0 for false. On this page false is −1, and the weights "
                 "depend on that."),
            Slip("0 for false, bias kept",
                 {"x1 + x2 - 1 > 0, 1, -1)\n    n": "x1 + x2 - 1 > 0, 1, 0)\n    n",
                  "-x1 - x2 - 1 > 0, 1, -1": "-x1 - x2 - 1 > 0, 1, 0",
                  "+ 1 > 0, 1, -1": "+ 1 > 0, 1, 0"},
                 "You write 0 for false. On this page false is −1: with 0 the last "
                 "neuron always says true."),
        ),
        hints=(
            "“Both” is x₁ and x₂, which stands above: z = x₁ + x₂ − 1.",
            "“Neither” is the same with both inputs turned: −x₁ for x₁, −x₂ for x₂.",
            "The last is an or of these two: its z is both + neither + 1.",
        ),
    ),
)  # fmt: skip
