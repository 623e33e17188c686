"""Which images are answered right: curves over the epochs."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.following import follow

LOOKS = (("training", BLUE, "-", "o"), ("held out", ORANGE, "--", "s"))


def draw_accuracy(axes, epochs, parts):
    """Draw curves of the images answered right after each epoch, which follow results.

    parts(result) gives two parts from 0 to 1 for each epoch so far, those of the
    training images and those of the images held out; both may be empty. All of the
    axis is there, from 0 to 100 per cent, so that a plateau at chance is seen.
    """
    axes.set(xlim=(0, epochs), ylim=(-2, 102), xlabel="epoch")
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.set_ylabel("answered right (%)")

    def points(values):
        percent = 100 * np.asarray(values, dtype=float)
        return {"data": (np.arange(len(percent)), percent)}

    for n, (name, colour, dash, mark) in enumerate(LOOKS):
        axes.plot([], [], dash, marker=mark, color=colour, label=name)
        (curve,) = axes.plot(
            [], [], dash, marker=mark, color=colour, lw=1.6, ms=7, markevery=[-1],
            clip_on=False,
        )  # fmt: skip
        follow(curve, lambda r, n=n: points(parts(r)[n]))
    # Above the axes: the curves may run along the top or along the foot.
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 0.98), ncols=2)
