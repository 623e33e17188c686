import numpy as np

from tests.practice.banks import right, wrong

# one_hot


@right("one_hot")
def _(labels):
    return np.eye(10)[labels]


@right("one_hot")
def _(labels):
    return (labels.reshape(-1, 1) == np.arange(10)).astype(int)


@right("one_hot")
def _(labels):
    return [[1 if digit == label else 0 for digit in range(10)] for label in labels]


@wrong("one_hot", "first label only")
def _(labels):
    targets = np.zeros((len(labels), 10))
    for i in range(len(labels)):
        targets[i, labels[i]] = 1
        return targets


@wrong("one_hot", "columns", "label for 1")
def _(labels):
    targets = np.zeros((10, len(labels)))
    for i, label in enumerate(labels):
        targets[label, i] = label
    return targets


@wrong("one_hot")  # every column of a label that occurs, in every row
def _(labels):
    targets = np.zeros((len(labels), 10))
    targets[:, labels] = 1
    return targets


@wrong("one_hot", "wrong type")
def _(labels):
    return labels.reshape(-1, 1) == np.arange(10)


@wrong("one_hot", "shape")
def _(labels):
    targets = np.zeros(10)
    targets[labels] = 1
    return targets


# mini_batch


@right("mini_batch")
def _(images, order, k, size):
    return images.T[:, order[k * size : (k + 1) * size]]


@right("mini_batch")
def _(images, order, k, size):
    columns = []
    for place in range(k * size, min((k + 1) * size, len(order))):
        columns.append(images[order[place]])
    return np.array(columns).T


@right("mini_batch")
def _(images, order, k, size):
    return images[order].T[:, k * size :][:, :size]


@wrong("mini_batch", "not shuffled")
def _(images, order, k, size):
    return images[k * size : (k + 1) * size].T


@wrong("mini_batch", "counted from 1")
def _(images, order, k, size):
    return images[order[max(k - 1, 0) * size :][:size]].T


@wrong("mini_batch", "rows", "not shuffled")
def _(images, order, k, size):
    return images[k * size : (k + 1) * size]


@wrong("mini_batch", "shape")
def _(images, order, k, size):
    return images.T[:, order]


# confusion


@right("confusion")
def _(labels, answers):
    return np.eye(10)[labels].T @ np.eye(10)[answers]


@right("confusion")
def _(labels, answers):
    return [
        [np.sum((labels == i) & (answers == j)) for j in range(10)] for i in range(10)
    ]


@right("confusion")
def _(labels, answers):
    return np.bincount(10 * labels + answers, minlength=100).reshape(10, 10)


@wrong("confusion", "turned round", "each pair once")
def _(labels, answers):
    counts = np.zeros((10, 10))
    counts[answers, labels] = 1
    return counts


@wrong("confusion", "turned round", "mistakes only")
def _(labels, answers):
    counts = np.eye(10)[answers].T @ np.eye(10)[labels]
    np.fill_diagonal(counts, 0)
    return counts


@wrong("confusion")  # parts of each row
def _(labels, answers):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, answers), 1)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@wrong("confusion", "shape")
def _(labels, answers):
    return np.bincount(labels[labels != answers], minlength=10)


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


@wrong("softmax", "not divided")
def _(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.max(e, axis=0)


@wrong("softmax", "ln left in")
def _(z):
    shifted = z - np.max(z, axis=0)
    return shifted - np.log(np.sum(np.exp(shifted), axis=0))


@wrong("softmax", "not finite")
def _(z):
    return np.exp(z) / np.sum(np.exp(z), axis=0)


@wrong("softmax", "shape")
def _(z):
    return np.exp(z - np.max(z, axis=0)).sum(axis=0)


# delta_softmax


def _softmax(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


@right("delta_softmax")
def _(z, y):
    return np.exp(z) / np.exp(z).sum(axis=0) - y


@right("delta_softmax")
def _(z, y):
    a = _softmax(z)
    delta = a.copy()
    for i in range(y.shape[1]):
        delta[np.argmax(y[:, i]), i] -= 1
    return delta


@right("delta_softmax")
def _(z, y):
    a = _softmax(z)
    delta = np.zeros_like(a)
    for i in range(a.shape[1]):
        jacobian = np.diag(a[:, i]) - np.outer(a[:, i], a[:, i])
        delta[:, i] = jacobian @ (-y[:, i] / a[:, i])
    return delta


@wrong("delta_softmax", "a 2 too many", "a slope too many")  # BP1 of page 04
def _(z, y):
    a = _softmax(z)
    return 2 * (a - y) * a * (1 - a)


@wrong("delta_softmax", "turned round", "mean taken")
def _(z, y):
    return (y - _softmax(z)) / z.shape[1]


@wrong("delta_softmax", "shape")
def _(z, y):
    return np.mean(_softmax(z) - y, axis=1, keepdims=True)


@wrong("delta_softmax")  # the slope of the sigmoid, on top of a plain a − y
def _(z, y):
    return _softmax(z) - y * _softmax(z)
