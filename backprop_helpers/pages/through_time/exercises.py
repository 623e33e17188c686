"""Exercises: back through time with a target at every step, and clipping."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

SQUARE = "shape (n, n)"


def every_step(w, a, y):
    """Return ∂C/∂w, shape (n, n), of tanh neurons with a target at every step."""
    T = len(y)
    nabla_w, back = np.zeros(w.shape), np.zeros(y[T].shape)
    for t in range(T, 0, -1):
        delta = (back + 2 * (a[t] - y[t])) * (1 - a[t] ** 2)
        nabla_w = nabla_w + delta @ a[t - 1].T
        back = w.T @ delta
    return nabla_w


def _runs(rng):
    for n, T in ((2, 3), (3, 4), (4, 2), (5, 6), (2, 5), (3, 2)):
        w = rng.normal(size=(n, n))
        a = {0: np.tanh(rng.normal(size=(n, 1)))}
        for t in range(1, T + 1):
            a[t] = np.tanh(w @ a[t - 1] + rng.normal(size=(n, 1)))
        yield w, a, {t: rng.uniform(-1, 1, size=(n, 1)) for t in range(1, T + 1)}


def clip_by_norm(nabla, most):
    """Return the gradient, made shorter if its length is above most."""
    length = np.sqrt(np.sum(nabla**2))
    if length <= most:
        return nabla
    return most / length * nabla


def _gradients(rng):
    yield np.array([3.0, 4.0]), 1.0
    yield np.array([3.0, 4.0]), 10.0
    yield np.zeros(2), 1.0
    for shape, most in (((2, 3), 1.5), ((4, 1), 0.3), ((3, 3), 50.0), ((5,), 2.0)):
        yield 2 * rng.normal(size=shape), most


def _long_matrices(rng):
    for shape in ((2, 3), (3, 2)):
        yield 2 * rng.normal(size=shape), float(rng.uniform(0.1, 0.2))


EXERCISES = (
    Exercise(
        prompt="Back through time with a target at every step: ∂C/∂w of tanh neurons.",
        arguments={
            "w": SQUARE, "a": "a dict: a[0] to a[T]", "y": "a dict: y[1] to y[T]",
        },
        returns=(Part("∂C/∂w", "weights"),),
        inputs=_runs,
        solution=every_step,
        slips=(
            Slip("last target only", {"+ 2 * (a[t]": "+ (t == T) * 2 * (a[t]"},
                 "Only the last target is counted. Each step has a cost of its own, "
                 "and it blames that step's activation directly."),
            Slip("own target only", {"(back + 2": "(2"},
                 "Each step answers for its own target only. Its activation also acts "
                 "on the next step: over the paths, add."),
            Slip("direct part past the slope",
                 {"(back + 2 * (a[t] - y[t])) * (1 - a[t] ** 2)":
                  "back * (1 - a[t] ** 2) + 2 * (a[t] - y[t])"},
                 "The direct part has not gone through the slope. Both parts blame "
                 "a⟨t⟩: add them first, then multiply by 1 − (a⟨t⟩)²."),
            Slip("carried part past the slope",
                 {"(back + 2 * (a[t] - y[t])) *": "back + 2 * (a[t] - y[t]) *"},
                 "What comes back has not gone through the slope of its step. Both "
                 "parts blame a⟨t⟩: where does the slope stand, and which brackets?"),
            Slip("blame piles up", {"back = w.T": "back = back + w.T"},
                 "What is carried back piles up: the blame of a step has gone on "
                 "already, and is added again. Look for a += too many."),
            Slip("last target twice", {"np.zeros(y[T].shape)": "2 * (a[T] - y[T])"},
                 "The last target is counted twice. What comes back to step T from "
                 "behind it?"),
            Slip("product of the paths", {"(back + 2": "((back if t < T else 1) * 2"},
                 "You multiply the two paths. Along a path one multiplies; over the "
                 "paths, add."),
            Slip("w not transposed", {"w.T @": "w @"},
                 "w is not transposed on the way back. Blame is collected down the "
                 "columns of w: w.T @ delta."),
            Slip("w left out", {"w.T @ ": ""},
                 "On its way from step t + 1 to step t, δ must be multiplied by w, "
                 "transposed."),
            Slip("no slope", {" * (1 - a[t] ** 2)": ""},
                 "δ⟨t⟩ lacks its slope, 1 − (a⟨t⟩)²: between z⟨t⟩ and a⟨t⟩ stands a "
                 "tanh."),
            Slip("slope of the sigmoid",
                 {"(1 - a[t] ** 2)": "a[t] * (1 - a[t])"},
                 "a (1 − a) is the slope of the sigmoid. That of tanh is 1 − a²."),
            Slip("σ′ of the sigmoid",
                 {"(1 - a[t] ** 2)": "(1 / (2 + np.exp(a[t]) + np.exp(-a[t])))"},
                 "This is the slope of the sigmoid, and at a⟨t⟩. Between z⟨t⟩ and a⟨t⟩ "
                 "stands a tanh: its slope is made of a⟨t⟩ itself."),
            Slip("slope of the step before", {"1 - a[t] **": "1 - a[t - 1] **"},
                 "The slope is that of the step before. Between z⟨t⟩ and a⟨t⟩ it is "
                 "made of a⟨t⟩."),
            Slip("whole bracket squared", {"(1 - a[t] ** 2)": "(1 - a[t]) ** 2"},
                 "The square stands outside the bracket. In the slope, 1 − a², only a "
                 "is squared."),
            Slip("no square", {"1 - a[t] ** 2": "1 - a[t]"},
                 "The slope of tanh is 1 − a², with the square."),
            Slip("squeezed again", {"a[t] ** 2": "np.tanh(a[t]) ** 2"},
                 "a⟨t⟩ is squeezed already, and you take its tanh once more. The slope "
                 "is made of a⟨t⟩ itself."),
            Slip("carried past the wrong slope",
                 {"(back + 2 * (a[t] - y[t])) * (1 - a[t] ** 2)":
                  "back + 2 * (a[t] - y[t]) * (1 - a[t] ** 2)",
                  "w.T @ delta": "(w.T @ delta) * (1 - a[t] ** 2)"},
                 "What is carried back goes through the slope of step t + 1 once more. "
                 "At step t both parts meet the slope of step t."),
            Slip("walking forward", {"range(T, 0, -1)": "range(1, T + 1)"},
                 "You walk forward. Blame comes from the end: begin at t = T."),
            Slip("one term only", {"nabla_w + delta": "delta"},
                 "This is one term of the sum. Perhaps = stands where += is meant: the "
                 "terms of all steps are added."),
            Slip("one step short", {"range(T, 0, -1)": "range(T, 1, -1)"},
                 "The term of step 1 is missing. In Python range(T, 1, -1) ends at 2."),
            Slip("last step left out", {"range(T, 0, -1)": "range(T - 1, 0, -1)"},
                 "Step T is missing. In Python range(T - 1, 0, -1) begins at T − 1."),
            Slip("last target for all", {"- y[t]": "- y[T]"},
                 "Each step is compared with the last target. Step t has a target of "
                 "its own, y[t]."),
            Slip("a of the same step", {"a[t - 1].T": "a[t].T"},
                 "w meets the activation of the step before: δ⟨t⟩ (a⟨t−1⟩)ᵀ, not "
                 "(a⟨t⟩)ᵀ."),
            Slip("mean over the steps", {"return nabla_w": "return nabla_w / T"},
                 "You take the mean over the steps. The sum over the paths has no "
                 "division."),
            Slip("result transposed", {"return nabla_w": "return nabla_w.T"},
                 "It is transposed. Row j of w leads to neuron j, and so does row j of "
                 "δ aᵀ."),
            Slip("lost the 2", {"2 * (a[t]": "(a[t]"},
                 "The factor 2 is missing: the slope of a square is 2 (a⟨t⟩ − y⟨t⟩)."),
            Slip("turned round", {"a[t] - y[t]": "y[t] - a[t]"},
                 "The sign is wrong: it begins with a⟨t⟩ − y⟨t⟩, not y⟨t⟩ − a⟨t⟩."),
        ),
        hints=(
            "a⟨t⟩ has two ways to the cost now: directly, through its own target, and "
            "through the next step. Over the paths, add.",
            "Walk from t = T down to 1. What comes from behind is w.T @ delta of step "
            "t + 1, and nothing at t = T.",
            "delta = (back + 2 * (a[t] - y[t])) * (1 - a[t] ** 2). At every step add "
            "delta @ a[t - 1].T.",
        ),
        advice={
            KeyError: "a has T + 1 entries, a[0] to a[T], and y has T: T is len(y)."
        },
    ),
    Exercise(
        prompt="Clip a gradient by its norm.",
        arguments={"nabla": "any shape", "most": "a number"},
        returns=(Part("∇", "gradient"),),
        inputs=_gradients,
        others=_long_matrices,
        solution=clip_by_norm,
        slips=(
            Slip("not clipped", {"most / length * nabla": "nabla"},
                 "The gradient comes back as it was, also a long one. Which length "
                 "should it have then?"),
            Slip("each entry", {"most / length * nabla": "np.clip(nabla, -most, most)"},
                 "Each entry is clipped by itself, and that turns the gradient. Make "
                 "all entries smaller by one common factor."),
            Slip("from above only",
                 {"most / length * nabla": "np.minimum(nabla, most)"},
                 "Each entry is cut by itself, and only from above. Make all entries "
                 "smaller by one common factor."),
            Slip("turned round", {"length <= most": "length > most"},
                 "The question is turned round: long gradients stay as they are, and "
                 "short ones are made longer."),
            Slip("short ones, too",
                 {"    if length <= most:\n        return nabla\n": ""},
                 "A gradient that is short enough is made longer. It should stay as it "
                 "is."),
            Slip("upside down", {"most / length": "length / most"},
                 "The factor is upside down: it makes a long gradient still longer."),
            Slip("length of each row",
                 {"np.sum(nabla**2)": "np.sum(nabla**2, axis=-1, keepdims=True)",
                  "    if length <= most:\n        return nabla\n": "",
                  "most / length": "np.minimum(1, most / length)"},
                 "Each row has a length and a factor of its own, and that turns the "
                 "gradient. Its length counts all entries together."),
            Slip("length of each column",
                 {"np.sum(nabla**2)": "np.sum(nabla**2, axis=0)",
                  "    if length <= most:\n        return nabla\n": "",
                  "most / length": "np.minimum(1, most / length)"},
                 "Each column has a length and a factor of its own, and that turns the "
                 "gradient. Its length counts all entries together."),
            Slip("times most", {"most / length": "most"},
                 "A long gradient is multiplied by most, whatever its length. Multiply "
                 "so that the length becomes most."),
            Slip("divided by the square", {"most / length": "most / length**2"},
                 "You divide by the square of the length: then the new length is not "
                 "most. Try it with the length 10 and most 5."),
            Slip("square compared", {"if length <": "if length**2 <"},
                 "The square of the length is compared with most. Compare the length "
                 "itself."),
            Slip("largest entry, with its sign",
                 {"np.sqrt(np.sum(nabla**2))": "np.max(nabla)"},
                 "You go by the largest entry, and a large negative one does not "
                 "count. The length is the root of the sum of all squares."),
            Slip("length 1", {"most / length": "1 / length"},
                 "Long gradients get the length 1. They should get the length most."),
            Slip("root forgotten", {"np.sqrt": ""},
                 "The root is missing: the length is the root of the sum of the "
                 "squares."),
            Slip("square of the sum", {"np.sum(nabla**2)": "np.sum(nabla) ** 2"},
                 "You square the sum. First square each entry, then add."),
            Slip("largest singular value",
                 {"np.sqrt(np.sum(nabla**2))": "np.linalg.norm(nabla, 2)"},
                 "np.linalg.norm(nabla, 2) of a matrix is its largest singular value. "
                 "The length counts all its entries: leave out the 2."),
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
)  # fmt: skip
