"""How large the weights are at the start (notebook 11 derives the rules).

Biases start at 0 everywhere. n_in counts the neurons before a layer, n_out those of the
layer itself: w has shape (n_out, n_in).
"""

from itertools import pairwise

import numpy as np

from backprop_helpers.nets.network import Network

ZERO, EQUAL, NORMAL = "zero", "all equal", "N(0, 1)"
FAN_IN, XAVIER, HE = "1/√n", "Xavier", "He"
# The standard deviation of the weights of one layer, before any scale.
DEVIATIONS = {
    NORMAL: lambda n_in, n_out: 1.0,
    FAN_IN: lambda n_in, n_out: np.sqrt(1 / n_in),  # LeCun and others 1998
    XAVIER: lambda n_in, n_out: np.sqrt(2 / (n_in + n_out)),  # Glorot and Bengio 2010
    HE: lambda n_in, n_out: np.sqrt(2 / n_in),  # He and others 2015
}
RULES = (ZERO, EQUAL, *DEVIATIONS)


def deviation(rule, n_in, n_out):
    """Return the standard deviation of a layer's weights under one of DEVIATIONS.

    ValueError for an unknown rule or a layer without neurons.
    """
    if rule not in DEVIATIONS:
        raise ValueError(f"{rule!r} draws nothing: choose one of {[*DEVIATIONS]}.")
    if min(n_in, n_out) < 1:
        raise ValueError(f"n_in is {n_in} and n_out {n_out}: both must be 1 or more.")
    return float(DEVIATIONS[rule](n_in, n_out))


def draw_weights(rule, n_in, n_out, rng, scale=1.0):
    """Return weights (n_out, n_in) drawn by one of RULES from rng, times scale.

    "zero" and "all equal" draw nothing; there each weight is 0, or 1/n_in, so that a
    neuron takes the mean of those before it. ValueError for an unknown rule.
    """
    if rule == ZERO:
        return np.zeros((n_out, n_in))
    if rule == EQUAL:
        return np.full((n_out, n_in), scale / n_in)
    size = scale * deviation(rule, n_in, n_out)
    return size * rng.standard_normal((n_out, n_in))


def initial_network(sizes, rule, rng, scale=1.0, **functions):
    """Return a Network of layers (n_1, …, n_L), weights by the rule, biases 0.

    functions go to Network: activation, cost, output. ValueError for an unknown rule.
    """
    layers = dict(enumerate(pairwise(sizes), start=2))
    w = {l: draw_weights(rule, *ends, rng, scale) for l, ends in layers.items()}
    b = {l: np.zeros((n_out, 1)) for l, (_, n_out) in layers.items()}
    return Network(w, b, **functions)
