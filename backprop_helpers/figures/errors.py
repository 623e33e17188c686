"""Relative errors of gradients as dots, one row for each kind of network."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_GREEN, GREEN, GREY, ORANGE

LIMIT = 1e-7


def draw_errors(axes, errors, title, low=1e-12, high=10.0):
    """Draw a dot for each of the errors, sequences by the name of their row.

    Those up to LIMIT are blue dots, those above orange crosses. low and high are the
    ends of the axis; what lies beyond them stands at the edge.
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
    axes.set_xlabel("relative error (× = above 10⁻⁷)")
    axes.set_title(title, loc="left", fontsize=11)


def draw_rows(axes, names, low, high, top):
    """Draw a faint row for each name, and LIMIT, on a log axis of errors.

    `top` is the room above the first row, in rows.
    """
    axes.axvline(LIMIT, color=GREEN, linestyle="--", linewidth=1.5)
    axes.annotate(
        "10⁻⁷", (LIMIT, 1), xycoords=("data", "axes fraction"), xytext=(3, -2),
        textcoords="offset points", color=DARK_GREEN, va="top", fontsize=9,
    )  # fmt: skip
    for row in range(len(names)):
        axes.axhline(row, color=GREY, linewidth=0.4, zorder=0)
    axes.set_xscale("log")
    axes.set(xlim=(low, high), ylim=(len(names) - 0.5, -top))
    axes.set_yticks(range(len(names)), names)
