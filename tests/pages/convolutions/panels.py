"""The panels of this page, with the lines and the trained reader that it gives them."""

from functools import cache

import numpy as np

from backprop_helpers.datasets.shipped import load_digits, load_opinions
from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork, train
from backprop_helpers.nets.functions import relu
from backprop_helpers.pages import convolutions
from backprop_helpers.pages.convolutions.example import one_hot_words, vocabulary

OPINIONS, HELD_OUT = load_opinions()
KNOWN = vocabulary(OPINIONS.texts)
LINES, LENGTH = HELD_OUT.texts, 8


def one_of_each_digit():
    return load_digits().images[:10].reshape(10, 8, 8)


@cache
def text_reader():
    """Return a network of 8 ReLU kernels of width 3, trained as on the page."""
    rng = np.random.default_rng(0)
    shape = (len(KNOWN), LENGTH)
    network = ConvolutionalNetwork.random(
        shape, 8, (3,), (LENGTH,), 2, rng, padding=1, activation=relu
    )
    x = one_hot_words(OPINIONS.texts, KNOWN, LENGTH)
    y = np.stack([~OPINIONS.liked, OPINIONS.liked]).astype(float)
    train(network, x, y, 0.5, 10, 30, rng)
    return network


PANELS = {
    "walk_the_kernel": convolutions.walk_the_kernel,
    "kernel_on_an_image": lambda: convolutions.kernel_on_an_image(one_of_each_digit()),
    "reactions": lambda: convolutions.reactions(text_reader(), LINES, KNOWN),
}
