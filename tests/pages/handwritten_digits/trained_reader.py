"""Networks that read digits, trained as the pages do, and accuracies of several."""

from functools import cache

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import accuracy, one_hot, train

DIGITS = load_digits().shuffled()
AS_IT_COMES = load_digits()


@cache
def reader(seed=1, eta=1.5, size=33, epochs=30, data=DIGITS, **functions):
    """A network 64-30-10 that has learnt the training part."""
    rng = np.random.default_rng(seed)
    network = initial_network((64, 30, 10), FAN_IN, rng, **functions)
    images, targets = data.training.images, one_hot(data.training.labels)
    for _ in train(network, images, targets, eta, size, epochs, rng):
        pass
    return network


def right(part, *settings, data=DIGITS, **functions):
    """Return how many per cent of a part five networks read, of seeds 0 to 4: (5,)."""
    networks = [reader(seed, *settings, data=data, **functions) for seed in range(5)]
    return np.array(
        [100 * accuracy(network, part.images, part.labels) for network in networks]
    )
