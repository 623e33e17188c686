"""A calculation drawn as a graph: values in the nodes, slopes on the edges."""

from collections.abc import Collection
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle

from backprop_helpers.figures import blanks, new_figure
from backprop_helpers.figures.colours import (
    BLUE,
    DARK_ORANGE,
    GREY,
    INK,
    ORANGE,
    PAPER,
    PINK,
)
from backprop_helpers.figures.following import follow, put_at_rest
from backprop_helpers.figures.numbers import factor, number
from backprop_helpers.pages.chain_rule_on_a_graph.example import (
    NamedGraph,
    line_and_error,
)

RADIUS = 0.4
PLACES = {  # of the nodes of C = (w x + b − y)²
    "w": (0, 0.75), "x": (0, -1.0), "u": (2.3, -0.1), "b": (2.3, -2.1),
    "ŷ": (4.6, -0.1), "y": (4.6, -2.1), "r": (6.9, -0.1), "C": (9.2, -0.1),
}  # fmt: skip
FORMULAS = {"u": "u = w x", "ŷ": "ŷ = u + b", "r": "r = ŷ − y", "C": "C = r²"}


@dataclass(frozen=True)
class Moment:
    """What a drawn graph shows now; nodes go by name, edges by (parent, child)."""

    graph: NamedGraph
    sentence: str
    moved: str = ""  # the node whose number the slider moves: its label is bold
    known: Collection = ()  # nodes that show their value
    slopes: Collection = ()  # edges that show their local slope
    shares: Collection = ()  # edges that show what they carry back
    blamed: Collection = ()  # nodes that show their blame
    nodes: Collection = ()  # lit up
    solid: Collection = ()  # edges lit up
    dashed: Collection = ()  # edges lit up in dashes; white ones if they are solid, too
    colour: str = ORANGE  # of what is lit up
    rows: tuple = ("", "", "")  # what stands beside the graph
    # What is to be filled in, as ("value" or "blame", node) or ("share", edge).
    blanks: dict = field(default_factory=dict)


def short(value):
    """Write a number with at most four digits that count."""
    size = abs(value)
    spec = ".0f" if size >= 1000 else ".4f" if size < 0.001 else ".4g"
    return number(value, spec, trim=True)


def times(values):
    """Write a product: its factors, the sign =, and its value."""
    factors = [factor(short(value)) for value in values]
    return f"{' · '.join(factors)} = {short(np.prod(values))}"


def draw_graph(axes, places, edges, formulas, part=MappingProxyType({})):
    """Draw circles with arrows from parents to children; they follow a Moment.

    places has the middle (x, y) of each node by its name, formulas what stands over it,
    by default its name. edges are pairs (parent, child) of names; part says where on an
    edge its numbers stand, from 0 at the parent to 1, by default ½.
    """
    axes.set_axis_off()
    axes.set_aspect("equal")
    for edge in edges:
        ends = (np.array(places[name]) for name in edge)
        _draw_edge(axes, edge, *ends, part.get(edge, 0.5))
    for name, place in places.items():
        _draw_node(axes, name, *place, formulas.get(name, name))


def _draw_edge(axes, edge, start, end, part):
    along = (end - start) / np.hypot(*(end - start))
    tail, tip = start + RADIUS * along, end - (RADIUS + 0.09) * along
    points = np.array([tail, tip]).T
    angle = np.degrees(np.arctan2(along[1], along[0]))
    (arrow,) = axes.plot(
        *points, marker=(3, 0, angle - 90), markevery=[1], markersize=9, zorder=1
    )
    (dashes,) = axes.plot(*points, "--", color="white", linewidth=1.6, zorder=2)
    x, y = tail + part * (tip - tail)
    style = {"ha": "center", "fontsize": 9, "zorder": 5}
    style["bbox"] = PAPER

    def light(moment):
        solid, dashed = edge in moment.solid, edge in moment.dashed
        return {
            "color": moment.colour if solid else PINK if dashed else GREY,
            "linewidth": 3.4 if solid else 2.6 if dashed else 1.2,
            "linestyle": "--" if dashed and not solid else "-",
        }

    def local_slope(moment):
        text = f"× {factor(short(moment.graph.slope[edge]))}"
        return {"text": text if edge in moment.slopes else ""}

    def carried_back(moment):
        text = f"← {short(moment.graph.share[edge])}" if edge in moment.shares else ""
        return _look(moment, ("share", edge), text, DARK_ORANGE)

    follow(arrow, light)
    follow(dashes, lambda m: {"visible": edge in m.solid and edge in m.dashed})
    slope = axes.text(x, y + 0.02, "", color=INK, va="center", **style)
    follow(slope, local_slope)
    share = blanks.write(axes, x, y - 0.15, DARK_ORANGE, va="top", **style)
    follow(share, carried_back)


def _draw_node(axes, name, x, y, formula):
    ring = axes.add_patch(Circle((x, y), RADIUS, facecolor="white", zorder=3))
    style = {"fontsize": 9, "zorder": 5}
    label = axes.text(x, y + RADIUS + 0.1, formula, fontsize=10, ha="center", zorder=5)
    value = blanks.write(axes, x, y, BLUE, ha="center", va="center", **style)
    below = y - RADIUS - 0.24
    # The sign never changes: only the number behind it must be drawn again.
    sign = axes.text(
        x + 0.2, below, f"∂C/∂{name} =", color=DARK_ORANGE, ha="right", bbox=PAPER,
        **style,
    )  # fmt: skip
    blame = blanks.write(axes, x + 0.27, below, DARK_ORANGE, PAPER, **style)

    def light(moment):
        lit = name in moment.nodes
        colour = to_rgba(moment.colour if lit else INK)
        return {"edgecolor": colour, "linewidth": 2.6 if lit else 1.3}

    def known(moment):
        text = short(moment.graph.value[name]) if name in moment.known else "?"
        return _look(moment, ("value", name), text, BLUE)

    def blamed(moment):
        text = short(moment.graph.blame[name]) if name in moment.blamed else ""
        return _look(moment, ("blame", name), text, DARK_ORANGE)

    follow(ring, light)
    follow(label, lambda m: {"fontweight": "bold" if name == m.moved else "normal"})
    follow(value, known)
    follow(sign, lambda m: {"visible": name in m.blamed or ("blame", name) in m.blanks})
    follow(blame, blamed)


def _look(moment, key, text, colour):
    """Return how a number looks: itself, or a blank where it is to be filled in."""
    blank = moment.blanks.get(key)
    return blanks.look("?" if blank else text, blank, colour)


def draw_line_and_error(w, x, b, y):
    """Return a figure of the graph of C = (w x + b − y)² with all its values."""
    figure, axes = new_figure(8.2, 2.9)
    graph = line_and_error(w, x, b, y)
    moment = Moment(graph, "", known=graph.value)
    draw_graph(axes, PLACES, graph.slope, FORMULAS)
    put_at_rest(figure, moment)
    axes.set(xlim=(-0.8, 9.9), ylim=(-2.6, 1.4))
    return figure
