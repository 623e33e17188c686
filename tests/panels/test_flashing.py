"""Flashes are counted as WCAG defines them."""

import numpy as np
import pytest

from tests.panels.flashing import flashes

WHITE = np.full((400, 820, 3), 255, dtype=np.uint8)


def with_patch(height, width, grey):
    picture = WHITE.copy()
    picture[40 : 40 + height, 100 : 100 + width] = grey
    return picture


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ((200, 200, 0), 4.5),  # large and black
        ((140, 160, 0), 4.5),  # a little more than a quarter of a block
        ((140, 150, 0), 0),  # a little less
        ((200, 200, 232), 0),  # luminance 0.81
        ((200, 200, 229), 4.5),  # luminance 0.78
    ],
)
def test_a_patch_that_comes_and_goes(patch, expected):
    assert flashes([WHITE, with_patch(*patch)] * 5) == expected


def test_slow_changes_count_as_well():
    down = [with_patch(300, 300, grey) for grey in range(255, 150, -5)]
    assert flashes(down + down[::-1]) == 1
    assert flashes(down) == 0.5


def test_what_only_moves_does_not_flash():
    bar = [np.roll(with_patch(300, 20, 0), 20 * place, axis=1) for place in range(20)]
    assert flashes(bar) == 0


def test_two_grounds_in_turn():
    left, right = with_patch(300, 200, 0), np.roll(with_patch(300, 200, 0), 300, axis=1)
    assert flashes([left, right] * 3) == 2.5
