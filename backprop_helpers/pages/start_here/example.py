"""A network that learns to read digits while the first page is opened."""

import numpy as np

from backprop_helpers.datasets import load_digits
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import answers, one_hot, outputs, train

EPOCHS = 12


def read_digits():
    """Return what a small network reads in each of the 510 test images, (510,).

    It is trained on the spot, which takes about half a second.
    """
    digits, rng = load_digits(), np.random.default_rng(1)
    network = Network.random((64, 30, 10), rng)
    images, targets = digits.training.images, one_hot(digits.training.labels)
    for _ in train(network, images, targets, 3.0, 10, EPOCHS, rng):
        pass
    return answers(outputs(network, digits.test.images).T)
