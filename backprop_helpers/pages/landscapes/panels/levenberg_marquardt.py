"""Levenberg–Marquardt beside Adam, by steps and by multiplications."""

from functools import cache

import numpy as np

from backprop_helpers.figures.colours import GREY
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.optimizers import curve, draw_key, draw_runs
from backprop_helpers.nets.functions import identity, tanh
from backprop_helpers.nets.least_squares import levenberg_marquardt, multiplications
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.optimizers import Adam
from backprop_helpers.nets.stacked_networks import Stack, count
from backprop_helpers.panels.controls import Slider
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

STEPS, MOST = 300, 100  # of Adam; of Levenberg–Marquardt
COSTS = (0.01, 5)  # the ends of their axis
LEVENBERG = "Levenberg–Marquardt"
NAMES = ("Adam", LEVENBERG)


def levenberg_beside_adam(x, y):
    """Train the same network by Adam and by Levenberg–Marquardt.

    It learns y (1, m) from x (n_1, m).
    """

    @cache
    def by_adam(hidden, eta, seed):
        """Return the costs under Adam, (STEPS + 1,)."""
        stack, costs, optimiser = (
            Stack.random((len(x), hidden, 1), [seed]),
            [],
            Adam(eta),
        )
        for _ in range(STEPS):
            costs.append(stack.costs(x, y)[0])
            optimiser.step(stack.W, stack.gradient(x, y))
        return np.array([*costs, stack.costs(x, y)[0]])

    def compute(hidden, eta, kappa, seed, steps):
        sizes = (len(x), hidden, 1)
        stack = Stack.random(sizes, [seed])
        w, b = ({l: part[l][0] for l in part} for part in (stack.w, stack.b))
        network = Network(w, b, tanh, output=identity)
        fit = levenberg_marquardt(network, x, y, steps, kappa)
        adam = by_adam(hidden, eta, seed)
        costs = dict(zip(NAMES, (adam, fit.costs), strict=True))
        price = dict(zip(NAMES, multiplications(sizes, x.shape[1]), strict=True))
        at = {n: np.maximum(np.arange(len(costs[n])), 0.2) * price[n] for n in NAMES}
        return {
            "hidden": hidden, "steps": steps, "eta": eta, "costs": costs,
            "price": price,
            "by_step": {n: curve(costs[n], *COSTS) for n in NAMES},
            "by_price": {n: curve(costs[n], *COSTS, at[n]) for n in NAMES},
            "spent": at["Adam"][-1],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        left.set(yscale="log", xlabel="step", ylabel="cost C", xlim=(-5, STEPS + 5))
        right.set(xscale="log", xlabel="multiplications", xlim=(1e3, 1e9), ylim=COSTS)
        spent = right.axvline(1e3, color=GREY, linestyle=":", linewidth=1.5)
        follow(spent, lambda r: {"xdata": [r["spent"]] * 2})
        draw_runs(left, NAMES, "by_step")
        draw_runs(right, NAMES, "by_price")
        draw_key(figure, NAMES)

    def describe(r):
        P, steps = count((len(x), r["hidden"], 1)), r["steps"]
        each = r["price"][LEVENBERG] / r["price"]["Adam"]
        adam, own = (r["costs"][name][-1] for name in NAMES)
        return (
            f"P = {P} parameters. Adam, η = {r['eta']:.2f}, takes {STEPS} steps to "
            f"cost {adam:.3f}. {LEVENBERG} takes {counted(steps, 'step')}, for the "
            f"price of {steps * each:.0f} gradients, to cost {own:.3f}."
        )

    return Panel(
        "Levenberg–Marquardt beside Adam",
        (
            Slider("hidden", "hidden neurons", 1, 24, 4, integer=True),
            Slider("steps", "steps of Levenberg–Marquardt", 1, MOST, 62, integer=True),
            Slider("eta", "η of Adam", 0.01, 1, 0.25, count=60, log=True),
            Slider("kappa", "κ at the start", 1e-6, 1e6, 0.01, count=48, log=True),
            Slider("seed", "start", 0, 9, 0, integer=True),
        ),
        compute,
        draw,
        describe,
        alt="The costs of one network, trained by Adam and by Levenberg–Marquardt: "
        "left against the steps, right against the multiplications they took, with a "
        "dotted line where Adam ends.",
        size=(8.2, 3.6),
    )
