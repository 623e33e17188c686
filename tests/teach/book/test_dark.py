"""One rule turns pictures for the dark theme; their colours stay clear and distinct."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from backprop_helpers.figures import colours
from backprop_helpers.figures.colours import DARK_GREEN, DARK_ORANGE, DARK_PINK, INK
from backprop_helpers.teach import book
from tests.figures.colours_seen import NAMED, contrast
from tests.rules.package_source import REPOSITORY
from tests.teach.book.turned import GROUND, turned

PALE = [n for n in vars(colours) if n.startswith("PALE_") or n == "FAINT"]


def seen(colour):
    """Return a colour in CIELAB, where distances are roughly those for an eye."""
    rgb = np.array(to_rgb(colour))
    light = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = (
        np.array(
            [
                [0.4124, 0.3576, 0.1805],
                [0.2126, 0.7152, 0.0722],
                [0.0193, 0.1192, 0.9505],
            ]
        )
        @ light
        / (0.9505, 1, 1.089)
    )
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other):
    return np.linalg.norm(seen(one) - seen(other))


def test_white_becomes_the_ground_of_the_page():
    assert to_hex(turned("white")) == GROUND


@pytest.mark.parametrize("name", NAMED)
def test_marks_stand_out_in_the_dark(name):
    assert contrast(turned(NAMED[name]), GROUND) >= 3


def test_words_stand_out_in_the_dark_also_on_what_was_pale():
    for words in (INK, DARK_ORANGE, DARK_GREEN, DARK_PINK):
        for name in PALE:
            ground = turned(getattr(colours, name))
            assert contrast(turned(words), ground) >= 4.5, (words, name)


def test_no_two_colours_come_near_each_other():
    """Of the distance that two have on white, at least six tenths are left."""
    for one, other in combinations(NAMED.values(), 2):
        left = distance(turned(one), turned(other)) / distance(one, other)
        assert left >= 0.6, (one, other)


def test_the_book_says_what_is_in_its_room():
    files = {
        path.name for path in (REPOSITORY / "backprop_helpers/teach/book").iterdir()
    }
    named = {name for name in files if name in book.__doc__}
    assert {name for name in files - named if "__" not in name} == set()
