"""What the dark theme makes of a colour, as the style of the book has it."""

import re

import numpy as np
from matplotlib.colors import to_rgb

from tests.rules.package_source import REPOSITORY

CSS = (REPOSITORY / "backprop_helpers/teach/book/book.css").read_text("utf-8")
RULE = re.search(r"filter: invert\(([\d.]+)\) hue-rotate\(180deg\);", CSS)
GROUND = re.search(r"--pst-color-background: (#\w+);", CSS)[1]
# How CSS turns hues by half a circle, in sRGB: luminance stays what it was.
HALF_TURN = np.array(
    [[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]]
)


def turned(colour):
    """Return what becomes of a colour in the dark theme."""
    share, rgb = float(RULE[1]), np.array(to_rgb(colour))
    return np.clip(HALF_TURN @ (rgb * (1 - share) + (1 - rgb) * share), 0, 1)
