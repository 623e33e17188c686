"""The network of the first pages: two neurons in each of three layers, with numbers."""

from dataclasses import dataclass, field
from itertools import product

from matplotlib.colors import to_rgba
from matplotlib.patches import Circle

from backprop_helpers.figures import blanks
from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, PAPER, PINK
from backprop_helpers.figures.following import follow, put_at_rest

ONE_TWO = (1, 2)
NODES = [*product((1, 2, 3), ONE_TWO)]
EDGES = [*product((2, 3), ONE_TWO, ONE_TWO)]
RADIUS = 0.38


@dataclass(frozen=True)
class Moment:
    """What a picture of the network shows now.

    All count from 1. A node is (layer, neuron); an edge is (layer, j, k), from neuron k
    of the layer before to neuron j. A text stands at (place, node or edge): "inside",
    "above" and "below" a node, "on" and "under" an edge, or at a place of a panel.
    """

    sentence: str
    lit: dict  # node or edge -> its colour; an edge in pink is dashed
    texts: dict  # where it stands -> a text
    bold: tuple = ()  # where bold ones stand
    rows: tuple = ()  # (text, colour, weight) of each line beside the network
    blanks: dict = field(default_factory=dict)  # where blanks stand -> OPEN or ASKED


def draw_network(axes, spread=3.5, nodes=NODES):
    """Draw circles in columns, joined by edges; what they show follows a Moment.

    spread is the distance between two layers; nodes are those to draw, by default all.
    Returns node -> (x, y).
    """
    axes.set_axis_off()
    axes.set_aspect("equal")
    places = {(l, j): (spread * (l - 1), 2.6 * (1.5 - j)) for l, j in nodes}
    style = {"ha": "center", "fontsize": 9, "linespacing": 1.25, "zorder": 5}
    on_edge = style | {"bbox": PAPER}
    for edge in [(l, j, k) for l, j in places for k in ONE_TWO if (l - 1, k) in places]:
        (x0, y0), (x1, y1) = places[edge[0] - 1, edge[2]], places[edge[:2]]
        draw_edge(axes, edge, [x0, x1], [y0, y1])
        # Off the middle, so that the numbers of two crossing edges do not meet.
        x, y = x0 + 0.37 * (x1 - x0), y0 + 0.37 * (y1 - y0)
        write(axes, ("on", edge), x, y, INK, va="center", **on_edge)
        write(axes, ("under", edge), x, y - 0.13, DARK_ORANGE, va="top", **on_edge)
    for node, (x, y) in places.items():
        ring = axes.add_patch(Circle((x, y), RADIUS, facecolor="white", zorder=3))
        follow(ring, lambda m, node=node: _ring(m.lit.get(node)))
        write(axes, ("inside", node), x, y, BLUE, va="center", **style)
        write(axes, ("above", node), x, y + RADIUS + 0.1, INK, va="bottom", **style)
        write(
            axes, ("below", node), x, y - RADIUS - 0.1, DARK_ORANGE, va="top", **style
        )
    return places


def draw_edge(axes, edge, x, y):
    """Draw a line that lights up with an edge of a Moment."""

    def look(moment):
        colour = moment.lit.get(edge)
        return {
            "color": colour or GREY,
            "linewidth": 2.6 if colour else 1,
            "linestyle": "--" if colour == PINK else "-",
        }

    return follow(*axes.plot(x, y, zorder=1), look)


def write(axes, key, x, y, colour, **style):
    """Write what stands at this key in the texts of a Moment."""

    def look(moment):
        weight = "bold" if key in moment.bold else "normal"
        text, blank = moment.texts.get(key, ""), moment.blanks.get(key)
        return blanks.look(text, blank, colour) | {"fontweight": weight}

    return follow(blanks.write(axes, x, y, colour, **style), look)


def _ring(colour):
    return {"edgecolor": to_rgba(colour or INK), "linewidth": 2.6 if colour else 1.3}


def draw_at_rest(axes, moment, **how):
    """Draw the network as it is at one Moment, for a picture that does not move."""
    places = draw_network(axes, **how)
    put_at_rest(axes, moment)
    return places
