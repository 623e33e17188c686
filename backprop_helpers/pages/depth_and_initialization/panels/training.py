"""Four starts of a deep network trained side by side, one of them the reader's."""

from functools import lru_cache

from backprop_helpers.figures.colours import BLUE, GREY, ORANGE, PINK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import in_powers
from backprop_helpers.figures.sizes import (
    draw_race,
    draw_size_legend,
    draw_sizes,
)
from backprop_helpers.nets.initialization import FAN_IN, HE, NORMAL
from backprop_helpers.pages.depth_and_initialization import example
from backprop_helpers.panels.controls import Bank, Button, Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

OWN = "yours"
LOOKS = (
    (NORMAL, GREY, "s", "-."),
    (FAN_IN, BLUE, "D", "--"),
    (HE, ORANGE, "o", "-"),
    (OWN, PINK, "s", "-"),
)
NAMES = {look[0]: f"eta_{i}" for i, look in enumerate(LOOKS)}  # of their sliders
BY_NAME = {name: start for start, name in NAMES.items()}
DEEPEST, WIDEST = 12, 60
LOWEST, HIGHEST = 1e-3, 2e3  # on the axis of costs


def train_the_starts(start=None):
    """Train ReLU networks of one shape from N(0, 1), 1/√n, He, and a student's start.

    Each start has an η of its own.
    """
    own = OwnCode("start", start)

    @lru_cache(maxsize=64)
    def run(name, layers, width, seed, eta):
        """Return the Run of a start, and whose start it was."""
        shape = layers, width, seed
        if name == OWN:
            w = own.run(lambda start: example.fresh_weights(start, *shape))
            return example.train(w, eta), own.sentence
        w = example.fresh_weights(example.rule_start(name), *shape)
        return example.train(w, eta), ""

    def compute(layers, width, seed, steps, picked, **etas):
        found = {
            name: run(name, layers, width, seed, etas[NAMES[name]]) for name in NAMES
        }
        runs = {name: each for name, (each, _) in found.items()}
        slopes = [runs[name].nabla_w[: steps + 1] for name in NAMES]
        return {
            "shape": f"{layers} layers of {width}", "steps": steps,
            "title": f"{BY_NAME[picked]}: η = {in_powers(etas[picked])}",
            "costs": [runs[name].costs[: steps + 1] for name in NAMES],
            "nabla_w": [each[-1] if each else {} for each in slopes],
            "whose": found[OWN][1],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
        draw_race(
            left, example.STEPS, LOOKS, LOWEST, HIGHEST, lambda r: r["costs"],
            example.GUESSING,
        )  # fmt: skip
        left.set_title(" ")  # keeps the room for a title that moves
        title = left.text(1, 1.03, "", transform=left.transAxes, ha="right")
        follow(title, lambda r: {"text": r["title"]})
        right.set_ylabel("size of ∂C/∂w")
        draw_sizes(right, DEEPEST, LOOKS, lambda r: r["nabla_w"], low=1e-6, high=1e6)
        draw_size_legend(figure, right, ncols=8)

    def describe(r):
        ends = zip(NAMES, r["costs"], strict=True)
        said = [f"{name} {tell(costs, r['steps'])}" for name, costs in ends]
        done = "1 step" if r["steps"] == 1 else f"{r['steps']} steps"
        return f"{r['shape']}, {done}. Cost: {', '.join(said)}. {r['whose']}"

    sliders = tuple(
        Slider(NAMES[name], f"η of {name}", 1e-5, 1, 0.1, count=50, log=True)
        for name in NAMES
    )
    tried = {
        "8 layers": {"layers": 8, "width": 30},
        "12 layers": {"layers": 12, "width": 30},
        "12 layers, wide": {"layers": 12, "width": 60},
    }
    return Panel(
        "Four starts, trained",
        (
            Slider("layers", "depth", 3, DEEPEST, 8, integer=True),
            Slider("width", "width", 10, WIDEST, example.WIDTH, integer=True),
            Bank("picked", "Start", sliders),
            Slider("seed", "seed", 0, 9, 1, integer=True),
            Slider("steps", "steps", 0, example.STEPS, example.STEPS, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost after each step for each start; right, the size of the "
        "gradient of the weights by layer.",
        size=(8.2, 3.7),
    )


def tell(costs, steps):
    """Say how costs (n,) stand after so many steps; they end where a run diverged."""
    if len(costs) <= steps:
        lost = "at once" if len(costs) == 0 else f"after step {len(costs) - 1}"
        return f"diverges {lost}"
    return in_powers(costs[-1])
