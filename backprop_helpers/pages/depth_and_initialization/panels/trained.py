"""The panels of notebook 08 on learning: dead neurons, the largest η that learns."""

import numpy as np

from backprop_helpers.figures.colours import GREEN
from backprop_helpers.figures.curve import MovingCurve
from backprop_helpers.nets.functions import leaky_relu, relu
from backprop_helpers.pages.depth_and_initialization import example as depth
from backprop_helpers.pages.depth_and_initialization import largest_eta
from backprop_helpers.pages.depth_and_initialization.figures import (
    MovingFinds,
    MovingMap,
)
from backprop_helpers.panels.controls import Bank, Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

IMAGES = 60
HIDDEN, SHOWN = "hidden", "shown"
NAMES = {d: f"eta_{d}" for d in largest_eta.DEPTHS}


def dead_neurons():
    """Take one step with a large η, and see which neurons are on for which images."""

    def compute(eta, more):
        return {
            "eta": eta,
            "more": more,
            "relu": depth.jump(relu, eta, more),
            "leaky": depth.jump(leaky_relu, eta, more),
        }

    def draw(figure):
        layers, neurons = ("layer 2", "layer 3"), 2 * depth.NEURONS
        columns = figure.subplots(1, 3)
        for axes in columns:
            axes.set_xlabel(f"{IMAGES} images; shaded: on")
            axes.set_title(" ")  # keeps the room for a title that moves
        return [
            MovingMap(axes, neurons, IMAGES, layers, cross)
            for axes, cross in zip(columns, "xx.", strict=True)
        ]

    def update(artists, r):
        before, after, leaky = artists
        for moving, z, word in (
            (before, r["relu"].before, "before: ReLU, {} dead"),
            (after, r["relu"].after, "after: ReLU, {} dead"),
            (leaky, r["leaky"].after, "after: leaky, {} off"),
        ):
            silent = depth.silent(z)
            moving.move(z, silent, word.format(silent.sum()))

    def describe(r):
        runs = r["relu"], r["leaky"]
        dead, off = (int(depth.silent(run.after).sum()) for run in runs)
        start = int(depth.silent(runs[0].before).sum())
        when = f"After one step with η = {r['eta']:.3g}"
        if r["more"]:
            when += f" and {r['more']} more with η = 0.1"
        second = depth.silent(runs[0].after)[depth.NEURONS :]
        end = " All of layer 3 is dead: no blame gets through." if second.all() else ""
        return (
            f"{when}: {dead} of 32 ReLU neurons are dead ({start} before), cost "
            f"{cost_in_words(runs[0])}. Leaky ReLU: {off} are off for all images, but "
            f"keep a slope of 0.01; cost {cost_in_words(runs[1])}.{end}"
        )

    presets = (
        Button("small η", set={"eta": 0.1, "more": 0}),
        Button("too large", set={"eta": 30.0, "more": 0}),
    )
    return Panel(
        "Dead neurons",
        (
            Slider("eta", "first η", 0.1, 30, 0.1, count=60, log=True),
            Slider("more", "more steps", 0, 100, 0, integer=True),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Three maps with a row for each hidden neuron and a column for each image, "
        "shaded where the neuron is on: ReLU at the start, ReLU and leaky ReLU at the "
        "end. A mark at the left: off for all images.",
        size=(8.2, 3.8),
    )


def cost_in_words(run):
    """Write the cost at the end of a Jump."""
    return f"{run.cost_after:.2f}" if np.isfinite(run.cost_after) else "diverged"


def find_the_largest_eta():
    """Look for the largest η that still learns, depth by depth; then see a sweep."""
    depths = largest_eta.DEPTHS

    def compute(kind, picked, seed, sweep, **etas):
        trials = [largest_eta.trial(kind, d, etas[NAMES[d]], seed) for d in depths]
        place = [*NAMES.values()].index(picked)
        borders = [*largest_eta.BORDERS[kind].values()] if sweep == SHOWN else ()
        return {
            "kind": kind, "place": place, "trials": trials, "borders": borders,
            "etas": [etas[NAMES[d]] for d in depths],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        finds = MovingFinds(left, depths, 0.01, 10)
        curve = MovingCurve(right, largest_eta.STEPS, 0.01, 1000)
        right.axhline(
            largest_eta.LOW_COST, color=GREEN, linestyle="--", linewidth=1.5,
            label="half the cost of guessing",
        )  # fmt: skip
        right.set_title(" ")  # keeps the room for a title that moves
        title = right.text(0, 1.03, "", transform=right.transAxes, animated=True)
        figure.legend(loc="outside lower center", ncols=5)
        return finds, curve, title

    def update(artists, r):
        finds, curve, title = artists
        states = [trial.state for trial in r["trials"]]
        finds.move(r["etas"], states, r["place"], r["borders"])
        curve.move(r["trials"][r["place"]].costs)
        title.set_text(f"{depths[r['place']]} layers, η = {r['etas'][r['place']]:.3g}")

    def describe(r):
        place = r["place"]
        here = r["trials"][place]
        states = [trial.state for trial in r["trials"]]
        end = f"its cost goes from {here.costs[0]:.2f} to {here.costs[-1]:.3g}"
        if len(here.costs) <= largest_eta.STEPS:
            end = f"after {len(here.costs)} steps its cost is no number any more"
        sentence = (
            f"{r['kind']}, {depths[place]} layers, η = {r['etas'][place]:.3g}: {end}, "
            f"it {states[place]}. {states.count('learns')} of 5 depths learn so far."
        )
        return sentence + in_a_sweep(r["borders"], place)

    sliders = tuple(
        Slider(NAMES[d], f"η at depth {d}", 0.01, 10, 0.01, count=120, log=True)
        for d in depths
    )
    presets = tuple(
        Button(f"all {eta:g}", set=dict.fromkeys(NAMES.values(), eta))
        for eta in (0.1, 1.0)
    )
    return Panel(
        "The largest η",
        (
            Choice("kind", "Network", (*largest_eta.KINDS,), "tanh, Xavier"),
            Bank("picked", "Depth", sliders),
            Slider("seed", "start seed", 0, 4, 0, integer=True),
            Choice("sweep", "Sweep", (HIDDEN, SHOWN), HIDDEN),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, one η for each depth, marked by whether the network learns; right, "
        "the cost after each step of the network that is picked.",
        size=(8.2, 3.8),
    )


def in_a_sweep(borders, place):
    """Say what the sweep found at a place, if it is shown."""
    if not borders:
        return ""
    found = [eta for eta in borders[place] if eta > 0]
    if not found:
        return " Sweep, five starts: no η learns."
    low, high = f"{min(found):.2g}", f"{max(found):.2g}"
    between = low if low == high else f"{low} to {high}"
    return f" Sweep, five starts: the largest η that learns is {between}."
