"""Sizes layer by layer, on a log axis, and the costs of runs that may diverge."""

from functools import partial

import numpy as np

from backprop_helpers.figures.colours import GREY, INK
from backprop_helpers.figures.following import follow

LOW, HIGH = 1e-16, 1e16  # what the axis of sizes can show
BEYOND = (  # marks for what it cannot: shape, filling, and for which sizes
    ("exactly 0", "v", INK, lambda size, low, high: size == 0),
    ("below the axis", "v", "white", lambda size, low, high: 0 < size < low),
    ("above the axis", "^", "white", lambda size, low, high: high < size < np.inf),
    ("overflow", "^", INK, lambda size, low, high: not np.isfinite(size)),
)


def log_axis(axes, low, high, every=4):
    """Give axes a log y-axis with a tick at every fourth power of ten, or `every`."""
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    first, last = np.log10([low, high]) / every
    axes.set_yticks(10.0 ** (every * np.arange(np.ceil(first), np.floor(last) + 1)))
    axes.minorticks_off()
    axes.axhline(1, color=GREY, linewidth=0.8, zorder=0)


def draw_sizes(axes, most, looks, sizes, low=LOW, high=HIGH):
    """Draw curves of sizes by layer, with marks for what no log axis can show.

    The deepest network has `most` layers; looks has the label, colour, marker and dash
    of each curve, sizes(result) a dict by layer for each, in which 0 and inf may occur.
    The axis goes from low to high, with room for the marks.
    """
    axes.set(xlim=(0.2, most + 0.8), xlabel="layer")
    axes.set_xticks([1, *range(5, most + 1, 5)])
    edges = {"v": low / 10, "^": high * 10}
    log_axis(axes, edges["v"] / 3, edges["^"] * 3, every=4 if high > 1e9 else 2)

    def inside(curve, r):
        shown = {l: size for l, size in sizes(r)[curve].items() if low <= size <= high}
        return {"data": ([*shown], [*shown.values()])}

    def beyond(edge, belongs, r):
        layers = [l for each in sizes(r) for l in each if belongs(each[l], low, high)]
        return {"data": (layers, [edge] * len(layers))}

    for i, (label, colour, marker, dash) in enumerate(looks):
        look = {"color": colour, "marker": marker, "linestyle": dash, "linewidth": 1.5}
        look |= {"markersize": 5, "markeredgecolor": "white", "markeredgewidth": 0.5}
        (line,) = axes.plot([], [], label=label, zorder=3, **look)
        follow(line, partial(inside, i))
    for _, mark, face, belongs in BEYOND:
        marks = axes.plot([], [], mark, color=INK, markerfacecolor=face, ms=7, zorder=4)
        follow(marks[0], partial(beyond, edges[mark], belongs))


def draw_size_legend(figure, axes, ncols=7):
    """Explain curves and marks of `draw_sizes` under the figure."""
    for label, mark, face, _ in BEYOND:
        axes.plot([], [], mark, color=INK, markerfacecolor=face, label=label)
    figure.legend(
        loc="outside lower center", ncols=ncols, handletextpad=0.3, columnspacing=1.1
    )


def draw_race(axes, steps, looks, low, high, costs, guess):
    """Draw a cost curve for each of looks, as in `draw_sizes`, on a log axis.

    costs(result) gives an array (n,) for each. A curve that leaves above, or ends
    before the others do, ends in an arrow at the edge; `guess`, the cost of guessing,
    is a line of its own.
    """
    axes.set_yscale("log")
    axes.set(xlim=(0, steps), ylim=(low, high), xlabel="steps done", ylabel="cost C")
    axes.axhline(guess, color=INK, linestyle=":", linewidth=1)
    axes.text(steps, guess * 1.2, "guessing", ha="right", va="bottom", fontsize=9)

    def line(i, r):
        values = np.asarray(costs(r)[i])
        done = max(map(len, costs(r)))
        lost = len(values) < done or not values[-1] <= high
        gone = np.flatnonzero(~(values <= high))  # so is what is no number
        shown = values[: gone[0]] if lost and len(gone) else values
        shown = np.append(shown, high) if lost else shown
        return {
            "data": (np.arange(len(shown)), np.clip(shown, low, high)),
            "marker": "^" if lost else looks[i][2],
            "markersize": 11 if lost else 6,
            "clip_on": not lost,  # so that all of the arrow is seen
        }

    # The last one lies wide under the others, so that two equal curves are both seen.
    # What moves is drawn in the order in which it is made.
    under = len(looks) - 1
    for i in (under, *range(under)):
        _, colour, _, dash = looks[i]
        look = {"linestyle": dash, "marker": "o", "color": colour, "markevery": [-1]}
        (curve,) = axes.plot([], [], linewidth=6 if i == under else 2, **look)
        follow(curve, partial(line, i))
