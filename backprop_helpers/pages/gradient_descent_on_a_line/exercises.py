"""Exercises of notebook 01, first part: the slope of a curve, the cost of a line."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import CURVES, LINE_ARGUMENTS, lines
from backprop_helpers.practice.exercise import Exercise


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


def _places(rng):
    yield (np.array([1.0, 2.0, 3.0]),)
    for m, middle, width in [(4, 0, 0.4), (6, 0.5, 0.5), (5, -2, 1), (9, 0, 3)]:
        yield (rng.normal(middle, width, size=m),)


EXERCISES = (
    Exercise(
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
    Exercise(
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
    Exercise(
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
        prompt="The largest η that does not diverge on the points x: 2/λmax.",
        arguments={"x": "shape (m,)"},
        returns=(Part("η"),),
        inputs=_places,
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
