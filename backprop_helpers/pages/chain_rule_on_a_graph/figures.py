"""A calculation drawn as a graph: values in the nodes, slopes on the edges."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, number
from backprop_helpers.pages.chain_rule_on_a_graph.example import NamedGraph

RADIUS = 0.4


@dataclass(frozen=True)
class Moment:
    """What a drawn graph shows now; nodes go by name, edges by (parent, child)."""

    graph: NamedGraph
    sentence: str
    moved: str  # the node whose number the slider moves: its label is bold
    known: Collection  # nodes that show their value
    slopes: Collection = ()  # edges that show their local slope
    shares: Collection = ()  # edges that show what they carry back
    blamed: Collection = ()  # nodes that show their blame
    nodes: Collection = ()  # lit up
    solid: Collection = ()  # edges lit up
    dashed: Collection = ()  # edges lit up in dashes; white ones if they are solid, too
    colour: str = ORANGE  # of what is lit up
    rows: tuple = ("", "", "")  # what stands beside the graph


def short(value):
    """Write a number with at most four digits that count."""
    size = abs(value)
    spec = ".0f" if size >= 1000 else ".4f" if size < 0.001 else ".4g"
    return number(value, spec, trim=True)


def times(values):
    """Write a product: its factors, the sign =, and its value."""
    factors = [factor(short(value)) for value in values]
    return f"{' · '.join(factors)} = {short(np.prod(values))}"


def draw_graph(axes, places, edges, formulas, part):
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
    style["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}

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
        text = f"← {short(moment.graph.share[edge])}"
        return {"text": text if edge in moment.shares else ""}

    follow(arrow, light)
    follow(dashes, lambda m: {"visible": edge in m.solid and edge in m.dashed})
    slope = axes.text(x, y + 0.02, "", color=INK, va="center", **style)
    follow(slope, local_slope)
    share = axes.text(x, y - 0.15, "", color=DARK_ORANGE, va="top", **style)
    follow(share, carried_back)


def _draw_node(axes, name, x, y, formula):
    ring = axes.add_patch(Circle((x, y), RADIUS, facecolor="white", zorder=3))
    style = {"fontsize": 9, "zorder": 5}
    label = axes.text(x, y + RADIUS + 0.1, formula, fontsize=10, ha="center", zorder=5)
    value = axes.text(x, y, "", color=BLUE, ha="center", va="center", **style)
    below, style["color"] = y - RADIUS - 0.24, DARK_ORANGE
    # The sign never changes: only the number behind it must be drawn again.
    sign = axes.text(x + 0.2, below, f"∂C/∂{name} =", ha="right", **style)
    blame = axes.text(x + 0.27, below, "", **style)

    def light(moment):
        lit = name in moment.nodes
        colour = to_rgba(moment.colour if lit else INK)
        return {"edgecolor": colour, "linewidth": 2.6 if lit else 1.3}

    def written(numbers, known, otherwise):
        return {"text": short(numbers[name]) if name in known else otherwise}

    follow(ring, light)
    follow(label, lambda m: {"fontweight": "bold" if name == m.moved else "normal"})
    follow(value, lambda m: written(m.graph.value, m.known, "?"))
    follow(sign, lambda m: {"visible": name in m.blamed})
    follow(blame, lambda m: written(m.graph.blame, m.blamed, ""))
