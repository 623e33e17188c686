"""The line ŷ = w x + b: its cost, its gradient, and steps that are repeated."""

import numpy as np

from backprop_helpers.nets.descent import Path
from backprop_helpers.nets.functions import check_shapes

FAR = 1e6  # a parameter beyond it has run away


def predict(w, b, x):
    """Return the model's answer ŷ = w x + b, for x of any shape."""
    return w * x + b


def cost(w, b, x, y):
    """Return C(w, b), the mean of (ŷ − y)² over points x, y (m,), else ValueError."""
    check_shapes(x, y)
    return float(np.mean((predict(w, b, x) - y) ** 2))


def gradient(w, b, x, y):
    """Return (∂C/∂w, ∂C/∂b), (2,), for points x, y (m,), else ValueError."""
    check_shapes(x, y)
    error = predict(w, b, x) - y
    return np.array([2 * np.mean(error * x), 2 * np.mean(error)])


def best_line(x, y):
    """Return the (w, b) of least cost for x, y (m,); ValueError if all x are equal."""
    check_shapes(x, y)
    if np.ptp(x) == 0:
        raise ValueError("All x are equal: many lines fit equally well, none is best.")
    dx, dy = x - np.mean(x), y - np.mean(y)
    w = float(np.sum(dx * dy) / np.sum(dx**2))  # least squares, Legendre 1805
    return w, float(np.mean(y) - w * np.mean(x))


def repeat(step, x, y, eta, steps):
    """Take steps from w = 0, b = 0 with any step(w, b, x, y, eta); return the Path.

    It ends as diverged before a parameter beyond FAR. x, y (m,) are the points.
    """
    points = [(0.0, 0.0)]
    for _ in range(steps):
        new = step(*points[-1], x, y, eta)
        if not np.abs(new).max() <= FAR:
            break
        points.append(new)
    costs = np.array([cost(*point, x, y) for point in points])
    return Path(np.array(points), costs, diverged=len(points) <= steps)
