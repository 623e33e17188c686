"""Exercises of notebook 07, second part: softmax, and the blame of its outputs."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


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
        page=7,
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
        page=7,
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
