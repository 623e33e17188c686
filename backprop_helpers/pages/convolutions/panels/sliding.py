"""The first panel of notebook 11: a kernel sits on a row of numbers."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.following import set_new
from backprop_helpers.nets.convolution import blame, convolve, gradient
from backprop_helpers.pages.convolutions.figures import MovingKernel
from backprop_helpers.panels.controls import Bank, Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

X = np.array([1.0, 3.0, 2.0, 0.0, 4.0])  # the numbers of the page
DELTA = np.array([1.0, -1.0, 2.0, 0.5, -2.0, 1.0, 3.0])
KERNEL = (1.0, 2.0, -1.0)
VIEWS = ("one output, forward", "one input, backward", "one weight, backward")
MOST = 2  # zeros on each side
LOW = "₁₂₃₄₅₆₇"


def product(one, other):
    """Write a product of two numbers, negative ones in brackets."""
    return " · ".join(f"({v:.3g})" if v < 0 else f"{v:.3g}" for v in (one, other))


def walk_the_kernel():
    """Step through outputs, inputs or weights: who uses whom, forward and back."""

    def compute(view, place, stride, padding, weight, **kernel):
        x, w = X.reshape(1, -1, 1), np.array([*kernel.values()]).reshape(1, 1, 3)
        z, seen = convolve(w, np.zeros((1, 1)), x, stride, padding)
        count = z.shape[1]
        delta = DELTA[:count].reshape(z.shape)
        uses = [
            (i * stride + k - padding, i, k) for i in range(count) for k in range(3)
        ]
        wanted = {VIEWS[0]: count, VIEWS[1]: len(X), VIEWS[2]: 3}[view]
        at = (place - 1) % wanted  # after the last comes the first
        column = {VIEWS[0]: 1, VIEWS[1]: 0, VIEWS[2]: 2}[view]
        return {
            "view": view, "at": at, "wanted": wanted, "stride": stride,
            "padding": padding, "w": w.ravel(), "z": z.ravel(),
            "delta": delta.ravel(), "uses": uses,
            "nabla_w": gradient(w, seen, delta)[0].ravel(),
            "of_x": blame(w, seen, delta, x.shape, stride, padding).ravel(),
            "dark": [(p, i) for p, i, k in uses if f"w{k + 1}" == weight],
            "lit": [use for use in uses if use[column] == at],
        }  # fmt: skip

    def draw(figure):
        return MovingKernel(figure.subplots(), X, MOST, len(DELTA))

    def update(kernel, r):
        forward = r["view"] == VIEWS[0]
        shown = r["z"] if forward else r["delta"]
        over = [""] * len(X)
        if r["view"] == VIEWS[1]:
            over[r["at"]] = f"blame {r['of_x'][r['at']]:.3g}"
        places = np.arange(len(r["z"])) * r["stride"] - r["padding"] + 1.0
        lit = [(p, i, f"{r['w'][k]:.3g}") for p, i, k in r["lit"]]
        kernel.move(
            [use[:2] for use in r["uses"]], r["dark"], r["padding"], places,
            [f"{value:.3g}" for value in shown], over, lit, BLUE if forward else ORANGE,
        )  # fmt: skip
        set_new(kernel.name, text="outputs z" if forward else "blame δ")

    def describe(r):
        padded = np.concatenate([np.zeros(MOST), X, np.zeros(MOST)])
        at, name = r["at"], LOW[r["at"]]
        count = f"{len(r['z'])} output{'s' if len(r['z']) > 1 else ''}"
        if r["view"] == VIEWS[0]:
            terms = [product(r["w"][k], padded[p + MOST]) for p, _, k in r["lit"]]
            return f"{count}. z{name} = {' + '.join(terms)} = {r['z'][at]:.3g}."
        if r["view"] == VIEWS[1]:
            terms = [product(r["delta"][i], r["w"][k]) for _, i, k in r["lit"]]
            if not terms:
                return f"{count}. No output uses x{name}: ∂C/∂x{name} = 0."
            total = r["of_x"][at]
        else:
            terms = [product(r["delta"][i], padded[p + MOST]) for p, i, _ in r["lit"]]
            total = r["nabla_w"][at]
        what = "x" if r["view"] == VIEWS[1] else "w"
        return f"{count}. ∂C/∂{what}{name} = {' + '.join(terms)} = {total:.3g}."

    bank = Bank(
        "weight",
        "Change",
        tuple(
            Slider(f"w{k + 1}", f"w{LOW[k]}", -3, 3, value, count=12)
            for k, value in enumerate(KERNEL)
        ),
    )
    steps = (
        Button("Step back", add={"place": -1}),
        Button("Step", add={"place": 1}),
    )
    presets = (
        Button("stride 2", set={"stride": 2, "padding": 0}),
        Button("padding 1", set={"stride": 1, "padding": 1}),
        Button("stride 3", set={"stride": 3, "padding": 0, "view": VIEWS[1]}),
    )
    return Panel(
        "Walk the kernel",
        (
            Choice("view", "Show", VIEWS, VIEWS[0]),
            Slider("place", "which one", 1, len(DELTA) + 1, 1, integer=True),
            bank,
            Slider("stride", "stride", 1, 3, 1, integer=True),
            Slider("padding", "padding", 0, MOST, 0, integer=True),
            Buttons(steps),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Five inputs in a row, zeros at the ends if there is padding; below them "
        "the outputs. Lines join each output to the inputs it uses; those of the "
        "weight that the slider changes are darker.",
        size=(8.2, 2.7),
    )
