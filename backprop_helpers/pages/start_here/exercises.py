"""The exercise of this page: how a check works, on one line of code."""

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import LINE_ARGUMENTS, lines
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def warm_up(w, b, x, y):
    """Return ŷ − y for each example, shape (m,)."""
    y_hat = w * x + b
    return y_hat - y


EXERCISES = (
    Exercise(
        prompt="ŷ − y, the model minus the target, for the model ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("ŷ − y", "examples"),),
        inputs=lines,
        solution=warm_up,
        slips=(
            Slip("turned round", {"y_hat - y": "y - y_hat"},
                 "This is y − ŷ. The question asks for ŷ − y: what the model says, "
                 "minus what is true."),
            Slip("b left out", {"+ b": "+ 0"},
                 "b is missing: the model is ŷ = w x + b, not only w x."),
            Slip("b subtracted", {"+ b": "- b"},
                 "b is subtracted. It is added, whatever its sign: ŷ = w x + b."),
            Slip("b inside the bracket", {"w * x + b": "w * (x + b)"},
                 "b is multiplied by w as well. In ŷ = w x + b only x is, and b is "
                 "added afterwards: look at the brackets."),
            Slip("w x left out", {"w * x + b": "b"},
                 "w x is missing: ŷ is b alone. (Or is there a `=+`? It sets ŷ to +b; "
                 "`+=` adds.)"),
            Slip("w left out", {"w * x": "x"},
                 "w is missing: x is multiplied by w before b is added."),
            Slip("w and b exchanged", {"= w * x": "= b * x", "+ b": "+ w"},
                 "w and b have changed places: w multiplies x, and b is added."),
            Slip("y left out", {" - y\n": "\n"},
                 "This is ŷ alone. Subtract the target y from it."),
            Slip("y added", {"y_hat - y": "y_hat + y"},
                 "y is added. A difference is asked for: the model minus the target."),
            Slip("squared", {"return y_hat - y": "return (y_hat - y) ** 2"},
                 "This is (ŷ − y)². The square comes later, in the cost; here only the "
                 "difference is asked for."),
            Slip("sign dropped", {"return y_hat - y": "return abs(y_hat - y)"},
                 "This is |ŷ − y|. Keep the sign: it says whether the model is too "
                 "high or too low."),
            Slip("averaged", {"return y_hat - y": "return np.mean(y_hat - y)"},
                 "This is the mean over the examples. Return one number for each "
                 "example; numpy subtracts whole arrays at once."),
            Slip("added up", {"return y_hat - y": "return np.sum(y_hat - y)"},
                 "This is the sum over the examples. Return one number for each "
                 "example; numpy subtracts whole arrays at once."),
        ),
        hints=(
            "First work out what the model says: y_hat = w * x + b.",
            "x and y are arrays. One minus sign subtracts them entry by entry.",
            "The last line is `return y_hat - y`.",
        ),
    ),
)  # fmt: skip
