"""A cost seen from above, with the path that descent takes on it."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm

from backprop_helpers.figures.colours import BLUE, GREEN, ORANGE, PALE_BLUE

# From white (low cost) to a blue so pale that paths still stand out on it.
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["white", PALE_BLUE])


def draw_surface(axes, cost, w_range, b_range, minimum, levels=12, labels=("w", "b")):
    """Draw contours of a cost of two parameters, its minimum as a green star.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    cost : callable
        `cost(w, b)` for arrays of equal shape, or for two numbers.
    w_range, b_range : (float, float)
        The part of the plane to draw.
    minimum : (float, float)
        Where the cost is least.
    levels : int
        Number of contours; their heights above the minimum grow by a constant factor.
    labels : (str, str)
        Names of the two parameters.
    """
    w, b = np.meshgrid(np.linspace(*w_range, 81), np.linspace(*b_range, 81))
    height = np.vectorize(cost)(w, b) - cost(*minimum)
    height = np.maximum(height, np.finfo(float).tiny)  # a log scale has no 0
    top = height.max()
    heights = np.geomspace(top / 1500, top, levels)
    norm = LogNorm(heights[0], heights[-1])
    axes.contourf(w, b, height, heights, cmap=HEIGHTS, norm=norm, extend="min")
    axes.contour(w, b, height, heights, colors=BLUE, linewidths=0.5, alpha=0.6)
    axes.plot(*minimum, "*", color=GREEN, markersize=14, markeredgecolor="white")
    axes.set(xlabel=labels[0], ylabel=labels[1], xlim=w_range, ylim=b_range)


def draw_descent(axes, cost, points, minimum, w_range=(-0.8, 1.2), b_range=(-1.5, 3.5)):
    """Draw a cost from above and a path of points, shape (steps + 1, 2), that stays.

    The other arguments are those of `draw_surface`.
    """
    draw_surface(axes, cost, w_range, b_range, minimum)
    path = MovingPath(axes)
    path.move(points)
    for artist in (path.path, *path.ends):
        artist.set_animated(False)


class MovingPath:
    """The path of a descent over a surface; its start is a square, its end a dot."""

    def __init__(self, axes, marker="."):
        (self.path,) = axes.plot(
            [], [], "-", marker=marker, color=ORANGE, linewidth=1.2, animated=True,
            zorder=3,
        )  # fmt: skip
        self.ends = [
            axes.plot(
                [], [], mark, color=ORANGE, markeredgecolor="white",
                markersize=9, animated=True, zorder=4,
            )[0]
            for mark in "so"
        ]  # fmt: skip

    def move(self, points):
        """Move to a path of points, shape (steps + 1, 2)."""
        self.path.set_data(points[:, 0], points[:, 1])
        for end, point in zip(self.ends, (points[0], points[-1]), strict=True):
            end.set_data([point[0]], [point[1]])
