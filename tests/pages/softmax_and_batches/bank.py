import numpy as np

from tests.practice.banks import right, wrong

# softmax


@right("softmax")
def _(z):
    a = np.zeros_like(z)
    for i in range(z.shape[1]):
        e = np.exp(z[:, i] - max(z[:, i]))
        a[:, i] = e / sum(e)
    return a


@right("softmax")
def _(z):
    # Each quotient turned over: 1 / Σ_j e^(z_j − z_k).
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[np.newaxis] - z[:, np.newaxis]).sum(axis=1)


@right("softmax")
def _(z):
    shifted = z - np.max(z, axis=0)
    return np.exp(shifted - np.log(np.sum(np.exp(shifted), axis=0)))


@wrong("softmax", "mean for sum")
def _(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.mean(axis=0)


@wrong("softmax", "subtracted above only")
def _(z):
    return np.exp(z - z.max(axis=0)) / np.exp(z).sum(axis=0)


@wrong("softmax", "e^z alone")
def _(z):
    return np.e**z


@wrong("softmax", "not divided")
def _(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.max(e, axis=0)


@wrong("softmax", "ln left in")
def _(z):
    shifted = z - np.max(z, axis=0)
    return shifted - np.log(np.sum(np.exp(shifted), axis=0))


@wrong("softmax", "too large")
def _(z):
    return np.exp(z) / np.sum(np.exp(z), axis=0)


@wrong("softmax", "shape")
def _(z):
    return np.exp(z - np.max(z, axis=0)).sum(axis=0)


# cost_from_sums


def _softmax(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


@right("cost_from_sums")
def _(z, labels):
    total = 0
    for i in range(len(labels)):
        differences = z[:, i] - z[labels[i], i]
        top = max(differences)
        total += top + np.log(sum(np.exp(differences - top)))
    return total / len(labels)


@right("cost_from_sums")
def _(z, labels):
    y = np.eye(len(z))[labels].T
    return np.mean(np.logaddexp.reduce(z, axis=0) - np.sum(y * z, axis=0))


@right("cost_from_sums")
def _(z, labels):
    shifted = z - np.max(z, axis=0)
    log_a = shifted - np.log(np.sum(np.exp(shifted), axis=0))
    return -np.mean([log_a[t, i] for i, t in enumerate(labels)])


@wrong("cost_from_sums", "ln of 0")
def _(z, labels):
    return -np.mean(np.log(_softmax(z)[labels, np.arange(len(labels))]))


@wrong("cost_from_sums", "ln of nearly 0")
def _(z, labels):
    share = _softmax(z)[labels, np.arange(len(labels))]
    return -np.mean(np.log(share + 1e-12))


@wrong("cost_from_sums", "ln S alone")
def _(z, labels):
    return np.logaddexp.reduce(z, axis=0).mean()


@wrong("cost_from_sums", "plus for minus")
def _(z, labels):
    log_S = np.logaddexp.reduce(z, axis=0)
    return np.mean([log_S[i] + z[t, i] for i, t in enumerate(labels)])


@wrong("cost_from_sums", "largest once too often")
def _(z, labels):
    top = np.max(z, axis=0)
    z = z - top
    log_S = top + np.log(np.sum(np.exp(z), axis=0))
    return np.mean(log_S - z[labels, np.arange(len(labels))])


@wrong("cost_from_sums", "whole rows")
def _(z, labels):
    return np.mean(np.logaddexp.reduce(z, axis=0) - z[labels])


@wrong("cost_from_sums", "too large in the shares")
def _(z, labels):
    with np.errstate(all="ignore"):
        a = np.exp(z) / np.sum(np.exp(z), axis=0)
        return np.mean(-np.log(a[labels, np.arange(len(labels))]))


@wrong("cost_from_sums", "first example only")
def _(z, labels):
    for i in range(len(labels)):
        return np.logaddexp.reduce(z[:, i]) - z[labels[i], i]


@wrong("cost_from_sums", "sum for mean", "turned round")
def _(z, labels):
    log_a = z - np.logaddexp.reduce(z, axis=0)
    return np.sum(log_a[labels, np.arange(len(labels))])


@wrong("cost_from_sums", "ln of the mean")
def _(z, labels):
    a = _softmax(z)[labels, np.arange(len(labels))]
    return -np.log(np.mean(a))


@wrong("cost_from_sums", "no mean")
def _(z, labels):
    return np.logaddexp.reduce(z, axis=0) - z[labels, np.arange(len(labels))]


# blame_through_softmax


@right("blame_through_softmax")
def _(a, slopes):
    blame = np.zeros_like(a)
    for i in range(a.shape[1]):
        jacobian = np.diag(a[:, i]) - np.outer(a[:, i], a[:, i])
        blame[:, i] = jacobian @ slopes[:, i]
    return blame


@right("blame_through_softmax")
def _(a, slopes):
    blame = a * (1 - a) * slopes
    for j in range(len(a)):
        for k in range(len(a)):
            if k != j:
                blame[j] -= a[k] * a[j] * slopes[k]
    return blame


@right("blame_through_softmax")
def _(a, slopes):
    return a * slopes - a * np.einsum("ki,ki->i", a, slopes)


@wrong("blame_through_softmax", "own path twice")
def _(a, slopes):
    return a * (1 - a) * slopes - a * np.sum(a * slopes, axis=0)


@wrong("blame_through_softmax", "last path only")
def _(a, slopes):
    blame = np.zeros_like(a)
    for j in range(len(a)):
        for k in range(len(a)):
            slope = a[j] * (1 - a[j]) if k == j else -a[k] * a[j]
            blame[j] = slopes[k] * slope
    return blame


@wrong("blame_through_softmax", "plus for minus")
def _(a, slopes):
    return a * slopes + a * np.sum(a * slopes, axis=0)


@wrong("blame_through_softmax", "first Jacobian for all")
def _(a, slopes):
    jacobian = np.diag(a[:, 0]) - np.outer(a[:, 0], a[:, 0])
    return jacobian @ slopes


@wrong("blame_through_softmax", "straight paths only")
def _(a, slopes):
    return slopes * a * (1 - a)


@wrong("blame_through_softmax", "own path left out")
def _(a, slopes):
    blame = np.zeros_like(a)
    for j in range(len(a)):
        for k in range(len(a)):
            if k != j:
                blame[j] -= a[k] * a[j] * slopes[k]
    return blame


@wrong("blame_through_softmax", "other paths up")
def _(a, slopes):
    blame = a * (1 - a) * slopes
    for j in range(len(a)):
        for k in range(len(a)):
            if k != j:
                blame[j] += a[k] * a[j] * slopes[k]
    return blame


@wrong("blame_through_softmax", "mean taken")
def _(a, slopes):
    return a * (slopes - (slopes * a).sum(axis=0)) / a.shape[1]


@wrong("blame_through_softmax", "over everything")
def _(a, slopes):
    return a * (slopes - np.sum(slopes * a))


@wrong("blame_through_softmax", "shape")
def _(a, slopes):
    return np.sum(a * slopes, axis=0)
