"""What a gradient costs: dots to be counted, and curves against the size."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE, PINK

LOOKS = ((ORANGE, "o", "-"), (PINK, "s", "--"), (BLUE, "^", "-"))
# From its start to its tip and the barbs: as parts of its length, along and across.
ARROW = np.array([[0, 0], [1, 0], [0.85, 0.1], [1, 0], [0.85, -0.1]])


class DotBill:
    """A dot for each multiplication, a column for each forward pass.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    rows, columns : int
        Multiplications of one forward pass; the largest number of columns.
    """

    def __init__(self, axes, rows, columns):
        self.rows = rows
        axes.set(xlim=(0, columns + 1), ylim=(rows + 0.6, 0.4), aspect="equal")
        axes.set_axis_off()
        look = {"linestyle": "", "animated": True}
        (self.forward,) = axes.plot([], [], "o", color=BLUE, markersize=7, **look)
        (self.backward,) = axes.plot([], [], "s", color=ORANGE, markersize=7, **look)

    def count(self, forward, backward):
        """Show so many multiplications of forward and, behind them, backward passes."""
        place = np.arange(forward + backward)
        # The backward dots start a new column, one further on.
        place[forward:] += self.rows + -forward % self.rows
        x, y = 1 + place // self.rows, 1 + place % self.rows
        self.forward.set_data(x[:forward], y[:forward])
        self.backward.set_data(x[forward:], y[forward:])


class MovingArrow:
    """An arrow on axes of equal scales, and the dot where it starts."""

    def __init__(self, axes):
        (self.start,) = axes.plot([], [], "o", color=INK, markersize=8, animated=True)
        (self.arrow,) = axes.plot([], [], color=ORANGE, animated=True)

    def move(self, start, step):
        """Put the start at (x, y) and the arrow to (x, y) + step; None hides it."""
        self.start.set_data([start[0]], [start[1]])
        if step is None:
            self.arrow.set_data([], [])
            return
        along_and_across = np.array([step, (-step[1], step[0])])
        self.arrow.set_data(*(start + ARROW @ along_and_across).T)


class Curves:
    """One curve for each way against the number of weights, on log axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    weights : sequence of int
    curves : dict
        name -> positive numbers, one for each of weights.
    """

    def __init__(self, axes, weights, curves):
        self.weights, self.curves = weights, [*curves.values()]
        looks = zip(curves.items(), LOOKS, strict=True)
        for (name, curve), (colour, marker, dash) in looks:
            axes.loglog(
                weights, curve, dash, marker=marker, color=colour, label=name,
                markersize=4, linewidth=1.6,
            )  # fmt: skip
        axes.set(xlabel="weights", xlim=(7, 150_000))
        self.low, self.high = axes.get_ylim()
        # Room for the names, above the line that marks a place.
        axes.set_ylim(top=self.high * (self.high / self.low) ** 0.38)
        axes.legend(loc="upper left")
        (self.here,) = axes.plot([], [], color=INK, linewidth=1, animated=True)
        self.now = [
            axes.plot(
                [], [], marker, color=colour, markersize=10, markerfacecolor="none",
                markeredgewidth=2, animated=True,
            )[0]
            for colour, marker, _ in LOOKS
        ]  # fmt: skip

    def move(self, place):
        """Mark the place-th number of weights."""
        x = self.weights[place]
        self.here.set_data([x, x], [self.low, self.high])
        for mark, curve in zip(self.now, self.curves, strict=True):
            mark.set_data([x], [curve[place]])


WIDTH, HEIGHT = 0.87, 0.8  # of a box, where columns and rows are at least 1 apart


class StepGraph:
    """Boxes in columns, joined by lines; names and values stand, blame comes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    places : dict
        name -> (column, row) of its box, rows counted from the top.
    edges : sequence of (str, str)
        (parent, child), names of boxes in neighbouring columns or one above the other.
    values : dict
        name -> text of the value.

    Attributes
    ----------
    blame : dict
        name -> Text at the foot of a box, empty at first.
    """

    def __init__(self, axes, places, edges, values):
        self.places = {name: (x, -y) for name, (x, y) in places.items()}
        axes.set_axis_off()
        x, y = zip(*self.places.values(), strict=True)
        axes.set(xlim=(min(x) - 0.46, max(x) + 0.46), ylim=(min(y) - 0.5, max(y) + 0.5))
        lines = LineCollection(map(self._segment, edges), colors=GREY, linewidths=0.8)
        axes.add_collection(lines)
        self.lit = LineCollection([], colors=ORANGE, linewidths=3, animated=True)
        self.lit.set_zorder(5)  # above the texts: those that rest are not drawn anew
        axes.add_collection(self.lit, autolim=False)
        self.blame = {}
        for name, (x, y) in self.places.items():
            axes.add_patch(_box(x, y, facecolor="white", edgecolor=GREY, linewidth=1))
            text = {"fontsize": 9, "ha": "center", "va": "center", "zorder": 2}
            axes.text(x, y + 0.24, name, color=INK, **text)
            axes.text(x, y, values[name], color=BLUE, **text)
            self.blame[name] = axes.text(
                x, y - 0.24, "", color=DARK_ORANGE, animated=True, **text
            )
        self.frame = _box(0, 0, fill=False, edgecolor=ORANGE, linewidth=2.6)
        self.frame.set(animated=True, zorder=5)
        axes.add_patch(self.frame)

    def _segment(self, edge):
        (x0, y0), (x1, y1) = (self.places[name] for name in edge)
        if x0 == x1:
            half = np.copysign(HEIGHT / 2, y1 - y0)
            return [(x0, y0 + half), (x1, y1 - half)]
        return [(x0 + WIDTH / 2, y0), (x1 - WIDTH / 2, y1)]

    def light(self, name, edges=()):
        """Light up one box and some lines."""
        x, y = self.places[name]
        self.frame.set_xy((x - WIDTH / 2, y - HEIGHT / 2))
        self.lit.set_segments([self._segment(edge) for edge in edges])


def _box(x, y, **look):
    corner = (x - WIDTH / 2, y - HEIGHT / 2)
    return Rectangle(corner, WIDTH, HEIGHT, zorder=1.5, **look)
