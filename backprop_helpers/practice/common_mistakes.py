"""Looks at a wrong answer that need no knowledge of the exercise."""

from fractions import Fraction
from itertools import chain, permutations

import numpy as np

from backprop_helpers.practice.answers import AXES
from backprop_helpers.practice.diagnosis import all_same, same
from backprop_helpers.practice.wording import the_first

MISTAKES = {
    "wrong type": "the function gives something that is not made of numbers",
    "arguments": "the function takes other arguments, or in another order",
    "shape": "the shape differs, or the number of results",
    "order of results": "right results, returned in another order",
    "not finite": "NaN or infinity",
    "changed its arguments": "the function writes into the arrays it was given",
    "not repeatable": "two answers for the same input",
    "does not use its arguments": "one answer for different inputs",
    "nearly right": "right to three digits at least, but not to nine",
    "sign": "minus the right answer",
    "constant factor": "a multiple of the right answer",
    "transposed": "rows and columns exchanged",
    "places": "the right entries in the wrong places",
}


def explain_shape(returned, expected, part):
    """Say in words how the shape of an array differs from what the Part should have."""
    if expected.ndim == 0:
        return (
            f"returned {returned.size} numbers (shape {returned.shape}), expected one"
        )
    got, wanted = returned.shape, expected.shape
    shape = f"shape {got}" if got else "one number"
    axes = AXES[part.kind]
    if part.kind == "neurons" and wanted[1:] == (1,):
        axes = "one row per neuron, one column"
    said = f"returned {shape}, expected {wanted}: {axes}"
    if len(got) == 2 and got == wanted[::-1]:
        return f"{said}. Yours is the transposed shape"
    if part.kind == "neurons" and wanted == (*got, 1):
        return f"{said}. Keep the column: [[1], [2]] is one, [1, 2] has lost it"
    if got == (wanted[0], wanted[0]):
        return (
            f"{said}. In numpy a column and a row make a table: perhaps `*` stands "
            "where `@` is meant, or an array has one axis too few or too many"
        )
    if part.kind == "examples" and len(got) == 1:
        return f"{said}. Let the function use its own arguments only"
    return said


def order_of_results(answers, expected, parts):
    """Return the order in which the results were returned, None if it is none.

    answers and expected hold a list of arrays for each case: as many for one of the
    parts as for another, one or as many as there are layers.
    """

    def moved(results, order):
        size = len(results) // len(parts)
        return [results[size * i + l] for i in order for l in range(size)]

    for order in permutations(range(len(parts))):
        shuffled = [moved(results, order) for results in expected]
        pairs = zip(answers, shuffled, strict=True)
        if all(all_same(answer, results) for answer, results in pairs):
            return order
    return None


def look(answers, expected, parts):
    """Return a sentence and the name of the mistake for wrong but finite answers.

    The answers have the expected shapes. ("", None) if no look sees anything.
    """
    pairs = [*zip(chain(*answers), chain(*expected), strict=True)]
    first = answers[0]
    if all(identical(first, answer) for answer in answers[1:]):
        return (
            "Your function gives the same answer whatever it is given: use its "
            "arguments, not numbers typed in or variables of another cell.",
            "does not use its arguments",
        )
    if all(same(a, e, 1e-3) for a, e in pairs):
        return (
            "Right to three digits at least, but not to nine: do not round, and use "
            "float64. If you did neither, some small term differs.",
            "nearly right",
        )
    if len(parts) > 1:
        return "", None
    return _look_at_one(pairs)


def _look_at_one(pairs):
    factor = _common_factor(pairs)
    if factor is not None and abs(factor + 1) < 1e-9:
        return "It is exactly minus the right answer: a sign is wrong.", "sign"
    if factor is not None:
        return (
            f"It is always {_fraction(factor)} × the right answer.",
            "constant factor",
        )
    if all(same(a.T, e) for a, e in pairs):
        return "Rows and columns are exchanged: yours is the transpose.", "transposed"
    if all(same(np.sort(a.ravel()), np.sort(e.ravel())) for a, e in pairs):
        return "These are the right numbers, in the wrong places.", "places"
    return "", None


def identical(one, other):
    """Whether two lists of arrays agree in every bit (NaN equals NaN)."""
    return len(one) == len(other) and all(
        np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True)
    )


def _common_factor(pairs):
    a, e = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    if not np.any(a):
        return None  # 0 × the right answer tells nothing
    factor = (a @ e) / (e @ e)
    return factor if all(same(a, factor * e) for a, e in pairs) else None


def _fraction(factor):
    nearest = Fraction(float(factor)).limit_denominator(12)
    exact = abs(nearest - factor) <= 1e-9 * abs(factor)
    return str(nearest) if exact and nearest else f"{factor:.6g}"


def which_are_right(answer, expected, parts):
    """Say which results, or which entries, are right in one case; "" if none are.

    answer and expected are lists of arrays of the same shapes.
    """
    right, wrong = [], []
    results = [*zip(answer, expected, parts, strict=True)]
    if len(parts) > 1 and any(same(a, e) for a, e, _ in results):
        for a, e, part in results:
            (right if same(a, e) else wrong).append(part.symbol)
    elif len(parts) == 1:
        size = np.abs(expected[0]).max(initial=0) or 1.0
        near = np.abs(answer[0] - expected[0]) <= 1e-9 * size
        for index in np.ndindex(near.shape):
            (right if near[index] else wrong).append(parts[0].entry(index, near.shape))
    if not right or not wrong:
        return ""
    return f"Right: {the_first(right)}. Look again at {the_first(wrong)}."
