"""Exercises: both slopes of the cost of a line, and one step down."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import LINE_ARGUMENTS, lines
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


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


def _steps(rng):
    for line, eta in zip(lines(rng), (0.1, 0.05, 0.3, 0.02, 0.5, 0.2), strict=True):
        yield *line, eta


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
        prompt="∂C/∂w for the cost C = mean of (ŷ − y)², ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("∂C/∂w"),),
        inputs=lines,
        solution=dC_dw,
        slips=(
            *PARTIAL_SLIPS,
            Slip("always 4 examples", {"np.mean(": "0.25 * np.sum("},
                 "You divide by 4. That fits the seedlings; for any data divide by how "
                 "many there are, as np.mean does."),
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
)  # fmt: skip
