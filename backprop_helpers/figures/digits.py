"""Images of 8 × 8 grey levels, and weights drawn as an image of the same shape."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgba

from backprop_helpers.figures.colours import BLACK, BLUE, GREY, INK, ORANGE
from backprop_helpers.figures.following import set_new
from backprop_helpers.figures.show import new_figure

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
            axes.plot([], [], mark, color=BLACK, markersize=6, animated=True)[0]
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


def draw_images(images, titles, columns=6):
    """Return a figure of images (m, 64), each with its title, `columns` to a row."""
    rows = -(-len(images) // columns)
    figure, alone = new_figure(8.2, rows * 9.4 / columns)
    alone.remove()
    grid = figure.subplots(rows, columns, squeeze=False)
    for axes in grid.flat[len(images) :]:
        axes.remove()
    for axes, image, title in zip(grid.flat, images, titles, strict=False):
        draw_image(axes, image, title)
    return figure


def draw_weights(w, columns=10):
    """Return a figure of the weights w (n, 64) into each neuron, as `MovingWeights`.

    Each picture has its own scale: full colour is the largest of its weights.
    """
    rows = -(-len(w) // columns)
    figure, alone = new_figure(8.2, rows * 8.9 / columns)
    alone.remove()
    for axes, row in zip(figure.subplots(rows, columns).flat, w, strict=True):
        weights = MovingWeights(axes, np.abs(row).max())
        weights.move(row)
        for sign in weights.signs:
            sign.set(markersize=4, animated=False)
        weights.pixels.set_animated(False)
    return figure


class MovingBars:
    """An output for each digit as a bar with its per cent; one is marked as the answer.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    classes : int
    """

    def __init__(self, axes, classes=10):
        places = range(classes)
        axes.set(xlim=(-0.6, classes - 0.4), ylim=(0, 1.24), xticks=places)
        axes.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        axes.set_ylabel("output $a$")
        self.bars = axes.bar(
            places, [0] * classes, 0.7, color=GREY, edgecolor=INK, animated=True
        )
        self.words = [
            axes.text(place, 0, "", ha="center", va="bottom", fontsize=9, animated=True)
            for place in places
        ]
        self.mark = axes.plot([], [], "v", color=ORANGE, ms=9, animated=True)[0]

    def move(self, a):
        """Move to the outputs a (classes,), from 0 to 1."""
        answer = int(np.argmax(a))
        for place, (bar, words) in enumerate(zip(self.bars, self.words, strict=True)):
            colour = to_rgba(ORANGE if place == answer else GREY)
            set_new(bar, height=a[place], facecolor=colour)
            shown = f"{100 * a[place]:.0f}%" if a[place] >= 0.005 else ""
            set_new(words, text=shown, position=(place, a[place]))
        self.mark.set_data([answer], [a[answer] + 0.14])
