"""Optimisers on a surface: two in a ravine, five on any surface, one from many starts.

Each picture stands here whole: its maths, its sentence, its controls.
"""

import numpy as np

from backprop_helpers.figures.colours import INK
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers import example as surfaces
from backprop_helpers.pages.optimizers import figures
from backprop_helpers.pages.optimizers.example import SURFACES, W1_RANGE, W2_RANGE
from backprop_helpers.panels import Bank, Button, Buttons, Choice, Panel, Slider
from backprop_helpers.panels.controls import Pick, presets
from backprop_helpers.practice.wording import counted

STEPS = 100
COSTS = (1e-6, 1e3)  # the ends of their axis
NAMES = tuple(OPTIMISERS)
RATE = {"low": 0.0001, "high": 2.0, "count": 86, "log": True}
PART = {"low": 0.0, "high": 0.99, "count": 99}
CONSTANTS = {  # by slider: whose it is, its symbol, where it starts, its range
    "eta_SGD": ("SGD", "η", 0.02, RATE),
    "eta_momentum": ("momentum", "η", 0.02, RATE),
    "mu": ("momentum", "μ", 0.9, PART),
    "eta_Adagrad": ("Adagrad", "η", 0.3, RATE),
    "eta_RMSprop": ("RMSprop", "η", 0.02, RATE),
    "alpha": ("RMSprop", "α", 0.9, PART),
    "eta_Adam": ("Adam", "η", 0.1, RATE),
    "beta1": ("Adam", "β₁", 0.9, PART),
    "beta2": ("Adam", "β₂", 0.99, {"low": 0.0, "high": 0.999, "count": 999}),
}
PLACES = {
    "lowest": ", at a star",
    "higher": ", in the higher minimum",
    "saddle": ", at the saddle",
}


def _run(surface, optimisers, start, steps):
    """Return a result with the paths of optimisers, a dict by name, and their ends."""
    found = surfaces.descend(surface, [*optimisers.values()], start, steps)
    paths = dict(zip(optimisers, found, strict=True))
    seen, costs, ends = {}, {}, []
    for name, path in paths.items():
        points, values = path.parameters, path.costs
        (word,) = surfaces.where(surface, points[-1:])
        end = f"cost {values[-1]:.2g}{PLACES.get(word, '')}"
        if path.diverged:
            end = f"diverged after {len(values)} steps"
            points = figures.until_outside(points)
            values = values[: 1 + np.argmax([*(values > COSTS[1]), True])]
        ends.append(f"{name}: {end}")
        seen[name], costs[name] = points.T, figures.curve(values, *COSTS)
    return {
        "surface": surface, "start": start, "steps": steps, "paths": paths,
        "broken": [name for name in paths if paths[name].diverged],
        "seen": seen, "costs": costs,
        "said": f"{counted(steps, 'step')}. {'; '.join(ends)}.",
    }  # fmt: skip


def _draw(figure, names, choices):
    """Draw paths over these surfaces, and their costs beside them."""
    left, right = figure.subplots(1, 2, width_ratios=(1.75, 1))
    figures.draw_maps(left, choices)
    figures.draw_runs(left, names, "seen", strong="strong")
    (start,) = left.plot([], [], "s", color=INK, mec="white", ms=10, zorder=5)
    follow(start, lambda r: {"data": [[place] for place in r["start"]]})
    right.set(yscale="log", xlabel="step", ylabel="cost C")
    right.set(xlim=(-2, STEPS + 2), ylim=COSTS)
    figures.draw_runs(right, names, "costs")
    figures.draw_key(figure, names)


def sgd_and_momentum():
    """Two paths through a ravine: plain steps, and steps with momentum."""

    def compute(eta, mu, steps):
        optimisers = {"SGD": OPTIMISERS["SGD"](eta)}
        optimisers["momentum"] = OPTIMISERS["momentum"](eta, mu)
        return _run(surfaces.RAVINE, optimisers, (-2.0, 1.0), steps) | {"eta": eta}

    def describe(r):
        if r["steps"] == 0:
            return "Both stand at the square (−2, 1), where the cost is 24."
        limit = " Without momentum, η must stay below 2/λmax = 0.05."
        return f"η = {r['eta']:.3g}, {r['said']}{limit if r['eta'] > 0.05 else ''}"

    return Panel(
        "Momentum in a ravine",
        (
            Slider("steps", "steps", 0, STEPS, 0, integer=True),
            Slider("eta", "learning rate η", 0.001, 0.2, 0.02, count=60, log=True),
            Slider("mu", "momentum μ", value=0.8, **PART),
            Buttons((Button("1 step", add={"steps": 1}),)),
        ),
        compute,
        lambda figure: _draw(figure, ("SGD", "momentum"), [surfaces.RAVINE]),
        describe,
        alt="Left, a long narrow valley seen from above with the paths of SGD and of "
        "momentum; right, their costs after each step.",
        size=(8.2, 3.7),
    )


def five_paths():
    """Five optimisers on a surface of choice, from a start that can be clicked."""

    def compute(surface, w1, w2, steps, pick, **constants):
        given = {name: {} for name in NAMES}
        for key, value in constants.items():
            given[CONSTANTS[key][0]][key.split("_")[0]] = value
        optimisers = {name: OPTIMISERS[name](**given[name]) for name in NAMES}
        result = _run(SURFACES[surface], optimisers, (w1, w2), steps)
        return result | {"strong": CONSTANTS[pick][0]}

    def describe(r):
        place = "({:.3g}, {:.3g})".format(*r["start"])
        if r["steps"] == 0:
            cost = r["paths"]["SGD"].costs[0]
            return f"All five stand at {place}, where the cost is {cost:.3g}."
        return f"From {place}, {r['said']}"

    def start(surface, w1, w2, eta=0.02):
        rates = {"eta_SGD": eta, "eta_momentum": eta}
        return {"surface": surface, "w1": w1, "w2": w2} | rates

    constants = (
        Slider(key, f"{symbol} of {name}", value=value, **scale)
        for key, (name, symbol, value, scale) in CONSTANTS.items()
    )
    tried = {
        "ravine": start("ravine", -2.0, 1.0),
        "bent": start("bent ravine", -1.2, 1.0, eta=0.001),
        "two minima": start("local minimum", 2.2, 1.0),
        "on the ridge": start("saddle", 2.0, 0.0),
        "beside it": start("saddle", 2.0, 0.0001),
        "plateau": start("plateau", -2.0, 1.2),
    }
    return Panel(
        "Five optimisers on one surface",
        (
            Choice("surface", "Surface", tuple(SURFACES), "ravine", menu=True),
            Bank("pick", "Change", tuple(constants)),
            Slider("steps", "steps", 0, STEPS, 0, integer=True),
            Slider("w1", "start w₁", *W1_RANGE, -2.0, count=96),
            Slider("w2", "start w₂", *W2_RANGE, 1.0, count=64),
            presets(tried),
        ),
        compute,
        lambda figure: _draw(figure, NAMES, SURFACES.values()),
        describe,
        alt="Left, a surface seen from above with the paths of five optimisers from "
        "one start, a square; right, their costs after each step.",
        size=(8.2, 3.7),
        pick=Pick("w1", "w2"),
    )


def many_starts(runs=200):
    """Let one optimiser start from many places at once, and see where each ends."""
    rng = np.random.default_rng(0)
    starts = rng.uniform(*np.transpose([W1_RANGE, W2_RANGE]), size=(runs, 2))
    said = {
        "lowest": "in the lowest minimum", "higher": "in the higher minimum",
        "saddle": "near the saddle", "on its way": "on the way", "diverged": "diverged",
    }  # fmt: skip

    def compute(surface, optimiser, eta, steps):
        surface, kind = SURFACES[surface], OPTIMISERS[optimiser]
        points = surfaces.descend_from_many(surface, kind(eta), starts, steps)
        return {
            "surface": surface, "optimiser": optimiser, "eta": eta, "steps": steps,
            "starts": starts, "points": points,
            "words": surfaces.where(surface, points),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        figures.draw_maps(left, SURFACES.values())
        figures.draw_maps(right, SURFACES.values())
        left.set_title("where each started")
        right.set(title="where each is now", ylabel="")
        figures.draw_ends_key(figure)
        figures.draw_ends(left, "starts", said)
        figures.draw_ends(right, "points", [*said][:-1])  # what diverged is gone

    def describe(r):
        if r["steps"] == 0:
            return f"All {runs} stand where they start: not a step is taken yet."
        counts = {word: np.sum(r["words"] == word) for word in said}
        ends = ", ".join(f"{n} {said[word]}" for word, n in counts.items() if n)
        steps = counted(r["steps"], "step")
        start = f"{r['optimiser']}, η = {r['eta']:.3g}, {steps}."
        return f"{start} Of {runs} starts: {ends}."

    return Panel(
        "Two hundred starts",
        (
            Choice("surface", "Surface", tuple(SURFACES), "local minimum", menu=True),
            Choice("optimiser", "Optimiser", NAMES, "SGD", menu=True),
            Slider("steps", "steps", 0, 200, 0, integer=True),
            Slider("eta", "learning rate η", value=0.02, **RATE),
        ),
        compute,
        draw,
        describe,
        alt="A surface seen from above, twice: left, 200 starts, marked by what became "
        "of each; right, where they are now.",
        size=(8.2, 3.6),
    )
