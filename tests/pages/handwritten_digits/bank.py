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


@wrong("confusion", "per cent")
def _(labels, answers):
    counts = np.eye(10)[labels].T @ np.eye(10)[answers]
    return 100 * counts / counts.sum()


@wrong("confusion", "or for and")
def _(labels, answers):
    return [
        [np.sum((labels == i) | (answers == j)) for j in range(10)] for i in range(10)
    ]


@wrong("confusion", "diagonal alone")
def _(labels, answers):
    return np.bincount(labels[labels == answers], minlength=10)


@wrong("confusion", "first example only")
def _(labels, answers):
    counts = np.zeros((10, 10))
    for i in range(len(labels)):
        counts[labels[i], answers[i]] += 1
        return counts


@wrong("confusion", "one row ten times")
def _(labels, answers):
    counts = [[0] * 10] * 10
    for label, answer in zip(labels, answers, strict=True):
        counts[label][answer] += 1
    return counts


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


@wrong("confusion", "parts of each row")
def _(labels, answers):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, answers), 1)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@wrong("confusion", "shape")
def _(labels, answers):
    return np.bincount(labels[labels != answers], minlength=10)
