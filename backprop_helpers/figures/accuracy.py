"""Which images are answered right: curves over the epochs."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, ORANGE

LOOKS = {"training": (BLUE, "-", "o"), "held out": (ORANGE, "--", "s")}


class MovingAccuracy:
    """The part of the images answered right after each epoch, training and held out.

    Below `lowest`, in per cent, a curve is drawn at the edge.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    epochs : int
        The right end of the axis.
    lowest : int
        The lower end of the other one.
    """

    def __init__(self, axes, epochs, lowest=80):
        self.lowest, room = lowest, (100 - lowest) / 50
        axes.set(xlim=(0, epochs), ylim=(lowest - room, 100 + room), xlabel="epoch")
        ticks = np.linspace(lowest, 100, 5, dtype=int)
        axes.set_yticks(ticks, [f"≤ {lowest}" if lowest else "0", *ticks[1:]])
        axes.set_ylabel("answered right (%)")
        self.curves, self.places = {}, {}
        for name, (colour, dash, mark) in LOOKS.items():
            (self.curves[name],) = axes.plot(
                [], [], dash, color=colour, animated=True, lw=1.6, clip_on=False
            )
            (self.places[name],) = axes.plot(
                [], [], mark, color=colour, ms=7, clip_on=False, animated=True
            )
            axes.plot([], [], dash, marker=mark, color=colour, label=name)
        # Above the axes: the curves may run along the top or along the foot.
        axes.legend(loc="lower right", bbox_to_anchor=(1.02, 0.98), ncols=2)

    def move(self, training, held_out):
        """Move to the parts (epochs so far + 1,), from 0 to 1; both may be empty."""
        for name, parts in (("training", training), ("held out", held_out)):
            parts = np.clip(100 * np.asarray(parts, dtype=float), self.lowest, 100)
            at = np.arange(len(parts))
            self.curves[name].set_data(at, parts)
            self.places[name].set_data(at[-1:], parts[-1:])
