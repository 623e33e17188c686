"""Images moved, a network that shares nothing, and texts as numbers."""

import re
from collections import Counter

import numpy as np

from backprop_helpers.nets.convolution import max_pool, max_pool_blame, patches
from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork

FEATURES = 2  # kernels of one word, which put each word on a map


def shifted(x, down, right):
    """Return images x (1, H, W, m) moved by a pixel, or not: −1, 0 or 1 each way.

    What leaves the frame is lost; the other edge is paper, 0.
    """
    edge = np.pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)])
    _, height, width, _ = x.shape
    return edge[:, 1 - down : 1 - down + height, 1 - right : 1 - right + width]


class Unshared(ConvolutionalNetwork):
    """A network whose kernels differ from place to place: nothing is shared.

    Made from one with a single convolution on images, with kernels of their own for
    each place: w[2] is (places, n, numbers that a kernel sees), b[2] (places, n, 1).
    """

    @classmethod
    def like(cls, network, shape, rng):
        """Draw the kernels anew for inputs of this shape; the rest is the network's."""
        n, _, *size = network.w[2].shape
        places = np.prod(network.forward(np.zeros((*shape, 1)))[0][2].shape[1:3])
        kernels = rng.standard_normal((places, n, network.w[2][0].size))
        w = network.w | {2: kernels / np.sqrt(kernels.shape[2])}
        b = network.b | {2: np.zeros((places, n, 1))}
        own = cls(w, b, network.pool, network.padding, network.sigma[2])
        own.size = tuple(size)
        return own

    def forward(self, x):
        """Return z, a and what the way back needs, as the network that shares."""
        m, n = x.shape[-1], self.w[2].shape[1]
        seen = patches(x, self.size, padding=self.padding[2])
        places = seen.shape[3:5]
        seen = seen.reshape(-1, len(self.w[2]), m).swapaxes(0, 1)
        at_places = self.w[2] @ seen + self.b[2]  # place by place
        z, a = {2: at_places.swapaxes(0, 1).reshape(n, *places, m)}, {1: x}
        a[2] = self.sigma[2](z[2])
        a[3], which = max_pool(a[2], self.pool)
        z[4] = self.w[4] @ a[3].reshape(-1, m) + self.b[4]
        a[4] = self.sigma[4](z[4])
        return z, a, (seen, which)

    def backward(self, z, a, kept, y):
        """Return delta, nabla_w, nabla_b, without any sum over places."""
        (seen, which), m = kept, y.shape[-1]
        delta = {4: self.cost.output_delta(z[4], a[4], y, self.sigma[4])}
        nabla_w = {4: delta[4] @ a[3].reshape(-1, m).T / m}
        nabla_b = {4: delta[4].mean(axis=1, keepdims=True)}
        of_a = (self.w[4].T @ delta[4]).reshape(a[3].shape)
        of_a = max_pool_blame(of_a, which, a[2].shape, self.pool)
        delta[2] = of_a * self.sigma[2].derivative(z[2])
        own = delta[2].reshape(len(delta[2]), -1, m).swapaxes(0, 1)
        nabla_w[2] = own @ seen.swapaxes(1, 2) / m
        nabla_b[2] = own.mean(axis=2, keepdims=True)
        return delta, nabla_w, nabla_b


def word_stack(known, length, rng):
    """Return a network of two kernels of one word, and eight of three above them."""
    convolutions = (FEATURES, (1,), 0), (8, (3,), 1)
    shape = (len(known), length)
    return ConvolutionalNetwork.random(shape, convolutions, (length,), 2, rng)


def words_of(text):
    """Return the words of a text in small letters, without commas and full stops."""
    return re.findall(r"[a-z']+", text.lower())


def twins(texts):
    """Return the places of the texts that have the same words as another of them."""
    bags = [sorted(words_of(text)) for text in texts]
    return [place for place, bag in enumerate(bags) if bags.count(bag) > 1]


def vocabulary(texts, at_least=3):
    """Return, in the order of the alphabet, the words that are in so many texts."""
    counts = Counter(word for text in texts for word in set(words_of(text)))
    return sorted(word for word in counts if counts[word] >= at_least)


def one_hot_words(texts, known, length):
    """Return (channels, length, m): 1 where a text has a known word, else 0.

    known is a list of words, one for each channel. An unknown word, and a place after
    the end, is a column of zeros. ValueError for a text of more words than length.
    """
    channel = {word: number for number, word in enumerate(known)}
    x = np.zeros((len(known), length, len(texts)))
    for example, text in enumerate(texts):
        words = words_of(text)
        if len(words) > length:
            raise ValueError(f"{text!r} has more than {length} words.")
        for place, word in enumerate(words):
            if word in channel:
                x[channel[word], place, example] = 1
    return x
