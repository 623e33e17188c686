"""Panels of notebook 02, first part: borders that two rules learn."""

from functools import cache

import numpy as np

from backprop_helpers.figures.border import (
    MovingArrow,
    MovingBorder,
    border_ends,
    draw_classes,
)
from backprop_helpers.figures.colours import DARK_GREEN, GREEN, GREY, INK, ORANGE
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.panels.controls import Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel


def pair(vector):
    """Write a vector of two numbers, with a real minus sign."""
    text = f"({vector[0]:.2f}, {vector[1]:.2f})".replace("-", "−")
    return text.replace("−0.00", "0.00")


def perceptron_by_steps(x, y, names, labels):
    """Step through the corrections of a perceptron whose border passes the mean.

    Parameters
    ----------
    x : float array, shape (2, m)
        Examples as columns, with their mean subtracted.
    y : array of 0 and 1, shape (m,)
    names : (str, str)
        Of class 0 and of class 1.
    labels : (str, str)
        Name and unit of each row of x.
    """
    examples = x.shape[1]

    @cache
    def history(angle, seed):
        start = np.cos(np.radians([angle, angle - 90]))
        rng = np.random.default_rng(seed)
        return one_neuron.perceptron(x, y, start, 50, rng)

    def compute(step, angle, seed):
        past = history(angle, seed)
        total = len(past.wrong)
        now = min(step, total)
        wrong = past.wrong[step - 1] if 0 < step <= total else None
        w, before = past.w[now], past.w[now if wrong is None else now - 1]
        return {
            "step": step, "total": total, "wrong": wrong, "w": w, "before": before,
            "misses": one_neuron.on_wrong_side(w, x, y),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        draw_classes(left, x, y, names, labels)
        border = MovingBorder(left)
        (old,) = left.plot([], [], "--", color=GREY, linewidth=1.5, animated=True)
        ring = draw_ring(left)
        to_flower = MovingArrow(left, INK, 0.12, "--", linewidth=1.3)
        left.plot([], [], color=ORANGE, label="border now")
        left.plot([], [], "--", color=GREY, linewidth=1.5, label="border before")
        legend_above(left, 2)
        for axes in (left, right):
            axes.plot(0, 0, "+", color=INK, markersize=9)
        right.set(xlim=(-1.4, 2.8), ylim=(-2.6, 1.3), aspect="equal")
        right.set(xlabel="w₁", ylabel="w₂")
        arrows = (
            MovingArrow(right, GREY, 0.16, ":", linewidth=1.8),
            MovingArrow(right, INK, 0.16, "--", linewidth=1.3),
            MovingArrow(right, ORANGE, 0.16, linewidth=2.4),
        )
        right.plot([], [], ":", color=GREY, label="w before")
        right.plot([], [], color=ORANGE, label="w now")
        right.plot([], [], "--", color=INK, linewidth=1.3, label="the flower, + or −")
        legend_above(right, 2)
        number = right.text(2.7, -2.5, "", ha="right", va="bottom", animated=True)
        return border, old, ring, to_flower, arrows, number

    def update(artists, r):
        border, old, ring, to_flower, (w_before, change, w_now), number = artists
        at_start = "the start" if r["step"] == 0 else f"no correction {r['step']}"
        number.set_text(at_start if r["wrong"] is None else f"correction {r['step']}")
        border.move(r["w"], 0)
        w_now.move((0, 0), r["w"])
        w_before.move((0, 0), r["before"])
        change.move(r["before"], r["w"])
        caused = r["wrong"] is not None
        flower = x[:, r["wrong"]] if caused else np.zeros(2)
        old.set_data(*(border_ends(r["before"], 0) if caused else np.empty((0, 2))).T)
        ring.set_data(*flower[:, None] if caused else ([], []))
        to_flower.move((0, 0), flower)

    def describe(r):
        are = "is" if r["misses"] == 1 else "are"
        where = f"{r['misses']} of {examples} flowers {are} on the wrong side"
        if r["misses"] == 0:
            where = f"all {examples} flowers are on their own side"
        if r["step"] == 0 and r["total"]:
            return f"The start: w = {pair(r['w'])}, and {where}. Press Step."
        if r["wrong"] is None:
            return (
                f"There is no correction {max(r['step'], 1)}: it has stopped after "
                f"{r['total']}, because {where}. w = {pair(r['w'])}."
            )
        kind = int(y[r["wrong"]])
        moved = f"away from it, by −{pair(x[:, r['wrong']])},"
        if kind:
            moved = f"towards it, by {pair(x[:, r['wrong']])},"
        return (
            f"Correction {r['step']}: a {names[kind]} was on the wrong side (ring). w "
            f"moves {moved} to {pair(r['w'])}. Now {where}."
        )

    return Panel(
        "Perceptron by steps",
        (
            Slider("step", "corrections", 0, 23, 0, integer=True),
            Buttons(
                (
                    Button("Step back", add={"step": -1}),
                    Button("Step", add={"step": 1}),
                    Button("to the end", set={"step": 23}),
                )
            ),
            Slider("angle", "angle of first w", 0, 359, 90, integer=True, unit="°"),
            Slider("seed", "shuffle seed", 0, 9, 0, integer=True),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt=f"Left, {examples} flowers of two kinds with the border before and after a "
        "correction and the flower that caused it; right, w before and after.",
        size=(8.2, 3.9),
    )


def keep_sweeping(x, y, names, labels):
    """Sweep after sweep of a perceptron on classes that no line separates.

    The arguments are those of `perceptron_by_steps`.
    """
    sweeps = 100
    inputs = one_neuron.with_one(x)
    history = _perceptron_by_seed(inputs, y, sweeps)

    def compute(sweep, seed):
        past = history(seed)
        lengths = np.linalg.norm(
            [past.after_sweep(s) for s in range(sweep + 1)], axis=1
        )
        return {
            "w": past.after_sweep(sweep), "sweep": sweep, "lengths": lengths,
            "mistakes": past.mistakes[:sweep], "total": past.mistakes[:sweep].sum(),
            "longest": np.linalg.norm(past.w, axis=1).max(),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subfigures(1, 2, width_ratios=(1.75, 1))
        plane = left.subplots()
        draw_classes(plane, x, y, names, labels)
        border, rings = MovingBorder(plane), draw_ring(plane, 11, 1.2, 4)
        plane.plot([], [], color=ORANGE, label="border after this sweep")
        plane.plot([], [], "o", markersize=8, markerfacecolor="none",
                   markeredgewidth=1.2, color=INK, label="wrong side")  # fmt: skip
        legend_above(plane, 2)
        above, below = right.subplots(2, 1, sharex=True)
        above.set(xlim=(0, sweeps), ylim=(0, 16), title="mistakes in each sweep")
        above.axhline(0, color=GREEN, linestyle="--", clip_on=False)
        above.text(
            sweeps, 0.7, "0: it would stop", color=DARK_GREEN, ha="right", fontsize=8
        )
        below.set(ylim=(0, 6), xlabel="sweep", title="length of (w, b)")
        (counts,) = above.plot([], [], ".-", color=ORANGE, lw=0.8, animated=True)
        (lengths,) = below.plot([], [], color=ORANGE, animated=True)
        return border, rings, counts, lengths

    def update(artists, r):
        border, rings, counts, lengths = artists
        border.move(r["w"][:2], r["w"][2])
        rings.set_data(*x[:, (r["w"] @ inputs > 0) != y])
        counts.set_data(np.arange(1, r["sweep"] + 1), r["mistakes"])
        lengths.set_data(np.arange(r["sweep"] + 1), r["lengths"])

    def describe(r):
        if r["sweep"] == 0:
            return "The start, before any flower was looked at. Press Next sweep."
        many = "1 sweep" if r["sweep"] == 1 else f"{r['sweep']} sweeps"
        return (
            f"After {many}: {r['mistakes'][-1]} mistakes in the last one, "
            f"{r['total']} corrections in all, and never a sweep without a mistake. "
            f"The vector (w, b) is {r['lengths'][-1]:.2f} long."
        )

    return Panel(
        "The perceptron on petals",
        (
            Slider("sweep", "sweeps done", 0, sweeps, 0, integer=True),
            Slider("seed", "shuffle seed", 0, 9, 0, integer=True),
            Buttons(
                (
                    Button("Next sweep", add={"sweep": 1}),
                    Button("10 sweeps", add={"sweep": 10}),
                    Button("100 sweeps", set={"sweep": sweeps}),
                )
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt=f"Left, {x.shape[1]} flowers of two kinds, the border, and rings round "
        "those on the wrong side; right, the mistakes in each sweep and the length "
        "of (w, b).",
        size=(8.2, 3.8),
    )


def two_rules(x, y, names, labels):
    """Perceptron and delta rule side by side on classes that no line separates.

    The arguments are those of `keep_sweeping`.
    """
    sweeps = 60
    inputs = one_neuron.with_one(x)
    history = _perceptron_by_seed(inputs, y, sweeps)
    limit = 2 / np.linalg.eigvalsh(2 * inputs @ inputs.T / len(y))[-1]

    @cache
    def descend(eta):
        return gradient_descent(
            lambda w: one_neuron.linear_cost(w, inputs, y),
            lambda w: one_neuron.linear_gradient(w, inputs, y),
            FIRST,
            eta,
            sweeps,
        )

    def compute(sweep, eta):
        past, path = history(0), descend(eta)
        corrected = [past.after_sweep(s) for s in range(sweep + 1)]
        descended = path.parameters[: sweep + 1]
        return {
            "sweep": sweep, "eta": eta, "diverging": eta > limit,
            "costs": path.costs[: sweep + 1], "w": (corrected[-1], descended[-1]),
            "wrong": (
                np.sum((np.array(corrected) @ inputs > 0) != y, axis=1),
                np.sum((descended @ inputs > 0.5) != y, axis=1),
            ),
        }  # fmt: skip

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(1.35, 1))
        planes = top.subplots(1, 2, sharey=True)
        for plane, title in zip(planes, ("perceptron rule", "delta rule"), strict=True):
            draw_classes(plane, x, y, names, labels)
            plane.set_title(title)
            plane.legend(
                loc="lower right", bbox_to_anchor=(1, 1), ncols=2, fontsize=8,
                borderaxespad=0.2, columnspacing=1, handletextpad=0.2,
            )  # fmt: skip
        planes[1].set_ylabel("")
        borders = MovingBorder(planes[0]), MovingBorder(planes[1], INK)
        axes = bottom.subplots()
        axes.set(xlim=(0, sweeps), yscale="log", ylim=(3.5, 110), xlabel="sweeps done")
        axes.set_yticks([5, 10, 20, 50, 100], [5, 10, 20, 50, 100])
        axes.minorticks_off()
        axes.set(ylabel="on wrong side")
        curves = [
            axes.plot([], [], mark, color=colour, animated=True)[0]
            for mark, colour in ((".-", ORANGE), (".--", INK))
        ]
        axes.plot([], [], ".-", color=ORANGE, label="perceptron rule")
        axes.plot([], [], ".--", color=INK, label="delta rule")
        axes.legend(loc="upper right")
        return borders, curves

    def update(artists, r):
        borders, curves = artists
        (corrected, descended) = r["w"]
        borders[0].move(corrected[:2], corrected[2])
        borders[1].move(descended[:2], descended[2] - 0.5)
        for curve, counts in zip(curves, r["wrong"], strict=True):
            curve.set_data(np.arange(len(counts)), counts)

    def describe(r):
        one, two = (counts[-1] for counts in r["wrong"])
        if r["sweep"] == 0:
            return (
                f"The start, w = (−1, 0) and b = 0 for both: {one} and {two} flowers "
                "are on the wrong side. Press Next sweep."
            )
        many = "1 sweep" if r["sweep"] == 1 else f"{r['sweep']} sweeps"
        delta = f"delta rule: {two} wrong, cost {r['costs'][-1]:.4f}"
        if r["diverging"]:
            delta = f"delta rule: it diverges, since η is above 2/λmax = {limit:.2f}"
        return (
            f"After {many} with η = {r['eta']:.2f}. Perceptron rule: "
            f"{one} flowers on the wrong side. D{delta[1:]}."
        )

    return Panel(
        "Two rules",
        (
            Slider("sweep", "sweeps done", 0, sweeps, 0, integer=True),
            Buttons(
                (
                    Button("Next sweep", add={"sweep": 1}),
                    Button("60 sweeps", set={"sweep": sweeps}),
                )
            ),
            Slider("eta", "learning rate η", 0.05, 1.2, 0.5, count=46),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="The same flowers twice, with the border of the perceptron rule and with "
        "that of the delta rule; below, how many are on the wrong side.",
        size=(8.2, 4.2),
    )


FIRST = (-1.0, 0.0, 0.0)  # w and then b: it points away from almost all of class 1


def _perceptron_by_seed(inputs, y, sweeps):
    """Return a function from a shuffle seed to the Corrections, each made once."""

    @cache
    def history(seed):
        rng = np.random.default_rng(seed)
        return one_neuron.perceptron(inputs, y, FIRST, sweeps, rng)

    return history


def legend_above(axes, columns):
    """Put the legend over the axes, where nothing that moves can cover it."""
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, fontsize=8,
        borderaxespad=0.2, columnspacing=1.2, handlelength=1.6,
    )  # fmt: skip


def draw_ring(axes, size=15, width=2, zorder=6):
    """Return an empty marker: black rings round points, which are set later."""
    (ring,) = axes.plot(
        [], [], "o", color=INK, markersize=size, markerfacecolor="none",
        markeredgewidth=width, animated=True, zorder=zorder,
    )  # fmt: skip
    return ring
