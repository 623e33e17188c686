"""A line that the perceptron rule turns, from one wrong point to the next."""

from functools import cache

import numpy as np

from backprop_helpers.figures.border import border_ends
from backprop_helpers.figures.colours import GREY, INK, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.lines_and_xor import example
from backprop_helpers.pages.lines_and_xor.figures import points as figures
from backprop_helpers.panels.controls import Button, Slider, steps
from backprop_helpers.panels.panel import Panel

MOST = 23  # corrections: from every start, with every shuffle, it has stopped by then
ORIGIN = np.zeros(2)


def perceptron_by_steps(x, y):
    """Step through the corrections of a perceptron whose border passes the mean.

    x (2, m) are the lengths and widths of the sepals of setosa, y = −1, and versicolor,
    y = 1, minus their mean.
    """
    kinds = {-1: "setosa", 1: "versicolor"}
    examples = x.shape[1]

    @cache
    def history(angle, seed):
        start = np.cos(np.radians([angle, angle - 90]))
        return example.perceptron(x, y, start, 50, np.random.default_rng(seed))

    def compute(step, angle, seed):
        past = history(angle, seed)
        wrong = past.wrong[step - 1 : step]  # of one flower, or of none
        now = min(step, len(past.wrong))
        return {
            "step": step, "total": len(past.wrong), "kind": [int(y[i]) for i in wrong],
            "flower": x[:, wrong], "before": past.w[now - len(wrong)],
            "w": past.w[now], "misses": example.on_wrong_side(past.w[now], x, y),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        labels = "sepal length − mean (cm)", "sepal width − mean (cm)"
        figures.draw_classes(left, x, y, kinds.values(), labels)
        figures.draw_border(left, lambda r: (*r["w"], 0), label="border now")
        (old,) = left.plot([], [], "--", color=GREY, lw=1.5, label="border before")
        # None without a correction: the weights 0 have no border.
        follow(old, lambda r: {"data": border_ends(len(r["kind"]) * r["before"], 0).T})
        (ring,) = left.plot([], [], "o", color=INK, ms=15, mfc="none", mew=2, zorder=6)
        follow(ring, lambda r: {"data": r["flower"]})
        figures.draw_arrow(
            left, lambda r: (ORIGIN, sum(r["flower"].T, ORIGIN)), INK, "--", 1.3, 0.12
        )
        figures.legend_above(left)
        for axes in (left, right):
            axes.plot(0, 0, "+", color=INK, markersize=9)
        right.set(xlim=(-1.4, 2.8), ylim=(-2.6, 1.3), aspect="equal")
        right.set(xlabel="w₁", ylabel="w₂")
        figures.draw_arrow(right, lambda r: (ORIGIN, r["before"]), GREY, ":", 1.8)
        figures.draw_arrow(right, lambda r: (r["before"], r["w"]), INK, "--", 1.3)
        figures.draw_arrow(right, lambda r: (ORIGIN, r["w"]), ORANGE, width=2.4)
        right.plot([], [], ":", color=GREY, label="w before")
        right.plot([], [], color=ORANGE, label="w now")
        right.plot([], [], "--", color=INK, linewidth=1.3, label="the flower, + or −")
        figures.legend_above(right)

        def number(r):
            nothing = f"no correction {r['step']}" if r["step"] else "the start"
            return {"text": f"correction {r['step']}" if len(r["kind"]) else nothing}

        follow(right.text(2.7, -2.5, "", ha="right", va="bottom"), number)

    def describe(r):
        are = "is" if r["misses"] == 1 else "are"
        where = f"{r['misses']} of {examples} flowers {are} on the wrong side"
        if r["misses"] == 0:
            where = f"all {examples} flowers are on their own side"
        w, *flower = ("({:.2f}, {:.2f})".format(*v) for v in (r["w"], *r["flower"].T))
        if r["step"] == 0 and r["total"]:
            return f"The start: w = {w}, and {where}. Press Step."
        if not flower:
            return (
                f"There is no correction {max(r['step'], 1)}: it has stopped after "
                f"{r['total']}, because {where}. w = {w}."
            )
        (kind,) = r["kind"]
        moved = {1: "towards it, by ", -1: "away from it, by −"}[kind] + flower[0]
        return (
            f"Correction {r['step']}: a {kinds[kind]} was on the wrong side (ring). w "
            f"moves {moved}, to {w}. Now {where}."
        )

    return Panel(
        "Perceptron by steps",
        (
            Slider("step", "corrections", 0, MOST, 1, integer=True),
            steps("step", Button("to the end", set={"step": MOST})),
            Slider("angle", "angle of first w", 0, 359, 90, integer=True, unit="°"),
            Slider("seed", "shuffle seed", 0, 9, 0, integer=True),
        ),
        compute,
        draw,
        describe,
        alt=f"Left, {examples} flowers of two kinds with the border before and after a "
        "correction and the flower that caused it; right, w before and after.",
        size=(8.2, 3.9),
    )
