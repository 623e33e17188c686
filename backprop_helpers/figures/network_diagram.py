"""A small network drawn with its numbers on nodes and edges."""

from matplotlib.colors import to_rgba
from matplotlib.patches import Circle

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE
from backprop_helpers.figures.following import set_new

RADIUS = 0.38
LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def low(*indices):
    """Write indices below the line: low(1, 2) is "₁₂"."""
    return "".join(map(str, indices)).translate(LOW)


def high(layer):
    """Write a layer number above the line: high(3) is "³"."""
    return str(layer).translate(HIGH)


class NetworkDiagram:
    """Circles in columns, joined by edges, with places for numbers.

    Layers are numbered from 1, neurons from 1 downwards. All texts start empty and are
    animated, so that a panel can fill them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    sizes : sequence of int
        Neurons in each layer.
    spread, gap : float
        Distance between two layers, and between two neurons of a layer.

    Attributes
    ----------
    inside, above, below : dict
        (layer, neuron) -> Text in, over and under a circle.
    weight, blame : dict
        (layer, j, k) -> Text on the edge from neuron k of the layer before to j, and a
        second one under it.
    edge : dict
        (layer, j, k) -> Line2D of that edge.
    ring : dict
        (layer, neuron) -> Circle that can be lit up.
    """

    def __init__(self, axes, sizes, spread=3.5, gap=2.6):
        self.axes = axes
        axes.set_axis_off()
        axes.set_aspect("equal")
        self.place = {
            (layer, j): (spread * (layer - 1), gap * ((size + 1) / 2 - j))
            for layer, size in enumerate(sizes, start=1)
            for j in range(1, size + 1)
        }
        self.edge, self.ring, self.weight, self.blame = {}, {}, {}, {}
        self.inside, self.above, self.below = {}, {}, {}
        for layer in range(2, len(sizes) + 1):
            for j in range(1, sizes[layer - 1] + 1):
                for k in range(1, sizes[layer - 2] + 1):
                    self._draw_edge(layer, j, k)
        for node in self.place:
            self._draw_node(node)

    def _draw_edge(self, layer, j, k):
        (x0, y0), (x1, y1) = self.place[layer - 1, k], self.place[layer, j]
        (self.edge[layer, j, k],) = self.axes.plot(
            [x0, x1], [y0, y1], color=GREY, linewidth=1, animated=True, zorder=1
        )
        # Off the middle, so that the numbers of two crossing edges do not meet.
        part = 0.34
        x, y = x0 + part * (x1 - x0), y0 + part * (y1 - y0)
        self.weight[layer, j, k] = self._text(x, y, 9, INK, background=True)
        self.blame[layer, j, k] = self._text(
            x, y - 0.13, 9, DARK_ORANGE, va="top", background=True
        )

    def _draw_node(self, node):
        x, y = self.place[node]
        self.ring[node] = Circle(
            (x, y), RADIUS, facecolor="white", edgecolor=INK, linewidth=1.3,
            animated=True, zorder=3,
        )  # fmt: skip
        self.axes.add_patch(self.ring[node])
        self.inside[node] = self._text(x, y, 9, BLUE)
        self.above[node] = self._text(x, y + RADIUS + 0.1, 9, INK, va="bottom")
        self.below[node] = self._text(x, y - RADIUS - 0.1, 9, DARK_ORANGE, va="top")

    def _text(self, x, y, size, colour, va="center", background=False):
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        return self.axes.text(
            x, y, "", fontsize=size, color=colour, ha="center", va=va, zorder=5,
            linespacing=1.25, bbox=box if background else None, animated=True,
        )  # fmt: skip

    def light(self, edges=(), nodes=(), colour=ORANGE, dashed=()):
        """Light up some edges and nodes, and dim all others."""
        for key, edge in self.edge.items():
            lit = key in edges
            set_new(
                edge,
                color=colour if lit else GREY,
                linewidth=2.6 if lit else 1,
                linestyle="--" if key in dashed else "-",
            )
        for key, ring in self.ring.items():
            lit = key in nodes
            edge_colour = to_rgba(colour if lit else INK)
            set_new(ring, edgecolor=edge_colour, linewidth=2.6 if lit else 1.3)
