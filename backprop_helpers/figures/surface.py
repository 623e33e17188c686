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
    height = np.vectorize(cost, otypes=[float])(w, b) - cost(*minimum)
    height = np.maximum(height, np.finfo(float).tiny)  # a log scale has no 0
    top = height.max()
    heights = np.geomspace(top / 1500, top, 12)
    norm = LogNorm(heights[0], heights[-1])
    axes.contourf(w, b, height, heights, cmap=HEIGHTS, norm=norm, extend="min")
    axes.contour(w, b, height, heights, colors=BLUE, linewidths=0.5, alpha=0.6)
    axes.plot(*minimum, "*", color=GREEN, markersize=14, markeredgecolor="white")
    axes.set(xlabel=labels[0], ylabel=labels[1], xlim=w_range, ylim=b_range)


def draw_moving_path(axes, points):
    """Draw a path of points(result), (n, 2): a square starts it, a dot ends it."""
    look = {"color": ORANGE, "markeredgecolor": "white", "markersize": 9, "zorder": 4}
    path = {"color": ORANGE, "marker": ".", "linewidth": 1.2, "zorder": 3}
    for line in (
        *axes.plot([], [], **path),
        *axes.plot([], [], "s", markevery=[0], **look),
        *axes.plot([], [], "o", markevery=[-1], **look),
    ):
        follow(line, lambda r: {"data": points(r).T})
