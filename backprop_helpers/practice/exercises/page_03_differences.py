"""Exercises of notebook 03, second part: measure a slope, and compare two numbers."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.page_01_cost import CURVES


def central_difference(f, x, epsilon):
    """Return (f(x + ε) − f(x − ε)) / 2ε."""
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


def relative_error(p, q):
    """Return |p − q| divided by the larger of |p| and |q|."""
    return np.abs(p - q) / max(np.abs(p), np.abs(q))


def _central_difference(f, x, epsilon, slips=frozenset()):
    right, left, run = f(x + epsilon), f(x - epsilon), 2 * epsilon
    if "one-sided" in slips:
        left, run = f(x), epsilon
    if "backward" in slips:
        right, run = f(x), epsilon
    if "ε outside f" in slips:
        right, left = f(x) + epsilon, f(x) - epsilon
    if "half the run" in slips:
        run = epsilon
    if "not divided" in slips:
        run = 1
    if "brackets lost" in slips:
        run = 2 / epsilon
    rise = left - right if "turned round" in slips else right - left
    rise = right + left if "added" in slips else rise
    return rise / run


def _relative_error(p, q, slips=frozenset()):
    size = {
        "divided by |p|": np.abs(p),
        "divided by |q|": np.abs(q),
        "divided by |p + q|": np.abs(p + q),
        "divided by |p| + |q|": np.abs(p) + np.abs(q),
        "divided by the mean size": (np.abs(p) + np.abs(q)) / 2,
        "divided by the smaller": min(np.abs(p), np.abs(q)),
        "larger before size": max(p, q),
        "not divided": 1.0,
    }
    divisor = next((size[n] for n in size if n in slips), max(np.abs(p), np.abs(q)))
    difference = p - q if "sign kept" in slips else np.abs(p - q)
    return difference / divisor


def _points(rng):
    yield CURVES[1], 2.0, 0.1
    for curve in (*CURVES[:1], *CURVES[2:]):
        yield curve, float(rng.uniform(0.2, 2)), float(rng.uniform(0.05, 0.8))


def _pairs(rng):
    yield 0.5, -0.25
    yield -3.0, -4.0
    for size in (1e-6, 1.0, 1e4, 1e-3):
        p = size * float(rng.uniform(0.5, 2)) * float(rng.choice([-1, 1]))
        yield p, p * float(rng.uniform(0.2, 1.8))


EXERCISES = (
    Exercise(
        page=3,
        prompt="The central difference of f at x: a slope measured to both sides.",
        arguments={"f": "a function", "x": "a number", "epsilon": "a number above 0"},
        returns=(Part("slope"),),
        inputs=_points,
        reference=_central_difference,
        slips={
            "one-sided": "This goes from x to x + ε: a one-sided difference. Start at "
            "x − ε instead.",
            "backward": "This goes from x − ε to x: a one-sided difference. End at "
            "x + ε instead.",
            "half the run": "The rise goes from x − ε to x + ε. How long is the run?",
            "not divided": "This is the rise. Divide it by the run, 2 ε.",
            "brackets lost": "Python reads a / 2 * epsilon from left to right, so this "
            "multiplies by ε. Put brackets round 2 * epsilon.",
            "turned round": "The sign is wrong: the right end minus the left end.",
            "added": "The two values are added. The rise is their difference.",
            "ε outside f": "ε is added to f(x). Add it to x, inside the brackets of f.",
        },
        hints=(
            "As on page 01, a slope is rise over run. Here the left end is x − ε.",
            "The rise is f(x + ε) − f(x − ε). The run is 2 ε.",
            "(f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)",
        ),
        solution=central_difference,
    ),
    Exercise(
        page=3,
        prompt="The relative error of two numbers p and q that are not both 0.",
        arguments={"p": "a number", "q": "a number"},
        returns=(Part("relative error"),),
        inputs=_pairs,
        reference=_relative_error,
        slips={
            "not divided": "This is the absolute error, |p − q|. Divide it by the "
            "larger of the two sizes.",
            "sign kept": "This can be negative. Take the size of the difference, "
            "|p − q|.",
            "divided by |p|": "This divides by |p| alone. If p is 0, that fails: take "
            "the larger of |p| and |q|.",
            "divided by |q|": "This divides by |q| alone. If q is 0, that fails: take "
            "the larger of |p| and |q|.",
            "divided by |p + q|": "This divides by |p + q|. With p = −q that is 0, and "
            "a wrong sign is just what a check must find.",
            "divided by |p| + |q|": "This divides by |p| + |q|. That is safe, too, but "
            "here we take the larger of the two.",
            "divided by the mean size": "This divides by the mean of |p| and |q|. Here "
            "we take the larger of the two.",
            "divided by the smaller": "This divides by the smaller of the two sizes. "
            "Take the larger: it is 0 only if both are.",
            "larger before size": "This takes the larger of p and q, with their signs. "
            "First the sizes |p| and |q|, then the larger one.",
        },
        hints=(
            "Two steps: how far apart are p and q, and how large are they?",
            "The size of a number is abs(p). Python's max(…, …) gives the larger one.",
            "Divide abs(p - q) by max(abs(p), abs(q)).",
        ),
        solution=relative_error,
    ),
)
