"""The exercise of notebook 00: how a check works, on one line of code."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.draws import LINE_ARGUMENTS, lines


def warm_up(w, b, x, y):
    """Return ŷ − y for each example, shape (m,)."""
    y_hat = w * x + b
    return y_hat - y


def _warm_up(w, b, x, y, slips=frozenset()):
    if "w and b exchanged" in slips:
        w, b = b, w
    y_hat = w * x + (0 if "b left out" in slips else b)
    residual = y_hat - (0 if "y left out" in slips else y)
    if "turned round" in slips:
        residual = -residual
    if "squared" in slips:
        residual = residual**2
    if "sign dropped" in slips:
        residual = np.abs(residual)
    return np.mean(residual) if "averaged" in slips else residual


EXERCISES = (
    Exercise(
        page=0,
        prompt="ŷ − y, the model minus the target, for the model ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("ŷ − y", "examples"),),
        inputs=lines,
        reference=_warm_up,
        slips={
            "turned round": "This is y − ŷ. The question asks for ŷ − y: what the "
            "model says, minus what is true.",
            "b left out": "b is missing: the model is ŷ = w x + b, not only w x.",
            "w and b exchanged": "w and b have changed places: w multiplies x, and b "
            "is added.",
            "y left out": "This is ŷ alone. Subtract the target y from it.",
            "squared": "This is (ŷ − y)². The square comes later, in the cost; here "
            "only the difference is asked for.",
            "sign dropped": "This is |ŷ − y|. Keep the sign: it says whether the model "
            "is too high or too low.",
            "averaged": "This is the mean over the examples. Return one number for "
            "each example; numpy subtracts whole arrays at once.",
        },
        hints=(
            "First work out what the model says: y_hat = w * x + b.",
            "x and y are arrays. One minus sign subtracts them entry by entry.",
            "The last line is `return y_hat - y`.",
        ),
        solution=warm_up,
    ),
)
