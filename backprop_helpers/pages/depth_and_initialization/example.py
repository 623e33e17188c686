"""How large numbers become in deep networks, and which of them learn."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    cross_entropy,
    log_likelihood,
    relu,
    sigmoid,
    softmax,
)
from backprop_helpers.nets.initialization import deviation, initial_network
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import one_hot

DIGITS = 50  # that a network is measured or trained on
WIDTH = 30  # neurons in each hidden layer, where nobody says otherwise
STEPS = 60  # of gradient descent, all digits at once
GUESSING = float(np.log(10))  # the cost of saying 1/10 to each of ten digits
LOW_COST = GUESSING / 2  # a network that ends below has learnt
ETAS = 10.0 ** np.arange(-4, 0.5, 0.5)  # that are tried for each start
STEADY = 1e3  # blame that changes by less over the whole network counts as steady
FLAT = 0.1  # a slope below this part of the largest one counts as flat
LARGEST_SLOPE = {name: 0.25 if name == "sigmoid" else 1.0 for name in ACTIVATIONS}

BINS = np.linspace(-1.05, 1.05, 22)  # the middle one is around 0


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


def sizes(by_layer):
    """Return the size of each array of a dict, by layer and in order."""
    return {l: size(by_layer[l]) for l in sorted(by_layer)}


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
    return Sizes(*map(sizes, (a, delta, nabla_w)))


def deep_network(layers, activation, rule, scale, seed=0, width=WIDTH):
    """Return a 64-width-…-width-10 network of so many layers; activation is a name.

    Its outputs are sigmoid with cross-entropy, so δ^L = a − y never exceeds 1. (With
    softmax, δ^L adds up to 0 over the outputs, and equal weights carry nothing back.)
    """
    widths = (64, *[width] * (layers - 2), 10)
    rng = np.random.default_rng(seed)
    return initial_network(
        widths, rule, rng, scale, activation=ACTIVATIONS[activation],
        cost=cross_entropy, output=sigmoid,
    )  # fmt: skip


def flat_part(activation, z):
    """Return the part of the sums z, of any shape, at which σ is flat."""
    slopes = np.abs(ACTIVATIONS[activation].derivative(z))
    return float(np.mean(slopes < FLAT * LARGEST_SLOPE[activation]))


def shares(values):
    """Return the part of the values in each of BINS, below, and above all of them.

    What is no number counts as above.
    """
    below = np.mean(values < BINS[0])
    inside = np.histogram(values, BINS)[0] / np.size(values)
    return inside, below, 1 - below - inside.sum()


# Starts that learn, or do not


@dataclass(frozen=True, eq=False)
class Run:
    """The costs of a run, and the sizes of nabla_w by layer, both before each step.

    There are STEPS + 1 of each, or fewer: it stops before the first cost that is no
    number.
    """

    costs: np.ndarray
    nabla_w: list


def rule_start(rule):
    """Return the function that turns numbers from N(0, 1) into weights by a rule."""
    return lambda normal: deviation(rule, *normal.shape[::-1]) * normal


def fresh_weights(start, layers, width, seed):
    """Return the weights of a 64-width-…-width-10 network, w[2 … layers].

    start is given numbers from N(0, 1) in the shape of w[l]; with one seed, all starts
    are given the same ones.
    """
    rng, widths = np.random.default_rng(seed), (64, *[width] * (layers - 2), 10)
    shapes = {l: ends[::-1] for l, ends in enumerate(pairwise(widths), start=2)}
    return {l: start(rng.standard_normal(shapes[l])) for l in shapes}


@np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
def train(w, eta):
    """Train a ReLU network from weights w and biases 0; return its Run.

    Its outputs are softmax with log-likelihood.
    """
    b = {l: np.zeros((len(w[l]), 1)) for l in w}
    network = Network(w, b, activation=relu, cost=log_likelihood, output=softmax)
    x, y = some_digits(DIGITS)
    costs, gradients, L = [], [], network.L
    for _ in range(STEPS + 1):
        z, a = network.forward(x)
        if not np.isfinite(z[L]).all():
            break
        _, nabla_w, nabla_b = network.backward(z, a, y)
        costs.append(network.cost(a[L], y))
        gradients.append({l: np.linalg.norm(nabla_w[l]) for l in w})
        for l in w:
            network.w[l] -= eta * nabla_w[l]
            network.b[l] -= eta * nabla_b[l]
    roots = {l: np.sqrt(w[l].size) for l in w}
    gradients = [{l: float(each[l] / roots[l]) for l in w} for each in gradients]
    return Run(np.array(costs), gradients)


def final_costs(rule, layers, width=WIDTH, seeds=range(5)):
    """Return the last costs of a start: a row for each seed, a column for each of ETAS.

    It is inf where a run has left the numbers.
    """
    runs = [
        [
            train(fresh_weights(rule_start(rule), layers, width, seed), eta)
            for eta in ETAS
        ]
        for seed in seeds
    ]
    return np.array(
        [
            [run.costs[-1] if len(run.costs) > STEPS else np.inf for run in row]
            for row in runs
        ]
    )
