"""One neuron used again at every step of time, unrolled into a chain (notebook 12)."""

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import set_new

HEAD = 0.08  # length of the head of an arrow


class MovingChain:
    """Circles with a⟨t⟩, the inputs below and δ⟨t⟩ above; the cost at the end.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    most : int
        The largest number of steps.
    """

    def __init__(self, axes, most):
        axes.set_axis_off()
        axes.set(xlim=(-0.45, most + 1.65), ylim=(-1.25, 1.15))
        self.arrows = LineCollection(
            [], colors=INK, linewidths=1.3, animated=True, zorder=1
        )
        axes.add_collection(self.arrows, autolim=False)
        (self.circles,) = axes.plot(
            [], [], "o", color="white", markeredgecolor=BLUE, markersize=38,
            markeredgewidth=1.6, animated=True, zorder=2,
        )  # fmt: skip

        def words(count, colour, size=10):
            return [
                axes.text(
                    t, 0, "", ha="center", va="center", fontsize=size, color=colour,
                    animated=True, zorder=3,
                )
                for t in range(count)
            ]  # fmt: skip

        self.a, self.x = words(most + 1, BLUE, 9), words(most + 1, INK, 9)
        self.delta, self.w = words(most + 1, DARK_ORANGE, 9), words(most + 1, GREY, 9)
        self.cost = words(1, INK)[0]
        self.cost.set_ha("left")

    def move(self, x, a, delta, cost):
        """Show a run: dicts of numbers by step, a from 0 on, the others from 1 on."""
        T = len(x)
        self.circles.set_data(range(T + 1), np.zeros(T + 1))
        across = [_arrow((t - 0.64, 0), (t - 0.36, 0)) for t in range(1, T + 2)]
        up = [_arrow((t, -0.85), (t, -0.48)) for t in range(1, T + 1)]
        self.arrows.set_segments([*across, *up])
        for t, word in enumerate(self.a):
            set_new(word, text=f"{a[t]:z.3f}".replace("-", "−") if t <= T else "")
        for t in range(1, len(self.x)):
            shown = t <= T
            set_new(self.x[t], position=(t, -1.05), text=f"{x[t]:.0f}" if shown else "")
            number = f"{delta[t]:z.2g}".replace("-", "−") if shown else ""
            set_new(self.delta[t], position=(t, 0.75), text=number)
            set_new(self.w[t], position=(t - 0.5, 0.28), text="w" if shown else "")
        set_new(self.a[0], text="0")
        set_new(self.cost, position=(T + 0.7, 0), text=f"C = {cost:.3f}")


def _arrow(start, end):
    """Return the points of an arrow, shaft and head, along one of the axes."""
    x1, y1 = end
    if start[1] == y1:
        head = [(x1 - HEAD, y1 + 0.1), (x1, y1), (x1 - HEAD, y1 - 0.1)]
    else:
        head = [(x1 - HEAD, y1 - 0.12), (x1, y1), (x1 + HEAD, y1 - 0.12)]
    return [start, end, *head]


class MovingBars:
    """Upright bars at 1, 2, 3 …, as thick lines from 0.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    most : int
        The largest number of bars.
    size : float
        The axis goes from −size to size; a longer bar ends there.
    colour, title : str
    """

    def __init__(self, axes, most, size, colour, title):
        self.size = size
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set(xlim=(0.4, most + 0.6), ylim=(-1.08 * size, 1.08 * size))
        axes.set_xticks(range(1, most + 1))
        axes.set_xlabel("step t")
        axes.set_title(title, fontsize=10)
        self.bars = LineCollection(
            [], colors=colour, linewidths=11, capstyle="butt", animated=True
        )
        axes.add_collection(self.bars, autolim=False)

    def move(self, heights):
        """Show a dict of heights by step."""
        inside = {t: np.clip(heights[t], -self.size, self.size) for t in heights}
        self.bars.set_segments([[(t, 0), (t, inside[t])] for t in inside])


LOOKS = ((ORANGE, "o", "-"), (PINK, "s", "--"), (BLUE, "^", "-."))


def draw_accuracies(axes, lengths, curves, guess):
    """Draw a curve of accuracies against lengths for each name, and the guess.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    lengths : sequence of int
    curves : dict
        name -> numbers from 0 to 1, one for each of lengths; three names at most.
    guess : float
        What one gets without learning.
    """
    looks = zip(curves.items(), LOOKS, strict=False)
    for (name, curve), (colour, marker, dash) in looks:
        axes.plot(lengths, curve, dash, marker=marker, color=colour, label=name)
    axes.axhline(guess, color=GREY, linestyle=":", linewidth=1.5)
    axes.annotate(
        "guessing", (lengths[0], guess), xytext=(0, 4), textcoords="offset points",
        color=GREY, fontsize=9,
    )  # fmt: skip
    axes.set(ylim=(0, 1.05), xlabel="digits in between", ylabel="accuracy")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 0.28), frameon=False)


def draw_costs(axes, curves, guess, window=20):
    """Draw costs against steps for each name, as means over a few steps.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    curves : dict
        name -> costs (steps,); two names at most.
    guess : float
        The cost of guessing.
    window : int
        Each point is the mean of so many steps.
    """
    for (name, costs), (colour, _, dash) in zip(
        curves.items(), LOOKS[::2], strict=False
    ):
        means = np.convolve(costs, np.ones(window) / window, mode="valid")
        steps = np.arange(len(means)) + window
        axes.plot(steps, means, dash, color=colour, label=name, linewidth=1.6)
    axes.axhline(guess, color=GREY, linestyle=":", linewidth=1.5)
    axes.annotate(
        "guessing", (1, guess), xycoords=("axes fraction", "data"), xytext=(0, 4),
        textcoords="offset points", color=GREY, fontsize=9, ha="right",
    )  # fmt: skip
    axes.set(xlim=(0, None), ylim=(0, None), xlabel="step of descent", ylabel="cost C")
    axes.legend(loc="center right", frameon=False)


def draw_missing(axes, curves):
    """Draw what truncation leaves out of a gradient, against the steps it goes back.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    curves : dict
        name -> fractions of the whole gradient, for 1, 2, 3 … steps; two names at most.
    """
    looks = zip(curves.items(), LOOKS[::2], strict=False)
    for (name, missing), (colour, marker, _) in looks:
        steps = np.arange(1, len(missing) + 1)
        axes.plot(steps, missing, marker=marker, color=colour, ms=4, label=name)
    axes.set(xlim=(0, None), ylim=(0, 1), xlabel="steps back, τ")
    axes.set(ylabel="part of ∇w that is missing")
    axes.legend(loc="upper right", title="largest eigenvalue", frameon=False)
