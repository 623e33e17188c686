"""A large graph of single operations: a box for each, with its value and blame."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from .colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE

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
