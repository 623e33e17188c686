"""The diagnosis of the bug museum: the search of the checks, asked about its bugs."""

from functools import partial

import numpy as np

from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.practice.diagnosis import find_slips


def name_the_bug(network, x, y, eta, answer):
    """Return the names of the BUGS that reproduce an answer of `museum.trace`, or ().

    Parameters
    ----------
    network : backprop_helpers.network.Network
        A patient, as it was at the start; it stays so.
    x, y : float arrays, shapes (4, m) and (3, m)
    eta : float
    answer : sequence of eight float arrays
        ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³ and, after two steps, w², b², w³, b³.
    """
    arrays = [np.asarray(array, dtype=float) for array in answer]
    case = (network, x, y, eta)
    bugs = museum.bugs_of(network)

    def with_bugs(*names):
        return partial(museum.trace, slips=frozenset(names))

    return find_slips([arrays], [case], with_bugs, bugs, together=1)
