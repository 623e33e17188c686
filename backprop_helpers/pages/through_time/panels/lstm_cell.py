"""The panel of notebook 12 on the gates of one LSTM cell."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, GREY, ORANGE
from backprop_helpers.pages.through_time import gates as cell
from backprop_helpers.panels.controls import Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel

LIMIT = 3.0  # of the axis of c
LOWEST = 1e-8  # of the axis of blame


def lstm_gates():
    """Hold the three gates by hand: what the cell keeps, and what blame comes back."""

    def compute(f, i, o, T):
        return {"f": f, "i": i, "o": o, "T": T, "keeping": cell.keep(f, i, o, T)}

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        left.set(xlim=(0, cell.LONGEST + 1), ylim=(-LIMIT, LIMIT), xlabel="step t")
        left.axhline(0, color=GREY, linewidth=0.8)
        left.axhline(1, color=GREEN, linestyle="--", linewidth=1.2)
        left.set_title("what the cell holds", fontsize=10)
        right.set_yscale("log")
        right.set(xlim=(0, cell.LONGEST + 1), ylim=(LOWEST / 3, 10), xlabel="step t")
        right.set_title("∂c⟨T⟩/∂c⟨t⟩, going back", fontsize=10)
        look = {"markersize": 4, "linewidth": 1.2}
        (c,) = left.plot([], [], "o-", color=BLUE, animated=True, **look)
        (a,) = left.plot([], [], "s--", color=ORANGE, animated=True, **look)
        left.plot([], [], "o-", color=BLUE, label="cell c", **look)
        left.plot([], [], "s--", color=ORANGE, label="activation a", **look)
        left.legend(loc="lower left", ncols=2)
        (back,) = right.plot([], [], "o-", color=ORANGE, animated=True, **look)
        return c, a, back

    def update(artists, r):
        c, a, back = artists
        keeping, steps = r["keeping"], np.arange(1, r["T"] + 1)
        c.set_data(steps, np.clip(keeping.c[1:], -LIMIT, LIMIT))
        a.set_data(steps, keeping.a[1:])
        # What is smaller than the axis stands at its lower edge.
        back.set_data(steps, np.maximum(keeping.back, LOWEST))

    def describe(r):
        f, i, T, keeping = r["f"], r["i"], r["T"], r["keeping"]
        kept = keeping.back[0]
        start = (
            f"At step {T} the cell holds {keeping.c[T]:.3g} and shows a = "
            f"{keeping.a[T]:.2g}. Of the 1 of step 1, the factor {kept:.2g} is left"
        )
        if T == 1:
            return f"{start}: nothing has been forgotten yet."
        if f == 0:
            return f"{start}: all is forgotten at every step."
        if i == 0:
            return f"{start}, and nothing else has come in."
        if f == 1:
            return f"{start}, but all that came in later has been added on top."
        return f"{start}; the rest is what came in later."

    presets = (
        Button("keep", set={"f": 1.0, "i": 0.0}),
        Button("f = 0.73", set={"f": 0.73, "i": 0.0}),
        Button("f = 0.95", set={"f": 0.95, "i": 0.0}),
        Button("let all in", set={"f": 1.0, "i": 1.0}),
        Button("hide it", set={"o": 0.0}),
    )
    return Panel(
        "The gates of a cell",
        (
            Slider("f", "forget gate f", 0, 1, 0.5, count=100),
            Slider("i", "input gate i", 0, 1, 0.5, count=50),
            Slider("o", "output gate o", 0, 1, 1.0, count=50),
            Slider("T", "steps T", 1, cell.LONGEST, 20, integer=True),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, what one cell holds and shows at each step, after a 1 at step 1. "
        "Right, how much the last cell depends on each earlier one, on a log axis.",
        size=(8.2, 3.5),
    )
