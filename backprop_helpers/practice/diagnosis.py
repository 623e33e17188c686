"""Which known mistakes explain an answer? Exercises and the bug museum ask here."""

from functools import cache
from itertools import combinations

import numpy as np

TOLERANCE = 1e-9  # relative: the classic wrong order of updates is off by only 2e-5


@np.errstate(all="ignore")
def evaluate(function, inputs):
    """Return what a function of ours answers, a list of float arrays, one per result.

    A dict by layer is as many results as it has layers, in their order. None if it
    cannot answer: a mistake may not fit the shapes of these inputs.
    """
    try:
        answer = function(*inputs)
    except (ArithmeticError, LookupError, NameError, TypeError, ValueError):
        return None
    arrays = []
    for part in answer if isinstance(answer, tuple) else (answer,):
        by_layer = isinstance(part, dict)
        arrays += [part[l] for l in sorted(part)] if by_layer else [part]
    return [np.asarray(array, dtype=float) for array in arrays]


def same(returned, expected, tolerance=TOLERANCE):
    """Whether two arrays agree in shape and, relative to the largest entry, in value.

    Where all that is expected is zero, the tolerance is absolute. What a slip makes
    infinite, or no number at all, agrees with its like alone.
    """
    if returned.shape != expected.shape:
        return False
    finite = np.isfinite(expected)
    if not np.array_equal(returned[~finite], expected[~finite], equal_nan=True):
        return False
    return bool(np.all(near(returned[finite], expected[finite], tolerance)))


def near(returned, expected, tolerance=TOLERANCE):
    """Which entries of two arrays agree, relative to the largest that is expected."""
    size = np.abs(expected).max(initial=0) or 1.0
    return np.abs(returned - expected) <= tolerance * size


def all_same(returned, expected, tolerance=TOLERANCE):
    """Whether two lists of arrays agree, each array with its own tolerance."""
    return len(returned) == len(expected) and all(
        same(one, other, tolerance)
        for one, other in zip(returned, expected, strict=True)
    )


def predictions(variant, cases):
    """Return predict(names, i): what these mistakes answer in the i-th of the cases.

    variant(*names) is the function that makes the mistakes of these names, or None if
    there is none; predict then returns None, too. To make one takes longer than to call
    it, and several results ask for the same: each is worked out once.
    """
    made = cache(variant)

    @cache
    def predict(names, i):
        function = made(*names)
        return None if function is None else evaluate(function, cases[i])

    return predict


def find_slips(answers, predict, names, together=2):
    """Return the names of the mistakes that explain all answers, () if none do.

    answers holds a list of arrays for each case; predict(names, i) is the list for the
    i-th of them that these mistakes give, None if they give none, as in `predictions`.
    Single mistakes are tried first, then pairs, up to `together`, each in the order of
    names.
    """
    for number in range(1, together + 1):
        for chosen in combinations(names, number):
            if _explain(chosen, answers, predict):
                return chosen
    return ()


def _explain(chosen, answers, predict):
    """Whether these mistakes give the answers; what is never a number tells nothing."""
    tells = False
    for i, answer in enumerate(answers):
        prediction = predict(chosen, i)
        if prediction is None or len(answer) != len(prediction):
            return False
        if not all(map(_agrees, answer, prediction)):
            return False
        tells = tells or any(np.isfinite(each).any() for each in prediction)
    return tells


def _agrees(answer, prediction):
    """Whether they are the same, as answers are read: an array of one is a number."""
    if answer.ndim == 0 and prediction.size == 1:
        prediction = prediction.reshape(())
    return same(answer, prediction)
