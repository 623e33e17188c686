"""Exercises of notebook 12, first part: a recurrent layer, forward and back."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

COLUMN, SQUARE = "shape (n, 1)", "shape (n, n)"


def recurrent_step(a_before, x, u, w, b):
    """Return a⟨t⟩ of a layer of tanh neurons, shape (n, 1)."""
    return np.tanh(w @ a_before + u @ x + b)


def through_time(w, a, y):
    """Return ∂C/∂w, shape (n, n), of tanh neurons, judged after the last step."""
    T = len(a) - 1
    delta = 2 * (a[T] - y) * (1 - a[T] ** 2)
    nabla_w = delta @ a[T - 1].T
    for t in range(T - 1, 0, -1):
        delta = (w.T @ delta) * (1 - a[t] ** 2)
        nabla_w = nabla_w + delta @ a[t - 1].T
    return nabla_w


def clip_by_norm(nabla, most):
    """Return the gradient, made shorter if its length is above most."""
    length = np.sqrt(np.sum(nabla**2))
    if length <= most:
        return nabla
    return most / length * nabla


def _steps(rng):
    one = np.array([[0.5], [-1.0]])
    yield one, 2 * one, np.eye(2), np.array([[0.8, 0.1], [0.0, 0.4]]), 0.1 * one
    # As many inputs as neurons: an exchanged matrix is then wrong, not only refused.
    for n in (3, 2, 4, 3, 5):
        a, x, b = np.tanh(rng.normal(size=(3, n, 1)))
        yield a, x, *rng.normal(size=(2, n, n)), b


def _runs(rng):
    for n, T in ((2, 3), (3, 4), (2, 6), (4, 2), (3, 5), (2, 4)):
        w = rng.normal(size=(n, n))
        a = {0: np.tanh(rng.normal(size=(n, 1)))}
        for t in range(1, T + 1):
            a[t] = np.tanh(w @ a[t - 1] + rng.normal(size=(n, 1)))
        yield w, a, rng.uniform(-1, 1, size=(n, 1))


def _gradients(rng):
    yield np.array([3.0, 4.0]), 1.0
    yield np.array([3.0, 4.0]), 10.0
    for shape, most in (((2, 3), 1.5), ((4, 1), 0.3), ((3, 3), 50.0), ((5,), 2.0)):
        yield 2 * rng.normal(size=shape), most


def _recurrent_step(a_before, x, u, w, b, slips=frozenset()):
    if "w and u exchanged" in slips:
        u, w = w, u
    if "w transposed" in slips:
        w = w.T
    remembered = w * a_before if "* for @" in slips else w @ a_before
    new = u * x if "* for @" in slips else u @ x
    if "memory left out" in slips:
        remembered = 0.0
    if "input left out" in slips:
        new = 0.0
    z = remembered + new + (0.0 if "b left out" in slips else b)
    if "no squeeze" in slips:
        return z
    if "two squeezes" in slips:
        return np.tanh(remembered) + np.tanh(z - remembered)
    return 1 / (1 + np.exp(-z)) if "sigmoid" in slips else np.tanh(z)


def _through_time(w, a, y, slips=frozenset()):
    T = len(a) - 1
    error = y - a[T] if "turned round" in slips else a[T] - y
    delta = {T: (1 if "lost the 2" in slips else 2) * error}
    if "no σ′ at the end" not in slips:
        delta[T] = delta[T] * (1 - a[T] ** 2)
    for t in range(T - 1, 0, -1):
        back = w @ delta[t + 1] if "w not transposed" in slips else w.T @ delta[t + 1]
        back = delta[t + 1] if "w left out" in slips else back
        delta[t] = back if "no σ′ on the way" in slips else back * (1 - a[t] ** 2)
    used = {T} if "last step only" in slips else set(delta)
    used = {1} if "first step only" in slips else used
    used = used - {1} if "one step short" in slips else used
    now = "a of the same step" in slips
    nabla_w = sum(delta[t] @ a[t if now else t - 1].T for t in sorted(used))
    nabla_w = nabla_w + np.zeros_like(w)  # a sum over nothing is a number
    nabla_w = nabla_w / T if "mean over the steps" in slips else nabla_w
    return nabla_w.T if "result transposed" in slips else nabla_w


def _clip_by_norm(nabla, most, slips=frozenset()):
    if "each entry" in slips:
        return np.clip(nabla, -most, most)
    length = np.sqrt(np.sum(nabla**2))
    if "root forgotten" in slips:
        length = length**2
    if "sum of the sizes" in slips:
        length = np.sum(np.abs(nabla))
    if "largest entry" in slips:
        length = np.max(np.abs(nabla))
    if "mean of the squares" in slips:
        length = np.sqrt(np.mean(nabla**2))
    if length <= most and "short ones, too" not in slips:
        return nabla
    if "thrown away" in slips:
        return np.zeros_like(nabla)
    return nabla / length * (1.0 if "length 1" in slips else most)


CELL_COLUMN = "shape (n, 1)"


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
        prompt="One step of a recurrent layer of tanh neurons: its new activation.",
        arguments={
            "a_before": COLUMN,
            "x": COLUMN,
            "u": SQUARE,
            "w": SQUARE,
            "b": COLUMN,
        },
        returns=(Part("a⟨t⟩", "neurons"),),
        inputs=_steps,
        reference=_recurrent_step,
        slips={
            "w and u exchanged": "w and u have changed places: w belongs to the last "
            "activation, u to the input.",
            "w transposed": "w is transposed. That is for the way back; going forward "
            "it is w @ a_before.",
            "* for @": "You multiply entry by entry, with *. A sum over all that comes "
            "in is the matrix product, @.",
            "memory left out": "The last activation is missing: without it the layer "
            "remembers nothing.",
            "input left out": "The new input is missing.",
            "b left out": "The bias is missing.",
            "no squeeze": "This is z⟨t⟩. Between z and a stands the tanh.",
            "two squeezes": "Each part is squeezed by itself. First add everything up, "
            "then take one tanh.",
            "sigmoid": "These are tanh neurons, not sigmoid ones.",
        },
        hints=(
            "Two things come in: the last activation and the new input.",
            "Each has its own matrix. Add both products and the bias: that is z.",
            "np.tanh of z is the new activation.",
        ),
        solution=recurrent_step,
    ),
    Exercise(
        prompt="Back through time: ∂C/∂w of tanh neurons, judged after the last step.",
        arguments={"w": SQUARE, "a": "a dict: a[0] to a[T]", "y": COLUMN},
        returns=(Part("∂C/∂w", "weights"),),
        inputs=_runs,
        reference=_through_time,
        slips={
            "w not transposed": "w is not transposed on the way back. Blame is "
            "collected down the columns of w: w.T @ delta.",
            "w left out": "On its way from step t + 1 to step t, δ must be multiplied "
            "by w, transposed.",
            "no σ′ at the end": "δ⟨T⟩ lacks its slope: between z⟨T⟩ and a⟨T⟩ stands a "
            "tanh.",
            "no σ′ on the way": "On the way back each step has a slope: δ⟨t⟩ lacks the "
            "factor 1 − (a⟨t⟩)².",
            "last step only": "This is the term of the last step only. w was used at "
            "every step: add the terms of all of them.",
            "first step only": "This is the term of the first step only. Perhaps = "
            "stands where += is meant: the terms are added.",
            "one step short": "The term of step 1 is missing. In Python "
            "range(T - 1, 0, -1) ends at 1.",
            "a of the same step": "w meets the activation of the step before: "
            "δ⟨t⟩ (a⟨t−1⟩)ᵀ, not (a⟨t⟩)ᵀ.",
            "mean over the steps": "You take the mean over the steps. The sum over the "
            "paths has no division.",
            "result transposed": "It is transposed. Row j of w leads to neuron j, and "
            "so does row j of δ aᵀ.",
            "lost the 2": "The factor 2 is missing: ∂C/∂a⟨T⟩ = 2 (a⟨T⟩ − y).",
            "turned round": "The sign is wrong: it begins with a⟨T⟩ − y, not y − a⟨T⟩.",
        },
        hints=(
            "Begin at the end: δ⟨T⟩ = 2 (a⟨T⟩ − y) times the slope 1 − (a⟨T⟩)².",
            "Then a loop: for t in range(T - 1, 0, -1), with w.T @ delta and the slope "
            "at step t.",
            "At every step, the last one included, add delta @ a[t - 1].T.",
        ),
        solution=through_time,
    ),
    Exercise(
        prompt="Clip a gradient by its norm.",
        arguments={"nabla": "any shape", "most": "a number"},
        returns=(Part("∇", "inputs"),),
        inputs=_gradients,
        reference=_clip_by_norm,
        slips={
            "each entry": "Each entry is clipped by itself, and that turns the "
            "gradient. Make all entries smaller by one common factor.",
            "short ones, too": "A gradient that is short enough is made longer. It "
            "should stay as it is.",
            "length 1": "Long gradients get the length 1. They should get the length "
            "most.",
            "root forgotten": "The root is missing: the length is the root of the sum "
            "of the squares.",
            "sum of the sizes": "You add up the sizes of the entries. The length is "
            "the root of the sum of their squares.",
            "largest entry": "You go by the largest entry. The length is the root of "
            "the sum of the squares of all.",
            "mean of the squares": "You take the mean of the squares. The length is "
            "the root of their sum.",
            "thrown away": "A long gradient becomes 0. Keep its direction: only its "
            "length should change.",
        },
        hints=(
            "First the length: np.sqrt(np.sum(nabla**2)).",
            "If the length is not above most, return nabla as it is.",
            "Else multiply all of nabla by most / length.",
        ),
        solution=clip_by_norm,
        example="the numbers of this page",
    ),
    Exercise(
        prompt="One step of an LSTM cell: the new c and a.",
        arguments=dict.fromkeys(("i", "f", "g", "o", "c_before"), CELL_COLUMN),
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
        prompt="The blame of a cell, ∂C/∂c⟨t⟩, over its two ways to the cost.",
        arguments=dict.fromkeys(
            ("nabla_a", "nabla_c_next", "f_next", "o", "c"), CELL_COLUMN
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
