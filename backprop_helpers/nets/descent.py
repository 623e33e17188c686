"""Gradient descent on any differentiable cost, with the path it takes."""

from dataclasses import dataclass

import numpy as np


@dataclass(eq=False)
class Path:
    """Where a descent went: points (steps + 1, n) and their costs (steps + 1,)."""

    parameters: np.ndarray
    costs: np.ndarray
    diverged: bool = False


@np.errstate(all="ignore")  # numbers that run away end the path; they do not warn
def gradient_descent(cost, gradient, start, eta, steps):
    """Take `steps` steps W ← W − η ∇C(W) (Cauchy 1847); return the Path.

    cost(W) is a number and gradient(W) is (n,), for W (n,) like start. The path ends as
    diverged before a cost that is not finite or a parameter beyond 1e6. ValueError for
    other shapes, an eta that is not positive or a cost that is not finite at the start.
    """
    if not 0 < eta < np.inf:
        raise ValueError(f"eta is {eta}: choose a positive number, for example 0.1.")
    W = np.array(start, dtype=float)
    points, costs = [W], [float(cost(W))]
    if W.ndim != 1 or not np.isfinite(costs[0]):
        raise ValueError("start must be a vector (n,) at which the cost is finite.")
    for _ in range(steps):
        nabla = np.asarray(gradient(W))
        if nabla.shape != W.shape:
            raise ValueError(f"The gradient has shape {nabla.shape}, not {W.shape}.")
        W = W - eta * nabla
        value = float(cost(W))
        if not (np.isfinite(value) and np.abs(W).max() <= 1e6):
            return Path(np.array(points), np.array(costs), diverged=True)
        points.append(W)
        costs.append(value)
    return Path(np.array(points), np.array(costs))
