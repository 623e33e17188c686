"""A graph in boxes, whose blame comes step by step; and four answers."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number

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


def draw_four_answers(axes, inputs, targets):
    """Draw answers beside their targets: they follow `answers` (4,) of a result.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    inputs : array (2, 4)
    targets : array (4,)
    """
    places = np.arange(4)
    names = [f"{number(x, '.0f')}, {number(y, '.0f')}" for x, y in inputs.T]
    axes.set(xlim=(-0.5, 3.5), ylim=(-1.3, 1.3), xticks=places, xticklabels=names)
    axes.set(xlabel="inputs $x_1, x_2$", ylabel="answer")
    axes.axhline(0, color=GREY, linewidth=1)
    look = {"markersize": 13, "markerfacecolor": "none", "markeredgewidth": 1.5}
    axes.plot(places, targets, "s", color=INK, label="target", **look)
    gaps = LineCollection([], colors=ORANGE, linewidths=2)
    axes.add_collection(gaps, autolim=False)
    (dots,) = axes.plot([], [], "o", color=BLUE, markersize=7, label="answer")

    def inside(result):
        return np.clip(result["answers"], -1.25, 1.25)

    def gaps_of(result):
        ends = np.array([targets, inside(result)])
        return [*np.stack([np.array([places, places]), ends], axis=-1).swapaxes(0, 1)]

    follow(gaps, lambda r: {"segments": gaps_of(r)})
    follow(dots, lambda r: {"data": (places, inside(r))})
    # Beside the axes, since a wrong answer may lie anywhere in them.
    axes.figure.legend(loc="outside lower center", ncols=2)
