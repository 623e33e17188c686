"""The cost as a bar, slopes as rise over run, and a race of three batch sizes."""

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREEN,
    GREY,
    ORANGE,
)
from backprop_helpers.figures.following import follow

LOWEST_TOP = 6  # of the axis of the bar, which grows by doubling


def draw_cost_bar(axes, least):
    """Draw the least cost as a dashed line, and the cost of a result as a bar."""
    axes.set(xlim=(0, 1), xticks=[], title="cost C")
    axes.set_ylabel("mean area of the squares")
    # All as wide as three digits, so that the layout stays as the axis grows.
    axes.yaxis.set_major_formatter(lambda cost, _: f"{cost:.0f}".rjust(3, "\u2007"))

    def limits(r):
        top = LOWEST_TOP
        while top < 1.1 * r["cost"]:
            top *= 2
        return {"ylim": (0, top)}

    follow(axes, limits, animated=False)
    axes.axhline(least, color=GREEN, linestyle="--")
    axes.annotate(
        "least", (0.98, least), xytext=(0, 2), color=DARK_GREEN,
        textcoords="offset points", ha="right", va="bottom",
    )  # fmt: skip
    (bar,) = axes.bar(0.35, 0, 0.4, color=ORANGE)
    follow(bar, lambda r: {"height": r["cost"]})

    def number(r):
        return {"text": f"{r['cost']:.3f}", "position": (0.35, r["cost"])}

    # Black: it may stand on the dashed line.
    follow(axes.text(0, 0, "", color=BLACK, ha="center", va="bottom"), number)


def draw_slopes(axes, far):
    """Draw run and rise between the `ends` of a result, and its two `lines` over far.

    These are the line through both ends and, under it, the tangent.
    """
    through = "line through both points"
    (secant,) = axes.plot(far, far, "--", color=ORANGE, label=through)
    under = {"color": GREY, "linewidth": 1.5, "zorder": 1.9, "label": "tangent"}
    (tangent,) = axes.plot(far, far, "-.", **under)
    follow(secant, lambda r: {"ydata": r["lines"][0]})
    follow(tangent, lambda r: {"ydata": r["lines"][1]})
    style = {"linewidth": 1, "markersize": 7, "drawstyle": "steps-post"}
    (run_and_rise,) = axes.plot([], [], "o-", color=ORANGE, **style)
    follow(run_and_rise, lambda r: {"data": r["ends"]})

    def word(r):
        (_, x), heights = r["ends"]
        side = "left" if x < 1.7 else "right"  # at the edge there is no room
        return {"position": (x, sum(heights) / 2), "ha": side}

    follow(axes.text(0, 0, " rise ", color=DARK_ORANGE), word)


def draw_lines_before(axes, lines):
    """Draw thin grey lines that follow results: lines(result), (n, 2), holds w and b.

    The axes have their limits.
    """
    left, right = axes.get_xlim()
    ends = np.array([2 * left - right, 2 * right - left])

    def paths(r):
        heights = lines(r) @ [ends, np.ones(2)]
        return {"paths": [np.column_stack([ends, each]) for each in heights]}

    thin = LineCollection([], colors=GREY, linewidths=0.7, zorder=2.5)
    axes.add_collection(follow(thin, paths), autolim=False)


def draw_race(axes, costs, least, examples):
    """Draw how far above the least cost runs are, by the examples that they have read.

    costs maps each batch size to its costs (steps + 1,), one after every step; a run
    has read `examples` of them when all have been read once.
    """
    looks = ((BLUE, "-o", 2), (ORANGE, "--", 1.5), (GREY, "-", 0.7))
    for (size, values), look in zip(costs.items(), looks, strict=True):
        colour, dash, width = look
        read = np.arange(len(values)) * size / examples
        above = np.asarray(values) - least
        style = {"color": colour, "linewidth": width, "label": f"{size} a step"}
        axes.plot(read, above, dash, **style)
    axes.set(yscale="log", xlabel="epochs")
    axes.set_ylabel("cost above the least")
    axes.legend(loc="lower left")
