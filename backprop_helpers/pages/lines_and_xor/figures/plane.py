"""A plane in two colours, for what is said of each point, and the four points on it."""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
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
from backprop_helpers.pages.lines_and_xor.example import INPUTS

EDGE = 1.9  # the plane is drawn from −EDGE to EDGE, the points stand at ±1
# Blue below 0, orange above; a pale grey in between, where the output is undecided.
SIDES = LinearSegmentedColormap.from_list(
    "sides", [MID_BLUE, PALE_BLUE, PALE_ORANGE, MID_ORANGE]
)
# Of the four points; a point that should be true is larger, and seen round another.
MARKS = (
    ("true", "s", 13, ORANGE, "white"),
    ("false", "o", 8.5, BLUE, "white"),
    ("wrong", "x", 9, INK, INK),
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


def draw_decision(axes, cells=60, of=lambda r: r):
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
    of : callable
        `of(result)`: the part of a result that has these entries.
    """
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    image = draw_plane(axes, np.zeros((cells, cells)))
    follow(image, lambda r: {"array": of(r)["outputs"]})
    axes.set(xticks=[-1, 1], yticks=[-1, 1])
    looks = {"lines": (GREY, 1.2, "dashed"), "boundary": (INK, 2, "solid")}
    for entry, (colour, width, dash) in looks.items():
        lines = LineCollection([], colors=colour, linewidths=width, linestyles=dash)
        axes.add_collection(lines, autolim=False)
        follow(lines, lambda r, entry=entry: {"segments": of(r)[entry]})
    for entry, marker, size, colour, edge in MARKS:
        (marks,) = axes.plot(
            [], [], marker, color=colour, markersize=size, markeredgecolor=edge,
            markeredgewidth=2 if marker == "x" else 1, zorder=4,
        )  # fmt: skip
        follow(marks, lambda r, entry=entry: {"data": of(r)[entry]})


def explain_marks(figure, axes, *lines):
    """Put the legend of `draw_decision` under a figure.

    The legend stands still: its marks, on axes, are not those that move. lines are more
    entries before them, each with a label, a format and a colour.
    """
    for label, style, colour in lines:
        width = 2 if style == "-" else 1.2
        axes.plot([], [], style, color=colour, linewidth=width, label=label)
    says = {"true": "should be true", "false": "should be false", "wrong": "wrong"}
    for entry, marker, size, colour, edge in MARKS:
        axes.plot(
            [], [], marker, color=colour, ms=0.8 * size, markeredgecolor=edge,
            markeredgewidth=2 if marker == "x" else 1, label=says[entry],
        )  # fmt: skip
    figure.legend(loc="outside lower center", ncols=5, handlelength=1.6)


def draw_verdicts(networks, targets, columns=8):
    """Return a figure of small planes, one for each function: its name and a verdict.

    Parameters
    ----------
    networks : dict of Network
        By the name of the function; each has learnt, or not, at the four INPUTS.
    targets : dict of float arrays, shape (1, 4)
        By the same names; above 0 means true.
    columns : int
        Planes side by side.
    """
    figure, grid = figure_grid(len(targets), columns, 1.45)
    points = plane(24)
    for axes, (name, y) in zip(grid, targets.items(), strict=True):
        network, true = networks[name], np.ravel(y) > 0
        outputs, at_inputs = (
            network.forward(x)[1][network.L] for x in (points, INPUTS)
        )
        draw_plane(axes, square(outputs))
        axes.plot(*INPUTS[:, true], "s", color=ORANGE, markeredgecolor="white")
        axes.plot(*INPUTS[:, ~true], "o", color=BLUE, markeredgecolor="white")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        axes.set_title(name, fontsize=8.5, loc="center", pad=3)
        verdict = axes.set_xlabel("learnt", fontsize=8.5, labelpad=2, color=DARK_GREEN)
        if np.any(at_inputs * y <= 0):
            axes.spines[:].set(color=INK, linewidth=2.5)
            verdict.set(text="not learnt", color=INK, fontweight="bold")
    return figure
