"""Targets and mini-batches."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def one_hot(labels):
    """Return targets, shape (m, 10): 1 at the place of the label, else 0."""
    targets = np.zeros((len(labels), 10))
    targets[np.arange(len(labels)), labels] = 1
    return targets


def mini_batch(rows, order, k, size):
    """Return the rows of mini-batch number k as columns."""
    chosen = order[k * size : (k + 1) * size]
    return rows[chosen].T


def _labels(rng):
    yield (np.array([3, 0, 8, 3]),)
    for m in (1, 5, 10, 12, 7):  # 10 as well: then a wrong axis has the right shape
        yield (rng.integers(0, 10, size=m),)


def _batches(rng):
    images = np.arange(12.0).reshape(6, 2)
    yield images, np.array([5, 0, 3, 1, 4, 2]), 1, 2
    # No batch is square, so that rows cannot be taken for columns; one is not full.
    for m, n, k, size in ((8, 5, 2, 3), (9, 6, 0, 4), (7, 4, 3, 1), (10, 2, 1, 5)):
        yield rng.normal(size=(m, n)), rng.permutation(m), k, size


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
            Slip("counted from 1", {", labels] = 1": ", labels - 1] = 1"},
                 "The 1 is one place too far to the left, and for a 0 at the far "
                 "right. Python counts from 0, and so do the digits: label 3 goes to "
                 "[i, 3]."),
            Slip("counted from the right",
                 {"return targets": "return targets[:, ::-1]"},
                 "The places are counted from the right. Place 0 is the first one, at "
                 "the left."),
            Slip("as wide as needed",
                 {"len(labels), 10": "len(labels), max(labels) + 1"},
                 "Your table is as wide as the largest label here needs. There are ten "
                 "digits, whichever of them come."),
            Slip("zero left out", {"return targets": "return targets[:, 1:]"},
                 "The digit 0 has no column. Ten digits, from 0 to 9, need ten."),
            Slip("−1 for 0", {"np.zeros(": "-np.ones("},
                 "You have −1 where 0 belongs. Targets of 1 and −1 were those of page "
                 "06."),
            Slip("every row", {"np.arange(len(labels)), labels": ":, labels"},
                 "Every row has the 1 of every label. targets[:, labels] goes into all "
                 "rows, and [[0] * 10] * m is one and the same row m times."),
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
            Slip("last label only",
                 {"np.arange(len(labels)), labels": "-1, labels[-1]"},
                 "Only the last row has its 1. Is the table made anew inside the "
                 "loop?"),
            Slip("first label left out",
                 {"np.arange(len(labels)), labels":
                  "np.arange(1, len(labels)), labels[1:]"},
                 "The first row has no 1. Python counts from 0: range(1, m) leaves row "
                 "0 out."),
            Slip("last label left out",
                 {"np.arange(len(labels)), labels":
                  "np.arange(len(labels) - 1), labels[:-1]"},
                 "The last row has no 1. range(m) ends at m − 1 by itself."),
        ),
        hints=(
            "Start from np.zeros((len(labels), 10)).",
            "In row i, the entry in column labels[i] becomes 1.",
            "A loop over i does it: targets[i, labels[i]] = 1. Return after the loop.",
        ),
    ),
    Exercise(
        prompt="The rows of mini-batch number k (from 0), as columns.",
        arguments={
            "rows": "shape (m, n)",
            "order": "shuffled row numbers, shape (m,)",
            "k": "number of the batch, from 0",
            "size": "rows in a batch",
        },
        returns=(Part("x", "neurons"),),
        inputs=_batches,
        solution=mini_batch,
        slips=(
            Slip("rows", {"].T": "]"},
                 "These are still rows. The network takes columns: .T turns them."),
            Slip("reshape", {".T": ".reshape(rows.shape[1], -1)"},
                 "reshape keeps the numbers in the order of reading, so each column "
                 "mixes parts of several rows. To turn a table is .T."),
            Slip("not shuffled", {"= order[": "= np.arange(len(order))["},
                 "`order` is not used: these are rows as they come. Take the row "
                 "numbers from order."),
            Slip("k is an example", {"k * size : (k + 1) * size": "k : k + size"},
                 "The batch starts at example k. It is batch number k: before it come "
                 "k batches of `size` rows."),
            Slip("counted from 1",
                 {"k * size : (k + 1) * size": "(k - 1) * size : k * size"},
                 "This is the batch before. The first one has k = 0, so batch k starts "
                 "at k * size."),
            Slip("the next one",
                 {"k * size : (k + 1) * size": "(k + 1) * size : (k + 2) * size"},
                 "This is the batch after. The first one has k = 0, so batch k starts "
                 "at k * size."),
            Slip("always the first", {"k * size : (k + 1) * size": ":size"},
                 "This is the first batch, whatever k is. How many batches come before "
                 "number k?"),
            Slip("one example", {"k * size : (k + 1) * size": "k"},
                 "This is a single example, order[k]. A batch needs `size` of them: a "
                 "slice of order."),
            Slip("row numbers", {"rows[chosen].T": "chosen"},
                 "These are the numbers of the rows. Take the rows themselves: "
                 "rows[…] with these numbers, and then turned."),
            Slip("brackets forgotten", {"(k + 1) * size": "k + 1 * size"},
                 "k + 1 * size is k + size, because * goes before +. Put brackets "
                 "round k + 1."),
            Slip("to the end", {": (k + 1) * size": ":"},
                 "Nothing ends the slice, so all later batches come along: it ends "
                 "where the next one starts."),
            Slip("one too few", {"(k + 1) * size": "size * (k + 1) - 1"},
                 "One row too few: the end of a slice is not included, so subtract "
                 "nothing."),
            Slip("last batch dropped",
                 {"= order[": "= order[: len(order) // size * size]["},
                 "A last batch that is not full is missing. A slice may go past the "
                 "end: it then has fewer entries."),
            Slip("filled up",
                 {"k * size : (k + 1) * size":
                  "np.arange(k * size, (k + 1) * size) % len(order)"},
                 "Your last batch is filled up from the beginning of order. It may be "
                 "smaller: each row comes once."),
            Slip("batches of equal size",
                 {"order[k * size : (k + 1) * size]":
                  "np.array_split(order, -(-len(order) // size))[k]"},
                 "All batches are about equally large, as np.array_split cuts them. "
                 "Each has `size` rows; only the last may have fewer."),
            Slip("dealt out",
                 {"k * size : (k + 1) * size": "k :: -(-len(order) // size)"},
                 "The rows are dealt out like cards, to each batch in turn. A batch is "
                 "one piece of order: `size` entries that follow each other."),
            Slip("all batches", {"k * size : (k + 1) * size": ":"},
                 "These are the rows of all batches. Which piece of order is batch k?"),
            Slip("places for rows", {"= order[": "= np.argsort(order)["},
                 "You look up where each row stands in the order. The entries of "
                 "`order` are the row numbers themselves."),
            Slip("end for size", {"(k + 1) * size": "size"},
                 "order[start:end] takes an end, not a length: the end is start + "
                 "size."),
            Slip("one too many", {"(k + 1) * size": "size * (k + 1) + 1"},
                 "One row too many: the end of a slice is not included."),
            Slip("every so many", {"k * size : (k + 1) * size": "k::size"},
                 "order[k::size] takes one of every `size` rows. A batch is `size` "
                 "rows that follow each other in order."),
        ),
        advice={
            IndexError: "The last batch may have fewer than `size` rows. A slice of "
            "order stops at the end by itself; order[i] does not."
        },
        hints=(
            "First the row numbers: a slice of order with `size` entries.",
            "Batch k starts behind k batches: at k * size.",
            "rows[chosen] picks these rows; .T makes columns of them.",
        ),
    ),
)  # fmt: skip
