"""Exercises of notebook 07, first part: targets, mini-batches, and counted answers."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


def one_hot(labels):
    """Return targets, shape (m, 10): 1 at the place of the label, else 0."""
    targets = np.zeros((len(labels), 10))
    targets[np.arange(len(labels)), labels] = 1
    return targets


def mini_batch(images, order, k, size):
    """Return the images of mini-batch number k as columns."""
    rows = order[k * size : (k + 1) * size]
    return images[rows].T


def confusion(labels, answers):
    """Return counts, shape (10, 10): a row for each label, a column for each answer."""
    counts = np.zeros((10, 10))
    for label, answer in zip(labels, answers, strict=True):
        counts[label, answer] += 1
    return counts


def _labels(rng):
    yield (np.array([3, 0, 8, 3]),)
    for m in (1, 5, 10, 12, 7):  # 10 as well: then a wrong axis has the right shape
        yield (rng.integers(0, 10, size=m),)


def _batches(rng):
    images = np.arange(12.0).reshape(6, 2)
    yield images, np.array([5, 0, 3, 1, 4, 2]), 1, 2
    for m, n, k, size in ((7, 3, 2, 3), (9, 4, 0, 4), (8, 2, 3, 2), (10, 5, 1, 5)):
        yield rng.normal(size=(m, n)), rng.permutation(m), k, size


def _pairs(rng):
    yield np.array([1, 1, 8, 3, 1]), np.array([1, 8, 8, 5, 8])
    for m in (4, 20, 60, 100):
        labels = rng.integers(0, 10, size=m)
        slip = rng.random(m) < 0.3
        yield labels, np.where(slip, rng.integers(0, 10, size=m), labels)


def _one_hot(labels, slips=frozenset()):
    classes = np.arange(1, 11) if "counted from 1" in slips else np.arange(10)
    targets = labels[:, np.newaxis] == classes
    if "thermometer" in slips:
        targets = labels[:, np.newaxis] >= classes
    targets = targets.astype(float)
    if "label for 1" in slips:
        targets = targets * labels[:, np.newaxis]
    if "0 and 1 exchanged" in slips:
        targets = 1 - targets
    if "first label only" in slips:
        targets[1:] = 0
    return targets.T if "columns" in slips else targets


def _mini_batch(images, order, k, size, slips=frozenset()):
    start = k * size
    if "k is an example" in slips:
        start = k
    if "counted from 1" in slips:
        start = max(k - 1, 0) * size
    rows = order[start : start + size]
    if "end for size" in slips:
        rows = order[start:size]
    if "one too many" in slips:
        rows = order[start : start + size + 1]
    if "not shuffled" in slips:
        rows = np.arange(len(order))[start : start + size]
    if "every so many" in slips:
        rows = order[k::size]
    batch = images[rows]
    return batch if "rows" in slips else batch.T


def _confusion(labels, answers, slips=frozenset()):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, answers), 1)
    if "each pair once" in slips:
        counts = np.minimum(counts, 1)
    if "mistakes only" in slips:
        counts = counts * (1 - np.eye(10))
    if "right ones only" in slips:
        counts = counts * np.eye(10)
    if "parts, not counts" in slips:
        counts = counts / len(labels)
    if "turned round" in slips:
        counts = counts.T
    return counts


def softmax(z):
    """Return a, shape (n, m): each column positive, its sum 1."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


def delta_softmax(z, y):
    """Return δ of softmax outputs with the log-likelihood cost, shape (n, m)."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0) - y


def _sums(rng):
    yield (np.array([[2.0], [1.0], [0.0]]),)
    for n, m in ((3, 3), (2, 5), (4, 4), (5, 2)):
        yield (rng.normal(0, 2, size=(n, m)),)
    yield (np.array([[1000.0, -1000.0], [999.0, -1001.0], [1001.0, -998.0]]),)


def _with_targets(rng):
    yield np.array([[2.0], [1.0], [0.0]]), np.array([[0.0], [1.0], [0.0]])
    for n, m in ((3, 3), (2, 5), (4, 4), (5, 2), (3, 6)):
        right = rng.integers(0, n, size=m)
        yield rng.normal(0, 2, size=(n, m)), np.eye(n)[right].T


def _softmax(z, slips=frozenset()):
    axis = 0
    if "over the examples" in slips:
        axis = 1
    if "over everything" in slips:
        axis = None
    shifted = z - np.max(z, axis=axis, keepdims=True)
    if "e⁻ᶻ" in slips:
        shifted = np.min(z, axis=axis, keepdims=True) - z
    e = np.exp(shifted)
    if "no exponential" in slips:
        e = z
    if "not divided" in slips:
        return e
    if "σ of each" in slips:
        return np.where(z > 0, 1, np.exp(-np.abs(z))) / (1 + np.exp(-np.abs(z)))
    if "ln left in" in slips:
        return shifted - np.log(np.sum(e, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def _delta_softmax(z, y, slips=frozenset()):
    a = _softmax(z, slips & {"over the examples"})
    if "z for a" in slips:
        a = z
    if "∂C/∂a only" in slips:
        return -y / a
    delta = y - a if "turned round" in slips else a - y
    if "a 2 too many" in slips:
        delta = 2 * delta
    if "a slope too many" in slips:
        delta = delta * a * (1 - a)
    if "straight paths only" in slips:
        delta = -y * (1 - a)
    if "mean taken" in slips:
        delta = delta / y.shape[1]
    return delta


EXERCISES = (
    Exercise(
        prompt="Targets for digits from 0 to 9: one row for each label, shape (m, 10).",
        arguments={"labels": "whole numbers, shape (m,)"},
        returns=(Part("y", "targets"),),
        inputs=_labels,
        reference=_one_hot,
        slips={
            "columns": "The examples stand in columns. Here each label gets a row: "
            "shape (m, 10).",
            "counted from 1": "The 1 is one place too far to the left. Python counts "
            "from 0, and so do the digits: label 3 goes to [i, 3].",
            "thermometer": "All places up to the label are 1. Only the place of the "
            "label itself is 1.",
            "label for 1": "The label itself stands at its place. One-hot means that a "
            "1 stands there, whatever the label is.",
            "0 and 1 exchanged": "0 and 1 are exchanged: the 1 stands at the label.",
            "first label only": "Only the first row has its 1. Is the `return` inside "
            "the loop?",
        },
        hints=(
            "Start from np.zeros((len(labels), 10)).",
            "In row i, the entry in column labels[i] becomes 1.",
            "A loop over i does it: targets[i, labels[i]] = 1. Return after the loop.",
        ),
        solution=one_hot,
    ),
    Exercise(
        prompt="The images of mini-batch number k (from 0), as columns.",
        arguments={
            "images": "shape (m, n)",
            "order": "shuffled row numbers, shape (m,)",
            "k": "number of the batch, from 0",
            "size": "images in a batch",
        },
        returns=(Part("x", "neurons"),),
        inputs=_batches,
        reference=_mini_batch,
        slips={
            "rows": "The images are still rows. The network takes columns: .T turns "
            "them.",
            "not shuffled": "`order` is not used: these are rows as they come. Take "
            "the row numbers from order.",
            "k is an example": "The batch starts at example k. It is batch number k: "
            "before it come k batches of `size` images.",
            "counted from 1": "This is the batch before. The first one has k = 0, so "
            "batch k starts at k * size.",
            "end for size": "order[start:end] takes an end, not a length: the end is "
            "start + size.",
            "one too many": "One image too many: the end of a slice is not included.",
            "every so many": "order[k::size] takes one of every `size` rows. A batch "
            "is `size` rows that follow each other in order.",
        },
        hints=(
            "First the row numbers: a slice of order with `size` entries.",
            "Batch k starts behind k batches: at k * size.",
            "images[rows] picks these rows; .T makes columns of them.",
        ),
        solution=mini_batch,
    ),
    Exercise(
        prompt="Count the answers for each label: shape (10, 10), rows are labels.",
        arguments={
            "labels": "digits, shape (m,)",
            "answers": "digits, shape (m,)",
        },
        returns=(Part("counts", "counts"),),
        inputs=_pairs,
        reference=_confusion,
        slips={
            "turned round": "It is transposed: the row is the label, the column is the "
            "answer.",
            "each pair once": "Every pair is counted once, however often it comes. "
            "counts[labels, answers] += 1 adds once per place; a loop adds each time.",
            "mistakes only": "The right answers are missing: they belong on the "
            "diagonal.",
            "right ones only": "Only right answers are counted. A mistake belongs "
            "beside the diagonal, in the column of the wrong answer.",
            "parts, not counts": "These are parts of the whole: counts divided by m. "
            "The counts are asked for.",
        },
        hints=(
            "Start from a table of zeros, and go through the examples one by one.",
            "Example i belongs to row labels[i].",
            "In the loop: counts[labels[i], answers[i]] += 1.",
        ),
        solution=confusion,
    ),
    Exercise(
        prompt="Softmax of each column, right for z = 1000, too.",
        arguments={"z": "shape (n, m)"},
        returns=(Part("a", "neurons"),),
        inputs=_sums,
        reference=_softmax,
        slips={
            "over the examples": "The total runs over the examples, axis=1. The "
            "outputs of one example are a column: axis=0.",
            "over everything": "All columns together add up to 1. Each column is an "
            "example by itself: axis=0.",
            "no exponential": "This is z divided by its total, without e. A negative z "
            "would give a negative part.",
            "not divided": "The columns do not add up to 1: divide each by its sum.",
            "e⁻ᶻ": "The largest z gets the smallest output: it must be e to the z, not "
            "to the −z.",
            "σ of each": "This is the sigmoid of each z by itself. Softmax shares "
            "out one whole.",
            "ln left in": "This is the logarithm of softmax. Take e to the power of "
            "it.",
        },
        hints=(
            "Three steps: subtract the largest of each column, take e to the power, "
            "divide by the sum of each column.",
            "np.max(z, axis=0) is the largest of each column.",
            "e = np.exp(z - np.max(z, axis=0)), and then e / np.sum(e, axis=0).",
        ),
        solution=softmax,
        example="z = (2, 1, 0)",
    ),
    Exercise(
        prompt="δ of softmax outputs with the log-likelihood cost, from z and y.",
        arguments={"z": "shape (n, m)", "y": "one-hot columns, shape (n, m)"},
        returns=(Part("δ", "neurons"),),
        inputs=_with_targets,
        reference=_delta_softmax,
        slips={
            "turned round": "The sign is wrong: δ is a − y.",
            "a 2 too many": "A factor 2 too many. It belongs to the quadratic cost.",
            "a slope too many": "a (1 − a) stands in it once more. In a − y the slopes "
            "are in already: they have cancelled.",
            "straight paths only": "Only the path from z_j to its own output is "
            "counted. Every output depends on z_j: add up all paths.",
            "∂C/∂a only": "This is ∂C/∂a, −y/a. δ is ∂C/∂z: on to z with the slopes "
            "of softmax.",
            "z for a": "z − y is not it: a comes from z by softmax.",
            "over the examples": "The total of softmax runs over the examples, axis=1. "
            "The outputs of one example are a column: axis=0.",
            "mean taken": "The mean is taken already. As in BP1, δ keeps one column "
            "for each example; BP3 and BP4 take the mean.",
        },
        hints=(
            "First a, by softmax of each column.",
            "The derivation ends in one line for δ_j.",
            "δ = a − y.",
        ),
        solution=delta_softmax,
        example="z = (2, 1, 0) and output 2 right",
    ),
)
