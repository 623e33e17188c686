"""Two rules on the same points: where their borders lie, and what each one goes by."""

import numpy as np

from backprop_helpers.figures.border import border_ends
from backprop_helpers.figures.colours import INK, ORANGE
from backprop_helpers.figures.show import course_style, new_figure
from backprop_helpers.pages.lines_and_xor.example import answers, in_each_direction
from backprop_helpers.pages.lines_and_xor.figures.points import draw_classes

ANGLES = np.arange(-60, 60) + 0.5  # between the whole degrees, where a count may jump


def draw_two_rules(x, y, perceptrons, deltas):
    """Return a figure: points with borders, and what each rule goes by.

    Beside the points stand, for each direction of w, how many are wrong, and the least
    cost; marks on each curve show where its rule has come to rest.

    Parameters
    ----------
    x : float array, shape (2, m)
    y : float array, shape (m,)
        Targets, −1 or 1.
    perceptrons, deltas : sequences of float arrays, each (2,)
        What each rule has made of w, from one start after the other.
    """
    figure, alone = new_figure(8.2, 3.6)
    alone.remove()
    wrong, costs = in_each_direction(ANGLES, x, y)
    with course_style():
        axes = figure.subplot_mosaic(
            [["points", "wrong"], ["points", "cost"]], width_ratios=(1, 1.25)
        )
        left, above, below = (axes[name] for name in ("points", "wrong", "cost"))
        draw_classes(left, x, y, ("target −1", "target 1"), ("$x_1$", "$x_2$"))
        left.set_autoscale_on(False)
        above.step(ANGLES, wrong, where="mid", color=ORANGE)
        above.set_title("how many are on the wrong side", fontsize=10)
        above.set(ylim=(-0.4, wrong.max() + 0.3), yticks=range(wrong.max() + 1))
        below.plot(ANGLES, costs, color=INK)
        below.set_title("cost, with w of the best length", fontsize=10)
        below.set(ylim=(costs.min() - 0.08, costs.max() + 0.05))
        below.set_xlabel("direction of the arrow w, in degrees")
        for each in (above, below):
            each.set(xlim=(-60, 60), xticks=range(-60, 61, 20))
        _draw_found(left, above, perceptrons, "perceptron rule", "-", 0.8, ORANGE)
        _draw_found(left, below, deltas, "delta rule", "--", 2, INK)
        missed = x[:, answers(deltas[0] @ x) != y]
        left.plot(
            *missed, "o", color=INK, ms=15, mfc="none", label="wrong by the delta rule"
        )
        figure.legend(loc="outside upper center", ncols=5, handlelength=1.6)
    return figure


def _draw_found(points, curve, found, name, dash, width, colour):
    """Draw a border for each w (2,) that was found, and mark its place on the curve."""
    for w in found:
        points.plot(*border_ends(w, 0).T, dash, color=colour, lw=width, zorder=1)
    points.plot([], [], dash, color=colour, label=f"{name}: {len(found)} starts")
    angles = [np.degrees(np.arctan2(w[1], w[0])) for w in found]
    heights = np.interp(angles, *curve.lines[0].get_data())
    curve.plot(
        angles, heights, "o", color=colour, ms=8, mec="white", mew=0.7, clip_on=False
    )
