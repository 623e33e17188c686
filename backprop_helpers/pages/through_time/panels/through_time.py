"""Panels of notebook 12: a layer unrolled, and how its blame shrinks or grows."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREY,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_GREY,
)
from backprop_helpers.pages.through_time import example as echo
from backprop_helpers.pages.through_time.figures import MovingBars, MovingChain
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

MOST = 8  # steps of the one neuron
LOWEST, HIGHEST = 1e-24, 1e12  # of the axis of blame


def unrolled():
    """Unroll one neuron over 1 to 8 steps: what goes forward, what blame comes back."""

    def compute(T, w, y, inputs):
        return {"T": T, "w": w, "y": y, "run": echo.one_neuron(w, y, T, inputs)}

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(1, 1))
        chain = MovingChain(top.subplots(), MOST)
        looks = (
            (1.0, BLUE, "forward: a⟨t⟩"),
            (2.0, ORANGE, "back: δ⟨t⟩"),
            (1.0, INK, "δ⟨t⟩ a⟨t−1⟩, to be added"),
        )
        every = zip(bottom.subplots(1, 3), looks, strict=True)
        return chain, [MovingBars(axes, MOST, *look) for axes, look in every]

    def update(artists, r):
        chain, (a, delta, terms) = artists
        run = r["run"]
        chain.move(run.x, run.a, run.delta, run.cost)
        a.move({t: run.a[t] for t in run.x})
        delta.move(run.delta)
        terms.move(run.terms)

    def describe(r):
        run, T = r["run"], r["T"]
        first, last = abs(run.delta[1]), abs(run.delta[T])
        start = (
            f"{T} step{'s' if T > 1 else ''}, w = {r['w']:.2f}: a⟨{T}⟩ = "
            f"{run.a[T]:.3f}, target {r['y']:.2f}, cost {run.cost:.3f}. "
            f"∂C/∂w = {run.nabla_w + 0.0:.3f}, the sum of the dark bars."
        )
        if T == 1:
            return f"{start} With one step it is 0, because a⟨0⟩ = 0."
        if last < 1e-6:
            return f"{start} The answer is right: there is no blame to carry back."
        if first == 0:
            return f"{start} With w = 0 no blame reaches an earlier step."
        ratio = f"{first / last:.2g} times"
        return f"{start} δ⟨1⟩ is {ratio} as large as δ⟨{T}⟩."

    presets = (
        Button("by hand", set={"T": 3, "w": 0.8, "y": 1.0, "inputs": _INPUTS[0]}),
        Button("w = 1.5", set={"w": 1.5}),
        Button("w = −0.8", set={"w": -0.8}),
        Button("w = 0", set={"w": 0.0}),
    )
    return Panel(
        "One neuron, unrolled",
        (
            Slider("T", "steps T", 1, MOST, 3, integer=True),
            Slider("w", "recurrent weight w", -1.5, 1.5, 0.8, count=60),
            Slider("y", "target y", 0, 1, 1.0, count=20),
            Choice("inputs", "Inputs", _INPUTS, _INPUTS[0], menu=True),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="A chain of circles, one for each step, with a in the circle, the input "
        "below and δ above. Below the chain, bars for each step: a, δ, and the terms "
        "of ∂C/∂w.",
        size=(8.2, 4.0),
    )


_INPUTS = tuple(echo.INPUTS)
FATES = {
    "lost": "Lost: next to 1 a computer cannot tell it from 0, so the first inputs "
    "have no say.",
    "vanishing": "Vanishing: the first inputs have hardly any say.",
    "exploding": "Exploding: the first inputs drown all others.",
    "steady": "Neither vanishing nor exploding, by a factor of 100 or less.",
}


def vanish_or_explode():
    """Follow the length of δ, step by step back: the eigenvalues of w decide."""

    def compute(largest, T, kind):
        return {
            "largest": largest, "T": T, "kind": kind,
            "eigenvalues": echo.symmetric_weights(largest)[1],
            "lengths": echo.blame_by_steps_back(largest, T, kind),
        }  # fmt: skip

    def draw(figure):
        strip, axes = figure.subplots(2, 1, height_ratios=(1, 5.5))
        strip.axhline(0, color=GREY, linewidth=0.8)
        strip.set(xlim=(-1.6, 1.6), ylim=(-1, 1), yticks=[], xticks=(-1, 0, 1))
        strip.spines["left"].set_visible(False)
        strip.vlines((-1, 1), -0.9, 0.9, color=GREEN, linestyles="--", linewidth=1.5)
        strip.set_title("the eigenvalues of w", fontsize=10)
        (dots,) = strip.plot([], [], "o", color=BLUE, markersize=8, animated=True)
        axes.set_yscale("log")
        axes.set(xlim=(-1, echo.LONGEST), ylim=(LOWEST, HIGHEST))
        axes.set(xlabel="steps back from the end", ylabel="length of δ, 1 at the end")
        axes.set_yticks([10.0**power for power in range(-20, 11, 5)])
        axes.axhline(1, color=GREEN, linewidth=1, linestyle="--")
        axes.axhspan(LOWEST, echo.LOST, color=PALE_GREY, linewidth=0)
        axes.text(
            0, echo.LOST / 30, "next to 1, the computer rounds this away",
            va="top", fontsize=9, color=DARK_GREY,
        )  # fmt: skip
        (ruler,) = axes.plot([], [], "-.", color=GREY, linewidth=1.2, animated=True)
        (curve,) = axes.plot(
            [], [], "o-", color=ORANGE, markersize=4, linewidth=1.2, animated=True
        )
        axes.plot([], [], "o-", color=ORANGE, markersize=4, lw=1.2, label="δ")
        label = "largest |eigenvalue|, to the power of the steps"
        axes.plot([], [], "-.", color=GREY, linewidth=1.2, label=label)
        axes.legend(loc="upper left", ncols=2)
        return dots, ruler, curve

    def update(artists, r):
        dots, ruler, curve = artists
        dots.set_data(r["eigenvalues"], np.zeros(echo.NEURONS))
        back = np.arange(r["T"])
        ruler.set_data(back, r["largest"] ** back)
        curve.set_data(back, np.clip(r["lengths"], LOWEST, HIGHEST))

    def describe(r):
        T, lengths = r["T"], r["lengths"]
        if T == 1:
            return (
                f"Largest |eigenvalue| {r['largest']:.2f}, {r['kind']}: with one step "
                "δ has no way to go."
            )
        return (
            f"Largest |eigenvalue| {r['largest']:.2f}, {r['kind']}: "
            f"{T - 1} step{'s' if T > 2 else ''} back, δ is {lengths[-1]:.2g} times as "
            f"long as at the end. {FATES[echo.state_of(lengths)]}"
        )

    kinds = tuple(echo.KINDS)
    presets = (
        Button("0.9", set={"largest": 0.9, "T": echo.LONGEST}),
        Button("1", set={"largest": 1.0, "T": echo.LONGEST}),
        Button("1.1", set={"largest": 1.1, "T": echo.LONGEST}),
        Button("1.5", set={"largest": 1.5, "T": echo.LONGEST}),
    )
    return Panel(
        "Vanish or explode",
        (
            Slider("largest", "largest |eigenvalue|", 0.5, 1.5, 1.0, count=50),
            Slider("T", "steps T", 1, echo.LONGEST, 10, integer=True),
            Choice("kind", "Activation", kinds, kinds[0]),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Above, eight eigenvalues as dots on a line with −1 and 1 marked. Below, "
        "the length of δ against the steps back, on a log axis.",
        size=(8.2, 4.1),
    )
