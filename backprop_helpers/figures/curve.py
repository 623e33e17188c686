"""How the cost changes from step to step."""

import numpy as np

from backprop_helpers.figures.colours import DARK_GREEN, GREEN, ORANGE


class MovingCurve:
    """The cost after each step, on a log axis, with the least cost as a green dash.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    steps : int
        The right end of the axis.
    low, high : float
        Ends of the cost axis, both positive; a cost beyond them is drawn at the edge.
    least : float or None
        The least cost that the model can reach.
    xlabel : str
    """

    def __init__(self, axes, steps, low, high, least=None, xlabel="step"):
        self.low, self.high = low, high
        axes.set_yscale("log")
        axes.set(xlim=(0, steps), ylim=(low, high), xlabel=xlabel, ylabel="cost C")
        if least is not None:
            axes.axhline(least, color=GREEN, linestyle="--", linewidth=1.5)
            axes.annotate(
                "least cost", (steps, least), xytext=(0, -3), color=DARK_GREEN,
                textcoords="offset points", ha="right", va="top", fontsize=9,
            )  # fmt: skip
        (self.line,) = axes.plot([], [], color=ORANGE, animated=True)
        (self.now,) = axes.plot([], [], "o", color=ORANGE, animated=True)

    def move(self, costs, at=None):
        """Move to costs (n,) at the steps `at` (n,), by default 0, 1 and so on."""
        at = np.arange(len(costs)) if at is None else at
        inside = np.clip(costs, self.low, self.high)
        self.line.set_data(at, inside)
        self.now.set_data(at[-1:], inside[-1:])
