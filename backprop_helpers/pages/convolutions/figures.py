"""Kernels as pictures, and the frames that show what a kernel sees."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import BLACK
from backprop_helpers.figures.digits import SIGNS
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.show import new_figure


def add_frame(axes, key, colour, width, style="-"):
    """Draw a frame that follows results: each has its box under this key.

    The box is (left, top, wide, high). A result may have a line "style" of its own.
    """
    look = {"edgecolor": colour, "linewidth": width}
    frame = axes.add_patch(Rectangle((0, 0), 1, 1, fill=False, zorder=4, **look))

    def around(r):
        left, top, wide, high = r[key]
        place = {"xy": (left, top), "width": wide, "height": high}
        return place | {"linestyle": r.get("style", style)}

    follow(frame, around)


def draw_kernels(w, columns=6):
    """Return a figure of the kernels w (n, rows, columns), as `digits.draw_weights`.

    Each picture has its own scale: full colour is the largest of its weights.
    """
    rows = -(-len(w) // columns)
    figure, alone = new_figure(8.2, rows * 7.2 / columns)
    alone.remove()
    grid = figure.subplots(rows, columns, squeeze=False).flat
    for number, (kernel, axes) in enumerate(zip(w, grid, strict=False), start=1):
        largest = np.abs(kernel).max() or 1.0
        axes.imshow(kernel, SIGNS, vmin=-largest, vmax=largest)
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        axes.set_title(str(number), fontsize=10)
        for mark, where in (("+", kernel > 0), ("_", kernel < 0)):
            places = np.nonzero(where & (np.abs(kernel) > 0.15 * largest))
            axes.plot(*places[::-1], mark, color=BLACK, markersize=5)
    for axes in grid:  # those that are left
        axes.remove()
    return figure
