"""Zones of η, the map of η and μ with its swings, a sweep, and a shaking path."""

import numpy as np
from matplotlib.colors import LogNorm

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PALE_GREEN,
    PALE_GREY,
    PALE_RED,
    PALE_YELLOW,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.optimizers import LOOKS
from backprop_helpers.figures.surface import HEIGHTS

SHADES = {  # of the zones of η
    "slow": PALE_GREY,
    "good": PALE_GREEN,
    "oscillating": PALE_YELLOW,
    "diverging": PALE_RED,
}
FURTHEST = 10  # a swing beyond it leaves its picture


def until_outside(path, ranges):
    """Cut a path (steps + 1, 2) where it leaves the map first."""
    low, high = np.transpose(ranges)
    outside = np.any((path < low) | (path > high), axis=1)
    if not outside.any():
        return path
    first = max(int(np.argmax(outside)), 1)
    inner, outer = path[first - 1], path[first]
    with np.errstate(invalid="ignore"):  # 0 / 0 where it runs along an axis
        part = np.nanmin((np.clip(outer, low, high) - inner) / (outer - inner))
    return np.vstack([path[:first], inner + part * (outer - inner)])


def draw_eta_strip(axes, regime, limit):
    """Draw an axis of η with zones; a dash marks the limit, 2/λmax.

    regime(eta) names the zone, as SHADES does.
    """
    grid = np.linspace(0, 0.5, 501)[1:]
    names = np.array([regime(eta) for eta in grid])
    for name in dict.fromkeys(names):
        low, high = grid[names == name][[0, -1]]
        axes.axvspan(low, high, color=SHADES[name], linewidth=0)
        if high - low > 0.03:  # room for its name
            style = {"ha": "center", "va": "center", "fontsize": 9}
            axes.text((low + high) / 2, 0.72, name, **style)
    axes.axvline(limit, color=INK, linestyle="--", linewidth=1.2)
    axes.annotate(
        f"2/λmax = {limit:.3f}", (limit, 1), xytext=(0, 2), ha="center", va="bottom",
        textcoords="offset points", fontsize=9, annotation_clip=False,
    )  # fmt: skip
    axes.set(xlim=(0, 0.5), ylim=(0, 1), yticks=[], xlabel="learning rate η")
    axes.spines["left"].set_visible(False)


def draw_eta_now(axes):
    """Draw a marker on an axis of η that follows the η of a result."""
    style = {"markeredgecolor": "white", "markersize": 10, "clip_on": False}
    (now,) = axes.plot([], [], "D", color=ORANGE, **style)
    follow(now, lambda r: {"data": ([r["eta"]], [0.26])})


def draw_speeds(axes, etas, mus, needed, limit):
    """Draw how many steps each η (n,) and μ (k,) need, (k, n); limit(μ) ends η.

    A diamond follows the eta and mu of a result.
    """
    levels = [12, 15, 20, 30, 50, 100, 200, 500]
    seen = np.clip(np.ma.masked_invalid(needed), levels[0], levels[-1])
    norm = LogNorm(levels[0], levels[-1])
    axes.contourf(etas, mus, seen, levels, cmap=HEIGHTS, norm=norm, extend="both")
    lines = axes.contour(
        etas, mus, seen, levels[1:-1], colors=BLUE, linewidths=0.6, alpha=0.8
    )
    axes.clabel(lines, fmt="%d", fontsize=8, colors=INK)
    axes.fill_betweenx(mus, limit(mus), etas[-1], color=PALE_RED, linewidth=0)
    axes.plot(limit(mus), mus, "--", color=INK, linewidth=1.2)
    axes.text(etas[-1] * 0.97, 0.03, "diverges", ha="right", va="bottom", fontsize=9)
    axes.set(xlim=(0, etas[-1]), ylim=(0, mus[-1]))
    axes.set(xlabel="learning rate η", ylabel="momentum μ")
    axes.set_title("steps to a thousandth")
    look = {"mec": "white", "ms": 10, "zorder": 5, "clip_on": False}
    (now,) = axes.plot([], [], "D", color=ORANGE, **look)
    follow(now, lambda r: {"data": ([r["eta"]], [r["mu"]])})


def draw_swing(axes, name, steps, title):
    """Draw the distance in one direction after each step, r["swings"][name].

    The axis doubles until all is on it; a swing that leaves FURTHEST ends in an arrow.
    """
    axes.set(xlim=(0, steps), title=title)
    axes.axhline(0, color=GREEN, linewidth=1.5, linestyle="--")
    (line,) = axes.plot([], [], ".-", color=BLUE, linewidth=1.2, markersize=5)
    (arrow,) = axes.plot([], [], "^", color=ORANGE, ms=11, clip_on=False, zorder=4)

    def inside(r):
        outside = np.abs(r["swings"][name]) > FURTHEST
        return r["swings"][name][: 1 + np.argmax([*outside, True])]

    def top(r):
        top = 1.25
        while top < min(np.abs(inside(r)).max(), FURTHEST):
            top *= 2
        return top

    def shown(r):
        seen = np.clip(inside(r), -top(r), top(r))[: steps + 1]
        return {"data": (np.arange(len(seen)), seen)}

    def gone(r):
        last = inside(r)[-1]
        if abs(last) <= FURTHEST:
            return {"data": ((), ())}
        place = ([len(inside(r)) - 1], [np.sign(last) * top(r)])
        return {"data": place, "marker": "^" if last > 0 else "v"}

    follow(axes, lambda r: {"ylim": (-top(r), top(r))}, animated=False)
    follow(line, shown)
    follow(arrow, gone)


def draw_sweep(axes, etas, costs, low, high):
    """Draw the median cost of each optimiser at each η, its best one marked.

    costs has an array (seeds, etas) by optimiser, infinite where a run diverged; where
    more than half of them did, the line ends at the upper edge, in a cross.
    """
    for size, (name, table) in zip((15, 14, 11, 10, 10), costs.items(), strict=True):
        colour, dash, mark = LOOKS[name]
        median = np.median(table, axis=0)
        seen = np.clip(median, low, high)
        gone = int(np.argmax([*np.isinf(median), True]))
        axes.plot(etas[: gone + 1], seen[: gone + 1], ls=dash, color=colour)
        best = int(np.argmin(median))
        look = {"color": colour, "ms": size, "mec": "white", "zorder": 4}
        axes.plot(etas[best], seen[best], mark, **look)
        axes.plot([], [], ls=dash, marker=mark, color=colour, label=name)
        if gone < len(etas):
            axes.plot(etas[gone], high, "X", clip_on=False, **look)
    axes.set(xscale="log", yscale="log", xlim=etas[[0, -1]], ylim=(low, high))
    axes.set(xlabel="learning rate η", ylabel="median cost at the end")
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.5) if low <= tick <= high]
    axes.set_yticks(ticks, map(str, ticks))
    axes.minorticks_off()
    axes.legend(loc="upper center", handlelength=3, fontsize=9)


def draw_above_least(axes, runs):
    """Draw medians of how far costs are above the least, with the range of the seeds.

    runs has an array (seeds, epochs) by name, the costs after epoch 1, 2 and so on.
    """
    looks = ((BLACK, ":", "v"), (BLUE, "-", "o"), (ORANGE, "--", "P"))
    for (name, above), (colour, dash, mark) in zip(runs.items(), looks, strict=True):
        epochs = np.arange(1, above.shape[1] + 1)
        look = {"color": colour, "ls": dash, "marker": mark, "markevery": [-1]}
        axes.plot(epochs, np.median(above, axis=0), label=name, ms=9, **look)
        low, high = above.min(axis=0), above.max(axis=0)
        axes.fill_between(epochs, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.set(yscale="log", xlabel="epoch", ylabel="cost above the least")
    axes.set(xlim=(1, epochs[-1]), xticks=[1, *epochs[4::5]])
    axes.legend(loc="lower left", handlelength=3, fontsize=9)
