"""The step many times over, and the step in the wrong order."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREEN,
    INK,
    ORANGE,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.pages.two_outputs_by_hand.example import ETA, X, Y
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel


def outputs(net):
    """Return a³ of a network for the inputs of the example, shape (2,)."""
    return net.forward(X)[1][3][:, 0]


def repeat_the_step():
    """Repeat the step up to 1000 times; outputs and cost on the way to the targets."""

    @lru_cache(maxsize=100)  # more than the slider has places
    def run(eta):
        """Return a network, and its outputs and cost before each of its steps."""
        return example.network(), []

    def compute(eta, steps):
        net, found = run(eta)
        while len(found) <= steps:  # go on from where this run has come to
            found.append([*outputs(net), net.step(X, Y, eta)])
        first, second, cost = np.transpose(found[: steps + 1])
        words = "1 step" if steps == 1 else f"{steps} steps"
        sentence = (
            f"After {words} with η = {eta:.3g}: a³₁ = {first[-1]:.6f}, a³₂ = "
            f"{second[-1]:.6f}, cost {cost[-1]:.3g}."
        )
        if cost[-1] > cost[0]:
            sentence += " That is more than at the start: η is too large."
        at = np.arange(steps + 1)
        return sentence, [(at, line) for line in (first, second, cost.clip(1e-6))]

    def draw(figure):
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.set_xscale("symlog", linthresh=1)
            axes.set(xlim=(0, 1000), xlabel="steps done")
            axes.set_xticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
        for target, name in zip(Y[:, 0], ("y₁", "y₂"), strict=True):
            left.axhline(target, color=GREEN, linestyle="--", linewidth=1.3)
            left.text(
                0.06, target - 0.015, f"target {name}", color=DARK_GREEN, va="top"
            )
        left.set(ylim=(0, 1.03), ylabel="outputs a³")
        right.set_yscale("log")
        right.set(ylim=(1e-6, 1), ylabel="cost C")
        looks = (left, "-o", BLUE), (left, "-s", ORANGE), (right, "-o", INK)
        for n, (axes, style, colour) in enumerate(looks):
            (line,) = axes.plot([], [], style, color=colour, markevery=[-1])
            follow(line, lambda r, n=n: {"data": r[1][n]})
        left.text(0.06, 0.725, "a³₁", color=BLUE, va="bottom")
        left.text(0.06, 0.545, "a³₂", color=DARK_ORANGE, va="bottom")

    repeats = {f"{n}": {"steps": n} for n in (1, 10, 100, 1000)}
    return Panel(
        "Repeat the step",
        (
            Slider("eta", "learning rate η", 0.01, 100, ETA, count=80, log=True),
            Slider("steps", "steps", 1, 1000, 1, integer=True),
            presets(repeats, "Repeat"),
        ),
        compute,
        draw,
        lambda r: r[0],
        alt="Left, both outputs and their targets against the number of steps; right, "
        "the cost, on logarithmic axes.",
        size=(8.2, 3.4),
    )


def order_of_updates():
    """One step done right, and one with δ² taken after w³ was updated."""

    def compute(eta):
        in_order, too_late = example.network(), example.network()
        in_order.step(X, Y, eta)
        example.wrong_order_step(too_late, X, Y, eta)
        right, wrong = outputs(in_order), outputs(too_late)
        gap = np.abs(right - wrong).max()
        values = zip(("a³₁", "a³₂") * 2, (*right, *wrong), strict=True)
        return {
            "eta": eta,
            "gap": gap,
            "rows": [f"{name} = {value:.8f}" for name, value in values],
            "sentence": (
                f"η = {eta:.3g}: after one step the wrong order gives a³₁ = "
                f"{wrong[0]:.8f} instead of {right[0]:.8f}. The largest difference of "
                f"the two outputs is {gap:.1e}."
            ),
        }

    def draw(figure):
        left, axes = figure.subplots(1, 2, width_ratios=(1, 1.2))
        grid = np.geomspace(0.01, 10, 31)
        axes.loglog(grid, [compute(eta)["gap"] for eta in grid], color=INK)
        axes.set(xlabel="learning rate η", ylabel="largest difference in a³")
        axes.set(xlim=(0.01, 10))
        (now,) = axes.plot([], [], "D", color=ORANGE, markersize=10, clip_on=False)
        follow(now, lambda r: {"data": ([r["eta"]], [r["gap"]])})
        left.set_axis_off()
        left.set(xlim=(0, 1), ylim=(0, 1))
        left.text(0, 0.92, "all δ first, then all updates", fontweight="bold")
        left.text(0, 0.52, "w³ updated before δ²  (wrong)", fontweight="bold")
        for n, height in enumerate((0.8, 0.66, 0.4, 0.26)):
            colour = BLUE if n < 2 else DARK_ORANGE
            line = left.text(0, height, "", fontsize=11, color=colour)
            follow(line, lambda r, n=n: {"text": r["rows"][n]})

    return Panel(
        "Order of the updates",
        (Slider("eta", "learning rate η", 0.01, 10, 1.0, count=60, log=True),),
        compute,
        draw,
        lambda r: r["sentence"],
        alt="Left, both outputs after one step in the right and in the wrong order; "
        "right, their difference against η.",
        size=(8.2, 3.0),
    )
