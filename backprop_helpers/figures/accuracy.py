"""Which images are answered right: curves over the epochs."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.following import follow

LOOKS = (("training", BLUE, "-", "o"), ("held out", ORANGE, "--", "s"))


def draw_accuracy(axes, epochs, parts, lowest=80):
    """Draw curves of the images answered right after each epoch, which follow results.

    parts(result) gives two parts from 0 to 1 for each epoch so far, those of the
    training images and those of the images held out; both may be empty. Below
    `lowest`, in per cent, a curve is drawn at the edge.
    """
    room = (100 - lowest) / 50
    axes.set(xlim=(0, epochs), ylim=(lowest - room, 100 + room), xlabel="epoch")
    ticks = np.linspace(lowest, 100, 5, dtype=int)
    axes.set_yticks(ticks, [f"≤ {lowest}" if lowest else "0", *ticks[1:]])
    axes.set_ylabel("answered right (%)")

    def points(values):
        percent = 100 * np.asarray(values, dtype=float)
        return {"data": (np.arange(len(percent)), np.clip(percent, lowest, 100))}

    for n, (name, colour, dash, mark) in enumerate(LOOKS):
        axes.plot([], [], dash, marker=mark, color=colour, label=name)
        (curve,) = axes.plot(
            [], [], dash, marker=mark, color=colour, lw=1.6, ms=7, markevery=[-1],
            clip_on=False,
        )  # fmt: skip
        follow(curve, lambda r, n=n: points(parts(r)[n]))
    # Above the axes: the curves may run along the top or along the foot.
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 0.98), ncols=2)
