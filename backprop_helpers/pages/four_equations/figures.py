"""Which side of its boundary a network puts each point of the plane on."""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.border import border_ends
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
from backprop_helpers.figures.following import set_new
from backprop_helpers.figures.show import new_figure

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


WIDTH, GAP = 10.0, 0.8  # of the whole network; between two neurons of a layer


class MovingLayers:
    """Layers as columns of circles, joined by edges; words over and under them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    most : int
        Layers in the deepest network.
    tallest : int
        Neurons in the largest layer.
    """

    def __init__(self, axes, most, tallest):
        axes.set_axis_off()
        half = GAP * (tallest - 1) / 2
        axes.set(xlim=(-0.7, WIDTH + 0.7), ylim=(-half - 2.0, half + 0.8))
        self.sizes = ()
        self.edges = LineCollection(
            [], colors=GREY, linewidths=0.7, animated=True, zorder=1
        )
        self.bright = LineCollection([], linewidths=2, animated=True, zorder=2)
        for edges in (self.edges, self.bright):
            axes.add_collection(edges, autolim=False)
        self.circles = [
            axes.plot(
                [], [], "o", color="white", markeredgecolor=INK, markersize=15,
                animated=True, zorder=3,
            )[0]
            for _ in range(most)
        ]  # fmt: skip

        def row(count, height, size=10, colour=INK):
            return [
                axes.text(
                    0, height, "", ha="center", va="center", fontsize=size,
                    color=colour, animated=True, zorder=1,
                )
                for _ in range(count)
            ]  # fmt: skip

        low = -half - 0.65
        self.words = {
            "name": row(most, half + 0.6, 9, GREY),
            "forward": row(most, low, colour=BLUE),
            "backward": row(most, low - 0.5, colour=DARK_ORANGE),
            "gradient": row(most, low - 1.0, colour=DARK_ORANGE),
        }

    def move(self, sizes, words, lit=(), colour=ORANGE):
        """Move to another network.

        Parameters
        ----------
        sizes : sequence of int
            Neurons in each layer.
        words : dict
            ("name" | "forward" | "backward", l) -> words at layer l, and
            ("gradient", l) -> words between layer l and the one before.
        lit : collection of int or (int, int)
            Layers l, and pairs (l − 1, l) whose edges are lit up.
        colour : str
            Of what is lit.
        """
        if sizes != self.sizes:
            self._place(sizes)
        for l, circles in enumerate(self.circles, start=1):
            lit_up = l in lit
            set_new(circles, markeredgecolor=colour if lit_up else INK)
            set_new(circles, markeredgewidth=3 if lit_up else 1.2)
        for kind, texts in self.words.items():
            for l, text in enumerate(texts, start=1):
                set_new(text, text=words.get((kind, l), ""))
        self.bright.set_segments(
            [ends for l in range(2, len(sizes) + 1) if (l - 1, l) in lit
             for ends in self.joined[l]]
        )  # fmt: skip
        self.bright.set_color(colour)

    def _place(self, sizes):
        """Put circles, edges and words where a network of these sizes has them."""
        self.sizes = sizes
        across = np.linspace(0, WIDTH, len(sizes))
        columns = {
            l: [(x, GAP * (i - (n - 1) / 2)) for i in range(n)]
            for l, (x, n) in enumerate(zip(across, sizes, strict=True), start=1)
        }
        self.joined = {
            l: [(start, end) for start in columns[l - 1] for end in columns[l]]
            for l in range(2, len(sizes) + 1)
        }
        self.edges.set_segments([ends for l in self.joined for ends in self.joined[l]])
        for l, circles in enumerate(self.circles, start=1):
            places = np.reshape(columns.get(l, []), (-1, 2))
            circles.set_data(*places.T)
        for kind, texts in self.words.items():
            places = across if kind != "gradient" else across - across[1] / 2
            for text, x in zip(texts, places, strict=False):
                text.set_x(x)


class MovingCode:
    """A line of code, and under each of its parts the shape of that part."""

    def __init__(self, axes):
        self.parts = ()
        axes.set_axis_off()
        axes.set(xlim=(0, 1), ylim=(0, 1))
        self.title, self.code, self.shapes = (
            axes.text(
                0, height, "", va="center", animated=True, color=colour, fontsize=size,
                family=family, fontweight=weight,
            )
            for height, colour, size, family, weight in (
                (0.85, INK, 10.5, "sans-serif", "bold"),
                (0.5, INK, 10, "monospace", "normal"),
                (0.16, GREY, 10, "monospace", "normal"),
            )
        )  # fmt: skip

    def move(self, title, parts):
        """Move to a title and parts (code, shape), each two strings."""
        self.parts = parts
        widths = [max(map(len, part)) for part in parts]
        rows = [
            "".join(
                part[i].center(width) for part, width in zip(parts, widths, strict=True)
            )
            for i in (0, 1)
        ]
        set_new(self.title, text=title)
        set_new(self.code, text=rows[0])
        set_new(self.shapes, text=rows[1])
