"""The sums over paths of notebook 03: two paths from a weight to the cost."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_helpers.figures.colours import DARK_ORANGE, DARK_PINK, INK
from backprop_helpers.figures.following import set_new
from backprop_helpers.nets.graph import Node, square
from backprop_helpers.pages.chain_rule_on_a_graph.figures import GraphDiagram
from backprop_helpers.pages.chain_rule_on_a_graph.panels.named_graph import (
    STEPS,
    NamedGraph,
    edges_of,
    factor,
    fill,
    mark,
    short,
    times,
)
from backprop_helpers.panels.controls import Bank, Slider
from backprop_helpers.panels.panel import Panel

PATH_STAGES = ("values and slopes", "first path", "second path", "sum", "walk back")


def weight_in_two_places(w, x, b, y):
    """Return the graph of C = (w (w x + b) − y)²."""
    w, x, b, y = (Node(value) for value in (w, x, b, y))
    p = w * x
    u = p + b
    v = w * u
    r = v - y
    inputs = {"w": w, "x": x, "b": b, "y": y}
    return NamedGraph(inputs | {"p": p, "u": u, "v": v, "r": r, "C": square(r)})


def hidden_with_two_outputs(w, x, v1, v2, y1, y2):
    """Return the graph of C = (v₁ a − y₁)² + (v₂ a − y₂)² with a = w x."""
    w, x = Node(w), Node(x)
    a = w * x
    outputs = [Node(v * a.value, (a,), (v,)) for v in (v1, v2)]
    errors = [o.value - y for o, y in zip(outputs, (y1, y2), strict=True)]
    costs = [Node(e**2, (o,), (2 * e,)) for o, e in zip(outputs, errors, strict=True)]
    nodes = {"w": w, "x": x, "a": a, "o₁": outputs[0], "o₂": outputs[1]}
    nodes |= {"C₁": costs[0], "C₂": costs[1]}
    return NamedGraph(nodes | {"C": costs[0] + costs[1]})


@dataclass(frozen=True)
class TwoPaths:
    """A graph with two paths from w to C, and how it is drawn.

    build(**inputs) returns its NamedGraph; paths are two tuples of names. The paths
    part at the node `fork`, which adds up what comes back along them. home says at
    which node an input stands that is no node itself.
    """

    build: Callable
    places: dict
    formulas: dict
    paths: tuple
    fork: str
    table: tuple  # where the sum is written: x, y
    limits: dict
    part: dict
    home: dict


def _paths_functions(spec):
    """Return compute, draw, update and describe of a panel on two paths."""

    def compute(stage, pick, **inputs):
        return stage, spec.build(**inputs), pick

    def draw(figure):
        axes = figure.subplots()
        zeros = [0] * spec.build.__code__.co_argcount
        diagram = GraphDiagram(
            axes, spec.places, spec.build(*zeros).slope, spec.formulas, spec.part
        )
        axes.set(**spec.limits)
        x, y = spec.table
        rows = [
            axes.text(
                x, y - 0.36 * i, "", color=colour, fontweight="bold", animated=True
            )
            for i, colour in enumerate((DARK_ORANGE, DARK_PINK, INK))
        ]
        return diagram, rows

    def update(artists, result):
        diagram, rows = artists
        stage, graph, pick = result
        mark(diagram, spec.home.get(pick, pick))
        first, second = map(edges_of, spec.paths)
        meeting = [edge for edge in graph.slope if edge[0] == spec.fork]
        solid = {1: first, 3: first, 4: meeting}.get(stage, ())
        dashed = second if stage in (2, 3) else ()
        nodes = {0: (), 4: (spec.fork,)}.get(stage, ("w",))
        diagram.light(solid, nodes, dashed=dashed)
        blamed = graph.value if stage == 4 else ("w",) if stage == 3 else ()
        shares = meeting if stage == 4 else ()
        fill(diagram, graph, graph.value, graph.slope, shares, blamed)
        products = [graph.along(path) for path in spec.paths]
        texts = [
            f"—— first path: {times(products[0])}",
            f"- - second path: {times(products[1])}",
            f"sum: ∂C/∂w = {_sum(map(np.prod, products))}",
        ]
        for row, text, known in zip(rows, texts, ((1, 3), (2, 3), (3, 4)), strict=True):
            set_new(row, text=text if stage in range(known[0], known[1] + 1) else "")

    def describe(result):
        stage, graph, _ = result
        if stage == 0:
            return (
                f"C = {short(graph.value['C'])}. Each edge carries its local slope, as "
                "a factor. Press Step to follow the first path from C back to w."
            )
        products = [graph.along(path) for path in spec.paths]
        if stage in (1, 2):
            word = ("First path, solid", "Second path, dashed")[stage - 1]
            names = " → ".join(spec.paths[stage - 1])
            return f"{word}: multiply along {names}, {times(products[stage - 1])}."
        if stage == 3:
            sum_over = _sum(map(np.prod, products))
            return f"Along a path multiply, over the paths add: ∂C/∂w = {sum_over}."
        after = [path[path.index(spec.fork) + 1] for path in spec.paths]
        shares = [graph.share[spec.fork, child] for child in after]
        end = "."
        if spec.fork != "w":
            pair = graph.blame[spec.fork], graph.slope["w", spec.fork]
            end = f", and hands {times(pair)} on to w."
        return f"Walk back: {spec.fork} adds up what comes in, {_sum(shares)}{end}"

    return compute, draw, update, describe


def _sum(values):
    first, second = values
    return f"{short(first)} + {factor(second)} = {short(first + second)}"


def _path_controls(sliders):
    stage = Slider("stage", "stage", 0, 4, 0, integer=True, names=PATH_STAGES)
    return stage, STEPS, Bank("pick", "Change", sliders)


def weight_used_twice():
    """Two paths from w to C = (w (w x + b) − y)², one by one, added, walked back."""
    spec = TwoPaths(
        build=weight_in_two_places,
        places={
            "w": (0, 1.35), "x": (0, -0.75), "p": (2.1, -0.1), "b": (2.1, -2.0),
            "u": (4.2, -0.1), "v": (6.3, 0.55), "y": (6.3, -1.5), "r": (8.2, 0.55),
            "C": (10.1, 0.55),
        },
        formulas={
            "p": "p = w x", "u": "u = p + b", "v": "v = w u", "r": "r = v − y",
            "C": "C = r²",
        },
        paths=(("w", "v", "r", "C"), ("w", "p", "u", "v", "r", "C")),
        fork="w",
        table=(4.7, 2.35),
        limits={"xlim": (-0.75, 11.0), "ylim": (-2.7, 2.65)},
        part={("w", "v"): 0.35, ("x", "p"): 0.38, ("w", "p"): 0.55, ("u", "v"): 0.42},
        home={},
    )  # fmt: skip
    values = {"w": 2.0, "x": 3.0, "b": -1.0, "y": 8.0}
    kinds = {"w": "weight", "x": "input", "b": "bias", "y": "target"}
    sliders = [
        Slider(name, f"{kinds[name]} {name}", -4, 4, values[name], count=80)
        for name in "wxb"
    ]
    sliders.append(Slider("y", "target y", -10, 10, values["y"], count=100))
    compute, draw, update, describe = _paths_functions(spec)
    return Panel(
        "A weight used twice",
        _path_controls(tuple(sliders)),
        compute,
        draw,
        describe,
        update=update,
        alt="The graph of u = w x + b, v = w u, C = (v − y)²: two arrows leave w. The "
        "path of this stage is lit up, the first solid, the second dashed.",
        size=(8.2, 3.8),
    )


def two_ways_to_the_cost():
    """Two paths from w to the cost, one through each of two outputs."""
    spec = TwoPaths(
        build=hidden_with_two_outputs,
        places={
            "w": (0, 0.95), "x": (0, -0.95), "a": (2.2, 0), "o₁": (4.6, 1.1),
            "o₂": (4.6, -1.1), "C₁": (7.4, 1.1), "C₂": (7.4, -1.1), "C": (9.8, 0),
        },
        formulas={
            "a": "a = w x", "o₁": "o₁ = v₁ a", "o₂": "o₂ = v₂ a",
            "C₁": "C₁ = (o₁ − y₁)²", "C₂": "C₂ = (o₂ − y₂)²", "C": "C = C₁ + C₂",
        },
        paths=(("w", "a", "o₁", "C₁", "C"), ("w", "a", "o₂", "C₂", "C")),
        fork="a",
        table=(-0.4, -2.0),
        limits={"xlim": (-0.75, 10.7), "ylim": (-3.0, 1.95)},
        part={("w", "a"): 0.54, ("x", "a"): 0.42, ("a", "o₂"): 0.62},
        home={"v1": "o₁", "v2": "o₂", "y1": "C₁", "y2": "C₂"},
    )  # fmt: skip
    sliders = (
        Slider("w", "weight w", -4, 4, 1.0, count=80),
        Slider("x", "input x", -4, 4, 2.0, count=80),
        Slider("v1", "weight v₁", -4, 4, 1.0, count=80),
        Slider("v2", "weight v₂", -4, 4, -2.0, count=80),
        Slider("y1", "target y₁", -10, 10, 1.0, count=100),
        Slider("y2", "target y₂", -10, 10, -6.0, count=100),
    )
    compute, draw, update, describe = _paths_functions(spec)
    return Panel(
        "Two ways to the cost",
        _path_controls(sliders),
        compute,
        draw,
        describe,
        update=update,
        alt="A graph in which a hidden number a = w x goes to two outputs, each with "
        "a cost of its own; C is their sum. The path of this stage is lit up, "
        "the first solid, the second dashed.",
        size=(8.2, 3.6),
    )
