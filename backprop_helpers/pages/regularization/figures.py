"""A curve and its fit, costs on what is learnt from and on the rest, one weight."""

from functools import partial

import numpy as np
from matplotlib.ticker import PercentFormatter

from backprop_helpers.figures.colours import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.show import new_figure

LOOKS = {
    "training": {"color": BLUE, "linestyle": "-"},
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


def over_epochs(runs, columns):
    """Return a figure of the costs and accuracies of Fits against the epochs.

    columns says which of the groups that they looked at belongs to which of LOOKS.
    """
    figure, (left, right) = new_figure(8.2, 3.0, columns=2)
    left.set(yscale="log", ylim=(0.05, 6.0), ylabel="cost")
    right.set(ylim=(0, 1.02), ylabel="accuracy")
    right.yaxis.set_major_formatter(PercentFormatter(1))
    at = runs[0].at
    for axes, values in (
        (left, np.array([run.costs for run in runs])),
        (right, np.array([run.accuracies for run in runs])),
    ):
        axes.set(xlim=(0, at[-1]), xlabel="epoch")
        draw_runs(axes, at, {name: values[..., i] for name, i in columns.items()})
    return figure


def draw_runs(axes, at, runs):
    """Draw each of runs, a dict of (runs, k) by names of LOOKS, and their mean."""
    for name, values in runs.items():
        look = LOOKS[name]
        axes.plot(at, np.transpose(values), lw=0.5, alpha=0.85, **look)
        axes.plot(at, np.mean(values, axis=0), label=name, **look)
    axes.legend(loc="best", handlelength=2.6, fontsize=9)


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
