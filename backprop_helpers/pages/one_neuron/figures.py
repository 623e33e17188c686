"""The drawing of this page: one neuron of the network that page 04 fills in."""

from matplotlib.patches import Circle

from backprop_helpers.figures.colours import BLUE, DARK_GREY, FAINT, INK
from backprop_helpers.figures.network_diagram import (
    EDGES,
    NODES,
    ONE_TWO,
    RADIUS,
    Moment,
    draw_at_rest,
)
from backprop_helpers.figures.numbers import low
from backprop_helpers.figures.show import new_figure

NEURON = (2, 1)
ONE = ((1, 1), (1, 2), NEURON)  # the neuron and its inputs
SPREAD = 3.5  # between two layers
NAMES = Moment(
    "",
    lit={},
    texts={
        **{("inside", (1, k)): f"x{low(k)}" for k in ONE_TWO},
        **{("on", (*NEURON, k)): f"w{low(k)}" for k in ONE_TWO},
        ("above", NEURON): "b",
        ("inside", NEURON): "a",
    },
)


def draw_one_neuron():
    """Return a figure of the whole network in pale grey, with names at one neuron."""
    figure, axes = new_figure(8.2, 3.3)
    places = {(l, j): (SPREAD * (l - 1), 2.6 * (1.5 - j)) for l, j in NODES}
    for l, j, k in EDGES:
        ends = places[l - 1, k], places[l, j]
        axes.plot(*zip(*ends, strict=True), color=FAINT, linewidth=1.5, zorder=0)
    for place in places.values():
        axes.add_patch(Circle(place, RADIUS, fc="white", ec=FAINT, lw=1.5, zorder=2))
    draw_at_rest(axes, NAMES, spread=SPREAD, nodes=ONE)
    x, y = places[NEURON]
    words = {"color": DARK_GREY, "fontsize": 9, "ha": "center"}
    axes.text(0, y + 0.55, "inputs", **words)
    axes.text(0.34 * x, y + 0.55, "weights", **words)
    axes.text(x - 0.3, y + 0.55, "bias", **words | {"ha": "right"})
    style = {"fontsize": 11, "va": "center"}
    axes.text(x + 0.65, y + 0.75, "z = w₁ x₁ + w₂ x₂ + b", color=INK, **style)
    axes.text(x + 0.65, y + 0.3, "a = σ(z)", color=BLUE, **style)
    axes.set(xlim=(-0.9, 7.9), ylim=(-1.9, 2.4))
    return figure
