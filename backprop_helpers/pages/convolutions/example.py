"""The numbers of the page; and texts as numbers, a channel for each known word."""

import re
from collections import Counter

import numpy as np

X = np.array([1.0, 3.0, 2.0, 0.0, 4.0])
KERNEL = np.array([1.0, 2.0, -1.0])
DELTA = np.array([1.0, -1.0, 2.0, 0.5, -2.0, 1.0, 3.0])  # of which the page has three


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
