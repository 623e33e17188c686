"""How a network does on examples it learns from and on others, and its weights."""

from typing import ClassVar

import numpy as np
from matplotlib.ticker import PercentFormatter

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, INK, ORANGE, PINK

LOOKS = {
    "training": {"color": BLUE, "linestyle": "-"},
    "validation": {"color": PINK, "linestyle": "-."},
    "test": {"color": ORANGE, "linestyle": "--"},
}
PENALTIES = {
    "none": {"color": GREY, "linestyle": ":"},
    "L2": {"color": BLUE, "linestyle": "-"},
    "L1": {"color": ORANGE, "linestyle": "--"},
}


def prepare_costs(axes, xlabel, right, low=1e-3, high=5.0, scale="log"):
    """Give axes a scale for costs, from low to high, and from 0 to right."""
    axes.set_yscale(scale)
    axes.set(xlim=(0, right), ylim=(low, high), xlabel=xlabel, ylabel="cost")


def prepare_accuracies(axes, xlabel, right):
    """Give axes a scale for accuracies, 0 to 100 %, and from 0 to right."""
    axes.set(xlim=(0, right), ylim=(0, 1.02), xlabel=xlabel, ylabel="accuracy")
    axes.yaxis.set_major_formatter(PercentFormatter(1))


def draw_runs(axes, at, runs):
    """Draw the numbers of each of runs, a dict of (k,) by names of LOOKS, at (k,)."""
    for name, values in runs.items():
        axes.plot(at, values, label=name, **LOOKS[name])
    _explain(axes, "best")


def _explain(axes, place):
    axes.legend(loc=place, handlelength=2.6, fontsize=9, frameon=False)


def mark_lowest(axes, at, values, name, above=True):
    """Mark the lowest of values (k,) with a square; say above or below where it is."""
    i = int(np.argmin(values))
    axes.plot(at[i], values[i], "s", color=LOOKS[name]["color"], markersize=7)
    axes.annotate(
        f"lowest: epoch {at[i]}", (at[i], values[i]), textcoords="offset points",
        xytext=(0, 12 if above else -18), fontsize=9,
    )  # fmt: skip


def draw_against(axes, x, rows, xlabel, chosen=None):
    """Draw mean accuracies with their spread against x on a log axis.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    x : sequence of float
    rows : dict of float arrays, shape (len(x), runs)
        By names of LOOKS or of PENALTIES.
    xlabel : str
    chosen : float or None
        A value of x to mark with a green dash.
    """
    for name, values in rows.items():
        look = (LOOKS | PENALTIES)[name]
        mean, spread = np.mean(values, axis=1), np.std(values, axis=1)
        axes.fill_between(
            x, mean - spread, mean + spread, color=look["color"], alpha=0.13, lw=0
        )
        axes.plot(x, mean, marker="o", markersize=4, label=name, **look)
    axes.set_xscale("log")
    axes.set_xticks(x, [f"{value:g}" for value in x])
    axes.set_xticks([], minor=True)
    axes.set(ylim=(0, 1.02), xlabel=xlabel, ylabel="accuracy")
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    if chosen is not None:
        axes.axvline(chosen, color=GREEN, linestyle=":", linewidth=1.5)
    _explain(axes, "lower left")


class MovingRuns:
    """Two or three curves that move, each with a mark at its end.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With their limits set.
    names : sequence of str
        Names of LOOKS, in the order of the columns that `move` is given.
    """

    def __init__(self, axes, names):
        self.low, self.high = axes.get_ylim()
        self.lines = []
        for name in names:
            axes.plot([], [], label=name, **LOOKS[name])  # for the legend: stands still
            self.lines += axes.plot(
                [], [], marker="o", markevery=[-1], animated=True, clip_on=False,
                **LOOKS[name],
            )  # fmt: skip

    def move(self, at, values):
        """Move to values (k, len(names)) at (k,); beyond the limits: at the edge."""
        for line, column in zip(self.lines, np.transpose(values), strict=True):
            line.set_data(at, np.clip(column, self.low, self.high))


class MovingHistogram:
    """How many weights are how large, on a log scale, over those of the start.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    reach : float
        Weights beyond ±reach are counted in the last column.
    most : int
        The top of the axis.
    columns : int
        An odd number, so that one column has 0 in its middle.
    """

    def __init__(self, axes, reach, most, columns=61):
        self.edges = np.linspace(-reach, reach, columns + 1)
        self.reach = reach
        axes.set_yscale("log")
        axes.set(xlim=(-reach, reach), ylim=(0.7, most), xlabel="weight")
        axes.set_ylabel("how many")
        flat = np.full(columns, 0.5)  # below the axis
        self.now = axes.stairs(
            flat, self.edges, baseline=0.5, fill=True, color=ORANGE, animated=True
        )
        self.start = axes.stairs(
            flat, self.edges, baseline=0.5, color=INK, linestyle="--", animated=True
        )
        axes.plot([], [], "s", color=ORANGE, label="weights now")
        axes.plot([], [], "--", color=INK, lw=1, label="weights at the start")
        self.word = axes.text(
            0.5, 0.97, "", transform=axes.transAxes, ha="center", va="top",
            animated=True, color=INK, fontsize=10,
        )  # fmt: skip

    def move(self, weights, start, word=""):
        """Count weights and those of the start, any shape; write a word over them."""
        for stairs, values in ((self.now, weights), (self.start, start)):
            inside = np.clip(values, -self.reach, self.reach)
            counts, _ = np.histogram(inside, self.edges)
            stairs.set_data(np.maximum(counts, 0.5))
        if self.word.get_text() != word:
            self.word.set_text(word)


class MovingWeight:
    """The places of one weight, step by step, under different rules.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    names : dict
        For each kind of penalty, a key of PENALTIES, what the legend says.
    steps : int
        The right end of the axis.
    limits : (float, float)
        Ends of the axis of weights.
    """

    MARKS: ClassVar[dict] = {"none": "d", "L2": "o", "L1": "s"}

    def __init__(self, axes, names, steps, limits):
        self.low, self.high = limits
        axes.set(xlim=(0, steps), ylim=limits, xlabel="step", ylabel="weight w")
        axes.axhline(0, color=INK, linewidth=0.8, zorder=0)
        self.lines, self.ends = [], []
        for kind, name in names.items():
            look, mark = PENALTIES[kind], self.MARKS[kind]
            axes.plot([], [], label=name, marker=mark, **look)
            self.lines += axes.plot([], [], animated=True, **look)
            self.ends += axes.plot(
                [], [], mark, color=look["color"], markersize=8, animated=True,
                clip_on=False,
            )  # fmt: skip

    def move(self, paths):
        """Move to paths, one for each name; the end of one that leaves is at the edge.

        Each path holds the places after 0, 1, 2 … steps.
        """
        for line, end, path in zip(self.lines, self.ends, paths, strict=True):
            seen = np.clip(path, self.low - 1, self.high + 1)
            line.set_data(np.arange(len(path)), seen)
            end.set_data([len(path) - 1], np.clip(path[-1:], self.low, self.high))
