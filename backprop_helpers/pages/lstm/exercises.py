"""Exercises: a step of an LSTM cell, the blame of a cell, and that of a candidate."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

COLUMN = "shape (n, 1)"


def lstm_step(z_i, z_f, z_g, z_o, c_before):
    """Return c⟨t⟩ and a⟨t⟩, both of shape (n, 1)."""
    i, f, o = (1 / (1 + np.exp(-z)) for z in (z_i, z_f, z_o))
    c = f * c_before + i * np.tanh(z_g)
    return c, o * np.tanh(c)


def _cells(rng):
    for n in (3, 2, 4, 1, 5, 2):
        yield (*1.5 * rng.normal(size=(4, n, 1)), rng.normal(size=(n, 1)))


def cell_blame(nabla_a, nabla_c_next, f_next, o, c):
    """Return ∂C/∂c⟨t⟩, shape (n, 1)."""
    return nabla_a * o * (1 - np.tanh(c) ** 2) + nabla_c_next * f_next


def _blamed(rng):
    for n in (1, 2, 3, 5, 4, 3):
        f_next, o = rng.uniform(0.1, 0.9, size=(2, n, 1))
        nabla_a, nabla_c_next, c = rng.normal(size=(3, n, 1))
        yield nabla_a, nabla_c_next, f_next, o, c


def candidate_delta(nabla_c, i, g):
    """Return δ_g = ∂C/∂z_g, shape (n, 1)."""
    return nabla_c * i * (1 - g**2)


def _candidates(rng):
    for n in (2, 3, 1, 4, 5, 3):
        yield (
            rng.normal(size=(n, 1)),
            rng.uniform(0.1, 0.9, size=(n, 1)),
            np.tanh(rng.normal(size=(n, 1))),
        )


EXERCISES = (
    Exercise(
        prompt="One step of a cell from the four z: its new c and a.",
        arguments=dict.fromkeys(("z_i", "z_f", "z_g", "z_o", "c_before"), COLUMN),
        returns=(Part("c⟨t⟩", "neurons"), Part("a⟨t⟩", "neurons")),
        inputs=_cells,
        solution=lstm_step,
        slips=(
            Slip("f and i exchanged", {"z in (z_i, z_f,": "z in (z_f, z_i,"},
                 "Two gates have changed places: f belongs to the old cell, i to the "
                 "candidate."),
            Slip("f and o exchanged", {"z_f, z_o)": "z_o, z_f)"},
                 "Two gates have changed places: f belongs to the old cell, o to what "
                 "is shown."),
            Slip("i and o exchanged", {"(z_i, z_f, z_o)": "(z_o, z_f, z_i)"},
                 "Two gates have changed places: i belongs to the candidate, o to what "
                 "is shown."),
            Slip("gates through tanh", {"1 / (1 + np.exp(-z))": "np.tanh(z)"},
                 "The gates go through tanh. A gate is a number between 0 and 1: the "
                 "sigmoid of its z."),
            Slip("input gate through tanh", {"i * np": "np.tanh(z_i) * np"},
                 "The input gate goes through tanh. A gate is a number between 0 and "
                 "1: the sigmoid of its z."),
            Slip("forget gate through tanh",
                 {"f * c_before": "np.tanh(z_f) * c_before"},
                 "The forget gate goes through tanh. A gate is a number between 0 and "
                 "1: the sigmoid of its z."),
            Slip("output gate through tanh",
                 {"o * np.tanh(c)": "np.tanh(z_o) * np.tanh(c)"},
                 "The output gate goes through tanh. A gate is a number between 0 and "
                 "1: the sigmoid of its z."),
            Slip("gates not squeezed", {"(1 / (1 + np.exp(-z)) for": "(z for"},
                 "The gates are still z. Each goes through the sigmoid first."),
            Slip("not turned over", {"1 / (1 + np.exp(-z))": "1 + np.exp(-z)"},
                 "The gates are 1 + exp(−z). Divide 1 by this sum: does it stand in "
                 "brackets?"),
            Slip("sigmoid turned round", {"np.exp(-z)": "np.exp(z)"},
                 "The gates are σ(−z): the minus in exp(−z) is missing."),
            Slip("candidate through the sigmoid",
                 {"np.tanh(z_g)": "1 / (1 + np.exp(-z_g))"},
                 "The candidate goes through the sigmoid. It may be negative, too: it "
                 "is a tanh."),
            Slip("candidate not squeezed", {"np.tanh(z_g)": "z_g"},
                 "The candidate is still z. It goes through a tanh first."),
            Slip("1 − i for f", {"f * c_before": "(1 - i) * c_before"},
                 "You keep 1 − i of the old cell. Here the forget gate is a gate of "
                 "its own, f."),
            Slip("1 − f", {"f * c_before": "(1 - f) * c_before"},
                 "You keep 1 − f of the old cell. That is what is forgotten."),
            Slip("1 − f for i", {"i * np": "(1 - f) * np"},
                 "You let in 1 − f of the candidate, as a GRU does. Here the input "
                 "gate is a gate of its own, i."),
            Slip("1 − i", {"i * np": "(1 - i) * np"},
                 "You let in 1 − i of the candidate. That is what is kept out."),
            Slip("f lets in", {"f * c_before + i * np": "(1 - f) * c_before + f * np"},
                 "One gate does both: f lets in, and 1 − f keeps. Here they are two: f "
                 "for the old cell, i for the candidate."),
            Slip("product of the parts", {"c_before + i": "c_before * i"},
                 "What is kept and what is new are multiplied. The new cell is their "
                 "sum."),
            Slip("f on both parts",
                 {"f * c_before + i * np.tanh(z_g)":
                  "f * (c_before + i * np.tanh(z_g))"},
                 "The forget gate acts on what is new, too. It belongs to the old cell "
                 "alone: look at the brackets."),
            Slip("sum over the old cells", {"f * c_before": "np.sum(f * c_before)"},
                 "Every cell gets the sum over all old cells: perhaps @ or dot stands "
                 "where * is meant. Cell j keeps its own number only."),
            Slip("sum over the candidates",
                 {"i * np.tanh(z_g)": "np.sum(i * np.tanh(z_g))"},
                 "Every cell gets the sum over all candidates: perhaps @ or dot stands "
                 "where * is meant. Cell j takes in its own only."),
            Slip("added without forgetting", {"f * c_before": "c_before"},
                 "The old cell is added as a whole: the forget gate is missing."),
            Slip("cell forgotten", {"f * c_before + ": ""},
                 "The old cell is missing: nothing is remembered."),
            Slip("input gate left out", {"i * np": "np"},
                 "The candidate comes in as a whole: the input gate is missing."),
            Slip("tanh(c) for c", {"c, o * np.tanh(c)": "np.tanh(c), o * np.tanh(c)"},
                 "a is right, but as the new cell you return tanh(c). The cell itself "
                 "is not squeezed: c is a plain sum."),
            Slip("cell squeezed", {"    return": "    c = np.tanh(c)\n    return"},
                 "The cell itself is squeezed. Only what is shown, a, gets a tanh; c "
                 "is a plain sum."),
            Slip("no tanh in a", {"o * np.tanh(c)": "o * c"},
                 "a shows the cell as it is. It is squeezed by tanh first."),
            Slip("a from the old cell", {"o * np.tanh(c)": "o * np.tanh(c_before)"},
                 "a shows the old cell. Work out c⟨t⟩ first, and show that."),
            Slip("a from the candidate", {"o * np.tanh(c)": "o * np.tanh(z_g)"},
                 "a shows the candidate. It shows the whole new cell, c⟨t⟩."),
            Slip("sigmoid in a", {"o * np.tanh(c)": "o / (1 + np.exp(-c))"},
                 "The cell is shown through a sigmoid. What is shown may be negative, "
                 "too: it is a tanh."),
            Slip("1 − o", {"o * np.tanh(c)": "(1 - o) * np.tanh(c)"},
                 "You show 1 − o of the cell. That is what is hidden."),
            Slip("gate inside the tanh", {"o * np.tanh(c)": "np.tanh(o * c)"},
                 "The output gate stands inside the tanh. First squeeze the cell, then "
                 "multiply by o."),
            Slip("output gate left out", {"c, o * ": "c, "},
                 "The output gate is missing: a is o times the squeezed cell."),
        ),
        hints=(
            "First make the four: three gates with the sigmoid, 1 / (1 + np.exp(-z)), "
            "and the candidate with np.tanh.",
            "The new cell is a sum of two products: f goes with c_before, i with g.",
            "a is o * np.tanh(c), with the new c. Return c, a.",
        ),
    ),
    Exercise(
        prompt="The blame of a cell, ∂C/∂c⟨t⟩, over its two ways to the cost.",
        arguments=dict.fromkeys(
            ("nabla_a", "nabla_c_next", "f_next", "o", "c"), COLUMN
        ),
        returns=(Part("∂C/∂c", "neurons"),),
        inputs=_blamed,
        solution=cell_blame,
        slips=(
            Slip("c for tanh c", {"np.tanh(c)": "c"},
                 "The slope of tanh at c is 1 − tanh²(c), not 1 − c²."),
            Slip("tanh for its slope", {"(1 - np.tanh(c) ** 2)": "np.tanh(c)"},
                 "One factor is tanh(c) itself. The chain rule asks for its slope, "
                 "1 − tanh²(c)."),
            Slip("no square", {"np.tanh(c) ** 2": "np.tanh(c)"},
                 "The slope of tanh at c is 1 − tanh²(c), with the square."),
            Slip("squeezed twice", {"np.tanh(c) ** 2": "np.tanh(np.tanh(c)) ** 2"},
                 "tanh is taken twice. The slope of tanh at c is 1 − tanh²(c), with "
                 "one tanh."),
            Slip("whole bracket squared",
                 {"(1 - np.tanh(c) ** 2)": "(1 - np.tanh(c)) ** 2"},
                 "The square stands outside the bracket. In the slope of tanh only the "
                 "tanh is squared."),
            Slip("sigmoid's slope",
                 {"(1 - np.tanh(c) ** 2)": "np.tanh(c) * (1 - np.tanh(c))"},
                 "a (1 − a) is the slope of a sigmoid. Between c and a stands a tanh."),
            Slip("gates exchanged",
                 {"nabla_a * o": "nabla_a * f_next",
                  "nabla_c_next * f_next": "nabla_c_next * o"},
                 "The gates have changed places: o stands on the way through a, f on "
                 "the way to the next cell."),
            Slip("blames exchanged",
                 {"nabla_a * o": "nabla_c_next * o",
                  "+ nabla_c_next * f_next": "+ nabla_a * f_next"},
                 "The blames have changed places: that of a comes through the output "
                 "gate, that of the next cell through its forget gate."),
            Slip("f on both ways",
                 {"nabla_a * o * (1 - np.tanh(c) ** 2) + nabla_c_next * f_next":
                  "(nabla_a * o * (1 - np.tanh(c) ** 2) + nabla_c_next) * f_next"},
                 "The forget gate acts on the way through a, too. It belongs to the "
                 "way to the next cell alone: look at the brackets."),
            Slip("1 − f", {"* f_next": "* (1 - f_next)"},
                 "You carry 1 − f back. What went on to the next cell was the part "
                 "that is kept."),
            Slip("slope from a", {"np.tanh(c) ** 2": "(o * np.tanh(c)) ** 2"},
                 "The slope is worked out from a = o tanh(c). It is that of the tanh "
                 "alone: in it o has no place."),
            Slip("sum over the activations", {"nabla_a * o": "np.sum(nabla_a * o)"},
                 "On the way through a all cells are added up: perhaps @ or dot stands "
                 "where * is meant. Each cell has a path of its own."),
            Slip("sum over the next cells",
                 {"nabla_c_next * f_next": "np.sum(nabla_c_next * f_next)"},
                 "On the way to the next step all cells are added up: perhaps @ or dot "
                 "stands where * is meant. Each cell has a path of its own."),
            Slip("slope left out", {" * (1 - np.tanh(c) ** 2)": ""},
                 "The slope of the tanh is missing on the way through a."),
            Slip("output gate left out", {" * o": ""},
                 "On the way through a, the output gate is missing."),
            Slip("forget gate left out", {" * f_next": ""},
                 "On the way to the next cell, its forget gate is missing."),
            Slip("next cell left out", {" + nabla_c_next * f_next": ""},
                 "Only the way through a is there. The cell also acts on the next "
                 "cell: over the paths, add."),
            Slip("activation left out", {"nabla_a * o * (1 - np.tanh(c) ** 2) + ": ""},
                 "Only the way to the next cell is there. The cell is also shown by a: "
                 "over the paths, add."),
            Slip("slope of the output gate", {"* o *": "* o * (1 - o) *"},
                 "o (1 − o) leads to z_o. The path from c to a does not run through "
                 "it: o is multiplied as it is."),
            Slip("slope of the forget gate",
                 {"next * f_next": "next * f_next * (1 - f_next)"},
                 "f (1 − f) leads to z_f. To the cell before, the slope is f alone."),
            Slip("c on the way to the next cell", {" * f_next": " * f_next * c"},
                 "c is a factor too many: the slope of f⟨t+1⟩ c⟨t⟩ along c⟨t⟩ is "
                 "f⟨t+1⟩ alone."),
            Slip("c on the way through a", {"* o *": "* o * c *"},
                 "c is a factor too many on the way through a: in o tanh(c) it stands "
                 "inside the tanh only."),
            Slip("slope on both", {" * f_next": " * f_next * (1 - np.tanh(c) ** 2)"},
                 "The way to the next cell has no tanh on it: its only factor is the "
                 "forget gate."),
            Slip("product of the paths", {" + nabla_c": " * nabla_c"},
                 "You multiply the two paths. Along a path one multiplies; over the "
                 "paths, add."),
        ),
        hints=(
            "Two ways lead from c to the cost: through a of this step, and to the next "
            "cell.",
            "a = o tanh(c): its slope is o (1 − tanh²(c)). The slope to the next cell "
            "is f of the next step.",
            "nabla_a times the first slope, plus nabla_c_next times the second.",
        ),
    ),
    Exercise(
        prompt="δ of the candidate, ∂C/∂z_g.",
        arguments=dict.fromkeys(("nabla_c", "i", "g"), COLUMN),
        returns=(Part("δ_g", "neurons"),),
        inputs=_candidates,
        solution=candidate_delta,
        slips=(
            Slip("sigmoid's slope", {"(1 - g**2)": "g * (1 - g)"},
                 "g (1 − g) is the slope of a sigmoid. What is the squeeze of the "
                 "candidate, and its slope?"),
            Slip("slope left out", {" * (1 - g**2)": ""},
                 "This is ∂C/∂g. Between z_g and g stands a squeeze: its slope is "
                 "missing."),
            Slip("no square", {"g**2": "g"},
                 "The slope of tanh is 1 − g², with the square."),
            Slip("whole bracket squared", {"(1 - g**2)": "(1 - g) ** 2"},
                 "The square stands outside the bracket: (1 − g)². In the slope of "
                 "tanh only g is squared."),
            Slip("sum over the cells", {"nabla_c * i": "np.sum(nabla_c * i)"},
                 "All cells are added up: perhaps @ or dot stands where * is meant. "
                 "Each cell has a path of its own."),
            Slip("squeezed again", {"g**2": "np.tanh(g) ** 2"},
                 "g is squeezed already: its slope is made of g itself."),
            Slip("partner left out", {" * i": ""},
                 "What is g multiplied by in c? That is the slope from g to c."),
            Slip("own factor for the partner", {" * i": " * g"},
                 "g stands in the product i ⊙ g. The slope along g is the other "
                 "factor."),
            Slip("g as well", {" * i": " * i * g"},
                 "g is a factor too many: the slope of i g along g is i alone."),
            Slip("slope of the input gate", {"i * (1 - g**2)": "g * i * (1 - i)"},
                 "This is δ of the input gate. Now the candidate is asked for: change "
                 "places."),
            Slip("slope of i, too", {" * i": " * i * (1 - i)"},
                 "The path from z_g to c does not run through z_i: the slope of the "
                 "gate has no place here."),
            Slip("blame left out", {"nabla_c * ": ""},
                 "The blame of the cell is missing: the chain goes on from c to C."),
            Slip("turned round", {"return ": "return -"},
                 "The sign is turned round: no minus stands on this path."),
        ),
        hints=(
            "Follow the path from z_g to the cost, z_g → g → c → C. On it, multiply.",
            "From g to c the slope is what g is multiplied by. From c on it is "
            "nabla_c.",
            "From z_g to g stands a tanh: its slope is 1 − g².",
        ),
    ),
)  # fmt: skip
