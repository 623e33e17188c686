"""The step many times over, taken by the reader's own code."""

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
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.pages.two_outputs_by_hand.example import ETA, X, Y
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode


def repeated(step, eta, most):
    """Yield a³₁, a³₂ and the cost before each of the steps, and after the last."""
    start = example.network()
    w2, b2, w3, b3 = start.w[2], start.b[2], start.w[3], start.b[3]
    for _ in range(most + 1):
        network = Network({2: w2, 3: w3}, b={2: b2, 3: b3})
        _, a = network.forward(X)
        yield [*a[3][:, 0], network.cost(a[3], Y)]
        w2, b2, w3, b3 = step(X, Y, w2, b2, w3, b3, eta)


def repeat_the_step(step=None):
    """Repeat the step up to 1000 times; outputs and cost on the way to the targets.

    step is a student's `whole_step`, which then takes the steps.
    """
    own = OwnCode("whole_step", step)

    @lru_cache(maxsize=400)
    def run(eta, most):
        """Return the outputs and the cost before each step, and whose step it is."""
        found = own.run(lambda step: [*repeated(step, eta, most)])
        return np.transpose(found), own.sentence

    def compute(eta, steps):
        found, whose = run(eta, 10 ** len(str(steps - 1)))  # up to 10, 100 or 1000
        first, second, cost = found[:, : steps + 1]
        words = "1 step" if steps == 1 else f"{steps} steps"
        sentence = (
            f"After {words} with η = {eta:.3g}: a³₁ = {first[-1]:.6f}, a³₂ = "
            f"{second[-1]:.6f}, cost {cost[-1]:.3g}."
        )
        if cost[-1] > cost[0]:
            sentence += " That is more than at the start."
        at = np.arange(steps + 1)
        return f"{sentence} {whose}", [
            (at, line) for line in (first, second, cost.clip(1e-6))
        ]

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
            Slider("steps", "steps", 1, 1000, 1000, integer=True),
            presets(repeats, "Repeat"),
        ),
        compute,
        draw,
        lambda r: r[0],
        alt="Left, both outputs and their targets against the number of steps; right, "
        "the cost, on logarithmic axes.",
        size=(8.2, 3.4),
    )
