"""The walks of notebook 03: a calculation as a graph, forward and back."""

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK, ORANGE
from backprop_helpers.nets.graph import Node, square
from backprop_helpers.pages.chain_rule_on_a_graph.figures import GraphDiagram
from backprop_helpers.pages.chain_rule_on_a_graph.panels.named_graph import (
    STEPS,
    NamedGraph,
    factor,
    fill,
    mark,
    short,
    times,
)
from backprop_helpers.panels.controls import Bank, Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel

PLACES = {
    "w": (0, 0.75), "x": (0, -1.0), "u": (2.3, -0.1), "b": (2.3, -2.1),
    "ŷ": (4.6, -0.1), "y": (4.6, -2.1), "r": (6.9, -0.1), "C": (9.2, -0.1),
}  # fmt: skip
FORMULAS = {"u": "u = w x", "ŷ": "ŷ = u + b", "r": "r = ŷ − y", "C": "C = r²"}
FORWARD = ("u", "ŷ", "r", "C")
BACKWARD = {  # each node with the child that hands it its blame
    "C": None, "r": "C", "ŷ": "r", "y": "r", "u": "ŷ", "b": "ŷ", "w": "u", "x": "u",
}  # fmt: skip
STAGES = ("start", *FORWARD, "local slopes", *(f"∂C/∂{name}" for name in BACKWARD))
SLOPES = STAGES.index("local slopes")


def line_and_error(w, x, b, y):
    """Return the graph of C = (w x + b − y)², one small operation in each node."""
    w, x, b, y = (Node(value) for value in (w, x, b, y))
    u = w * x
    y_hat = u + b
    r = y_hat - y
    inputs = {"w": w, "x": x, "b": b, "y": y}
    return NamedGraph(inputs | {"u": u, "ŷ": y_hat, "r": r, "C": square(r)})


def _say_forward(name, v):
    said = {
        "u": f"w x = {factor(v['w'])} · {factor(v['x'])}",
        "ŷ": f"u + b = {short(v['u'])} + {factor(v['b'])}",
        "r": f"ŷ − y = {short(v['ŷ'])} − {factor(v['y'])}",
        "C": f"r² = {factor(v['r'])}²",
    }
    return f"Forward: {name} = {said[name]} = {short(v[name])}."


def _say_backward(name, graph):
    child, blame = BACKWARD[name], short(graph.blame[name])
    if name == "C":
        return "Backward, from the end: ∂C/∂C = 1, for C grows as fast as itself."
    if child == "C":
        return f"∂C/∂r is the local slope of the last edge, 2 r = {blame}."
    numbers = times((graph.blame[child], graph.slope[name, child]))
    return f"∂C/∂{name} = ∂C/∂{child} · ∂{child}/∂{name} = {numbers}."


def _say_stage(stage, graph):
    name = STAGES[stage].removeprefix("∂C/∂")
    if stage == 0:
        return "The four inputs are known. Press Step to work out the first result."
    if stage < SLOPES:
        return _say_forward(name, graph.value)
    if stage > SLOPES:
        return _say_backward(name, graph)
    v = graph.value
    return (
        f"Local slopes: ∂u/∂w = x = {short(v['x'])}, ∂u/∂x = w = {short(v['w'])}, "
        f"∂r/∂y = −1, ∂C/∂r = 2 r = {short(2 * v['r'])}; the other three are 1."
    )


def _walk_functions(keys):
    """Return compute, draw, update, describe of a walk; keys are (text, colour)."""

    def compute(stage, pick, **inputs):
        return stage, line_and_error(**inputs), pick

    def draw(figure):
        axes = figure.subplots()
        edges = line_and_error(0, 0, 0, 0).slope
        diagram = GraphDiagram(axes, PLACES, edges, FORMULAS, {("w", "u"): 0.6})
        axes.set(xlim=(-0.8, 9.9), ylim=(-2.85, 1.45))
        for line, (text, colour) in enumerate(keys):
            axes.text(6.1, -1.95 - 0.3 * line, text, color=colour, fontsize=9)
        return diagram

    def update(diagram, result):
        stage, graph, pick = result
        mark(diagram, pick)
        name = STAGES[stage].removeprefix("∂C/∂")
        before = set(FORWARD[stage:])  # not yet worked out
        blamed = [*BACKWARD][: max(stage - SLOPES, 0)]
        shares = [edge for edge in graph.slope if edge[0] in blamed]
        forward = [edge for edge in graph.slope if edge[1] == name]
        backward = [edge for edge in graph.slope if edge[0] == name]
        lit, colour = (forward, BLUE) if stage < SLOPES else (backward, ORANGE)
        diagram.light(lit, (name,), colour)
        slopes = graph.slope if stage >= SLOPES else ()
        fill(diagram, graph, set(PLACES) - before, slopes, shares, blamed)

    return compute, draw, update, lambda result: _say_stage(*result[:2])


def _walk_controls(first, last, go_to=()):
    sliders = tuple(
        Slider(name, f"{kind} {name}", -5, 5, value, count=100)
        for name, kind, value in (
            ("w", "weight", 2.0),
            ("x", "input", 3.0),
            ("b", "bias", -1.0),
            ("y", "target", 3.0),
        )
    )
    names = STAGES[: last + 1]
    stage = Slider("stage", "stage", 0, last, first, integer=True, names=names)
    return stage, STEPS, *go_to, Bank("pick", "Change", sliders)


def walk_forward():
    """Work out C = (w x + b − y)² node by node, and change any input."""
    compute, draw, update, describe = _walk_functions(
        [("inside a node: its value", BLUE)]
    )
    return Panel(
        "Walk forward",
        _walk_controls(0, SLOPES - 1),
        compute,
        draw,
        describe,
        update=update,
        alt="The graph of C = (w x + b − y)²: a circle for each number, an arrow from "
        "each number to what is worked out from it, and the numbers known so far.",
        size=(8.2, 3.6),
    )


def walk_back():
    """Walk C = (w x + b − y)² back, from C to the blame of each input."""
    last = len(STAGES) - 1
    compute, draw, update, describe = _walk_functions(
        [
            ("× on an edge: its local slope", INK),
            ("← on an edge: what it carries back", DARK_ORANGE),
            ("∂C/∂… under a node: its blame", DARK_ORANGE),
        ]
    )
    go_to = (
        Button("forward done", set={"stage": SLOPES - 1}),
        Button("local slopes", set={"stage": SLOPES}),
        Button("backward done", set={"stage": last}),
    )
    return Panel(
        "Walk back",
        _walk_controls(SLOPES - 1, last, [Buttons(go_to, "Go to")]),
        compute,
        draw,
        describe,
        update=update,
        alt="The graph of C = (w x + b − y)² with its values, the local slope of each "
        "edge, and what the walk back has brought so far.",
        size=(8.2, 3.6),
    )
