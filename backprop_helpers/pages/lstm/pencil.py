"""One step of a cell with a pencil, on two sheets: forward, and the blame back."""

import numpy as np

from backprop_helpers.figures.network_diagram import Moment
from backprop_helpers.figures.numbers import with_numbers, written
from backprop_helpers.pages.lstm import example
from backprop_helpers.pages.lstm.exercises import EXERCISES
from backprop_helpers.pages.lstm.figures import BEFORE, GATE_AT, draw_cell
from backprop_helpers.practice.pencil import Line, Sheet, worked_out
from backprop_helpers.practice.slips import Slip

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def given(rng):
    """Return the numbers of the page, or others of the same kind."""
    if rng is None:
        return dict(example.CELL)
    tenths = rng.choice([0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9], size=5, replace=False)
    numbers = dict(zip(("i", "f", "o", "f_next", "nabla_c_next"), tenths, strict=True))
    g = rng.choice([-0.8, -0.7, -0.6, -0.4, -0.3, 0.3, 0.4, 0.6, 0.7, 0.8])
    c_before = rng.choice([-2.0, -1.5, 1.5, 2.0])
    numbers |= {"g": g, "c_before": c_before, "nabla_a": rng.choice([-1.0, 1.0])}
    return {name: float(value) for name, value in numbers.items()}


def kept(f, c_before):
    """Return what is kept, f c⟨t−1⟩."""
    return f * c_before


def let_in(i, g):
    """Return what comes in, i g."""
    return i * g


def c(kept, let_in):
    """Return c⟨t⟩."""
    return kept + let_in


def squeezed(c):
    """Return tanh c⟨t⟩."""
    return np.tanh(c)


def a(o, squeezed):
    """Return a⟨t⟩."""
    return o * squeezed


def delta_o(nabla_a, squeezed, o):
    """Return δ of the output gate."""
    return nabla_a * squeezed * o * (1 - o)


def blame_before(cell_blame, f):
    """Return what goes back to c⟨t−1⟩ along the cells."""
    return cell_blame * f


def delta_f(cell_blame, c_before, f):
    """Return δ of the forget gate."""
    return cell_blame * c_before * f * (1 - f)


def delta_i(cell_blame, g, i):
    """Return δ of the input gate."""
    return cell_blame * g * i * (1 - i)


ADD = "Multiply the two numbers, do not add them."
KEPT_SLIPS = (
    Slip("added", {"f * c_before": "f + c_before"}, ADD),
    Slip("1 − f", {"f * c": "(1 - f) * c"},
         "This is 1 − f of the old cell, what is forgotten. f of it is kept."),
    Slip("all", {"f * ": ""}, "This is the old cell itself. f says how much is kept."),
    Slip("f alone", {" * c_before": ""}, "This is f. Multiply the old cell by it."),
)  # fmt: skip
LET_IN_SLIPS = (
    Slip("added", {"i * g": "i + g"}, ADD),
    Slip("sign", {"i * g": "-i * g"}, "The size is right. Look at the sign of g."),
    Slip("g alone", {"i * ": ""}, "This is g. i says how much of it comes in."),
    Slip("i alone", {" * g": ""}, "This is i. Multiply the candidate g by it."),
    Slip("1 − i", {"i * g": "(1 - i) * g"},
         "This is 1 − i of the candidate. i of it comes in."),
    Slip("squeezed", {"i * g": "i * np.tanh(g)"},
         "g is squeezed already: multiply it as it is."),
)  # fmt: skip
C_SLIPS = (
    Slip("subtracted", {"+ let_in": "- let_in"},
         "What comes in is subtracted. It is added, with its own sign."),
    Slip("multiplied", {"+ let_in": "* let_in"},
         "The two parts are multiplied. A cell is added to."),
    Slip("kept only", {" + let_in": ""},
         "This is only what is kept. Add what comes in."),
    Slip("let in only", {"kept + ": ""},
         "This is only what comes in. Add what is kept."),
    Slip("squeezed", {"kept + let_in": "np.tanh(kept + let_in)"},
         "The cell itself is not squeezed: it is the plain sum."),
)  # fmt: skip
SQUEEZED_SLIPS = (
    Slip("c itself", {"np.tanh(c)": "c"}, "This is the cell itself: take its tanh."),
    Slip("slope", {"np.tanh(c)": "1 - np.tanh(c) ** 2"},
         "This is the slope, 1 − tanh². Here the tanh itself is asked for."),
    Slip("sigmoid", {"np.tanh(c)": "1 / (1 + np.exp(-c))"},
         "This is the sigmoid. The cell is shown through a tanh."),
    Slip("squared", {"np.tanh(c)": "np.tanh(c) ** 2"},
         "This is its square. Here the tanh itself is asked for."),
)  # fmt: skip
A_SLIPS = (
    Slip("o left out", {"o * ": ""}, "The output gate is missing: multiply by o."),
    Slip("added", {"o * squeezed": "o + squeezed"}, ADD),
    Slip("o alone", {" * squeezed": ""}, "This is o. Multiply tanh c⟨t⟩ by it."),
    Slip("1 − o", {"o * s": "(1 - o) * s"}, "This is 1 − o of it. o of it is shown."),
    Slip("gate inside", {"o * squeezed": "np.tanh(o * np.arctanh(squeezed))"},
         "The output gate stands inside the tanh. Squeeze first, then multiply by o."),
    Slip("squeezed away", {"o * squeezed": "o * np.arctanh(squeezed)"},
         "You multiply the cell itself. It is squeezed by tanh first."),
)  # fmt: skip
PATH = "One more factor stands on the path: go on to z, through the gate's sigmoid."
TANH = "1 − x² is the slope of a tanh. A gate's squeeze is the sigmoid: a (1 − a)."
DELTA_O_SLIPS = (
    Slip("no slope", {" * o * (1 - o)": ""}, PATH),
    Slip("slope of tanh", {"o * (1 - o)": "(1 - o**2)"}, TANH),
    Slip("partner left out", {"squeezed * ": ""},
         "What is o multiplied by in a? That is the slope from o to a."),
    Slip("half a slope", {" * (1 - o)": ""},
         "The slope of the sigmoid is o (1 − o): a factor is missing."),
    Slip("cell for tanh", {"* squeezed *": "* np.arctanh(squeezed) *"},
         "o is multiplied by tanh c, not by the cell itself."),
    Slip("sign", {"return ": "return -"}, "The size is right, the sign is not."),
    Slip("other half", {"o * (1 - o)": "(1 - o)"},
         "The slope of the sigmoid is o (1 − o): a factor is missing."),
)  # fmt: skip
BEFORE_SLIPS = (
    Slip("f left out", {" * f": ""},
         "This is ∂C/∂c⟨t⟩ itself. On the way to the cell before stands the forget "
         "gate."),
    Slip("slope of f", {" * f": " * f * (1 - f)"},
         "f (1 − f) leads to z_f. To the cell before the slope is f alone."),
    Slip("1 − f", {" * f": " * (1 - f)"}, "The slope of f c⟨t−1⟩ along c⟨t−1⟩ is f."),
    Slip("divided", {" * f": " / f"}, "Multiply by the slope, do not divide by it."),
    Slip("added", {" * f": " + f"}, ADD),
    Slip("sign", {"return ": "return -"}, "The size is right, the sign is not."),
)  # fmt: skip


def gate_slips(gate, partner, symbol):
    """Return what goes wrong in δ of a gate; symbol is that of its partner."""
    return (
        Slip("no slope", {f" * {gate} * (1 - {gate})": ""}, PATH),
        Slip("slope of tanh", {f"{gate} * (1 - {gate})": f"(1 - {gate}**2)"}, TANH),
        Slip("partner left out", {f"{partner} * ": ""},
             f"What is {gate} multiplied by in c⟨t⟩? That is the slope from {gate} to "
             "the cell."),
        Slip("half a slope", {f" * (1 - {gate})": ""},
             f"The slope of the sigmoid is {gate} (1 − {gate}): a factor is missing."),
        Slip("other half", {f"{gate} * (1": "(1"},
             f"The slope of the sigmoid is {gate} (1 − {gate}): a factor is missing."),
        Slip("blame left out", {"cell_blame * ": ""},
             "The blame of the cell is missing: the path goes on from c⟨t⟩ to C."),
        Slip("sign", {"return ": "return -"},
             f"The size is right, the sign is not: look at that of {symbol}."),
    )  # fmt: skip


TWO_GATES = (
    "Two forget gates stand here: f⟨t+1⟩ on the way to the next cell, f on the way to "
    "the cell before."
)


def exchanged(blank, numbers):
    """Yield the numbers that come of a neighbour's gate, cell or blame."""
    f, f_next, o = (numbers[name] for name in ("f", "f_next", "o"))
    of_c, squeezed = numbers["cell_blame"], numbers["squeezed"]
    if blank == "∂C/∂c⟨t⟩":
        through_a = numbers["nabla_a"] * o * (1 - squeezed**2)
        yield through_a + numbers["nabla_c_next"] * f, TWO_GATES
    if blank == "back to c⟨t−1⟩":
        yield of_c * f_next, TWO_GATES
    if blank == "δ_f":
        yield (
            of_c * numbers["c"] * f * (1 - f),
            "This takes the new cell. f is multiplied by the old one, c⟨t−1⟩.",
        )
        yield of_c * numbers["c_before"] * f_next * (1 - f_next), TWO_GATES
    if blank == "δ_o":
        yield (
            of_c * squeezed * o * (1 - o),
            "This begins with ∂C/∂c. The path from o leads through a: begin with "
            "∂C/∂a.",
        )


ASK = {
    "f c⟨t−1⟩": "What is kept: the forget gate times the old cell.",
    "i g": "What comes in: the input gate times the candidate.",
    "c⟨t⟩": "c⟨t⟩: what is kept plus what comes in.",
    "tanh c⟨t⟩": "tanh c⟨t⟩: the cell, squeezed, before it is shown.",
    "a⟨t⟩": "a⟨t⟩: the output gate times the squeezed cell.",
    "δ_o": "δ_o: from ∂C/∂a through the product o · tanh c to o, then to z_o.",
    "∂C/∂c⟨t⟩": "∂C/∂c⟨t⟩: add both ways, through a⟨t⟩ and from the next cell.",
    "back to c⟨t−1⟩": "What goes back to c⟨t−1⟩: the cell's blame times one slope.",
    "δ_f": "δ_f: from the cell to f, the slope is the other factor; then to z_f.",
    "δ_i": "δ_i: from the cell to i, the slope is the other factor; then to z_i.",
}
WORKED = {
    "f c⟨t−1⟩": "f c⟨t−1⟩ = {f} · {(c_before)} = {f c⟨t−1⟩}.",
    "i g": "i g = {i} · {(g)} = {i g}.",
    "c⟨t⟩": "c⟨t⟩ = {f c⟨t−1⟩} + {(i g)} = {c⟨t⟩}.",
    "tanh c⟨t⟩": "tanh({c⟨t⟩}) = {tanh c⟨t⟩}.",
    "a⟨t⟩": "a⟨t⟩ = {o} · {(tanh c⟨t⟩)} = {a⟨t⟩}.",
    "δ_o": "δ_o = {nabla_a} · {(tanh c⟨t⟩)} · {o} · (1 − {o}) = {δ_o}.",
    "∂C/∂c⟨t⟩": "∂C/∂c⟨t⟩ = {nabla_a} · {o} · (1 − {(tanh c⟨t⟩)}²) + {nabla_c_next} · "
    "{f_next} = {∂C/∂c⟨t⟩}.",
    "back to c⟨t−1⟩": "∂C/∂c⟨t⟩ · f = {∂C/∂c⟨t⟩} · {f} = {back to c⟨t−1⟩}.",
    "δ_f": "δ_f = {∂C/∂c⟨t⟩} · {(c_before)} · {f} · (1 − {f}) = {δ_f}.",
    "δ_i": "δ_i = {∂C/∂c⟨t⟩} · {(g)} · {i} · (1 − {i}) = {δ_i}.",
}
KEYS = {  # where a blank stands in the drawing
    "f c⟨t−1⟩": "kept", "i g": "let_in", "c⟨t⟩": "c", "tanh c⟨t⟩": "squeezed",
    "a⟨t⟩": "a", "δ_o": "∂o", "∂C/∂c⟨t⟩": "∂c", "back to c⟨t−1⟩": "∂c_before",
    "δ_f": "∂f", "δ_i": "∂i",
}  # fmt: skip


def ask(blank, numbers):
    """Say in words what a blank is."""
    return ASK[blank]


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    texts = {name: written(numbers[name]) for name in example.CELL}
    for sheet in SHEETS:
        for name, line in sheet.line_of.items():
            if line.result in numbers:
                texts[name] = written(sheet.value(name, numbers))
    return with_numbers(WORKED[blank], texts)


def moment(filled):
    """Return what the cell shows of a sheet that is filled in."""
    numbers = filled.numbers
    texts = {gate: f"{gate} = {written(numbers[gate])}" for gate in GATE_AT}
    texts["c_before"] = f"c⟨t−1⟩ = {written(numbers['c_before'])}"
    blanks = {}
    if filled.sheet.name == "cell_back":
        texts["∂a"] = BEFORE["∂a"] + written(numbers["nabla_a"])
        back, f = written(numbers["nabla_c_next"]), written(numbers["f_next"])
        texts["∂next"] = f"← ∂C/∂c⟨t+1⟩ = {back}\nf⟨t+1⟩ = {f}"
    for sheet in SHEETS[: SHEETS.index(filled.sheet) + 1]:
        for name in sheet.line_of:
            key, state = KEYS[name], filled.blank(name)
            number = "?" if state else written(sheet.value(name, numbers))
            texts[key] = BEFORE[key] + number if key in BEFORE else number
            if state:
                blanks[key] = state
    return Moment(filled.sentence, {}, texts, blanks=blanks)


def draw(figure):
    """Draw the cell."""
    draw_cell(figure.subplots())


FORWARD = (
    Line(kept, {"f c⟨t−1⟩": ()}, ask, worked, KEPT_SLIPS),
    Line(let_in, {"i g": ()}, ask, worked, LET_IN_SLIPS),
    Line(c, {"c⟨t⟩": ()}, ask, worked, C_SLIPS),
    Line(squeezed, {"tanh c⟨t⟩": ()}, ask, worked, SQUEEZED_SLIPS),
    Line(a, {"a⟨t⟩": ()}, ask, worked, A_SLIPS),
)
BACK = (
    Line.of(BY_NAME["cell_blame"], {"∂C/∂c⟨t⟩": ()}, ask, worked,
            also_wrong=exchanged),
    Line(blame_before, {"back to c⟨t−1⟩": ()}, ask, worked, BEFORE_SLIPS,
         exchanged),
    Line(delta_f, {"δ_f": ()}, ask, worked, gate_slips("f", "c_before", "c⟨t−1⟩"),
         exchanged),
    Line(delta_i, {"δ_i": ()}, ask, worked, gate_slips("i", "g", "g")),
    Line(delta_o, {"δ_o": ()}, ask, worked, DELTA_O_SLIPS, exchanged),
)  # fmt: skip


def after_forward(rng):
    """Return the numbers of the way back: those of the way forward are known."""
    return worked_out(given(rng), FORWARD)


ALT = (
    "The cell of an LSTM: the old cell from the left, times the forget gate, plus the "
    "candidate times the input gate; squeezed, times the output gate, it is shown. "
    "Numbers still to be found are question marks in boxes."
)
SHEETS = (
    Sheet("cell_forward", "One step of a cell, with a pencil", given, FORWARD, draw,
          ALT, (8.2, 3.9), moment),
    Sheet("cell_back", "The blame of a cell, with a pencil", after_forward, BACK, draw,
          ALT, (8.2, 3.9), moment),
)  # fmt: skip
