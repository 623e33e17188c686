"""Histograms of activations."""

from functools import partial

from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.following import follow


def draw_histogram(axes, edges, shown):
    """Draw a histogram with bins between edges, and a bar for what is beyond them.

    shown(result) gives the parts in the bins, below, and above them, and a title.
    """
    axes.set(xlim=(-1.45, 1.45), ylim=(0, 1), xticks=[-1, 0, 1], xlabel="a")

    def beyond(side, r):
        return {"height": shown(r)[0][side]}

    bars = axes.stairs(0 * edges[1:], edges, fill=True, color=BLUE)
    follow(bars, lambda r: {"data": shown(r)[0][0]})
    for side, place in ((1, -1.28), (2, 1.28)):
        (bar,) = axes.bar([place], 0, 0.22, color=ORANGE, hatch="//", edgecolor="white")
        follow(bar, partial(beyond, side))
    axes.set_title(" ")  # keeps the room for a title that moves
    title = axes.text(0.5, 1.03, "", transform=axes.transAxes, ha="center", fontsize=10)
    follow(title, lambda r: {"text": shown(r)[1]})
