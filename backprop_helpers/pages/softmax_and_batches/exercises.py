"""Softmax, its slopes, and the blame of a batch."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def softmax(z):
    """Return a, shape (n, m): each column positive, its sum 1."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


def cost_from_sums(z, labels):
    """Return the mean of −ln a of the right outputs, a number, from the sums z."""
    top = np.max(z, axis=0)
    log_S = top + np.log(np.sum(np.exp(z - top), axis=0))
    return np.mean(log_S - z[labels, np.arange(len(labels))])


def blame_through_softmax(a, slopes):
    """Return ∂C/∂z, shape (n, m), of softmax outputs a with the slopes ∂C/∂a."""
    return a * (slopes - np.sum(slopes * a, axis=0))


# A column's mean, or its smallest z, is too far below its largest for the exponents.
APART = np.array([[1000.0, 0.0], [0.0, 0.0], [0.0, -1000.0], [0.0, 2.0], [0.0, 1.0]])


def _sums(rng):
    yield (np.array([[2.0], [1.0], [0.0]]),)
    for n, m in ((3, 3), (2, 5), (4, 4), (5, 2)):
        yield (rng.normal(0, 2, size=(n, m)),)
    yield (np.array([[1000.0, -1000.0], [999.0, -1001.0], [1001.0, -998.0]]),)
    yield (APART,)


def _labelled(rng):
    yield np.array([[2.0, 2.0], [1.0, 1.0], [0.0, 0.0]]), np.array([0, 2])
    for n, m in ((3, 4), (2, 5), (4, 1), (5, 6)):
        yield rng.normal(0, 2, size=(n, m)), rng.integers(0, n, size=m)
    z = np.array([[1000.0, -1000.0, 3.0], [0.0, -1001.0, 1.0], [1001.0, -3000.0, 2.0]])
    yield z, np.array([1, 2, 1])
    yield APART, np.array([0, 3])


def _outputs(rng):
    yield softmax(np.array([[2.0], [1.0], [0.0]])), np.array([[1.0], [0.0], [-1.0]])
    for n, m in ((3, 3), (2, 5), (4, 4), (5, 2), (3, 6)):
        yield softmax(rng.normal(0, 2, size=(n, m))), rng.normal(0, 2, size=(n, m))


TOO_LARGE = "This holds for small z. But e to the 1000 is too large for the computer, "
TOO_LARGE += "and e to the −1000 is rounded to 0: take the largest z of each column "
TOO_LARGE += "out of the exponents first."
OVER_THE_EXAMPLES = {
    "max(z, axis=0": "max(z, axis=1, keepdims=True",
    "sum(e, axis=0": "sum(e, axis=1, keepdims=True",
}

EXERCISES = (
    Exercise(
        prompt="Softmax of each column, right for z = 1000, too.",
        arguments={"z": "shape (n, m)"},
        returns=(Part("a", "neurons"),),
        inputs=_sums,
        solution=softmax,
        slips=(
            Slip("too large", {"z - np.max(z, axis=0)": "z"},
                 TOO_LARGE),
            Slip("sum over everything", {"sum(e, axis=0)": "sum(e)"},
                 "The total is that of the whole table. Each column is an example by "
                 "itself: axis=0."),
            Slip("sum over the examples",
                 {"sum(e, axis=0": "sum(e, axis=1, keepdims=True"},
                 "The total runs over the examples, axis=1. The outputs of one example "
                 "are a column: axis=0."),
            Slip("largest over the examples",
                 {"max(z, axis=0": "max(z, axis=1, keepdims=True"},
                 "The largest z is taken over the examples, axis=1, so each output "
                 "gets another one, and it does not cancel."),
            Slip("over the examples", OVER_THE_EXAMPLES,
                 "The total runs over the examples, axis=1. The outputs of one example "
                 "are a column: axis=0."),
            Slip("over everything",
                 {"max(z, axis=0)": "max(z)", "sum(e, axis=0)": "sum(e)"},
                 "All columns together add up to 1. Each column is an example by "
                 "itself: axis=0."),
            Slip("largest of all", {"max(z, axis=0)": "max(z)"},
                 "The largest of the whole table is subtracted. In a column far below "
                 "it, all of e is rounded to 0, and 0/0 is no number: each column has "
                 "a largest of its own."),
            Slip("mean subtracted", {"z - np.max": "z - np.mean"},
                 "The mean of each column is subtracted. One z far above it is still "
                 "too large for e: subtract what leaves no exponent above 0."),
            Slip("smallest subtracted", {"z - np.max": "z - np.min"},
                 "The smallest z of each column is subtracted, so all exponents are "
                 "above 0 and may be too large: subtract what leaves none above 0."),
            Slip("cut off", {"z - np.max(z, axis=0)": "np.clip(z, -500, 500)"},
                 "Large z are cut off, so 1001 and 999 get the same share. They differ "
                 "by 2, and only differences count: subtract, do not cut."),
            Slip("divided by the largest", {"z - np.max": "z / np.max"},
                 "z is divided by its largest. That changes the differences between "
                 "the z, on which softmax depends: subtract instead."),
            Slip("divided by the largest size",
                 {"z - np.max(z, axis=0)": "z / np.max(abs(z), axis=0)"},
                 "z is divided by its largest size. That changes the differences "
                 "between the z, on which softmax depends: subtract instead."),
            Slip("all or nothing",
                 {"np.exp(z - np.max(z, axis=0))": "1.0 * (z == np.max(z, axis=0))"},
                 "The largest z gets all, and the others nothing. In softmax every "
                 "output gets a part of the whole."),
            Slip("moved above 0, no exponential",
                 {"np.exp(z - np.max(z, axis=0))": "z - np.min(z, axis=0)"},
                 "The z are moved until none is below 0, and divided by their total. "
                 "Where is e to the z?"),
            Slip("moved to 1, no exponential",
                 {"np.exp(z - np.max(z, axis=0))": "z - np.min(z, axis=0) + 1"},
                 "The z are moved until the smallest is 1, and divided by their total. "
                 "Where is e to the z?"),
            Slip("no exponential", {"np.exp(z - np.max(z, axis=0))": "z"},
                 "This is z divided by its total, without e. A negative z would give a "
                 "negative part."),
            Slip("not divided", {" / np.sum(e, axis=0)": ""},
                 "The largest output of each column is 1, so together they are more: "
                 "divide by the sum of the column."),
            Slip("e^z alone", {"e / np.sum(e, axis=0)": "np.exp(z)"},
                 "This is e to the z. Divide each column by its sum, and subtract its "
                 "largest z first."),
            Slip("subtracted above only",
                 {"np.sum(e, axis=0)": "np.sum(np.exp(z), axis=0)"},
                 "The largest z is subtracted above the line only. Below it, too, and "
                 "it cancels."),
            Slip("mean for sum", {"np.sum(e": "np.mean(e"},
                 "Each column is divided by its mean, so it adds up to n. Divide by "
                 "its sum."),
            Slip("e⁻ᶻ", {"z - np.max": "-z + np.min"},
                 "The largest z gets the smallest output: it must be e to the z, not "
                 "to the −z."),
            Slip("σ of each", {"e / np.sum(e, axis=0)": "1 / (1 + np.exp(-z))"},
                 "This is the sigmoid of each z by itself. Softmax shares out one "
                 "whole."),
            Slip("ln left in",
                 {"e / np.sum(e, axis=0)":
                  "z - np.max(z, axis=0) - np.log(np.sum(e, axis=0))"},
                 "This is the logarithm of softmax. Take e to the power of it."),
            Slip("ln of the shares",
                 {"e / np.sum(e, axis=0)": "np.log(e / np.sum(e, axis=0))"},
                 "These are the logarithms of the shares. The shares themselves are "
                 "asked for."),
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
        prompt="The log-likelihood cost of a batch from z, right for z = 1000, too.",
        arguments={"z": "shape (n, m)", "labels": "right outputs from 0, shape (m,)"},
        returns=(Part("C"),),
        inputs=_labelled,
        solution=cost_from_sums,
        slips=(
            Slip("sum for mean", {"return np.mean": "return np.sum"},
                 "This is the sum over the examples. The cost of a batch is their "
                 "mean."),
            Slip("divided by the outputs",
                 {"np.mean(log_S - z[labels, np.arange(len(labels))])":
                  "np.sum(log_S - z[labels, np.arange(len(labels))]) / len(z)"},
                 "The sum over the examples is divided by the number of outputs. How "
                 "many costs have you added up?"),
            Slip("all outputs",
                 {"z[labels, np.arange(len(labels))]": "z"},
                 "The mean runs over the costs of all outputs. Only that of the right "
                 "one counts in each column."),
            Slip("no mean",
                 {"np.mean(log_S - z[labels, np.arange(len(labels))])":
                  "log_S - z[labels, np.arange(len(labels))]"},
                 "These are the costs of the examples, one by one. The cost of a batch "
                 "is their mean."),
            Slip("too large",
                 {"top + np.log(np.sum(np.exp(z - top), axis=0))":
                  "np.log(np.sum(np.exp(z), axis=0))"}, TOO_LARGE),
            Slip("too large in the shares",
                 {"log_S - z[labels, np.arange(len(labels))]":
                  "-np.log((np.exp(z) / np.sum(np.exp(z), axis=0))"
                  "[labels, np.arange(len(labels))])"}, TOO_LARGE),
            Slip("largest of all", {"top = np.max(z, axis=0)": "top = np.max(z)"},
                 "The largest of the whole table is taken out. In a column far below "
                 "it, all of e is rounded to 0: each column has a largest of its own."),
            Slip("mean taken out", {"top = np.max": "top = np.mean"},
                 "The mean of each column is taken out. One z far above it is still "
                 "too large for e: take out what leaves no exponent above 0."),
            Slip("smallest taken out", {"top = np.max": "top = np.min"},
                 "The smallest z of each column is taken out, so all exponents are "
                 "above 0 and may be too large: take out what leaves none above 0."),
            Slip("right one not in S",
                 {"    top = np":
                  "    right = np.arange(len(z))[:, np.newaxis] == labels\n"
                  "    whole, z = z, np.where(right, -np.inf, z)\n    top = np",
                  "z[labels,": "whole[labels,"},
                 "S adds up the other outputs only. It runs over all of them, the "
                 "right one, too."),
            Slip("ln of 0",
                 {"log_S - z[labels, np.arange(len(labels))]":
                  "-np.log(np.exp(z[labels, np.arange(len(labels))] - log_S))"},
                 "One share is so small that it is rounded to 0, and ln 0 is no "
                 "number. Simplify −ln of the quotient on paper, so that no share is "
                 "needed."),
            Slip("ln of nearly 0",
                 {"log_S - z[labels, np.arange(len(labels))]":
                  "-np.log(np.exp(z[labels, np.arange(len(labels))] - log_S) + 1e-12)"},
                 "10⁻¹² inside the logarithm avoids ln 0, but gives a wrong cost where "
                 "the share is small. Simplify −ln of the quotient on paper."),
            Slip("ln S alone", {"log_S - z[labels, np.arange(len(labels))]": "log_S"},
                 "This is the mean of ln S alone. The z of the right output is "
                 "missing."),
            Slip("plus for minus", {"log_S - z": "log_S + z"},
                 "The z of the right output is added. In the logarithm of the quotient "
                 "ln S gets a minus, and −ln turns both signs round."),
            Slip("largest once too often", {"top + np.log": "2 * top + np.log"},
                 "The largest z is counted once too often. If z_t is taken from the "
                 "shifted z, ln S must be that of the shifted z, too."),
            Slip("whole rows",
                 {"z[labels, np.arange(len(labels))]": "z[labels]"},
                 "z[labels] takes whole rows, with the z of all examples. Only one z "
                 "of each column is needed."),
            Slip("turned round", {"return np": "return -np"},
                 "The sign is turned round: a is below 1, so −ln a is above 0."),
            Slip("largest for right", {"z[labels, np.arange(len(labels))]": "top"},
                 "You took the largest output of each example. The cost looks at the "
                 "right one, labels[i]."),
            Slip("z_t alone",
                 {"log_S - z[labels, np.arange(len(labels))]":
                  "-z[labels, np.arange(len(labels))]"},
                 "This is the mean of −z of the right output. The logarithm of the "
                 "total, ln S, is missing."),
            Slip("counted from 1", {"z[labels,": "z[labels - 1,"},
                 "It is one row too high: labels count the outputs from 0, and so does "
                 "Python."),
            Slip("ln left out",
                 {"np.log(np.sum(np.exp(z - top), axis=0))":
                  "np.sum(np.exp(z - top), axis=0)"},
                 "The logarithm of the total is missing: ln S, not S."),
            Slip("largest not put back", {"top + np.log": "np.log"},
                 "The largest z was subtracted inside the exponents, and has to be "
                 "added again: ln S is the largest z plus a logarithm."),
            Slip("logarithm to 10", {"np.log(": "np.log10("},
                 "np.log10 is the logarithm to the base 10. ln is np.log."),
            Slip("ln of the mean",
                 {"np.mean(log_S - z": "-np.log(np.mean(np.exp(z",
                  "labels))])": "labels))] - log_S)))"},
                 "You take the mean of the shares first, and then its logarithm. The "
                 "cost is a mean of logarithms."),
            Slip("share for its ln",
                 {"log_S - z[labels, np.arange(len(labels))]":
                  "np.exp(z[labels, np.arange(len(labels))] - log_S)"},
                 "This is the mean share of the right outputs. The cost is the mean of "
                 "−ln of it."),
            Slip("first example only",
                 {"np.mean(log_S - z[labels, np.arange(len(labels))])":
                  "(log_S - z[labels, np.arange(len(labels))])[0]"},
                 "This is the cost of the first example alone. Is the `return` inside "
                 "the loop?"),
            Slip("over the examples",
                 {"sum(np.exp(z - top), axis=0)":
                  "sum(np.exp(z - top), axis=1)[labels]"},
                 "The total runs over the examples, axis=1. S belongs to one example, "
                 "and runs over its outputs: axis=0."),
        ),
        hints=(
            "ln of a quotient is a difference: −ln a = ln S − z of the right output.",
            "With the largest z taken out, ln S = top + np.log(np.sum(np.exp(z - top), "
            "axis=0)).",
            "z[labels, np.arange(len(labels))] takes the right z of each column. Then "
            "the mean.",
        ),
        example="z = (2, 1, 0) twice, with output 1 right and then output 3",
    ),
    Exercise(
        prompt="∂C/∂z of softmax outputs a, for any cost with the slopes ∂C/∂a.",
        arguments={"a": "shape (n, m)", "slopes": "∂C/∂a, shape (n, m)"},
        returns=(Part("∂C/∂z", "neurons"),),
        inputs=_outputs,
        solution=blame_through_softmax,
        slips=(
            Slip("straight paths only",
                 {"slopes - np.sum(slopes * a, axis=0)": "slopes * (1 - a)"},
                 "Only the path from z_j to its own output is counted. Every output "
                 "depends on z_j: add up all paths."),
            Slip("diag(a) alone",
                 {"slopes - np.sum(slopes * a, axis=0)": "slopes"},
                 "This is a times the slope: the Jacobian is taken for diag(a). Every "
                 "output depends on z_j: add up all paths."),
            Slip("a − y",
                 {"return a * (slopes - np.sum(slopes * a, axis=0))":
                  "return a + a * slopes"},
                 "a − y holds for the log-likelihood cost alone. Here the cost may be "
                 "any: go along the paths from z_j with the slopes that are given."),
            Slip("slopes taken for y",
                 {"return a * (slopes - np.sum(slopes * a, axis=0))":
                  "return a - slopes"},
                 "The slopes stand where y would: a − y holds for the log-likelihood "
                 "cost alone. Here multiply along the paths, and add over them."),
            Slip("softmax again", {"return a * ": "a = softmax(a)\n    return a * "},
                 "a has gone through softmax once more. What you are given are the "
                 "outputs already.", at="slopes * a"),
            Slip("plain mean",
                 {"np.sum(slopes * a, axis=0)": "np.mean(slopes, axis=0)"},
                 "The plain mean of the slopes is subtracted. Does each slope count "
                 "the same, whatever the share of its output?"),
            Slip("a_j twice",
                 {"np.sum(slopes * a, axis=0)": "a * np.sum(slopes, axis=0)"},
                 "On the way to another output k you have −a_j a_j. Look again at "
                 "∂a_k/∂z_j: which two outputs stand in it?"),
            Slip("own path twice", {"slopes - np.sum": "slopes * (1 - a) - np.sum"},
                 "The path from z_j to its own output is counted twice: beside "
                 "a_j (1 − a_j), the sum runs over the other outputs only."),
            Slip("last path only",
                 {"slopes - np.sum(slopes * a, axis=0)":
                  "slopes * (np.arange(len(a)) == len(a) - 1)[:, np.newaxis] - "
                  "slopes[-1] * a[-1]"},
                 "Only the path to the last output is left: the others are written "
                 "over. Is there an = where += is meant?"),
            Slip("plus for minus", {"slopes - np": "slopes + np"},
                 "The sum over the outputs is added. Its slopes are −a_k a_j: look at "
                 "the sign."),
            Slip("over everything",
                 {"np.sum(slopes * a, axis=0)": "np.sum(slopes * a)"},
                 "The sum runs over all examples together. Each column is an example "
                 "by itself: axis=0."),
            Slip("first Jacobian for all",
                 {"return a * (slopes - np.sum(slopes * a, axis=0))":
                  "return a[:, :1] * (slopes - np.sum(slopes * a[:, :1], axis=0))"},
                 "All columns go through the Jacobian of the first. Each example has "
                 "an a of its own, and so a Jacobian of its own."),
            Slip("a_j left out of the sum",
                 {"a * (slopes - np.sum(slopes * a, axis=0))":
                  "slopes * a - np.sum(slopes * a, axis=0)"},
                 "Behind the minus a factor is missing: the slope on the way to "
                 "another output is −a_k a_j."),
            Slip("last Jacobian for all",
                 {"return a * (slopes - np.sum(slopes * a, axis=0))":
                  "return a[:, -1:] * (slopes - np.sum(slopes * a[:, -1:], axis=0))"},
                 "All columns go through the Jacobian of the last. Each example has an "
                 "a of its own, and so a Jacobian of its own."),
            Slip("own path left out",
                 {"(slopes - np.sum": "(slopes * a - np.sum"},
                 "The path from z_j to its own output is missing: only those to the "
                 "others are added."),
            Slip("other paths up",
                 {"slopes - np.sum": "slopes - 2 * slopes * a + np.sum"},
                 "The sign of the other paths is turned round: when z_j grows, the "
                 "other outputs fall."),
            Slip("a_k left out", {"np.sum(slopes * a,": "np.sum(slopes,"},
                 "On the way to output k the slope is −a_k a_j, and in the sum its a_k "
                 "is missing."),
            Slip("a_j left out", {"return a * ": "return "},
                 "The factor a_j is missing: it stands in each of the slopes."),
            Slip("not carried on to z",
                 {"a * (slopes - np.sum(slopes * a, axis=0))": "slopes"},
                 "This is ∂C/∂a. Carry it on to z with the slopes of softmax."),
            Slip("mean over the paths", {"np.sum(": "np.mean("},
                 "You take a mean over the paths. The chain rule adds them up."),
            Slip("over the examples", {"axis=0": "axis=1, keepdims=True"},
                 "The sum runs over the examples, axis=1. The paths lead to the "
                 "outputs of one example: axis=0."),
            Slip("mean taken", {"return a": "return a / a.shape[1]"},
                 "You divide by the number of examples. As in BP1, each column keeps "
                 "the blame of its own example."),
        ),
        hints=(
            "For one column: δ_j is the sum over all outputs k of slopes[k] times "
            "∂a_k/∂z_j.",
            "Two cases: a_j (1 − a_j) for k = j, and −a_k a_j for the others.",
            "Take a_j out: δ_j = a_j (slopes_j − Σ_k slopes_k a_k), the sum along "
            "axis=0.",
        ),
        example="z = (2, 1, 0) and the slopes (1, 0, −1)",
    ),
)  # fmt: skip
