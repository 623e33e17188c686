"""The promise of the first page is kept before the reader's eyes."""

import re

import numpy as np
import pytest

from backprop_helpers.datasets import load_digits
from backprop_helpers.pages.start_here.example import read_digits
from backprop_helpers.pages.start_here.figures import (
    SHOWN,
    draw_digits_read,
    draw_empty_network,
)
from tests.panels.pictures import texts_of


@pytest.mark.slow
def test_the_network_reads_most_digits_that_it_has_not_seen():
    assert np.mean(read_digits() == load_digits().test.labels) > 0.85


def test_what_was_read_stands_over_each_digit_and_a_mistake_is_named():
    labels = load_digits().test.labels[:SHOWN]
    readings = read_digits()
    titles = [axes.get_title() for axes in draw_digits_read(readings).axes]
    for title, read, label in zip(titles, readings, labels, strict=False):
        said = [int(number) for number in re.findall(r"\d", title)]
        assert said == ([read] if read == label else [read, label])
    assert (readings[:SHOWN] != labels).sum() == 1, "as the page says"


def test_every_number_of_the_network_is_a_blank():
    (axes,) = draw_empty_network().axes
    written = "\n".join(texts_of(axes.texts))
    assert written.count("?") == 6 + 8 + 4 + 4
    assert not re.search(r"\d\.\d", written)
