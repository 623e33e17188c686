"""Behind page 16: each of its networks at several learning rates, for five seeds.

uv run python tests/benchmarks/shared_kernels.py

Digits by other writers, read by kernels that are shared, by others that are not, and by
a dense layer; also moved by one pixel, the mean over the four directions. Opinions,
read by one layer of kernels, and by two, of which the lower learns or not; the spread
of its first weights is multiplied by a number. Means ± standard deviations over the
seeds; about two minutes.
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
    Unshared,
    one_hot_words,
    shifted,
    vocabulary,
)

SHAPE, WAYS = (1, 8, 8), ((1, 0), (-1, 0), (0, 1), (0, -1))


def shared(rng):
    """Return 12 kernels of 5 × 5, each used at 64 places."""
    kernels = ((12, (5, 5), 2),)
    return ConvolutionalNetwork.random(SHAPE, kernels, (4, 4), 10, rng)


def unshared(rng):
    """Return the same with a kernel of its own for each place."""
    return Unshared.like(shared(rng), SHAPE, rng)


def dense(rng):
    """Return 64-11-10."""
    kernels = ((11, (8, 8), 0),)
    return ConvolutionalNetwork.random(SHAPE, kernels, (1, 1), 10, rng)


def digits():
    """Print a line for each network and learning rate."""
    data = load_digits()
    x, y = data.training.images.T.reshape(1, 8, 8, -1), one_hot(data.training.labels).T
    at, labels = data.test.images.T.reshape(1, 8, 8, -1), data.test.labels
    for start in (dense, unshared, shared):
        for eta in (0.1, 0.25, 0.5, 1.0, 2.0):
            found = []
            for seed in range(5):
                rng = np.random.default_rng(seed)
                network = start(rng)
                train(network, x, y, eta, 20, 15, rng)
                moved = [accuracy(network, shifted(at, *way), labels) for way in WAYS]
                found.append([accuracy(network, at, labels), np.mean(moved)])
            say(f"{start.__name__:9}", eta, *np.transpose(found))


def opinions():
    """Print a line for each kind of kernels, first weights and learning rate."""
    lines, held_out = load_opinions()
    known = vocabulary(lines.texts)
    x, at = (one_hot_words(part.texts, known, 8) for part in (lines, held_out))
    y = one_hot(1 * lines.liked, 2).T
    stack = (2, (1,), 0), (8, (3,), 1)
    for name, kernels, scales, learning in (
        ("one word", ((24, (1,), 0),), (1,), (2, 4)),
        ("three words", ((8, (3,), 1),), (1,), (2, 4)),
        ("stack", stack, (1, 69**0.5), (2, 3, 5)),
        ("stack, stopped", stack, (1, 69**0.5), (3, 5)),
    ):
        for scale, eta in product(scales, (0.1, 0.25, 0.5, 1.0, 2.0)):
            found = []
            for seed in range(5):
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
    digits()
    opinions()
