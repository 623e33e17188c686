"""Exercises of notebook 05, first part: BP1 and BP2 for a layer of tanh neurons."""

import numpy as np

from backprop_helpers.functions import tanh
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

COLUMN = "shape (n, 1)"


def bp1(zL, aL, y):
    """Return δ^L of tanh neurons, shape (n, 1), for the cost Σ (a − y)²."""
    return 2 * (aL - y) * (1 - np.tanh(zL) ** 2)


def bp2(zl, delta_next, w_next):
    """Return δ^l of tanh neurons, shape (n, 1), from δ^(l+1) and w^(l+1)."""
    return (w_next.T @ delta_next) * (1 - np.tanh(zl) ** 2)


def _outputs(rng):
    z = np.array([[0.5], [-1.0]])
    yield z, np.tanh(z), np.array([[1.0], [-1.0]])
    for n in (3, 1, 4, 2, 5):
        z = rng.normal(size=(n, 1))
        yield z, np.tanh(z), rng.choice([-1.0, 1.0], size=(n, 1))


def _hidden(rng):
    z, delta = np.array([[0.5], [-1.0]]), np.array([[0.2], [-0.4]])
    yield z, delta, np.array([[1.0, 2.0], [3.0, 4.0]])
    # Equal widths: a matrix that is not turned is then wrong, and not only refused.
    for n in (3, 4, 2, 3, 5):
        yield rng.normal(size=(n, 1)), rng.normal(size=(n, 1)), rng.normal(size=(n, n))


def _slope(z, slips):
    a = np.tanh(z)
    wrong = {
        "σ′ left out": np.ones_like(z),
        "σ′ at a": tanh.derivative(a),
        "sigmoid's slope": a * (1 - a),
        "square of a lost": 1 - a,
        "z for a": 1 - z**2,
        "σ for σ′": a,
    }
    return next((wrong[name] for name in wrong if name in slips), tanh.derivative(z))


def _about_slope(layer):
    """Return the slips around σ′ of a tanh layer, written L or l."""
    z, a = f"z^{layer}", f"a^{layer}"
    return {
        "σ′ left out": f"The factor σ′({z}) is missing: between {z} and {a} stands the "
        "tanh.",
        "σ′ at a": f"σ′ is taken at {a}. It belongs at {z}: 1 − tanh²({z}), which is "
        f"the same as 1 − ({a})².",
        "sigmoid's slope": f"{a} (1 − {a}) is the slope of a sigmoid. These neurons "
        "are tanh: look up σ′ of a tanh above.",
        "square of a lost": f"The slope of tanh is 1 − ({a})²: the square is missing.",
        "z for a": f"You have 1 − ({z})². The slope of tanh is 1 − ({a})², with "
        f"{a} = tanh({z}).",
        "σ for σ′": f"One factor is tanh({z}) itself. The chain rule asks for its "
        "slope.",
    }


def _bp1(zL, aL, y, slips=frozenset()):
    error = y - aL if "turned round" in slips else aL - y
    error = error**2 if "square kept" in slips else error
    delta = (1 if "lost the 2" in slips else 2) * error * _slope(zL, slips)
    return np.sum(delta) if "added up" in slips else delta


def _bp2(zl, delta_next, w_next, slips=frozenset()):
    slope = _slope(zl, slips)
    w = w_next if "w not transposed" in slips else w_next.T
    if "σ′ before the sum" in slips:
        return w @ (delta_next * slope)
    back = w * delta_next if "* for @" in slips else w @ delta_next
    if "straight paths only" in slips:
        back = np.diag(w_next).reshape(-1, 1) * delta_next
    if "last path only" in slips:
        back = w_next[-1:].T * delta_next[-1]
    if "w left out" in slips:
        back = np.full_like(zl, np.sum(delta_next))
    if "mean over the paths" in slips:
        back = back / len(delta_next)
    return back * slope


EXERCISES = (
    Exercise(
        page=5,
        prompt="BP1 for tanh neurons: δ^L, the blame of the outputs.",
        arguments={"zL": COLUMN, "aL": COLUMN, "y": COLUMN},
        returns=(Part("δ", "neurons"),),
        inputs=_outputs,
        reference=_bp1,
        slips={
            "lost the 2": "The factor 2 is missing: ∂C/∂a = 2 (a − y), because the "
            "cost is (a − y)² with no ½.",
            "turned round": "The sign is wrong: it looks like y − a. The derivative of "
            "(a − y)² by a is 2 (a − y).",
            "square kept": "The square is still there: the derivative of (a − y)² is "
            "2 (a − y), without a square.",
            "added up": "You have added up the outputs. Keep them apart: one number "
            "for each output neuron.",
        }
        | _about_slope("L"),
        hints=(
            "Two factors lead from C back to z^L: through a^L, on one path.",
            "They are ∂C/∂a = 2 (a − y) and the slope of tanh at z^L.",
            "The slope of tanh is 1 − a². Multiply entry by entry, with *.",
        ),
        solution=bp1,
    ),
    Exercise(
        page=5,
        prompt="BP2 for tanh neurons: δ^l from δ^(l+1), one layer back.",
        arguments={
            "zl": COLUMN,
            "delta_next": COLUMN,
            "w_next": "shape (n, n)",
        },
        returns=(Part("δ", "neurons"),),
        inputs=_hidden,
        reference=_bp2,
        slips={
            "w not transposed": "w is not transposed. Neuron k collects from all "
            "neurons j above it, so the sum runs down column k of w: (w)ᵀ δ.",
            "* for @": "You multiply w and δ entry by entry, with *. The sum over the "
            "paths is the matrix product, @.",
            "straight paths only": "Each neuron gets blame only from the neuron of the "
            "same number. It acts on all of them: add over all paths.",
            "last path only": "Only the path through the last neuron above is left. "
            "Perhaps = stands where += is meant: the paths are added.",
            "w left out": "w is missing: each δ above is multiplied by the weight of "
            "its path before the paths are added.",
            "mean over the paths": "You take the mean over the paths. The chain rule "
            "adds them up: no division.",
            "σ′ before the sum": "The slope is multiplied in too early. σ′(z^l) "
            "belongs to layer l: first carry the blame back, then multiply.",
        }
        | _about_slope("l"),
        hints=(
            "z of neuron k acts on C through every neuron j of the layer above.",
            "Along a path: δ of neuron j, times w from k to j, times the slope at k. "
            "Over the paths: add.",
            "For all k at once: (w_next.T @ delta_next), times 1 - np.tanh(zl)**2.",
        ),
        solution=bp2,
    ),
)
