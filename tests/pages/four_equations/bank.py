import numpy as np

from backprop_helpers.nets.functions import sigmoid, tanh
from backprop_helpers.nets.network import Network
from tests.practice.banks import right, wrong

# bp1


@right("bp1")
def _(zL, aL, y):
    return 2 * (aL - y) * (1 - aL**2)


@right("bp1")
def _(zL, aL, y):
    return tanh.derivative(zL) * (2 * aL - 2 * y)


@right("bp1")
def _(zL, aL, y):
    delta = np.zeros_like(zL)
    for j in range(len(zL)):
        delta[j, 0] = -2 * (y[j, 0] - aL[j, 0]) / np.cosh(zL[j, 0]) ** 2
    return delta


@right("bp1")
def _(zL, aL, y):
    return np.einsum("jm,jm->jm", 2 * (aL - y), (1 - aL) * (1 + aL))


@wrong("bp1", "lost the 2", "square kept")
def _(zL, aL, y):
    return (aL - y) ** 2 * (1 - aL**2)


@wrong("bp1", "sigmoid's slope")  # copied from page 04
def _(zL, aL, y):
    return 2 * (aL - y) * aL * (1 - aL)


@wrong("bp1", "turned round", "sigmoid's slope")
def _(zL, aL, y):
    return 2 * (y - aL) * aL * (1 - aL)


@wrong("bp1", "shape")
def _(zL, aL, y):
    return (2 * (aL - y) * (1 - aL**2)).ravel()


@wrong("bp1")  # the slope of σ, at z: not a known one, but rejected
def _(zL, aL, y):
    return 2 * (aL - y) * sigmoid.derivative(zL)


# bp2


@right("bp2")
def _(zl, delta_next, w_next):
    return w_next.T @ delta_next * tanh.derivative(zl)


@right("bp2")
def _(zl, delta_next, w_next):
    delta = np.zeros_like(zl)
    for k in range(len(zl)):
        for j in range(len(delta_next)):
            delta[k] += delta_next[j] * w_next[j, k] * (1 - np.tanh(zl[k]) ** 2)
    return delta


@right("bp2")
def _(zl, delta_next, w_next):
    return np.einsum("jk,jm,km->km", w_next, delta_next, 1 / np.cosh(zl) ** 2)


@right("bp2")
def _(zl, delta_next, w_next):
    return np.diagflat(1 - np.tanh(zl) ** 2) @ (delta_next.T @ w_next).T


@right("bp2")
def _(zl, delta_next, w_next):
    back = np.sum(w_next * delta_next, axis=0).reshape(-1, 1)
    return back * (1 - np.tanh(zl) ** 2)


@wrong("bp2", "straight paths only")
def _(zl, delta_next, w_next):
    delta = np.zeros_like(zl)
    for k in range(len(zl)):
        delta[k] = w_next[k, k] * delta_next[k] * (1 - np.tanh(zl[k]) ** 2)
    return delta


@wrong("bp2", "last path only")
def _(zl, delta_next, w_next):
    delta = np.zeros_like(zl)
    for k in range(len(zl)):
        for j in range(len(delta_next)):
            delta[k] = delta_next[j] * w_next[j, k] * (1 - np.tanh(zl[k]) ** 2)
    return delta


@wrong("bp2", "w left out")
def _(zl, delta_next, w_next):
    return np.sum(delta_next) * (1 - np.tanh(zl) ** 2)


@wrong("bp2", "mean over the paths")
def _(zl, delta_next, w_next):
    back = np.mean(w_next * delta_next, axis=0).reshape(-1, 1)
    return back * (1 - np.tanh(zl) ** 2)


@wrong("bp2", "w not transposed", "σ′ before the sum")
def _(zl, delta_next, w_next):
    return w_next @ (delta_next * (1 - np.tanh(zl) ** 2))


@wrong("bp2", "w not transposed", "sigmoid's slope")
def _(zl, delta_next, w_next):
    al = np.tanh(zl)
    return (w_next @ delta_next) * al * (1 - al)


@wrong("bp2", "shape")
def _(zl, delta_next, w_next):
    return (delta_next.T @ w_next) * (1 - np.tanh(zl.T) ** 2)


# batch_gradient


@right("batch_gradient")
def _(delta, a_before):
    m = delta.shape[1]
    return delta @ a_before.T / m, delta.sum(axis=1).reshape(-1, 1) / m


@right("batch_gradient")
def _(delta, a_before):
    n, m = delta.shape
    w, b = np.zeros((n, len(a_before))), np.zeros((n, 1))
    for i in range(m):
        for j in range(n):
            b[j, 0] += delta[j, i] / m
            for k in range(len(a_before)):
                w[j, k] += delta[j, i] * a_before[k, i] / m
    return w, b


@right("batch_gradient")
def _(delta, a_before):
    singles = np.einsum("jm,km->mjk", delta, a_before)
    return [np.mean(singles, axis=0), np.mean(delta, axis=1)[:, None]]


@right("batch_gradient")
def _(delta, a_before):
    m = delta.shape[1]
    extended = np.vstack([a_before, np.ones(m)])
    both = delta @ extended.T / m
    return both[:, :-1], both[:, -1:]


@wrong("batch_gradient", "∂C/∂w: sum for mean", "∂C/∂b: sum for mean")
def _(delta, a_before):
    return delta @ a_before.T, np.sum(delta, axis=1, keepdims=True)


@wrong("batch_gradient", "∂C/∂w: sum for mean", "∂C/∂b: kept for each example")
def _(delta, a_before):  # right for one example: the line of page 04
    return delta @ a_before.T, delta


@wrong("batch_gradient", "∂C/∂w: transposed")
def _(delta, a_before):
    m = delta.shape[1]
    return a_before @ delta.T / m, np.mean(delta, axis=1, keepdims=True)


@wrong("batch_gradient", "∂C/∂b: one number for all")
def _(delta, a_before):
    return delta @ a_before.T / delta.shape[1], np.array([[np.mean(delta)]])


@wrong("batch_gradient", "order of results")
def _(delta, a_before):
    m = delta.shape[1]
    return np.mean(delta, axis=1, keepdims=True), delta @ a_before.T / m


@wrong("batch_gradient", "shape")
def _(delta, a_before):
    return delta @ a_before.T / delta.shape[1], np.mean(delta, axis=1)


@wrong("batch_gradient", "changed its arguments")
def _(delta, a_before):
    delta /= delta.shape[1]
    return delta @ a_before.T, np.sum(delta, axis=1, keepdims=True)


# walk_back


def end_of_walk(delta, a, y):
    m = y.shape[1]
    return delta @ a[1].T / m, np.mean(delta, axis=1, keepdims=True)


@right("walk_back")
def _(w, z, a, y):
    b = {l: np.zeros((len(w[l]), 1)) for l in w}  # not needed on the way back
    _, nabla_w, nabla_b = Network(w, b).backward(z, a, y)
    return nabla_w[2], nabla_b[2]


@right("walk_back")
def _(w, z, a, y):
    L, m = len(a), y.shape[1]
    delta = {L: -2 * (y - a[L]) * a[L] * (1 - a[L])}
    l = L
    while l > 2:
        l -= 1
        delta[l] = np.einsum("jk,jm->km", w[l + 1], delta[l + 1]) * a[l] * (1 - a[l])
    return np.einsum("jm,km->jk", delta[2], a[1]) / m, delta[2].sum(1)[:, None] / m


@right("walk_back")
def _(w, z, a, y):
    m, sum_w, sum_b = y.shape[1], 0, 0
    for i in range(m):  # one example after the other
        error = 2 * (a[max(a)][:, i] - y[:, i])
        for l in reversed(w):
            delta = error * sigmoid.derivative(z[l][:, i])
            error = w[l].T @ delta
        sum_w, sum_b = sum_w + np.outer(delta, a[1][:, i]), sum_b + delta
    return sum_w / m, sum_b.reshape(-1, 1) / m


def walk(w, z, a, y, factor=2, slope=sigmoid.derivative):
    """Walk down to δ², with one thing changed."""
    L = len(w) + 1
    delta = factor * (a[L] - y) * slope(z[L])
    for l in range(L - 1, 1, -1):
        delta = (w[l + 1].T @ delta) * slope(z[l])
    return delta


@wrong("walk_back", "turned round")
def _(w, z, a, y):
    return end_of_walk(walk(w, z, a, y, factor=-2), a, y)


@wrong("walk_back", "BP1 without σ′", "BP2 without σ′")
def _(w, z, a, y):
    return end_of_walk(walk(w, z, a, y, slope=np.ones_like), a, y)


@wrong("walk_back", "∂C/∂w: sum for mean", "∂C/∂b: sum for mean")
def _(w, z, a, y):
    delta = walk(w, z, a, y)
    return delta @ a[1].T, np.sum(delta, axis=1, keepdims=True)


@wrong("walk_back", "changed its arguments")
def _(w, z, a, y):
    a[len(w) + 1] -= y
    delta = 2 * a[len(w) + 1] * sigmoid.derivative(z[len(w) + 1])
    for l in range(len(w), 1, -1):
        delta = (w[l + 1].T @ delta) * sigmoid.derivative(z[l])
    return end_of_walk(delta, a, y)


@wrong("walk_back")  # a network of three layers, whatever it is given
def _(w, z, a, y):
    last = max(a)
    delta = 2 * (a[last] - y) * sigmoid.derivative(z[last])
    if last > 2:
        delta = (w[3].T @ delta) * sigmoid.derivative(z[2])
    return end_of_walk(delta, a, y)
