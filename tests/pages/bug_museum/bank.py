import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from tests.practice.banks import right, wrong

# hidden_blame


@right("hidden_blame")
def _(w3, delta3, z2, a2):
    delta2 = np.zeros_like(z2)
    for j in range(len(delta3)):
        for k in range(len(delta2)):
            delta2[k] += w3[j, k] * delta3[j]
    return delta2 * sigmoid.derivative(z2)


@right("hidden_blame")
def _(w3, delta3, z2, a2):
    return np.einsum("jk,ji,ki->ki", w3, delta3, sigmoid(z2) * sigmoid(-z2))


@right("hidden_blame")
def _(w3, delta3, z2, a2):
    pairs = zip(delta3.T, a2.T, strict=True)
    columns = [(d @ w3) * (a - a**2) for d, a in pairs]
    return np.array(columns).T


@wrong("hidden_blame", "straight paths only")
def _(w3, delta3, z2, a2):
    delta2 = np.zeros_like(z2)
    for k in range(len(delta2)):
        delta2[k] = w3[k, k] * delta3[k] * a2[k] * (1 - a2[k])
    return delta2


@wrong("hidden_blame", "w not transposed", "σ′ at a")
def _(w3, delta3, z2, a2):
    return (w3 @ delta3) * sigmoid.derivative(a2)


@wrong("hidden_blame", "last path only", "σ′(z²) left out")
def _(w3, delta3, z2, a2):
    for j in range(len(delta3)):
        delta2 = np.outer(w3[j], delta3[j])
    return delta2


@wrong("hidden_blame", "shape")
def _(w3, delta3, z2, a2):
    return ((delta3.T @ w3) * sigmoid.derivative(z2).T).sum(axis=0)


# softmax_blame


@right("softmax_blame")
def _(a3, y):
    delta3 = np.array(a3)
    for i in range(y.shape[1]):
        delta3[y[:, i].argmax(), i] -= 1
    return delta3


@right("softmax_blame")
def _(a3, y):  # the whole table of slopes, example by example
    columns = []
    for a, t in zip(a3.T, y.T, strict=True):
        slopes = np.diag(a) - np.outer(a, a)
        columns.append(slopes @ (-t / a))
    return np.transpose(columns)


@right("softmax_blame")
def _(a3, y):
    return np.where(y == 1, a3 - 1, a3)


@wrong("softmax_blame", "diagonal only")
def _(a3, y):
    return -y / a3 * a3 * (1 - a3)


@wrong("softmax_blame", "2 of the quadratic cost", "σ′ once more")
def _(a3, y):  # the line for sigmoid outputs
    return 2 * (a3 - y) * a3 * (1 - a3)


@wrong("softmax_blame", "diagonal only", "turned round")
def _(a3, y):
    return y * (1 - a3)


@wrong("softmax_blame", "changed its arguments")
def _(a3, y):
    a3 -= y
    return a3


# steps_down


@right("steps_down")
def _(gradient, W, eta, steps):
    path = [W]
    while len(path) <= steps:
        path.append(path[-1] - eta * gradient(path[-1]))
    return path[-1]


@right("steps_down")
def _(gradient, W, eta, steps):
    def walk(W, left):
        return walk(W - eta * gradient(W), left - 1) if left else W

    return walk(W, steps)


@right("steps_down")
def _(gradient, W, eta, steps):
    W, total = W.copy(), np.zeros_like(W)
    for _ in range(steps):
        total[:] = 0
        total += gradient(W)
        W -= eta * total
    return W


@wrong("steps_down", "gradient of the start")
def _(gradient, W, eta, steps):
    return W - steps * eta * gradient(W)


@wrong("steps_down", "one step too few")
def _(gradient, W, eta, steps):
    for _ in range(1, steps):
        W = W - eta * gradient(W)
    return W


@wrong("steps_down", "not reset", "uphill")
def _(gradient, W, eta, steps):
    total = np.zeros_like(W)
    for _ in range(steps):
        total += gradient(W)
        W = W + eta * total
    return W


@wrong("steps_down", "changed its arguments")
def _(gradient, W, eta, steps):
    for _ in range(steps):
        W -= eta * gradient(W)
    return W


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


@wrong("backward_pass", "lost the 2", "σ′ left out")
def _(w, z, a, y):
    return passed(w, z, a, y, a[3] - y)


@wrong("backward_pass", "w not transposed", "lost the 2")
def _(w, z, a, y):
    delta3 = (a[3] - y) * sigmoid.derivative(z[3])
    return passed(w, z, a, y, delta3, back=lambda delta3: w[3] @ delta3)


@wrong("backward_pass", "order of results")
def _(w, z, a, y):
    nabla_w2, nabla_b2, nabla_w3, nabla_b3 = passed(w, z, a, y)
    return nabla_w3, nabla_b3, nabla_w2, nabla_b2


# central_difference


@right("central_difference")
def _(f, x, epsilon):
    forward = (f(x + epsilon) - f(x)) / epsilon
    backward = (f(x) - f(x - epsilon)) / epsilon
    return (forward + backward) / 2


@right("central_difference")
def _(f, x, epsilon):
    return f(x + epsilon) / 2 / epsilon - f(x - epsilon) / 2 / epsilon


@right("central_difference")
def _(f, x, epsilon):
    return np.gradient([f(x - epsilon), f(x), f(x + epsilon)], epsilon)[1]


@wrong("central_difference", "half the run", "turned round")
def _(f, x, epsilon):
    return (f(x - epsilon) - f(x + epsilon)) / epsilon


@wrong("central_difference")  # brackets lost round the rise
def _(f, x, epsilon):
    return f(x + epsilon) - f(x - epsilon) / (2 * epsilon)


@wrong("central_difference")  # an ε of its own: almost the derivative
def _(f, x, epsilon):
    epsilon = 1e-5
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


# relative_error


@right("relative_error")
def _(p, q):
    larger = abs(p) if abs(p) > abs(q) else abs(q)
    return np.sqrt((p - q) ** 2) / larger


@right("relative_error")
def _(p, q):
    return np.abs(p - q) / np.max(np.abs([p, q]))


@right("relative_error")
def _(p, q):
    return max(p - q, q - p) / max(p, -p, q, -q)


@wrong("relative_error", "divided by the mean size")
def _(p, q):
    return abs(p - q) / ((abs(p) + abs(q)) / 2)


@wrong("relative_error", "sign kept", "divided by |q|")
def _(p, q):
    return (p - q) / abs(q)


@wrong("relative_error")  # the size of the sizes' difference
def _(p, q):
    return abs(abs(p) - abs(q)) / max(abs(p), abs(q))


@wrong("relative_error")  # the larger, but its sign taken off too late
def _(p, q):
    return abs(p - q) / abs(max(p, q))


@wrong("relative_error", "constant factor")  # in per cent
def _(p, q):
    return 100 * abs(p - q) / max(abs(p), abs(q))
