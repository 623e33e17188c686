"""A calculation drawn as a graph: values in the nodes, slopes on the edges."""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import set_new

RADIUS = 0.4


class GraphDiagram:
    """Circles with arrows from parents to children, and places for numbers.

    All texts but the labels start empty; all that is drawn is animated, so that a panel
    can fill it and light it up.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    places : dict
        name -> (x, y), the middle of each node.
    edges : sequence of (str, str)
        (parent, child), names of nodes.
    labels : dict
        name -> what stands over the node; by default its name.
    part : dict
        edge -> where on it the numbers stand, from 0 at the parent to 1; by default ½.

    Attributes
    ----------
    label : dict
        name -> Text over a node.
    value, blame : dict
        name -> Text inside a node, and under it, after the sign "∂C/∂name =".
    blame_sign : dict
        name -> that sign. It is a Text of its own, since it never changes: only the
        number behind it must be drawn again when a slider moves.
    slope, share : dict
        edge -> Text on the edge, and a second one under it.
    edge, second : dict
        edge -> Line2D of the arrow, and of dashes that can be laid over it.
    ring : dict
        name -> Circle that can be lit up.
    """

    def __init__(self, axes, places, edges, labels=None, part=None):
        self.axes, self.places = axes, dict(places)
        axes.set_axis_off()
        axes.set_aspect("equal")
        self.edge, self.second, self.slope, self.share = {}, {}, {}, {}
        self.value, self.blame, self.blame_sign, self.ring = {}, {}, {}, {}
        self.label = {}
        for edge in edges:
            self._draw_edge(edge, (part or {}).get(edge, 0.5))
        for name in self.places:
            self._draw_node(name, (labels or {}).get(name, name))

    def _draw_edge(self, edge, part):
        start, end = (np.array(self.places[name]) for name in edge)
        along = (end - start) / np.hypot(*(end - start))
        tail, tip = start + RADIUS * along, end - (RADIUS + 0.09) * along
        points = np.array([tail, tip]).T
        angle = np.degrees(np.arctan2(along[1], along[0]))
        (self.edge[edge],) = self.axes.plot(
            *points, color=GREY, linewidth=1.2, marker=(3, 0, angle - 90),
            markevery=[1], markersize=9, animated=True, zorder=1,
        )  # fmt: skip
        (self.second[edge],) = self.axes.plot(
            *points, "--", color="white", linewidth=1.6, visible=False, animated=True,
            zorder=2,
        )  # fmt: skip
        x, y = tail + part * (tip - tail)
        self.slope[edge] = self._text(x, y + 0.02, INK, background=True)
        self.share[edge] = self._text(x, y - 0.15, DARK_ORANGE, "top", background=True)

    def _draw_node(self, name, label):
        x, y = self.places[name]
        self.ring[name] = Circle(
            (x, y), RADIUS, facecolor="white", edgecolor=INK, linewidth=1.3,
            animated=True, zorder=3,
        )  # fmt: skip
        self.axes.add_patch(self.ring[name])
        self.label[name] = self._text(x, y + RADIUS + 0.1, INK, "baseline")
        self.label[name].set(text=label, fontsize=10)
        self.value[name] = self._text(x, y, BLUE)
        below = y - RADIUS - 0.24
        sign = self._text(x + 0.2, below, DARK_ORANGE, "baseline", "right")
        sign.set(text=f"∂C/∂{name} =", visible=False)
        self.blame_sign[name] = sign
        self.blame[name] = self._text(x + 0.27, below, DARK_ORANGE, "baseline", "left")

    def _text(self, x, y, colour, va="center", ha="center", background=False):
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        return self.axes.text(
            x, y, "", fontsize=9, color=colour, ha=ha, va=va, zorder=5,
            bbox=box if background else None, animated=True,
        )  # fmt: skip

    def light(self, edges=(), nodes=(), colour=ORANGE, dashed=()):
        """Light up edges and nodes in one colour, others in dashes, and dim the rest.

        An edge that is in both `edges` and `dashed` gets the dashes over its colour.
        """
        for key, edge in self.edge.items():
            lit, second = key in edges, key in dashed
            set_new(
                edge,
                color=colour if lit else PINK if second else GREY,
                linewidth=3.4 if lit else 2.6 if second else 1.2,
                linestyle="--" if second and not lit else "-",
            )
            set_new(self.second[key], visible=lit and second)
        for key, ring in self.ring.items():
            lit = key in nodes
            edge_colour = to_rgba(colour if lit else INK)
            set_new(ring, edgecolor=edge_colour, linewidth=2.6 if lit else 1.3)
