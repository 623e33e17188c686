"""Points, and a line through them with the residual of each."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from backprop_helpers.figures.colours import BLUE, INK, ORANGE
from backprop_helpers.figures.following import follow


def draw_points(axes, x, y, xlabel="x", ylabel="y"):
    """Draw the data x, y (m,) as blue dots and leave some room around them."""
    axes.plot(x, y, "o", color=BLUE, markeredgecolor="white", markersize=7, zorder=2)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    for limits, values in ((axes.set_xlim, x), (axes.set_ylim, y)):
        room = 0.12 * np.ptp(values)
        limits(np.min(values) - room, np.max(values) + room)


def draw_line(axes, points, line, squares=False, width=1.0):
    """Draw a line that follows results, with a dashed residual from each point to it.

    points(result) is x, y, both (m,); line(result) is (w, b), the slope of the line and
    its height at 0; width is that of the dashes. The axes have their limits. With
    squares each residual is drawn as a square, too, whose area is the squared residual,
    on axes of equal scales.
    """

    def height(r, places):
        w, b = line(r)
        return w * places + b

    def corners(r):
        x, y = points(r)
        top = height(r, x)
        far = x - (top - y)
        return _paths((x, y), (x, top), (far, top), (far, y))

    def dashes(r):
        x, y = points(r)
        return _paths((x, y), (x, height(r, x)))

    if squares:
        boxes = PolyCollection([], facecolor=ORANGE, alpha=0.16, edgecolor=ORANGE)
        axes.add_collection(follow(boxes, corners), autolim=False)
    residuals = LineCollection(
        [], colors=INK, linestyles="dashed", linewidths=width, zorder=3
    )
    axes.add_collection(follow(residuals, dashes), autolim=False)
    left, right = axes.get_xlim()
    ends = np.array([2 * left - right, 2 * right - left])
    (drawn,) = axes.plot([], [], color=ORANGE, zorder=4)
    follow(drawn, lambda r: {"data": (ends, height(r, ends))})


def _paths(*points):
    """Let each of m paths go through these points, pairs of arrays (m,)."""
    return {"paths": np.array(points).transpose(2, 0, 1)}
