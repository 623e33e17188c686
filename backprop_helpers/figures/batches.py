"""Runs with mini-batches of different sizes, beside each other."""

import numpy as np

from .colours import BLUE, INK, ORANGE, PINK

LOOKS = ((PINK, 0.5, "D"), (ORANGE, 1.2, "o"), (BLUE, 1.8, "s"))


def draw_runs(left, right, runs, epochs):
    """Draw up to three runs: the cost of each mini-batch, and the path of two weights.

    Parameters
    ----------
    left, right : matplotlib.axes.Axes
        For the costs, on a log axis, and for the paths; a mark stands at each end.
    runs : dict
        name -> (costs (steps,), path (steps + 1, 2)), the run with most steps first.
    epochs : int
        Number of epochs of each run: the steps are spread evenly over them.
    """
    left.set_yscale("log")
    for (name, (costs, path)), look in zip(runs.items(), LOOKS, strict=False):
        colour, width, mark = look
        at = np.linspace(0, epochs, len(costs), endpoint=False)
        left.plot(at, costs, color=colour, linewidth=width)
        right.plot(*path.T, color=colour, linewidth=width)
        right.plot(*path[-1], mark, color=colour, markeredgecolor=INK, markersize=8)
        right.plot([], [], color=colour, linewidth=2, marker=mark, label=name)
    right.plot(*path[0], "*", color=INK, markersize=12, label="start")
    left.set(xlabel="epoch", ylabel="cost C", xlim=(0, epochs))
    left.set_title("cost of each mini-batch", fontsize=10)
    right.set_title("path of two weights", fontsize=10)
    right.legend(loc="upper left")
