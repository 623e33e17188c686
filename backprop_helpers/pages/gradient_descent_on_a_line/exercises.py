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
         "and ŷ has the plus.", at="y_hat - y"),
    Slip("square kept", {" - y)": " - y) ** 2"},
         "The square is still there: the derivative of (ŷ − y)² has ŷ − y without a "
         "square."),
    Slip("squared", {"2 * (y_hat - y)": "(y_hat - y) ** 2"},
         "The square is not differentiated: (ŷ − y)² is the cost of an example. How "
         "fast does it change?"),
    Slip("b left out", {" + b": ""},
         "b is missing from the model: ŷ = w x + b, in the derivative, too."),
    Slip("b subtracted", {" + b": " - b"},
         "b is subtracted: ŷ = w x + b, whatever the sign of b."),
    Slip("y left out", {"(y_hat - y)": "y_hat"},
         "y is missing: the residual is ŷ − y."),
)  # fmt: skip
IN_CODE = (  # of both, too, but not seen, or not done, with a pencil
    Slip("w x left out", {"w * x + b": "b"},
         "w x is missing from the residual. What is held still counts in ŷ − y all "
         "the same."),
    Slip("not averaged", {"np.mean": ""},
         "This is the derivative for each example. Take the mean: the cost is one "
         "number, so ∂C/∂w and ∂C/∂b are one number each."),
    Slip("first example left out", {" + b\n": " + b\n    y_hat[0] = y[0]\n"},
         "The first example is left out: Python counts from 0, so where does the loop "
         "begin?"),
    Slip("last example left out", {" + b\n": " + b\n    y_hat[-1] = y[-1]\n"},
         "The last example is left out: range(m) already stops before m."),
    Slip("last example only", {" + b\n": " + b\n    y_hat[:-1] = y[:-1]\n"},
         "Only the last example counts. In a loop, does = stand where += is meant?"),
    Slip("divided by m − 1", {"np.mean(": "np.divide(1, len(x) - 1) * np.sum("},
         "You divide by m − 1, as for a variance. The cost is the mean over all m "
         "examples."),
)  # fmt: skip


def rise_over_run(derivative, moved):
    """Return slips that measure, not derive; `moved` is ŷ with one parameter + h."""
    rise = f"(({moved}) - y) ** 2 - (y_hat - y) ** 2"
    return (
        Slip(f"rise over a run of {h}",
             {derivative: f"({rise}) / h", "y_hat =": f"h = {h}\n    y_hat ="},
             f"This is rise over run with h = {h}: the slope of a dashed line, not "
             "that of the tangent. Use the derivative.")
        for h in (0.1, 0.01, 0.001)
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
            *IN_CODE,
            Slip("always 4 examples", {"np.mean(": "0.25 * np.sum("},
                 "You divide by 4. That fits the seedlings; for any data divide by how "
                 "many there are, as np.mean does."),
            Slip("x left out", {" * x)": ")"},
                 "The last factor is missing, ∂ŷ/∂w = x. What you have is ∂C/∂b."),
            Slip("the cost", {"2 * (y_hat - y) * x": "(y_hat - y) ** 2"},
                 "This is the cost C itself. Asked for is how fast it changes with w."),
            Slip("w instead of x", {" * x)": " * w)"},
                 "The last factor is w; it should be x. In ŷ = w x + b the number in "
                 "front of w is x, so ∂ŷ/∂w = x."),
            Slip("b kept beside x", {" * x)": " * (x + b))"},
                 "The last factor is x + b. Along w, the b in ŷ = w x + b stays as it "
                 "is: what is then the slope of w x + b?"),
            Slip("brackets lost", {"- y) * x": "- y * x)"},
                 "Only y is multiplied by x. Put brackets round ŷ − y: the whole "
                 "difference times x."),
            Slip("mean of each factor", {" * x)": ") * np.mean(x)"},
                 "You take the mean of ŷ − y and the mean of x, then multiply. "
                 "Multiply first, example by example, then take the mean."),
            *rise_over_run("2 * (y_hat - y) * x", "(w + h) * x + b"),
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
            *IN_CODE,
            Slip("times x", {"(y_hat": "x * (y_hat"},
                 "There is an extra factor x: what you have is ∂C/∂w. For b the last "
                 "factor is ∂ŷ/∂b = 1."),
            Slip("times b", {"(y_hat": "b * (y_hat"},
                 "There is an extra factor b. In ŷ = w x + b, b stands alone: "
                 "∂ŷ/∂b = 1."),
            *rise_over_run("2 * (y_hat - y)", "w * x + (b + h)"),
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
            Slip("derivatives exchanged",  # in one piece: with a later slip in it
                 {"return w - eta * dC_dw, b - eta * dC_db":
                  "return w - eta * dC_db, b - eta * dC_dw"},
                 "The derivatives have changed places: w moves with ∂C/∂w, b with "
                 "∂C/∂b."),
            Slip("y left out", {"w * x + b - y": "w * x + b"},
                 "y is missing: the residual is ŷ − y."),
            Slip("uphill", {"w - eta": "w + eta", "b - eta": "b + eta"},
                 "This walks uphill: the gradient points to where the cost grows, so "
                 "subtract: w − η ∂C/∂w. Or is the residual turned round? It is "
                 "ŷ − y."),
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
                 "η is missing: the step is η times the slope, not the whole slope."),
            Slip("sum for mean", {"w = np.mean": "w = np.sum",
                                  "b = np.mean": "b = np.sum"},
                 "The derivatives are sums over the examples. The cost is a mean, so "
                 "divide them by m."),
            Slip("lost the 2", {"2 * error * x": "error * x", "2 * error)": "error)"},
                 "The derivatives lack their factor 2: it comes from the square in "
                 "(ŷ − y)²."),
            Slip("w not moved", {"w - eta * dC_dw": "w - 0"},
                 "w has not moved. It has a step of its own: w − η ∂C/∂w."),
            Slip("b not moved", {"dC_db\n": "0\n"},
                 "b has not moved. It has a step of its own: b − η ∂C/∂b."),
            Slip("x left out", {" * x)": ")"},
                 "The slope along w lacks its factor x: w and b move by the same "
                 "amount."),
            Slip("w instead of x", {" * x)": " * w)"},
                 "The last factor in ∂C/∂w is w. How much does ŷ = w x + b grow when w "
                 "grows by 1?"),
            Slip("times x", {"2 * error)": "2 * error * x)"},
                 "The slope along b has a factor x: that is ∂C/∂w once more. How much "
                 "does ŷ grow when b grows by 1?"),
            Slip("mean of each factor", {" * x)": ") * np.mean(x)"},
                 "In ∂C/∂w you multiply two means. Multiply first, example by example, "
                 "then take the mean."),
            Slip("not averaged", {"w = np.mean": "w = ", "b = np.mean": "b = "},
                 "These are steps for each example. Take the mean of the slopes: w and "
                 "b are one number each."),
            Slip("example by example", {"    error =": """\
    for x_i, y_i in zip(x, y):
        r = w * x_i + b - y_i
        w, b = w - eta * 2 * r * x_i / len(x), b - eta * 2 * r / len(x)
    return w, b
    error ="""},
                 "Each example moves w and b before the next one is looked at. Collect "
                 "the slopes of all examples at the old w and b, and move once."),
            Slip("a step for each example", {"    error =": """\
    for x_i, y_i in zip(x, y):
        r = w * x_i + b - y_i
        w, b = w - eta * 2 * r * x_i, b - eta * 2 * r
    return w, b
    error ="""},
                 "You take a whole step for each example. One step is asked for, along "
                 "the mean of all their slopes at the old w and b."),
            Slip("first example left out",
                 {" - y\n": " - y\n    error[0] = 0\n"},
                 "The first example is left out: Python counts from 0, so where does "
                 "the loop begin?"),
            Slip("last example left out",
                 {" - y\n": " - y\n    error[-1] = 0\n"},
                 "The last example is left out: range(m) already stops before m."),
            Slip("last example only", {" - y\n": " - y\n    error[:-1] = 0\n"},
                 "Only the last example counts. In a loop, does = stand where += is "
                 "meant?"),
            Slip("b left out", {"x + b - y": "x - y"},
                 "b is missing from the residual: ŷ = w x + b."),
            Slip("b subtracted", {"x + b - y": "x - b - y"},
                 "b is subtracted in the residual: ŷ = w x + b, whatever its sign."),
            Slip("slopes returned", {"return w - eta * ": "return ", "b - eta * ": ""},
                 "These are the slopes. Take the step, too: w − η ∂C/∂w, and b "
                 "likewise."),
            Slip("η times the slopes", {"return w - ": "return ", ", b - ": ", "},
                 "These are η times the slopes. Subtract them from the old w and b."),
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
