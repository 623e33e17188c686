"""What a gradient costs: dots to be counted, and curves."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, INK, ORANGE, PINK
from backprop_helpers.figures.following import follow

LOOKS = ((ORANGE, "o", "-"), (PINK, "s", "--"), (BLUE, "^", "-"))
# From its start to its tip and the barbs: as parts of its length, along and across.
ARROW = np.array([[0, 0], [1, 0], [0.85, 0.1], [1, 0], [0.85, -0.1]])


def arrow(start, step):
    """Return the corners (2, 5) of an arrow, on axes of equal scales."""
    along_and_across = np.array([step, (-step[1], step[0])])
    return (start + ARROW @ along_and_across).T


def dots(forward, backward, rows=10):
    """Return places (2, forward) and (2, backward) of dots, column by column.

    The backward dots start a new column, one further on.
    """
    place = np.arange(forward + backward)
    place[forward:] += rows + -forward % rows
    places = 1 + np.array(np.divmod(place, rows))
    return places[:, :forward], places[:, forward:]


def draw_curves(axes, weights, curves):
    """Draw a curve for each way against the number of weights, on log axes.

    A line and a mark on each curve follow the `place` of a result in these lists.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    weights : sequence of int
    curves : dict
        name -> positive numbers, one for each of weights.
    """
    looks = zip(curves.items(), LOOKS, strict=True)
    for (name, curve), (colour, marker, dash) in looks:
        axes.loglog(
            weights, curve, dash, marker=marker, color=colour, label=name,
            markersize=4, linewidth=1.6,
        )  # fmt: skip
        (mark,) = axes.plot(
            [], [], marker, color=colour, markersize=10, markerfacecolor="none",
            markeredgewidth=2,
        )  # fmt: skip
        x_and_y = np.array([weights, curve])
        follow(mark, lambda r, points=x_and_y: {"data": points[:, [r["place"]]]})
    axes.set(xlabel="weights", xlim=(7, 150_000))
    low, high = axes.get_ylim()
    # Room for the names, above the line that marks a place.
    axes.set_ylim(top=high * (high / low) ** 0.38)
    axes.legend(loc="upper left")
    (here,) = axes.plot([], [], color=INK, linewidth=1, zorder=1.9)  # under the marks
    follow(here, lambda r: {"data": ([weights[r["place"]]] * 2, [low, high])})
