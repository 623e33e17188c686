"""Two kinds of points in the plane, the border between them, and arrows."""

import numpy as np
from matplotlib.patches import Polygon

from backprop_helpers.figures.colours import BLUE, ORANGE, PINK

FAR = 30.0  # beyond any axes of the course, so that a border crosses all of them


def draw_classes(axes, x, y, names, labels, margin=0.08):
    """Draw points of class 0 as blue dots and of class 1 as pink triangles.

    Both axes have the same scale: only then does a normal look perpendicular.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    x : float array, shape (2, m)
    y : array of 0 and 1, shape (m,)
    names : (str, str)
        Of class 0 and of class 1.
    labels : (str, str)
        Name and unit of each axis.
    margin : float
        Room on each side as a part of the larger range.
    """
    for kind, marker, colour, size in ((0, "o", BLUE, 6), (1, "^", PINK, 7)):
        axes.plot(
            *x[:, y == kind], marker, color=colour, markersize=size,
            markeredgecolor="white", markeredgewidth=0.6, label=names[kind],
        )  # fmt: skip
    room = margin * np.ptp(x, axis=1).max()
    low, high = x.min(axis=1) - room, x.max(axis=1) + room
    axes.set(xlabel=labels[0], ylabel=labels[1], aspect="equal")
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def border_ends(w, b):
    """Return two far points (2, 2) of the line w·x + b = 0, none (0, 2) if w is 0."""
    length = np.hypot(*w)
    if length == 0:
        return np.empty((0, 2))
    normal = np.asarray(w) / length
    foot = -b / length * normal
    along = FAR * np.array([-normal[1], normal[0]])
    return np.array([foot - along, foot + along])


class MovingBorder:
    """The line w·x + b = 0, its normal, and a tint on the side that w points to."""

    def __init__(self, axes, colour=ORANGE, arrow=0.5):
        self.arrow_length = arrow
        self.side = Polygon(
            np.zeros((1, 2)), facecolor=colour, alpha=0.12, linewidth=0, animated=True
        )
        axes.add_patch(self.side)
        (self.line,) = axes.plot([], [], color=colour, animated=True, zorder=3)
        self.normal = MovingArrow(axes, colour, head=0.3 * arrow)

    def move(self, w, b):
        """Move to the weights w, shape (2,), and the bias b."""
        ends = border_ends(w, b)
        self.line.set_data(*ends.T)
        if len(ends) == 0:
            self.side.set_xy(np.zeros((1, 2)))
            self.normal.move((0, 0), (0, 0))
            return
        unit = np.asarray(w) / np.hypot(*w)
        self.side.set_xy([*ends, *(ends[::-1] + 2 * FAR * unit)])
        # At the point of the border that is nearest to the middle of the data.
        foot = ends.mean(axis=0)
        self.normal.move(foot, foot + self.arrow_length * unit)


class MovingArrow:
    """An arrow between two points; none where they coincide."""

    def __init__(self, axes, colour, head, linestyle="-", **properties):
        self.head = head
        (self.shaft,) = axes.plot(
            [], [], color=colour, linestyle=linestyle, animated=True, zorder=5,
            solid_capstyle="butt", **properties,
        )  # fmt: skip
        (self.tip,) = axes.plot(
            [], [], color=colour, animated=True, zorder=5, solid_joinstyle="miter",
            **properties,
        )  # fmt: skip

    def move(self, start, end):
        """Move to start and end, two points (2,)."""
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        length = np.hypot(*(end - start))
        if length == 0:
            self.shaft.set_data([], [])
            self.tip.set_data([], [])
            return
        back = min(self.head, length) * (start - end) / length
        across = 0.5 * np.array([-back[1], back[0]])
        self.shaft.set_data(*np.array([start, end]).T)
        barbs = np.array([end + back + across, end, end + back - across])
        self.tip.set_data(*barbs.T)
