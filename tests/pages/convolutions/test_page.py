"""The code that the page types out is that of the package, and texts are numbers."""

import numpy as np
import pytest

from backprop_helpers.nets import convolution
from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork
from backprop_helpers.pages.convolutions.example import (
    one_hot_words,
    vocabulary,
    words_of,
)
from tests.pages.convolutions.panels import HELD_OUT, KNOWN, LENGTH, OPINIONS
from tests.rules.package_source import REPOSITORY, page_cells

(PAGE,) = (REPOSITORY / "notebooks").glob("*_convolutions.ipynb")


def typed_out(*names):
    """Return the names that the page has after its cells with these functions."""
    scope = {"np": np}
    cells = [f"\n{cell}" for cell in page_cells(PAGE, "code")]
    for name in names:
        (source,) = (cell for cell in cells if f"\ndef {name}(" in cell)
        exec(source, scope)
    return scope


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize(("lengths", "size"), [((9,), (3,)), ((5, 7), (3, 2))])
def test_the_code_of_the_page_is_that_of_the_package(lengths, size, stride):
    page = typed_out("patches", "convolve", "gradient", "blame")
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(2, *lengths, 4)), rng.normal(size=(3, 2, *size))
    b = rng.normal(size=(3, 1))
    z, seen = page["convolve"](w, b, x, stride)
    delta = rng.normal(size=z.shape)
    for name, arguments in (
        ("convolve", (w, b, x, stride)),
        ("gradient", (w, seen, delta)),
        ("blame", (w, seen, delta, x.shape, stride)),
    ):
        ours, theirs = page[name](*arguments), vars(convolution)[name](*arguments)
        for one, other in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(one, other)


def test_the_two_readers_of_digits_have_about_as_many_weights():
    page = typed_out("shared")
    shared, dense = (page[n](np.random.default_rng(0)) for n in ("shared", "dense"))
    assert (shared.parameters, dense.parameters) == (802, 835)  # dense has a few more
    assert dense.forward(np.zeros((1, 8, 8, 3)))[1][2].shape == (11, 1, 1, 3)
    assert np.std(dense.w[2]) == pytest.approx(1 / 8, rel=0.1)
    assert not any(b.any() for b in dense.b.values())


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


def test_kernels_of_one_word_cannot_tell_the_pairs_apart():
    rng = np.random.default_rng(0)
    shape = (len(KNOWN), LENGTH)
    one = ConvolutionalNetwork.random(shape, 6, (1,), (LENGTH,), 2, rng)
    three = ConvolutionalNetwork.random(shape, 6, (3,), (LENGTH,), 2, rng, padding=1)
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
