"""A network of any depth, layer by layer, with what is known of each so far."""

import numpy as np
from matplotlib.collections import LineCollection

from .artists import set_new
from .colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE

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
