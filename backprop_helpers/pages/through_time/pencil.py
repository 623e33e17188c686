"""Three steps with a pencil: forward, back, and the slope of the weight they share."""

import numpy as np

from backprop_helpers.figures import blanks
from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREY,
    INK,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import with_numbers, written
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip

STEPS = (1, 2, 3)
X = (1.0, 0.0, 1.0)
SUM = "∂C/∂w"


def given(rng):
    """Return the numbers of the page, or others of the same kind."""
    w, u, y = 0.8, 0.5, 1.0
    if rng is not None:
        w = rng.choice([-0.9, -0.8, -0.7, -0.6, 0.6, 0.7, 0.9, 1.2])
        u = rng.choice([0.3, 0.4, 0.6, 0.7, 0.8])
        y = rng.choice([1.0, -1.0])
    return {"w": float(w), "u": float(u), "y": float(y), "x": np.array(X)}


def a1(u, x):
    """Return a⟨1⟩; nothing comes from before."""
    return np.tanh(u * x[0])


def a2(w, u, x, a1):
    """Return a⟨2⟩."""
    return np.tanh(w * a1 + u * x[1])


def a3(w, u, x, a2):
    """Return a⟨3⟩."""
    return np.tanh(w * a2 + u * x[2])


def delta3(a3, y):
    """Return δ⟨3⟩ = ∂C/∂z⟨3⟩."""
    return 2 * (a3 - y) * (1 - a3**2)


def delta2(w, delta3, a2):
    """Return δ⟨2⟩."""
    return w * delta3 * (1 - a2**2)


def delta1(w, delta2, a1):
    """Return δ⟨1⟩."""
    return w * delta2 * (1 - a1**2)


def terms(delta2, delta3, a1, a2):
    """Return what w brings at step 2 and at step 3, shape (2,)."""
    return np.array([delta2 * a1, delta3 * a2])


def nabla_w(terms):
    """Return ∂C/∂w, the sum over the steps."""
    return terms[0] + terms[1]


SIGMOID = Slip(
    "sigmoid", {"np.tanh(": "(lambda z: 1 / (1 + np.exp(-z)))("},
    "This is the sigmoid of z. Here the squeeze is tanh.",
)  # fmt: skip
Z = Slip("z itself", {"np.tanh(": "("}, "This is z itself: it still goes through tanh.")
SLOPE = Slip(
    "slope", {"np.tanh(": "(lambda z: 1 - np.tanh(z) ** 2)("},
    "This is 1 − a², the slope of the tanh. Here tanh itself is asked for.",
)  # fmt: skip
A1_SLIPS = (
    Z, SIGMOID, SLOPE,
    Slip("u left out", {"u * ": ""}, "u is missing: the input is multiplied by u."),
    Slip("turned round", {"u * x": "-u * x"}, "The sign is wrong: u x⟨1⟩ is positive."),
)  # fmt: skip
A2_SLIPS = (
    Z, SIGMOID, SLOPE,
    Slip("w left out", {"w * ": ""},
         "w is missing: the previous activation is multiplied by w."),
    Slip("u for w", {"w * a1": "u * a1"},
         "The weights have changed places: u belongs to the input, w to the "
         "previous activation."),
    Slip("input 1", {"x[1]": "1"}, "At step 2 the input is 0."),
    Slip("no memory", {"w * a1 + ": ""},
         "The previous activation is missing: at step 2 the neuron still remembers."),
)  # fmt: skip
A3_SLIPS = (
    Z, SIGMOID, SLOPE,
    Slip("input left out", {" + u * x[2]": ""},
         "The input is missing: at step 3 it is 1 again, times u."),
    Slip("memory left out", {"w * a2 + ": ""},
         "The previous activation is missing: w a⟨2⟩ comes in as well."),
    Slip("w and u exchanged", {"w * a2": "u * a2", "u * x": "w * x"},
         "The weights have changed places: u belongs to the input, w to the "
         "previous activation."),
    Slip("w left out", {"w * ": ""},
         "w is missing: the previous activation is multiplied by w."),
    Slip("u left out", {"u * ": ""}, "u is missing: the input is multiplied by u."),
)  # fmt: skip
DELTA3_SLIPS = (
    Slip("lost the 2", {"2 * (": "("},
         "The factor 2 is missing: the slope of the square is 2 (a⟨3⟩ − y)."),
    Slip("turned round", {"a3 - y": "y - a3"},
         "The sign is turned round: it is a⟨3⟩ − y."),
    Slip("no slope", {" * (1 - a3**2)": ""},
         "The slope of the tanh is missing: multiply by 1 − a²."),
    Slip("sigmoid's slope", {"(1 - a3**2)": "a3 * (1 - a3)"},
         "a (1 − a) is the slope of the sigmoid. That of tanh is 1 − a²."),
    Slip("no square", {"1 - a3**2": "1 - a3"},
         "The slope of tanh is 1 − a², with the square."),
    Slip("squared", {"2 * (a3 - y)": "(a3 - y) ** 2"},
         "This begins with the cost itself. Its slope is 2 (a⟨3⟩ − y)."),
)  # fmt: skip


def back_slips(w, delta, a):
    """Return what goes wrong in a step back, of these names in the solution."""
    late = delta[-1]
    return (
        Slip("w left out", {"w * ": ""},
             "w is missing: on its way back to an earlier step δ is multiplied by w."),
        Slip("no slope", {f" * (1 - {a}**2)": ""},
             "The slope of the tanh at this step is missing: 1 − a²."),
        Slip("δ left out", {f" * {delta} ": " "},
             f"δ⟨{late}⟩ is missing: the blame comes from the step after."),
        Slip("sigmoid's slope", {f"(1 - {a}**2)": f"{a} * (1 - {a})"},
             "a (1 − a) is the slope of the sigmoid. That of tanh is 1 − a²."),
        Slip("no square", {f"1 - {a}**2": f"1 - {a}"},
             "The slope of tanh is 1 − a², with the square."),
        Slip("divided by w", {f"{w} * {delta}": f"{delta} / {w}"},
             "Multiply by w on the way back, too: do not divide."),
    )  # fmt: skip


TERM_SLIPS = (
    Slip("δ alone", {" * a1": "", " * a2": ""},
         "This is δ itself. At this step w is multiplied by the activation before it."),
    Slip("a alone", {"delta2 * ": "", "delta3 * ": ""},
         "This is the activation. Multiply it by the δ of the step after it."),
    Slip("sign", {"delta2 * a1": "-delta2 * a1", "delta3 * a2": "-delta3 * a2"},
         "The size is right, the sign is not: look at both signs."),
    Slip("added", {"delta2 * a1": "delta2 + a1", "delta3 * a2": "delta3 + a2"},
         "Multiply δ by the activation, do not add."),
    Slip("divided", {"delta2 * a1": "delta2 / a1", "delta3 * a2": "delta3 / a2"},
         "Multiply δ by the activation, do not divide."),
)  # fmt: skip
SUM_SLIPS = (
    Slip("last step only", {"terms[0] + ": ""},
         "This is the term of step 3 alone. w is used at step 2, too: add."),
    Slip("first term only", {" + terms[1]": ""},
         "This is the term of step 2 alone. w is used at step 3, too: add."),
    Slip("mean", {"terms[0] + terms[1]": "(terms[0] + terms[1]) / 2"},
         "This is the mean of the two terms. Over the paths one adds, no division."),
    Slip("mean over three steps", {"terms[0] + terms[1]": "(terms[0] + terms[1]) / 3"},
         "You divide by the number of steps. Over the paths one adds, no division."),
    Slip("multiplied", {"+ terms": "* terms"},
         "The terms are multiplied. Over the paths, add."),
    Slip("subtracted", {"+ terms": "- terms"}, "Add the terms, each with its sign."),
)  # fmt: skip


def wrong_step(blank, numbers):
    """Yield a term, or an activation, with the numbers of another step."""
    d, a = ({t: numbers[f"{kind}{t}"] for t in STEPS} for kind in ("delta", "a"))
    same = "w meets the activation of the step before, not that of the same step."
    other = "The δ is that of the step before. w leads into the later one."
    if blank == "δ⟨2⟩ a⟨1⟩":
        yield d[2] * a[2], same
        yield d[1] * a[1], other
    if blank == "δ⟨3⟩ a⟨2⟩":
        yield d[3] * a[3], same
        yield d[2] * a[2], other
    if blank in ("δ⟨1⟩", "δ⟨2⟩"):
        t = 1 if blank == "δ⟨1⟩" else 2
        yield (
            numbers["w"] * d[t + 1] * (1 - a[t + 1] ** 2),
            f"This is the slope of step {t + 1}. One step back ends at step {t}: "
            f"multiply by 1 − a² of this step.",
        )
        yield (
            numbers["u"] * d[t + 1] * (1 - a[t] ** 2),
            "This goes back through u. Between the steps stands w.",
        )
    if blank == "δ⟨1⟩":
        yield (
            numbers["w"] * d[3] * (1 - a[1] ** 2),
            "This comes straight from δ⟨3⟩. One step back is from δ⟨2⟩.",
        )


ASK = {
    "a⟨1⟩": "a⟨1⟩ = tanh(u x⟨1⟩), because nothing comes from before.",
    "a⟨2⟩": "a⟨2⟩ = tanh(w a⟨1⟩ + u x⟨2⟩).",
    "a⟨3⟩": "a⟨3⟩ = tanh(w a⟨2⟩ + u x⟨3⟩).",
    "δ⟨3⟩": "δ⟨3⟩ is the slope of the cost, 2 (a⟨3⟩ − y), times that of the tanh.",
    "δ⟨2⟩": "δ⟨2⟩: one step back costs a factor w and the slope of the tanh there.",
    "δ⟨1⟩": "δ⟨1⟩: one step further back, another w and another slope. ∂C/∂u needs it.",
    "δ⟨2⟩ a⟨1⟩": "The term of step 2: δ⟨2⟩ times what w was multiplied by there.",
    "δ⟨3⟩ a⟨2⟩": "The term of step 3: δ⟨3⟩ times what w was multiplied by there.",
    SUM: "∂C/∂w: the sum over the steps. Step 1 brings nothing, because a⟨0⟩ is 0.",
}
WORKED = {
    "a⟨1⟩": "a⟨1⟩ = tanh({u} · 1) = {a⟨1⟩}.",
    "a⟨2⟩": "a⟨2⟩ = tanh({w} · {(a⟨1⟩)} + {u} · 0) = {a⟨2⟩}.",
    "a⟨3⟩": "a⟨3⟩ = tanh({w} · {(a⟨2⟩)} + {u} · 1) = {a⟨3⟩}.",
    "δ⟨3⟩": "δ⟨3⟩ = 2 ({a⟨3⟩} − {(y)}) (1 − {(a⟨3⟩)}²) = {δ⟨3⟩}.",
    "δ⟨2⟩": "δ⟨2⟩ = {w} · {(δ⟨3⟩)} · (1 − {(a⟨2⟩)}²) = {δ⟨2⟩}.",
    "δ⟨1⟩": "δ⟨1⟩ = {w} · {(δ⟨2⟩)} · (1 − {(a⟨1⟩)}²) = {δ⟨1⟩}.",
    "δ⟨2⟩ a⟨1⟩": "δ⟨2⟩ a⟨1⟩ = {δ⟨2⟩} · {(a⟨1⟩)} = {δ⟨2⟩ a⟨1⟩}.",
    "δ⟨3⟩ a⟨2⟩": "δ⟨3⟩ a⟨2⟩ = {δ⟨3⟩} · {(a⟨2⟩)} = {δ⟨3⟩ a⟨2⟩}.",
    SUM: "∂C/∂w = 0 + {(δ⟨2⟩ a⟨1⟩)} + {(δ⟨3⟩ a⟨2⟩)} = {∂C/∂w}.",
}


def ask(blank, numbers):
    """Say in words what a blank is."""
    return ASK[blank]


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    texts = {name: written(numbers[name]) for name in "wuy"}
    sheet = SHEETS[0]
    texts |= {name: written(sheet.value(name, numbers)) for name in sheet.line_of}
    return with_numbers(WORKED[blank], texts)


LINES = (
    Line(a1, {"a⟨1⟩": ()}, ask, worked, A1_SLIPS),
    Line(a2, {"a⟨2⟩": ()}, ask, worked, A2_SLIPS),
    Line(a3, {"a⟨3⟩": ()}, ask, worked, A3_SLIPS),
    Line(delta3, {"δ⟨3⟩": ()}, ask, worked, DELTA3_SLIPS),
    Line(delta2, {"δ⟨2⟩": ()}, ask, worked, back_slips("w", "delta3", "a2"),
         wrong_step),
    Line(delta1, {"δ⟨1⟩": ()}, ask, worked, back_slips("w", "delta2", "a1"),
         wrong_step),
    Line(terms, {"δ⟨2⟩ a⟨1⟩": (0,), "δ⟨3⟩ a⟨2⟩": (1,)}, ask, worked, TERM_SLIPS,
         wrong_step),
    Line(nabla_w, {SUM: ()}, ask, worked, SUM_SLIPS),
)  # fmt: skip


def draw(figure):
    """Draw three steps as circles in a row, with room for what is filled in."""
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set(xlim=(-0.35, 4.75), ylim=(-1.3, 1.3))
    arrow = {"arrowstyle": "->", "color": GREY, "shrinkA": 0, "shrinkB": 0}
    for t in STEPS:
        axes.annotate("", (t - 0.24, 0), (t - 0.78, 0), arrowprops=arrow)
        axes.annotate("", (t, -0.36), (t, -0.95), arrowprops=arrow)
    axes.annotate("", (3.85, 0), (3.24, 0), arrowprops=arrow)
    look = {"markerfacecolor": "white", "markersize": 44, "markeredgewidth": 1.6}
    axes.plot(STEPS, (0, 0, 0), "o", color=BLUE, zorder=2, **look)

    style = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 3}

    def put(name, x, y, colour, before=""):
        """Write a number that may be a blank."""
        text = blanks.write(axes, x, y, colour, **style)

        def how(filled):
            written_there = f"{before}{filled.text(name)}"
            return blanks.look(written_there, filled.blank(name), colour)

        follow(text, how)

    def say(x, y, colour, words):
        """Write what is given."""
        text = axes.text(x, y, "", color=colour, **style)
        follow(text, lambda filled: {"text": words(filled.numbers)})

    axes.text(-0.02, 0, "a⟨0⟩ = 0", color=BLUE, **style)
    for t in STEPS:
        put(f"a⟨{t}⟩", t, 0, BLUE)
        put(f"δ⟨{t}⟩", t, 0.62, DARK_ORANGE, f"δ⟨{t}⟩ = ")
        say(t + 0.3, -0.62, INK, lambda n: f"u = {written(n['u'])}")
        say(t, -1.1, INK, lambda n, t=t: f"x⟨{t}⟩ = {n['x'][t - 1]:.0f}")
        say(t - 0.52, 0.16, INK, lambda n: f"w = {written(n['w'])}")
    put("δ⟨2⟩ a⟨1⟩", 1.5, 1.1, DARK_ORANGE, "δ⟨2⟩ a⟨1⟩ = ")
    put("δ⟨3⟩ a⟨2⟩", 2.5, 1.1, DARK_ORANGE, "δ⟨3⟩ a⟨2⟩ = ")
    put(SUM, 4.05, 1.1, DARK_ORANGE, "∂C/∂w = ")
    say(4.25, 0.12, DARK_GREEN, lambda n: f"target y = {written(n['y'])}")
    axes.text(4.25, -0.14, "C = (a⟨3⟩ − y)²", color=INK, **style)


SHEETS = (
    Sheet(
        "three_steps", "Three steps and back, with a pencil", given, LINES, draw,
        "Three circles in a row, one for each step, with the activation inside, the "
        "input below and δ above; above them the two terms of ∂C/∂w and their sum. "
        "Numbers still to be found are question marks in boxes.",
        (8.2, 3.0),
    ),
)  # fmt: skip
