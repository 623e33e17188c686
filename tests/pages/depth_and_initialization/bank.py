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


@wrong("blame_ratio", "w of the layer itself", "σ′ of layer L, too")
def _(w, z):  # the product over all layers but the input
    delta = sigmoid.derivative(z[max(w)])
    for l in range(2, max(w)):
        delta *= w[l] * sigmoid.derivative(z[l])
    return delta


# variance_of_z


@right("variance_of_z")
def _(var_w, a):
    n, m = a.shape
    total = 0.0
    for k in range(n):
        for i in range(m):
            total += a[k, i] ** 2
    return var_w * total / m


@right("variance_of_z")
def _(var_w, a):
    return var_w * np.einsum("km,km->", a, a) / a.shape[1]


@right("variance_of_z")
def _(var_w, a):
    return len(a) * var_w * (np.var(a) + np.mean(a) ** 2)


@wrong("variance_of_z", "variance of a")
def _(var_w, a):
    away = a - a.mean()
    return len(a) * var_w * np.vdot(away, away) / a.size


@wrong("variance_of_z", "square of the mean")
def _(var_w, a):
    return var_w * a.mean() * a.sum() / a.shape[1]


@wrong("variance_of_z", "variance of a", "root taken")
def _(var_w, a):
    return np.std(a) * np.sqrt(len(a) * var_w)


@wrong("variance_of_z", "shape")
def _(var_w, a):
    return var_w * np.sum(a**2, axis=0)


# xavier_and_he


@right("xavier_and_he")
def _(n_in, n_out):
    return (2 / (n_in + n_out)) ** 0.5, (2 / n_in) ** 0.5


@right("xavier_and_he")
def _(n_in, n_out):
    mean = (n_in + n_out) / 2
    return 1 / np.sqrt(mean), np.sqrt(2) / np.sqrt(n_in)


@right("xavier_and_he")
def _(n_in, n_out):
    return [*np.sqrt(2 / np.array([n_in + n_out, n_in]))]


@wrong("xavier_and_he", "Xavier: variance", "He: variance")
def _(n_in, n_out):
    return 2 / (n_in + n_out), 2 / n_in


@wrong("xavier_and_he", "Xavier: lost the 2")
def _(n_in, n_out):
    return (n_in + n_out) ** -0.5, (n_in / 2) ** -0.5


@wrong("xavier_and_he", "He: both added")
def _(n_in, n_out):
    both = np.sqrt(2 / (n_in + n_out))
    return both, both


@wrong("xavier_and_he", "order of results")
def _(n_in, n_out):
    return np.sqrt(2 / n_in), np.sqrt(2 / (n_in + n_out))


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
