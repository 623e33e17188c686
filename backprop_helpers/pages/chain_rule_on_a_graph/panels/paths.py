"""A weight used twice: two paths to the cost, their products, and the walk back."""

from functools import partial
from itertools import pairwise

import numpy as np

from backprop_helpers.figures.colours import DARK_ORANGE, DARK_PINK, INK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor
from backprop_helpers.pages.chain_rule_on_a_graph.example import weight_in_two_places
from backprop_helpers.pages.chain_rule_on_a_graph.figures.graph import (
    Moment,
    draw_graph,
    short,
    times,
)
from backprop_helpers.panels.controls import Bank, Slider, stages
from backprop_helpers.panels.panel import Panel

STAGES = ("values and slopes", "first path", "second path", "sum", "walk back")
PATHS = ("w", "v", "r", "C"), ("w", "p", "u", "v", "r", "C")
PLACES = {
    "w": (0, 1.6), "x": (0, -0.75), "p": (2.1, -0.1), "b": (2.1, -2.0),
    "u": (4.2, -0.1), "v": (6.3, 0.55), "y": (6.3, -1.5), "r": (8.2, 0.55),
    "C": (10.1, 0.55),
}  # fmt: skip
FORMULAS = {
    "p": "p = w x", "u": "u = p + b", "v": "v = w u", "r": "r = v − y", "C": "C = r²",
}  # fmt: skip
PART = {("w", "v"): 0.35, ("x", "p"): 0.38, ("w", "p"): 0.6, ("u", "v"): 0.42}


def moment(stage, pick, **inputs):
    """Return the Moment of a stage: path by path, their sum, then the walk back."""
    graph = weight_in_two_places(**inputs)
    first, second = ([*pairwise(path)] for path in PATHS)
    products = [graph.along(path) for path in PATHS]
    one, two = map(times, products)
    total = _sum(map(np.prod, products))
    rows = f"—— first path: {one}", f"- - second path: {two}", f"sum: ∂C/∂w = {total}"
    names = [" → ".join(path) for path in PATHS]
    meeting = [edge for edge in first + second if edge[0] == "w"]
    shares = _sum(graph.share[edge] for edge in meeting)
    show = partial(Moment, graph, moved=pick, known=graph.value, slopes=graph.slope)
    return (
        show(
            f"C = {short(graph.value['C'])}. Each edge carries its local slope, as a "
            "factor. Press Step to follow the first path from w to C.",
        ),
        show(
            f"First path, solid: multiply along {names[0]}, {one}.",
            nodes=["w"], solid=first, rows=(rows[0], "", ""),
        ),
        show(
            f"Second path, dashed: multiply along {names[1]}, {two}.",
            nodes=["w"], dashed=second, rows=(*rows[:2], ""),
        ),
        show(
            f"Along a path multiply, over the paths add: ∂C/∂w = {total}.",
            nodes=["w"], solid=first, dashed=second, rows=rows, blamed=["w"],
        ),
        show(
            f"Walk back, from C: at the end w adds up what comes in, {shares}.",
            nodes=["w"], solid=meeting, rows=("", "", rows[2]), blamed=graph.value,
            shares=graph.share,
        ),
    )[stage]  # fmt: skip


def _sum(values):
    first, second = values
    return f"{short(first)} + {factor(short(second))} = {short(first + second)}"


def weight_used_twice():
    """Two paths from w to C = (w (w x + b) − y)², one by one, added, walked back."""
    sliders = (
        Slider("w", "weight w", -4, 4, 2.0, count=80),
        Slider("x", "input x", -4, 4, 3.0, count=80),
        Slider("b", "bias b", -4, 4, -1.0, count=80),
        Slider("y", "target y", -10, 10, 8.0, count=100),
    )

    def draw(figure):
        axes = figure.subplots()
        edges = weight_in_two_places(0, 0, 0, 0).slope
        draw_graph(axes, PLACES, edges, FORMULAS, PART)
        axes.set(xlim=(-0.75, 11.0), ylim=(-2.7, 2.65))
        for row, colour in enumerate((DARK_ORANGE, DARK_PINK, INK)):
            line = axes.text(
                1.3, 2.35 - 0.36 * row, "", color=colour, fontweight="bold"
            )
            follow(line, lambda m, row=row: {"text": m.rows[row]})

    return Panel(
        "A weight used twice",
        (*stages(STAGES), Bank("pick", "Change", sliders)),
        moment,
        draw,
        lambda moment: moment.sentence,
        alt="The graph of u = w x + b, v = w u, C = (v − y)²: two arrows leave w. The "
        "path of this stage is lit up, the first solid, the second dashed.",
        size=(8.2, 3.8),
    )
