"""The walks over a graph of C = (w x + b − y)²: forward, then back."""

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK, ORANGE
from backprop_helpers.figures.numbers import with_numbers
from backprop_helpers.pages.chain_rule_on_a_graph import figures
from backprop_helpers.pages.chain_rule_on_a_graph.example import line_and_error
from backprop_helpers.panels.controls import Bank, Slider, stages
from backprop_helpers.panels.panel import Panel

PLACES = {
    "w": (0, 0.75), "x": (0, -1.0), "u": (2.3, -0.1), "b": (2.3, -2.1),
    "ŷ": (4.6, -0.1), "y": (4.6, -2.1), "r": (6.9, -0.1), "C": (9.2, -0.1),
}  # fmt: skip
FORMULAS = {"u": "u = w x", "ŷ": "ŷ = u + b", "r": "r = ŷ − y", "C": "C = r²"}
# Each node with the child that hands it its blame.
HANDED_BY = {"ŷ": "r", "y": "r", "u": "ŷ", "b": "ŷ", "w": "u", "x": "u"}
SENTENCES = {  # of each stage, see `with_numbers`
    "start": "The four inputs are known. Press Step to work out the first result.",
    "u": "Forward: u = w x = {(w)} · {(x)} = {u}.",
    "ŷ": "Forward: ŷ = u + b = {u} + {(b)} = {ŷ}.",
    "r": "Forward: r = ŷ − y = {ŷ} − {(y)} = {r}.",
    "C": "Forward: C = r² = {(r)}² = {C}.",
    "local slopes": "Local slopes: ∂u/∂w = x = {x}, ∂u/∂x = w = {w}, ∂r/∂y = −1, "
    "∂C/∂r = 2 r = {∂C/∂r}; the other three are 1.",
    "∂C/∂C": "Backward, from the end: ∂C/∂C = 1, for C grows as fast as itself.",
    "∂C/∂r": "∂C/∂r is the local slope of the last edge, 2 r = {∂C/∂r}.",
} | {
    f"∂C/∂{name}": f"∂C/∂{name} = ∂C/∂{child} · ∂{child}/∂{name} = "
    f"{{(∂C/∂{child})}} · {{(∂{child}/∂{name})}} = {{∂C/∂{name}}}."
    for name, child in HANDED_BY.items()
}
STAGES = tuple(SENTENCES)
FORWARD = STAGES[1:5]
SLOPES = STAGES.index("local slopes")


def moment(stage, pick, **inputs):
    """Return the Moment of a stage: forward node by node, then back edge by edge."""
    graph = line_and_error(**inputs)
    numbers = graph.value | {f"∂C/∂{name}": b for name, b in graph.blame.items()}
    numbers |= {f"∂{child}/∂{name}": s for (name, child), s in graph.slope.items()}
    texts = {symbol: figures.short(value) for symbol, value in numbers.items()}
    back = stage >= SLOPES
    name = STAGES[stage].removeprefix("∂C/∂")
    blamed = [done.removeprefix("∂C/∂") for done in STAGES[SLOPES + 1 : stage + 1]]
    return figures.Moment(
        graph,
        with_numbers(SENTENCES[STAGES[stage]], texts),
        moved=pick,
        known=set(PLACES) - {*FORWARD[stage:]},
        slopes=graph.slope if back else (),
        shares=[edge for edge in graph.slope if edge[0] in blamed],
        blamed=blamed,
        nodes=(name,),
        solid=[edge for edge in graph.slope if edge[0 if back else 1] == name],
        colour=ORANGE if back else BLUE,
    )


def walk(title, alt, keys, start, last, go_to=None):
    """Return the panel of a walk; keys are the (text, colour) that explain it."""

    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(-0.8, 9.9), ylim=(-2.85, 1.45))
        for line, (text, colour) in enumerate(keys):
            axes.text(6.1, -1.95 - 0.3 * line, text, color=colour, fontsize=9)
        edges = line_and_error(0, 0, 0, 0).slope
        figures.draw_graph(axes, PLACES, edges, FORMULAS, {("w", "u"): 0.6})

    starts = (("weight w", 2.0), ("input x", 3.0), ("bias b", -1.0), ("target y", 3.0))
    sliders = tuple(
        Slider(label[-1], label, -5, 5, value, count=100) for label, value in starts
    )
    return Panel(
        title,
        (*stages(STAGES[: last + 1], start, go_to), Bank("pick", "Change", sliders)),
        moment,
        draw,
        lambda moment: moment.sentence,
        alt=alt,
        size=(8.2, 3.6),
    )


def walk_forward():
    """Work out C = (w x + b − y)² node by node, and change any input."""
    return walk(
        "Walk forward",
        "The graph of C = (w x + b − y)²: a circle for each number, an arrow from each "
        "number to what is worked out from it, and the numbers known so far.",
        [("inside a node: its value", BLUE)],
        start=0,
        last=SLOPES - 1,
    )


def walk_back():
    """Walk C = (w x + b − y)² back, from C to the blame of each input."""
    last = len(STAGES) - 1
    return walk(
        "Walk back",
        "The graph of C = (w x + b − y)² with its values, the local slope of each "
        "edge, and what the walk back has brought so far.",
        [
            ("× on an edge: its local slope", INK),
            ("← on an edge: what it carries back", DARK_ORANGE),
            ("∂C/∂… under a node: its blame", DARK_ORANGE),
        ],
        start=SLOPES - 1,
        last=last,
        go_to={
            "forward done": SLOPES - 1,
            "local slopes": SLOPES,
            "backward done": last,
        },
    )
