"""Outputs as bars, and answers counted in a table."""

from functools import partial

import numpy as np
from matplotlib.colors import to_rgba

from backprop_helpers.figures.colours import GREY, INK, ORANGE
from backprop_helpers.figures.following import follow


def draw_bars(axes, outputs):
    """Draw an output for each digit as a bar with its size; one is the answer.

    All artists follow outputs(result), shape (10,), from 0 to 1.
    """
    places = range(10)
    axes.set(xlim=(-0.6, 9.6), ylim=(0, 1.24), xticks=places)
    axes.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    axes.set_ylabel("output $a$")

    def look(place, r):
        a = outputs(r)
        colour = to_rgba(ORANGE if place == a.argmax() else GREY)
        return {"height": a[place], "facecolor": colour}

    def words(place, r):
        a = outputs(r)[place]
        return {"text": f"{a:.2f}" if a >= 0.005 else "", "position": (place, a)}

    def above(r):
        a = outputs(r)
        return {"data": ([a.argmax()], [a.max() + 0.14])}

    bars = axes.bar(places, [0] * 10, 0.7, color=GREY, edgecolor=INK)
    for place, bar in enumerate(bars):
        follow(bar, partial(look, place))
        text = axes.text(place, 0, "", ha="center", va="bottom", fontsize=9)
        follow(text, partial(words, place))
    follow(axes.plot([], [], "v", color=ORANGE, ms=9)[0], above)


def draw_confusion(axes, counts):
    """Draw a table of counts (n, n): a row for each label, a column for each answer.

    Mistakes stand in orange boxes, deeper where there are more; a dot stands for 0.
    """
    n = len(counts)
    wrong = np.where(np.eye(n, dtype=bool), 0, counts)
    shades = np.tile([0.835, 0.369, 0, 0], (n, n, 1))
    shades[..., 3] = np.where(wrong > 0, 0.25 + 0.5 * wrong / max(wrong.max(), 1), 0)
    axes.imshow(shades, aspect="auto")
    for row, column in np.ndindex(n, n):
        count = counts[row][column]
        mistake = wrong[row, column] > 0
        axes.text(
            column, row, count or "·", ha="center", va="center", fontsize=10,
            color=INK if mistake or row == column else GREY,
            fontweight="bold" if mistake else "normal",
        )  # fmt: skip
    axes.set(xlabel="answer of the network", ylabel="label", xticks=range(n))
    axes.set_yticks(range(n))
    axes.spines[:].set_visible(True)
