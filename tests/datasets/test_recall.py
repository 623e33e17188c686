"""Texts in which a letter is to be remembered."""

import numpy as np

from backprop_helpers.datasets.recall import NAMES, SYMBOLS, recall_texts


def test_a_text_is_a_letter_and_then_digits():
    texts = recall_texts(6, (2, 500), np.random.default_rng(0))
    assert texts.shape == (7, 2, 500)
    assert {*np.unique(texts[0])} == {*range(SYMBOLS)}
    assert {*np.unique(texts[1:])} == {*range(SYMBOLS, 2 * SYMBOLS)}
    for place in texts:
        shares = np.bincount(place.ravel() % SYMBOLS) / place.size
        np.testing.assert_allclose(shares, 1 / SYMBOLS, atol=0.05)
    assert len(NAMES) == 2 * SYMBOLS
