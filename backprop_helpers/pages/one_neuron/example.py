"""One neuron: the cost of logistic regression, and saturation.

The examples are the columns of x (n, m), their targets y (m,) are 0 or 1; w is (n,).
A bias is the weight of an input that is always 1: `with_one` adds it as the last row.
"""

import numpy as np

from backprop_helpers.nets.functions import cross_entropy, sigmoid

FAR = 1e6  # a weight beyond it: the run has diverged


def with_one(x):
    """Return x (n, m) with a last row of ones, (n + 1, m): its weight is the bias."""
    return np.vstack([x, np.ones(x.shape[1])])


def logistic_cost(w, x, y):
    """Return the mean cross-entropy of a = σ(w·x)."""
    return cross_entropy(sigmoid(w @ x).reshape(1, -1), np.reshape(y, (1, -1)))


def saturation_run(w, b, x, y, eta, steps, cost):
    """Train a neuron with one input on one example; return z, a and δ, (steps + 1,).

    x and y are numbers and cost is a Cost of functions.py. Nielsen (2015), chapter 3,
    has x = 1, y = 0 and starts (0.6, 0.9) and (2, 2); his ½ doubles his η.
    """
    z, a, delta = np.empty((3, steps + 1, 1, 1))
    target = np.full((1, 1), float(y))
    for step in range(steps + 1):
        z[step] = w * x + b
        a[step] = sigmoid(z[step])
        delta[step] = cost.output_delta(z[step], a[step], target, sigmoid)
        w, b = w - eta * delta[step] * x, b - eta * delta[step]
    return z.ravel(), a.ravel(), delta.ravel()


def repeated(step, w, b, eta, steps):
    """Let step teach a neuron that 1 should give 0; return w and b, (taken + 1,) each.

    step is `neuron_step(w, b, x, y, eta)`, with w and x of shape (1,). The run ends
    early where w or b goes beyond FAR: it has diverged.
    """
    w, x, path = np.array([float(w)]), np.array([1.0]), []
    while len(path) <= steps and max(abs(w.item()), abs(b)) <= FAR:
        path.append((w.item(), b))
        w, b = step(w, b, x, 0.0, eta)
    return np.transpose(path)
