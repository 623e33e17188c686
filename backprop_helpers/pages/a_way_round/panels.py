"""The pictures with sliders: thirty layers once back and forth, and trained."""

from functools import lru_cache, partial

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREY, ORANGE, PINK
from backprop_helpers.figures.numbers import in_powers
from backprop_helpers.figures.sizes import draw_race, draw_size_legend, draw_sizes
from backprop_helpers.pages.a_way_round.example import (
    KINDS,
    LAYERS,
    Deep,
    one_by_one,
)
from backprop_helpers.pages.depth_and_initialization.example import (
    DIGITS,
    GUESSING,
    LOW_COST,
    STEPS,
    sizes,
    some_digits,
)
from backprop_helpers.panels.controls import (
    Button,
    Choice,
    Slider,
    presets,
    steps,
)
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

LOOKS = {  # colour, marker and dash of each kind
    "plain": (GREY, "s", "-."),
    "normalised": (BLUE, "D", "--"),
    "way round": (PINK, "s", "--"),
    "both": (ORANGE, "o", "-"),
}
ETAS = ("0.001", "0.01", "0.1", "1")  # of all four kinds; each is trained once
STARTS = 5
ACTIVATED = ("sigmoid", "tanh", "relu")
TITLES = "size of a, forward →", "← size of the blame of a"


def thirty_layers(way_round_blame=None):
    """Send digits once through networks of each kind, forward and back, and measure.

    way_round_blame is a student's, for the networks with a way round and no more.
    """
    own = OwnCode("way_round_blame", way_round_blame)
    x, y = some_digits(DIGITS)

    def measured(kind, function, layers, scale, activation):
        """Return the sizes of a and of its blame, by hidden layer."""
        network = Deep.random(kind, [0], layers, scale, activation)
        network.way_round_blame = partial(one_by_one, function)
        trace = network.forward(x)
        _, nabla_a = network.backward(trace, y)
        hidden = range(2, layers)
        return [sizes({l: each[l] for l in hidden}) for each in (trace.a, nabla_a)]

    def compute(layers, scale, activation):
        def work(function):
            shape = layers, scale, activation
            return {kind: measured(kind, function, *shape) for kind in KINDS}

        return {
            "what": f"{activation}, He times {scale:.3g}, {layers} layers",
            "sizes": own.run(work), "layers": layers, "whose": own.sentence,
        }  # fmt: skip

    def draw(figure):
        both = figure.subplots(1, 2, sharey=True)
        for i, (axes, title) in enumerate(zip(both, TITLES, strict=True)):
            axes.set_title(title)
            hidden = "_" * i  # the second axes are explained by the first
            draw_sizes(
                axes, LAYERS, [(hidden + kind, *LOOKS[kind]) for kind in KINDS],
                lambda r, i=i: [r["sizes"][kind][i] for kind in KINDS], 1e-8, 1e8,
            )  # fmt: skip
        draw_size_legend(figure, both[0], ncols=4)

    def describe(r):
        said = []
        for kind, (a, blame) in r["sizes"].items():
            ends = in_powers(a[r["layers"] - 1]), in_powers(blame[2])
            said.append(f"{kind} {ends[0]} and {ends[1]}")
        return (
            f"{r['what']}. Size of a in layer {r['layers'] - 1}, and of its blame in "
            f"layer 2: {'; '.join(said)}. {r['whose']}"
        )

    tried = {
        "sigmoid": {"activation": "sigmoid", "scale": 1.0},
        "relu": {"activation": "relu", "scale": 1.0},
        "relu, small start": {"activation": "relu", "scale": 0.5},
        "relu, large start": {"activation": "relu", "scale": 2.0},
    }
    return Panel(
        "Thirty layers, with and without",
        (
            Slider("layers", "depth", 4, LAYERS, LAYERS, integer=True),
            Slider("scale", "start scale", 0.1, 10, 1.0, count=40, log=True),
            Choice("activation", "Activation", ACTIVATED, ACTIVATED[0]),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Sizes by layer on a logarithmic axis, for four kinds of network: left of "
        "the activations, right of their blame.",
        size=(8.2, 3.7),
    )


def learn_thirty_layers(norm_blame=None):
    """Train thirty layers of each kind; where they are normalised, with the reader's δ.

    norm_blame is a student's, for every normalisation of every step.
    """
    own = OwnCode("norm_blame", norm_blame)

    @lru_cache(maxsize=256)
    def run(kind, start, eta):
        """Return the costs from start to end, and whose blame it was."""

        def work(function):
            network = Deep.random(kind, [start])
            network.norm_blame = lambda normal, blame: one_by_one(
                function, blame, normal.x_hat, normal.deviation
            )
            return network.learn(eta)[:, 0]

        _, normalised = KINDS[kind]
        if not normalised:
            return work(None), ""
        return own.run(work), own.sentence

    def compute(eta, start, steps):
        runs = {kind: run(kind, start, float(eta)) for kind in KINDS}
        costs = {kind: up_to_the_last_number(each) for kind, (each, _) in runs.items()}
        return {
            "start": start, "steps": steps, "eta": eta,
            "costs": {kind: each[: steps + 1] for kind, each in costs.items()},
            "whose": runs["both"][1],
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        looks = [(kind, *look) for kind, look in LOOKS.items()]
        draw_race(
            axes, STEPS, looks, 0.01, 20, lambda r: [*r["costs"].values()], GUESSING
        )
        for kind, (colour, _, dash) in LOOKS.items():
            axes.plot([], [], color=colour, linestyle=dash, linewidth=2, label=kind)
        axes.legend(loc="lower left", ncols=2)

    def describe(r):
        done = "1 step" if r["steps"] == 1 else f"{r['steps']} steps"
        said = [
            f"{kind} {tell(costs, r['steps'])}" for kind, costs in r["costs"].items()
        ]
        return (
            f"η = {r['eta']}, start {r['start']}, {LAYERS} layers, {done}. Cost: "
            f"{', '.join(said)}; guessing 2.30. {r['whose']}"
        )

    return Panel(
        "Thirty layers, trained",
        (
            Choice("eta", "η", ETAS, "0.1"),
            Slider("start", "start", 0, STARTS - 1, 0, integer=True),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
        ),
        compute,
        draw,
        describe,
        alt="The cost after each step for four kinds of network with thirty layers, on "
        "a logarithmic axis, with the cost of guessing.",
        size=(8.2, 3.5),
    )


def up_to_the_last_number(costs):
    """Return the costs before the first that is no number."""
    lost = np.flatnonzero(~np.isfinite(costs))
    return costs[: lost[0]] if len(lost) else costs


def tell(costs, steps):
    """Say how costs (n,) stand after so many steps; they end where a run diverged."""
    if len(costs) <= steps:
        return "is lost at once" if len(costs) == 0 else f"is lost at step {len(costs)}"
    learnt = " (learnt)" if costs[-1] < LOW_COST else ""
    return f"{costs[-1]:.2f}{learnt}"
