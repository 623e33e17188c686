"""Descent on the two parameters of a line: a path, its cost, and zones of η."""

from functools import partial

import numpy as np

from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.maps import following_all
from backprop_helpers.figures.surface import draw_moving_path, draw_surface
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.optimizers import curvature, figures
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider, try_etas
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

REGIMES = {
    "slow": "slow: 30 steps leave more than a tenth of the slowest part of the way",
    "good": "good: it settles at the minimum",
    "oscillating": "oscillating: each step jumps over the valley to the other side",
    "diverging": "diverging: in the end each step lands higher than the one before, "
    "since η is above 2/λmax = {:.3f}",
}


def two_curvatures(lengths, widths):
    """Gradient descent on the w and b of a line: path, cost and zones of η.

    lengths, widths (m,) are those of petals, in cm. The length is taken minus its mean,
    or as it was measured, where w and b disturb each other.
    """
    data = {"minus its mean": lengths - np.mean(lengths), "as measured": lengths}
    limits = {how: curvature.largest_eta(x) for how, x in data.items()}

    def compute(length, eta, w, b, steps):
        x = data[length]
        path = gradient_descent(
            lambda p: line.cost(*p, x, widths), lambda p: line.gradient(*p, x, widths),
            [w, b], eta, steps,
        )  # fmt: skip
        state = REGIMES[curvature.regime(eta, x)].format(limits[length])
        return {"length": length, "eta": eta, "path": path, "state": state}

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(3.4, 1))
        left, right = top.subplots(1, 2, width_ratios=(1.2, 1))
        strip = bottom.subplots()
        for how, x in data.items():

            def seen(r, how=how):
                return {"visible": r["length"] == how}

            with following_all((left, strip), seen):
                cost, best = (
                    partial(line.cost, x=x, y=widths),
                    line.best_line(x, widths),
                )
                draw_surface(left, cost, (-1.2, 1.6), (-1.5, 3.5), best)
                zone = partial(curvature.regime, x=x)
                figures.draw_eta_strip(strip, zone, limits[how])
        left.set_title("its path over the cost")
        right.set_title("the cost")
        least = cost(*best)  # the same line, and so the same for both
        costs = partial(draw_costs, right, 40, least / 3, 300 * least, least=least)
        costs(lambda r: r["path"].costs)
        draw_moving_path(left, lambda r: r["path"].parameters)
        figures.draw_eta_now(strip)

    def describe(r):
        path = r["path"]
        (w, b), cost = path.parameters[-1], path.costs[-1]
        where = f": w = {w:.3g}, b = {b:.3g}, cost {cost:.3g}"
        if path.diverged:
            w, b = path.parameters[0]
            where = f", from w = {w:.3g} and b = {b:.3g}, the numbers left the page"
        done = counted(len(path.costs) - 1, "step")
        return f"After {done}{where}. η = {r['eta']:.3g} is {r['state']}."

    return Panel(
        "Two curvatures",
        (
            Choice("length", "Length", tuple(data), "minus its mean"),
            Slider("eta", "learning rate η", 0.005, 0.5, 0.3, count=99),
            Slider("steps", "steps", 0, 40, 10, integer=True),
            Slider("w", "start w", -1, 1.5, -0.8, count=50),
            Slider("b", "start b", -0.8, 3.2, 3.0, count=40),
            try_etas(0.01, 0.15, 0.3, 0.34),
            Buttons((Button("Step", add={"steps": 1}),)),
        ),
        compute,
        draw,
        describe,
        alt="Left, the path of w and b over the contours of the cost; right, the cost "
        "after each step. Below, an axis of η in four zones.",
        size=(8.2, 4.3),
    )
