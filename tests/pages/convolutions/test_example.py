"""Texts are read as words, and words as channels."""

import numpy as np
import pytest

from backprop_helpers.pages.convolutions.example import (
    one_hot_words,
    vocabulary,
    words_of,
)


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
