import numpy as np

from backprop_helpers.nets.functions import sigmoid, tanh
from backprop_helpers.nets.network import Network
from tests.practice.banks import right, wrong

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


@wrong("bp2", "sigmoid's slope")  # copied from page 04
def _(zl, delta_next, w_next):
    al = np.tanh(zl)
    return (w_next.T @ delta_next) * al * (1 - al)


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


@wrong("batch_gradient", "sums for means")
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


@right("walk_back")
def _(w, z, a, y):
    b = {l: np.zeros((len(w[l]), 1)) for l in w}  # not needed on the way back
    _, nabla_w, nabla_b = Network(w, b).backward(z, a, y)
    return nabla_w, nabla_b


@right("walk_back")
def _(w, z, a, y):
    L, m = len(a), y.shape[1]
    delta = -2 * (y - a[L]) * a[L] * (1 - a[L])
    nabla_w, nabla_b = {}, {}
    l = L
    while l > 1:
        nabla_w[l] = np.einsum("jm,km->jk", delta, a[l - 1]) / m
        nabla_b[l] = delta.sum(1)[:, None] / m
        if l > 2:
            delta = np.einsum("jk,jm->km", w[l], delta) * a[l - 1] * (1 - a[l - 1])
        l -= 1
    return nabla_w, nabla_b


@right("walk_back")
def _(w, z, a, y):
    m = y.shape[1]
    nabla_w = {l: np.zeros(w[l].shape) for l in w}
    nabla_b = {l: np.zeros((len(w[l]), 1)) for l in w}
    for i in range(m):  # one example after the other
        error = 2 * (a[max(a)][:, i] - y[:, i])
        for l in reversed(w):
            delta = error * sigmoid.derivative(z[l][:, i])
            error = w[l].T @ delta
            nabla_w[l] += np.outer(delta, a[l - 1][:, i]) / m
            nabla_b[l][:, 0] += delta / m
    return [nabla_w, nabla_b]


@right("walk_back")
def _(w, z, a, y):
    def delta(l):
        error = 2 * (a[l] - y) if l == max(w) else w[l + 1].T @ delta(l + 1)
        return error * sigmoid.derivative(z[l])

    m = y.shape[1]
    nabla_b = {l: (delta(l) @ np.ones((m, 1)) / m).tolist() for l in w}
    return {l: delta(l) @ a[l - 1].T / m for l in w}, nabla_b


def walk(w, z, a, y, factor=2, slope=sigmoid.derivative):
    """Walk down to δ², with one thing changed; return all δ."""
    L = len(w) + 1
    delta = {L: factor * (a[L] - y) * slope(z[L])}
    for l in range(L - 1, 1, -1):
        delta[l] = (w[l + 1].T @ delta[l + 1]) * slope(z[l])
    return delta


def end_of_walk(delta, a):
    """BP3 and BP4 for the layers in delta."""
    m = a[1].shape[1]
    nabla_w = {l: delta[l] @ a[l - 1].T / m for l in delta}
    return nabla_w, {l: delta[l].mean(axis=1, keepdims=True) for l in delta}


@wrong("walk_back", "turned round")
def _(w, z, a, y):
    return end_of_walk(walk(w, z, a, y, factor=-2), a)


@wrong("walk_back", "BP1 without σ′", "BP2 without σ′")
def _(w, z, a, y):
    return end_of_walk(walk(w, z, a, y, slope=np.ones_like), a)


@wrong("walk_back", "σ′ at a")
def _(w, z, a, y):
    return end_of_walk(walk(w, a, a, y), a)


@wrong("walk_back", "sums for means")
def _(w, z, a, y):
    delta = walk(w, z, a, y)
    nabla_w = {l: delta[l] @ a[l - 1].T for l in w}
    return nabla_w, {l: np.sum(delta[l], axis=1, keepdims=True) for l in w}


@wrong("walk_back", "∂C/∂w: sum for mean", "∂C/∂b: kept for each example")
def _(w, z, a, y):  # the lines for one example
    delta = walk(w, z, a, y)
    return {l: delta[l] @ a[l - 1].T for l in w}, delta


@wrong("walk_back", "order of results")
def _(w, z, a, y):
    nabla_w, nabla_b = end_of_walk(walk(w, z, a, y), a)
    return nabla_b, nabla_w


@wrong("walk_back", "changed its arguments")
def _(w, z, a, y):
    a[len(w) + 1] -= y
    delta = {len(w) + 1: 2 * a[len(w) + 1] * sigmoid.derivative(z[len(w) + 1])}
    for l in range(len(w), 1, -1):
        delta[l] = (w[l + 1].T @ delta[l + 1]) * sigmoid.derivative(z[l])
    return end_of_walk(delta, a)


@wrong("walk_back", "shape")  # a network of three layers, whatever it is given
def _(w, z, a, y):
    delta = {3: 2 * (a[3] - y) * sigmoid.derivative(z[3])}
    delta[2] = (w[3].T @ delta[3]) * sigmoid.derivative(z[2])
    return end_of_walk(delta, a)


@wrong("walk_back", "shape")  # one layer short
def _(w, z, a, y):
    delta = walk(w, z, a, y)
    del delta[2]
    return end_of_walk(delta, a)


@wrong("walk_back", "shape")  # no column
def _(w, z, a, y):
    nabla_w, _ = end_of_walk(walk(w, z, a, y), a)
    return nabla_w, {l: np.mean(delta, 1) for l, delta in walk(w, z, a, y).items()}


@wrong("walk_back", "shape")
def _(w, z, a, y):
    delta = walk(w, z, a, y)
    return delta, *end_of_walk(delta, a)


@wrong("walk_back", "wrong type")  # of layer 2 alone
def _(w, z, a, y):
    nabla_w, nabla_b = end_of_walk(walk(w, z, a, y), a)
    return nabla_w[2], nabla_b[2]


@wrong("walk_back", "wrong type")
def _(w, z, a, y):
    nabla_w, nabla_b = end_of_walk(walk(w, z, a, y), a)
    return [*nabla_w.values()], [*nabla_b.values()]


@wrong("bp2", "slope of the sigmoid")
def _(zl, delta_next, w_next):
    a = 1 / (1 + np.exp(-zl))
    return np.dot(w_next.T, delta_next) * (a - a**2)


@wrong("batch_gradient", "neurons for examples")
def _(delta, a_before):
    n, m = delta.shape
    return np.dot(delta, a_before.T) / n, delta.sum(axis=1, keepdims=True) / m


@wrong("bp2", "z (1 − z)")
def _(zl, delta_next, w_next):
    return np.dot(w_next.T, delta_next) * (zl - zl**2)


@wrong("bp2", "brackets forgotten")
def _(zl, delta_next, w_next):
    al = np.tanh(zl)
    return w_next.T @ delta_next * 1 - al * al


@wrong("batch_gradient", "inputs for examples")
def _(delta, a_before):
    nabla_w = delta @ a_before.T / len(a_before)
    return nabla_w, delta.mean(axis=1, keepdims=True)


@wrong("walk_back", "σ for σ′")
def _(w, z, a, y):
    return end_of_walk(walk(w, z, a, y, slope=sigmoid), a)


def walk_from(delta, w, slope):
    """Walk down from δ of the outputs; slope(l) is multiplied in at layer l."""
    delta = {len(w) + 1: delta}
    for l in range(len(w), 1, -1):
        delta[l] = (w[l + 1].T @ delta[l + 1]) * slope(l)
    return delta


@wrong("walk_back", "cross-entropy")
def _(w, z, a, y):
    delta = walk_from(a[len(w) + 1] - y, w, lambda l: a[l] * (1 - a[l]))
    return end_of_walk(delta, a)


@wrong("walk_back", "BP1: σ′ at a")
def _(w, z, a, y):
    L = len(a)
    first = 2 * (a[L] - y) * sigmoid.derivative(a[L])
    return end_of_walk(walk_from(first, w, lambda l: a[l] * (1 - a[l])), a)


@wrong("walk_back", "BP2: σ′ at a")
def _(w, z, a, y):
    L = len(a)
    first = 2 * (a[L] - y) * a[L] * (1 - a[L])
    return end_of_walk(walk_from(first, w, lambda l: sigmoid.derivative(a[l])), a)


@wrong("walk_back", "BP2: σ′ of the layer after")
def _(w, z, a, y):
    L = len(a)
    first = 2 * (a[L] - y) * a[L] * (1 - a[L])
    return end_of_walk(walk_from(first, w, lambda l: sigmoid.derivative(z[l + 1])), a)
