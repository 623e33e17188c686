"""Five optimisers race on a surface; Adam steps as the reader's own function does."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.colours import INK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.maps import draw_maps
from backprop_helpers.figures.optimizers import curve, draw_key, draw_runs
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers import example
from backprop_helpers.pages.optimizers.example import SURFACES, W1_RANGE
from backprop_helpers.pages.optimizers.figures import until_outside
from backprop_helpers.panels.controls import Bank, Choice, Pick, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode
from backprop_helpers.practice.wording import counted

STEPS = 100
COSTS = (1e-6, 1e4)  # the ends of their axis
RANGES = (W1_RANGE, (-1.6, 3.0))  # so high that the paths at their best stay inside
NAMES = tuple(OPTIMISERS)
RATE = {"low": 0.0001, "high": 2.0, "count": 86, "log": True}
STARTS = {"ravine": (-2.0, 1.0), "bent ravine": (-1.2, 1.0)}
# Of all η with two digits, that with the least cost after STEPS steps from there. A
# third digit may bring far less: the cost jumps up and down with η. In the straight
# ravine Adagrad and RMSprop get better still beyond the end of the sliders.
BEST = {
    "ravine": dict(zip(NAMES, (0.047, 0.0078, 1.5, 0.11, 0.055), strict=True)),
    "bent ravine": dict(zip(NAMES, (0.0058, 0.0018, 1.8, 0.18, 0.95), strict=True)),
}


def race(adam_step=None):
    """Let five optimisers race; adam_step, a student's, is the fifth."""
    own = OwnCode("adam_step", adam_step)

    @lru_cache(maxsize=32)
    def paths(name, w1, w2, etas):
        surface = SURFACES[name]
        *others, last = zip(NAMES, etas, strict=True)

        def run(step):
            optimisers = [OPTIMISERS[kind](eta) for kind, eta in others]
            optimisers.append(example.Stepper(step, last[1]))
            return example.descend(surface, optimisers, (w1, w2), STEPS)

        return own.run(run), own.sentence

    def compute(surface, w1, w2, steps, pick, **etas):
        found, whose = paths(surface, w1, w2, tuple(etas[name] for name in NAMES))
        seen, costs, ends, broken = {}, {}, [], []
        for name, path in zip(NAMES, found, strict=True):
            points, values = path.parameters[: steps + 1], path.costs[: steps + 1]
            end = f"{values[-1]:.2g}" if values[-1] > 1e-9 else "below 1e-9"
            if len(values) <= steps:
                broken.append(name)
                end = f"diverged at step {len(values)}"
                # Else it would run along the edge; one that comes back is shown whole.
                values = values[: 1 + np.argmax([*(values > COSTS[1]), True])]
                points = until_outside(points, RANGES)
            ends.append(f"{name} {end}")
            seen[name], costs[name] = points.T, curve(values, *COSTS)
        return {
            "surface": surface, "start": (w1, w2), "steps": steps, "broken": broken,
            "strong": pick, "seen": seen, "costs": costs, "paths": found,
            "said": f"{counted(steps, 'step')}, costs: {', '.join(ends)}.",
            "whose": whose,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
        draw_maps(left, SURFACES.values(), RANGES)
        draw_runs(left, NAMES, "seen", strong="strong")
        (start,) = left.plot([], [], "s", color=INK, mec="white", ms=10, zorder=5)
        follow(start, lambda r: {"data": [[place] for place in r["start"]]})
        right.set(yscale="log", xlabel="step", ylabel="cost C")
        right.set(xlim=(-2, STEPS + 2), ylim=COSTS)
        draw_runs(right, NAMES, "costs")
        draw_key(figure, NAMES)

    def describe(r):
        return f"{r['said']} {r['whose']}"

    def preset(surface, etas):
        w1, w2 = STARTS[surface]
        return {"surface": surface, "w1": w1, "w2": w2} | etas

    one = dict.fromkeys(NAMES, 0.02)
    tried = {
        "straight, η = 0.02 for all": preset("ravine", one),
        "straight, each its best": preset("ravine", BEST["ravine"]),
        "bent, each its best": preset("bent ravine", BEST["bent ravine"]),
    }
    rates = (
        Slider(name, f"η of {name}", value=BEST["bent ravine"][name], **RATE)
        for name in reversed(NAMES)  # Adam first: its path is the thick one
    )
    return Panel(
        "Your Adam races",
        (
            Choice("surface", "Surface", tuple(SURFACES), "bent ravine"),
            Bank("pick", "Change", tuple(rates)),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            Slider("w1", "start w₁", *RANGES[0], -1.2, count=96),
            Slider("w2", "start w₂", *RANGES[1], 1.0, count=92),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Left, a surface seen from above with the paths of five optimisers from "
        "one start, a square; right, their costs after each step.",
        size=(8.2, 4.2),
        pick=Pick("w1", "w2"),
    )
