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


@wrong("one_hot", "counted from 1")
def _(labels):
    return np.eye(10)[labels - 1]


@wrong("one_hot", "first label only")
def _(labels):
    targets = np.zeros((len(labels), 10))
    for i in range(len(labels)):
        targets[i, labels[i]] = 1
        return targets


@wrong("one_hot", "label for 1", "columns")
def _(labels):
    targets = np.zeros((10, len(labels)))
    for i, label in enumerate(labels):
        targets[label, i] = label
    return targets


@wrong("one_hot", "every row")  # every column of a label that occurs, in every row
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
def _(rows, order, k, size):
    return rows.T[:, order[k * size : (k + 1) * size]]


@right("mini_batch")
def _(rows, order, k, size):
    columns = []
    for place in range(k * size, min((k + 1) * size, len(order))):
        columns.append(rows[order[place]])
    return np.array(columns).T


@right("mini_batch")
def _(rows, order, k, size):
    return rows[order].T[:, k * size :][:, :size]


@wrong("mini_batch", "brackets forgotten")
def _(rows, order, k, size):
    return rows[order[k * size : k + 1 * size]].T


@wrong("mini_batch", "to the end")
def _(rows, order, k, size):
    return rows[order[k * size :]].T


@wrong("mini_batch", "one too few")
def _(rows, order, k, size):
    return rows[order[k * size : (k + 1) * size - 1]].T


@wrong("mini_batch", "k is an example")
def _(rows, order, k, size):
    return rows[order[k : k + size]].T


@wrong("mini_batch", "one example")
def _(rows, order, k, size):
    return rows[order[k]].T


@wrong("mini_batch", "row numbers")
def _(rows, order, k, size):
    return order[k * size : (k + 1) * size]


@wrong("mini_batch", "places for rows")
def _(rows, order, k, size):
    return rows[order.argsort()[k * size : (k + 1) * size]].T


@wrong("mini_batch", "last batch dropped")
def _(rows, order, k, size):
    batches = len(order) // size
    chosen = order[: batches * size]
    return rows[chosen[k * size : (k + 1) * size]].T


@wrong("mini_batch", "not shuffled")
def _(rows, order, k, size):
    return rows[k * size : (k + 1) * size].T


@wrong("mini_batch", "counted from 1")
def _(rows, order, k, size):
    start = (k - 1) * size
    return rows[order[start : start + size]].T


@wrong("mini_batch", "not shuffled", "rows")
def _(rows, order, k, size):
    return rows[k * size : (k + 1) * size]


@wrong("mini_batch", "all batches")
def _(rows, order, k, size):
    return rows.T[:, order]
