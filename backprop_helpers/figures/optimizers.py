"""Several optimisers beside each other: a line for each, and a mark at its end."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    DARK_GREEN,
    DARK_PINK,
    ORANGE,
)
from backprop_helpers.figures.following import follow

LOOKS = {  # colour, dash, mark of the end
    "plain": (BLUE, "-", "o"),
    "momentum": (ORANGE, "--", "P"),
    "Adagrad": (DARK_GREEN, "-.", "^"),
    "RMSprop": (DARK_PINK, ":", "D"),
    "Adam": (BLACK, (0, (5, 1, 1, 1, 1, 1)), "v"),
    "Levenberg–Marquardt": (DARK_GREEN, "-", "D"),
}


def curve(costs, low, high, at=None):
    """Return points (2, n) of costs at 0, 1 and so on, or `at`; the far at the edge."""
    at = np.arange(len(costs)) if at is None else at
    return np.array([at, np.clip(costs, low, high)])


def draw_runs(axes, names, key, strong=""):
    """Draw a line for each optimiser and a mark at its end, which follow results.

    A result has under key a dict by name of points, (2, n); under strong the name of
    the one that is drawn thicker, if any; under "broken" the names of those that end in
    a cross, if any. A mark beyond the limits of the axes is drawn at the edge.
    """
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])[..., None]
    for place, name in enumerate(names):
        colour, dash, mark = LOOKS[name]

        def line(r, name=name):
            width = 3.5 if r.get(strong) == name else 1.8
            return {"data": r[key][name], "linewidth": width}

        def end(r, name=name, mark=mark):
            broken = name in r.get("broken", ())
            return {
                "data": np.clip(r[key][name][:, -1:], low, high),
                "marker": "X" if broken else mark,
                "markersize": 12 if broken or r.get(strong) == name else 9,
            }

        look = {"color": colour, "clip_on": False, "markeredgecolor": "white"}
        follow(axes.plot([], [], color=colour, ls=dash, zorder=3 + place / 10)[0], line)
        follow(axes.plot([], [], mark, zorder=4 + place / 10, **look)[0], end)


def draw_key(figure, names):
    """Draw the legend of these optimisers below the figure."""
    for name in names:
        colour, dash, mark = LOOKS[name]
        figure.axes[0].plot([], [], color=colour, ls=dash, marker=mark, label=name)
    figure.legend(
        loc="outside lower center", ncols=len(names), handlelength=3, columnspacing=1.4
    )
