"""Two kinds of points in the plane, the border between them, arrows, and rings."""

import numpy as np
from matplotlib.patches import Polygon

from backprop_helpers.figures.border import FAR, border_ends
from backprop_helpers.figures.colours import BLUE, ORANGE, PINK
from backprop_helpers.figures.following import follow


def draw_classes(axes, x, y, names, labels):
    """Draw points x (2, m) of target −1 as blue dots and of 1 as pink triangles.

    y (m,) holds their targets, names has a name for each; labels has the name and unit
    of each axis. Both axes have the same scale, or a normal would not look
    perpendicular.
    """
    looks = ((-1, "o", BLUE, 6), (1, "^", PINK, 7))
    for (kind, marker, colour, size), name in zip(looks, names, strict=True):
        axes.plot(
            *x[:, y == kind], marker, color=colour, markersize=size,
            markeredgecolor="white", markeredgewidth=0.6, label=name,
        )  # fmt: skip
    room = 0.08 * np.ptp(x, axis=1).max()
    low, high = x.min(axis=1) - room, x.max(axis=1) + room
    axes.set(xlabel=labels[0], ylabel=labels[1], aspect="equal")
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def draw_border(axes, weights, colour=ORANGE, label=None):
    """Draw the line w·x + b = 0, its normal, and a tint on the side that w points to.

    weights(result) gives w₁, w₂ and b; where w is 0, there is no border.
    """

    def ends(r):
        *w, b = weights(r)
        return border_ends(w, b)

    def normal(r):
        """Return an arrow of length ½ from the point of the border nearest to 0."""
        *w, b = weights(r)
        length = np.hypot(*w) or 1.0
        unit = np.divide(w, length)
        foot = -b / length * unit
        return foot, foot + 0.5 * unit

    def side(r):
        near, (foot, tip) = ends(r), normal(r)
        return {"xy": np.vstack([near, near[::-1] + 4 * FAR * (tip - foot)])}

    tint = Polygon(np.zeros((1, 2)), facecolor=colour, alpha=0.12, linewidth=0)
    axes.add_patch(follow(tint, side))
    (line,) = axes.plot([], [], color=colour, zorder=3, label=label)
    follow(line, lambda r: {"data": ends(r).T})
    draw_arrow(axes, normal, colour, head=0.15)


def draw_arrow(axes, ends, colour, dash="-", width=None, head=0.16):
    """Draw an arrow that follows ends(result), its start and its end, both (2,).

    It has no length, and does not show, where they coincide.
    """

    def barbs(r):
        start, end = np.array(ends(r), dtype=float)
        length = np.hypot(*(end - start)) or 1.0
        back = min(head, length) * (start - end) / length
        across = 0.5 * np.array([-back[1], back[0]])
        return {"data": np.array([end + back + across, end, end + back - across]).T}

    style = {"color": colour, "linewidth": width, "zorder": 5}
    (shaft,) = axes.plot([], [], dash, solid_capstyle="butt", **style)
    follow(shaft, lambda r: {"data": np.transpose(ends(r))})
    (tip,) = axes.plot([], [], solid_joinstyle="miter", **style)
    follow(tip, barbs)


def legend_above(axes):
    """Put the legend over the axes, where nothing that moves can cover it."""
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8,
        borderaxespad=0.2, columnspacing=1.2, handlelength=1.6,
    )  # fmt: skip
