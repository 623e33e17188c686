"""Which side of its boundary a network puts each point on, and its layers and code."""

from itertools import product

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREY,
    INK,
    MID_BLUE,
    MID_ORANGE,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.show import figure_grid

EDGE = 1.9  # the plane is drawn from −EDGE to EDGE, the points stand at ±1
# Blue below 0, orange above; a pale grey in between, where the output is undecided.
SIDES = LinearSegmentedColormap.from_list(
    "sides", [MID_BLUE, PALE_BLUE, PALE_ORANGE, MID_ORANGE]
)


def plane(cells=60):
    """Return the points of the plane, row by row from below, as columns (2, cells²)."""
    ticks = np.linspace(-EDGE, EDGE, cells)
    return np.stack([x.ravel() for x in np.meshgrid(ticks, ticks)])


def square(outputs):
    """Return outputs for the points of a plane as the rows of it, (cells, cells)."""
    cells = round(np.sqrt(np.size(outputs)))
    return np.reshape(outputs, (cells, cells))


def zero_lines(outputs):
    """Return the lines, each (k, 2), on which outputs (cells, cells) cross 0."""
    ticks = np.linspace(-EDGE, EDGE, len(outputs))
    return contour_generator(ticks, ticks, outputs).lines(0.0)


def draw_plane(axes, outputs):
    """Draw the plane in the colours of outputs (cells, cells); returns its image."""
    half = EDGE / (len(outputs) - 1)  # so that the middle of a cell is its point
    ends = (-EDGE - half, EDGE + half)
    image = axes.imshow(
        outputs, SIDES, vmin=-1, vmax=1, origin="lower", extent=(*ends, *ends),
        interpolation="nearest",
    )  # fmt: skip
    axes.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE))
    return image


def draw_decision(axes, cells=60):
    """Draw sides, the boundary between them, hidden neurons' lines and points.

    A true point is an orange square, a false one a blue dot; a point on the wrong side
    is crossed out. All of them follow these entries of a result:

    - outputs (cells, cells): what the network says at the points of the plane
    - lines, boundary: lists of lines (k, 2), drawn dashed and solid
    - true, false, wrong: points (2, m)

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    cells : int
        Rows and columns of the plane.
    """
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    image = draw_plane(axes, np.zeros((cells, cells)))
    follow(image, lambda r: {"array": r["outputs"]})
    for set_ticks in (axes.set_xticks, axes.set_yticks):
        set_ticks([-1, 1], ["false\n−1", "true\n1"])
    looks = {"lines": (GREY, 1.2, "dashed"), "boundary": (INK, 2, "solid")}
    for entry, (colour, width, dash) in looks.items():
        lines = LineCollection([], colors=colour, linewidths=width, linestyles=dash)
        axes.add_collection(lines, autolim=False)
        follow(lines, lambda r, entry=entry: {"segments": r[entry]})
    for entry, marker, size, colour, edge in (
        ("true", "s", 13, ORANGE, "white"),
        ("false", "o", 13, BLUE, "white"),
        ("wrong", "x", 9, INK, INK),
    ):
        (marks,) = axes.plot(
            [], [], marker, color=colour, markersize=size, markeredgecolor=edge,
            markeredgewidth=2, zorder=4,
        )  # fmt: skip
        follow(marks, lambda r, entry=entry: {"data": r[entry]})


def draw_verdicts(points, targets, outputs, learnt, columns=8):
    """Return a figure of small planes, one for each function: its name and a verdict.

    Parameters
    ----------
    points : float array, shape (2, m)
    targets : dict of float arrays, shape (1, m)
        By the name of the function; above 0 means true.
    outputs : dict of float arrays, shape (1, cells²)
        What its network says at the points of `plane(cells)`.
    learnt : dict of bool
    columns : int
        Planes side by side.
    """
    figure, grid = figure_grid(len(targets), columns, 1.45)
    for axes, (name, y) in zip(grid, targets.items(), strict=True):
        draw_plane(axes, square(outputs[name]))
        true = np.ravel(y) > 0
        axes.plot(*points[:, true], "s", color=ORANGE, markeredgecolor="white")
        axes.plot(*points[:, ~true], "o", color=BLUE, markeredgecolor="white")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        axes.set_title(name, fontsize=8.5, loc="center", pad=3)
        verdict = axes.set_xlabel("learnt", fontsize=8.5, labelpad=2, color=DARK_GREEN)
        if not learnt[name]:
            axes.spines[:].set(color=INK, linewidth=2.5)
            verdict.set(text="not learnt", color=INK, fontweight="bold")
    return figure


WIDTH, GAP = 10.0, 0.8  # of the whole network; between two neurons of a layer


def neuron_places(n):
    """Return l -> the places (n[l], 2) of the neurons of layer l, for a dict n."""
    across = np.linspace(0, WIDTH, len(n))
    return {
        l: np.array([(x, GAP * (i - (n[l] - 1) / 2)) for i in range(n[l])])
        for l, x in zip(n, across, strict=True)
    }


def draw_layers(axes, most, tallest):
    """Draw layers as columns of circles, joined by edges; words over and under them.

    All of them follow these entries of a result:

    - places: what `neuron_places` returns
    - words: ("name" | "forward" | "backward", l) -> words at layer l, and
      ("gradient", l) -> words between layer l and the one before
    - lit: the layers l, and the pairs (l − 1, l) whose edges are lit up
    - colour: of what is lit

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    most : int
        Layers in the deepest network.
    tallest : int
        Neurons in the largest layer.
    """
    axes.set_axis_off()
    half = GAP * (tallest - 1) / 2
    axes.set(xlim=(-0.7, WIDTH + 0.7), ylim=(-half - 2.0, half + 0.8))

    def edges(r, layers):
        places = r["places"]
        return [ends for l in layers for ends in product(places[l - 1], places[l])]

    def lit_edges(r):
        return edges(r, [l for l in r["places"] if (l - 1, l) in r["lit"]])

    every_edge = LineCollection([], colors=GREY, linewidths=0.7, zorder=1)
    bright = LineCollection([], linewidths=2, zorder=2)
    for lines in (every_edge, bright):
        axes.add_collection(lines, autolim=False)
    follow(every_edge, lambda r: {"segments": edges(r, [*r["places"]][1:])})
    follow(bright, lambda r: {"segments": lit_edges(r), "color": r["colour"]})

    def circle(r, l):
        lit = l in r["lit"]
        return {
            "data": r["places"].get(l, np.empty((0, 2))).T,
            "markeredgecolor": r["colour"] if lit else INK,
            "markeredgewidth": 3 if lit else 1.2,
        }

    for l in range(1, most + 1):
        (circles,) = axes.plot([], [], "o", color="white", markersize=15, zorder=3)
        follow(circles, lambda r, l=l: circle(r, l))

    def word(r, kind, l, height):
        if (kind, l) not in r["words"]:
            return {"text": ""}
        x = r["places"][l][0, 0]
        if kind == "gradient":
            x -= r["places"][2][0, 0] / 2
        return {"text": r["words"][kind, l], "position": (x, height)}

    low = -half - 0.65
    for kind, height, size, colour in (
        ("name", half + 0.6, 9, GREY),
        ("forward", low, 10, BLUE),
        ("backward", low - 0.5, 10, DARK_ORANGE),
        ("gradient", low - 1.0, 10, DARK_ORANGE),
    ):
        look = {"ha": "center", "va": "center", "fontsize": size, "color": colour}
        for l in range(1, most + 1):
            text = axes.text(0, height, "", zorder=1, **look)
            follow(text, lambda r, place=(kind, l, height): word(r, *place))


def draw_code(axes):
    """Draw a title, a line of code, and under its parts the shape of each.

    They follow the entries title, code and shapes of a result; see `over_its_shapes`.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    for entry, height, size, colour, family, weight in (
        ("title", 0.85, 10.5, INK, "sans-serif", "bold"),
        ("code", 0.5, 10, INK, "monospace", "normal"),
        ("shapes", 0.16, 10, GREY, "monospace", "normal"),
    ):
        text = axes.text(
            0, height, "", va="center", color=colour, fontsize=size, family=family,
            fontweight=weight,
        )  # fmt: skip
        follow(text, lambda r, entry=entry: {"text": r[entry]})


def over_its_shapes(parts):
    """Return a line of code and one of shapes, each in the middle under its part.

    parts are (code, rows, columns), and plain text between them, which has no shape.
    """
    pairs = [
        (part, "") if isinstance(part, str) else (part[0], str(part[1:]))
        for part in parts
    ]
    widths = [max(map(len, pair)) for pair in pairs]
    rows = (map(str.center, row, widths) for row in zip(*pairs, strict=True))
    return tuple("".join(row) for row in rows)
