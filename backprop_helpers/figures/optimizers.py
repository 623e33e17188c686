"""Paths of several optimisers on one surface, their costs, and many starts."""

import numpy as np

from .artists import set_new
from .colours import BLACK, BLUE, DARK_GREEN, DARK_PINK, GREEN, GREY, INK, ORANGE, PINK
from .surface import draw_surface

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
