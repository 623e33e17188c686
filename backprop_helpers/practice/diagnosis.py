"""Which known mistakes explain an answer? Exercises and the bug museum both ask here.

A model is a function reference(*inputs, slips=frozenset()) that gives the right answer,
or the wrong one that follows from the slips, each a name.
"""

from itertools import combinations

import numpy as np

TOLERANCE = 1e-9  # relative: the classic wrong order of updates is off by only 2e-5


def evaluate(reference, inputs, slips=()):
    """Return what the model answers, as a list of float arrays, one per result."""
    with np.errstate(all="ignore"):
        answer = reference(*inputs, slips=frozenset(slips))
    parts = answer if isinstance(answer, tuple) else (answer,)
    return [np.asarray(part, dtype=float) for part in parts]


def same(returned, expected, tolerance=TOLERANCE):
    """Whether two arrays agree in shape and, relative to the largest entry, in value.

    Where all that is expected is zero, the tolerance is absolute.
    """
    if returned.shape != expected.shape:
        return False
    size = np.abs(expected).max(initial=0) or 1.0
    return bool(np.all(np.abs(returned - expected) <= tolerance * size))


def all_same(returned, expected, tolerance=TOLERANCE):
    """Whether two lists of arrays agree, each array with its own tolerance."""
    return len(returned) == len(expected) and all(
        same(one, other, tolerance)
        for one, other in zip(returned, expected, strict=True)
    )


def find_slips(answers, cases, reference, slips, together=2):
    """Return the names of the slips that explain all answers, () if none do.

    answers holds a list of arrays for each of the cases, tuples of inputs. Single slips
    are tried first, then pairs, up to `together`, each in the order of `slips`.
    """
    for number in range(1, together + 1):
        for names in combinations(slips, number):
            predictions = (evaluate(reference, inputs, names) for inputs in cases)
            pairs = zip(answers, predictions, strict=True)
            if all(all_same(answer, prediction) for answer, prediction in pairs):
                return names
    return ()
