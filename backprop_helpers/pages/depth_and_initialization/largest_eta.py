"""The largest η that still learns, for networks of several depths."""

from functools import lru_cache

import numpy as np

from backprop_helpers.nets.functions import log_likelihood, relu, softmax, tanh
from backprop_helpers.nets.initialization import HE, XAVIER, initial_network
from backprop_helpers.pages.depth_and_initialization.example import some_digits

DEPTHS = (3, 5, 8, 12, 16)
KINDS = {"tanh, Xavier": (tanh, XAVIER), "ReLU, He": (relu, HE)}
STEPS, EXAMPLES, WIDTH = 60, 60, 20
GUESSING = float(np.log(10))  # the cost of saying 1/10 to each of ten digits
LOW_COST = GUESSING / 2
SEEDS = range(5)
ETAS = np.geomspace(0.01, 10, 31)  # that the sweep tries: 10 to a decade
# What sweep(kind, depth, seed) found for each of SEEDS, to three decimals. All of them
# take some 15 seconds, too long for a page. 0.0 means that no η learns.
BORDERS = {
    "tanh, Xavier": {
        3: (1.995, 1.995, 1.995, 1.995, 1.995),
        5: (1.259, 1.259, 1.259, 1.259, 1.259),
        8: (1.0, 0.794, 0.794, 1.0, 0.794),
        12: (0.501, 0.398, 0.251, 0.398, 0.398),
        16: (0.158, 0.2, 0.316, 0.251, 0.158),
    },
    "ReLU, He": {
        3: (1.259, 1.0, 1.0, 1.259, 1.259),
        5: (0.398, 0.398, 0.501, 0.501, 0.501),
        8: (0.1, 0.126, 0.2, 0.251, 0.158),
        12: (0.0, 0.0, 0.0, 0.0, 0.0),
        16: (0.0, 0.0, 0.0, 0.0, 0.0),
    },
}


@lru_cache(maxsize=256)
def trial(kind, depth, eta, seed=0):
    """Train a network of `depth` layers on 60 digits, all at once; return its costs.

    It is 64-20-…-20-10 with softmax and log-likelihood, of one of KINDS. There are
    STEPS + 1 costs, or fewer: it stops at the first that is no number.
    """
    activation, rule = KINDS[kind]
    sizes = (64, *[WIDTH] * (depth - 2), 10)
    functions = {"activation": activation, "cost": log_likelihood, "output": softmax}
    network = initial_network(sizes, rule, np.random.default_rng(seed), **functions)
    x, y = some_digits(EXAMPLES)
    costs = []
    for _ in range(STEPS):
        cost = network.step(x, y, eta)
        if not np.isfinite(cost):
            return np.array(costs)
        costs.append(cost)
    last = network.cost(network.forward(x)[1][network.L], y)
    return np.array([*costs, last] if np.isfinite(last) else costs)


def state_of(costs):
    """Say what has become of a trial.

    "learns" if it ends below LOW_COST, "diverges" if it ends above its start or leaves
    the numbers, else "does not learn".
    """
    if len(costs) <= STEPS or costs[-1] > costs[0]:
        return "diverges"
    return "learns" if costs[-1] < LOW_COST else "does not learn"


def sweep(kind, depth, seed):
    """Return the largest of ETAS that learns, or 0.0 if none does."""
    states = {eta: state_of(trial(kind, depth, eta, seed)) for eta in ETAS.tolist()}
    return max((eta for eta in states if states[eta] == "learns"), default=0.0)
