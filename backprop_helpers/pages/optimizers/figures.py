"""Paths of several optimisers on one surface, their costs, and many starts."""

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
    PALE_YELLOW,
    PINK,
    SKY,
)
from backprop_helpers.figures.following import set_new
from backprop_helpers.figures.surface import draw_surface

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


class MovingSurface:
    """Maps of several surfaces on the same axes, of which one is seen.

    A star marks each lowest minimum, an open star a higher one, a cross a saddle.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    surfaces : sequence
        Each with `name`, `cost(W)` for W (…, 2), `minima` and `saddles`.
    w1_range, w2_range : (float, float)
    """

    def __init__(self, axes, surfaces, w1_range, w2_range):
        self.artists = {}
        for surface in surfaces:
            before = set(axes.get_children())
            draw_surface(
                axes, lambda w1, w2, s=surface: s.cost(np.array([w1, w2])),
                w1_range, w2_range, surface.minima[0], labels=("$w_1$", "$w_2$"),
            )  # fmt: skip
            _mark_places(axes, surface)
            self.artists[surface.name] = set(axes.get_children()) - before
        axes.set_aspect("equal")

    def show(self, name):
        """Show the map of the surface of this name."""
        for other, artists in self.artists.items():
            for artist in artists:
                set_new(artist, visible=other == name)


def _mark_places(axes, surface):
    lowest = surface.cost(np.array(surface.minima[0]))
    for place in surface.minima[1:]:
        equal = abs(surface.cost(np.array(place)) - lowest) < 1e-9
        look = {"color": GREEN, "markeredgecolor": "white"}
        if not equal:
            look = {"color": "white", "markeredgecolor": GREEN, "markeredgewidth": 1.5}
        axes.plot(*place, "*", markersize=14, **look)
    for place in surface.saddles:
        axes.plot(*place, "x", color=GREY, markersize=8, markeredgewidth=2)


class MovingPaths:
    """The paths of named optimisers; a square is their start, a cross a broken end."""

    def __init__(self, axes, names):
        self.lines, self.ends, self.broken = {}, {}, {}
        for place, name in enumerate(names):
            colour, dash, mark = LOOKS[name]
            (self.lines[name],) = axes.plot(
                [], [], color=colour, linestyle=dash, linewidth=1.8, animated=True,
                zorder=3 + place / 10,
            )  # fmt: skip
            for ends, shape, size in ((self.ends, mark, 9), (self.broken, "X", 12)):
                (ends[name],) = axes.plot(
                    [], [], shape, color=colour, markeredgecolor="white",
                    markersize=size, animated=True, clip_on=False,
                    zorder=4 + place / 10,
                )  # fmt: skip
        (self.start,) = axes.plot(
            [], [], "s", color=INK, markeredgecolor="white", markersize=10,
            animated=True, zorder=5,
        )  # fmt: skip
        self.low, self.high = np.transpose([axes.get_xlim(), axes.get_ylim()])

    def move(self, points, diverged, strong=""):
        """Move to points, a dict of (steps + 1, 2); diverged is a dict of bool.

        A path that diverges is cut, with a cross, where it leaves the picture first.
        The one that is called `strong` is drawn thicker.
        """
        for name, path in points.items():
            set_new(self.lines[name], linewidth=3.5 if name == strong else 1.8)
            set_new(self.ends[name], markersize=12 if name == strong else 9)
            seen = self._until_outside(path) if diverged[name] else path
            last = np.clip(seen[-1:], self.low, self.high)
            nothing = np.empty((0, 2))
            self.lines[name].set_data(*seen.T)
            self.ends[name].set_data(*(nothing if diverged[name] else last).T)
            self.broken[name].set_data(*(last if diverged[name] else nothing).T)
            self.start.set_data(*path[:1].T)

    def _until_outside(self, path):
        outside = np.any((path < self.low) | (path > self.high), axis=1)
        if not outside.any():
            return path
        first = int(np.argmax(outside))
        if first == 0:
            return path[:1]
        inner, outer = path[first - 1], path[first]
        edge = np.where(outer > inner, self.high, self.low)
        with np.errstate(divide="ignore", invalid="ignore"):
            parts = np.where(outer == inner, 1.0, (edge - inner) / (outer - inner))
        at_edge = inner + min(parts.min(), 1.0) * (outer - inner)
        return np.vstack([path[:first], at_edge])


class MovingCosts:
    """The costs of named optimisers on a log axis, each with the mark of its path.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    names : sequence of str
    right : (float, float)
        Ends of the axis of steps.
    low, high : float
        Ends of the axis of costs; what lies beyond is drawn at the edge.
    xlabel, ylabel : str
    """

    def __init__(
        self, axes, names, right, low, high, xlabel="step", ylabel="cost C"
    ):  # fmt: skip
        self.low, self.high = low, high
        axes.set_yscale("log")
        axes.set(xlim=right, ylim=(low, high), xlabel=xlabel, ylabel=ylabel)
        self.lines, self.ends = {}, {}
        for name in names:
            colour, dash, mark = LOOKS[name]
            look = {"color": colour, "linestyle": dash, "animated": True}
            (self.lines[name],) = axes.plot([], [], linewidth=1.8, **look)
            (self.ends[name],) = axes.plot(
                [], [], marker=mark, markeredgecolor="white", markersize=9,
                clip_on=False, zorder=4, **look,
            )  # fmt: skip

    def move(self, costs, at=None, diverged=()):
        """Move to costs, a dict of (n,), at the places `at`, by default 0, 1 and so on.

        Those whose names are in `diverged` end with a cross, where they leave first.
        """
        for name, values in costs.items():
            if name in diverged and np.any(values > self.high):
                values = values[: np.argmax(values > self.high) + 1]
            inside = np.clip(values, self.low, self.high)
            places = np.arange(len(values)) if at is None else at[name][: len(values)]
            mark, size = ("X", 12) if name in diverged else (LOOKS[name][2], 9)
            self.lines[name].set_data(places, inside)
            self.ends[name].set_data(places[-1:], inside[-1:])
            set_new(self.ends[name], marker=mark, markersize=size)


def draw_key(figure, names, **options):
    """Draw the legend of the optimisers below the figure."""
    axes = figure.axes[0]
    handles = [
        axes.plot([], [], color=colour, linestyle=dash, marker=mark, label=name)[0]
        for name in names
        for colour, dash, mark in [LOOKS[name]]
    ]
    figure.legend(
        handles=handles, loc="outside lower center", ncols=len(names), handlelength=3,
        columnspacing=1.4, **options,
    )  # fmt: skip


class MovingEnds:
    """Points in the plane, marked by what has become of them."""

    def __init__(self, axes):
        self.marks = {}
        for word, (colour, mark, _) in ENDS.items():
            edge = {"markeredgecolor": "white", "markeredgewidth": 0.5}
            (self.marks[word],) = axes.plot(
                [], [], mark, color=colour, markersize=6, animated=True, zorder=3,
                **(edge if mark in "os^" else {"markeredgewidth": 1.5}),
            )  # fmt: skip

    def move(self, points, words):
        """Move to points (runs, 2), with a word of ENDS for each of them, (runs,)."""
        for word, marks in self.marks.items():
            marks.set_data(*points[words == word].T)


def draw_ends_key(figure):
    """Draw the legend of ENDS below the figure."""
    axes = figure.axes[0]
    handles = [
        axes.plot([], [], mark, color=colour, label=words, markersize=7, mew=1.5)[0]
        for colour, mark, words in ENDS.values()
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(ENDS))


COSTS = LinearSegmentedColormap.from_list("costs", ["white", SKY, NIGHT])


def draw_final_costs(axes, costs, low, high, title, xlabel="cost at the end"):
    """Draw one dot for each run, a row for each kind of network, and their median.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    costs : dict of float arrays, shape (runs,)
        By the number of hidden neurons, from top to bottom.
    low, high : float
        Ends of the log axis; a cost beyond them stands at the edge.
    title, xlabel : str
    """
    jitter = np.random.default_rng(0)
    for row, values in enumerate(costs.values()):
        seen = np.clip(values, low, high)
        places = row + jitter.uniform(-0.28, 0.28, size=len(values))
        axes.plot(seen, places, "o", color=BLUE, markersize=4, alpha=0.75, mew=0)
        axes.plot([np.median(seen)] * 2, [row - 0.38, row + 0.38], color=ORANGE)
    axes.set_xscale("log")
    axes.set(xlim=(low, high), ylim=(len(costs) - 0.5, -0.5), xlabel=xlabel)
    axes.set_yticks(range(len(costs)), costs)
    axes.set_ylabel("hidden neurons")
    axes.set_title(title)


def draw_sweep(figure, etas, costs, low, high):
    """Draw a heat map of costs for each optimiser: η to the right, a seed in each row.

    Runs that diverged are hatched; a triangle points at the η with the least median.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty.
    etas : float array, shape (etas,)
    costs : dict of float arrays, shape (seeds, etas)
        By optimiser; infinite where a run diverged.
    low, high : float
        The costs that are white and darkest.
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
