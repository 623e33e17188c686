"""What the course leads to: digits that a network reads, and a network to fill in."""

from functools import cache

import numpy as np

from backprop_helpers.datasets import load_digits
from backprop_helpers.figures.blanks import OPEN
from backprop_helpers.figures.digits import draw_images
from backprop_helpers.figures.network_diagram import EDGES, NODES, Moment, draw_at_rest
from backprop_helpers.figures.numbers import high, low
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import answers, one_hot, outputs, train

SHOWN, EPOCHS = 12, 12


def draw_digits_read():
    """Return a figure of images that a network has not learnt from, with its readings.

    The network is trained for it, on the spot: about half a second.
    """
    test = load_digits().test
    titles = [
        f"reads {read}" + ("" if read == label else f", it is {label}")
        for read, label in zip(read_digits()[:SHOWN], test.labels[:SHOWN], strict=True)
    ]
    return draw_images(test.images[:SHOWN], titles)


@cache
def read_digits():
    """Return what a small network reads in each of the 510 test images."""
    digits, rng = load_digits(), np.random.default_rng(1)
    network = Network.random((64, 30, 10), rng)
    training = digits.training
    targets = one_hot(training.labels)
    for _ in train(network, training.images, targets, 3.0, 10, EPOCHS, rng):
        pass
    return answers(outputs(network, digits.test.images).T)


def draw_empty_network(axes):
    """Draw the network of page 04 with a box for every number that will stand there."""
    texts = {("above", (1, j)): f"x{low(j)}" for j in (1, 2)}
    texts |= {
        ("above", node): f"b{high(node[0])}{low(node[1])} = ?" for node in NODES[2:]
    }
    texts |= {("on", edge): f"w{high(edge[0])}{low(*edge[1:])} = ?" for edge in EDGES}
    texts |= {
        ("below", node): f"δ{high(node[0])}{low(node[1])} = ?" for node in NODES[2:]
    }
    blanks = {place: OPEN for place, text in texts.items() if "?" in text}
    blanks |= {("inside", node): OPEN for node in NODES}
    draw_at_rest(axes, Moment("", {}, texts, blanks=blanks))
    axes.set(xlim=(-0.6, 7.6), ylim=(-2.2, 2.1))
