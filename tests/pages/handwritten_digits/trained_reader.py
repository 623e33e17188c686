"""The network and the images that the panels of this page are tried with."""

from functools import cache

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import log_likelihood, softmax
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import one_hot, train

DIGITS = load_digits().shuffled()


@cache
def reader():
    """A network with softmax that reads digits, trained as the page does."""
    rng = np.random.default_rng(1)
    network = initial_network(
        (64, 30, 10), FAN_IN, rng, cost=log_likelihood, output=softmax
    )
    training = DIGITS.training
    targets = one_hot(training.labels)
    for _ in train(network, training.images, targets, 0.5, 32, 30, rng):
        pass
    return network
