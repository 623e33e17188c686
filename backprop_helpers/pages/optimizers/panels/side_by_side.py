"""The panels of notebook 10 on equal slopes for all, and on many starts."""

import numpy as np

from backprop_helpers.figures.colours import FAINT, INK
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers import example as surfaces
from backprop_helpers.pages.optimizers.example import SURFACES, W1_RANGE, W2_RANGE
from backprop_helpers.pages.optimizers.figures import (
    MovingCosts,
    MovingEnds,
    MovingSurface,
    draw_ends_key,
    draw_key,
)
from backprop_helpers.panels.controls import Choice, Slider
from backprop_helpers.panels.panel import Panel

NAMES = tuple(OPTIMISERS)
SIGNALS = {
    "constant": lambda t: np.ones(len(t)),
    "alternating": lambda t: (-1.0) ** (t + 1),
    "shrinking": lambda t: 0.93**t,
    "every tenth": lambda t: (t % 10 == 1).astype(float),
    "one large": lambda t: np.where(t == 20, 100.0, 1.0),
}


def same_gradients():
    """Give all five the same slopes of one weight, and look at their steps."""
    t = np.arange(1, 61)

    def compute(signal, size, mu, alpha, beta1, beta2):
        g = size * SIGNALS[signal](t)
        given = {"momentum": {"mu": mu}, "RMSprop": {"alpha": alpha}}
        given["Adam"] = {"beta1": beta1, "beta2": beta2}
        steps = {}
        for name, kind in OPTIMISERS.items():
            optimiser, w = kind(1.0, **given.get(name, {})), np.zeros(1)
            places = [0.0]
            for each in g:
                optimiser.step(w, np.array([each]))
                places.append(w[0])
            steps[name] = np.abs(np.diff(places))
        return {"signal": signal, "g": g, "steps": steps}

    def draw(figure):
        above, below = figure.subplots(2, 1, height_ratios=(1, 2.6), sharex=True)
        above.set_yscale("symlog", linthresh=0.1)
        above.set(ylim=(-2e3, 2e4), yticks=[-100, 0, 100])
        above.set_ylabel("slope g")
        above.axhline(0, color=FAINT, linewidth=1, zorder=0)
        (g,) = above.plot([], [], ".-", color=INK, linewidth=1, animated=True)
        steps = MovingCosts(
            below, NAMES, (0, 61), 1e-3, 1e3, ylabel="size of the step / η"
        )
        below.axhline(1, color=FAINT, linewidth=1, zorder=0)
        draw_key(figure, NAMES)
        return g, steps

    def update(artists, r):
        g, steps = artists
        g.set_data(t, r["g"])
        steps.move(r["steps"], dict.fromkeys(NAMES, t))

    def describe(r):
        last = "; ".join(
            f"{name} {steps[0]:.3g} and {steps[-1]:.3g}"
            for name, steps in r["steps"].items()
        )
        return f"The first and the last step, divided by η: {last}."

    return Panel(
        "The same slopes for all",
        (
            Choice("signal", "Slopes", tuple(SIGNALS), "shrinking", menu=True),
            Slider("size", "slopes ×", 0.01, 100, 1.0, count=80, log=True),
            Slider("mu", "momentum μ", 0, 0.99, 0.9, count=99),
            Slider("alpha", "RMSprop α", 0, 0.99, 0.9, count=99),
            Slider("beta1", "Adam β₁", 0, 0.99, 0.9, count=99),
            Slider("beta2", "Adam β₂", 0, 0.999, 0.999, count=999),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Above, the slopes of one weight in 60 steps; below, on a log axis, how "
        "far each of five optimisers moves the weight in each of these steps.",
        size=(8.2, 4.0),
    )


def many_starts(runs=200):
    """Let one optimiser start from many places at once, and see where each ends."""
    rng = np.random.default_rng(0)
    starts = rng.uniform(*np.transpose([W1_RANGE, W2_RANGE]), size=(runs, 2))

    def compute(surface, optimiser, eta, steps):
        surface, kind = SURFACES[surface], OPTIMISERS[optimiser]
        points = surfaces.descend_from_many(surface, kind(eta), starts, steps)
        words = surfaces.where(surface, points)
        return {
            "surface": surface, "optimiser": optimiser, "eta": eta, "steps": steps,
            "points": points, "words": words,
        }  # fmt: skip

    def draw(figure):
        pair = figure.subplots(1, 2, sharey=True)
        maps = [
            MovingSurface(axes, list(SURFACES.values()), W1_RANGE, W2_RANGE)
            for axes in pair
        ]
        pair[0].set_title("where each started")
        pair[1].set(title="where each is now", ylabel="")
        draw_ends_key(figure)
        return maps, [MovingEnds(axes) for axes in pair]

    def update(artists, r):
        maps, (before, after) = artists
        for each in maps:
            each.show(r["surface"].name)
        before.move(starts, r["words"])
        here = np.nan_to_num(r["points"], nan=0, posinf=0, neginf=0)
        gone = r["words"] == "diverged"
        after.move(here[~gone], r["words"][~gone])

    def describe(r):
        if r["steps"] == 0:
            return f"All {runs} stand where they start: not a step is taken yet."
        counts = {word: int(np.sum(r["words"] == word)) for word in set(r["words"])}
        said = {
            "lowest": "in the lowest minimum", "higher": "in the higher minimum",
            "saddle": "near the saddle", "on its way": "on the way",
            "diverged": "diverged",
        }  # fmt: skip
        ends = [f"{counts[word]} {said[word]}" for word in said if word in counts]
        plural = "s" if r["steps"] != 1 else ""
        return (
            f"{r['optimiser']}, η = {r['eta']:.3g}, {r['steps']} step{plural}. Of "
            f"{runs} starts: {', '.join(ends)}."
        )

    return Panel(
        "Two hundred starts",
        (
            Choice("surface", "Surface", tuple(SURFACES), "local minimum", menu=True),
            Choice("optimiser", "Optimiser", NAMES, "SGD", menu=True),
            Slider("steps", "steps", 0, 200, 0, integer=True),
            Slider("eta", "learning rate η", 0.0001, 2, 0.02, count=86, log=True),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="A surface seen from above, twice: left, 200 starts, marked by what became "
        "of each; right, where they are now.",
        size=(8.2, 3.6),
    )
