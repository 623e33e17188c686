"""Sizes layer by layer on a log axis, a map of neurons that are on, and finds of η."""

import numpy as np
from matplotlib.colors import ListedColormap, to_rgba

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, INK, ORANGE, STEEL

LOW, HIGH = 1e-16, 1e16  # what the axis of sizes can show
BELOW, ABOVE = LOW / 10, 10 * HIGH  # where a mark stands for what it cannot
ON_OFF = ListedColormap(["white", STEEL])
VERDICTS = {"learns": ("o", GREEN), "does not learn": ("x", GREY)}
VERDICTS["diverges"] = ("^", ORANGE)


def log_axis(axes, low, high, every):
    """Give axes a log y-axis with a tick at every so many powers of ten."""
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    first, last = np.log10([low, high]) / every
    axes.set_yticks(10.0 ** (every * np.arange(np.ceil(first), np.floor(last) + 1)))
    axes.minorticks_off()
    axes.axhline(1, color=GREY, linewidth=0.8, zorder=0)


class MovingSizes:
    """One or two curves of sizes by layer, with marks for what no log axis can show.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    most : int
        The last layer of the deepest network.
    looks : sequence of (str, str, str, str)
        Label, colour, marker and dash of each curve.
    """

    def __init__(self, axes, most, looks):
        axes.set(xlim=(0.2, most + 0.8), xlabel="layer")
        axes.set_xticks([1, *range(5, most + 1, 5)])
        log_axis(axes, BELOW / 3, 3 * ABOVE, 4)
        self.curves = []
        for label, colour, marker, dash in looks:
            look = {"color": colour, "marker": marker, "linestyle": dash}
            look |= {"linewidth": 1.5, "markersize": 5, "markeredgecolor": "white"}
            look["markeredgewidth"] = 0.5
            axes.plot([], [], label=label, **look)
            self.curves += axes.plot([], [], animated=True, zorder=3, **look)
        marks = {"color": INK, "linestyle": "", "markersize": 7}
        marks |= {"animated": True, "zorder": 4}
        beyond = marks | {"markerfacecolor": "white"}
        (self.zero,) = axes.plot([], [], "v", **marks)
        (self.over,) = axes.plot([], [], "^", **marks)
        (self.below,) = axes.plot([], [], "v", **beyond)
        (self.above,) = axes.plot([], [], "^", **beyond)

    def move(self, *sizes):
        """Move to other sizes: a dict by layer for each curve; 0 and inf may occur."""
        for curve, each in zip(self.curves, sizes, strict=True):
            shown = [l for l in each if LOW <= each[l] <= HIGH]
            curve.set_data(shown, [each[l] for l in shown])
        places = {"zero": [], "over": [], "below": [], "above": []}
        for each in sizes:
            for l, number in each.items():
                kind = kind_of(number)
                if kind in places:
                    places[kind].append(l)
        for kind, layers in places.items():
            edge = BELOW if kind in ("zero", "below") else ABOVE
            getattr(self, kind).set_data(layers, [edge] * len(layers))


def kind_of(number):
    """Say how a size stands to the axis: zero, below, inside, above or over (inf)."""
    if number == 0:
        return "zero"
    if not np.isfinite(number):
        return "over"
    return "below" if number < LOW else "above" if number > HIGH else "inside"


def draw_size_legend(figure, axes):
    """Explain the marks of MovingSizes under the figure; they stand still."""
    for mark, label, face in (
        ("v", "exactly 0", INK), ("v", "below the axis", "white"),
        ("^", "above the axis", "white"), ("^", "overflow", INK),
    ):  # fmt: skip
        axes.plot([], [], mark, color=INK, markerfacecolor=face, label=label)
    figure.legend(
        loc="outside lower center", ncols=7, handletextpad=0.3, columnspacing=1.1
    )


class MovingMap:
    """A map, a row for each neuron and a column for each image: shaded where it is on.

    A row that is off everywhere is crossed at its left end.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    neurons, images : int
    layers : sequence of str
        Names of the layers, with equally many neurons each, from the top.
    cross : str
        The marker of a row that is off everywhere.
    """

    def __init__(self, axes, neurons, images, layers, cross="x"):
        self.map = axes.imshow(
            np.zeros((neurons, images)), ON_OFF, vmin=0, vmax=1, aspect="auto",
            interpolation="nearest", animated=True,
        )  # fmt: skip
        # A little wider than the map, which is drawn after the frame.
        axes.set(xlim=(-4.5, images + 0.3), ylim=(neurons - 0.1, -0.9), xticks=[])
        each = neurons / len(layers)
        middles = each * (np.arange(len(layers)) + 0.5) - 0.5
        axes.set_yticks(middles, layers, rotation=90, va="center")
        axes.tick_params(left=False)
        axes.spines[:].set_visible(True)
        self.borders = [
            axes.axhline(each * number - 0.5, color=INK, linewidth=1.2, animated=True)
            for number in range(1, len(layers))
        ]
        (self.crosses,) = axes.plot(
            [], [], cross, color=ORANGE, markersize=5, markeredgewidth=1.5,
            animated=True,
        )  # fmt: skip
        self.title = axes.text(
            0, 1.02, "", transform=axes.transAxes, fontsize=10, animated=True
        )

    def move(self, z, silent, title):
        """Move to sums z (neurons, images), which rows are off (neurons,), a title."""
        self.map.set_data(np.greater(z, 0).astype(float))
        rows = np.flatnonzero(silent)
        self.crosses.set_data(np.full(len(rows), -2.5), rows)
        self.title.set_text(title)


class MovingFinds:
    """One η for each depth, marked by its verdict, and the band that a sweep found.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    depths : sequence of int
    low, high : float
        Ends of the axis of η; a border of 0 (none learns) is drawn below it.
    """

    def __init__(self, axes, depths, low, high):
        self.places, self.low = np.arange(len(depths)), low
        axes.set_yscale("log")
        axes.set(xlim=(-0.5, len(depths) - 0.5), ylim=(low / 2, high * 2))
        axes.set_xticks(self.places, depths)
        axes.set(xlabel="depth (layers)", ylabel="learning rate η")
        self.bands = [  # pale, between two ends that are not
            axes.plot(
                [], [], "-_", color=to_rgba(BLUE, 0.35), linewidth=16, animated=True,
                solid_capstyle="butt", ms=16, mew=1, markeredgecolor=BLUE,
            )[0]
            for _ in depths
        ]  # fmt: skip
        (self.border,) = axes.plot([], [], "_", color=BLUE, ms=18, mew=2, animated=True)
        self.none = [
            axes.text(
                place, low * 0.7, "none", color=BLUE, ha="center", va="center",
                fontsize=9, animated=True,
            )
            for place in self.places
        ]  # fmt: skip
        (self.ring,) = axes.plot(
            [], [], "s", color=INK, markerfacecolor="none", markersize=18,
            markeredgewidth=1.2, animated=True,
        )  # fmt: skip
        self.marks = {}
        for verdict, (marker, colour) in VERDICTS.items():
            look = {"color": colour, "markersize": 9, "linestyle": ""}
            look |= {"marker": marker, "markeredgewidth": 2}
            axes.plot([], [], label=verdict, **look)
            (self.marks[verdict],) = axes.plot([], [], animated=True, zorder=4, **look)
        axes.plot([], [], "_", color=BLUE, markersize=12, mew=2, label="sweep")

    def move(self, etas, verdicts, picked, borders):
        """Move to an η and a verdict for each depth, the picked place, and borders.

        borders is () while the sweep is hidden, else for each depth the largest η of
        each start, 0 where none learns.
        """
        etas, verdicts = np.asarray(etas), np.asarray(verdicts)
        for verdict, marks in self.marks.items():
            chosen = verdicts == verdict
            marks.set_data(self.places[chosen], etas[chosen])
        self.ring.set_data([picked], [etas[picked]])
        learning = [[eta for eta in found if eta > 0] for found in borders]
        middles = [(i, np.median(etas)) for i, etas in enumerate(learning) if etas]
        self.border.set_data(*np.reshape(middles, (-1, 2)).T)
        for place, band in enumerate(self.bands):
            found = learning[place] if borders else []
            # A hair wider, so that five equal finds are seen as a band, too.
            ends = [min(found) / 1.06, max(found) * 1.06] if found else []
            band.set_data([place] * len(ends), ends)
            none = borders and not found
            self.none[place].set_text("no η" if none else "")
