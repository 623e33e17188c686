"""Levenberg–Marquardt beside momentum and Adam, by steps and by multiplications."""

from functools import cache

import numpy as np

from backprop_helpers.nets.functions import identity, tanh
from backprop_helpers.nets.least_squares import levenberg_marquardt, multiplications
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.optimizers import Adam, Momentum
from backprop_helpers.nets.stacked_networks import Stack, count
from backprop_helpers.pages.optimizers.figures import curve, draw_key, draw_runs
from backprop_helpers.panels.controls import Slider
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

STEPS = 300
COSTS = (0.02, 5)  # the ends of their axis
LEVENBERG = "Levenberg–Marquardt"
NAMES = ("momentum", "Adam", LEVENBERG)


def levenberg_beside_others(x, y):
    """Train the same network by momentum, Adam and Levenberg–Marquardt.

    It learns y (1, m) from x (n_1, m).
    """

    @cache
    def first_order(hidden, seed):
        """Return the costs under momentum and under Adam, (2, STEPS + 1)."""
        stack, costs = Stack.random((len(x), hidden, 1), [seed] * 2), []
        optimisers = (Momentum(0.2), Adam(0.1))
        for _ in range(STEPS):
            costs.append(stack.costs(x, y))
            nabla = stack.gradient(x, y)
            for optimiser, W, g in zip(optimisers, stack.W, nabla, strict=True):
                optimiser.step(W, g)
        return np.array([*costs, stack.costs(x, y)]).T

    def compute(hidden, kappa, seed, steps):
        sizes = (len(x), hidden, 1)
        stack = Stack.random(sizes, [seed])
        w, b = ({l: part[l][0] for l in part} for part in (stack.w, stack.b))
        network = Network(w, b, tanh, output=identity)
        fit = levenberg_marquardt(network, x, y, steps, kappa)
        costs = dict(zip(NAMES, [*first_order(hidden, seed), fit.costs], strict=True))
        gradient, levenberg = multiplications(sizes, x.shape[1])
        price = {"momentum": gradient, "Adam": gradient, LEVENBERG: levenberg}
        at = {n: np.maximum(np.arange(len(costs[n])), 0.2) * price[n] for n in NAMES}
        return {
            "hidden": hidden, "fit": fit, "costs": costs, "price": price,
            "by_step": {n: curve(costs[n], *COSTS) for n in NAMES},
            "by_price": {n: curve(costs[n], *COSTS, at[n]) for n in NAMES},
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        left.set(yscale="log", xlabel="step", ylabel="cost C", xlim=(-5, STEPS + 5))
        right.set(xscale="log", xlabel="multiplications", xlim=(1e3, 3e8), ylim=COSTS)
        draw_runs(left, NAMES, "by_step")
        draw_runs(right, NAMES, "by_price")
        draw_key(figure, NAMES)

    def describe(r):
        fit, P = r["fit"], count((len(x), r["hidden"], 1))
        aim = r["costs"]["Adam"][-1]
        each = r["price"][LEVENBERG] / r["price"]["Adam"]
        words = f"P = {P} parameters. Adam takes {STEPS} steps to cost {aim:.3f}. "
        if fit.costs[-1] <= aim:
            first = int(np.argmax(fit.costs <= aim))
            return words + (
                f"{LEVENBERG} takes {counted(first, 'step')} at {each:.1f} gradient "
                f"steps each, the price of {first * each:.0f}; it ends at "
                f"{fit.costs[-1]:.3f}."
            )
        kept, steps = int(fit.accepted.sum()), counted(len(fit.accepted), "step")
        return words + (
            f"{LEVENBERG} is at {fit.costs[-1]:.3f} after {steps}, of which {kept} "
            "lowered the cost."
        )

    return Panel(
        "Levenberg–Marquardt beside the others",
        (
            Slider("hidden", "hidden neurons", 1, 24, 4, integer=True),
            Slider("kappa", "κ at the start", 1e-6, 1e6, 0.01, count=48, log=True),
            Slider("steps", "its steps", 1, 60, 40, integer=True),
            Slider("seed", "start seed", 0, 9, 0, integer=True),
        ),
        compute,
        draw,
        describe,
        alt="The costs of one network, trained by momentum, by Adam and by "
        "Levenberg–Marquardt: left against the steps, right against the "
        "multiplications they took.",
        size=(8.2, 3.6),
    )
