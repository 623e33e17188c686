"""One optimiser on a surface from two hundred starts at once."""

import numpy as np

from backprop_helpers.figures.maps import draw_maps
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.landscapes import example
from backprop_helpers.pages.landscapes.example import SURFACES
from backprop_helpers.pages.landscapes.figures import draw_ends, draw_ends_key
from backprop_helpers.pages.optimizers.example import W1_RANGE, W2_RANGE
from backprop_helpers.panels.controls import Choice, Slider
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

RANGES = (W1_RANGE, W2_RANGE)
SAID = {
    "lowest": "in the lowest minimum", "higher": "in the higher minimum",
    "saddle": "near the saddle", "on its way": "on the way", "diverged": "diverged",
}  # fmt: skip


def many_starts(runs=200):
    """Let one optimiser start from many places at once, and see where each ends."""
    rng = np.random.default_rng(0)
    everywhere = rng.uniform(*np.transpose(RANGES), size=(runs, 2))

    def compute(surface, optimiser, eta, near, steps):
        where, kind = SURFACES[surface], OPTIMISERS[optimiser]
        starts = example.near_the_ridge(where, everywhere, near)
        points = example.descend_from_many(where, kind(eta), starts, steps)
        return {
            "surface": surface, "optimiser": optimiser, "eta": eta, "steps": steps,
            "near": near, "starts": starts, "points": points,
            "words": example.where(where, points),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        draw_maps(left, SURFACES.values(), RANGES)
        draw_maps(right, SURFACES.values(), RANGES)
        left.set_title("where each started")
        right.set(title="where each is now", ylabel="")
        draw_ends_key(figure)
        draw_ends(left, "starts", SAID)
        draw_ends(right, "points", [*SAID][:-1])  # what diverged is gone

    def describe(r):
        counts = {word: np.sum(r["words"] == word) for word in SAID}
        ends = ", ".join(f"{n} {SAID[word]}" for word, n in counts.items() if n)
        ridge = r["surface"] in example.ACROSS and r["near"] < 1
        place = f" at {r['near']:.2g} of their distance from the ridge" if ridge else ""
        if r["optimiser"] == "plain":
            name = "Plain descent"
        else:
            name = r["optimiser"][0].upper() + r["optimiser"][1:]
        return (
            f"{name}, η = {r['eta']:.3g}, {counted(r['steps'], 'step')}. "
            f"Of {runs} starts{place}: {ends}."
        )

    return Panel(
        "Two hundred starts",
        (
            Choice("surface", "Surface", tuple(SURFACES), "two minima"),
            Choice("optimiser", "Optimiser", tuple(OPTIMISERS), "plain", menu=True),
            Slider("steps", "steps", 0, 300, 70, integer=True),
            Slider("near", "distance from the ridge ×", 1e-6, 1, 1.0, count=60,
                   log=True),
            Slider("eta", "learning rate η", 0.0001, 2.0, 0.02, count=86, log=True),
        ),
        compute,
        draw,
        describe,
        alt="A surface seen from above, twice: left, 200 starts, marked by what became "
        "of each; right, where they are now.",
        size=(8.2, 3.6),
    )  # fmt: skip
