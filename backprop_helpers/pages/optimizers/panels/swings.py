"""Momentum in a steep and in a flat direction: two damped swings, and a map of both."""

import numpy as np

from backprop_helpers.pages.optimizers import example
from backprop_helpers.pages.optimizers.example import FLAT, STEEP
from backprop_helpers.pages.optimizers.figures import draw_speeds, draw_swing
from backprop_helpers.panels.controls import Pick, Slider, presets
from backprop_helpers.panels.panel import Panel

STEPS = 60
CURVATURES = {"steep": STEEP, "flat": FLAT}
HIGH = {"eta": 0.12, "mu": 0.99}
# The best without momentum, where both rates are equal, and about the best with it,
# where both directions just swing (Polyak 1964).
PLAIN, BEST = {"eta": 2 / (STEEP + FLAT), "mu": 0.0}, {"eta": 0.065, "mu": 0.42}


def limit(mu):
    """Return the η above which the steep direction diverges."""
    return 2 * (1 + mu) / STEEP


def motion(eta, mu, curvature, kept):
    """Say how a direction of this curvature moves; kept is its rate."""
    if kept > 1 - 1e-9:
        return "swings ever wider" if kept > 1 + 1e-9 else "swings for ever"
    middle = 1 + mu - eta * curvature
    if middle**2 < 4 * mu:
        return f"swings, and a step keeps √μ = {kept:.3f} of it"
    way = "creeps" if middle > 0 else "jumps from side to side"
    return f"{way}, and a step keeps {kept:.3f}"


def damped_swings():
    """Show the distance in both directions of the ravine, and the map of (η, μ)."""

    def compute(eta, mu):
        return {
            "eta": eta, "mu": mu,
            "swings": {
                name: example.swing(eta, mu, curvature, STEPS)
                for name, curvature in CURVATURES.items()
            },
            "rates": {
                name: float(example.rate(eta, mu, curvature))
                for name, curvature in CURVATURES.items()
            },
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subfigures(1, 2, width_ratios=(1, 1.05))
        etas, mus = (
            np.linspace(0.001, HIGH["eta"], 120),
            np.linspace(0, HIGH["mu"], 100),
        )
        each = [example.rate(etas, mus[:, None], c) for c in CURVATURES.values()]
        needed = example.steps_to_a_thousandth(np.max(each, axis=0))
        draw_speeds(left.subplots(), etas, mus, needed, limit)
        steep, flat = right.subplots(2, 1, sharex=True)
        draw_swing(steep, "steep", STEPS, "distance, steep direction, λ = 40")
        draw_swing(flat, "flat", STEPS, "distance, flat direction, λ = 2")
        flat.set_xlabel("step")

    def describe(r):
        eta, mu, rates = r["eta"], r["mu"], r["rates"]
        parts = (
            f"{name} {motion(eta, mu, CURVATURES[name], kept)}"
            for name, kept in rates.items()
        )
        words = f"η = {eta:.3f}, μ = {mu:.2f}: {'; '.join(parts)}."
        slower = max(rates.values())
        if slower > 1 - 1e-9:
            return (
                f"{words} The limit of η is 2 (1 + μ) / 40 = {limit(mu):.3f}: "
                "at it the steep one swings for ever, above it ever wider."
            )
        needed = float(example.steps_to_a_thousandth(slower))
        return f"{words} On average {needed:.0f} steps to a thousandth."

    tried = {
        "best without": PLAIN,
        "best with": BEST,
        "η = 0.089": {"eta": 0.089, "mu": 0.8},
        "η = 0.091": {"eta": 0.091, "mu": 0.8},
        "μ = 0.99": {"eta": 0.067, "mu": 0.99},
    }
    return Panel(
        "Two damped swings",
        (
            Slider("eta", "learning rate η", 0.001, HIGH["eta"], 0.04, count=119),
            Slider("mu", "momentum μ", 0, HIGH["mu"], 0.8, count=99),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Left, a map of η and μ with lines of equal speed and a dashed limit; "
        "right, the distance from the minimum along the steep and along the flat "
        "direction after each of 60 steps.",
        size=(8.2, 3.8),
        pick=Pick("eta", "mu"),
    )
