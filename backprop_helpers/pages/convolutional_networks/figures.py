"""Kernels as pictures, alone, and between their channels and their map."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import INK
from backprop_helpers.figures.digits import draw_signed
from backprop_helpers.figures.show import figure_grid


def draw_kernels(w, columns=6):
    """Return a figure of the kernels w (n, rows, columns).

    Each picture has its own scale: full colour is the largest of its weights.
    """
    figure, grid = figure_grid(len(w), columns, 7.2 / columns)
    for number, (kernel, axes) in enumerate(zip(w, grid, strict=True), start=1):
        _draw(axes, kernel, str(number), 5)
    return figure


def draw_channels(x, w, z):
    """Return a figure of a layer: its channels x, kernels w, and what they give, z.

    x is (channels, rows, columns), w (n, channels, …), z (n, …). Above, the channels
    of x; below, a row for each kernel: its weights for each channel, and its map.
    """
    n, channels = w.shape[:2]
    figure, grid = figure_grid((n + 1) * (channels + 1), channels + 1, 1.5)
    rows = np.reshape(grid, (n + 1, channels + 1))
    for d in range(channels):
        _draw(rows[0, d], x[d], f"x, channel {d + 1}", 4)
    rows[0, -1].set_axis_off()
    for c in range(n):
        for d in range(channels):
            _draw(rows[c + 1, d], w[c, d], f"w, kernel {c + 1}, channel {d + 1}", 4)
            _as_small_as_it_is(rows[c + 1, d], w[c, d], x[d])
            sign = "+" if d < channels - 1 else "→"
            look = {"transform": rows[c + 1, d].transAxes, "fontsize": 16}
            rows[c + 1, d].text(1.5, 0.5, sign, ha="center", va="center", **look)
        _draw(rows[c + 1, -1], z[c], f"z, channel {c + 1}", 4)
    return figure


def _draw(axes, numbers, title, markersize):
    """Draw a table of numbers by their signs, on a scale of its own."""
    draw_signed(axes, numbers, np.abs(numbers).max() or 1.0, markersize)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.set_title(title, fontsize=10)


def _as_small_as_it_is(axes, kernel, image):
    """Give the weights of a kernel the size of the pixels that it slides over."""
    (height, width), (rows, columns) = kernel.shape, image.shape
    beside, above = (columns - width) / 2, (rows - height) / 2
    axes.set_xlim(-0.5 - beside, width - 0.5 + beside)
    axes.set_ylim(height - 0.5 + above, -0.5 - above)
    axes.set_axis_off()
    frame = Rectangle((-0.5, -0.5), width, height, fill=False, edgecolor=INK)
    axes.add_patch(frame)
