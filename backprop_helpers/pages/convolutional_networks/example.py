"""Images moved, texts as numbers, and a network of two convolutions for them."""

import re
from collections import Counter

import numpy as np

from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork

FEATURES = 2  # kernels of one word, which put each word on a map


def shifted(x, down, right):
    """Return images x (1, H, W, m) moved by a pixel, or not: −1, 0 or 1 each way.

    What leaves the frame is lost; the other edge is paper, 0.
    """
    edge = np.pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)])
    _, height, width, _ = x.shape
    return edge[:, 1 - down : 1 - down + height, 1 - right : 1 - right + width]


def word_stack(known, length, rng):
    """Return a network of two kernels of one word, and eight of three above them."""
    convolutions = (FEATURES, (1,), 0), (8, (3,), 1)
    shape = (len(known), length)
    return ConvolutionalNetwork.random(shape, convolutions, (length,), 2, rng)


def words_of(text):
    """Return the words of a text in small letters, without commas and full stops."""
    return re.findall(r"[a-z']+", text.lower())


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
