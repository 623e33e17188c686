"""A kernel of three that sits on a row of numbers: boxes, and lines for its weights."""

import numpy as np
from matplotlib.collections import LineCollection

from .artists import set_new
from .colours import BLUE, DARK_ORANGE, FOR_WORDS, GREY, INK

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
