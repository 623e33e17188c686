"""The panel of notebook 03 on measured slopes, and the ε that is best."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, ORANGE
from backprop_helpers.nets.functions import relu, sigmoid
from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

UNIT = 2.0**-53  # a float64 is off by at most this part of itself
EPSILON = Slider("epsilon", "step ε", 1e-12, 1, 0.1, count=60, log=True)
FLOOR = 1e-16  # errors below are drawn here: a log axis has no 0


@dataclass(frozen=True)
class Example:
    """A function at a place x, with its slope and its third derivative there."""

    function: Callable
    x: float
    slope: float
    third: float


def _examples():
    slope, a = float(sigmoid.derivative(1.0)), float(sigmoid(1.0))
    cosine = float(np.cos(1))
    return {
        "x³ at 1": Example(lambda x: x**3, 1.0, 3.0, 6.0),
        "sin x at 1": Example(np.sin, 1.0, cosine, -cosine),
        "σ(x) at 1": Example(sigmoid, 1.0, slope, slope * (1 - 6 * a * (1 - a))),
        "5 − 3 x at 1": Example(lambda x: 5 - 3 * x, 1.0, -3.0, 0.0),
        "ReLU(x) at 0": Example(relu, 0.0, 0.0, np.inf),
    }


def one_sided_difference(function, x, epsilon):
    """Return rise over run from x to x + ε."""
    return float(function(x + epsilon) - function(x)) / epsilon


def _errors(example, epsilon):
    one_sided = one_sided_difference(example.function, example.x, epsilon)
    central = float(central_difference(example.function, example.x, epsilon))
    return abs(one_sided - example.slope), abs(central - example.slope)


def _reason(example, epsilon):
    """Say what the central difference suffers from most, and what would help."""
    if example.third == np.inf:
        return "A kink has no slope, and no ε helps."
    # Central differences are off by f‴ ε²/6, and each f by rounding.
    truncation = abs(example.third) * epsilon**2 / 6
    rounding = UNIT * (abs(float(example.function(example.x))) + abs(example.slope))
    if truncation == 0:
        return "A straight line: rounding, no truncation."
    if truncation > 10 * rounding / epsilon:
        return "Central: truncation rules, take a smaller ε."
    if rounding / epsilon > 10 * truncation:
        return "Central: rounding rules, take a larger ε."
    return "Central: the two are about equal, a good ε."


def size_of_epsilon():
    """Show the errors of one-sided and central differences against ε.

    The curves run from the largest ε to the one that is set: they are drawn as the
    reader makes ε smaller, so that they do not give away the best one.
    """
    examples = _examples()
    low, high, count = EPSILON.low, EPSILON.high, EPSILON.count
    # The very places of the slider, so that the marks run on the curves.
    places = np.geomspace(low, high, count + 1)
    grid = np.array([float(f"{e:.3g}") for e in places])
    curves = {
        name: np.array([_errors(example, e) for e in grid]).T
        for name, example in examples.items()
    }

    def compute(function, epsilon):
        return function, epsilon, _errors(examples[function], epsilon)

    def draw(figure):
        left, axes = figure.subplots(1, 2, width_ratios=(1, 1.5))
        left.set(xlim=(-1, 1), ylim=(-1.4, 1.4), xlabel="distance from x")
        left.set(yticks=[], ylabel="height over f(x)", xticks=[-1, 0, 1])
        (curve,) = left.plot([], [], color=BLUE, animated=True)
        (tangent,) = left.plot([], [], color=GREY, linewidth=1.2, animated=True)
        chords = [
            left.plot(
                [], [], style, color=colour, linewidth=1.4, markersize=6,
                markevery=[1, 2], animated=True,
            )[0]
            for style, colour in (("--s", GREEN), ("-o", ORANGE))
        ]  # fmt: skip
        axes.set(xscale="log", yscale="log", xlim=(5e-13, 3), ylim=(3e-17, 20))
        axes.set(xlabel="ε", ylabel="slope is off by")
        lines = [
            axes.plot([], [], style, color=colour, linewidth=1.4, animated=True)[0]
            for style, colour in (("--", GREEN), ("-", ORANGE))
        ]
        marks = [
            axes.plot([], [], mark, color=colour, markersize=9, animated=True)[0]
            for mark, colour in (("s", GREEN), ("o", ORANGE))
        ]
        axes.plot([], [], "--s", color=GREEN, label="one-sided")
        axes.plot([], [], "-o", color=ORANGE, label="central")
        axes.legend(loc="lower left")
        axes.text(1e-12, 1e-2, "← rounding", color=GREY)
        axes.text(1.5, 1e-11, "truncation →", color=GREY, ha="right")
        return curve, tangent, chords, lines, marks

    def update(artists, result):
        curve, tangent, chords, lines, marks = artists
        name, epsilon, errors = result
        example = examples[name]
        run = np.linspace(-1, 1, 61)
        size = max(1.0, abs(example.slope))

        def height(run):
            rise = example.function(example.x + run) - example.function(example.x)
            return rise / size

        curve.set_data(run, height(run))
        tangent.set_data([-1, 1], [-example.slope / size, example.slope / size])
        for chord, start in zip(chords, (0.0, -epsilon), strict=True):
            ends = np.array([start, epsilon])
            left, right = height(ends)
            steepness = (right - left) / (epsilon - start)
            at = np.array([-1.0, start, epsilon, 1.0])  # its line, past both ends
            chord.set_data(at, left + steepness * (at - start))
        for line, values in zip(lines, curves[name], strict=True):
            drawn = grid >= 0.999 * epsilon  # the rest is still to be guessed
            line.set_data(grid[drawn], np.maximum(values, FLOOR)[drawn])
        for mark, error in zip(marks, errors, strict=True):
            mark.set_data([epsilon], [max(error, FLOOR)])

    def describe(result):
        name, epsilon, (one_sided, central) = result
        numbers = (
            f"ε = {epsilon:.3g}: one-sided is off by {one_sided:.2g}, central is off "
            f"by {central:.2g}."
        )
        return f"{numbers.replace('e-0', 'e-')} {_reason(examples[name], epsilon)}"

    tries = tuple(
        Button(f"ε = {label}", set={"epsilon": value})
        for label, value in (("0.1", 0.1), ("1e-3", 1e-3), ("1e-12", 1e-12))
    )
    return Panel(
        "Size of epsilon",
        (
            Choice("function", "Function", tuple(examples), "x³ at 1"),
            EPSILON,
            Buttons(tries, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the curve near x, its tangent, and both measured slopes as lines; "
        "right, how far off each of them is, against ε, on logarithmic axes.",
        size=(8.2, 3.4),
    )
