"""The first slider of the course."""

from backprop_helpers.figures.colours import GREEN, GREY, INK, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.panels.controls import Button, Buttons, Slider, presets
from backprop_helpers.panels.panel import Panel

STAR = (2.0, 3.0)  # what the line must reach: w = 1.5


def aim_a_line():
    """Turn the line ŷ = w x until it meets a star: a panel to try the controls on."""

    def compute(w):
        x, y = STAR
        return {"w": w, "error": w * x - y}

    def draw(figure):
        axes = figure.subplots()
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.plot(*STAR, "*", color=GREEN, markersize=22)
        # To the upper left: no line through the origin comes there.
        look = {"xytext": (-6, 18), "textcoords": "offset points", "ha": "right"}
        axes.annotate("star (2, 3)", STAR, **look)
        axes.set(xlim=(0, 4), ylim=(-4.5, 8.5), xlabel="x", ylabel="y")
        (line,) = axes.plot([], [], color=ORANGE)
        (miss,) = axes.plot([], [], "--", color=INK, linewidth=1.2)
        follow(line, lambda r: {"data": ([0, 4], [0, 4 * r["w"]])})
        follow(miss, lambda r: {"data": ([STAR[0]] * 2, [STAR[1], STAR[0] * r["w"]])})

    def describe(r):
        w, error = r["w"], r["error"]
        if error == 0:
            return f"w = {w:.2f}: the line meets the star exactly."
        side = "above" if error > 0 else "below"
        return (
            f"w = {w:.2f}: at x = 2 the line is at {w * STAR[0]:.2f}, which is "
            f"{abs(error):.2f} {side} the star."
        )

    return Panel(
        "Aim the line",
        (
            Slider("w", "slope w", -1, 2, 0.5, count=60),
            presets({"flat": {"w": 0.0}, "too steep": {"w": 2.0}}),
            Buttons((Button("Step w by 0.1", add={"w": 0.1}),)),
        ),
        compute,
        draw,
        describe,
        alt="A straight line through the origin, and a green star at x = 2, y = 3.",
        size=(8.2, 3.0),
    )
