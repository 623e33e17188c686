"""Looks at a wrong answer that need no knowledge of the exercise."""

from fractions import Fraction
from itertools import chain, permutations

import numpy as np

from backprop_helpers.practice.answers import AXES
from backprop_helpers.practice.diagnosis import all_same, same

MISTAKES = {
    "wrong type": "the function gives something that is not made of numbers",
    "arguments": "the function takes other arguments, or in another order",
    "shape": "the shape differs, or the number of results",
    "order of results": "right results, returned in another order",
    "not finite": "NaN or infinity",
    "changed its arguments": "the function writes into the arrays it was given",
    "changed numpy": "np.exp, or another name of numpy, is set to something else",
    "not repeatable": "two answers for the same input",
    "returns nothing": "no answer for some of the inputs",
    "does not use its arguments": "one answer for different inputs",
    "one number everywhere": "all zeros, or all ones, whatever the inputs",
    "an argument left out": "the same answer, whatever that argument holds",
    "nearly right": "right to three digits at least, but not to nine",
    "sign": "minus the right answer",
    "constant factor": "a multiple of the right answer",
    "a size too often": "the right answer times the length of an argument, or by it",
    "another result": "the right numbers of another result",
    "transposed": "rows and columns exchanged",
    "places": "the right entries in the wrong places",
}


def explain_shape(returned, expected, part, guess=True):
    """Say in words how the shape of an array differs from what the Part should have.

    With `guess`, say what often lies behind it, too.
    """
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
    if not guess:
        return said
    if part.kind == "neurons" and wanted == (*got, 1):
        return f"{said}. Keep the column: [[1], [2]] is one, [1, 2] has lost it"
    if got == (wanted[0], wanted[0]) and part.kind != "kernel":
        return (
            f"{said}. In numpy a column and a row make a table: perhaps `*` and `@` "
            "are exchanged, or an array has one axis too few or too many"
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


def look_at_constants(answers, expected):
    """Return a sentence and a mistake if the answers do not follow the inputs.

    answers and expected hold a list of arrays of the same shapes for each case;
    ("", None) if the answers differ as they should.
    """
    if not all(np.all(np.isfinite(array)) for array in chain(*answers)):
        return "", None
    everywhere = _one_number(answers)
    if everywhere is not None and _one_number(expected) is None:
        return (
            f"Every number that your function returns is {everywhere:g}, whatever it "
            "is given. Is an array still as it was made, or do two names mean one?",
            "one number everywhere",
        )
    if all(identical(answers[0], answer) for answer in answers[1:]):
        return (
            "Your function gives the same answer whatever it is given: use its "
            "arguments, not numbers typed in or variables of another cell.",
            "does not use its arguments",
        )
    return "", None


def nearly_right(answers, expected):
    """Return a sentence and a mistake if only late digits differ, else ("", None)."""
    pairs = zip(chain(*answers), chain(*expected), strict=True)
    if all(same(a, e, 1e-3) for a, e in pairs):
        return (
            "Right to three digits at least, but not to nine: do not round, and use "
            "float64. If you did neither, some small term differs.",
            "nearly right",
        )
    return "", None


def _one_number(answers):
    """Return the number of which all arrays consist; None if they hold several.

    A few single numbers may agree by chance.
    """
    entries = np.concatenate([array.ravel() for array in chain(*answers)])
    few = all(array.size == 1 for array in chain(*answers))
    if entries.size == 0 or np.any(entries != entries[0]) or (few and entries[0]):
        return None
    return entries[0] + 0.0  # so that −0 is 0


def look_at_part(returned, expected, cases, names):
    """Return a sentence and a mistake for one result, ("", None) if none is seen.

    returned and expected hold a list of arrays for each of the cases, one or one a
    layer; names are those of the arguments. The sentence goes on after "It is".
    """
    pairs = [*zip(chain(*returned), chain(*expected), strict=True)]
    if not all(np.all(np.isfinite(a)) for a, _ in pairs):
        return "", None
    if not any(np.any(a) for a, _ in pairs):
        return "always 0.", "one number everywhere"
    factor = _common_factor(pairs)
    if factor is not None and abs(factor + 1) < 1e-9:
        return "exactly minus the right answer: a sign is wrong.", "sign"
    if factor is not None:
        return f"always {_fraction(factor)} × the right answer.", "constant factor"
    size = _size_too_often(returned, expected, cases, names)
    if size:
        return size, "a size too often"
    if all(same(a.T, e) for a, e in pairs):
        return "the transpose: rows and columns are exchanged.", "transposed"
    if all(same(np.sort(a.ravel()), np.sort(e.ravel())) for a, e in pairs):
        return "made of the right numbers, in the wrong places.", "places"
    return "", None


def _size_too_often(returned, expected, cases, names):
    """Say by the length of which argument each answer is multiplied or divided."""
    factors = [
        _common_factor([*zip(a, e, strict=True)])
        for a, e in zip(returned, expected, strict=True)
    ]
    if None in factors or len({round(factor, 9) for factor in factors}) == 1:
        return ""
    for i, axis in ((i, axis) for i in range(len(names)) for axis in (1, 0)):
        shapes = [np.shape(case[i]) for case in cases if not isinstance(case[i], dict)]
        if len(shapes) < len(cases) or any(len(shape) <= axis for shape in shapes):
            continue
        sizes = [shape[axis] for shape in shapes]
        rows_or_columns = f"number of {('rows', 'columns')[axis]}"
        what = "length" if len(shapes[0]) == 1 else rows_or_columns
        number = f"the {what} of {names[i]}"
        if np.allclose(factors, sizes, rtol=1e-9):
            return f"the right answer times {number}. Is a sum meant to be a mean?"
        if np.allclose(np.multiply(factors, sizes), 1, rtol=1e-9):
            return f"the right answer divided by {number}, once too often."
    return ""


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
