"""What the course leads to: digits that a network reads, and a network to fill in."""

from backprop_helpers.datasets import load_digits
from backprop_helpers.figures import new_figure
from backprop_helpers.figures.blanks import OPEN
from backprop_helpers.figures.digits import draw_images
from backprop_helpers.figures.network_diagram import EDGES, NODES, Moment, draw_at_rest
from backprop_helpers.figures.numbers import high, low

SHOWN = 12


def draw_digits_read(readings):
    """Return a figure of the first test images, with the readings (510,) over them."""
    test = load_digits().test
    titles = [
        f"reads {read}" + ("" if read == label else f", it is {label}")
        for read, label in zip(readings[:SHOWN], test.labels[:SHOWN], strict=True)
    ]
    return draw_images(test.images[:SHOWN], titles)


def draw_empty_network():
    """Return the network of page 04, with a box for every number of it."""
    texts = {("above", (1, j)): f"x{low(j)}" for j in (1, 2)}
    texts |= {
        ("above", node): f"b{high(node[0])}{low(node[1])} = ?" for node in NODES[2:]
    }
    texts |= {("on", edge): f"w{high(edge[0])}{low(*edge[1:])} = ?" for edge in EDGES}
    texts |= {
        ("below", node): f"δ{high(node[0])}{low(node[1])} = ?" for node in NODES[2:]
    }
    blanks = {place: OPEN for place, text in texts.items() if "?" in text}
    blanks |= {("inside", node): OPEN for node in NODES}
    figure, axes = new_figure(8.2, 3.7)
    draw_at_rest(axes, Moment("", {}, texts, blanks=blanks))
    axes.set(xlim=(-0.6, 7.6), ylim=(-2.2, 2.1))
    return figure
