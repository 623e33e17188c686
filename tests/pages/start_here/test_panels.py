"""The first picture with a slider says and shows the same."""

import numpy as np
import pytest

from backprop_helpers.pages.start_here.panels import aim_a_line
from tests.panels.pictures import following


@pytest.mark.parametrize(
    ("w", "words"),
    [
        (1.5, "the line meets the star exactly"),
        (0.0, "3.00 below the star"),
        (2.0, "1.00 above the star"),
    ],
)
def test_the_line_meets_the_star_at_one_and_a_half(w, words):
    panel = aim_a_line()
    line, miss = following(panel, w=w)
    np.testing.assert_allclose(line.get_xydata(), [[0, 0], [4, 4 * w]])
    np.testing.assert_allclose(miss.get_xydata(), [[2, 3], [2, 2 * w]])
    assert words in panel.sentence
