"""The layers of a network as columns of neurons, and its code with the shapes."""

from itertools import product

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK
from backprop_helpers.figures.following import follow

WIDTH, GAP = 10.0, 0.8  # of the whole network; between two neurons of a layer


def neuron_places(n):
    """Return l -> the places (n[l], 2) of the neurons of layer l, for a dict n."""
    across = np.linspace(0, WIDTH, len(n))
    return {
        l: np.array([(x, GAP * (i - (n[l] - 1) / 2)) for i in range(n[l])])
        for l, x in zip(n, across, strict=True)
    }


def draw_layers(axes, most, tallest):
    """Draw layers as columns of circles, joined by edges; words over and under them.

    All of them follow these entries of a result:

    - places: what `neuron_places` returns
    - words: ("name" | "forward" | "backward", l) -> words at layer l, and
      ("gradient", l) -> words between layer l and the one before
    - lit: the layers l, and the pairs (l − 1, l) whose edges are lit up
    - colour: of what is lit

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    most : int
        Layers in the deepest network.
    tallest : int
        Neurons in the largest layer.
    """
    axes.set_axis_off()
    half = GAP * (tallest - 1) / 2
    axes.set(xlim=(-0.7, WIDTH + 0.7), ylim=(-half - 2.0, half + 0.8))

    def edges(r, layers):
        places = r["places"]
        return [ends for l in layers for ends in product(places[l - 1], places[l])]

    def lit_edges(r):
        return edges(r, [l for l in r["places"] if (l - 1, l) in r["lit"]])

    every_edge = LineCollection([], colors=GREY, linewidths=0.7, zorder=1)
    bright = LineCollection([], linewidths=2, zorder=2)
    for lines in (every_edge, bright):
        axes.add_collection(lines, autolim=False)
    follow(every_edge, lambda r: {"segments": edges(r, [*r["places"]][1:])})
    follow(bright, lambda r: {"segments": lit_edges(r), "color": r["colour"]})

    def circle(r, l):
        lit = l in r["lit"]
        return {
            "data": r["places"].get(l, np.empty((0, 2))).T,
            "markeredgecolor": r["colour"] if lit else INK,
            "markeredgewidth": 3 if lit else 1.2,
        }

    for l in range(1, most + 1):
        (circles,) = axes.plot([], [], "o", color="white", markersize=15, zorder=3)
        follow(circles, lambda r, l=l: circle(r, l))

    def word(r, kind, l, height):
        if (kind, l) not in r["words"]:
            return {"text": ""}
        x = r["places"][l][0, 0]
        if kind == "gradient":
            x -= r["places"][2][0, 0] / 2
        return {"text": r["words"][kind, l], "position": (x, height)}

    low = -half - 0.65
    for kind, height, size, colour in (
        ("name", half + 0.6, 9, GREY),
        ("forward", low, 10, BLUE),
        ("backward", low - 0.5, 10, DARK_ORANGE),
        ("gradient", low - 1.0, 10, DARK_ORANGE),
    ):
        look = {"ha": "center", "va": "center", "fontsize": size, "color": colour}
        for l in range(1, most + 1):
            text = axes.text(0, height, "", zorder=1, **look)
            follow(text, lambda r, place=(kind, l, height): word(r, *place))


def draw_code(axes):
    """Draw a title, a line of code, and under its parts the shape of each.

    They follow the entries title, code and shapes of a result; see `over_its_shapes`.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    for entry, height, size, colour, family, weight in (
        ("title", 0.85, 10.5, INK, "sans-serif", "bold"),
        ("code", 0.5, 10, INK, "monospace", "normal"),
        ("shapes", 0.16, 10, GREY, "monospace", "normal"),
    ):
        text = axes.text(
            0, height, "", va="center", color=colour, fontsize=size, family=family,
            fontweight=weight,
        )  # fmt: skip
        follow(text, lambda r, entry=entry: {"text": r[entry]})


def over_its_shapes(parts):
    """Return a line of code and one of shapes, each in the middle under its part.

    parts are (code, rows, columns), and plain text between them, which has no shape.
    """
    pairs = [
        (part, "") if isinstance(part, str) else (part[0], str(part[1:]))
        for part in parts
    ]
    widths = [max(map(len, pair)) for pair in pairs]
    rows = (map(str.center, row, widths) for row in zip(*pairs, strict=True))
    return tuple("".join(row) for row in rows)
