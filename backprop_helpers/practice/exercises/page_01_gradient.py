"""Exercises of notebook 01, second part: the two partial derivatives of the cost."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.draws import LINE_ARGUMENTS, lines

SHARED_SLIPS = {
    "lost the 2": "The factor 2 is missing: the derivative of (ŷ − y)² is 2 (ŷ − y) "
    "times the derivative of what is inside.",
    "sum for mean": "This is the sum over the examples. The cost is a mean, so its "
    "derivative is a mean, too: divide by m.",
    "turned round": "The sign is wrong: it looks like y − ŷ. The inside of the square "
    "is ŷ − y, and ŷ has the plus.",
    "square kept": "The square is still there: the derivative of (ŷ − y)² has ŷ − y "
    "without a square.",
    "not averaged": "This is the derivative for each example. Take the mean: the cost "
    "is one number, so ∂C/∂w and ∂C/∂b are one number each.",
    "b left out": "b is missing from the model: ŷ = w x + b, in the derivative, too.",
}


def dC_dw(w, b, x, y):
    """Return ∂C/∂w, one number."""
    y_hat = w * x + b
    return np.mean(2 * (y_hat - y) * x)


def dC_db(w, b, x, y):
    """Return ∂C/∂b, one number."""
    y_hat = w * x + b
    return np.mean(2 * (y_hat - y))


def _dC_dw(w, b, x, y, slips=frozenset()):
    inside = _x_instead(slips, {"x left out": 1, "w instead of x": w}, x)
    return _partial(w, b, x, y, inside, slips)


def _dC_db(w, b, x, y, slips=frozenset()):
    inside = _x_instead(slips, {"times x": x, "times b": b}, 1)
    return _partial(w, b, x, y, inside, slips)


def _x_instead(slips, wrong, right):
    return next((wrong[name] for name in wrong if name in slips), right)


def _partial(w, b, x, y, inside, slips):
    """Return the mean of 2 (ŷ − y) · inside, where inside is ∂ŷ/∂w or ∂ŷ/∂b."""
    residual = w * x + (0 if "b left out" in slips else b) - y
    residual = residual**2 if "square kept" in slips else residual
    two = 1 if "lost the 2" in slips else 2
    sign = -1 if "turned round" in slips else 1
    each = sign * two * residual * inside
    if "brackets lost" in slips:
        each = sign * two * (residual + y - y * inside)
    if "mean of each factor" in slips:
        return sign * two * np.mean(residual) * np.mean(inside)
    if "not averaged" in slips:
        return each
    return np.sum(each) if "sum for mean" in slips else np.mean(each)


EXERCISES = (
    Exercise(
        page=1,
        prompt="∂C/∂w for the cost C = mean of (ŷ − y)², ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("∂C/∂w"),),
        inputs=lines,
        reference=_dC_dw,
        slips=SHARED_SLIPS
        | {
            "x left out": "The last factor is missing, ∂ŷ/∂w = x. What you have is "
            "∂C/∂b.",
            "w instead of x": "The last factor is w; it should be x. In ŷ = w x + b "
            "the number in front of w is x, so ∂ŷ/∂w = x.",
            "brackets lost": "Only y is multiplied by x. Put brackets round ŷ − y: the "
            "whole difference times x.",
            "mean of each factor": "You take the mean of ŷ − y and the mean of x, then "
            "multiply. Multiply first, example by example, then take the mean.",
        },
        hints=(
            "Look at one example: C = (ŷ − y)². Which two factors does the chain rule "
            "give for ∂C/∂w?",
            "They are ∂C/∂ŷ = 2 (ŷ − y) and ∂ŷ/∂w = x.",
            "Multiply them for each example, then take np.mean of the products.",
        ),
        solution=dC_dw,
    ),
    Exercise(
        page=1,
        prompt="∂C/∂b for the cost C = mean of (ŷ − y)², ŷ = w x + b.",
        arguments=LINE_ARGUMENTS,
        returns=(Part("∂C/∂b"),),
        inputs=lines,
        reference=_dC_db,
        slips=SHARED_SLIPS
        | {
            "times x": "There is an extra factor x: what you have is ∂C/∂w. For b "
            "the last factor is ∂ŷ/∂b = 1.",
            "times b": "There is an extra factor b. In ŷ = w x + b, b stands alone: "
            "∂ŷ/∂b = 1.",
        },
        hints=(
            "It is the chain of ∂C/∂w again; only the last factor differs.",
            "If b grows by 1, how much does ŷ = w x + b grow? That is ∂ŷ/∂b.",
            "∂ŷ/∂b = 1, so only 2 (ŷ − y) is left; then take np.mean.",
        ),
        solution=dC_db,
    ),
)
