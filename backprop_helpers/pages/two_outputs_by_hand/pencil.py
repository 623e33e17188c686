"""The step of this page with a pencil, on three sheets: forward, blame, update."""

import numpy as np

from backprop_helpers.figures.blanks import ASKED
from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.network_diagram import (
    EDGES,
    NODES,
    ONE_TWO,
    RADIUS,
    Moment,
    draw_network,
    write,
)
from backprop_helpers.figures.numbers import high, low, with_numbers, written
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.pages.two_outputs_by_hand.exercises import EXERCISES
from backprop_helpers.pages.two_outputs_by_hand.panels import step_by_step
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import sigmoid_slips, step_slips, sum_slips

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}
WORKED = {stage.name: stage.sentence for stage in step_by_step.STAGES}
NOT_BY_HAND = (
    "numbers of the page", "z² of the page", "w³ of the page", "inverse for transpose",
    "straight paths only",  # another slip says which path is missing
)  # fmt: skip
NEW = ("new w³₂₁", "new w²₁₁")
ALT = (
    "The network of this page with its weights on the edges; each number that is still "
    "to be worked out is a question mark in a box, and the one asked for is lit."
)


def given(rng):
    """Return the numbers of the page, or others of the same kind."""
    network, x, y = example.network(), example.X, example.Y
    w, b = network.w, network.b
    if rng is not None:
        x = rng.permutation([2.0, 3.0, 4.0, 5.0])[:2, None]
        y = rng.permutation([1.0, 0.9, 0.2, 0.1])[:2, None]
        tenths = np.concatenate([np.arange(-7, -1), np.arange(2, 8)]) / 10
        w = {l: rng.choice(tenths, size=(2, 2), replace=False) for l in (2, 3)}
        b = {l: rng.choice(tenths, size=(2, 1), replace=False) + 0.05 for l in (2, 3)}
    layers = {
        f"{kind}{l}": each[l] for kind, each in (("w", w), ("b", b)) for l in each
    }
    return {"x": x, "y": y, "eta": example.ETA} | layers


def z2(w2, x, b2):
    """Return z², shape (2, 1)."""
    return w2 @ x + b2


def a2(z2):
    """Return a², shape (2, 1)."""
    return 1 / (1 + np.exp(-z2))


def z3(w3, a2, b3):
    """Return z³, shape (2, 1)."""
    return w3 @ a2 + b3


def a3(z3):
    """Return a³, shape (2, 1)."""
    return 1 / (1 + np.exp(-z3))


def cost(a3, y):
    """Return C, a number."""
    return np.sum((a3 - y) ** 2)


def nabla_w3(delta3, a2):
    """Return ∂C/∂w³, shape (2, 2)."""
    return delta3 @ a2.T


def new_weights(w3, delta3, a2, w2, delta2, x, eta):
    """Return the new w³₂₁ and the new w²₁₁."""
    slope3, slope2 = delta3[1, 0] * a2[0, 0], delta2[0, 0] * x[0, 0]
    return np.array([w3[1, 0] - eta * slope3, w2[0, 0] - eta * slope2])


def turned(w, layer):
    """Return the slip of reading a matrix by columns; layer is written ² or ³."""
    return Slip(
        "not transposed", {f"{w} @": f"{w}.T @"},
        f"The indices are turned round: w{layer}ⱼₖ runs from neuron k to neuron j. "
        "Take the two edges that end here.",
    )  # fmt: skip


COST_SLIPS = (
    Slip("½", {"np.sum(": "0.5 * np.sum("},
         "This is half of it: the cost of this course has no ½."),
    Slip("no square", {" ** 2": ""},
         "The squares are missing: without them a miss upwards and a miss downwards "
         "would cancel."),
    Slip("sizes", {"np.sum((a3 - y) ** 2)": "np.sum(abs(a3 - y))"},
         "These are the sizes of the two misses. Square each, then add."),
    Slip("mean", {"np.sum": "np.mean"},
         "This is the mean over the outputs. The cost of one example is their sum."),
    Slip("first output only", {"(a3 - y) ** 2": "(a3 - y)[:1] ** 2"},
         "Only the first output is counted."),
    Slip("second output only", {"(a3 - y) ** 2": "(a3 - y)[1:] ** 2"},
         "Only the second output is counted."),
    Slip("square last", {"np.sum((a3 - y) ** 2)": "np.sum(a3 - y) ** 2"},
         "Square each miss before you add them."),
    Slip("root", {"np.sum((a3 - y) ** 2)": "np.sqrt(np.sum((a3 - y) ** 2))"},
         "This is the root of the cost: leave the root away."),
)  # fmt: skip
NABLA_SLIPS = (
    Slip("δ alone", {" @ a2.T": " @ np.ones((1, 2))"},
         "This is δ³ itself, the slope for the bias. A weight's slope also has the "
         "number that comes in through it."),
    Slip("transposed", {"delta3 @ a2.T": "a2 @ delta3.T"},
         "The indices are turned round: δ³ⱼ at the right end of the edge, a²ₖ at its "
         "left end."),
    Slip("a left and δ of the other", {"delta3 @": "delta3[::-1] @"},
         "The δ is that of the other output neuron: take the one where the edge ends."),
    Slip("other a²", {"a2.T": "a2[::-1].T"},
         "The a² is that of the other hidden neuron: take the one where the edge "
         "starts."),
    Slip("sign", {"return ": "return -"},
         "The sign is turned round: no minus belongs to a slope, only to the step."),
    Slip("δ divided", {"a2.T": "(1 / a2).T"}, "Multiply δ³ by a², do not divide."),
    Slip("added", {"delta3 @ a2.T": "delta3 + a2.T"}, "Multiply δ³ by a², do not add."),
)  # fmt: skip
UPDATE_SLIPS = (
    *step_slips(("w3[1, 0]", "slope3"), ("w2[0, 0]", "slope2"), what="weight"),
    Slip("δ for the slope", {" * a2[0, 0]": "", " * x[0, 0]": ""},
         "You took the step with δ: that is the bias's slope, not the weight's."),
)  # fmt: skip


def wrong_sums(blank, numbers):
    """Yield what comes of δ² if a sign is lost, or of one path without its σ′."""
    j = "₀₁₂".index(blank[-1]) - 1
    parts = numbers["w3"][:, j] * numbers["delta3"][:, 0]
    a = numbers["a2"][j, 0]
    lost = "A minus sign is lost: look at the signs of w³ and of δ³."
    for i in (0, 1):
        flipped = parts.copy()
        flipped[i] = -flipped[i]
        yield float(np.sum(flipped) * a * (1 - a)), lost
        yield float(parts[i]), "This is one path alone, and σ′ is still to come."
    a3 = numbers["a3"][j, 0]
    yield (
        float(np.sum(parts) * a3 * (1 - a3)),
        "You took σ′(z³). Here σ′ is that of the hidden neuron.",
    )


def wrong_inputs(blank, numbers):
    """Yield what comes of another layer's numbers in z³."""
    place = "₁₂".index(blank[-1]), 0
    for name, symbol in (("z2", "z²"), ("x", "x")):
        wrong = numbers["w3"] @ numbers[name] + numbers["b3"]
        yield float(wrong[place]), f"You took {symbol}. What comes into layer 3 is a²."


def wrong_factors(blank, numbers):
    """Yield δ³ times something else than a²."""
    j, k = FOUR[blank]
    factors = {
        "w³, the weight itself": numbers["w3"][j, k],
        "a³, at the right end": numbers["a3"][j, 0],
        "z², before the sigmoid": numbers["z2"][k, 0],
        "x, one layer too early": numbers["x"][k, 0],
    }
    for words, factor in factors.items():
        yield (
            float(numbers["delta3"][j, 0] * factor),
            f"You multiplied δ³ by {words}. Take the a at the edge's left end.",
        )


def wrong_slopes(blank, numbers):
    """Yield what comes of a step with the slope of another weight, or against it."""
    layer, place = {NEW[0]: (3, (1, 0)), NEW[1]: (2, (0, 0))}[blank]
    tables = {3: numbers["nabla_w3"], 2: numbers["delta2"] @ numbers["x"].T}
    old, own = numbers[f"w{layer}"][place], tables[layer][place]
    for slope in np.ravel((tables[3], tables[2], -tables[layer])):
        if abs(slope) != abs(own):
            yield (
                float(old - numbers["eta"] * slope),
                "Which slope stands at this edge? Subtract 0.1 times that one.",
            )


def ask(blank, numbers):
    """Say in words what a blank is."""
    symbol, layer, j = blank[0], blank[1:2], blank[-1]
    if blank in NEW:
        return f"{blank} is the old one minus η = 0.1 times its slope."
    if symbol == "∂":
        return f"{blank} is the δ at the edge's right end times the a at its left end."
    if symbol == "z":
        place, source = ("output", "a²") if layer == "³" else ("hidden", "input")
        return (
            f"{blank} is what arrives at {place} neuron {'₀₁₂'.index(j)}: "
            f"each {source} times the weight of its edge, added, and the bias."
        )
    if symbol == "a":
        return f"{blank} = σ(z{layer}{j}) = 1 / (1 + exp(−z{layer}{j}))."
    if symbol == "C":
        return "C is the sum of the squared misses, (a³₁ − y₁)² + (a³₂ − y₂)²."
    prime = f"σ′(z{layer}{j}) = a{layer}{j} (1 − a{layer}{j})"
    if layer == "³":
        return f"{blank} = 2 (a³{j} − y{j}) σ′(z³{j}), and {prime}."
    return f"{blank}: add both paths, (w³₁{j} δ³₁ + w³₂{j} δ³₂) σ′(z²{j}); {prime}."


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    named = symbols(numbers)
    texts = {symbol: written(value) for symbol, value in named.items()}
    if blank in NEW:
        w = blank.removeprefix("new ")
        sentence = f"{blank} = {{{w}}} − 0.1 · {{(∂C/∂{w})}} = {{{blank}}}."
    elif blank in WORKED:
        sentence = WORKED[blank]
    else:
        j, k = blank[-2:]
        sentence = f"{blank} = δ³{j} · a²{k} = {{δ³{j}}} · {{(a²{k})}} = {{{blank}}}."
    return with_numbers(sentence, texts)


def symbols(numbers):
    """Return the numbers of the whole step by their symbols, as "w³₂₁"."""
    flat = {
        f"{kind}{j}": float(numbers[kind][j - 1, 0]) for kind in "xy" for j in ONE_TWO
    }
    for name, l, *jk in example.PARAMETERS:
        place = (jk[0] - 1, jk[1] - 1 if name == "w" else 0)
        key = "".join(map(str, (name, l, *jk)))
        flat[key] = float(numbers[f"{name}{l}"][place])
    return step_by_step.whole_step(numbers["eta"], **flat)


def pairs(symbol):
    """Return the two blanks of a column, such as z²₁ and z²₂, with their places."""
    return {f"{symbol}{low(j)}": (j - 1, 0) for j in ONE_TWO}


FOUR = {f"∂C/∂w³{low(j, k)}": (j - 1, k - 1) for j in ONE_TWO for k in ONE_TWO}
LINES = {
    "forward": (
        Line(z2, pairs("z²"), ask, worked,
             (turned("w2", "²"), *sum_slips("w2", "x", "b2"))),
        Line(a2, pairs("a²"), ask, worked, sigmoid_slips("z2", "z²")),
        Line(z3, pairs("z³"), ask, worked,
             (turned("w3", "³"), *sum_slips("w3", "a2", "b3", "a²")), wrong_inputs),
        Line(a3, pairs("a³"), ask, worked, sigmoid_slips("z3", "z³")),
        Line(cost, {"C": ()}, ask, worked, COST_SLIPS),
    ),
    "blame": (
        Line.of(BY_NAME["delta3"], pairs("δ³"), ask, worked, NOT_BY_HAND),
        Line.of(BY_NAME["delta2"], pairs("δ²"), ask, worked, NOT_BY_HAND,
                also_wrong=wrong_sums),
    ),
    "update": (
        Line(nabla_w3, FOUR, ask, worked, NABLA_SLIPS, wrong_factors),
        Line(new_weights, {name: (n,) for n, name in enumerate(NEW)}, ask, worked,
             UPDATE_SLIPS, wrong_slopes),
    ),
}  # fmt: skip


def moment(filled):
    """Return what the network shows of a sheet that is filled in."""
    parts = [*LINES]
    reached = parts[: parts.index(filled.sheet.name) + 1]
    due = {blank for part in reached for line in LINES[part] for blank in line.blanks}
    named = symbols(filled.numbers)
    texts, blanks, lit = {}, {}, {}

    def put(place, name, before="", colour=None):
        if name not in due:
            return
        state = filled.blank(name)
        texts[place] = before + ("?" if state else written(named[name]))
        if state:
            blanks[place] = state
        if state == ASKED and colour:
            lit[place[1]] = colour

    put("cost", "C", "C = ")
    for j in ONE_TWO:
        x, y = f"x{low(j)}", f"y{low(j)}"
        texts |= {("inside", (1, j)): written(named[x]), ("above", (1, j)): x}
        texts["target", j] = f"{y} = {written(named[y])}"
    for node in NODES[2:]:
        a, b, z, delta = (letter + high(node[0]) + low(node[1]) for letter in "abzδ")
        texts["above", node] = f"{b} = {written(named[b])}"
        put(("z", node), z, f"{z} = ", BLUE)
        put(("inside", node), a, colour=BLUE)
        put(("below", node), delta, f"{delta} = ", ORANGE)
    for edge in EDGES:
        w = f"w{high(edge[0])}{low(*edge[1:])}"
        texts["on", edge] = f"{w} = {written(named[w])}"
        put(("under", edge), f"∂C/∂{w}", "∂ ", ORANGE)
        put(("on", edge), f"new {w}", f"{w} = {written(named[w])} → ", ORANGE)
        if "new w²₁₁" in due and edge[0] == 2:
            texts["under", edge] = f"∂ {written(named[f'∂C/∂{w}'])}"
    return Moment(filled.sentence, lit, texts, blanks=blanks)


def draw(figure):
    """Draw the network with its targets and its cost, and room for z above b."""
    axes = figure.subplots()
    places = draw_network(axes)
    axes.set(xlim=(-0.6, 10.0), ylim=(-2.4, 2.75))
    for node in NODES[2:]:
        x, y = places[node]
        style = {"ha": "center", "va": "bottom", "fontsize": 9, "zorder": 5}
        write(axes, ("z", node), x, y + RADIUS + 0.4, BLUE, **style)
    step_by_step.draw_targets(axes, places)


def sheet(name, title):
    """Return the sheet of one part; what comes before it is known."""
    parts = [*LINES]
    before = [line for part in parts[: parts.index(name)] for line in LINES[part]]

    def known(rng):
        numbers = given(rng)
        for line in before:
            numbers[line.result] = line.solution(*[numbers[n] for n in line.wants])
        return numbers

    return Sheet(name, title, known, LINES[name], draw, ALT, (8.2, 4.4), moment)


SHEETS = (
    sheet("forward", "Forward, with a pencil"),
    sheet("blame", "The blame of each neuron, with a pencil"),
    sheet("update", "Slopes and new weights, with a pencil"),
)
