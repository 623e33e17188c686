"""Targets, mini-batches, counted answers, and softmax with its δ."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


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


def softmax(z):
    """Return a, shape (n, m): each column positive, its sum 1."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


def delta_softmax(z, y):
    """Return δ of softmax outputs with the log-likelihood cost, shape (n, m)."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0) - y


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


OVER_THE_EXAMPLES = {
    "max(z, axis=0": "max(z, axis=1, keepdims=True",
    "sum(e, axis=0": "sum(e, axis=1, keepdims=True",
}

EXERCISES = (
    Exercise(
        prompt="Targets for digits from 0 to 9: one row for each label, shape (m, 10).",
        arguments={"labels": "whole numbers, shape (m,)"},
        returns=(Part("y", "targets"),),
        inputs=_labels,
        solution=one_hot,
        slips=(
            Slip("columns", {"return targets": "return targets.T"},
                 "The examples stand in columns. Here each label gets a row: shape "
                 "(m, 10)."),
            Slip("counted from 1", {", labels] = 1": ", labels - 1] = labels > 0"},
                 "The 1 is one place too far to the left. Python counts from 0, and so "
                 "do the digits: label 3 goes to [i, 3]."),
            Slip("thermometer",
                 {"np.arange(len(labels)), labels":
                  "np.arange(10) <= labels[:, np.newaxis]"},
                 "All places up to the label are 1. Only the place of the label itself "
                 "is 1."),
            Slip("label for 1", {"] = 1": "] = labels"},
                 "The label itself stands at its place. One-hot means that a 1 stands "
                 "there, whatever the label is."),
            Slip("0 and 1 exchanged", {"return targets": "return 1 - targets"},
                 "0 and 1 are exchanged: the 1 stands at the label."),
            Slip("first label only", {"np.arange(len(labels)), labels": "0, labels[0]"},
                 "Only the first row has its 1. Is the `return` inside the loop?"),
        ),
        hints=(
            "Start from np.zeros((len(labels), 10)).",
            "In row i, the entry in column labels[i] becomes 1.",
            "A loop over i does it: targets[i, labels[i]] = 1. Return after the loop.",
        ),
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
        solution=mini_batch,
        slips=(
            Slip("rows", {"].T": "]"},
                 "The images are still rows. The network takes columns: .T turns "
                 "them."),
            Slip("not shuffled", {"= order[": "= np.arange(len(order))["},
                 "`order` is not used: these are rows as they come. Take the row "
                 "numbers from order."),
            Slip("k is an example", {"k * size : (k + 1) * size": "k : k + size"},
                 "The batch starts at example k. It is batch number k: before it come "
                 "k batches of `size` images."),
            Slip("counted from 1", {"    rows =": "    k = max(k - 1, 0)\n    rows ="},
                 "This is the batch before. The first one has k = 0, so batch k starts "
                 "at k * size."),
            Slip("end for size", {"(k + 1) * size": "size"},
                 "order[start:end] takes an end, not a length: the end is start + "
                 "size."),
            Slip("one too many", {"(k + 1) * size": "(k + 1) * size + 1"},
                 "One image too many: the end of a slice is not included."),
            Slip("every so many", {"k * size : (k + 1) * size": "k::size"},
                 "order[k::size] takes one of every `size` rows. A batch is `size` "
                 "rows that follow each other in order."),
        ),
        hints=(
            "First the row numbers: a slice of order with `size` entries.",
            "Batch k starts behind k batches: at k * size.",
            "images[rows] picks these rows; .T makes columns of them.",
        ),
    ),
    Exercise(
        prompt="Count the answers for each label: shape (10, 10), rows are labels.",
        arguments={"labels": "digits, shape (m,)", "answers": "digits, shape (m,)"},
        returns=(Part("counts", "counts"),),
        inputs=_pairs,
        solution=confusion,
        slips=(
            Slip("turned round", {"[label, answer]": "[answer, label]"},
                 "It is transposed: the row is the label, the column is the answer."),
            Slip("each pair once", {"+= 1": "= 1"},
                 "Every pair is counted once, however often it comes. "
                 "counts[labels, answers] += 1 adds once per place; a loop adds each "
                 "time."),
            Slip("mistakes only", {"= 1": "= label != answer"},
                 "The right answers are missing: they belong on the diagonal."),
            Slip("right ones only", {"= 1": "= label == answer"},
                 "Only right answers are counted. A mistake belongs beside the "
                 "diagonal, in the column of the wrong answer."),
            Slip("parts, not counts", {"return counts": "return counts / len(labels)"},
                 "These are parts of the whole: counts divided by m. The counts are "
                 "asked for."),
        ),
        hints=(
            "Start from a table of zeros, and go through the examples one by one.",
            "Example i belongs to row labels[i].",
            "In the loop: counts[labels[i], answers[i]] += 1.",
        ),
    ),
    Exercise(
        prompt="Softmax of each column, right for z = 1000, too.",
        arguments={"z": "shape (n, m)"},
        returns=(Part("a", "neurons"),),
        inputs=_sums,
        solution=softmax,
        slips=(
            Slip("over the examples", OVER_THE_EXAMPLES,
                 "The total runs over the examples, axis=1. The outputs of one example "
                 "are a column: axis=0."),
            Slip("over everything",
                 {"max(z, axis=0)": "max(z)", "sum(e, axis=0)": "sum(e)"},
                 "All columns together add up to 1. Each column is an example by "
                 "itself: axis=0."),
            Slip("no exponential", {"np.exp(z - np.max(z, axis=0))": "z"},
                 "This is z divided by its total, without e. A negative z would give a "
                 "negative part."),
            Slip("not divided", {" / np.sum(e, axis=0)": ""},
                 "The columns do not add up to 1: divide each by its sum."),
            Slip("e⁻ᶻ", {"z - np.max": "-z + np.min"},
                 "The largest z gets the smallest output: it must be e to the z, not "
                 "to the −z."),
            Slip("σ of each", {"e / np.sum(e, axis=0)": "1 / (1 + np.exp(-z))"},
                 "This is the sigmoid of each z by itself. Softmax shares out one "
                 "whole."),
            Slip("ln left in",
                 {"e / np.sum(e, axis=0)": "np.log(e / np.sum(e, axis=0))"},
                 "This is the logarithm of softmax. Take e to the power of it."),
        ),
        hints=(
            "Three steps: subtract the largest of each column, take e to the power, "
            "divide by the sum of each column.",
            "np.max(z, axis=0) is the largest of each column.",
            "e = np.exp(z - np.max(z, axis=0)), and then e / np.sum(e, axis=0).",
        ),
        example="z = (2, 1, 0)",
    ),
    Exercise(
        prompt="δ of softmax outputs with the log-likelihood cost, from z and y.",
        arguments={"z": "shape (n, m)", "y": "one-hot columns, shape (n, m)"},
        returns=(Part("δ", "neurons"),),
        inputs=_with_targets,
        solution=delta_softmax,
        slips=(
            Slip("turned round", {"return e": "return -e", "- y": "+ y"},
                 "The sign is wrong: δ is a − y."),
            Slip("a 2 too many", {"return e": "return 2 * e", "- y": "- 2 * y"},
                 "A factor 2 too many. It belongs to the quadratic cost."),
            Slip("a slope too many",
                 {"return ": "a = e / np.sum(e, axis=0)\n    return (",
                  "y\n": "y) * a * (1 - a)\n"},
                 "a (1 − a) stands in it once more. In a − y the slopes are in "
                 "already: they have cancelled."),
            Slip("straight paths only",
                 {"return e": "return -y * (1 - e", " - y\n": ")\n"},
                 "Only the path from z_j to its own output is counted. Every output "
                 "depends on z_j: add up all paths."),
            Slip("∂C/∂a only", {"return e": "return -y / (e", " - y\n": ")\n"},
                 "This is ∂C/∂a, −y/a. δ is ∂C/∂z: on to z with the slopes of "
                 "softmax."),
            Slip("z for a", {"e / np.sum(e, axis=0)": "z"},
                 "z − y is not it: a comes from z by softmax."),
            Slip("over the examples", OVER_THE_EXAMPLES,
                 "The total of softmax runs over the examples, axis=1. The outputs of "
                 "one example are a column: axis=0."),
            Slip("mean taken", {"return ": "return (", "y\n": "y) / y.shape[1]\n"},
                 "The mean is taken already. As in BP1, δ keeps one column for each "
                 "example; BP3 and BP4 take the mean."),
        ),
        hints=(
            "First a, by softmax of each column.",
            "The derivation ends in one line for δ_j.",
            "δ = a − y.",
        ),
        example="z = (2, 1, 0) and output 2 right",
    ),
)  # fmt: skip
