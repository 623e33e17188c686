"""What must hold of every panel, at whichever setting."""

import re

import numpy as np
import pytest

from tests.panels.course_panels import PANELS
from tests.panels.pictures import numbers_of, picture_in, texts_of

NO_NUMBER = re.compile(  # and no -0.00, no 1e+02, no minus after another sign
    r"\b(nan|inf|None|array|float64)\b|(?<![\w.])[-−]0(\.0+)?(?!\.?\d|e)"
    r"|\de[-+−]?\d|[+−·×] −",
    re.IGNORECASE,
)
EVERY_PANEL = pytest.mark.parametrize("name", PANELS)


def assert_seen(panel):
    """Assert that the picture arrives, in its size and with its words."""
    width, height = (round(100 * side) for side in panel.picture.size)
    image, pixels = picture_in(panel.bundle())
    assert pixels.shape == (height, width, 3)
    assert panel.sentence in image["alt"]


def assert_good(panel, seen=True):
    """Assert that sentence and artists of the moment are fit to be seen.

    To draw and decode the picture takes most of the time, and depends on nothing but
    the artists: a part of the settings is enough for that.
    """
    assert 20 < len(panel.sentence) < 400
    assert not NO_NUMBER.search(panel.sentence), panel.sentence
    if seen:
        assert_seen(panel)
    else:
        panel.picture.move(panel.result)
    for artist in panel.picture.moving:
        assert np.isfinite(numbers_of(artist)).all(), artist
    for text in texts_of(panel.picture.moving):
        assert not NO_NUMBER.search(text), text
