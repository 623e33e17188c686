"""The graph of a calculation that a reader typed: drawn anew for each text."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import Circle

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_ORANGE,
    GREY,
    INK,
    ORANGE,
    PAPER,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, number
from backprop_helpers.pages.chain_rule_on_a_graph.calculation import (
    NAME,
    NUMBER,
    Calculation,
    Walk,
)
from backprop_helpers.pages.chain_rule_on_a_graph.expression import MOST_CIRCLES
from backprop_helpers.pages.chain_rule_on_a_graph.layout import (
    HEIGHT,
    RADIUS,
    WIDTH,
    Layout,
    lay_out,
)

MOST_EDGES = 2 * (MOST_CIRCLES - 1)  # at least one circle is a name
FONT = "DejaVu Sans Mono"  # all signs of one width


@dataclass(frozen=True)
class OwnMoment:
    """What the picture shows: what was typed, and its graph at a stage of the walks.

    Steps go by their places, edges as in a Calculation. Where the text was refused,
    there is no calculation, and `trouble` is the place of the sign that is wrong.
    """

    sentence: str
    text: str
    trouble: int | None = None
    calculation: Calculation | None = None
    walk: Walk | None = None
    slopes: bool = False  # whether edges show their local slope
    blamed: Collection = ()  # steps that show their blame
    lit: int | None = None  # the step that the walk back has reached

    @property
    def layout(self):
        """Where its circles and arrows stand."""
        return lay_out(self.calculation) if self.calculation else Layout((), {}, {})

    @property
    def edges(self):
        """Its edges, in the order of the calculation."""
        return self.calculation.edges if self.calculation else ()

    def is_counted(self, edge):
        """Whether an edge shows numbers: one from a typed number need not."""
        return self.calculation.steps[edge[0]].kind != NUMBER


def brief(value):
    """Write a number with three digits that count, with fewer if it is small."""
    size = abs(value)
    spec = ".0f" if size >= 100 else ".4f" if size < 0.01 else ".3f"
    spec = ".3g" if 0.1 <= size < 100 else spec
    exact = size < 1000 and round(value, 2) == round(value, 9)
    return number(value, ".2f" if exact else spec, trim=True)


def draw_own_graph(axes):
    """Draw as many circles and arrows as there may be; they follow an OwnMoment."""
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT), aspect="equal")
    _draw_text(axes)
    for n in range(MOST_EDGES):
        _draw_edge(axes, n)
    for step in range(MOST_CIRCLES):
        _draw_circle(axes, step)


def _draw_text(axes):
    """Draw what was typed, and below it a mark at the sign that is wrong."""
    style = {"family": FONT, "va": "bottom", "zorder": 6, "parse_math": False}
    known = get_font(findfont(FONT)).get_charmap()
    typed = axes.text(0.1, HEIGHT - 0.3, "", color=INK, **style)
    follow(typed, lambda m: {"text": f"C = {_drawable(m.text, known)}"})
    caret = axes.text(0.1, HEIGHT - 0.55, "", color=DARK_ORANGE, **style)
    follow(caret, lambda m: {"text": "" if m.trouble is None else _caret(m.trouble)})


def _drawable(text, known):
    """Return a text with boxes for the signs that the font does not have."""
    return "".join(sign if ord(sign) in known else "□" for sign in text)


def _caret(place):
    return f"{' ' * (4 + place)}▲"


def _draw_edge(axes, n):
    (line,) = axes.plot([], [], zorder=1, solid_capstyle="butt")
    (head,) = axes.plot([], [], linestyle="none", markersize=8, zorder=2)
    style = {"ha": "center", "fontsize": 8.5, "zorder": 5, "bbox": PAPER}
    slope = axes.text(0, 0, "", color=INK, va="bottom", **style)
    share = axes.text(0, 0, "", color=DARK_ORANGE, va="top", **style)

    def edge_of(m):
        return m.edges[n] if n < len(m.edges) else None

    def look(m):
        edge = edge_of(m)
        if edge is None:
            return {"visible": False}
        lit = m.lit == edge[0]
        return {
            "visible": True,
            "color": ORANGE if lit else GREY,
            "data": m.layout.lines[edge].T,
            "linewidth": 2.6 if lit else 1.2,
        }

    def tip(m):
        edge = edge_of(m)
        if edge is None:
            return {"visible": False}
        line = m.layout.lines[edge]
        run, rise = line[-1] - line[-4]
        angle = float(np.degrees(np.arctan2(rise, run)))
        return {
            "visible": True,
            "color": ORANGE if m.lit == edge[0] else GREY,
            "data": line[-1:].T,
            "marker": (3, 0, round(angle - 90, 1)),
        }

    def written(sign, write, shown, above):
        def follow_it(m):
            edge = edge_of(m)
            if edge is None or not m.is_counted(edge) or not shown(m, edge):
                return {"text": ""}
            x, y = m.layout.labels[edge]
            return {"text": f"{sign} {write(m, edge)}", "position": (x, y + above)}

        return follow_it

    follow(line, look)
    follow(head, tip)
    follow(slope, written("×", lambda m, edge: factor(brief(m.walk.slopes[edge])),
                          lambda m, edge: m.slopes, 0.03))  # fmt: skip
    follow(share, written("←", lambda m, edge: brief(m.walk.shares[edge]),
                          lambda m, edge: edge[0] in m.blamed, -0.02))  # fmt: skip


def _draw_circle(axes, step):
    ring = axes.add_patch(Circle((0, 0), RADIUS, facecolor="white", zorder=3))
    style = {"ha": "center", "fontsize": 9, "zorder": 5}
    label = axes.text(0, 0, "", color=INK, va="bottom", bbox=PAPER, **style)
    value = axes.text(0, 0, "", color=BLUE, va="center", **style | {"fontsize": 8.5})
    blame = axes.text(0, 0, "", color=DARK_ORANGE, va="top", bbox=PAPER, **style)

    def there(m):
        return m.calculation is not None and step < len(m.calculation.steps)

    def look(m):
        if not there(m):
            return {"visible": False}
        lit = m.lit == step
        return {
            "visible": True,
            "center": m.layout.circles[step],
            "edgecolor": to_rgba(ORANGE if lit else INK),
            "linewidth": 2.6 if lit else 1.3,
        }

    def written(text, above=0.0):
        def follow_it(m):
            if not there(m):
                return {"text": ""}
            x, y = m.layout.circles[step]
            return {"text": text(m), "position": (x, y + above)}

        return follow_it

    def weight(m):
        name = there(m) and m.calculation.steps[step].kind == NAME
        return {"fontweight": "bold" if name else "normal"}

    above = written(lambda m: m.calculation.formulas[step], RADIUS + 0.05)
    follow(ring, look)
    follow(label, lambda m: above(m) | weight(m))
    follow(value, written(lambda m: brief(m.walk.values[step])))
    follow(blame, written(lambda m: _blame(m, step), -RADIUS - 0.06))


def _blame(moment, step):
    """Write the blame of a step, as a sum where two edges bring it."""
    if step not in moment.blamed:
        return ""
    shares = [
        moment.walk.shares[edge] for edge in moment.calculation.edges if edge[0] == step
    ]
    text = brief(moment.walk.blames[step])
    if len(shares) != 2:
        return text
    return f"{brief(shares[0])} + {factor(brief(shares[1]))} = {text}"
