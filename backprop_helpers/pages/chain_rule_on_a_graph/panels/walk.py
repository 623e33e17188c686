"""The walks over a graph of C = (w x + b − y)²: forward, then back."""

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK, ORANGE
from backprop_helpers.figures.numbers import with_numbers
from backprop_helpers.pages.chain_rule_on_a_graph.example import line_and_error
from backprop_helpers.pages.chain_rule_on_a_graph.figures import graph as drawing
from backprop_helpers.panels.controls import Bank, Slider, stages
from backprop_helpers.panels.panel import Panel

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
    texts = {symbol: drawing.short(value) for symbol, value in numbers.items()}
    back = stage >= SLOPES
    name = STAGES[stage].removeprefix("∂C/∂")
    blamed = [done.removeprefix("∂C/∂") for done in STAGES[SLOPES + 1 : stage + 1]]
    return drawing.Moment(
        graph,
        with_numbers(SENTENCES[STAGES[stage]], texts),
        moved=pick,
        known=set(drawing.PLACES) - {*FORWARD[stage:]},
        slopes=graph.slope if back else (),
        shares=[edge for edge in graph.slope if edge[0] in blamed],
        blamed=blamed,
        nodes=(name,),
        solid=[edge for edge in graph.slope if edge[0 if back else 1] == name],
        colour=ORANGE if back else BLUE,
    )


def walk_there_and_back():
    """Work out C = (w x + b − y)² node by node, then walk back to each input."""
    last = len(STAGES) - 1
    keys = (
        ("inside a node: its value", BLUE),
        ("× on an edge: its local slope", INK),
        ("← on an edge: what it carries back", DARK_ORANGE),
        ("∂C/∂… under a node: its blame", DARK_ORANGE),
    )

    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(-0.8, 9.9), ylim=(-2.85, 1.45))
        for line, (text, colour) in enumerate(keys):
            axes.text(6.1, -1.65 - 0.3 * line, text, color=colour, fontsize=9)
        edges = line_and_error(0, 0, 0, 0).slope
        drawing.draw_graph(
            axes, drawing.PLACES, edges, drawing.FORMULAS, {("w", "u"): 0.6}
        )

    starts = (("weight w", 2.0), ("input x", 3.0), ("bias b", -1.0), ("target y", 3.0))
    sliders = tuple(
        Slider(label[-1], label, -5, 5, value, count=100) for label, value in starts
    )
    jumps = {
        "start": 0,
        "forward done": SLOPES - 1,
        "local slopes": SLOPES,
        "backward done": last,
    }
    return Panel(
        "Walk there and back",
        (*stages(STAGES, SLOPES, jumps), Bank("pick", "Change", sliders)),
        moment,
        draw,
        lambda moment: moment.sentence,
        alt="The graph of C = (w x + b − y)² with its values, the local slope of each "
        "edge, and what the walk back has brought so far.",
        size=(8.2, 3.6),
    )
