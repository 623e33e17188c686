"""What a gradient costs: dots to be counted, curves against the size, and a graph."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number

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


WIDTH, HEIGHT = 0.87, 0.8  # of a box, where columns and rows are at least 1 apart
GAP = 0.25  # wider behind the columns of x and a², where many lines cross
COLUMNS = {  # of a layer, counted from the activations of the one before
    "w": 0, "product": 1, "s": 2, "b": 2, "z": 3, "a": 4, "x": 4,
    "−y": 0, "r": 1, "r²": 1, "C": 1,
}  # fmt: skip


def box_place(kind, layer, neuron, source):
    """Return the (x, y) of a node's box: neuron 1 stands above, neuron 2 below."""
    column = 4 * (layer - 2) + COLUMNS[kind]
    away = {"b": 2.5, "−y": 2.5, "r": 2, "r²": 1, "C": 0}.get(kind, 1.5)
    up = away if neuron == 1 else -away
    if source:
        up += (3 - 2 * source) * (1 if kind == "w" else 0.65)
    return column + GAP * ((column > 0) + (column > 4)), up - 2.5


def draw_graph(axes, nodes):
    """Draw nodes in boxes, joined by lines: names and values stand, blame comes.

    These follow entries of a result: `shown`, the texts at the foot of the boxes, by
    node; `now`, the node in a frame with lines to its parents (None frames the last).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    nodes : sequence of Node, each with its `place`
        A parent stands in a neighbouring column, or above or below its child.
    """
    places = {node: box_place(*node.place) for node in nodes}

    def joined(node):
        return [_segment(places[parent], places[node]) for parent in node.parents]

    axes.set_axis_off()
    x, y = zip(*places.values(), strict=True)
    axes.set(xlim=(min(x) - 0.46, max(x) + 0.46), ylim=(min(y) - 0.5, max(y) + 0.5))
    lines = [line for node in nodes for line in joined(node)]
    axes.add_collection(LineCollection(lines, colors=GREY, linewidths=0.8))
    # Above the texts: those that rest are not drawn anew.
    lit = LineCollection([], colors=ORANGE, linewidths=3, zorder=5)
    axes.add_collection(lit, autolim=False)
    follow(lit, lambda r: {"segments": joined(r["now"]) if r["now"] else []})
    for node, (x, y) in places.items():
        axes.add_patch(_box(x, y, facecolor="white", edgecolor=GREY, linewidth=1))
        text = {"fontsize": 9, "ha": "center", "va": "center", "zorder": 2}
        axes.text(x, y + 0.24, node.name, color=INK, **text)
        axes.text(x, y, number(node.value, trim=True), color=BLUE, **text)
        foot = axes.text(x, y - 0.24, "", color=DARK_ORANGE, **text)
        follow(foot, lambda r, node=node: {"text": r["shown"].get(node, "")})
    frame = _box(0, 0, fill=False, edgecolor=ORANGE, linewidth=2.6, zorder=5)
    axes.add_patch(frame)
    last = places[nodes[-1]]
    follow(frame, lambda r: {"xy": _corner(*places.get(r["now"], last))})


def _segment(start, end):
    (x0, y0), (x1, y1) = start, end
    if x0 == x1:
        half = np.copysign(HEIGHT / 2, y1 - y0)
        return [(x0, y0 + half), (x1, y1 - half)]
    return [(x0 + WIDTH / 2, y0), (x1 - WIDTH / 2, y1)]


def _corner(x, y):
    return x - WIDTH / 2, y - HEIGHT / 2


def _box(x, y, zorder=1.5, **look):
    return Rectangle(_corner(x, y), WIDTH, HEIGHT, zorder=zorder, **look)
