"""A neuron unrolled into a chain, and bars by step."""

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number

# The points of an arrow as the pen goes, seen from its tip: shaft and head.
ACROSS = (-0.28, 0), (0, 0), (-0.08, 0.1), (0, 0), (-0.08, -0.1)
UP = (0, -0.37), (0, 0), (-0.08, -0.12), (0, 0), (0.08, -0.12)


def draw_chain(axes, most):
    """Draw circles with a⟨t⟩, the inputs below and δ⟨t⟩ above, and the cost at the end.

    They follow an example.Run of at most `most` steps.
    """
    axes.set_axis_off()
    axes.set(xlim=(-0.45, most + 1.65), ylim=(-1.25, 1.15))
    arrows = LineCollection([], colors=INK, linewidths=1.3, zorder=1)
    axes.add_collection(arrows, autolim=False)
    look = {"mec": BLUE, "ms": 32, "mew": 1.6, "zorder": 2}
    (circles,) = axes.plot([], [], "o", color="white", **look)

    def strokes(run):
        across = [np.add(ACROSS, (t - 0.36, 0)) for t in range(1, len(run.x) + 2)]
        return {"segments": across + [np.add(UP, (t, -0.48)) for t in run.x]}

    follow(arrows, strokes)
    follow(circles, lambda run: {"data": ([*run.a], np.zeros(len(run.a)))})

    def words(colour, shift, y, write, first=1):
        look = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 3}
        for t in range(first, most + 1):
            word = axes.text(t + shift, y, "", color=colour, **look)
            follow(word, lambda r, t=t: {"text": write(r, t) if t in r.a else ""})

    words(BLUE, 0, 0, lambda r, t: number(r.a[t], ".3f") if t else "0", first=0)
    words(INK, 0, -1.05, lambda r, t: f"{r.x[t]:.0f}")
    words(DARK_ORANGE, 0, 0.75, lambda r, t: number(r.delta[t], ".2g"))
    words(GREY, -0.5, 0.28, lambda r, t: "w")

    def cost(run):
        return {"position": (len(run.x) + 0.7, 0), "text": f"C =\n{run.cost:.3f}"}

    follow(axes.text(0, 0, "", va="center", zorder=3), cost)


def draw_bars(axes, most, part, size, colour, title):
    """Draw upright bars at 1, 2, 3 …, up to `most`, as thick lines from 0.

    They follow a part of an example.Run: its a, delta or terms. The axis goes from
    −size to size; a longer bar ends there.
    """
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set(xlim=(0.4, most + 0.6), ylim=(-1.08 * size, 1.08 * size))
    axes.set(xticks=range(1, most + 1), xlabel="step t")
    axes.set_title(title, fontsize=10)
    bars = LineCollection([], colors=colour, linewidths=11, capstyle="butt")
    axes.add_collection(bars, autolim=False)

    def strokes(run):
        ends = [(t, np.clip(getattr(run, part)[t], -size, size)) for t in run.x]
        return {"segments": [[(t, 0), (t, end)] for t, end in ends]}

    follow(bars, strokes)
