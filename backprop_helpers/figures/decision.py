"""Which side of its boundary a network puts each point of the plane on."""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from .border import border_ends
from .colours import (
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
from .show import new_figure

EDGE = 1.9  # the plane is drawn from −EDGE to EDGE, the points stand at ±1
# Blue below 0, orange above; a pale grey in between, where the output is undecided.
SIDES = LinearSegmentedColormap.from_list(
    "sides", [MID_BLUE, PALE_BLUE, PALE_ORANGE, MID_ORANGE]
)


def plane(cells=60):
    """Return the points of the plane, row by row from below, as columns (2, cells²)."""
    ticks = np.linspace(-EDGE, EDGE, cells)
    return np.stack([x.ravel() for x in np.meshgrid(ticks, ticks)])


def draw_plane(axes, cells=60, animated=False):
    """Draw an empty plane; returns its image, which takes outputs (cells, cells)."""
    half = EDGE / (cells - 1)  # so that the middle of a cell is its point
    ends = (-EDGE - half, EDGE + half)
    image = axes.imshow(
        np.zeros((cells, cells)), SIDES, vmin=-1, vmax=1, origin="lower",
        extent=(*ends, *ends), interpolation="nearest", animated=animated,
    )  # fmt: skip
    axes.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE))
    return image


class MovingDecision:
    """The sides, the boundary between them, hidden neurons' lines and four points.

    A true point is an orange square, a false one a blue dot; a point on the wrong side
    is crossed out.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    points : float array, shape (2, m)
    cells : int
        Rows and columns of the plane.
    """

    def __init__(self, axes, points, cells=60):
        self.points, self.cells = points, cells
        axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        self.image = draw_plane(axes, cells, animated=True)
        for set_ticks in (axes.set_xticks, axes.set_yticks):
            set_ticks([-1, 1], ["false\n−1", "true\n1"])
        self.hidden = LineCollection(
            [], colors=GREY, linestyles="dashed", linewidths=1.2, animated=True
        )
        self.boundary = LineCollection([], colors=INK, linewidths=2, animated=True)
        for lines in (self.hidden, self.boundary):
            axes.add_collection(lines, autolim=False)
        marks = (("s", ORANGE, 13), ("o", BLUE, 13), ("x", INK, 9))
        self.true, self.false, self.wrong = (
            axes.plot(
                [], [], mark, color=colour, markersize=size, animated=True, zorder=4,
                markeredgecolor=INK if mark == "x" else "white", markeredgewidth=2,
            )[0]
            for mark, colour, size in marks
        )  # fmt: skip

    def move(self, outputs, true, right, lines=()):
        """Move to other outputs and targets.

        Parameters
        ----------
        outputs : float array, shape (cells²,)
            For the points of `plane(cells)`.
        true, right : bool arrays, shape (m,)
            Which points should be true, and which are on the right side.
        lines : iterable of (w, b), w of shape (2,)
            Lines w·x + b = 0, drawn dashed.
        """
        table = np.reshape(outputs, (self.cells, self.cells))
        self.image.set_data(table)
        ticks = np.linspace(-EDGE, EDGE, self.cells)
        found = contour_generator(ticks, ticks, table).lines(0.0)
        self.boundary.set_segments(found)
        self.hidden.set_segments([border_ends(w, b) for w, b in lines if np.any(w)])
        shown = ((self.true, true), (self.false, ~true), (self.wrong, ~right))
        for marks, chosen in shown:
            marks.set_data(*self.points[:, chosen])


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
    rows = -(-len(targets) // columns)
    figure, alone = new_figure(8.2, 1.45 * rows)
    alone.remove()
    grid = figure.subplots(rows, columns, squeeze=False)
    for axes, (name, y) in zip(grid.flat, targets.items(), strict=True):
        cells = round(np.sqrt(np.size(outputs[name])))
        draw_plane(axes, cells).set_data(np.reshape(outputs[name], (cells, cells)))
        true = np.ravel(y) > 0
        axes.plot(*points[:, true], "s", color=ORANGE, markeredgecolor="white")
        axes.plot(*points[:, ~true], "o", color=BLUE, markeredgecolor="white")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        axes.set_title(name, fontsize=8.5, loc="center", pad=3)
        verdict = "learnt" if learnt[name] else "not learnt"
        axes.set_xlabel(verdict, fontsize=8.5, labelpad=2)
        if not learnt[name]:
            axes.spines[:].set(color=INK, linewidth=2.5)
            axes.xaxis.label.set(color=INK, fontweight="bold")
        else:
            axes.xaxis.label.set_color(DARK_GREEN)
    return figure
