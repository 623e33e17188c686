"""How well something is remembered, against time (notebook 12)."""

import numpy as np

from .colours import BLUE, GREY, ORANGE, PINK

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
