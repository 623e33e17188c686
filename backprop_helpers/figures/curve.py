"""How the cost changes from step to step."""

import numpy as np

from backprop_helpers.figures.colours import DARK_GREEN, GREEN, ORANGE
from backprop_helpers.figures.following import follow


def draw_costs(axes, steps, low, high, costs, at=None, least=None, xlabel="step"):
    """Draw a line on a log axis that follows the costs (n,) which costs(result) gives.

    They stand at 0, 1 and so on, or at the steps `at(result)`, (n,), the last one as a
    dot. `steps` is the right end of the axis, low and high, both positive, are those of
    the other; a cost beyond them is drawn at the edge. A green dash shows the least
    cost that the model can reach, if it is given.
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
        inside = np.clip(costs(result), low, high)
        return {"data": (at(result) if at else np.arange(len(inside)), inside)}

    follow(*axes.plot([], [], "-o", color=ORANGE, markevery=[-1]), points)
