"""The lines of δ², to be put in order."""

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.parsons import Problem


def delta2(z2, delta3, w3):
    """Return δ² = ∂C/∂z², shape (2, 1), one factor after the other."""
    a2 = sigmoid(z2)
    slope = a2 * (1 - a2)
    back = w3.T @ delta3
    return back * slope


PROBLEMS = (
    Problem(
        delta2,
        wrong={
            "w³ not transposed": {"w3.T": "w3"},
            "σ′ left out": {"back * slope": "back"},
        },
        gap="a2 * (1 - a2)",
        factors={
            "a2": "σ for σ′",
            "z2 * (1 - z2)": "z (1 − z)",
            "a2 * (1 - a2)": "",
            "1": "σ′ left out",
        },
    ),
)
