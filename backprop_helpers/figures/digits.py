"""Images of 8 × 8 grey levels, and weights drawn as an image."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.colours import BLACK, BLUE, ORANGE
from backprop_helpers.figures.show import figure_grid

SIGNS = LinearSegmentedColormap.from_list("signs", [BLUE, "white", ORANGE])
DEEP = 0.925  # of the way to blue: from there on white stands out better than black


def draw_image(axes, image, title=""):
    """Draw an image, shape (64,), from 0 (paper) to 1 (ink); returns the artist."""
    pixels = axes.imshow(np.reshape(image, (8, 8)), cmap="Greys", vmin=0, vmax=1)
    frame(axes, title)
    return pixels


def frame(axes, title="", side=8):
    """Give axes the look of a picture of side × side pixels: no ticks, four sides.

    The sides keep clear of the pixels: where these move they are drawn over them.
    """
    least, most = -0.5 - side / 40, side - 0.5 + side / 40
    axes.set(xticks=[], yticks=[], xlim=(least, most), ylim=(most, least))
    axes.set_title(title, fontsize=10)
    axes.spines[:].set_visible(True)


def colour_on_signs(value, largest):
    """Return the colour for words on the field of a value, `largest` in full colour."""
    return "white" if value < -DEEP * largest else BLACK


def draw_signed(axes, w, largest, markersize):
    """Draw weights w (rows, columns), orange with + above 0, blue with − below.

    A weight of the size `largest` gets the full colour. Returns the pixels, and the
    two lines of signs, whose places are those of `signs`.
    """
    pixels = axes.imshow(w, cmap=SIGNS, vmin=-largest, vmax=largest)
    look = {"color": BLACK, "markersize": markersize}
    places = zip(signs(w, largest), "+_", strict=True)
    return pixels, [axes.plot(*place, mark, **look)[0] for place, mark in places]


def signs(w, largest):
    """Return x and y of the positive weights, and of the negative; none of the small.

    w (rows, columns) are all of them, and 15 % of `largest` is small.
    """
    small = 0.15 * largest
    return [np.nonzero(large)[::-1] for large in (w > small, w < -small)]


def draw_images(images, titles, columns=6):
    """Return a figure of images (m, 64), each with its title, `columns` to a row."""
    figure, grid = figure_grid(len(images), columns, 9.4 / columns)
    for axes, image, title in zip(grid, images, titles, strict=True):
        draw_image(axes, image, title)
    return figure
