"""Texts are numbers, and images move."""

import numpy as np
import pytest

from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork, train
from backprop_helpers.pages.convolutional_networks.example import (
    one_hot_words,
    shifted,
    vocabulary,
    word_stack,
    words_of,
)
from tests.pages.convolutional_networks.panels import HELD_OUT, KNOWN, LENGTH, OPINIONS

# Images


def test_an_image_moves_by_a_pixel():
    x = np.arange(12.0).reshape(1, 3, 4, 1)
    down, right = shifted(x, 1, 0)[0, ..., 0], shifted(x, 0, 1)[0, ..., 0]
    np.testing.assert_array_equal(down[1:], x[0, :-1, :, 0])
    assert not down[0].any()
    np.testing.assert_array_equal(right[:, 1:], x[0, :, :-1, 0])
    assert not right[:, 0].any()
    np.testing.assert_array_equal(shifted(x, 0, 0), x)


# Texts


def test_words_and_vocabulary():
    assert words_of("Hardly fun, I didn't.") == ["hardly", "fun", "i", "didn't"]
    assert words_of("…") == []
    assert vocabulary(["a b a", "b c", "B"], at_least=2) == ["b"]
    assert vocabulary(["b", "a"], at_least=1) == ["a", "b"]


def test_one_hot_words():
    x = one_hot_words(["so good", "good", "odd"], ["good", "so"], 3)
    assert x.shape == (2, 3, 3)
    expected = np.zeros((2, 3, 3))
    expected[1, 0, 0] = expected[0, 1, 0] = expected[0, 0, 1] = 1
    np.testing.assert_array_equal(x, expected)
    with pytest.raises(ValueError, match="'a b c' has more than 2 words"):
        one_hot_words(["a b c"], ["a"], 2)


def test_kernels_of_one_word_cannot_tell_twins_apart():
    rng = np.random.default_rng(0)
    one, three = (
        ConvolutionalNetwork.random((len(KNOWN), LENGTH), kernels, (LENGTH,), 2, rng)
        for kernels in (((6, (1,), 0),), ((6, (3,), 1),))
    )
    answers = {}
    for text in (*OPINIONS.texts, *HELD_OUT.texts):
        x = one_hot_words([text], KNOWN, LENGTH)
        both = [network.forward(x)[1][4] for network in (one, three)]
        answers.setdefault(tuple(sorted(words_of(text))), []).append(both)
    pairs = [found for found in answers.values() if len(found) == 2]
    assert len(pairs) == 8
    for (first_one, first_three), (second_one, second_three) in pairs:
        np.testing.assert_allclose(first_one, second_one, rtol=1e-13)
        assert not np.allclose(first_three, second_three)


def test_what_does_not_learn_stays():
    network = word_stack(KNOWN, LENGTH, np.random.default_rng(0))
    network.learning = (3, 5)
    before = network.copy()
    assert before.learning == (3, 5)
    x, y = one_hot_words(OPINIONS.texts[:4], KNOWN, LENGTH), np.eye(2)[[0, 1, 1, 0]].T
    train(network, x, y, 0.5, 2, 1, np.random.default_rng(0))
    np.testing.assert_array_equal(network.w[2], before.w[2])
    np.testing.assert_array_equal(network.b[2], before.b[2])
    assert not np.array_equal(network.w[3], before.w[3])
