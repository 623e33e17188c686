"""Exercises: a recurrent layer and an LSTM cell, forward and back, and clipping."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

COLUMN, SQUARE = "shape (n, 1)", "shape (n, n)"


def recurrent_step(a_before, x, u, w, b):
    """Return a⟨t⟩ of a layer of tanh neurons, shape (n, 1)."""
    return np.tanh(w @ a_before + u @ x + b)


def _steps(rng):
    one = np.array([[0.5], [-1.0]])
    yield one, 2 * one, np.eye(2), np.array([[0.8, 0.1], [0.0, 0.4]]), 0.1 * one
    # As many inputs as neurons: an exchanged matrix is then wrong, not only refused.
    for n in (3, 2, 4, 3, 5):
        a, x, b = np.tanh(rng.normal(size=(3, n, 1)))
        yield a, x, *rng.normal(size=(2, n, n)), b


def through_time(w, a, y):
    """Return ∂C/∂w, shape (n, n), of tanh neurons, judged after the last step."""
    T = len(a) - 1
    delta = 2 * (a[T] - y) * (1 - a[T] ** 2)
    nabla_w = delta @ a[T - 1].T
    for t in range(T - 1, 0, -1):
        delta = (w.T @ delta) * (1 - a[t] ** 2)
        nabla_w = nabla_w + delta @ a[t - 1].T
    return nabla_w


def _runs(rng):
    for n, T in ((2, 3), (3, 4), (2, 6), (4, 2), (3, 5), (2, 4)):
        w = rng.normal(size=(n, n))
        a = {0: np.tanh(rng.normal(size=(n, 1)))}
        for t in range(1, T + 1):
            a[t] = np.tanh(w @ a[t - 1] + rng.normal(size=(n, 1)))
        yield w, a, rng.uniform(-1, 1, size=(n, 1))


def clip_by_norm(nabla, most):
    """Return the gradient, made shorter if its length is above most."""
    length = np.sqrt(np.sum(nabla**2))
    if length <= most:
        return nabla
    return most / length * nabla


def _gradients(rng):
    yield np.array([3.0, 4.0]), 1.0
    yield np.array([3.0, 4.0]), 10.0
    for shape, most in (((2, 3), 1.5), ((4, 1), 0.3), ((3, 3), 50.0), ((5,), 2.0)):
        yield 2 * rng.normal(size=shape), most


def _long_matrices(rng):
    for shape in ((2, 3), (3, 2)):
        yield 2 * rng.normal(size=shape), float(rng.uniform(0.1, 0.2))


def cell_step(i, f, g, o, c_before):
    """Return c⟨t⟩ and a⟨t⟩, both of shape (n, 1)."""
    c = f * c_before + i * g
    return c, o * np.tanh(c)


def _cells(rng):
    yield tuple(np.array([[number]]) for number in (0.5, 0.9, -0.4, 0.5, 2.0))
    for n in (2, 3, 1, 4, 2):
        i, f, o = rng.uniform(0.1, 0.9, size=(3, n, 1))
        yield i, f, np.tanh(rng.normal(size=(n, 1))), o, rng.normal(size=(n, 1))


def cell_blame(nabla_a, nabla_c_next, f_next, o, c):
    """Return ∂C/∂c⟨t⟩, shape (n, 1)."""
    return nabla_a * o * (1 - np.tanh(c) ** 2) + nabla_c_next * f_next


def _blamed(rng):
    for n in (1, 2, 3, 2, 4, 3):
        f_next, o = rng.uniform(0.1, 0.9, size=(2, n, 1))
        nabla_a, nabla_c_next, c = rng.normal(size=(3, n, 1))
        yield nabla_a, nabla_c_next, f_next, o, c


EXERCISES = (
    Exercise(
        prompt="One step of a recurrent layer of tanh neurons: its new activation.",
        arguments={
            "a_before": COLUMN, "x": COLUMN, "u": SQUARE, "w": SQUARE, "b": COLUMN,
        },
        returns=(Part("a⟨t⟩", "neurons"),),
        inputs=_steps,
        solution=recurrent_step,
        slips=(
            Slip("w and u exchanged", {"w @ a": "u @ a", "u @ x": "w @ x"},
                 "w and u have changed places: w belongs to the last activation, u to "
                 "the input."),
            Slip("w transposed", {"w @ a": "w.T @ a"},
                 "w is transposed. That is for the way back; going forward it is "
                 "w @ a_before."),
            Slip("* for @", {" @ a": " * a", " @ x": " * x"},
                 "You multiply entry by entry, with *. A sum over all that comes in is "
                 "the matrix product, @."),
            Slip("memory left out", {"w @ a_before + ": ""},
                 "The last activation is missing: without it the layer remembers "
                 "nothing."),
            Slip("input left out", {" + u @ x": ""}, "The new input is missing."),
            Slip("b left out", {" + b": ""}, "The bias is missing."),
            Slip("no squeeze", {"np.tanh(": "("},
                 "This is z⟨t⟩. Between z and a stands the tanh."),
            Slip("two squeezes", {" + u": ") + np.tanh(u"},
                 "Each part is squeezed by itself. First add everything up, then take "
                 "one tanh."),
            Slip("sigmoid", {"np.tanh": "(lambda z: 1 / (1 + np.exp(-z)))"},
                 "These are tanh neurons, not sigmoid ones."),
        ),
        hints=(
            "Two things come in: the last activation and the new input.",
            "Each has its own matrix. Add both products and the bias: that is z.",
            "np.tanh of z is the new activation.",
        ),
    ),
    Exercise(
        prompt="Back through time: ∂C/∂w of tanh neurons, judged after the last step.",
        arguments={"w": SQUARE, "a": "a dict: a[0] to a[T]", "y": COLUMN},
        returns=(Part("∂C/∂w", "weights"),),
        inputs=_runs,
        solution=through_time,
        slips=(
            Slip("w not transposed", {"w.T @": "w @"},
                 "w is not transposed on the way back. Blame is collected down the "
                 "columns of w: w.T @ delta."),
            Slip("w left out", {"w.T @ ": ""},
                 "On its way from step t + 1 to step t, δ must be multiplied by w, "
                 "transposed."),
            Slip("no σ′ at the end", {" * (1 - a[T] ** 2)": ""},
                 "δ⟨T⟩ lacks its slope: between z⟨T⟩ and a⟨T⟩ stands a tanh."),
            Slip("no σ′ on the way", {" * (1 - a[t] ** 2)": ""},
                 "On the way back each step has a slope: δ⟨t⟩ lacks the factor "
                 "1 − (a⟨t⟩)²."),
            Slip("last step only", {"range(T - 1, 0, -1)": "()"},
                 "This is the term of the last step only. w was used at every step: "
                 "add the terms of all of them."),
            Slip("first step only", {"nabla_w + delta": "delta"},
                 "This is the term of the first step only. Perhaps = stands where += "
                 "is meant: the terms are added."),
            Slip("one step short", {"T - 1, 0, -1": "T - 1, 1, -1"},
                 "The term of step 1 is missing. In Python range(T - 1, 0, -1) ends at "
                 "1."),
            Slip("a of the same step", {"a[T - 1].T": "a[T].T", "a[t - 1].T": "a[t].T"},
                 "w meets the activation of the step before: δ⟨t⟩ (a⟨t−1⟩)ᵀ, not "
                 "(a⟨t⟩)ᵀ."),
            Slip("mean over the steps", {"return nabla_w": "return nabla_w / T"},
                 "You take the mean over the steps. The sum over the paths has no "
                 "division."),
            Slip("result transposed", {"return nabla_w": "return nabla_w.T"},
                 "It is transposed. Row j of w leads to neuron j, and so does row j of "
                 "δ aᵀ."),
            Slip("lost the 2", {"= 2 * (": "= ("},
                 "The factor 2 is missing: ∂C/∂a⟨T⟩ = 2 (a⟨T⟩ − y)."),
            Slip("turned round", {"a[T] - y": "y - a[T]"},
                 "The sign is wrong: it begins with a⟨T⟩ − y, not y − a⟨T⟩."),
        ),
        hints=(
            "Begin at the end: δ⟨T⟩ = 2 (a⟨T⟩ − y) times the slope 1 − (a⟨T⟩)².",
            "Then a loop: for t in range(T - 1, 0, -1), with w.T @ delta and the slope "
            "at step t.",
            "At every step, the last one included, add delta @ a[t - 1].T.",
        ),
    ),
    Exercise(
        prompt="Clip a gradient by its norm.",
        arguments={"nabla": "any shape", "most": "a number"},
        returns=(Part("∇", "inputs"),),
        inputs=_gradients,
        others=_long_matrices,
        solution=clip_by_norm,
        slips=(
            Slip("each entry", {"most / length * nabla": "np.clip(nabla, -most, most)"},
                 "Each entry is clipped by itself, and that turns the gradient. Make "
                 "all entries smaller by one common factor."),
            Slip("short ones, too",
                 {"    if length <= most:\n        return nabla\n": ""},
                 "A gradient that is short enough is made longer. It should stay as it "
                 "is."),
            Slip("length 1", {"most / length": "1 / length"},
                 "Long gradients get the length 1. They should get the length most."),
            Slip("root forgotten", {"np.sqrt": ""},
                 "The root is missing: the length is the root of the sum of the "
                 "squares."),
            Slip("sum of the sizes",
                 {"np.sqrt(np.sum(nabla**2))": "np.sum(np.abs(nabla))"},
                 "You add up the sizes of the entries. The length is the root of the "
                 "sum of their squares."),
            Slip("largest entry",
                 {"np.sqrt(np.sum(nabla**2))": "np.max(np.abs(nabla))"},
                 "You go by the largest entry. The length is the root of the sum of "
                 "the squares of all."),
            Slip("mean of the squares", {"np.sum": "np.mean"},
                 "You take the mean of the squares. The length is the root of their "
                 "sum."),
            Slip("thrown away", {"most / length": "0"},
                 "A long gradient becomes 0. Keep its direction: only its length "
                 "should change."),
        ),
        hints=(
            "First the length: np.sqrt(np.sum(nabla**2)).",
            "If the length is not above most, return nabla as it is.",
            "Else multiply all of nabla by most / length.",
        ),
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="One step of an LSTM cell: the new c and a.",
        arguments=dict.fromkeys(("i", "f", "g", "o", "c_before"), COLUMN),
        returns=(Part("c⟨t⟩", "neurons"), Part("a⟨t⟩", "neurons")),
        inputs=_cells,
        solution=cell_step,
        slips=(
            Slip("f and i exchanged", {"f * c": "i * c", "i * g": "f * g"},
                 "Two gates have changed places: f belongs to the old cell, i to the "
                 "candidate."),
            Slip("f and o exchanged", {"f * c": "o * c", "o * np": "f * np"},
                 "Two gates have changed places: f belongs to the old cell, o to what "
                 "is shown."),
            Slip("1 − i for f", {"f * c": "(1 - i) * c"},
                 "You keep 1 − i of the old cell. Here the forget gate is a gate of "
                 "its own, f."),
            Slip("added without forgetting", {"f * c": "c"},
                 "The old cell is added as a whole: the forget gate is missing."),
            Slip("cell forgotten", {"f * c_before + ": ""},
                 "The old cell is missing: nothing is remembered."),
            Slip("input gate left out", {"i * g": "g"},
                 "The candidate comes in as a whole: the input gate is missing."),
            Slip("cell squeezed", {"return": "c = np.tanh(c)\n    return"},
                 "The cell itself is squeezed. Only what is shown, a, gets a tanh; c "
                 "is a plain sum."),
            Slip("no tanh in a", {" * np.tanh(c)": " * c"},
                 "a shows the cell as it is. It is squeezed by tanh first."),
            Slip("a from the old cell", {" * np.tanh(c)": " * np.tanh(c_before)"},
                 "a shows the old cell. Work out c⟨t⟩ first, and show that."),
            Slip("gate inside the tanh", {"o * np.tanh(c)": "np.tanh(o * c)"},
                 "The output gate stands inside the tanh. First squeeze the cell, then "
                 "multiply by o."),
            Slip("output gate left out", {"c, o * ": "c, "},
                 "The output gate is missing: a is o times the squeezed cell."),
        ),
        hints=(
            "The new cell is a sum of two products: one for what is kept, one for what "
            "comes in.",
            "f goes with c_before, i with g. All products are entry by entry.",
            "a is o * np.tanh(c), with the new c.",
        ),
        example=THIS_PAGE,
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
)  # fmt: skip
