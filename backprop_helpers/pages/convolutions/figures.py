"""Kernels as pictures, and the frames that show what a kernel sees."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop_helpers.figures.digits import draw_signed
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.show import figure_grid


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
    figure, grid = figure_grid(len(w), columns, 7.2 / columns)
    for number, (kernel, axes) in enumerate(zip(w, grid, strict=True), start=1):
        draw_signed(axes, kernel, np.abs(kernel).max() or 1.0, markersize=5)
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        axes.set_title(str(number), fontsize=10)
    return figure
