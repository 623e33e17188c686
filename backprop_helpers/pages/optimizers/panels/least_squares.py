"""The panel of notebook 10 on Levenberg–Marquardt beside first-order methods."""

from functools import cache

import numpy as np

from backprop_helpers.nets.functions import identity, tanh
from backprop_helpers.nets.least_squares import levenberg_marquardt, multiplications
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.optimizers import Adam, Momentum
from backprop_helpers.nets.stacked_networks import Stack, count
from backprop_helpers.pages.optimizers.figures import MovingCosts, draw_key
from backprop_helpers.panels.controls import Slider
from backprop_helpers.panels.panel import Panel

STEPS = 300
LEVENBERG = "Levenberg–Marquardt"
NAMES = ("momentum", "Adam", LEVENBERG)


def levenberg_beside_others(x, y):
    """Train the same network by momentum, Adam and Levenberg–Marquardt.

    Parameters
    ----------
    x : float array, shape (n_1, m)
    y : float array, shape (1, m)
    """

    @cache
    def first_order(hidden, seed):
        return _descend(x, y, hidden, seed, (Momentum(0.2), Adam(0.1)))

    def compute(hidden, kappa, seed, steps):
        sizes, m = (len(x), hidden, 1), x.shape[1]
        network = _network(sizes, seed)
        fit = levenberg_marquardt(network, x, y, steps, kappa)
        costs = dict(zip(NAMES, [*first_order(hidden, seed), fit.costs], strict=True))
        gradient, levenberg = multiplications(sizes, m)
        price = {"momentum": gradient, "Adam": gradient, LEVENBERG: levenberg}
        return {"hidden": hidden, "fit": fit, "costs": costs, "price": price}

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        low, high = 0.02, 5
        by_step = MovingCosts(left, NAMES, (-5, STEPS + 5), low, high)
        by_price = MovingCosts(
            right, NAMES, (1e3, 3e8), low, high, "multiplications", ylabel=""
        )
        right.set_xscale("log")
        draw_key(figure, NAMES)
        return by_step, by_price

    def update(artists, r):
        by_step, by_price = artists
        by_step.move(r["costs"])
        at = {
            name: np.maximum(np.arange(len(costs)), 0.2) * r["price"][name]
            for name, costs in r["costs"].items()
        }
        by_price.move(r["costs"], at)

    def describe(r):
        fit, P = r["fit"], count((len(x), r["hidden"], 1))
        aim = r["costs"]["Adam"][-1]
        each = r["price"][LEVENBERG] / r["price"]["Adam"]
        words = f"P = {P} parameters. Adam takes {STEPS} steps to cost {aim:.3f}. "
        if fit.costs[-1] <= aim:
            first = int(np.argmax(fit.costs <= aim))
            plural = "s" if first > 1 else ""
            return words + (
                f"{LEVENBERG} takes {first} step{plural} at {each:.1f} gradient steps "
                f"each, the price of {first * each:.0f}; it ends at "
                f"{fit.costs[-1]:.3f}."
            )
        kept, steps = int(fit.accepted.sum()), len(fit.accepted)
        return words + (
            f"{LEVENBERG} is at {fit.costs[-1]:.3f} after {steps} step"
            f"{'s' if steps > 1 else ''}, of which {kept} lowered the cost."
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
        update=update,
        alt="The costs of one network, trained by momentum, by Adam and by "
        "Levenberg–Marquardt: left against the steps, right against the "
        "multiplications they took.",
        size=(8.2, 3.6),
    )


def _network(sizes, seed):
    """Return the network that a Stack starts with at this seed."""
    stack = Stack.random(sizes, [seed])
    w, b = ({l: part[l][0] for l in part} for part in (stack.w, stack.b))
    return Network(w, b, tanh, output=identity)


def _descend(x, y, hidden, seed, optimisers):
    """Return the costs of one start under each optimiser, (optimisers, STEPS + 1)."""
    stack, costs = Stack.random((len(x), hidden, 1), [seed] * len(optimisers)), []
    for _ in range(STEPS):
        costs.append(stack.costs(x, y))
        nabla = stack.gradient(x, y)
        for optimiser, W, g in zip(optimisers, stack.W, nabla, strict=True):
            optimiser.step(W, g)
    return np.array([*costs, stack.costs(x, y)]).T
