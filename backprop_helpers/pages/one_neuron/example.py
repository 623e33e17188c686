"""One neuron: perceptron, delta rule, logistic regression, saturation.

The examples are the columns of x (n, m), their targets y (m,) are 0 or 1; w is (n,).
A bias is the weight of an input that is always 1: `with_one` adds it as the last row.
"""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.functions import cross_entropy, sigmoid


def with_one(x):
    """Return x (n, m) with a last row of ones, (n + 1, m): its weight is the bias."""
    return np.vstack([x, np.ones(x.shape[1])])


def on_wrong_side(w, x, y):
    """Count the examples that the border w·x = 0 leaves on the wrong side."""
    return int(np.sum((w @ x > 0) != y))


@dataclass(frozen=True, eq=False)
class Corrections:
    """What a perceptron did: the weights w (k + 1, n) before and after k corrections.

    wrong (k,) holds the example that caused each, mistakes (sweeps,) how many there
    were in each sweep; a last sweep without any means that the rule has stopped.
    """

    w: np.ndarray
    wrong: np.ndarray
    mistakes: np.ndarray

    def after_sweep(self, sweep):
        """Return w (n,) after that many sweeps, or at the end if there were fewer."""
        return self.w[self.mistakes[:sweep].sum()]


def perceptron(x, y, w, sweeps, rng=None):
    """Go through the examples at most `sweeps` times; return the Corrections.

    Each one on the wrong side corrects w (Rosenblatt 1958). A sweep without mistakes
    ends it; that comes if, and only if, a border separates the classes (Novikoff 1962).
    rng shuffles the examples anew for each sweep; without it they keep their order.
    """
    history, wrong, mistakes = [np.array(w, dtype=float)], [], []
    while len(mistakes) < sweeps and 0 not in mistakes:
        before = len(wrong)
        for i in range(len(y)) if rng is None else rng.permutation(len(y)):
            residual = float(history[-1] @ x[:, i] > 0) - y[i]
            if residual:
                history.append(history[-1] - residual * x[:, i])
                wrong.append(i)
        mistakes.append(len(wrong) - before)
    counts = np.array(wrong, dtype=int), np.array(mistakes, dtype=int)
    return Corrections(np.array(history), *counts)


def linear_cost(w, x, y):
    """Return the mean of (ŷ − y)² for the linear unit ŷ = w·x."""
    return float(np.mean((w @ x - y) ** 2))


def linear_gradient(w, x, y):
    """Return ∂C/∂w (n,) of linear_cost: the delta rule (Widrow and Hoff 1960)."""
    return x @ (2 * (w @ x - y)) / len(y)


def logistic_cost(w, x, y):
    """Return the mean cross-entropy of a = σ(w·x)."""
    return cross_entropy(sigmoid(w @ x).reshape(1, -1), np.reshape(y, (1, -1)))


def logistic_gradient(w, x, y):
    """Return ∂C/∂w (n,) of logistic_cost, with δ = a − y (Cox 1958)."""
    return x @ (sigmoid(w @ x) - y) / len(y)


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
