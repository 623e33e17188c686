"""The panel of notebook 12 on clipping at a wall."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, INK, ORANGE
from backprop_helpers.pages.through_time import example as wall
from backprop_helpers.panels.controls import Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel


def clipping():
    """Descend twice at a wall: with the slopes as they are, and with clipped ones."""

    def compute(T, w, eta, most, steps):
        free = wall.descend(w, T, eta, steps)
        return {"T": T, "free": free, "clipped": wall.descend(w, T, eta, steps, most)}

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        left.set(xlim=(wall.LOW, wall.HIGH), ylim=(-0.15, 4))
        left.set(xlabel="w", ylabel="cost C")
        (curve,) = left.plot([], [], color=BLUE, linewidth=1.6, animated=True)
        right.set(xlim=(-1, 41), ylim=(wall.LOW - 0.01, wall.HIGH + 0.01))
        right.set(xlabel="step", ylabel="w")
        right.axhline(1, color=GREEN, linestyle="--", linewidth=1.2)
        looks = (("x", "--", INK, 7, "as it is"), ("o", "-", ORANGE, 5, "clipped"))
        moving = []
        for mark, dash, colour, size, name in looks:
            look = {"marker": mark, "color": colour, "markersize": size, "linewidth": 1}
            (there,) = left.plot([], [], linestyle="", animated=True, **look)
            (then,) = right.plot([], [], linestyle=dash, animated=True, **look)
            left.plot([], [], linestyle="", label=name, **look)
            moving.append((there, then))
        left.legend(loc="upper left", title="slope")
        word = right.text(
            0, 0, "", color=INK, fontsize=9, ha="left", va="center", animated=True
        )
        return curve, moving, word

    def update(artists, r):
        curve, moving, word = artists
        w = np.linspace(wall.LOW, wall.HIGH, 400)
        curve.set_data(w, np.minimum(wall.cost(w, r["T"]), 4.5))
        for lines, walk in zip(moving, (r["free"], r["clipped"]), strict=True):
            inside = np.clip(walk.w, wall.LOW, wall.HIGH)
            heights = np.minimum(wall.cost(inside, r["T"]), 4)
            lines[0].set_data(inside, heights)
            lines[1].set_data(np.arange(len(inside)), inside)
        free = r["free"]
        at = float(np.clip(free.w[-1], wall.LOW + 0.012, wall.HIGH - 0.012))
        word.set(text="thrown out" if free.thrown_out else "", y=at)
        word.set_x(len(free.w) - 0.2)

    def describe(r):
        if len(r["free"].w) == 1:
            slope = wall.slope(r["free"].w[0], r["T"])
            return f"Both stand at the start, on a slope of {slope:.3g}. Press Step."
        as_it_is = _tell(r["free"])
        return f"As it is: {as_it_is}. Clipped: {_tell(r['clipped'])}."

    return Panel(
        "Clipping at a wall",
        (
            Slider("steps", "steps", 0, 40, 0, integer=True),
            Slider("w", "start w", 0.8, 1.05, 0.955, count=50, digits=4),
            Slider("eta", "learning rate η", 1e-4, 0.1, 0.01, count=60, log=True),
            Slider("most", "clip at", 0.1, 1e3, 1.0, count=80, log=True),
            Slider("T", "steps in time T", 5, 60, 50, integer=True),
            Buttons(
                (
                    Button("Step", add={"steps": 1}),
                    Button("20 steps", set={"steps": 20}),
                )
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the cost against w: a plain at cost 1, a valley at w = 1, then a "
        "wall, with two paths; what is higher stands at the upper edge. Right, w after "
        "each step.",
        size=(8.2, 3.4),
    )


def _tell(walk):
    """Say in a few words where a walk led."""
    steps = len(walk.slopes)
    many = f"{steps} step{'s' if steps != 1 else ''}"
    largest = np.abs(walk.slopes).max(initial=0)
    if walk.thrown_out:
        return (
            f"thrown out by step {steps}, on a slope of {walk.slopes[-1]:.3g}, to "
            f"w = {walk.w[-1]:.3g}"
        )
    return f"after {many} w = {walk.w[-1]:.3f}, steepest slope met {largest:.3g}"
