"""Curves over the steps, and how the cost changes from one to the next."""

import numpy as np

from backprop_helpers.figures.colours import DARK_GREEN, GREEN, ORANGE
from backprop_helpers.figures.following import follow


def numbered(values, first=0):
    """Let a line show values (n,) at the places first, first + 1 and so on."""
    return {"data": (np.arange(first, first + len(values)), values)}


def draw_costs(
    axes, steps, low, high, costs, at=None, least=None, xlabel="step", color=ORANGE
):
    """Draw a line on a log axis that follows the costs (n,) which costs(result) gives.

    They stand at 0, 1 and so on, or at the steps `at(result)`, (n,), the last one as a
    dot. `steps` is the right end of the axis, low and high, both positive, are those of
    the other; a cost beyond them is drawn at the edge. A curve that leaves above and
    does not come back ends there, in an arrow. A green dash shows the least cost that
    the model can reach, if it is given.
    """
    axes.set_yscale("log")
    axes.set(xlim=(0, steps), ylim=(low, high), xlabel=xlabel, ylabel="cost C")
    if least is not None:
        axes.axhline(least, color=GREEN, linestyle="--", linewidth=1.5)
        axes.annotate(
            "least cost", (steps, least), xytext=(0, -3), color=DARK_GREEN,
            textcoords="offset points", ha="right", va="top", fontsize=9,
        )  # fmt: skip

    def points(result):
        values = np.asarray(costs(result))
        shown, leaves = _until_gone(~(values <= high))  # so is what is no number
        inside = np.clip(values, low, high)[:shown]
        return {
            "data": (at(result)[:shown] if at else np.arange(shown), inside),
            "marker": "^" if leaves else "o",
            "markersize": 11 if leaves else 5,
            "clip_on": not leaves,  # so that all of the arrow is seen
        }

    follow(*axes.plot([], [], "-o", color=color, markevery=[-1]), points)


def _until_gone(outside):
    """Return how many places (n,) to show, and whether the rest is outside for good."""
    inside = np.flatnonzero(~outside)
    last = inside[-1] if len(inside) else -1
    return min(last + 2, len(outside)), bool(last + 1 < len(outside))
