"""Relative errors of gradients as dots, one row for each kind of network."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_GREEN, GREEN, GREY, ORANGE

LIMIT = 1e-7


def draw_errors(axes, errors, title, low=1e-12, high=10.0):
    """Draw one dot for each error; one below `low` stands at the edge.

    Dots up to LIMIT are blue, those above are orange crosses.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    errors : dict of sequences of float
        By the name of the row, from top to bottom.
    title : str
    low, high : float
        Ends of the axis.
    """
    draw_rows(axes, errors, low, high, top=0.7)
    for row, values in enumerate(errors.values()):
        values = np.clip(values, low, high)
        for mark, colour, chosen in (
            ("o", BLUE, values <= LIMIT),
            ("x", ORANGE, values > LIMIT),
        ):
            axes.plot(
                values[chosen], np.full(chosen.sum(), row), mark, color=colour,
                markersize=6, alpha=0.9, markeredgewidth=1.5,
            )  # fmt: skip
    axes.set_xlabel("relative error (× = above 1e-7)")
    axes.set_title(title, loc="left", fontsize=11)


def draw_rows(axes, names, low, high, top):
    """Draw a faint row for each name, and LIMIT, on a log axis of errors.

    `top` is the room above the first row, in rows.
    """
    axes.axvline(LIMIT, color=GREEN, linestyle="--", linewidth=1.5)
    axes.annotate(
        "1e-7", (LIMIT, 1), xycoords=("data", "axes fraction"), xytext=(3, -2),
        textcoords="offset points", color=DARK_GREEN, va="top", fontsize=9,
    )  # fmt: skip
    for row in range(len(names)):
        axes.axhline(row, color=GREY, linewidth=0.4, zorder=0)
    axes.set_xscale("log")
    axes.set(xlim=(low, high), ylim=(len(names) - 0.5, -top))
    axes.set_yticks(range(len(names)), names)
