"""One step of one neuron with a pencil: forward, blame, and the new numbers."""

import numpy as np

from backprop_helpers.figures.blanks import ASKED, OPEN
from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREY,
    INK,
    ORANGE,
    PAPER,
)
from backprop_helpers.figures.network_diagram import (
    ONE_TWO,
    RADIUS,
    Moment,
    draw_network,
    write,
)
from backprop_helpers.figures.numbers import low, with_numbers, written
from backprop_helpers.pages.one_neuron.figures import NEURON, ONE
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import sigmoid_slips, step_slips, sum_slips

ETA = 0.1


def given(rng):
    """Return the numbers of the page, or others of the same kind."""
    w, b, x, y = np.array([0.4, -0.3]), 0.6, np.array([2.0, 3.0]), 1.0
    if rng is not None:
        x, y = rng.permutation([1.0, 2.0, 3.0, 4.0])[:2], float(rng.integers(0, 2))
        tenths = np.concatenate([np.arange(-7, -1), np.arange(2, 8)]) / 10
        w, b = rng.choice(tenths, size=2, replace=False), float(rng.choice(tenths))
    return {"w": w, "b": b, "x": x, "y": y, "eta": ETA}


def z(w, x, b):
    """Return what arrives, a number."""
    return w @ x + b


def a(z):
    """Return what the neuron answers, a number."""
    return 1 / (1 + np.exp(-z))


def slope(a):
    """Return σ′(z), a number."""
    return a * (1 - a)


def delta(a, y, slope):
    """Return ∂C/∂z, a number."""
    return 2 * (a - y) * slope


def nabla_w(delta, x):
    """Return ∂C/∂w, shape (2,)."""
    return delta * x


def new_w(w, eta, nabla_w):
    """Return the new weights, shape (2,)."""
    return w - eta * nabla_w


def new_b(b, eta, delta):
    """Return the new bias, a number."""
    return b - eta * delta


SLOPE_SLIPS = (
    Slip("σ for σ′", {" * (1 - a)": ""}, "This is a itself. Its slope is a (1 − a)."),
    Slip("1 − a alone", {"a * (": "("}, "This is 1 − a. It is multiplied by a."),
    Slip("plus for minus", {"1 - a": "1 + a"},
         "This is a (1 + a). Look at the sign in the bracket."),
    Slip("a squared", {"(1 - a)": "a"}, "This is a². The slope is a (1 − a)."),
    Slip("tanh", {"a * (1 - a)": "1 - a**2"},
         "This is 1 − a². That is the slope of another S, tanh. The sigmoid has "
         "a (1 − a)."),
)  # fmt: skip
DELTA_SLIPS = (
    Slip("2 left out", {"2 * ": ""},
         "The 2 is missing: the derivative of (a − y)² is 2 (a − y)."),
    Slip("σ′ left out", {" * slope": ""},
         "The factor σ′ is missing: z moves a, and a moves C."),
    Slip("residual", {"2 * (a - y) * slope": "a - y"},
         "This is a − y. It is multiplied by 2 and by σ′."),
    Slip("σ for σ′", {"* slope": "* a"},
         "You multiplied by a. The slope is σ′ = a (1 − a)."),
    Slip("turned round", {"(a - y)": "(y - a)"},
         "The sign is turned round: the residual is a − y."),
    Slip("y left out", {" - y": ""}, "y is missing: the residual is a − y."),
    Slip("squared", {"2 * (a - y)": "(a - y) ** 2"},
         "You took the cost (a − y)². Its slope along a is 2 (a − y)."),
    Slip("squared and doubled", {"(a - y)": "(a - y) ** 2"},
         "The square is gone in the slope: it is 2 (a − y)."),
)  # fmt: skip
NABLA_SLIPS = (
    Slip("δ alone", {" * x": " * np.ones(2)"},
         "This is δ itself. A weight's slope also has the number that comes in "
         "through it."),
    Slip("other input", {"* x": "* x[::-1]"},
         "The input is that of the other edge: take the one where this edge starts."),
    Slip("sign", {"return ": "return -"},
         "The sign is turned round: no minus belongs to a slope, only to the step."),
    Slip("divided", {"* x": "/ x"}, "Multiply δ by the input, do not divide."),
    Slip("added", {"* x": "+ x"}, "Multiply δ by the input, do not add."),
    Slip("input alone", {"delta * x": "x"},
         "This is the slope of z along the weight. Multiply it by δ."),
)  # fmt: skip
STEP_SLIPS = (
    *step_slips(("w", "nabla_w"), what="weight"),
    Slip("other slope", {"* nabla_w": "* nabla_w[::-1]"},
         "You took the slope of the other weight."),
)  # fmt: skip
BIAS_SLIPS = (
    *step_slips(("b", "delta"), what="bias"),
    Slip("times b", {"eta * delta": "eta * delta * b"},
         "There is a factor b in the step. z grows as fast as b, so the slope is δ."),
)  # fmt: skip


def wrong_place(blank, numbers):
    """Yield what comes of taking σ′ at a wrong place, or the slope of another."""
    misses = {
        numbers["z"] * (1 - numbers["z"]):
            "z (1 − z) is not the slope: it is a (1 − a).",
        slope(a(numbers["a"])): "σ′ is taken at a. It belongs to z: a (1 − a).",
    }  # fmt: skip
    if blank == "σ′":
        yield from misses.items()
    elif blank == "δ":
        for miss, sentence in misses.items():
            yield 2 * (numbers["a"] - numbers["y"]) * miss, sentence
    elif blank == "new b":
        for k, slope_w in enumerate(numbers["nabla_w"], 1):
            yield (
                numbers["b"] - numbers["eta"] * slope_w,
                f"You took the slope of w{low(k)}. That of b is δ.",
            )
    elif blank.startswith("new"):
        k = "₁₂".index(blank[-1])
        yield (
            numbers["w"][k] - numbers["eta"] * numbers["delta"],
            "You took the step with δ: that is the bias's slope, not the weight's.",
        )


ASK = {
    "z": "z is what arrives: each input times its weight, added, and the bias.",
    "a": "a = σ(z) = 1 / (1 + exp(−z)), where exp(−z) is e to the power −z.",
    "σ′": "σ′ is the slope of the sigmoid at this z: a (1 − a).",
    "δ": "δ = 2 (a − y) σ′ says how fast the cost grows with z.",
    "∂C/∂wₖ": "∂C/∂wₖ is δ times the input that wₖ multiplies, xₖ.",
    "new wₖ": "new wₖ is the old one minus η = {η} times its slope ∂C/∂wₖ.",
    "new b": "new b is the old one minus η = {η} times its slope, and that is δ.",
}
WORKED = {
    "z": "z = w₁ x₁ + w₂ x₂ + b = {(w₁)} · {x₁} + {(w₂)} · {x₂} + {(b)} = {z}.",
    "a": "a = σ({z}) = 1 / (1 + exp({minus z})) = {a}.",
    "σ′": "σ′ = a (1 − a) = {a} · {1 − a} = {σ′}.",
    "δ": "δ = 2 (a − y) σ′ = 2 · {(a − y)} · {σ′} = {δ}.",
    "∂C/∂wₖ": "∂C/∂wₖ = δ xₖ = {δ} · {xₖ} = {∂C/∂wₖ}.",
    "new wₖ": "new wₖ = {wₖ} − {η} · {(∂C/∂wₖ)} = {new wₖ}.",
    "new b": "new b = {b} − {η} · {(δ)} = {new b}.",
}


def ask(blank, numbers):
    """Say in words what a blank is."""
    return _said(ASK, blank, numbers)


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    return _said(WORKED, blank, numbers)


def _said(sentences, blank, numbers):
    k = blank[-1]
    sentence = sentences.get(blank) or sentences[blank[:-1] + "ₖ"]
    texts = {name: written(each) for name, each in symbols(numbers).items()}
    return with_numbers(sentence.replace("ₖ", k), texts)


def symbols(numbers):
    """Return all numbers by their symbols, as "∂C/∂w₁"."""
    named = {
        "b": numbers["b"], "y": numbers["y"], "η": numbers["eta"],
        "z": numbers["z"], "minus z": -numbers["z"],
        "a": numbers["a"], "1 − a": 1 - numbers["a"],
        "a − y": numbers["a"] - numbers["y"],
        "σ′": numbers["slope"], "δ": numbers["delta"], "new b": numbers["new_b"],
    }  # fmt: skip
    pairs = {"x": "x", "w": "w", "∂C/∂w": "nabla_w", "new w": "new_w"}
    for symbol, name in pairs.items():
        for k in ONE_TWO:
            named[f"{symbol}{low(k)}"] = numbers[name][k - 1]
    return named


def moment(filled):
    """Return what the neuron shows of the sheet as far as it is filled in."""
    named = {symbol: written(each) for symbol, each in symbols(filled.numbers).items()}
    texts, blanks, lit = {"target": f"target y = {named['y']}"}, {}, {}

    slopes_are_known = not any(filled.blank(f"∂C/∂w{low(k)}") for k in ONE_TWO)

    def put(place, name, text="{}", colour=BLUE):
        state = filled.blank(name)
        if state == OPEN and name.startswith("new") and not slopes_are_known:
            texts[place] = text.partition(" →")[0]  # there is no room for both blanks
            return
        texts[place] = text.format("?" if state else named[name])
        if state:
            blanks[place] = state
        if state == ASKED:
            lit[place[1]] = colour

    for k in ONE_TWO:
        x, w, edge = f"x{low(k)}", f"w{low(k)}", (*NEURON, k)
        texts |= {("inside", (1, k)): named[x], ("above", (1, k)): x}
        put(("on", edge), f"new {w}", f"{w} = {named[w]} → {{}}", ORANGE)
        put(("slope", edge), f"∂C/∂{w}", f"∂C/∂{w} = {{}}", ORANGE)
    put(("above", NEURON), "new b", f"b = {named['b']} → {{}}", ORANGE)
    put(("delta", NEURON), "δ", "δ = {}", ORANGE)
    put(("slope", NEURON), "σ′", "σ′ = {}")
    put(("z", NEURON), "z", "z = {}")
    put(("inside", NEURON), "a")
    if not filled.blank("a"):
        texts["cost"] = f"C = (a − y)² = {written(_cost(filled.numbers, 'wb'))}"
    if not blanks:
        after = written(_cost(filled.numbers, ("new_w", "new_b")))
        texts["after"] = f"after the step: C = {after}"
    return Moment(filled.sentence, lit, texts, blanks=blanks)


def _cost(numbers, names):
    """Return (a − y)² with the weights and the bias of these names."""
    w, b = (numbers[name] for name in names)
    return (a(z(w, numbers["x"], b)) - numbers["y"]) ** 2


def draw(figure):
    """Draw the neuron with its inputs, its target and its cost."""
    axes = figure.subplots()
    places = draw_network(axes, spread=5.2, nodes=ONE)
    axes.set(xlim=(-0.6, 10.2), ylim=(-1.85, 2.6))
    x, y = places[NEURON]
    style = {"ha": "center", "fontsize": 9, "zorder": 5}
    write(axes, ("z", NEURON), x, y + RADIUS + 0.45, BLUE, va="bottom", **style)
    write(axes, ("slope", NEURON), x, y - RADIUS - 0.12, INK, va="top", **style)
    write(axes, ("delta", NEURON), x, y - RADIUS - 0.52, DARK_ORANGE, va="top", **style)
    for k in ONE_TWO:  # further below the weight than "under": both may be boxes
        x0, y0 = places[1, k]
        at = x0 + 0.34 * (x - x0), y0 + 0.34 * (y - y0) - 0.28
        write(
            axes,
            ("slope", (*NEURON, k)),
            *at,
            DARK_ORANGE,
            va="top",
            bbox=PAPER,
            **style,
        )
    axes.annotate(
        "", (x + 1.6, y), (x + RADIUS + 0.05, y),
        arrowprops={"arrowstyle": "->", "color": GREY},
    )  # fmt: skip
    beside = {"ha": "left", "va": "center", "fontsize": 9, "zorder": 5}
    write(axes, "target", x + 1.75, y, DARK_GREEN, **beside)
    write(axes, "cost", x + 1.75, y - 0.45, INK, **beside)
    write(axes, "after", x + 1.75, y - 0.9, INK, **beside)


LINES = (
    Line(z, {"z": ()}, ask, worked, sum_slips("w", "x", "b")),
    Line(a, {"a": ()}, ask, worked, sigmoid_slips("z")),
    Line(slope, {"σ′": ()}, ask, worked, SLOPE_SLIPS, wrong_place),
    Line(delta, {"δ": ()}, ask, worked, DELTA_SLIPS, wrong_place),
    Line(nabla_w, {f"∂C/∂w{low(k)}": (k - 1,) for k in ONE_TWO}, ask, worked,
         NABLA_SLIPS),
    Line(new_w, {f"new w{low(k)}": (k - 1,) for k in ONE_TWO}, ask, worked,
         STEP_SLIPS, wrong_place),
    Line(new_b, {"new b": ()}, ask, worked, BIAS_SLIPS, wrong_place),
)  # fmt: skip
SHEETS = (
    Sheet(
        "one_neuron", "One step of a neuron, with a pencil", given, LINES, draw,
        "The neuron with its two inputs, a weight on each edge, its bias, its target; "
        "numbers that are still to be worked out are question marks in boxes, and the "
        "one asked for is lit.",
        (8.2, 3.2), moment,
    ),
)  # fmt: skip
