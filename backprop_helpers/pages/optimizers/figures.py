"""Paths of several optimisers on one surface, their costs, many starts, zones of η."""

from contextlib import contextmanager

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    DARK_GREEN,
    DARK_PINK,
    GREEN,
    GREY,
    INK,
    NIGHT,
    ORANGE,
    PALE_GREEN,
    PALE_GREY,
    PALE_RED,
    PALE_YELLOW,
    PINK,
    SKY,
)  # fmt: skip
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.surface import draw_surface
from backprop_helpers.pages.optimizers.example import W1_RANGE, W2_RANGE, where

LOOKS = {  # colour, dash, mark of the end
    "SGD": (BLUE, "-", "o"),
    "momentum": (ORANGE, "--", "P"),
    "Adagrad": (DARK_GREEN, "-.", "^"),
    "RMSprop": (DARK_PINK, ":", "D"),
    "Adam": (BLACK, (0, (5, 1, 1, 1, 1, 1)), "v"),
    "Levenberg–Marquardt": (DARK_GREEN, "-", "D"),
}
ENDS = {  # where a start leads: colour, mark, words
    "lowest": (GREEN, "o", "lowest minimum"),
    "higher": (ORANGE, "s", "higher minimum"),
    "saddle": (BLACK, "x", "at the saddle"),
    "on its way": (GREY, "+", "on its way"),
    "diverged": (PINK, "^", "diverged"),
}
SHADES = {  # of the zones of η
    "slow": PALE_GREY,
    "good": PALE_GREEN,
    "oscillating": PALE_YELLOW,
    "diverging": PALE_RED,
}
STAR = {"marker": "*", "markersize": 14}
MARKS = {  # how a level place of a map is marked
    "lowest": STAR | {"color": GREEN, "markeredgecolor": "white"},
    "higher": STAR | {"color": "white", "mec": GREEN, "mew": 1.5},
    "saddle": {"marker": "x", "markersize": 8, "color": GREY, "mew": 2},
}


def draw_maps(axes, surfaces):
    """Draw maps of Surfaces on the same axes: that of a result's surface is seen.

    A star marks each lowest minimum, an open star a higher one, a cross a saddle.
    """
    for surface in surfaces:

        def seen(r, name=surface.name):
            return {"visible": r["surface"].name == name}

        with following_all([axes], seen):
            draw_surface(
                axes, lambda w1, w2, s=surface: s.cost(np.array([w1, w2])),
                W1_RANGE, W2_RANGE, surface.minima[0], labels=("$w_1$", "$w_2$"),
            )  # fmt: skip
            level = np.array([*surface.minima, *surface.saddles])
            for place, word in [*zip(level, where(surface, level), strict=True)][1:]:
                axes.plot(*place, **MARKS[word])
    axes.set_aspect("equal")


@contextmanager
def following_all(several, properties):
    """Let all that is drawn in this block, on these axes, follow results."""
    before = [artist for axes in several for artist in axes.get_children()]
    yield
    for artist in (artist for axes in several for artist in axes.get_children()):
        if artist not in before:
            follow(artist, properties, animated=False)


def until_outside(path):
    """Cut a path (steps + 1, 2) where it leaves the map first."""
    low, high = np.transpose([W1_RANGE, W2_RANGE])
    outside = np.any((path < low) | (path > high), axis=1)
    if not outside.any():
        return path
    first = int(np.argmax(outside))
    inner, outer = path[first - 1], path[first]
    with np.errstate(invalid="ignore"):  # 0 / 0 where it runs along an axis
        part = np.nanmin((np.clip(outer, low, high) - inner) / (outer - inner))
    return np.vstack([path[:first], inner + part * (outer - inner)])


def curve(costs, low, high, at=None):
    """Return points (2, n) of costs at 0, 1 and so on, or `at`; the far at the edge."""
    at = np.arange(len(costs)) if at is None else at
    return np.array([at, np.clip(costs, low, high)])


def draw_runs(axes, names, key, strong=""):
    """Draw a line for each optimiser and a mark at its end, which follow results.

    A result has under key a dict by name of points, (2, n); under strong the name of
    the one that is drawn thicker, if any; under "broken" the names of those that end in
    a cross, if any. A mark beyond the limits of the axes is drawn at the edge.
    """
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])[..., None]
    for place, name in enumerate(names):
        colour, dash, mark = LOOKS[name]

        def line(r, name=name):
            width = 3.5 if r.get(strong) == name else 1.8
            return {"data": r[key][name], "linewidth": width}

        def end(r, name=name, mark=mark):
            broken = name in r.get("broken", ())
            return {
                "data": np.clip(r[key][name][:, -1:], low, high),
                "marker": "X" if broken else mark,
                "markersize": 12 if broken or r.get(strong) == name else 9,
            }

        look = {"color": colour, "clip_on": False, "markeredgecolor": "white"}
        follow(axes.plot([], [], color=colour, ls=dash, zorder=3 + place / 10)[0], line)
        follow(axes.plot([], [], mark, zorder=4 + place / 10, **look)[0], end)


def draw_key(figure, names):
    """Draw the legend of these optimisers below the figure."""
    for name in names:
        colour, dash, mark = LOOKS[name]
        figure.axes[0].plot([], [], color=colour, ls=dash, marker=mark, label=name)
    figure.legend(
        loc="outside lower center", ncols=len(names), handlelength=3, columnspacing=1.4
    )


def draw_ends(axes, key, words):
    """Draw points that follow results: key is where they are, (runs, 2), in a result.

    A result's "words" say what has become of each; others than `words` are not drawn.
    """
    for word in words:
        colour, mark, _ = ENDS[word]
        edge = {"mec": "white", "mew": 0.5} if mark in "os^" else {"mew": 1.5}
        (marks,) = axes.plot([], [], mark, color=colour, markersize=6, zorder=3, **edge)
        follow(marks, lambda r, word=word: {"data": r[key][r["words"] == word].T})


def draw_ends_key(figure):
    """Draw the legend of ENDS below the figure."""
    for colour, mark, words in ENDS.values():
        look = {"color": colour, "markersize": 7, "mew": 1.5}
        figure.axes[0].plot([], [], mark, label=words, **look)
    figure.legend(loc="outside lower center", ncols=len(ENDS))


COSTS = LinearSegmentedColormap.from_list("costs", ["white", SKY, NIGHT])


def draw_final_costs(axes, costs, low, high, title):
    """Draw one dot for each run, a row for each kind of network, and their median.

    costs has an array (runs,) by the number of hidden neurons, from top to bottom; one
    beyond low or high, the ends of the log axis, stands at the edge.
    """
    jitter = np.random.default_rng(0)
    for row, values in enumerate(costs.values()):
        seen = np.clip(values, low, high)
        places = row + jitter.uniform(-0.28, 0.28, size=len(values))
        axes.plot(seen, places, "o", color=BLUE, markersize=4, alpha=0.75, mew=0)
        axes.plot([np.median(seen)] * 2, [row - 0.38, row + 0.38], color=ORANGE)
    axes.set_xscale("log")
    axes.set(xlim=(low, high), ylim=(len(costs) - 0.5, -0.5), title=title)
    axes.set_yticks(range(len(costs)), costs)
    axes.set(xlabel="cost at the end", ylabel="hidden neurons")


def draw_sweep(figure, etas, costs, low, high):
    """Draw a heat map of costs for each optimiser: η to the right, a seed in each row.

    Runs that diverged are hatched; a triangle points at the η with the least median.
    costs has an array (seeds, etas) by optimiser, infinite where a run diverged; those
    up to low are white, those from high on darkest. The figure is empty.
    """
    rows = figure.subplots(1, len(costs), sharey=True)
    for axes, (name, table) in zip(rows, costs.items(), strict=True):
        seeds = len(table)
        edges = np.geomspace(etas[0], etas[-1], len(etas))
        step = np.sqrt(edges[1] / edges[0])
        edges = np.append(edges / step, edges[-1] * step)
        axes.set_facecolor(PALE_YELLOW)  # what diverged has no colour of its own
        axes.patch.set(hatch="xxx", edgecolor=PINK, linewidth=0)
        seen = np.clip(np.ma.masked_invalid(table), low, high)
        mesh = axes.pcolormesh(
            edges, np.arange(seeds + 1) - 0.5, seen, cmap=COSTS, norm=LogNorm(low, high)
        )
        best = etas[np.argmin(np.median(table, axis=0))]
        axes.plot(best, -0.5, "^", color=ORANGE, markersize=9, clip_on=False, zorder=5)
        axes.set_xscale("log")
        axes.set(xlim=edges[[0, -1]], ylim=(-0.5, seeds - 0.5), yticks=[], xlabel="η")
        axes.set_title(f"{name}\nbest η {best:.2g}", fontsize=10)
        axes.tick_params(pad=6)
    rows[0].set_ylabel(f"{seeds} seeds")
    bar = figure.colorbar(mesh, ax=rows, pad=0.01, aspect=18)
    bar.set_label("cost at the end")
    bar.outline.set_edgecolor(GREY)
    bar.ax.yaxis.label.set_color(INK)


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
