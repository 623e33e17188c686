"""The network before anything is worked out."""

from backprop_helpers.figures.blanks import OPEN
from backprop_helpers.figures.colours import DARK_GREEN
from backprop_helpers.figures.network_diagram import EDGES, NODES, Moment, draw_at_rest
from backprop_helpers.figures.numbers import high, low, number
from backprop_helpers.pages.two_outputs_by_hand import example


def draw_given(axes):
    """Draw the network with the inputs and the parameters that are given."""
    network, texts, blanks = example.network(), {}, {}
    for l, j in NODES:
        if l == 1:
            texts["above", (l, j)] = f"x{low(j)}"
            texts["inside", (l, j)] = number(example.X[j - 1, 0], trim=True)
            continue
        b = number(network.b[l][j - 1, 0], trim=True)
        texts["above", (l, j)] = f"b{high(l)}{low(j)} = {b}"
        blanks["inside", (l, j)] = OPEN
    for l, j, k in EDGES:
        w = number(network.w[l][j - 1, k - 1], trim=True)
        texts["on", (l, j, k)] = f"w{high(l)}{low(j, k)} = {w}"
    places = draw_at_rest(axes, Moment("", {}, texts, blanks=blanks))
    for j, target in enumerate(example.Y[:, 0], start=1):
        x, y = places[3, j]
        text = f"y{low(j)} = {number(target, trim=True)}"
        axes.text(x + 0.55, y, text, color=DARK_GREEN, va="center")
    axes.set(xlim=(-0.6, 8.6), ylim=(-1.9, 2.1))
