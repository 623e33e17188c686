"""A kernel on an image and the map that it gives; and what kernels see in a text."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    DARK_ORANGE,
    FOR_WORDS,
    GREY,
    INK,
    ORANGE,
)
from backprop_helpers.figures.digits import SIGNS
from backprop_helpers.figures.following import set_new
from backprop_helpers.figures.show import new_figure

DEEP = -1.85  # a weight below is so blue that white words stand out better than black


def _empty(axes, low, high):
    """Give axes the look of a picture from low to high, rows counted from the top."""
    axes.set(xticks=[], yticks=[], xlim=(low, high), ylim=(high, low))
    axes.spines[:].set_visible(False)


def _frame(axes, colour, width, style="-"):
    patch = Rectangle(
        (0, 0), 1, 1, fill=False, edgecolor=colour, linewidth=width, linestyle=style,
        animated=True, zorder=4,
    )  # fmt: skip
    return axes.add_patch(patch)


def draw_kernels(w, columns=6):
    """Return a figure of the kernels w (n, rows, columns), as `digits.draw_weights`.

    Each picture has its own scale: full colour is the largest of its weights.
    """
    rows = -(-len(w) // columns)
    figure, alone = new_figure(8.2, rows * 7.2 / columns)
    alone.remove()
    grid = figure.subplots(rows, columns, squeeze=False).flat
    for number, (kernel, axes) in enumerate(zip(w, grid, strict=False), start=1):
        largest = np.abs(kernel).max() or 1.0
        axes.imshow(kernel, SIGNS, vmin=-largest, vmax=largest)
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
        axes.set_title(str(number), fontsize=10)
        for mark, where in (("+", kernel > 0), ("_", kernel < 0)):
            places = np.nonzero(where & (np.abs(kernel) > 0.15 * largest))
            axes.plot(*places[::-1], mark, color=BLACK, markersize=5)
    for axes in grid:  # those that are left
        axes.remove()
    return figure


class MovingMap:
    """An image of 8 × 8 with a frame on it, a kernel of 3 × 3, and the map they give.

    Parameters
    ----------
    left, middle, right : matplotlib.axes.Axes
    most : int
        The most zeros that are added on each side.
    """

    def __init__(self, left, middle, right, most):
        end = 7.5 + most + 0.3
        for axes, title in ((left, "image"), (right, "map")):
            _empty(axes, -most - 0.8, end)
            axes.set_title(title, fontsize=10, loc="center", pad=2)
        _empty(middle, -0.6, 2.6)
        middle.set_title("kernel", fontsize=10, loc="center", pad=2)
        self.image = left.imshow(
            np.zeros((8, 8)), "Greys", vmin=0, vmax=1, animated=True,
            extent=(-0.5, 7.5, 7.5, -0.5),
        )  # fmt: skip
        self.kernel = middle.imshow(
            np.zeros((3, 3)), SIGNS, vmin=-2, vmax=2, animated=True
        )
        self.map = right.imshow(np.zeros((2, 2)), SIGNS, vmin=-1, vmax=1, animated=True)
        for axes in (left, right):
            axes.set(xlim=(-most - 0.8, end), ylim=(end, -most - 0.8))
        self.edge = _frame(left, GREY, 1.2, "--")
        self.paper = _frame(left, GREY, 1)
        self.paper.set_bounds(-0.5, -0.5, 8, 8)
        self.around = _frame(right, GREY, 1)
        self.entry = _frame(middle, BLACK, 1.5, ":")
        self.window, self.cell = _frame(left, ORANGE, 3), _frame(right, BLACK, 3)
        self.signs = [
            right.plot(
                [], [], mark, color=BLACK, markersize=5, animated=True, zorder=3
            )[0]
            for mark in ("+", "_")
        ]
        self.numbers = [
            middle.text(
                k % 3, k // 3, "", ha="center", va="center", fontsize=10, color=BLACK,
                animated=True, zorder=5,
            )
            for k in range(9)
        ]  # fmt: skip

    def move(self, image, w, entry, z, stride, padding, row, column):
        """Move to an image (8, 8), a kernel w (3, 3), and its map z (rows, columns).

        entry (row, column) is framed in the kernel; row and column tell which number
        of the map is.
        """
        self.image.set_data(image)
        self.kernel.set_data(w)
        self.entry.set_bounds(entry[1] - 0.44, entry[0] - 0.44, 0.88, 0.88)
        for text, value in zip(self.numbers, w.ravel(), strict=True):
            set_new(text, text=f"{value:z.2g}".replace("-", "−"))
            set_new(text, color="white" if value < DEEP else BLACK)
        side = 8 + 2 * padding
        self.edge.set_bounds(-0.5 - padding, -0.5 - padding, side, side)
        self.window.set_bounds(
            column * stride - padding - 0.5, row * stride - padding - 0.5, 3, 3
        )
        start = 3.5 - len(z) / 2  # the map stands in the middle
        largest = np.abs(z).max() or 1.0
        self.map.set_data(z / largest)
        self.map.set_extent((start, start + len(z), start + len(z), start))
        self.around.set_bounds(start, start, len(z), len(z))
        self.cell.set_bounds(start + column, start + row, 1, 1)
        for sign, where in zip(
            self.signs, (z > 0.15 * largest, z < -0.15 * largest), strict=True
        ):
            rows, columns = np.nonzero(where)
            sign.set_data(start + 0.5 + columns, start + 0.5 + rows)


class MovingReactions:
    """How much each ReLU kernel reacts at each word; a dot where it does most.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    kernels, most : int
        Rows, and the most places in a row.
    votes : float array, shape (kernels,)
        What a reaction of 1 adds for "liked" rather than "disliked".
    """

    def __init__(self, axes, kernels, most, votes):
        axes.set(xlim=(-0.5, most - 0.5), ylim=(kernels - 0.5, -1.3), xticks=[])
        names = [
            f"{j}: {'liked' if vote > 0 else 'disliked'} {abs(vote):.1f}"
            for j, vote in enumerate(votes, start=1)
        ]
        axes.set_yticks(range(kernels), names)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_ylabel("kernel: its vote")
        self.table = axes.imshow(
            np.zeros((kernels, most)), SIGNS, vmin=-1, vmax=1, aspect="auto",
            animated=True,
        )  # fmt: skip
        axes.set(xlim=(-0.5, most - 0.5), ylim=(kernels - 0.5, -1.3))
        (self.winners,) = axes.plot(
            [], [], "o", color=INK, markersize=7, animated=True, zorder=3
        )
        self.window = _frame(axes, ORANGE, 3)
        self.words = [
            axes.text(
                place, -0.85, "", ha="center", va="center", fontsize=10, animated=True
            )
            for place in range(most)
        ]

    def move(self, words, reactions, winners, kernel, width):
        """Move to a line.

        Parameters
        ----------
        words : list of str
        reactions : float array, shape (kernels, places)
            From 0 to 1.
        winners : int array, shape (kernels,)
            The place at which each kernel reacts most; −1 if it is silent.
        kernel : int
            The row that is framed, from 0.
        width : int
            How many words a kernel sees.
        """
        self.table.set_data(reactions)
        loud = np.flatnonzero(winners >= 0)
        self.winners.set_data(winners[loud], loud)
        silent = winners[kernel] < 0
        left, wide = winners[kernel] - width // 2, width
        if silent:
            left, wide = 0, reactions.shape[1]
        self.window.set_bounds(left - 0.5, kernel - 0.5, wide, 1)
        self.window.set_linestyle("--" if silent else "-")
        for place, text in enumerate(self.words):
            seen = left <= place < left + wide and not silent
            set_new(text, text=words[place] if place < len(words) else "")
            set_new(text, color=DARK_ORANGE if seen else INK)
            set_new(text, fontweight="bold" if seen else "normal")


TOP, BOTTOM = 1.0, 0.0  # heights of the inputs and of the outputs
BOX = 27  # points


class MovingKernel:
    """Inputs above, outputs below, and a line for each use of a weight.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    x : float array, shape (n,)
        The inputs; they stand at 0, 1, …, n − 1.
    most : int
        The most zeros that are added on each side.
    outputs : int
        The most outputs there can be.
    """

    def __init__(self, axes, x, most, outputs):
        n = len(x)
        axes.set_axis_off()
        axes.set(xlim=(-most - 1.6, n + most - 0.4), ylim=(-0.55, 1.62))
        look = {"va": "center", "color": INK, "fontsize": 9}
        axes.text(-most - 1.5, TOP, "inputs x", **look)
        self.name = axes.text(-most - 1.5, BOTTOM, "", animated=True, **look)
        self.lines = LineCollection(
            [], colors=GREY, linewidths=0.8, animated=True, zorder=1
        )
        self.dark = LineCollection(
            [], colors=INK, linewidths=1.8, animated=True, zorder=1.5
        )
        self.lit = LineCollection([], linewidths=3, animated=True, zorder=2)
        for lines in (self.lines, self.dark, self.lit):
            axes.add_collection(lines, autolim=False)
        self.zeros, self.boxes, self.below = (
            axes.plot(
                [], [], "s", markersize=BOX, color="white", markeredgecolor=edge,
                markeredgewidth=width, animated=True, zorder=3,
            )[0]
            for edge, width in ((GREY, 0.7), (BLUE, 1.7), (INK, 1.1))
        )  # fmt: skip
        self.boxes.set_data(range(n), [TOP] * n)
        self.frames = axes.plot(
            [], [], "s", markersize=BOX, fillstyle="none", markeredgewidth=3,
            animated=True, zorder=4,
        )[0]  # fmt: skip

        def words(count, height, **look):
            look = {"ha": "center", "va": "center", "fontsize": 10} | look
            return [
                axes.text(0, height, "", animated=True, zorder=5, **look)
                for _ in range(count)
            ]

        self.over = words(n, TOP + 0.36, color=DARK_ORANGE, fontsize=9)
        self.inside = words(n + 2 * most, TOP)
        self.results = words(outputs, BOTTOM, fontsize=9)
        self.weights = words(
            max(outputs, 3), 0, fontsize=9,
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"},
        )  # fmt: skip
        self.x = x

    def move(self, uses, dark, padding, places, results, over, lit, colour):
        """Move to another kernel.

        Parameters
        ----------
        uses, dark : lists of (p, i)
            Each use of a weight: the input at p, of which p < 0 is padding, and the
            number i of the output; and those with a darker line.
        padding : int
            Zeros on each side.
        places : float array, shape (outputs,)
            Where the outputs stand.
        results, over : lists of str
            What stands in the outputs, and over the inputs.
        lit : list of (p, i, word)
            The uses that are lit up, each with a word on its line.
        colour : str
            BLUE on the way forward, ORANGE on the way back.
        """
        n = len(self.x)
        self.lines.set_segments([self._line(p, places[i]) for p, i in uses])
        self.dark.set_segments([self._line(p, places[i]) for p, i in dark])
        self.lit.set_segments([self._line(p, places[i]) for p, i, _ in lit])
        self.lit.set_color(colour)
        outside = [*range(-padding, 0), *range(n, n + padding)]
        self.zeros.set_data(outside, [TOP] * len(outside))
        self.below.set_data(places, [BOTTOM] * len(places))
        top = {p for p, _, _ in lit}
        bottom = {i for _, i, _ in lit}
        framed = [(p, TOP) for p in top] + [(places[i], BOTTOM) for i in bottom]
        self.frames.set_data(*np.reshape(framed, (-1, 2)).T)
        set_new(self.frames, markeredgecolor=colour)
        values = [(p, f"{v:g}") for p, v in enumerate(self.x)]
        _place(self.inside, values + [(p, "0") for p in outside])
        _place(self.over, [*enumerate(over)])
        _place(self.results, [*zip(places, results, strict=True)])
        for text in self.results:
            set_new(text, color=FOR_WORDS.get(colour, colour))
        _place(
            self.weights,
            [(0.4 * p + 0.6 * places[i], word) for p, i, word in lit],
            0.4 * TOP + 0.6 * BOTTOM,
        )

    def _line(self, p, place):
        return [(p, TOP), (place, BOTTOM)]


def _place(texts, places, height=None):
    """Write (x, word) into texts, and empty those that are left over."""
    for number, text in enumerate(texts):
        x, word = places[number] if number < len(places) else (0, "")
        y = text.get_position()[1] if height is None else height
        set_new(text, text=word.replace("-", "−"), position=(x, y))
