"""Behind page 16: each of its networks at several learning rates, for five seeds.

uv run python tests/benchmarks/shared_kernels.py

Digits by other writers, read by shared kernels with and without pooling, and by a dense
layer; also moved by one pixel: the mean over the four directions, and each of them.
Opinions, read by one layer of kernels, and by two, of which the lower learns or not;
the spread of its first weights is multiplied by a number. At last ten other starts of
each network at the learning rate of the page. Means ± standard deviations over the
seeds; about three minutes.
"""

from itertools import product

import numpy as np

from backprop_helpers.datasets import load_digits, load_opinions
from backprop_helpers.nets.convolutional_network import (
    ConvolutionalNetwork,
    accuracy,
    train,
)
from backprop_helpers.nets.training import one_hot
from backprop_helpers.pages.convolutional_networks import (
    one_hot_words,
    shifted,
    vocabulary,
)

SHAPE, WAYS = (1, 8, 8), ((1, 0), (-1, 0), (0, 1), (0, -1))


def shared(rng, windows=(4, 4)):
    """Return 12 kernels of 5 × 5, each used at 64 places, and pooling above them."""
    kernels = ((12, (5, 5), 2),)
    return ConvolutionalNetwork.random(SHAPE, kernels, windows, 10, rng)


def unpooled(rng):
    """Return the shared kernels without pooling."""
    return shared(rng, (1, 1))


def dense(rng):
    """Return 64-11-10."""
    kernels = ((11, (8, 8), 0),)
    return ConvolutionalNetwork.random(SHAPE, kernels, (1, 1), 10, rng)


ETAS, FIVE, OTHERS = (0.1, 0.25, 0.5, 1.0, 2.0), range(5), range(10, 20)
DIGITS = {dense: 1.0, unpooled: 0.25, shared: 1.0}  # η of the page
ONE, THREE = ((24, (1,), 0),), ((8, (3,), 1),)
STACK = (2, (1,), 0), (8, (3,), 1)


def digits(start, eta, seeds):
    """Print what a network reads, as the images are and moved."""
    data = load_digits()
    x, y = data.training.images.T.reshape(1, 8, 8, -1), one_hot(data.training.labels).T
    at, labels = data.test.images.T.reshape(1, 8, 8, -1), data.test.labels
    found = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        network = start(rng)
        train(network, x, y, eta, 20, 15, rng)
        moved = [accuracy(network, shifted(at, *way), labels) for way in WAYS]
        found.append([accuracy(network, at, labels), np.mean(moved), *moved])
    say(f"{start.__name__:9}", eta, *np.transpose(found))


def opinions(name, kernels, learning, scale, eta, seeds):
    """Print how many of the held-out lines a network reads."""
    lines, held_out = load_opinions()
    known = vocabulary(lines.texts)
    x, at = (one_hot_words(part.texts, known, 8) for part in (lines, held_out))
    y = one_hot(1 * lines.liked, 2).T
    found = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        shape = (len(known), 8)
        network = ConvolutionalNetwork.random(shape, kernels, (8,), 2, rng)
        network.w[2] *= scale
        network.learning = learning
        train(network, x, y, eta, 10, 30, rng)
        found.append(accuracy(network, at, 1 * held_out.liked))
    say(f"{name}, first weights × {scale:.1f}", eta, found)


def say(name, eta, *parts):
    """Print the means and spreads of parts that are right, each for all seeds."""
    right = (f"{100 * np.mean(p):.1f} ± {100 * np.std(p, ddof=1):.1f}%" for p in parts)
    print(f"{name} eta {eta:4}: {', moved '.join(right)}", flush=True)


if __name__ == "__main__":
    for start, eta in product(DIGITS, ETAS):
        digits(start, eta, FIVE)
    for name, kernels, learning, scales in (
        ("one word", ONE, (2, 4), (1,)),
        ("three words", THREE, (2, 4), (1,)),
        ("stack", STACK, (2, 3, 5), (1, 69**0.5)),
        ("stack, stopped", STACK, (3, 5), (1, 69**0.5)),
    ):
        for scale, eta in product(scales, ETAS):
            opinions(name, kernels, learning, scale, eta, FIVE)
    print("Ten other starts:")
    for start, eta in DIGITS.items():
        digits(start, eta, OTHERS)
    opinions("one word", ONE, (2, 4), 1, 1.0, OTHERS)
    opinions("three words", THREE, (2, 4), 1, 1.0, OTHERS)
    opinions("stack", STACK, (2, 3, 5), 1, 0.5, OTHERS)
