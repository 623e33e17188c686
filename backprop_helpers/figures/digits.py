"""Images of 8 × 8 grey levels, and weights drawn as an image of the same shape."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .colours import BLUE, INK, ORANGE

SIGNS = LinearSegmentedColormap.from_list("signs", [BLUE, "white", ORANGE])


def draw_image(axes, image, title=""):
    """Draw an image, shape (64,), from 0 (paper) to 1 (ink); returns the artist."""
    pixels = axes.imshow(np.reshape(image, (8, 8)), cmap="Greys", vmin=0, vmax=1)
    frame(axes, title)
    return pixels


def frame(axes, title=""):
    """Give axes the look of a picture: no ticks, all four sides."""
    axes.set(xticks=[], yticks=[], xlim=(-0.7, 7.7), ylim=(7.7, -0.7))
    axes.set_title(title, fontsize=10)
    axes.spines[:].set_visible(True)


class MovingImage:
    """An image that can change."""

    def __init__(self, axes, title=""):
        self.pixels = draw_image(axes, np.zeros(64), title)
        self.pixels.set_animated(True)

    def move(self, image):
        """Change to an image, shape (64,)."""
        self.pixels.set_data(np.reshape(image, (8, 8)))


class MovingWeights:
    """Weights as an image: orange with + above 0, blue with − below.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    largest : float
        The size of a weight that gets the full colour.
    title : str
    """

    def __init__(self, axes, largest, title=""):
        self.largest = largest
        self.pixels = axes.imshow(
            np.zeros((8, 8)), cmap=SIGNS, vmin=-largest, vmax=largest, animated=True
        )
        frame(axes, title)
        self.signs = [
            axes.plot([], [], mark, color=INK, markersize=6, animated=True)[0]
            for mark in ("+", "_")
        ]

    def move(self, w):
        """Change to weights w, shape (64,); signs mark those that are not small."""
        image = np.reshape(w, (8, 8))
        self.pixels.set_data(image)
        small = 0.15 * self.largest
        for sign, where in zip(
            self.signs, (image > small, image < -small), strict=True
        ):
            row, column = np.nonzero(where)
            sign.set_data(column, row)
