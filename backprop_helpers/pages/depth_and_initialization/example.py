"""How large numbers become in deep networks, and which neurons die."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    cross_entropy,
    log_likelihood,
    sigmoid,
    softmax,
)
from backprop_helpers.nets.initialization import HE, initial_network
from backprop_helpers.nets.training import one_hot

WIDTH = 30  # neurons in each hidden layer of a measured network
NEURONS = 16  # in each of the two hidden layers of the network that jumps
IMAGES = 60  # that it learns from
STEADY = 1e3  # blame that changes by less over the whole network counts as steady


@cache
def some_digits(m):
    """Return the first m shuffled training images (64, m) and targets (10, m)."""
    digits = load_digits().shuffled().training
    return digits.images[:m].T.copy(), one_hot(digits.labels[:m]).T.copy()


def size(array):
    """Return the root mean square of all entries; inf where one is no finite number."""
    largest = np.max(np.abs(array))
    if not np.isfinite(largest):
        return float("inf")
    if largest == 0:
        return 0.0
    # Squares of entries near 1e200 or 1e-200 would not fit into a float.
    return float(largest * np.sqrt(np.mean((array / largest) ** 2)))


@dataclass(frozen=True)
class Sizes:
    """Sizes by layer: of a (1 … L), and of delta and nabla_w (2 … L)."""

    a: dict
    delta: dict
    nabla_w: dict

    @property
    def state(self):
        """What becomes of the blame on its way back from layer L to layer 2.

        "overflow" or "zero" if a layer has no finite or no blame at all; "vanishing",
        "exploding" or "steady" by delta[2] / delta[L]; "shallow" if L is 2.
        """
        L = max(self.delta)
        if not np.isfinite([*self.a.values(), *self.nabla_w.values()]).all():
            return "overflow"
        if L == 2:
            return "shallow"
        if min(self.delta.values()) == 0:
            return "zero"
        if self.delta[2] * STEADY < self.delta[L]:
            return "vanishing"
        return "exploding" if self.delta[2] > STEADY * self.delta[L] else "steady"


def layer_sizes(network, x, y):
    """Measure a network on x (n_1, m) and y (n_L, m), forward and backward once."""
    z, a = network.forward(x)
    delta, nabla_w, _ = network.backward(z, a, y)
    measured = [
        {l: size(by_layer[l]) for l in sorted(by_layer)}
        for by_layer in (a, delta, nabla_w)
    ]
    return Sizes(*measured)


def deep_network(layers, activation, rule, scale, seed=0):
    """Return a 64-30-…-30-10 network of so many layers; activation is a name.

    Its outputs are sigmoid with cross-entropy, so δ^L = a − y never exceeds 1. (With
    softmax, δ^L adds up to 0 over the outputs, and equal weights carry nothing back.)
    """
    sizes = (64, *[WIDTH] * (layers - 2), 10)
    rng = np.random.default_rng(seed)
    return initial_network(
        sizes, rule, rng, scale, activation=ACTIVATIONS[activation],
        cost=cross_entropy, output=sigmoid,
    )  # fmt: skip


def silent(z):
    """Return which neurons have z ≤ 0 for all examples: z (n, m), the result (n,)."""
    return np.all(np.less_equal(z, 0), axis=1)


@dataclass(frozen=True, eq=False)
class Jump:
    """Sums of hidden neurons (2 · NEURONS, IMAGES), before and after, and the cost."""

    before: np.ndarray
    after: np.ndarray
    cost_after: float


def jump(activation, eta, more):
    """Take one step with eta, then `more` steps with η = 0.1; return the Jump.

    The network is 64-16-16-10 with He's start, softmax and log-likelihood.
    """
    x, y = some_digits(IMAGES)
    rng = np.random.default_rng(1)
    functions = {"activation": activation, "cost": log_likelihood, "output": softmax}
    network = initial_network((64, NEURONS, NEURONS, 10), HE, rng, **functions)

    def look():
        z, a = network.forward(x)
        return np.concatenate([z[2], z[3]]), network.cost(a[4], y)

    before, _ = look()
    for each in (eta, *[0.1] * more):
        network.step(x, y, each)
    return Jump(before, *look())
