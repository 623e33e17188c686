"""Sums over paths: two paths from a weight to the cost, and their two products."""

from functools import partial
from itertools import pairwise

import numpy as np

from backprop_helpers.figures.colours import DARK_ORANGE, DARK_PINK, INK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor
from backprop_helpers.pages.chain_rule_on_a_graph import example, figures
from backprop_helpers.pages.chain_rule_on_a_graph.figures import short, times
from backprop_helpers.panels.controls import Bank, Slider, stages
from backprop_helpers.panels.panel import Panel

STAGES = ("values and slopes", "first path", "second path", "sum", "walk back")


def moments(graph, paths, fork, moved):
    """Return the Moment of each stage.

    paths are two tuples of names. They part at the node `fork`, which adds up what
    comes back along them.
    """
    first, second = ([*pairwise(path)] for path in paths)
    meeting = [edge for edge in first + second if edge[0] == fork]
    products = [graph.along(path) for path in paths]
    one, two = map(times, products)
    total = _sum(map(np.prod, products))
    rows = f"—— first path: {one}", f"- - second path: {two}", f"sum: ∂C/∂w = {total}"
    names = [" → ".join(path) for path in paths]
    handed_on = ""
    if fork != "w":
        pair = graph.blame[fork], graph.slope["w", fork]
        handed_on = f", and hands {times(pair)} on to w"
    shares = _sum(graph.share[edge] for edge in meeting)
    show = partial(
        figures.Moment, graph, moved=moved, known=graph.value, slopes=graph.slope
    )
    return (
        show(
            f"C = {short(graph.value['C'])}. Each edge carries its local slope, as a "
            "factor. Press Step to follow the first path from C back to w.",
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
            f"Walk back: {fork} adds up what comes in, {shares}{handed_on}.",
            nodes=[fork], solid=meeting, rows=("", "", rows[2]), blamed=graph.value,
            shares=meeting,
        ),
    )  # fmt: skip


def _sum(values):
    first, second = values
    return f"{short(first)} + {factor(short(second))} = {short(first + second)}"


def two_paths(title, build, paths, fork, sliders, limits, table, home, alt, size,
              **drawing):  # fmt: skip
    """Return the panel of a graph with two paths from w to C.

    build(**inputs) returns its NamedGraph; for paths and fork see `moments`, for what
    `drawing` says, `draw_graph`. table is where the sum is written. home says at which
    node an input stands that is no node itself.
    """

    def compute(stage, pick, **inputs):
        graph = build(**inputs)
        return moments(graph, paths, fork, moved=home.get(pick, pick))[stage]

    def draw(figure):
        axes = figure.subplots()
        edges = build(**dict.fromkeys((slider.name for slider in sliders), 0)).slope
        figures.draw_graph(axes, edges=edges, **drawing)
        axes.set(**limits)
        x, y = table
        for row, colour in enumerate((DARK_ORANGE, DARK_PINK, INK)):
            line = axes.text(x, y - 0.36 * row, "", color=colour, fontweight="bold")
            follow(line, lambda m, row=row: {"text": m.rows[row]})

    return Panel(
        title,
        (*stages(STAGES), Bank("pick", "Change", sliders)),
        compute,
        draw,
        lambda moment: moment.sentence,
        alt=alt,
        size=size,
    )


def weight_used_twice():
    """Two paths from w to C = (w (w x + b) − y)², one by one, added, walked back."""
    return two_paths(
        "A weight used twice",
        example.weight_in_two_places,
        paths=(("w", "v", "r", "C"), ("w", "p", "u", "v", "r", "C")),
        fork="w",
        sliders=(
            Slider("w", "weight w", -4, 4, 2.0, count=80),
            Slider("x", "input x", -4, 4, 3.0, count=80),
            Slider("b", "bias b", -4, 4, -1.0, count=80),
            Slider("y", "target y", -10, 10, 8.0, count=100),
        ),
        alt="The graph of u = w x + b, v = w u, C = (v − y)²: two arrows leave w. The "
        "path of this stage is lit up, the first solid, the second dashed.",
        size=(8.2, 3.8),
        places={
            "w": (0, 1.35), "x": (0, -0.75), "p": (2.1, -0.1), "b": (2.1, -2.0),
            "u": (4.2, -0.1), "v": (6.3, 0.55), "y": (6.3, -1.5), "r": (8.2, 0.55),
            "C": (10.1, 0.55),
        },
        formulas={
            "p": "p = w x", "u": "u = p + b", "v": "v = w u", "r": "r = v − y",
            "C": "C = r²",
        },
        part={("w", "v"): 0.35, ("x", "p"): 0.38, ("w", "p"): 0.55, ("u", "v"): 0.42},
        limits={"xlim": (-0.75, 11.0), "ylim": (-2.7, 2.65)},
        table=(4.7, 2.35),
        home={},
    )  # fmt: skip


def two_ways_to_the_cost():
    """Two paths from w to the cost, one through each of two outputs."""
    return two_paths(
        "Two ways to the cost",
        example.hidden_with_two_outputs,
        paths=(("w", "a", "o₁", "C₁", "C"), ("w", "a", "o₂", "C₂", "C")),
        fork="a",
        sliders=(
            Slider("w", "weight w", -4, 4, 1.0, count=80),
            Slider("x", "input x", -4, 4, 2.0, count=80),
            Slider("v1", "weight v₁", -4, 4, 1.0, count=80),
            Slider("v2", "weight v₂", -4, 4, -2.0, count=80),
            Slider("y1", "target y₁", -10, 10, 1.0, count=100),
            Slider("y2", "target y₂", -10, 10, -6.0, count=100),
        ),
        alt="A graph in which a hidden number a = w x goes to two outputs, each with "
        "a cost of its own; C is their sum. The path of this stage is lit up, "
        "the first solid, the second dashed.",
        size=(8.2, 3.6),
        places={
            "w": (0, 0.95), "x": (0, -0.95), "a": (2.2, 0), "o₁": (4.6, 1.1),
            "o₂": (4.6, -1.1), "C₁": (7.4, 1.1), "C₂": (7.4, -1.1), "C": (9.8, 0),
        },
        formulas={
            "a": "a = w x", "o₁": "o₁ = v₁ a", "o₂": "o₂ = v₂ a",
            "C₁": "C₁ = (o₁ − y₁)²", "C₂": "C₂ = (o₂ − y₂)²", "C": "C = C₁ + C₂",
        },
        part={("w", "a"): 0.54, ("x", "a"): 0.42, ("a", "o₂"): 0.62},
        limits={"xlim": (-0.75, 10.7), "ylim": (-3.0, 1.95)},
        table=(-0.4, -2.0),
        home={"v1": "o₁", "v2": "o₂", "y1": "C₁", "y2": "C₂"},
    )  # fmt: skip
