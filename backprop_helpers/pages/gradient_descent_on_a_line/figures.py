"""Points, a line through them, and what the line misses."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from backprop_helpers.figures.colours import BLUE, INK, ORANGE


def draw_points(axes, x, y, xlabel="x", ylabel="y", margin=0.12):
    """Draw the data as blue dots and leave some room around them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    x, y : float arrays, shape (m,)
    xlabel, ylabel : str
        Name and unit of each axis.
    margin : float
        Room on each side as a part of the data's range.
    """
    axes.plot(x, y, "o", color=BLUE, markeredgecolor="white", markersize=7, zorder=2)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    for limits, values in ((axes.set_xlim, x), (axes.set_ylim, y)):
        room = margin * np.ptp(values)
        limits(np.min(values) - room, np.max(values) + room)


class MovingLine:
    """A line ŷ = w x + b with a dashed residual from each point to it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With its limits set.
    x, y : float arrays, shape (m,)
        The points that the residuals start from.
    squares : bool
        Draw each residual as a square, whose area is the squared residual. The axes
        should have equal scales then.
    """

    def __init__(self, axes, x, y, squares=False):
        self.x, self.y = np.asarray(x), np.asarray(y)
        left, right = axes.get_xlim()
        self.ends = np.array([2 * left - right, 2 * right - left])
        self.squares = None
        if squares:
            self.squares = PolyCollection(
                [], facecolor=ORANGE, alpha=0.16, edgecolor=ORANGE, animated=True
            )
            axes.add_collection(self.squares, autolim=False)
        self.residuals = LineCollection(
            [], colors=INK, linestyles="dashed", animated=True, zorder=3,
            linewidths=1 if len(self.x) < 20 else 0.4,
        )  # fmt: skip
        axes.add_collection(self.residuals, autolim=False)
        (self.line,) = axes.plot([], [], color=ORANGE, animated=True, zorder=4)

    def move(self, w, b):
        """Move to slope w and intercept b."""
        with np.errstate(over="ignore"):
            predicted = w * self.x + b
            self.line.set_data(self.ends, w * self.ends + b)
        self.residuals.set_segments(
            np.stack(
                [np.c_[self.x, self.y], np.c_[self.x, predicted]],
                axis=1,
            )
        )
        if self.squares is not None:
            side = predicted - self.y
            low, high = self.x, self.x - side
            corners = [(low, self.y), (low, predicted), (high, predicted)]
            corners.append((high, self.y))
            self.squares.set_verts(np.array(corners).transpose(2, 0, 1))
