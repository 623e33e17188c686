"""A curve and its fit, costs on what is learnt from and on the rest, paired runs."""

from functools import partial

import numpy as np
from matplotlib.ticker import PercentFormatter

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PINK,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.show import new_figure

LOOKS = {
    "training": {"color": BLUE, "linestyle": "-"},
    "validation": {"color": PINK, "linestyle": "-."},
    "held out": {"color": ORANGE, "linestyle": "--"},
}
PENALTIES = {
    "none": {"color": GREY, "linestyle": ":"},
    "L2": {"color": BLUE, "linestyle": "-"},
    "L1": {"color": ORANGE, "linestyle": "--"},
}
MARKS = {"none": "d", "L2": "o", "L1": "s"}


def draw_fit(axes, places, true, points, values):
    """Draw a true curve at places (k,), and points and a fit that follow a result.

    points(result) gives two (m,), values(result) the fit at the places, (k,).
    """
    axes.set(xlim=(-1.05, 1.05), ylim=(-2.2, 2.4), xlabel="x", ylabel="y")
    axes.set_xticks([-1, -0.5, 0, 0.5, 1])
    axes.plot(places, true, "--", color=GREEN, label="true curve")
    axes.plot([], [], "o", color=BLUE, label="ten measured points")
    axes.plot([], [], color=ORANGE, label="network")
    (fit,) = axes.plot([], [], color=ORANGE)
    follow(fit, lambda r: {"data": (places, values(r))})
    (dots,) = axes.plot([], [], "o", color=BLUE, markeredgecolor="white", ms=7)
    follow(dots, lambda r: {"data": points(r)})


def draw_two_costs(axes, at, costs, errors, now):
    """Draw costs (k,) of the points and errors (k,) on the curve after at (k,) steps.

    costs(result), errors(result) and now(result), the place up to which they are drawn.
    """
    axes.set(xscale="log", yscale="log", xlim=(1, at[-1]), ylim=(3e-3, 6))
    axes.set(xlabel="steps", ylabel="mean squared error")

    def up_to_now(values, r):
        end = now(r) + 1
        return {"data": (at[:end], values(r)[:end])}

    def at_now(values, r):
        return {"data": ([at[now(r)]], [values(r)[now(r)]])}

    for values, words, look in (
        (costs, "on its ten points", LOOKS["training"]),
        (errors, "on the true curve", LOOKS["held out"]),
    ):
        axes.plot([], [], label=words, **look)
        follow(axes.plot([], [], **look)[0], partial(up_to_now, values))
        (dot,) = axes.plot([], [], "o", color=look["color"], ms=8, clip_on=False)
        follow(dot, partial(at_now, values))


def over_epochs(at, costs, accuracies, columns):
    """Return a figure of costs and accuracies, (runs, k, groups), after at epochs (k,).

    columns says which group belongs to which name of LOOKS.
    """
    figure, (left, right) = new_figure(8.2, 3.0, columns=2)
    prepare_costs(left, at[-1], low=0.05)
    prepare_accuracies(right, at[-1])
    for axes, values in ((left, costs), (right, accuracies)):
        draw_runs(axes, at, {name: values[..., i] for name, i in columns.items()})
    return figure


def compared(differences):
    """Return the figure of `draw_differences`."""
    figure, axes = new_figure(8.2, 0.42 * len(differences) + 1.2)
    draw_differences(axes, differences)
    return figure


def prepare_costs(axes, right, low=0.03, high=6.0):
    """Give axes a log scale for costs, from low to high, and epochs from 0 to right."""
    axes.set_yscale("log")
    axes.set(xlim=(0, right), ylim=(low, high), xlabel="epoch", ylabel="cost")


def prepare_accuracies(axes, right):
    """Give axes a scale for accuracies, 0 to 100 %, and epochs from 0 to right."""
    axes.set(xlim=(0, right), ylim=(0, 1.02), xlabel="epoch", ylabel="accuracy")
    axes.yaxis.set_major_formatter(PercentFormatter(1))


def draw_runs(axes, at, runs):
    """Draw each of runs, a dict of (runs, k) by names of LOOKS, and their mean."""
    for name, values in runs.items():
        look = LOOKS[name]
        axes.plot(at, np.transpose(values), lw=0.5, alpha=0.85, **look)
        axes.plot(at, np.mean(values, axis=0), label=name, **look)
    axes.legend(loc="best", handlelength=2.6, fontsize=9)


def draw_differences(axes, differences):
    """Draw a row for each of differences, a dict of (runs,): dots, mean and spread.

    They are accuracies in per cent, less those of the same runs without a cure.
    """
    for row, values in enumerate(differences.values()):
        points = np.asarray(values)
        axes.axhline(row, color=GREY, linewidth=0.4, zorder=0)
        axes.plot(points, np.full(len(points), row), "o", color=BLUE, ms=6, alpha=0.75)
        axes.errorbar(
            points.mean(), row + 0.25, xerr=points.std(ddof=1), fmt="D", color=ORANGE,
            ms=6, capsize=3,
        )  # fmt: skip
    axes.axvline(0, color=GREEN, linestyle="--", linewidth=1.5)
    axes.annotate(
        "as without a cure", (0, 1), xycoords=("data", "axes fraction"), xytext=(4, -3),
        textcoords="offset points", color=DARK_GREEN, va="top", fontsize=9,
    )  # fmt: skip
    axes.set_yticks(range(len(differences)), differences)
    axes.set(ylim=(len(differences) - 0.4, -1.0))
    axes.set_xlabel("test accuracy: percentage points more than without a cure")


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
