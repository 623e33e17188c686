import numpy as np

from backprop_helpers.nets.functions import sigmoid
from tests.practice.banks import right, wrong

# blame_ratio


@right("blame_ratio")
def _(w, z):
    delta = 1.0
    for l in range(max(w) - 1, 1, -1):
        delta = w[l + 1] * sigmoid.derivative(z[l]) * delta
    return delta


@right("blame_ratio")
def _(w, z):
    L = len(w) + 1
    return np.prod([w[l] * sigmoid.derivative(z[l - 1]) for l in range(3, L + 1)])


@right("blame_ratio")
def _(w, z):
    a = {l: 1 / (1 + np.exp(-z[l])) for l in z}
    weights = np.array([w[l + 1] for l in w if l + 1 in w])
    slopes = np.array([a[l] * (1 - a[l]) for l in a if l + 1 in a])
    return weights.prod() * slopes.prod()


@wrong("blame_ratio", "σ′ left out")
def _(w, z):
    return np.prod([w[l + 1] for l in range(2, max(w))])


@wrong("blame_ratio", "σ′ at a")
def _(w, z):
    a = {l: sigmoid(z[l]) for l in z}
    return np.prod([w[l + 1] * sigmoid.derivative(a[l]) for l in range(2, max(w))])


@wrong("blame_ratio", "added up")
def _(w, z):
    return sum(w[l + 1] * sigmoid.derivative(z[l]) for l in range(2, max(w)))


@wrong("blame_ratio", "σ′ of layer L, too", "w of the layer itself")
def _(w, z):  # the product over all layers but the input
    delta = sigmoid.derivative(z[max(w)])
    for l in range(2, max(w)):
        delta *= w[l] * sigmoid.derivative(z[l])
    return delta


# start


@right("start")
def _(normal):
    _, n_before = normal.shape
    return normal / np.sqrt(n_before / 2)


@right("start")
def _(normal):
    return np.array([row * (2 / len(row)) ** 0.5 for row in normal])


@right("start")
def _(normal):
    n = len(normal.T)
    return np.sqrt(2) * normal / np.sqrt(n)


@wrong("start", "the half left out")
def _(normal):
    _, n_before = normal.shape
    return normal / np.sqrt(n_before)


@wrong("start", "rows counted")
def _(normal):
    return normal * (2 / len(normal)) ** 0.5


@wrong("start", "variance for deviation")
def _(normal):
    _, n_before = normal.shape
    var_w = 2 / n_before
    return var_w * normal


@wrong("start", "both ends")
def _(normal):
    n, n_before = normal.shape
    return normal * np.sqrt(2 / (n + n_before))


@wrong("start", "nothing done")
def _(normal):
    return 1.0 * normal


@wrong("start", "rows counted", "the half left out")
def _(normal):
    return normal / len(normal) ** 0.5


@wrong("start", "shape")
def _(normal):
    return np.sqrt(2 / normal.shape[1]) * normal.T


# count_dead


@right("count_dead")
def _(z):
    return np.sum(z.max(axis=1) <= 0)


@right("count_dead")
def _(z):
    dead = 0
    for row in z:
        if not any(entry > 0 for entry in row):
            dead += 1
    return dead


@right("count_dead")
def _(z):
    a = np.maximum(z, 0)
    return len(a) - np.count_nonzero(a.sum(axis=1))


@wrong("count_dead", "mean of z")
def _(z):
    return np.sum(z.mean(axis=1) <= 0)


@wrong("count_dead", "0 counts as on", "places counted")
def _(z):
    return np.sum(z < 0)


@wrong("count_dead", "wrong type")
def _(z):
    return str(np.sum(np.all(z <= 0, axis=1)))


@wrong("count_dead", "shape")
def _(z):
    return np.all(z <= 0, axis=1).astype(int)
