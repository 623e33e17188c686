"""A graph that the reader builds: typed as a calculation, then walked back."""

from backprop_helpers.figures.numbers import factor
from backprop_helpers.pages.chain_rule_on_a_graph.calculation import NUMBER
from backprop_helpers.pages.chain_rule_on_a_graph.expression import (
    MOST_CIRCLES,
    Refused,
    all_values,
    read_calculation,
    read_values,
)
from backprop_helpers.pages.chain_rule_on_a_graph.figures.own_graph import (
    OwnMoment,
    brief,
    draw_own_graph,
)
from backprop_helpers.pages.chain_rule_on_a_graph.layout import HEIGHT
from backprop_helpers.panels.controls import Entry, presets, stages
from backprop_helpers.panels.panel import Panel

VALUES, SLOPES = 0, 1
STAGES = (
    "values",
    "local slopes",
    "∂C/∂C",
    *(f"{n} back" for n in range(1, MOST_CIRCLES)),
    "all",
)
START = STAGES.index("8 back")  # where the first example reaches its last circle, w
TRY = {  # a calculation, and values for its names
    "w twice": ("(w·(w·x + b) − y)²", "w = 2, x = 3, b = −1, y = 8"),
    "x·x·x": ("x·x·x", "x = 2"),
    "a neuron": ("(σ(w·x + b) − y)²", "w = 2, x = 1.5, b = −4, y = 1"),
    "two in a row": ("(σ(v·σ(w·x)) − y)²", "w = 1, x = 2, v = −1, y = 1"),
}
RULES = {  # what the local slopes are, for each operation that occurs
    "+": "1 at +",
    "−": "−1 behind a −",
    "·": "the other factor at ·",
    "²": "twice the number at ²",
    "σ": "a (1 − a) at a = σ",
}
ROOM = 215  # signs of a sentence, so that it stays on two lines


def build_your_own_graph():
    """Type a calculation, see it as a graph, and walk back through it."""
    start = TRY["w twice"]
    buttons = {
        label: {"text": text, "given": given, "stage": VALUES}
        for label, (text, given) in TRY.items()
    }
    return Panel(
        "Build your own graph",
        (
            Entry("text", "C =", start[0],
                  "with + − · ² σ( ), then Enter; * and ^2 and sigma( ) will do"),
            Entry("given", "values", start[1], "for the names in it"),
            *stages(STAGES, START),
            presets(buttons),
        ),
        moment,
        lambda figure: draw_own_graph(figure.subplots()),
        lambda moment: moment.sentence,
        alt="The graph of a calculation that is typed: a circle for each number with "
        "its value, an arrow from each number to what is worked out from it.",
        size=(8.2, HEIGHT),
    )  # fmt: skip


def moment(text, given, stage):
    """Return what the picture shows of a typed calculation at a stage of the walks."""
    try:
        calculation = read_calculation(text)
    except Refused as problem:
        return OwnMoment(str(problem), text, problem.place)
    try:
        values, lacking = all_values(calculation, read_values(given))
        walk = calculation.walk(values)
    except Refused as problem:
        return OwnMoment(f"In the values: {problem}", text)
    except OverflowError as problem:
        return OwnMoment(
            f"{problem} is beyond 100 000: smaller values would fit.", text
        )
    steps = [n for n, step in enumerate(calculation.steps) if step.kind != NUMBER]
    blamed = steps[::-1][: max(stage - SLOPES, 0)]
    lit = blamed[-1] if 0 < len(blamed) == stage - SLOPES else None
    if stage == VALUES:
        sentence = _forward(walk, {name: values[name] for name in lacking})
    elif stage == SLOPES:
        sentence = _rules(calculation)
    elif lit is None:
        sentence = _done(calculation, walk)
    else:
        sentence = _handed(calculation, walk, lit)
    return OwnMoment(
        sentence, text, None, calculation, walk, stage >= SLOPES, blamed, lit
    )


def _forward(walk, defaults):
    result = f"Forward: C = {brief(walk.values[-1])}."
    if not defaults:
        return f"{result} Press Step for the local slopes, then to walk back."
    named = ", ".join(f"{name} = {brief(value)}" for name, value in defaults.items())
    return f"{result} Where no value is given, the page takes one: {named}."


def _rules(calculation):
    kinds = {step.kind for step in calculation.steps}
    said = (rule for kind, rule in RULES.items() if kind in kinds)
    return f"Local slopes: {', '.join(said)}."


def _done(calculation, walk):
    blames = dict(zip(calculation.symbols, walk.blames, strict=True))
    named = (f"∂C/∂{name} = {brief(blames[name])}" for name in calculation.names)
    said = f"All blame is known, from one walk back: {', '.join(named)}."
    return said if len(said) <= ROOM else f"{said[: said.index(':')]}."


def _handed(calculation, walk, step):
    """Say how the blame of a step comes about."""
    symbol, blame = calculation.symbols[step], brief(walk.blames[step])
    edges = [edge for edge in calculation.edges if edge[0] == step]
    if not edges:
        return "Backward, from the end: ∂C/∂C = 1, for C grows as fast as itself."
    products = " + ".join(
        f"{factor(brief(walk.blames[edge[1]]))} · {factor(brief(walk.slopes[edge]))}"
        for edge in edges
    )
    if len(edges) == 1:
        return f"∂C/∂{symbol} = {products} = {blame}: blame times local slope."
    shares = " + ".join(factor(brief(walk.shares[edge])) for edge in edges)
    said = f"{symbol} is used {len(edges)} times, so its shares add up: ∂C/∂{symbol} = "
    whole = f"{said}{products} = {shares} = {blame}."
    return whole if len(whole) <= ROOM else f"{said}{shares} = {blame}."
