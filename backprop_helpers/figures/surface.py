"""A cost seen from above, with the path that descent takes on it."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm

from backprop_helpers.figures.colours import BLUE, GREEN, ORANGE, PALE_BLUE
from backprop_helpers.figures.following import follow

# From white (low cost) to a blue so pale that paths still stand out on it.
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["white", PALE_BLUE])


def draw_surface(axes, cost, w_range, b_range, minimum, labels=("w", "b")):
    """Draw a cost of two parameters as contours, and its minimum as a green star.

    cost(w, b) takes arrays of equal shape, or two numbers; w_range and b_range are the
    part of the plane to draw, labels the names of the parameters. From the minimum, a
    pair, the heights of the twelve contours grow by a constant factor.
    """
    w, b = np.meshgrid(np.linspace(*w_range, 81), np.linspace(*b_range, 81))
    height = np.vectorize(cost)(w, b) - cost(*minimum)
    height = np.maximum(height, np.finfo(float).tiny)  # a log scale has no 0
    top = height.max()
    heights = np.geomspace(top / 1500, top, 12)
    norm = LogNorm(heights[0], heights[-1])
    axes.contourf(w, b, height, heights, cmap=HEIGHTS, norm=norm, extend="min")
    axes.contour(w, b, height, heights, colors=BLUE, linewidths=0.5, alpha=0.6)
    axes.plot(*minimum, "*", color=GREEN, markersize=14, markeredgecolor="white")
    axes.set(xlabel=labels[0], ylabel=labels[1], xlim=w_range, ylim=b_range)


def draw_path(axes, points, marker="."):
    """Draw a path of points (n, 2) whose start is a square, and whose end is a dot.

    Returns its three lines, which all have all the points.
    """
    look = {"color": ORANGE, "markeredgecolor": "white", "markersize": 9, "zorder": 4}
    path = {"color": ORANGE, "marker": marker, "linewidth": 1.2, "zorder": 3}
    return [
        *axes.plot(*points.T, **path),
        *axes.plot(*points.T, "s", markevery=[0], **look),
        *axes.plot(*points.T, "o", markevery=[-1], **look),
    ]


def draw_moving_path(axes, points, marker="."):
    """Draw a path that follows points(result), shape (n, 2), as `draw_path` does."""
    for line in draw_path(axes, np.empty((0, 2)), marker):
        follow(line, lambda r: {"data": points(r).T})
