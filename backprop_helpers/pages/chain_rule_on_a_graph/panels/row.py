"""Three neurons in a row, drawn as neurons and as a graph, and walked back."""

from dataclasses import dataclass, field
from itertools import pairwise

from backprop_helpers.figures.colours import ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.network_diagram import draw_network
from backprop_helpers.figures.numbers import factor, high, number
from backprop_helpers.pages.chain_rule_on_a_graph.example import row_of_neurons
from backprop_helpers.pages.chain_rule_on_a_graph.figures.graph import (
    Moment,
    draw_graph,
    short,
)
from backprop_helpers.panels.controls import Bank, Slider, stages
from backprop_helpers.panels.panel import Panel

LAYERS = (2, 3, 4)
W, B = {2: 0.5, 3: -1.5, 4: 2.0}, {2: -0.3, 3: 0.4, 4: 0.1}
X, Y = 2.0, 1.0
CHAIN = ("x", "z²", "a²", "z³", "a³", "z⁴", "a⁴", "C")
BACK = CHAIN[:0:-1][1:]  # the nodes whose blame is found one by one, from a⁴ to z²
STAGES = ("forward", "local slopes", *(f"∂C/∂{name}" for name in BACK), "∂C/∂w, ∂C/∂b")
SLOPES = 1


@dataclass(frozen=True)
class RowMoment(Moment):
    """What the graph shows, and what the same row shows that is drawn as neurons."""

    lit: dict = field(default_factory=dict)  # see figures.network_diagram
    texts: dict = field(default_factory=dict)
    bold: tuple = ()
    target: str = "normal"  # the weight of the words for y


def moment(stage, pick, x, y, **parameters):
    """Return the RowMoment of a stage: values, slopes, then blame from C back."""
    w, b = ({l: parameters[f"{kind}{l}"] for l in LAYERS} for kind in "wb")
    graph = row_of_neurons(x, y, w, b)
    reached = BACK[: max(stage - SLOPES, 0)]
    last = stage == len(STAGES) - 1
    at = reached[-1] if reached and not last else None
    edges = [*pairwise(CHAIN)]
    return RowMoment(
        graph,
        _sentence(graph, stage, y),
        known=CHAIN,
        slopes=edges if stage >= SLOPES else (),
        shares=[edge for edge in edges if edge[0] in reached],
        blamed=("C", *reached) if reached else (),
        nodes=(at,),
        solid=[edge for edge in edges if edge[0] == at],
        lit=_lit(at, last),
        texts=_texts(graph, x, w, b, reached, last),
        bold=_bold(pick),
        target="bold" if pick == "y" else "normal",
        rows=(f"target y = {number(y, '.3f', trim=True)}", "", ""),
    )


def _lit(at, last):
    if last:
        return {(l, 1, 1): ORANGE for l in LAYERS}
    return {(l, 1): ORANGE for l in LAYERS if at in (f"z{high(l)}", f"a{high(l)}")}


def _bold(pick):
    if pick in "xy":
        return (("above", (1, 1)),) if pick == "x" else ()
    layer = int(pick[1])
    return (("on", (layer, 1, 1)) if pick[0] == "w" else ("above", (layer, 1)),)


def _texts(graph, x, w, b, reached, last):
    texts = {("above", (1, 1)): "x", ("inside", (1, 1)): short(x)}
    for l in LAYERS:
        z, edge, node = f"z{high(l)}", (l, 1, 1), (l, 1)
        texts["on", edge] = f"w{high(l)} = {number(w[l], '.3f', trim=True)}"
        texts["above", node] = f"b{high(l)} = {number(b[l], '.3f', trim=True)}"
        texts["inside", node] = short(graph.value[f"a{high(l)}"])
        if z in reached:
            texts["below", node] = f"δ{high(l)} = {short(graph.blame[z])}"
        if last:
            texts["under", edge] = f"∂ {short(graph.blame[f'w{high(l)}'])}"
    return texts


def _sentence(graph, stage, y):
    """Say what this stage has found, with its numbers."""
    if stage < SLOPES:
        return (
            f"Forward: C = (a⁴ − y)² = {short(graph.value['C'])}. The weights and "
            "biases stand at the neurons; in the graph they get no circle."
        )
    if stage == SLOPES:
        return (
            "Local slopes: σ′(z) = a (1 − a) from each z to its a, the weight from "
            f"each a to the next z, and 2 (a⁴ − y) = {short(graph.slope['a⁴', 'C'])}."
        )
    if stage == len(STAGES) - 1:
        named = ", ".join(
            f"∂C/∂w{high(l)} = {short(graph.blame[f'w{high(l)}'])}" for l in LAYERS
        )
        return f"Each weight: δ of its neuron times what comes in, {named}. ∂C/∂b is δ."
    name = BACK[stage - SLOPES - 1]
    child = CHAIN[CHAIN.index(name) + 1]
    handed, slope = graph.blame[child], graph.slope[name, child]
    symbol = f"δ{name[1]} = ∂C/∂{name}" if name[0] == "z" else f"∂C/∂{name}"
    return (
        f"{symbol} = {factor(short(handed))} · {factor(short(slope))} = "
        f"{short(graph.blame[name])}."
    )


def neurons_in_a_row():
    """Walk three neurons in a row back, from C to the first weight."""
    sliders = (
        *(Slider(f"w{l}", f"weight w{high(l)}", -4, 4, W[l], count=80) for l in LAYERS),
        *(Slider(f"b{l}", f"bias b{high(l)}", -4, 4, B[l], count=80) for l in LAYERS),
        Slider("x", "input x", -4, 4, X, count=80),
        Slider("y", "target y", 0, 1, Y, count=20),
    )
    step = 1.45
    places = {name: (step * n, 1.0 if n % 2 else -1.0) for n, name in enumerate(CHAIN)}

    def draw(figure):
        above, below = figure.subplots(2, 1, height_ratios=(1.8, 3.6))
        draw_network(above, spread=3.3, nodes=[(l, 1) for l in (1, *LAYERS)])
        above.set(xlim=(-1.0, 10.9), ylim=(0.4, 2.1))
        draw_graph(below, places, [*pairwise(CHAIN)], {"C": "C = (a⁴ − y)²"})
        below.set(xlim=(-0.9, 11.0), ylim=(-1.85, 1.75))
        target = below.text(10.95, -0.6, "", ha="right", fontsize=9)
        follow(target, lambda m: {"text": m.rows[0], "fontweight": m.target})

    return Panel(
        "Three neurons in a row",
        (*stages(STAGES, SLOPES), Bank("pick", "Change", sliders)),
        moment,
        draw,
        lambda moment: moment.sentence,
        alt="Above, an input and three neurons in a row; below, the same as a graph, "
        "with two circles for each neuron, z and a, and the cost C at the end.",
        size=(8.2, 4.1),
    )
