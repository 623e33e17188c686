"""The plane of two inputs: points of two kinds, and what a network says of each place.

The next page looks closer, at planes of its own with targets −1 and 1.
"""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.colours import (
    BLUE,
    INK,
    MID_BLUE,
    MID_ORANGE,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
)
from backprop_helpers.figures.following import follow

EDGE = 3.0  # the plane is drawn from −EDGE to EDGE
CELLS = 60  # in a row
TICKS = np.linspace(-EDGE, EDGE, CELLS)
SIDES = LinearSegmentedColormap.from_list(
    "sides", [MID_BLUE, PALE_BLUE, PALE_ORANGE, MID_ORANGE]
)


def places():
    """Return the places of the plane, row by row from below, as columns (2, CELLS²)."""
    return np.stack([x.ravel() for x in np.meshgrid(TICKS, TICKS)])


def draw_answers(axes, x, y):
    """Draw points x (2, m), orange squares where y (1, m) is 1, else blue dots.

    The shade, the border where it is ½ and the crosses on wrong points follow these
    entries of a result: answers (1, CELLS²), at the `places`, and wrong (m,), True for
    a point on the wrong side.
    """
    half = EDGE / (CELLS - 1)  # so that the middle of a cell is its place
    ends = (-EDGE - half, EDGE + half)
    image = axes.imshow(
        np.zeros((CELLS, CELLS)), SIDES, vmin=0, vmax=1, origin="lower",
        extent=(*ends, *ends), interpolation="nearest",
    )  # fmt: skip
    axes.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), aspect="equal")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", xticks=[-2, 0, 2], yticks=[-2, 0, 2])

    def square(r):
        return r["answers"].reshape(CELLS, CELLS)

    def border(r):
        return contour_generator(TICKS, TICKS, square(r)).lines(0.5)

    follow(image, lambda r: {"array": square(r)})
    lines = axes.add_collection(LineCollection([], colors=INK, linewidths=2))
    follow(lines, lambda r: {"segments": border(r)})
    ones = y[0] == 1
    looks = (
        ("s", ORANGE, "white", "target 1", lambda r: ones),
        ("o", BLUE, "white", "target 0", lambda r: ~ones),
        ("x", INK, INK, "wrong", lambda r: r["wrong"]),
    )
    for marker, colour, edge, label, chosen in looks:
        look = {"color": colour, "markersize": 6, "markeredgecolor": edge}
        look["markeredgewidth"] = 1.6 if marker == "x" else 0.7
        axes.plot([], [], marker, label=label, **look)  # still, for the legend
        # Points move with the shade, or they would be drawn under it.
        (points,) = axes.plot([], [], marker, zorder=4, **look)
        follow(points, lambda r, chosen=chosen: {"data": x[:, chosen(r)]})
