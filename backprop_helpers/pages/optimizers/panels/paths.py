"""The panels of notebook 10 that follow the paths of optimisers over a surface."""

from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers import example as surfaces
from backprop_helpers.pages.optimizers.example import SURFACES, W1_RANGE, W2_RANGE
from backprop_helpers.pages.optimizers.figures import (
    MovingCosts,
    MovingPaths,
    MovingSurface,
    draw_key,
)
from backprop_helpers.panels.controls import Bank, Button, Buttons, Choice, Pick, Slider
from backprop_helpers.panels.panel import Panel

STEPS = 100
NAMES = tuple(OPTIMISERS)
CONSTANTS = {  # which optimiser takes which constant, and what it calls it
    "eta_SGD": ("SGD", "eta"),
    "eta_momentum": ("momentum", "eta"),
    "mu": ("momentum", "mu"),
    "eta_Adagrad": ("Adagrad", "eta"),
    "eta_RMSprop": ("RMSprop", "eta"),
    "alpha": ("RMSprop", "alpha"),
    "eta_Adam": ("Adam", "eta"),
    "beta1": ("Adam", "beta1"),
    "beta2": ("Adam", "beta2"),
}


def _race(names, choices, low, high):
    """Return draw and update for paths on surfaces, with their costs beside them."""

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.75, 1))
        maps = MovingSurface(left, choices, W1_RANGE, W2_RANGE)
        paths = MovingPaths(left, names)
        costs = MovingCosts(right, names, (-2, STEPS + 2), low, high)
        draw_key(figure, names)
        return maps, paths, costs

    def update(artists, r):
        maps, paths, costs = artists
        maps.show(r["surface"].name)
        found = r["paths"]
        diverged = {name: path.diverged for name, path in found.items()}
        points = {name: path.parameters for name, path in found.items()}
        paths.move(points, diverged, r.get("strong", ""))
        broken = [name for name in found if diverged[name]]
        costs.move({n: path.costs for n, path in found.items()}, diverged=broken)

    return draw, update


PLACES = {
    "lowest": ", at a star",
    "higher": ", in the higher minimum",
    "saddle": ", at the saddle",
}


def _end(surface, path):
    """Say in words where a path has ended."""
    if path.diverged:
        return f"diverged after {len(path.costs)} steps"
    (word,) = surfaces.where(surface, path.parameters[-1:])
    return f"cost {path.costs[-1]:.2g}{PLACES.get(word, '')}"


def sgd_and_momentum():
    """Two paths through a ravine: plain steps, and steps with momentum."""
    surface, names = surfaces.RAVINE, ("SGD", "momentum")

    def compute(eta, mu, steps):
        optimisers = [OPTIMISERS["SGD"](eta), OPTIMISERS["momentum"](eta, mu)]
        found = surfaces.descend(surface, optimisers, (-2.0, 1.0), steps)
        paths = dict(zip(names, found, strict=True))
        return {"surface": surface, "paths": paths, "steps": steps, "eta": eta}

    draw, update = _race(names, [surface], 1e-6, 1e3)

    def describe(r):
        if r["steps"] == 0:
            return "Both stand at the square (−2, 1), where the cost is 24."
        ends = [f"{n}: {_end(surface, p)}" for n, p in r["paths"].items()]
        limit = ""
        if r["eta"] > 0.05:
            limit = " Without momentum, η must stay below 2/λmax = 0.05."
        plural = "s" if r["steps"] > 1 else ""
        said = f"η = {r['eta']:.3g}, {r['steps']} step{plural}. {'; '.join(ends)}."
        return said + limit

    return Panel(
        "Momentum in a ravine",
        (
            Slider("steps", "steps", 0, STEPS, 0, integer=True),
            Slider("eta", "learning rate η", 0.001, 0.2, 0.02, count=60, log=True),
            Slider("mu", "momentum μ", 0, 0.99, 0.8, count=99),
            Buttons((Button("1 step", add={"steps": 1}),)),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, a long narrow valley seen from above with the paths of SGD and of "
        "momentum; right, their costs after each step.",
        size=(8.2, 3.7),
    )


def _constants():
    """Return the bank with the constants of all five optimisers."""
    rate = {"low": 0.0001, "high": 2.0, "count": 86, "log": True}
    part = {"low": 0.0, "high": 0.99, "count": 99}
    return Bank(
        "pick",
        "Change",
        (
            Slider("eta_SGD", "η of SGD", value=0.02, **rate),
            Slider("eta_momentum", "η of momentum", value=0.02, **rate),
            Slider("mu", "μ of momentum", value=0.9, **part),
            Slider("eta_Adagrad", "η of Adagrad", value=0.3, **rate),
            Slider("eta_RMSprop", "η of RMSprop", value=0.02, **rate),
            Slider("alpha", "α of RMSprop", value=0.9, **part),
            Slider("eta_Adam", "η of Adam", value=0.1, **rate),
            Slider("beta1", "β₁ of Adam", value=0.9, **part),
            Slider("beta2", "β₂ of Adam", 0.0, 0.999, 0.99, count=999),
        ),
    )


def five_paths():
    """Five optimisers on a surface of choice, from a start that can be clicked."""

    def compute(surface, w1, w2, steps, pick, **constants):
        given = {name: {} for name in NAMES}
        for key, (name, argument) in CONSTANTS.items():
            given[name][argument] = constants[key]
        optimisers = [OPTIMISERS[name](**given[name]) for name in NAMES]
        surface = SURFACES[surface]
        found = surfaces.descend(surface, optimisers, (w1, w2), steps)
        paths = dict(zip(NAMES, found, strict=True))
        return {
            "surface": surface, "paths": paths, "steps": steps, "start": (w1, w2),
            "strong": CONSTANTS[pick][0],
        }  # fmt: skip

    draw, update = _race(NAMES, list(SURFACES.values()), 1e-6, 1e3)

    def describe(r):
        w1, w2 = r["start"]
        if r["steps"] == 0:
            cost = next(iter(r["paths"].values())).costs[0]
            place = f"({w1:.3g}, {w2:.3g})"
            return f"All five stand at {place}, where the cost is {cost:.3g}."
        ends = (
            f"{name}: {_end(r['surface'], path)}" for name, path in r["paths"].items()
        )
        plural = "s" if r["steps"] > 1 else ""
        start = f"From ({w1:.3g}, {w2:.3g}), {r['steps']} step{plural}."
        return f"{start} {'; '.join(ends)}."

    def preset(label, surface, w1, w2, eta=0.02):
        rates = {"eta_SGD": eta, "eta_momentum": eta}
        return Button(label, set={"surface": surface, "w1": w1, "w2": w2} | rates)

    presets = (
        preset("ravine", "ravine", -2.0, 1.0),
        preset("bent", "bent ravine", -1.2, 1.0, eta=0.001),
        preset("two minima", "local minimum", 2.2, 1.0),
        preset("on the ridge", "saddle", 2.0, 0.0),
        preset("beside it", "saddle", 2.0, 0.0001),
        preset("plateau", "plateau", -2.0, 1.2),
    )
    return Panel(
        "Five optimisers on one surface",
        (
            Choice("surface", "Surface", tuple(SURFACES), "ravine", menu=True),
            _constants(),
            Slider("steps", "steps", 0, STEPS, 0, integer=True),
            Slider("w1", "start w₁", *W1_RANGE, -2.0, count=96),
            Slider("w2", "start w₂", *W2_RANGE, 1.0, count=64),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, a surface seen from above with the paths of five optimisers from "
        "one start, a square; right, their costs after each step.",
        size=(8.2, 3.7),
        pick=Pick("w1", "w2"),
    )
