"""Images of 8 × 8 grey levels, and weights drawn as an image of the same shape."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.colours import BLACK, BLUE, ORANGE
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


def draw_weights_image(axes, w, largest, title="", markersize=6):
    """Draw weights w (64,) as an image: orange with + above 0, blue with − below.

    A weight of the size `largest` gets the full colour. Returns the pixels, and the
    two lines of signs, whose places are those of `signs`.
    """
    pixels = axes.imshow(
        np.reshape(w, (8, 8)), cmap=SIGNS, vmin=-largest, vmax=largest
    )
    frame(axes, title)
    look = {"color": BLACK, "markersize": markersize}
    places = zip(signs(w, largest), "+_", strict=True)
    return pixels, [axes.plot(*place, mark, **look)[0] for place, mark in places]


def signs(w, largest):
    """Return where w (64,) is positive, and where negative, if not small: x and y."""
    small = 0.15 * largest
    return [np.divmod(np.flatnonzero(large), 8)[::-1] for large in (w > small, w < -small)]


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
    """Return a figure with an image of the weights w (n, 64) into each neuron.

    Each has its own scale: full colour is the largest of its weights.
    """
    rows = -(-len(w) // columns)
    figure, alone = new_figure(8.2, rows * 8.9 / columns)
    alone.remove()
    for axes, row in zip(figure.subplots(rows, columns).flat, w, strict=True):
        draw_weights_image(axes, row, np.abs(row).max(), markersize=4)
    return figure
