"""How a network does on examples it learns from and on others, and its weights."""

from functools import partial

import numpy as np
from matplotlib.ticker import PercentFormatter

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import follow

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
MARKS = {"none": "d", "L2": "o", "L1": "s"}


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

    rows has an array (len(x), runs) by each name, of LOOKS or of PENALTIES; chosen is a
    value of x to mark with a green dash.
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


def draw_moving_runs(axes, names, runs):
    """Draw a curve for each of names, of LOOKS, with a mark at its end.

    They follow runs(result): places (k,) and values (k, len(names)). What is beyond the
    limits that the axes have is drawn at the edge.
    """
    low, high = axes.get_ylim()

    def curve(column, r):
        at, values = runs(r)
        return {"data": (at, np.clip(values[:, column], low, high))}

    for column, name in enumerate(names):
        axes.plot([], [], label=name, **LOOKS[name])  # for the legend: stands still
        look = LOOKS[name] | {"marker": "o", "markevery": [-1], "clip_on": False}
        follow(axes.plot([], [], **look)[0], partial(curve, column))


def draw_histogram(axes, start, shown, reach=0.81, most=30_000, columns=81):
    """Draw how many weights are how large, on a log scale, over those of the start.

    start are those, of any shape; shown(result) gives weights, too, and a word over
    them. Weights beyond ±reach are counted in the last of an odd number of columns, so
    that one of these has 0 in its middle; `most` is the top of the axis.
    """
    edges = np.linspace(-reach, reach, columns + 1)
    axes.set_yscale("log")
    axes.set(xlim=(-reach, reach), ylim=(0.7, most), xlabel="weight", ylabel="how many")

    def counted(values):
        counts, _ = np.histogram(np.clip(values, -reach, reach), edges)
        return np.maximum(counts, 0.5)  # below the axis

    now = axes.stairs(counted([]), edges, baseline=0.5, fill=True, color=ORANGE)
    follow(now, lambda r: {"data": counted(shown(r)[0])})
    axes.stairs(
        counted(start), edges, baseline=0.5, color=INK, linestyle="--", animated=True
    )
    axes.plot([], [], "s", color=ORANGE, label="weights now")
    axes.plot([], [], "--", color=INK, lw=1, label="weights at the start")
    word = axes.text(0.5, 0.97, "", transform=axes.transAxes, ha="center", va="top")
    follow(word, lambda r: {"text": shown(r)[1]})


def draw_paths(axes, names, steps, limits, paths):
    """Draw the places of one weight, step by step, under different rules.

    names is what the legend says of each kind of penalty; paths(result) has for each
    the places after 0, 1, 2 … of so many steps. A path that leaves the limits, which
    are the ends of the axis of weights, has its end at the edge.
    """
    low, high = limits
    axes.set(xlim=(0, steps), ylim=limits, xlabel="step", ylabel="weight w")
    axes.axhline(0, color=INK, linewidth=0.8, zorder=0)

    def line(i, r):
        path = paths(r)[i]
        return {"data": (np.arange(len(path)), np.clip(path, low - 1, high + 1))}

    def end(i, r):
        path = paths(r)[i]
        return {"data": ([len(path) - 1], np.clip(path[-1:], low, high))}

    for i, (kind, name) in enumerate(names.items()):
        look, mark = PENALTIES[kind], MARKS[kind]
        axes.plot([], [], label=name, marker=mark, **look)
        follow(axes.plot([], [], **look)[0], partial(line, i))
        (dot,) = axes.plot([], [], mark, color=look["color"], ms=8, clip_on=False)
        follow(dot, partial(end, i))
