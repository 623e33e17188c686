"""The exhibits and the map write what they were given."""

import numpy as np
import pytest

from backprop_helpers.pages.bug_museum import clues
from backprop_helpers.pages.bug_museum.figures import draw_exhibit, draw_map, in_words


def test_an_exhibit_shows_its_numbers():
    exhibit = clues.exhibit("H")
    left, right = draw_exhibit(*exhibit).axes
    ends = {line.get_ydata()[-1] for line in left.lines if len(line.get_ydata()) == 301}
    assert ends == {exhibit.healthy[-1], exhibit.sick[-1]}
    words = [text.get_text() for text in right.texts]
    assert words.count("wrong shape") == 2


def test_the_map_writes_errors_and_dots():
    figure = draw_map({"one": {"w[2]": 0.5, "b[2]": 1e-10, "step 1": np.inf}})
    assert [text.get_text() for text in figure.axes[0].texts] == ["0.50", "●", "shape"]


@pytest.mark.parametrize(
    ("error", "words"),
    [(1e-9, ""), (0.044, "0.044"), (1.378, "1.38"), (np.inf, "wrong shape")],
)
def test_errors_in_words(error, words):
    assert in_words(error) == words
