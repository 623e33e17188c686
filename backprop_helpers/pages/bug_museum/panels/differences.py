"""Measured slopes, one-sided and central, and the ε that is best."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.functions import relu, sigmoid
from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.panels.controls import Choice, Slider, presets
from backprop_helpers.panels.panel import Panel

UNIT = 2.0**-53  # a float64 is off by at most this part of itself
EPSILON = Slider("epsilon", "step ε", 1e-12, 1, 1e-3, count=60, log=True)
FLOOR = 1e-16  # errors below are drawn here: a log axis has no 0
METHODS = (("one-sided", "--", "s", GREEN), ("central", "-", "o", ORANGE))


@dataclass(frozen=True)
class Example:
    """A function at a place x, with its slope and its third derivative there."""

    function: Callable
    x: float
    slope: float
    third: float

    def errors(self, epsilon):
        """Return how far off the one-sided and the central difference are."""
        rise = float(self.function(self.x + epsilon) - self.function(self.x))
        central = float(central_difference(self.function, self.x, epsilon))
        return abs(rise / epsilon - self.slope), abs(central - self.slope)

    def trouble(self, epsilon):
        """Say what the central difference suffers from most, and what would help."""
        if self.third == np.inf:
            return "A kink has no slope, and no ε helps."
        # Central differences are off by f‴ ε²/6, and each f by rounding.
        truncation = abs(self.third) * epsilon**2 / 6
        rounding = UNIT * (abs(float(self.function(self.x))) + abs(self.slope))
        if truncation == 0:
            return "A straight line: rounding, no truncation."
        if truncation > 10 * rounding / epsilon:
            return "Central: truncation rules, take a smaller ε."
        if rounding / epsilon > 10 * truncation:
            return "Central: rounding rules, take a larger ε."
        return "Central: the two are about equal, a good ε."

    def heights(self, run):
        """Return how high the curve lies over f(x), so far from x.

        Where it is steep, it is flattened to a slope of 1.
        """
        rise = self.function(self.x + run) - self.function(self.x)
        return rise / max(1.0, abs(self.slope))

    def chord(self, start, end):
        """Return the line through two points of the curve, past both ends, as x and y.

        start and end are distances from x.
        """
        left, right = self.heights(np.array([start, end]))
        at = np.array([-1.0, start, end, 1.0])
        return at, left + (right - left) / (end - start) * (at - start)


def examples():
    """Return the functions of the panel by their names, most of them at 1."""
    slope, a = float(sigmoid.derivative(1.0)), float(sigmoid(1.0))
    cosine = float(np.cos(1))
    return {
        "x³ at 1": Example(lambda x: x**3, 1.0, 3.0, 6.0),
        "sin x at 1": Example(np.sin, 1.0, cosine, -cosine),
        "σ(x) at 1": Example(sigmoid, 1.0, slope, slope * (1 - 6 * a * (1 - a))),
        "5 − 3 x at 1": Example(lambda x: 5 - 3 * x, 1.0, -3.0, 0.0),
        "ReLU(x) at 0": Example(relu, 0.0, 0.0, np.inf),
    }


def size_of_epsilon():
    """Show the errors of one-sided and central differences against ε.

    The curves run from the largest ε to the one that is set: they are drawn as the
    reader makes ε smaller, so that they do not give away the best one.
    """
    functions = examples()
    # The very places of the slider, so that the marks run on the curves.
    places = np.geomspace(EPSILON.low, EPSILON.high, EPSILON.count + 1)
    grid = np.array([float(f"{place:.3g}") for place in places])
    curves = {
        name: np.maximum([example.errors(epsilon) for epsilon in grid], FLOOR).T
        for name, example in functions.items()
    }
    run = np.linspace(-1, 1, 61)

    def compute(function, epsilon):
        example = functions[function]
        steepness = example.slope / max(1.0, abs(example.slope))
        reached = grid >= 0.999 * epsilon  # the rest is still to be guessed
        errors = example.errors(epsilon)
        return {
            "sentence": (
                f"ε = {epsilon:.3g}: one-sided is off by {errors[0]:.2g}, central is "
                f"off by {errors[1]:.2g}. {example.trouble(epsilon)}"
            ),
            "curve": (run, example.heights(run)),
            "tangent": ([-1, 1], [-steepness, steepness]),
            "chord": [example.chord(start, epsilon) for start in (0.0, -epsilon)],
            "so far": [(grid[reached], each[reached]) for each in curves[function]],
            "now": [([epsilon], [max(error, FLOOR)]) for error in errors],
        }

    def draw(figure):
        left, axes = figure.subplots(1, 2, width_ratios=(1, 1.5))
        left.set(xlim=(-1, 1), ylim=(-1.4, 1.4), xlabel="distance from x")
        left.set(yticks=[], ylabel="height over f(x)", xticks=[-1, 0, 1])
        axes.set(xscale="log", yscale="log", xlim=(5e-13, 3), ylim=(3e-17, 20))
        axes.set(xlabel="ε", ylabel="slope is off by")
        follow(*left.plot([], [], color=BLUE), lambda r: {"data": r["curve"]})
        # Wide: where a measured slope lies on it, it is seen on both sides.
        (tangent,) = left.plot([], [], color=GREY, linewidth=5)
        follow(tangent, lambda r: {"data": r["tangent"]})
        for n, (label, dash, sign, colour) in enumerate(METHODS):
            look = {"color": colour, "linewidth": 1.4}
            artists = {
                "chord": left.plot(
                    [], [], dash + sign, markersize=6, markevery=[1, 2], **look
                ),
                "so far": axes.plot([], [], dash, **look),
                "now": axes.plot([], [], sign, markersize=9, zorder=2.1, **look),
            }
            for name, (artist,) in artists.items():
                follow(artist, lambda r, name=name, n=n: {"data": r[name][n]})
            axes.plot([], [], dash + sign, color=colour, label=label)
        axes.legend(loc="lower left")
        axes.text(1e-12, 1e-2, "← rounding", color=GREY)
        axes.text(1.5, 1e-11, "truncation →", color=GREY, ha="right")

    tried = {f"ε = {e}": {"epsilon": float(e)} for e in ("0.1", "1e-3", "1e-12")}
    return Panel(
        "Size of epsilon",
        (
            Choice("function", "Function", tuple(functions), "x³ at 1"),
            EPSILON,
            presets(tried),
        ),
        compute,
        draw,
        lambda r: r["sentence"],
        alt="Left, the curve near x, its tangent, and both measured slopes as lines; "
        "right, how far off each of them is, against ε, on logarithmic axes.",
        size=(8.2, 3.4),
    )
