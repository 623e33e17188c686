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


EXERCISES = (
    Exercise(
        page=7,
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
        page=7,
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
        page=7,
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
)
