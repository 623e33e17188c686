"""The cost of a line and its descent, written out with plain sums."""

import numpy as np


def mean_square(w, b, x, y):
    return sum((w * xi + b - yi) ** 2 for xi, yi in zip(x, y, strict=True)) / len(x)


def descent_by_hand(x, y, w, b, eta, steps):
    """Gradient descent written out with two sums."""
    path = [(w, b)]
    for _ in range(steps):
        error = [w * xi + b - yi for xi, yi in zip(x, y, strict=True)]
        slope_w = 2 * sum(e * xi for e, xi in zip(error, x, strict=True)) / len(x)
        slope_b = 2 * sum(error) / len(x)
        w, b = w - eta * slope_w, b - eta * slope_b
        path.append((w, b))
    return np.array(path)
