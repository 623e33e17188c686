"""Exercises of notebook 01, first part: the slope of a curve, the cost of a line."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.draws import LINE_ARGUMENTS, lines


@dataclass(frozen=True)
class Curve:
    """A function f(t) that prints as its formula."""

    formula: str
    function: Callable

    def __call__(self, t):
        """Return f(t)."""
        return self.function(t)

    def __str__(self):
        return self.formula

    __repr__ = __str__


CURVES = (
    Curve("t²", lambda t: t**2),
    Curve("t³ − 2 t", lambda t: t**3 - 2 * t),
    Curve("sin t", np.sin),
    Curve("exp t", np.exp),
    Curve("5 − 3 t", lambda t: 5 - 3 * t),
    Curve("1/(1 + t²)", lambda t: 1 / (1 + t**2)),
)


def _points(rng):
    yield CURVES[0], 3.0, 0.5
    for curve in CURVES[1:]:
        yield curve, float(rng.uniform(0.2, 2)), float(rng.uniform(0.05, 0.8))


def slope(f, x, h):
    """Return rise over run of the curve f between x and x + h."""
    rise = f(x + h) - f(x)
    run = h
    return rise / run


def line_cost(w, b, x, y):
    """Return the mean of (ŷ − y)², one number."""
    y_hat = w * x + b
    return np.mean((y_hat - y) ** 2)


def _slope(f, x, h, slips=frozenset()):
    end = f(x) + h if "h outside f" in slips else f(x + h)
    start = 0 if "f(x) left out" in slips else f(x)
    run = x + h if "run is not x + h" in slips else h
    if "step back" in slips:
        end, start = f(x), f(x - h)
    if "both sides" in slips:
        start, run = f(x - h), 2 * run
    rise = start - end if "turned round" in slips else end - start
    if "run over rise" in slips:
        rise, run = run, rise
    return rise if "not divided" in slips else rise / run


def _line_cost(w, b, x, y, slips=frozenset()):
    if "w and b exchanged" in slips:
        w, b = b, w
    residual = w * x + (0 if "b left out" in slips else b) - y
    errors = residual if "not squared" in slips else residual**2
    if "size instead of square" in slips:
        errors = np.abs(residual)
    cost = np.sum(errors) if "sum for mean" in slips else np.mean(errors)
    if "mean before square" in slips:
        cost = np.mean(residual) ** 2
    if "not averaged" in slips:
        cost = errors
    if "root taken" in slips:
        cost = np.sqrt(cost)
    return cost / 2 if "½ put in front" in slips else cost


EXERCISES = (
    Exercise(
        page=1,
        prompt="The slope of f between x and x + h: rise over run.",
        arguments={"f": "a function", "x": "a number", "h": "a number, not 0"},
        returns=(Part("slope"),),
        inputs=_points,
        reference=_slope,
        slips={
            "not divided": "This is the rise, f(x + h) − f(x). Divide it by the run.",
            "run over rise": "The fraction is upside down: rise over run, so h is "
            "below.",
            "turned round": "The sign is wrong: take f at the end, x + h, minus f at "
            "the start, x. A curve that climbs has a positive slope.",
            "run is not x + h": "You divide by x + h. The run is the way from x to "
            "x + h, and that is only h.",
            "h outside f": "You add h to f(x). Add it to x, inside the brackets: "
            "f(x + h).",
            "f(x) left out": "f(x) is missing: the rise is a difference, "
            "f(x + h) − f(x).",
            "step back": "This is the slope between x − h and x. Step forward, from x "
            "to x + h.",
            "both sides": "This is the slope between x − h and x + h, a good one, but "
            "the question asks for x and x + h.",
        },
        hints=(
            "How far does the curve rise when you walk from x to x + h?",
            "The rise is f(x + h) − f(x); the run is h.",
            "Brackets matter: (f(x + h) - f(x)) / h.",
        ),
        solution=slope,
    ),
    Exercise(
        page=1,
        prompt="The cost of the line ŷ = w x + b: the mean of (ŷ − y)².",
        arguments=LINE_ARGUMENTS,
        returns=(Part("C"),),
        inputs=lines,
        reference=_line_cost,
        slips={
            "sum for mean": "This is the sum over the examples. The cost is their "
            "mean: divide by their number m.",
            "½ put in front": "There is an extra ½. Some books write one; in this "
            "course the cost is the plain mean of (ŷ − y)².",
            "not squared": "The square is missing. Without it, errors above and below "
            "the line cancel each other.",
            "size instead of square": "This is the mean of |ŷ − y|. The cost takes "
            "(ŷ − y)², the square.",
            "mean before square": "The order is wrong: you take the mean, then the "
            "square. Square each ŷ − y first, then take the mean.",
            "root taken": "There is an extra square root: the cost is the mean of "
            "the squares itself.",
            "not averaged": "This is (ŷ − y)² for each example. Take their mean: the "
            "cost is one number.",
            "b left out": "b is missing: the model is ŷ = w x + b.",
            "w and b exchanged": "w and b have changed places: w multiplies x, and b "
            "is added.",
        },
        hints=(
            "Start with the model: y_hat = w * x + b.",
            "Square each difference ŷ − y, then take the mean of the squares.",
            "np.mean(array) is the mean of an array, array ** 2 its squares.",
        ),
        solution=line_cost,
    ),
)
