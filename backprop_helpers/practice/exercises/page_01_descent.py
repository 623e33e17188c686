"""Exercises of notebook 01, third part: one step down, and the largest safe η."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.draws import LINE_ARGUMENTS, lines


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


def _descent_step(w, b, x, y, eta, slips=frozenset()):
    two = 1 if "lost the 2" in slips else 2
    mean = np.sum if "sum for mean" in slips else np.mean
    rate = (1 if "η forgotten" in slips else eta) * (1 if "uphill" in slips else -1)

    def move_w(b):
        return rate * mean(two * (w * x + b - y) * x)

    def move_b(w):
        return rate * mean(two * (w * x + b - y))

    change_w = move_w(b + move_b(w)) if "b first" in slips else move_w(b)
    change_b = move_b(w + change_w) if "w first" in slips else move_b(w)
    if "derivatives exchanged" in slips:
        change_w, change_b = change_b, change_w
    if "b not moved" in slips:
        change_b = 0
    if "change only" in slips:
        return change_w, change_b
    return w + change_w, b + change_b


def _largest_eta(x, slips=frozenset()):
    two = 1 if "2 of the second derivatives lost" in slips else 2
    mean = np.sum if "sum for mean" in slips else np.mean
    off = 0 if "mean x left out" in slips else mean(x)
    second = two * np.array([[mean(x**2), off], [off, mean(np.ones_like(x))]])
    smallest, curvature = np.linalg.eigvalsh(second)
    if "λmin" in slips:
        curvature = smallest
    if "trace" in slips:
        curvature = np.trace(second)
    if "w only" in slips:
        curvature = second[0, 0]
    if "upside down" in slips:
        return curvature / 2
    return (1 if "1 over λmax" in slips else 2) / curvature


def _steps(rng):
    for line, eta in zip(lines(rng), (0.1, 0.05, 0.3, 0.02, 0.5, 0.2), strict=True):
        yield *line, eta


def _points(rng):
    yield (np.array([1.0, 2.0, 3.0]),)
    for m, middle, width in [(4, 0, 0.4), (6, 0.5, 0.5), (5, -2, 1), (9, 0, 3)]:
        yield (rng.normal(middle, width, size=m),)


EXERCISES = (
    Exercise(
        page=1,
        prompt="One step of gradient descent: return the new w and the new b.",
        arguments=LINE_ARGUMENTS | {"eta": "a number"},
        returns=(Part("w"), Part("b")),
        inputs=_steps,
        reference=_descent_step,
        slips={
            "uphill": "This walks uphill: the gradient points to where the cost grows, "
            "so subtract: w − η ∂C/∂w.",
            "w first": "w moves before ∂C/∂b is worked out. Work out both derivatives "
            "at the old w and b, and only then move.",
            "b first": "b moves before ∂C/∂w is worked out. Work out both derivatives "
            "at the old w and b, and only then move.",
            "η forgotten": "η is missing: the step is η ∂C/∂w, not the whole ∂C/∂w.",
            "sum for mean": "The derivatives are sums over the examples. The cost is a "
            "mean, so divide them by m.",
            "lost the 2": "The derivatives lack their factor 2: it comes from the "
            "square in (ŷ − y)².",
            "derivatives exchanged": "The derivatives have changed places: w moves "
            "with ∂C/∂w, b with ∂C/∂b.",
            "b not moved": "b has not moved. It has a step of its own: b − η ∂C/∂b.",
            "change only": "These are the changes −η ∂C/∂w and −η ∂C/∂b. Add them to "
            "the old w and b.",
        },
        hints=(
            "Work out ∂C/∂w and ∂C/∂b first, both with the old w and b.",
            "Then move each against its own derivative: w − η ∂C/∂w, and b likewise.",
            "Return both: return w - eta * dC_dw, b - eta * dC_db.",
        ),
        solution=descent_step,
    ),
    Exercise(
        page=1,
        prompt="The largest η that does not diverge on the points x: 2/λmax.",
        arguments={"x": "shape (m,)"},
        returns=(Part("η"),),
        inputs=_points,
        reference=_largest_eta,
        slips={
            "1 over λmax": "This is 1/λmax, where the steepest direction arrives in "
            "one step. The limit is twice that: 2/λmax.",
            "λmin": "You took λmin, the flattest direction. The steepest one, λmax, is "
            "the first to diverge.",
            "2 of the second derivatives lost": "The factor 2 in front of the second "
            "derivatives is missing: ∂²C/∂w² = 2 mean(x²), and so on.",
            "trace": "You took the trace, the sum of both eigenvalues. Only the "
            "largest one, λmax, sets the limit.",
            "w only": "You took ∂²C/∂w² alone. w and b move together: take the largest "
            "eigenvalue of all four second derivatives.",
            "mean x left out": "The mixed derivative is missing: "
            "∂²C/∂w∂b = 2 mean(x) stands in two corners of the matrix.",
            "sum for mean": "The second derivatives are sums over the points. The cost "
            "is a mean, so take means.",
            "upside down": "The fraction is upside down: 2/λmax, not λmax/2.",
        },
        hints=(
            "Write down the four second derivatives of C as a 2 × 2 matrix.",
            "It is 2 [[mean x², mean x], [mean x, 1]]; w, b and y are not in it.",
            "np.linalg.eigvalsh(matrix) gives its eigenvalues, the smallest first.",
        ),
        solution=largest_eta,
    ),
)
