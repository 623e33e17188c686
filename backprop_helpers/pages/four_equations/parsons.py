"""The lines of BP2 for tanh neurons, and of the whole walk back, to be put in order."""

import numpy as np

from backprop_helpers.pages.four_equations.exercises import BP2, walk_back
from backprop_helpers.practice.parsons import Problem


def bp2(zl, delta_next, w_next):
    """Return δ^l of tanh neurons, shape (n, 1), one factor after the other."""
    al = np.tanh(zl)
    slope = 1 - al**2
    back = w_next.T @ delta_next
    return back * slope


PROBLEMS = (
    Problem(
        bp2,
        wrong={
            "sigmoid's slope": {"1 - al**2": "al * (1 - al)"},
            "* for @": {"@": "*"},
        },
        gap="w_next.T",
        factors={
            "w_next": "w not transposed",
            "np.ones_like(w_next)": "w left out",
            "w_next.T": "",
            "np.diag(np.diag(w_next))": "straight paths only",
        },
    ),
    Problem(
        walk_back,
        wrong={
            "w of the layer itself": {"w[l + 1]": "w[l]"},
            "a of the layer itself": {"a[l - 1]": "a[l]"},
        },
        gap=BP2,
        factors={
            BP2: "",
            "sigmoid.derivative(a[l])": "BP2: σ′ at a",
            "1": "BP2 without σ′",
            "sigmoid.derivative(z[l + 1])": "BP2: σ′ of the layer after",
        },
    ),
)
