"""The panels of this page, with the lines and the trained reader that it gives them."""

from functools import cache, partial

import numpy as np

from backprop_helpers.datasets import load_opinions
from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork, train
from backprop_helpers.pages import convolutional_networks
from backprop_helpers.pages.convolutional_networks.example import (
    one_hot_words,
    vocabulary,
)

OPINIONS, HELD_OUT = load_opinions()
KNOWN, LENGTH = vocabulary(OPINIONS.texts), 8
LINES, TWIN = HELD_OUT.texts, "The song is not awful but great"
PARTS = [
    (one_hot_words(part.texts, KNOWN, LENGTH), 1 * part.liked)
    for part in (OPINIONS, HELD_OUT)
]


@cache
def text_reader():
    """Return the first network with kernels of three words, trained as on the page."""
    rng, shape = np.random.default_rng(0), (len(KNOWN), LENGTH)
    network = ConvolutionalNetwork.random(shape, ((8, (3,), 1),), (LENGTH,), 2, rng)
    x, liked = PARTS[0]
    train(network, x, np.stack([1 - liked, liked]).astype(float), 1.0, 10, 30, rng)
    return network


PANELS = {
    "what_it_sees": convolutional_networks.what_it_sees,
    "words_on_a_map": partial(convolutional_networks.words_on_a_map, KNOWN, *PARTS),
    "reactions": lambda: convolutional_networks.reactions(
        text_reader(), LINES, KNOWN, TWIN, 3
    ),
}
