import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from tests.practice.banks import right, wrong

# backward_pass


def in_order(nabla_w, nabla_b):
    return nabla_w[2], nabla_b[2], nabla_w[3], nabla_b[3]


@right("backward_pass")
def _(w, z, a, y):
    b = {l: np.zeros((len(w[l]), 1)) for l in w}
    _, nabla_w, nabla_b = Network(w, b).backward(z, a, y)
    return in_order(nabla_w, nabla_b)


@right("backward_pass")
def _(w, z, a, y):
    m, results = y.shape[1], [0, 0, 0, 0]
    for i in range(m):
        delta3 = -2 * (y[:, i] - a[3][:, i]) * a[3][:, i] * (1 - a[3][:, i])
        delta2 = (delta3 @ w[3]) * a[2][:, i] * (1 - a[2][:, i])
        parts = (
            np.outer(delta2, a[1][:, i]), delta2[:, None],
            np.outer(delta3, a[2][:, i]), delta3[:, None],
        )  # fmt: skip
        results = [total + part / m for total, part in zip(results, parts, strict=True)]
    return results


@right("backward_pass")
def _(w, z, a, y):
    delta3 = 2 * (a[3] - y) * sigmoid.derivative(z[3]) / y.shape[1]  # the mean at once
    delta2 = np.einsum("jk,ji->ki", w[3], delta3) * sigmoid.derivative(z[2])
    ones = np.ones((y.shape[1], 1))
    return delta2 @ a[1].T, delta2 @ ones, delta3 @ a[2].T, delta3 @ ones


def passed(w, z, a, y, delta3=None, back=None):
    """Go back with one thing changed; results are means over the columns."""
    m = y.shape[1]
    if delta3 is None:
        delta3 = 2 * (a[3] - y) * sigmoid.derivative(z[3])
    back = w[3].T @ delta3 if back is None else back(delta3)
    delta2 = back * sigmoid.derivative(z[2])
    sums = delta2.sum(axis=1, keepdims=True), delta3.sum(axis=1, keepdims=True)
    return delta2 @ a[1].T / m, sums[0] / m, delta3 @ a[2].T / m, sums[1] / m


@wrong("backward_pass", "b not summed")
def _(w, z, a, y):
    nabla_w2, _, nabla_w3, _ = passed(w, z, a, y)
    delta3 = 2 * (a[3] - y) * a[3] * (1 - a[3])
    return nabla_w2, (w[3].T @ delta3) * a[2] * (1 - a[2]), nabla_w3, delta3


@wrong("backward_pass", "sum in BP3 only")
def _(w, z, a, y):
    nabla_w2, nabla_b2, nabla_w3, nabla_b3 = passed(w, z, a, y)
    return nabla_w2, len(y.T) * nabla_b2, nabla_w3, len(y.T) * nabla_b3


@wrong("backward_pass", "divided, not summed")
def _(w, z, a, y):
    delta3 = 2 * (a[3] - y) * a[3] * (1 - a[3]) / y.shape[1]
    delta2 = (w[3].T @ delta3) * a[2] * (1 - a[2])
    return delta2 @ a[1].T, delta2, delta3 @ a[2].T, delta3


@wrong("backward_pass", "lost the 2", "σ′ left out")
def _(w, z, a, y):
    return passed(w, z, a, y, a[3] - y)


@wrong("backward_pass", "lost the 2", "w not transposed")
def _(w, z, a, y):
    delta3 = (a[3] - y) * sigmoid.derivative(z[3])
    return passed(w, z, a, y, delta3, back=lambda delta3: w[3] @ delta3)


@wrong("backward_pass", "order of results")
def _(w, z, a, y):
    nabla_w2, nabla_b2, nabla_w3, nabla_b3 = passed(w, z, a, y)
    return nabla_w3, nabla_b3, nabla_w2, nabla_b2


# measured_slope


@right("measured_slope")
def _(f, w, j, k, epsilon):
    shift = np.zeros_like(w)
    shift[j, k] = epsilon
    return (f(w + shift) - f(w - shift)) / 2 / epsilon


@right("measured_slope")
def _(f, w, j, k, epsilon):
    w = w.copy()
    w[j, k] = w[j, k] + epsilon
    higher = f(w)
    w[j, k] = w[j, k] - 2 * epsilon
    return (higher - f(w)) / (2 * epsilon)


@right("measured_slope")
def _(f, w, j, k, epsilon):
    def along(t):
        moved = np.array(w)
        moved[j, k] = t
        return f(moved)

    at, sides = w[j, k], (epsilon, -epsilon)
    return sum((along(at + e) - along(at)) / e for e in sides) / 2


@wrong("measured_slope", "back to the middle")
def _(f, w, j, k, epsilon):
    w = w.copy()
    w[j, k] += epsilon
    higher = f(w)
    w[j, k] -= epsilon
    return (higher - f(w)) / (2 * epsilon)


@wrong("measured_slope", "one-sided")
def _(f, w, j, k, epsilon):
    moved = w.copy()
    moved[j, k] += epsilon
    return f(moved) / epsilon - f(w) / epsilon


@wrong("measured_slope", "turned round", "half the run")
def _(f, w, j, k, epsilon):
    shift = np.zeros_like(w)
    shift[j, k] = epsilon
    return (f(w - shift) - f(w + shift)) / epsilon


@wrong("measured_slope", "all entries moved")
def _(f, w, j, k, epsilon):
    return (f(w + epsilon) - f(w - epsilon)) / (2 * epsilon)


# an ε of its own: almost the derivative
@wrong("measured_slope", "an argument left out")
def _(f, w, j, k, epsilon):
    shift = np.zeros_like(w)
    shift[j, k] = 1e-5
    return (f(w + shift) - f(w - shift)) / 2e-5
