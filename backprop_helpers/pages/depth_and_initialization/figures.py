"""Sizes layer by layer on a log axis, a map of neurons that are on, and finds of η."""

from functools import partial

import numpy as np
from matplotlib.colors import ListedColormap, to_rgba

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, INK, ORANGE, STEEL
from backprop_helpers.figures.following import follow

LOW, HIGH = 1e-16, 1e16  # what the axis of sizes can show
BELOW, ABOVE = LOW / 10, 10 * HIGH  # where a mark stands for what it cannot
BEYOND = (  # the marks: shape, filling, where they stand, and for which sizes
    ("exactly 0", "v", INK, BELOW, lambda size: size == 0),
    ("below the axis", "v", "white", BELOW, lambda size: 0 < size < LOW),
    ("above the axis", "^", "white", ABOVE, lambda size: HIGH < size < np.inf),
    ("overflow", "^", INK, ABOVE, lambda size: not np.isfinite(size)),
)
ON_OFF = ListedColormap(["white", STEEL])
VERDICTS = {
    "learns": ("o", GREEN),
    "does not learn": ("x", GREY),
    "diverges": ("^", ORANGE),
}


def log_axis(axes, low, high):
    """Give axes a log y-axis with a tick at every fourth power of ten."""
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    first, last = np.log10([low, high]) / 4
    axes.set_yticks(10.0 ** (4 * np.arange(np.ceil(first), np.floor(last) + 1)))
    axes.minorticks_off()
    axes.axhline(1, color=GREY, linewidth=0.8, zorder=0)


def draw_sizes(axes, most, looks, sizes):
    """Draw curves of sizes by layer, with marks for what no log axis can show.

    The deepest network has `most` layers; looks has the label, colour, marker and dash
    of each curve, sizes(result) a dict by layer for each, in which 0 and inf may occur.
    """
    axes.set(xlim=(0.2, most + 0.8), xlabel="layer")
    axes.set_xticks([1, *range(5, most + 1, 5)])
    log_axis(axes, BELOW / 3, 3 * ABOVE)

    def inside(curve, r):
        shown = {l: size for l, size in sizes(r)[curve].items() if LOW <= size <= HIGH}
        return {"data": ([*shown], [*shown.values()])}

    def beyond(edge, belongs, r):
        layers = [l for each in sizes(r) for l in each if belongs(each[l])]
        return {"data": (layers, [edge] * len(layers))}

    for i, (label, colour, marker, dash) in enumerate(looks):
        look = {"color": colour, "marker": marker, "linestyle": dash, "linewidth": 1.5}
        look |= {"markersize": 5, "markeredgecolor": "white", "markeredgewidth": 0.5}
        (line,) = axes.plot([], [], label=label, zorder=3, **look)
        follow(line, partial(inside, i))
    for _, mark, face, edge, belongs in BEYOND:
        marks = axes.plot([], [], mark, color=INK, markerfacecolor=face, ms=7, zorder=4)
        follow(marks[0], partial(beyond, edge, belongs))


def draw_size_legend(figure, axes):
    """Explain curves and marks of `draw_sizes` under the figure."""
    for label, mark, face, *_ in BEYOND:
        axes.plot([], [], mark, color=INK, markerfacecolor=face, label=label)
    figure.legend(
        loc="outside lower center", ncols=7, handletextpad=0.3, columnspacing=1.1
    )


def draw_map(axes, neurons, images, layers, cross, shown):
    """Draw a row for each neuron, a column for each image: shaded where it is on.

    layers are names from the top, with equally many neurons each. shown(result) gives
    sums z (neurons, images), which rows are off everywhere (neurons,), and a title;
    such a row has a cross, a marker, at its left end.
    """
    pixels = axes.imshow(
        np.zeros((neurons, images)), ON_OFF, vmin=0, vmax=1, aspect="auto",
        interpolation="nearest",
    )  # fmt: skip
    follow(pixels, lambda r: {"array": np.greater(shown(r)[0], 0).astype(float)})
    # A little wider than the map, which is drawn after the frame.
    axes.set(xlim=(-4.5, images + 0.3), ylim=(neurons - 0.1, -0.9), xticks=[])
    each = neurons / len(layers)
    middles = each * (np.arange(len(layers)) + 0.5) - 0.5
    axes.set_yticks(middles, layers, rotation=90, va="center")
    axes.tick_params(left=False)
    axes.spines[:].set_visible(True)
    for border in range(1, len(layers)):
        axes.axhline(each * border - 0.5, color=INK, linewidth=1.2, animated=True)

    def crossed(r):
        rows = np.flatnonzero(shown(r)[1])
        return {"data": (np.full(len(rows), -2.5), rows)}

    (crosses,) = axes.plot([], [], cross, color=ORANGE, ms=5, markeredgewidth=1.5)
    follow(crosses, crossed)
    title = axes.text(0, 1.02, "", transform=axes.transAxes, fontsize=10)
    follow(title, lambda r: {"text": shown(r)[2]})


def draw_finds(axes, depths, low, high):
    """Draw one η for each depth, marked by its verdict, and the band a sweep found.

    A result has, for each depth, its `etas`, its `states` (of VERDICTS), and in `found`
    the largest η of each start that learns, or None while the sweep is hidden. The one
    at `place` has a ring around it.

    low and high are the ends of the axis of η; where none learns, words stand below it.
    """
    places = range(len(depths))
    axes.set_yscale("log")
    axes.set(xlim=(-0.5, len(depths) - 0.5), ylim=(low / 2, high * 2))
    axes.set(xlabel="depth (layers)", ylabel="learning rate η")
    axes.set_xticks(places, depths)

    def band(place, r):
        found = r["found"][place]
        # A hair wider, so that five equal finds are seen as a band, too.
        ends = [min(found) / 1.06, max(found) * 1.06] if found else []
        return {"data": ([place] * len(ends), ends)}

    def middles(r):
        known = [place for place in places if r["found"][place]]
        return {"data": (known, [np.median(r["found"][place]) for place in known])}

    def marked(verdict, r):
        chosen = [place for place in places if r["states"][place] == verdict]
        return {"data": (chosen, [r["etas"][place] for place in chosen])}

    def none(place, r):
        return {"text": "no η" if r["found"][place] == [] else ""}

    for place in places:
        (line,) = axes.plot(  # pale, between two ends that are not
            [], [], "-_", color=to_rgba(BLUE, 0.35), linewidth=16, ms=16, mew=1,
            solid_capstyle="butt", markeredgecolor=BLUE,
        )  # fmt: skip
        follow(line, partial(band, place))
        words = axes.text(
            place, low * 0.7, "", color=BLUE, ha="center", va="center", fontsize=9
        )
        follow(words, partial(none, place))
    follow(axes.plot([], [], "_", color=BLUE, ms=18, mew=2)[0], middles)
    ring = axes.plot([], [], "s", color=INK, markerfacecolor="none", ms=18, mew=1.2)
    follow(ring[0], lambda r: {"data": ([r["place"]], [r["etas"][r["place"]]])})
    for verdict, (marker, colour) in VERDICTS.items():
        look = {"color": colour, "ms": 9, "linestyle": "", "marker": marker, "mew": 2}
        (marks,) = axes.plot([], [], label=verdict, zorder=4, **look)
        follow(marks, partial(marked, verdict))
    axes.plot([], [], "_", color=BLUE, markersize=12, mew=2, label="sweep")
