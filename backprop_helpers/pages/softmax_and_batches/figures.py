"""Shares of one whole as bars, beside the cost of the right one."""

from functools import partial

import numpy as np
from matplotlib.colors import to_rgba

from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PAPER
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number

LOW, HIGH = -0.1, 1.15  # what a wrong softmax gives beyond them stands at the edge
DEAREST = 6.0


def draw_shares(left, right):
    """Draw three bars that follow "a", and the curve −ln a with a dot at "cost".

    The bar at "place" has the colour of the dot. Marks follow "alone", what a sigmoid
    would make of each z of the result; a cost that is None has no dot.
    """
    left.set(xlim=(0.4, 3.6), ylim=(LOW, HIGH), xticks=(1, 2, 3), xlabel="output")
    left.set_ylabel("a")
    left.axhline(0, color=INK, linewidth=1)
    left.axhline(1, color=GREY, linewidth=1, linestyle=":")

    def look(k, r):
        colour = to_rgba(ORANGE if k == r["place"] else BLUE)
        return {"height": np.clip(r["a"][k], LOW, HIGH), "facecolor": colour}

    def words(k, r):
        place = (k + 1, np.clip(r["a"][k], 0, 1) + 0.03)
        return {"text": number(r["a"][k], ".3f"), "position": place}

    for k, bar in enumerate(left.bar((1, 2, 3), 0, 0.6, color=BLUE, edgecolor=INK)):
        follow(bar, partial(look, k))
        text = left.text(k + 1, 0, "", ha="center", va="bottom", bbox=PAPER)
        follow(text, partial(words, k))
    (alone,) = left.plot([], [], "D", color="white", markeredgecolor=INK, ms=6,
                         label="sigmoid of its own z", zorder=5)  # fmt: skip
    follow(alone, lambda r: {"data": ((1.22, 2.22, 3.22), r["alone"])})
    left.legend(loc="lower right", bbox_to_anchor=(1.02, 0.98))

    a = np.linspace(np.exp(-DEAREST), 1, 400)
    right.plot(a, -np.log(a), color=INK)
    right.set(xlim=(0, 1.02), ylim=(-0.2, DEAREST), xlabel="a of the right output")
    right.set_ylabel("cost C = −ln a")

    def dot(r):
        if r["cost"] is None:
            return {"data": ([], [])}
        return {
            "data": ([r["a"][r["place"]]], [min(r["cost"], DEAREST)]),
            "marker": "^" if r["cost"] > DEAREST else "o",
        }

    follow(*right.plot([], [], "o", color=ORANGE, ms=9, clip_on=False), dot)
