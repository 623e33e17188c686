"""Where starts and descents end, and the costs of many trained networks."""

import numpy as np

from backprop_helpers.figures.colours import BLACK, BLUE, GREEN, GREY, ORANGE, PINK
from backprop_helpers.figures.following import follow

ENDS = {  # where a start leads: colour, mark, words
    "lowest": (GREEN, "o", "lowest minimum"),
    "higher": (ORANGE, "s", "higher minimum"),
    "saddle": (BLACK, "x", "at the saddle"),
    "on its way": (GREY, "+", "on its way"),
    "diverged": (PINK, "^", "diverged"),
}


def draw_ends(axes, key, words):
    """Draw points that follow results: key is where they are, (runs, 2), in a result.

    A result's "words" say what has become of each; others than `words` are not drawn.
    """
    for word in words:
        colour, mark, _ = ENDS[word]
        edge = {"mec": "white", "mew": 0.5} if mark in "os^" else {"mew": 1.5}
        (marks,) = axes.plot([], [], mark, color=colour, markersize=6, zorder=3, **edge)
        follow(marks, lambda r, word=word: {"data": r[key][r["words"] == word].T})


def draw_ends_key(figure):
    """Draw the legend of ENDS below the figure."""
    for colour, mark, words in ENDS.values():
        look = {"color": colour, "markersize": 7, "mew": 1.5}
        figure.axes[0].plot([], [], mark, label=words, **look)
    figure.legend(loc="outside lower center", ncols=len(ENDS))


def draw_final_costs(axes, costs, low, high, title):
    """Draw one dot for each run, a row for each kind of network, and their median.

    costs has an array (runs,) by the number of hidden neurons, from top to bottom; one
    beyond low or high, the ends of the log axis, stands at the edge.
    """
    jitter = np.random.default_rng(0)
    for row, values in enumerate(costs.values()):
        seen = np.clip(values, low, high)
        places = row + jitter.uniform(-0.28, 0.28, size=len(values))
        axes.plot(seen, places, "o", color=BLUE, markersize=4, alpha=0.75, mew=0)
        axes.plot([np.median(seen)] * 2, [row - 0.38, row + 0.38], color=ORANGE)
    axes.set_xscale("log")
    axes.set(xlim=(low, high), ylim=(len(costs) - 0.5, -0.5), title=title)
    axes.set_yticks(range(len(costs)), costs)
    axes.set(xlabel="cost at the end", ylabel="hidden neurons")
