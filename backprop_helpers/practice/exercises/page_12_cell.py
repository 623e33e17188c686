"""Exercises of notebook 12, second part: one step of an LSTM cell, and its blame."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

COLUMN = "shape (n, 1)"


def cell_step(i, f, g, o, c_before):
    """Return c⟨t⟩ and a⟨t⟩, both of shape (n, 1)."""
    c = f * c_before + i * g
    return c, o * np.tanh(c)


def cell_blame(nabla_a, nabla_c_next, f_next, o, c):
    """Return ∂C/∂c⟨t⟩, shape (n, 1)."""
    return nabla_a * o * (1 - np.tanh(c) ** 2) + nabla_c_next * f_next


def _cells(rng):
    yield tuple(np.array([[number]]) for number in (0.5, 0.9, -0.4, 0.5, 2.0))
    for n in (2, 3, 1, 4, 2):
        i, f, o = rng.uniform(0.1, 0.9, size=(3, n, 1))
        yield i, f, np.tanh(rng.normal(size=(n, 1))), o, rng.normal(size=(n, 1))


def _blamed(rng):
    for n in (1, 2, 3, 2, 4, 3):
        f_next, o = rng.uniform(0.1, 0.9, size=(2, n, 1))
        nabla_a, nabla_c_next, c = rng.normal(size=(3, n, 1))
        yield nabla_a, nabla_c_next, f_next, o, c


def _cell_step(i, f, g, o, c_before, slips=frozenset()):
    if "f and i exchanged" in slips:
        f, i = i, f
    if "f and o exchanged" in slips:
        f, o = o, f
    if "1 − i for f" in slips:
        f = 1 - i
    kept = c_before if "added without forgetting" in slips else f * c_before
    kept = np.zeros_like(c_before) if "cell forgotten" in slips else kept
    c = kept + (g if "input gate left out" in slips else i * g)
    c = np.tanh(c) if "cell squeezed" in slips else c
    shown = c if "no tanh in a" in slips else np.tanh(c)
    shown = np.tanh(c_before) if "a from the old cell" in slips else shown
    if "gate inside the tanh" in slips:
        return c, np.tanh(o * c)
    return c, shown if "output gate left out" in slips else o * shown


def _cell_blame(nabla_a, nabla_c_next, f_next, o, c, slips=frozenset()):
    slope = 1 - np.tanh(c) ** 2
    slope = 1 - c**2 if "c for tanh c" in slips else slope
    slope = np.tanh(c) if "tanh for its slope" in slips else slope
    slope = np.ones_like(c) if "slope left out" in slips else slope
    shown = nabla_a * slope * (1 if "output gate left out" in slips else o)
    later = nabla_c_next * (1 if "forget gate left out" in slips else f_next)
    if "next cell left out" in slips:
        return shown
    if "activation left out" in slips:
        return later
    if "slope on both" in slips:
        return shown + later * slope
    return shown * later if "product of the paths" in slips else shown + later


EXERCISES = (
    Exercise(
        page=12,
        prompt="One step of an LSTM cell: the new c and a.",
        arguments=dict.fromkeys(("i", "f", "g", "o", "c_before"), COLUMN),
        returns=(Part("c⟨t⟩", "neurons"), Part("a⟨t⟩", "neurons")),
        inputs=_cells,
        reference=_cell_step,
        slips={
            "f and i exchanged": "Two gates have changed places: f belongs to the old "
            "cell, i to the candidate.",
            "f and o exchanged": "Two gates have changed places: f belongs to the old "
            "cell, o to what is shown.",
            "1 − i for f": "You keep 1 − i of the old cell. Here the forget gate is a "
            "gate of its own, f.",
            "added without forgetting": "The old cell is added as a whole: the forget "
            "gate is missing.",
            "cell forgotten": "The old cell is missing: nothing is remembered.",
            "input gate left out": "The candidate comes in as a whole: the input gate "
            "is missing.",
            "cell squeezed": "The cell itself is squeezed. Only what is shown, a, gets "
            "a tanh; c is a plain sum.",
            "no tanh in a": "a shows the cell as it is. It is squeezed by tanh first.",
            "a from the old cell": "a shows the old cell. Work out c⟨t⟩ first, and "
            "show that.",
            "gate inside the tanh": "The output gate stands inside the tanh. First "
            "squeeze the cell, then multiply by o.",
            "output gate left out": "The output gate is missing: a is o times the "
            "squeezed cell.",
        },
        hints=(
            "The new cell is a sum of two products: one for what is kept, one for what "
            "comes in.",
            "f goes with c_before, i with g. All products are entry by entry.",
            "a is o * np.tanh(c), with the new c.",
        ),
        solution=cell_step,
        example="the numbers of this page",
    ),
    Exercise(
        page=12,
        prompt="The blame of a cell, ∂C/∂c⟨t⟩, over its two ways to the cost.",
        arguments=dict.fromkeys(
            ("nabla_a", "nabla_c_next", "f_next", "o", "c"), COLUMN
        ),
        returns=(Part("∂C/∂c", "neurons"),),
        inputs=_blamed,
        reference=_cell_blame,
        slips={
            "c for tanh c": "The slope of tanh at c is 1 − tanh²(c), not 1 − c².",
            "tanh for its slope": "One factor is tanh(c) itself. The chain rule asks "
            "for its slope, 1 − tanh²(c).",
            "slope left out": "The slope of the tanh is missing on the way through a.",
            "output gate left out": "On the way through a, the output gate is missing.",
            "forget gate left out": "On the way to the next cell, its forget gate is "
            "missing.",
            "next cell left out": "Only the way through a is there. The cell also acts "
            "on the next cell: over the paths, add.",
            "activation left out": "Only the way to the next cell is there. The cell "
            "is also shown by a: over the paths, add.",
            "slope on both": "The way to the next cell has no tanh on it: its only "
            "factor is the forget gate.",
            "product of the paths": "You multiply the two paths. Along a path one "
            "multiplies; over the paths, add.",
        },
        hints=(
            "Two ways lead from c to the cost: through a of this step, and to the next "
            "cell.",
            "a = o tanh(c): its slope is o (1 − tanh²(c)). The slope to the next cell "
            "is f of the next step.",
            "nabla_a times the first slope, plus nabla_c_next times the second.",
        ),
        solution=cell_blame,
    ),
)
