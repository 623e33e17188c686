"""Exercises: the slope of a curve, the cost of a line, and one step down."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import CURVES, LINE_ARGUMENTS, lines
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def slope(f, x, h):
    """Return rise over run of the curve f between x and x + h."""
    rise = f(x + h) - f(x)
    run = h
    return rise / run


def line_cost(w, b, x, y):
    """Return the mean of (ŷ − y)², one number."""
    y_hat = w * x + b
    return np.mean((y_hat - y) ** 2)


def dC_dw(w, b, x, y):
    """Return ∂C/∂w, one number."""
    y_hat = w * x + b
    return np.mean(2 * (y_hat - y) * x)


def dC_db(w, b, x, y):
    """Return ∂C/∂b, one number."""
    y_hat = w * x + b
    return np.mean(2 * (y_hat - y))


def descent_step(w, b, x, y, eta):
    """Return the new w and the new b after one step."""
    error = w * x + b - y
    dC_dw = np.mean(2 * error * x)
    dC_db = np.mean(2 * error)
    return w - eta * dC_dw, b - eta * dC_db


def largest_eta(x):
    """Return 2/λmax, one number."""
    second = 2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1]])
    return 2 / np.linalg.eigvalsh(second).max()


def _points(rng):
    yield CURVES[0], 3.0, 0.5
    for curve in CURVES[1:]:
        yield curve, float(rng.uniform(0.2, 2)), float(rng.uniform(0.05, 0.8))


def _steps(rng):
    for line, eta in zip(lines(rng), (0.1, 0.05, 0.3, 0.02, 0.5, 0.2), strict=True):
        yield *line, eta


def _places(rng):
    yield (np.array([1.0, 2.0, 3.0]),)
    for m, middle, width in [(4, 0, 0.4), (6, 0.5, 0.5), (5, -2, 1), (9, 0, 3)]:
        yield (rng.normal(middle, width, size=m),)


PARTIAL_SLIPS = (  # of both ∂C/∂w and ∂C/∂b
    Slip("lost the 2", {"2 * ": ""},
         "The factor 2 is missing: the derivative of (ŷ − y)² is 2 (ŷ − y) times the "
         "derivative of what is inside."),
    Slip("sum for mean", {"np.mean": "np.sum"},
         "This is the sum over the examples. The cost is a mean, so its derivative is "
         "a mean, too: divide by m."),
    Slip("turned round", {"return ": "return -"},
         "The sign is wrong: it looks like y − ŷ. The inside of the square is ŷ − y, "
         "and ŷ has the plus."),
    Slip("square kept", {" - y)": " - y) ** 2"},
         "The square is still there: the derivative of (ŷ − y)² has ŷ − y without a "
         "square."),
    Slip("not averaged", {"np.mean": ""},
         "This is the derivative for each example. Take the mean: the cost is one "
         "number, so ∂C/∂w and ∂C/∂b are one number each."),
    Slip("b left out", {" + b": ""},
         "b is missing from the model: ŷ = w x + b, in the derivative, too."),
)  # fmt: skip

EXERCISES = (
    Exercise(
        prompt="The slope of f between x and x + h: rise over run.",
        arguments={"f": "a function", "x": "a number", "h": "a number, not 0"},
        returns=(Part("slope"),),
        inputs=_points,
        solution=slope,
        slips=(
            Slip("not divided", {"rise / run": "rise"},
                 "This is the rise, f(x + h) − f(x). Divide it by the run."),
            Slip("run over rise", {"rise / run": "run / rise"},
                 "The fraction is upside down: rise over run, so h is below."),
            Slip("turned round", {"f(x + h) - f(x)": "f(x) - f(x + h)"},
                 "The sign is wrong: take f at the end, x + h, minus f at the start, "
                 "x. A curve that climbs has a positive slope."),
            Slip("run is not x + h", {"run = h": "run = x + h"},
                 "You divide by x + h. The run is the way from x to x + h, and that is "
                 "only h."),
            Slip("h outside f", {"f(x + h)": "(f(x) + h)"},
                 "You add h to f(x). Add it to x, inside the brackets: f(x + h)."),
            Slip("f(x) left out", {" - f(x)\n": "\n"},
                 "f(x) is missing: the rise is a difference, f(x + h) − f(x)."),
            Slip("step back", {"f(x + h) - f(x)": "f(x) - f(x - h)"},
                 "This is the slope between x − h and x. Step forward, from x to "
                 "x + h."),
            Slip("both sides", {" - f(x)": " - f(x - h)", "run = ": "run = 2 * "},
                 "This is the slope between x − h and x + h, a good one, but the "
                 "question asks for x and x + h."),
        ),
        hints=(
            "How far does the curve rise when you walk from x to x + h?",
            "The rise is f(x + h) − f(x); the run is h.",
            "Brackets matter: (f(x + h) - f(x)) / h.",
        ),
    ),
    Exercise(
        prompt="The cost of the line ŷ = w x + b: the mean of (ŷ − y)².",
        arguments=LINE_ARGUMENTS,
        returns=(Part("C"),),
        inputs=lines,
        solution=line_cost,
        slips=(
            Slip("sum for mean", {"np.mean": "np.sum"},
                 "This is the sum over the examples. The cost is their mean: divide by "
                 "their number m."),
            Slip("½ put in front", {"return ": "return 0.5 * "},
                 "There is an extra ½. Some books write one; in this course the cost "
                 "is the plain mean of (ŷ − y)²."),
            Slip("not squared", {" ** 2": ""},
                 "The square is missing. Without it, errors above and below the line "
                 "cancel each other."),
            Slip("size instead of square", {"(y_hat - y) ** 2": "np.abs(y_hat - y)"},
                 "This is the mean of |ŷ − y|. The cost takes (ŷ − y)², the square."),
            Slip("mean before square", {"(y_hat - y) ** 2)": "y_hat - y) ** 2"},
                 "The order is wrong: you take the mean, then the square. Square each "
                 "ŷ − y first, then take the mean."),
            Slip("root taken", {" ** 2)": " ** 2) ** 0.5"},
                 "There is an extra square root: the cost is the mean of the squares "
                 "itself."),
            Slip("not averaged", {"np.mean": ""},
                 "This is (ŷ − y)² for each example. Take their mean: the cost is one "
                 "number."),
            Slip("b left out", {"+ b": "+ 0"},
                 "b is missing: the model is ŷ = w x + b."),
            Slip("w and b exchanged", {"= w * x": "= b * x", "+ b": "+ w"},
                 "w and b have changed places: w multiplies x, and b is added."),
        ),
        hints=(
            "Start with the model: y_hat = w * x + b.",
            "Square each difference ŷ − y, then take the mean of the squares.",
            "np.mean(array) is the mean of an array, array ** 2 its squares.",
        ),
    ),
    Exercise(
        prompt="∂C/∂w for the cost C = mean of (ŷ − y)², ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("∂C/∂w"),),
        inputs=lines,
        solution=dC_dw,
        slips=(
            *PARTIAL_SLIPS,
            Slip("x left out", {" * x)": ")"},
                 "The last factor is missing, ∂ŷ/∂w = x. What you have is ∂C/∂b."),
            Slip("w instead of x", {" * x)": " * w)"},
                 "The last factor is w; it should be x. In ŷ = w x + b the number in "
                 "front of w is x, so ∂ŷ/∂w = x."),
            Slip("brackets lost", {"- y) * x": "- y * x)"},
                 "Only y is multiplied by x. Put brackets round ŷ − y: the whole "
                 "difference times x."),
            Slip("mean of each factor", {" * x)": ") * np.mean(x)"},
                 "You take the mean of ŷ − y and the mean of x, then multiply. "
                 "Multiply first, example by example, then take the mean."),
        ),
        hints=(
            "Look at one example: C = (ŷ − y)². Which two factors does the chain rule "
            "give for ∂C/∂w?",
            "They are ∂C/∂ŷ = 2 (ŷ − y) and ∂ŷ/∂w = x.",
            "Multiply them for each example, then take np.mean of the products.",
        ),
    ),
    Exercise(
        prompt="∂C/∂b for the cost C = mean of (ŷ − y)², ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("∂C/∂b"),),
        inputs=lines,
        solution=dC_db,
        slips=(
            *PARTIAL_SLIPS,
            Slip("times x", {"(y_hat": "x * (y_hat"},
                 "There is an extra factor x: what you have is ∂C/∂w. For b the last "
                 "factor is ∂ŷ/∂b = 1."),
            Slip("times b", {"(y_hat": "b * (y_hat"},
                 "There is an extra factor b. In ŷ = w x + b, b stands alone: "
                 "∂ŷ/∂b = 1."),
        ),
        hints=(
            "It is the chain of ∂C/∂w again; only the last factor differs.",
            "If b grows by 1, how much does ŷ = w x + b grow? That is ∂ŷ/∂b.",
            "∂ŷ/∂b = 1, so only 2 (ŷ − y) is left; then take np.mean.",
        ),
    ),
    Exercise(
        prompt="One step of gradient descent: return the new w and the new b.",
        arguments=LINE_ARGUMENTS | {"eta": "a number"},
        returns=(Part("w"), Part("b")),
        inputs=_steps,
        solution=descent_step,
        slips=(
            Slip("uphill", {"w - eta": "w + eta", "b - eta": "b + eta"},
                 "This walks uphill: the gradient points to where the cost grows, so "
                 "subtract: w − η ∂C/∂w."),
            Slip("w first", {"return w - eta * dC_dw": "return w", "    dC_db": """\
    w = w - eta * dC_dw
    error = w * x + b - y
    dC_db"""},
                 "w moves before ∂C/∂b is worked out. Work out both derivatives at the "
                 "old w and b, and only then move."),
            Slip("b first", {"    dC_db = np.mean(2 * error)\n": "",
                             ", b - eta * dC_db": ", b", "    dC_dw": """\
    dC_db = np.mean(2 * error)
    b = b - eta * dC_db
    error = w * x + b - y
    dC_dw"""},
                 "b moves before ∂C/∂w is worked out. Work out both derivatives at the "
                 "old w and b, and only then move."),
            Slip("η forgotten", {"eta * dC_dw": "dC_dw", "eta * dC_db": "dC_db"},
                 "η is missing: the step is η ∂C/∂w, not the whole ∂C/∂w."),
            Slip("sum for mean", {"w = np.mean": "w = np.sum",
                                  "b = np.mean": "b = np.sum"},
                 "The derivatives are sums over the examples. The cost is a mean, so "
                 "divide them by m."),
            Slip("lost the 2", {"2 * error * x": "error * x", "2 * error)": "error)"},
                 "The derivatives lack their factor 2: it comes from the square in "
                 "(ŷ − y)²."),
            Slip("derivatives exchanged",
                 {"    return": "    dC_dw, dC_db = dC_db, dC_dw\n    return"},
                 "The derivatives have changed places: w moves with ∂C/∂w, b with "
                 "∂C/∂b."),
            Slip("b not moved", {"dC_db\n": "0\n"},
                 "b has not moved. It has a step of its own: b − η ∂C/∂b."),
            Slip("change only", {"return w": "return 0", "dC_dw, b": "dC_dw, 0"},
                 "These are the changes −η ∂C/∂w and −η ∂C/∂b. Add them to the old w "
                 "and b."),
        ),
        hints=(
            "Work out ∂C/∂w and ∂C/∂b first, both with the old w and b.",
            "Then move each against its own derivative: w − η ∂C/∂w, and b likewise.",
            "Return both: return w - eta * dC_dw, b - eta * dC_db.",
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
