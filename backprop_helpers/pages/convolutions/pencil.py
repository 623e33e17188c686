"""A kernel on five numbers with a pencil: forward, and back to weights and inputs."""

from functools import partial

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.blanks import look, write
from backprop_helpers.figures.colours import BLUE, FOR_WORDS, GREY, INK, ORANGE, PAPER
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, low, written
from backprop_helpers.pages.convolutions import example
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip

USES = [(i, k) for i in (1, 2, 3) for k in (1, 2, 3)]  # at place i, weight k
TOP, BOTTOM = 1.0, 0.0  # heights of the inputs and of the outputs
ALT = (
    "Five inputs in a row, three outputs below them, and lines from each output to the "
    "three inputs it uses; beside them the kernel. Each number still to be worked out "
    "is a question mark in a box, and the one asked for is lit."
)


def start(rng):
    """Return the numbers of the page, or others.

    Of the others no weight and no δ is 1: to leave it out would often change nothing.
    """
    x, w, b = example.X, example.KERNEL, example.BIAS
    delta = example.DELTA[:3]
    if rng is not None:
        x = rng.permutation(np.arange(1.0, 8))[:5]
        w = rng.permutation([2, 3, 4, 5])[:3] * rng.permutation([1.0, 1, -1])
        delta = rng.permutation([2, 3, 4, 5])[:3] * rng.permutation([1.0, 1, -1])
        b = float(rng.choice([-1.5, -0.5, 0.5, 1.5]))
    return {"x": x, "w": w, "b": b, "delta": delta}


def z(x, w, b):
    """Return z, shape (3,)."""
    return np.array([np.sum(w * x[i : i + 3]) + b for i in range(3)])


def nabla_w(x, delta):
    """Return ∂C/∂w, shape (3,)."""
    return np.array([np.sum(delta * x[k : k + 3]) for k in range(3)])


def nabla_b(delta):
    """Return ∂C/∂b, a number."""
    return np.sum(delta)


def blame_x(w, delta):
    """Return ∂C/∂x, shape (5,)."""
    of_x = np.zeros(5)
    for i in range(3):
        for k in range(3):
            of_x[i + k] += delta[i] * w[k]
    return of_x


Z_SLIPS = (
    Slip("flipped", {"w *": "w[::-1] *"},
         "The weights are in the opposite order: w₁ meets the first number that the "
         "kernel lies on."),
    Slip("bias left out", {" + b": ""}, "The bias is missing: add b at the end."),
    Slip("bias subtracted", {"+ b": "- b"}, "The bias is subtracted: it is added."),
    Slip("bias three times", {"+ b": "+ 3 * b"},
         "b is added once for each weight. It belongs to the sum, once."),
    Slip("first window", {"x[i : i + 3]": "x[:3]"},
         "This is the first place again. The kernel has moved on."),
    Slip("last window", {"x[i : i + 3]": "x[2:]"},
         "This is the last place. The kernel is not there yet."),
    Slip("weights left out", {"w * ": ""},
         "The weights are missing: multiply each number by the weight on its line."),
    Slip("sign lost", {"w *": "abs(w) *"},
         "A minus sign is lost: look at the weights."),
    Slip("third weight left out", {"w * x[i : i + 3]": "w[:2] * x[i : i + 2]"},
         "Only two products are in it. The kernel has three weights."),
    Slip("first weight left out", {"w * x[i : i + 3]": "w[1:] * x[i + 1 : i + 3]"},
         "Only two products are in it. The kernel has three weights."),
    Slip("mean", {"np.sum": "np.mean"},
         "This takes the mean of the products. Add them."),
)  # fmt: skip
W_SLIPS = (
    Slip("mean", {"np.sum": "np.mean"},
         "This is the mean over the places. Each use is a path; over the paths, add."),
    Slip("x left out", {" * x[k : k + 3]": ""},
         "The inputs are missing: each δ is multiplied by the number that this weight "
         "met."),
    Slip("δ left out", {"delta * ": ""},
         "The δ are missing: multiply each number that the weight met by the δ of its "
         "place."),
    Slip("first place only", {"np.sum(delta * x[k : k + 3])": "delta[0] * x[k]"},
         "Only the first place is in it. The weight was used at three."),
    Slip("second place only", {"np.sum(delta * x[k : k + 3])": "delta[1] * x[k + 1]"},
         "Only the second place is in it. The weight was used at three."),
    Slip("last place only", {"np.sum(delta * x[k : k + 3])": "delta[2] * x[k + 2]"},
         "Only the last place is in it. The weight was used at three."),
    Slip("two places", {"delta * x[k : k + 3]": "delta[:2] * x[k : k + 2]"},
         "The last place is missing."),
    Slip("without the first", {"delta * x[k : k + 3]": "delta[1:] * x[k + 1 : k + 3]"},
         "The first place is missing."),
    Slip("turned round", {"delta *": "delta[::-1] *"},
         "The δ are in the opposite order: δ₁ belongs to the first place."),
    Slip("other weight", {"x[k : k + 3]": "x[2 - k : 5 - k]"},
         "This belongs to another weight: follow the lit lines to the numbers it met."),
    Slip("sign lost", {"delta *": "abs(delta) *"},
         "A minus sign is lost: look at the δ."),
)  # fmt: skip
B_SLIPS = (
    Slip("mean", {"np.sum": "np.mean"},
         "This is the mean over the places. Over the paths, add."),
    Slip("sign lost", {"np.sum(delta)": "np.sum(abs(delta))"},
         "A minus sign is lost: look at the δ."),
    Slip("multiplied", {"np.sum": "np.prod"}, "Add the δ, do not multiply them."),
    Slip("first only", {"np.sum(delta)": "delta[0]"},
         "Only the first place is in it. The bias was used at three."),
    Slip("last only", {"np.sum(delta)": "delta[2]"},
         "Only the last place is in it. The bias was used at three."),
    Slip("places", {"np.sum(delta)": "3.0"},
         "This counts the places. At each the share is δ times 1."),
)  # fmt: skip
X_SLIPS = (
    Slip("not flipped", {"w[k]": "w[2 - k]"},
         "The weights are in the opposite order: take for each path the weight on its "
         "line."),
    Slip("w left out", {" * w[k]": ""},
         "The weights are missing: each δ is multiplied by the weight on its line."),
    Slip("δ left out", {"delta[i] * ": ""},
         "The δ are missing: multiply the weight of each line by the δ it comes from."),
    Slip("one path only", {"+=": "="},
         "Only one path is in it: over the paths, add."),
    Slip("first path only", {"+= ": "= of_x[i + k] or "},
         "Only one path is in it: over the paths, add."),
    Slip("mean", {"return of_x": "return of_x / np.array([1, 2, 3, 2, 1])"},
         "This is the mean over the paths. Add them, no division."),
    Slip("a third", {"return of_x": "return of_x / 3"},
         "This is a third of it. Nothing is divided: over the paths, add."),
    Slip("sign of w lost", {"w[k]": "abs(w[k])"},
         "A minus sign is lost: look at the weights and at the δ."),
    Slip("sign of δ lost", {"delta[i]": "abs(delta[i])"},
         "A minus sign is lost: look at the weights and at the δ."),
    Slip("both signs lost", {"delta[i] * w[k]": "abs(delta[i] * w[k])"},
         "A minus sign is lost: look at the weights and at the δ."),
    Slip("added", {"delta[i] * w[k]": "delta[i] + w[k]"},
         "Along a path, multiply: δ times the weight."),
)  # fmt: skip


def uses_of(blank):
    """Return the uses (i, k) that a blank is made of; none for that of the bias."""
    if blank == "∂C/∂b":
        return []
    n = "₀₁₂₃₄₅".index(blank[-1])
    part = {"z": lambda i, k: i, "w": lambda i, k: k, "x": lambda i, k: i + k - 1}
    return [use for use in USES if part[blank[-2]](*use) == n]


def ask(blank, numbers):
    """Say in words what a blank is."""
    if blank == "∂C/∂b":
        return "∂C/∂b: b was added at all three places, each time with the slope 1."
    n = blank[-1]
    if blank[0] == "z":
        return (
            f"{blank} is what the kernel gives at its place {'₀₁₂₃'.index(n)}: three "
            "products, added, and the bias."
        )
    if blank[-2] == "w":
        return (
            f"w{n} was used at three places. Along each lit line, multiply the δ below "
            "by the number above; then add."
        )
    outputs = [f"z{low(i)}" for i, _ in uses_of(blank)]
    who = " and ".join((", ".join(outputs[:-1]), outputs[-1])).removeprefix(" and ")
    add = "Along each lit line, δ times its weight; then add." if outputs[1:] else ""
    return f"x{n} goes to {who}. {add or 'Multiply δ by the weight on the line.'}"


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    values = {"z": numbers["z"], "w": numbers["w"], "δ": numbers["delta"]}
    values |= {"x": numbers["x"]}
    if blank == "∂C/∂b":
        terms = [factor(written(each)) for each in values["δ"]]
    else:
        what = {"z": "wx", "w": "δx", "x": "δw"}[blank[-2]]
        terms = []
        for i, k in uses_of(blank):
            at = {"w": k, "δ": i, "x": i + k - 1}
            pair = [factor(written(values[name][at[name] - 1])) for name in what]
            terms.append(" · ".join(pair))
    if blank[0] == "z":
        terms.append(factor(written(numbers["b"])))
    right = written(WHOLE_WAY.value(blank, numbers))
    return f"{blank} = {' + '.join(terms)} = {right}."


def draw(figure, back=""):
    """Draw the row and its outputs; going back to "w" or "x", the δ stand below."""
    colour = ORANGE if back else BLUE
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set(xlim=(-0.7, 8.1), ylim=(-0.75, 1.75))
    style = {"ha": "center", "va": "center", "zorder": 5}
    small = style | {"fontsize": 9}
    rows = {"inputs x": TOP, "outputs z": BOTTOM}
    rows |= {"blame δ": BOTTOM - 0.5} if back else {}
    rows |= {"blame of x": TOP + 0.55} if back == "x" else {}
    for name, height in rows.items():
        axes.text(-0.6, height, name, va="center", fontsize=9)
    ends = [np.array([(i + k - 1, TOP), (i + 1, BOTTOM)]) for i, k in USES]
    # Between the boxes: a lit line would be drawn over their numbers.
    lines = [0.8 * each + 0.2 * each[::-1] for each in ends]
    axes.add_collection(LineCollection(lines, colors=GREY, linewidths=0.8), False)
    lit = axes.add_collection(LineCollection([], colors=colour, linewidths=3), False)
    follow(lit, lambda f: {"segments": [lines[USES.index(u)] for u in lit_in(f)]})
    box = {"markersize": 30, "color": "white", "zorder": 3}
    axes.plot(range(1, 6), [TOP] * 5, "s", mec=BLUE, mew=1.7, **box)
    axes.plot(range(2, 5), [BOTTOM] * 3, "s", mec=INK, mew=1.1, **box)

    def put(x, y, blank, colour, prefix="", **style):
        """Write a blank, or the number that has come into its place."""

        def shown(f):
            text = prefix + f.text(blank)
            return look(text, f.blank(blank), colour)

        follow(write(axes, x, y, colour, **style), shown)

    def known(x, y, colour, text, **style):
        """Write what is known from the start: text(numbers)."""
        follow(
            axes.text(x, y, "", color=colour, **style),
            lambda f: {"text": text(f.numbers)},
        )

    for j in range(5):
        known(j + 1, TOP, INK, lambda n, j=j: written(n["x"][j]), **style)
    for i in range(3):
        if back:
            known(i + 2, BOTTOM, BLUE, lambda n, i=i: written(n["z"][i]), **small)
            words = FOR_WORDS[ORANGE]
            known(
                i + 2, BOTTOM - 0.5, words,
                lambda n, i=i: f"δ{low(i + 1)} = {written(n['delta'][i])}", **style,
            )  # fmt: skip
        else:
            put(i + 2, BOTTOM, f"z{low(i + 1)}", BLUE, **small)
    if back == "x":
        for j in range(1, 6):
            name = f"∂C/∂x{low(j)}"
            put(j, TOP + 0.55, name, FOR_WORDS[ORANGE], **style)
    for (i, k), ((above, _), (below, _)) in zip(USES, ends, strict=True):
        place = 0.4 * above + 0.6 * below, 0.4 * TOP + 0.6 * BOTTOM
        label = axes.text(*place, "", bbox=PAPER, **small)
        follow(label, lambda f, u=(i, k): {"text": f"w{low(u[1])}" * (u in lit_in(f))})
    heights = np.linspace(1.25, -0.25, 4)
    for k, height in enumerate(heights, start=1):
        name = f"w{low(k)}" if k < 4 else "b"
        known(
            5.9, height, INK,
            lambda n, k=k, name=name: f"{name} = {written([*n['w'], n['b']][k - 1])}",
            va="center",
        )  # fmt: skip
        if back == "w":
            blank = f"∂C/∂{name}"
            put(6.75, height, blank, FOR_WORDS[ORANGE], f"{blank} = ", va="center")


def lit_in(filled):
    """Return the uses that are lit: those of the blank that is asked for."""
    return uses_of(filled.asked) if filled.blank(filled.asked) else []


def given(rng):
    """Return the numbers of the whole way: they are fair on each of the sheets."""
    return WHOLE_WAY.numbers(0 if rng is None else rng.integers(1, 1_000_000))


def names(symbol, count):
    """Return as many blanks, with their places."""
    return {f"{symbol}{low(n + 1)}": (n,) for n in range(count)}


ALONG_Z = Line(z, names("z", 3), ask, worked, Z_SLIPS)
ALONG_W = Line(nabla_w, names("∂C/∂w", 3), ask, worked, W_SLIPS)
ALONG_B = Line(nabla_b, {"∂C/∂b": ()}, ask, worked, B_SLIPS)
ALONG_X = Line(blame_x, names("∂C/∂x", 5), ask, worked, X_SLIPS)
SIZE = (8.2, 2.9)
WHOLE_WAY = Sheet(
    "whole_way", "", start, (ALONG_Z, ALONG_W, ALONG_B, ALONG_X), draw, ALT, SIZE
)  # each sheet of the page is a part of it
SHEETS = (
    Sheet("slide", "A kernel at three places, with a pencil", given,
          (ALONG_Z,), draw, ALT, SIZE),
    Sheet("back_to_the_weights", "The slopes of the kernel, with a pencil", given,
          (ALONG_W, ALONG_B), partial(draw, back="w"), ALT, SIZE),
    Sheet("back_to_the_inputs", "The blame of the inputs, with a pencil", given,
          (ALONG_X,), partial(draw, back="x"), ALT, SIZE),
)  # fmt: skip
