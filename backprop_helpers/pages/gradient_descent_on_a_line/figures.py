"""Points, a line through them, slopes of the cost, and an axis of η in four zones."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_GREEN,
    PALE_GREY,
    PALE_RED,
    PALE_YELLOW,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.gradient_descent_on_a_line.example import predict, regime

SHADES = {
    "slow": PALE_GREY,
    "good": PALE_GREEN,
    "oscillating": PALE_YELLOW,
    "diverging": PALE_RED,
}


def draw_points(axes, x, y, xlabel="x", ylabel="y"):
    """Draw the data x, y (m,) as blue dots and leave some room around them."""
    axes.plot(x, y, "o", color=BLUE, markeredgecolor="white", markersize=7, zorder=2)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    for limits, values in ((axes.set_xlim, x), (axes.set_ylim, y)):
        room = 0.12 * np.ptp(values)
        limits(np.min(values) - room, np.max(values) + room)


def draw_line(axes, x, y, squares=False):
    """Draw a line that follows a result, with a dashed residual from each point to it.

    The axes have their limits; x, y (m,) are the points. With squares each residual is
    drawn as a square, too, whose area is the squared residual, on axes of equal scales.
    """

    def corners(r):
        top = predict(*r["line"], x)
        far = x - (top - y)
        return _paths((x, y), (x, top), (far, top), (far, y))

    if squares:
        boxes = PolyCollection([], facecolor=ORANGE, alpha=0.16, edgecolor=ORANGE)
        axes.add_collection(follow(boxes, corners), autolim=False)
    residuals = LineCollection(
        [], colors=INK, linestyles="dashed", linewidths=1 if len(x) < 20 else 0.4,
        zorder=3,
    )  # fmt: skip
    follow(residuals, lambda r: _paths((x, y), (x, predict(*r["line"], x))))
    axes.add_collection(residuals, autolim=False)
    left, right = axes.get_xlim()
    ends = np.array([2 * left - right, 2 * right - left])
    (line,) = axes.plot([], [], color=ORANGE, zorder=4)
    follow(line, lambda r: {"data": (ends, predict(*r["line"], ends))})


def _paths(*points):
    """Let each of m paths go through these points, pairs of arrays (m,)."""
    return {"paths": np.array(points).transpose(2, 0, 1)}


def draw_cost_bar(axes, least):
    """Draw the least cost as a dashed line, and the cost of a result as a bar."""
    axes.set(xlim=(0, 1), ylim=(0, 6), xticks=[], title="cost C")
    axes.set_ylabel("mean area of the squares")
    axes.axhline(least, color=GREEN, linestyle="--")
    place = 0.98, least + 0.08
    axes.text(*place, "least", color=DARK_GREEN, ha="right", va="bottom")
    (bar,) = axes.bar(0.35, 0, 0.4, color=ORANGE)
    follow(bar, lambda r: {"height": min(r["cost"], 6)})

    def number(r):
        place = 0.35, min(r["cost"], 5.5) + 0.05
        return {"text": f"{r['cost']:.3f}", "position": place}

    # Black: it may stand on the bar.
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
        side = "left" if x < 2.7 else "right"  # at the edge there is no room
        return {"position": (x, sum(heights) / 2), "ha": side}

    follow(axes.text(0, 0, " rise ", color=DARK_ORANGE), word)


def draw_eta_strip(axes, x, limit):
    """Draw an axis of η with its four zones, and a marker that follows the η now."""
    grid = np.linspace(0, 0.5, 501)[1:]
    names = np.array([regime(eta, x) for eta in grid])
    for name in dict.fromkeys(names):
        low, high = grid[names == name][[0, -1]]
        axes.axvspan(low, high, color=SHADES[name], linewidth=0)
        axes.text((low + high) / 2, 0.72, name, ha="center", va="center", fontsize=9)
    axes.axvline(limit, color=INK, linestyle="--", linewidth=1.2)
    axes.annotate(
        f"2/λmax = {limit:.3f}", (limit, 1), xytext=(0, 2), ha="center", va="bottom",
        textcoords="offset points", fontsize=9, annotation_clip=False,
    )  # fmt: skip
    axes.set(xlim=(0, 0.5), ylim=(0, 1), yticks=[], xlabel="learning rate η")
    axes.spines["left"].set_visible(False)
    style = {"markeredgecolor": "white", "markersize": 10, "clip_on": False}
    (now,) = axes.plot([], [], "D", color=ORANGE, **style)
    follow(now, lambda r: {"data": ([r["eta"]], [0.26])})
