"""A network that any way back trains, and networks to check a way back with."""

import numpy as np

from backprop_helpers.nets.functions import (
    cross_entropy,
    identity,
    quadratic,
    relu,
    sigmoid,
    tanh,
)
from backprop_helpers.nets.gradient_check import measured, relative_error
from backprop_helpers.nets.network import Network

HIDDEN = 4  # neurons in each hidden layer of a network that learns
SIZES = ((3, 2), (4, 6, 3), (3, 8, 6, 2), (2, 6, 6, 6, 2), (2, 8, 8, 8, 8, 2))
KINDS = (
    *((activation, quadratic) for activation in (sigmoid, tanh, relu, identity)),
    (sigmoid, cross_entropy),
)


def fresh_network(L, seed):
    """Return a sigmoid network of L layers, 2-4-…-4-1, with w and b from N(0, 1)."""
    sizes = (2, *(HIDDEN for _ in range(L - 2)), 1)
    return Network.random(sizes, np.random.default_rng(seed))


def learn(network, x, y, walk_back, eta, steps):
    """Yield the network and its cost before each of the steps, and after the last.

    walk_back(w, z, a, y) gives the gradient of a step: two dicts by layer.
    """
    for step in range(steps + 1):
        z, a = network.forward(x)
        yield network, network.cost(a[network.L], y)
        if step < steps:
            nabla_w, nabla_b = walk_back(network.w, z, a, y)
            w = {l: network.w[l] - eta * nabla_w[l] for l in network.w}
            b = {l: network.b[l] - eta * nabla_b[l] for l in network.w}
            network = Network(w, b)


def errors_of(way_back):
    """Return five relative errors, for networks of 2 to 6 layers, by kind of network.

    way_back(network, z, a, y) gives delta, nabla_w and nabla_b. Each error is the worst
    of all w and b of a network, against central differences.
    """
    return {
        f"{activation.name}, {cost.name}": [
            _worst_error(way_back, sizes, activation, cost) for sizes in SIZES
        ]
        for activation, cost in KINDS
    }


def _worst_error(way_back, sizes, activation, cost):
    rng = np.random.default_rng(0)
    network = Network.random(sizes, rng, 1.0, activation, cost)
    x, y = rng.normal(size=(sizes[0], 5)), rng.uniform(size=(sizes[-1], 5))
    _, nabla_w, nabla_b = way_back(network, *network.forward(x), y)
    return max(
        relative_error(nabla[l], measured(network, kind, l, x, y))
        for kind, nabla in (("w", nabla_w), ("b", nabla_b))
        for l in network.w
    )
