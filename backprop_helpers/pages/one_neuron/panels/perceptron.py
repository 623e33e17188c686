"""Borders that two rules learn: the perceptron rule and the delta rule."""

from functools import cache, partial

import numpy as np

from backprop_helpers.figures.border import border_ends
from backprop_helpers.figures.colours import DARK_GREEN, GREEN, GREY, INK, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.pages.one_neuron import figures
from backprop_helpers.panels.controls import Button, Buttons, Slider, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

FIRST = (-1.0, 0.0, 0.0)  # w and then b: it points away from almost all of class 1
ORIGIN = np.zeros(2)
SEED = Slider("seed", "shuffle seed", 0, 9, 0, integer=True)
NEXT_SWEEP = Button("Next sweep", add={"sweep": 1})


def perceptron_by_steps(x, y, names, labels):
    """Step through the corrections of a perceptron whose border passes the mean.

    The arguments are those of `draw_classes`; the mean of x (2, m) is subtracted.
    """
    examples = x.shape[1]

    @cache
    def history(angle, seed):
        start = np.cos(np.radians([angle, angle - 90]))
        return one_neuron.perceptron(x, y, start, 50, np.random.default_rng(seed))

    def compute(step, angle, seed):
        past = history(angle, seed)
        wrong = past.wrong[step - 1 : step]  # of one example, or of none
        now = min(step, len(past.wrong))
        return {
            "step": step, "total": len(past.wrong), "kind": y[wrong].astype(int),
            "flower": x[:, wrong], "before": past.w[now - len(wrong)],
            "w": past.w[now], "misses": one_neuron.on_wrong_side(past.w[now], x, y),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        figures.draw_classes(left, x, y, names, labels)
        figures.draw_border(left, lambda r: (*r["w"], 0), label="border now")
        (old,) = left.plot([], [], "--", color=GREY, lw=1.5, label="border before")
        # None without a correction: the weights 0 have no border.
        follow(old, lambda r: {"data": border_ends(len(r["kind"]) * r["before"], 0).T})
        figures.draw_rings(left, lambda r: r["flower"])
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
        moved = ("away from it, by −", "towards it, by ")[kind] + flower[0]
        return (
            f"Correction {r['step']}: a {names[kind]} was on the wrong side (ring). w "
            f"moves {moved}, to {w}. Now {where}."
        )

    return Panel(
        "Perceptron by steps",
        (
            Slider("step", "corrections", 0, 23, 0, integer=True),
            steps("step", Button("to the end", set={"step": 23})),
            Slider("angle", "angle of first w", 0, 359, 90, integer=True, unit="°"),
            SEED,
        ),
        compute,
        draw,
        describe,
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
    history = cache(partial(perceptron_sweeps, inputs, y, sweeps))

    def compute(sweep, seed):
        mistakes, weights = history(seed)
        lengths = np.linalg.norm(weights[: sweep + 1], axis=1)
        return {"w": weights[sweep], "mistakes": mistakes[:sweep], "lengths": lengths}

    def draw(figure):
        left, right = figure.subfigures(1, 2, width_ratios=(1.75, 1))
        plane = left.subplots()
        figures.draw_classes(plane, x, y, names, labels)
        figures.draw_border(plane, lambda r: r["w"], label="border after this sweep")
        figures.draw_rings(
            plane, lambda r: x[:, (r["w"] @ inputs > 0) != y], 11, 1.2, 4
        )
        plane.plot([], [], "o", markersize=8, markerfacecolor="none",
                   markeredgewidth=1.2, color=INK, label="wrong side")  # fmt: skip
        figures.legend_above(plane)
        above, below = right.subplots(2, 1, sharex=True)
        above.set(xlim=(0, sweeps), ylim=(0, 16), title="mistakes in each sweep")
        above.axhline(0, color=GREEN, linestyle="--", clip_on=False)
        style = {"color": DARK_GREEN, "ha": "right", "fontsize": 8}
        above.text(sweeps, 0.7, "0: it would stop", **style)
        below.set(ylim=(0, 6), xlabel="sweep", title="length of (w, b)")
        (counts,) = above.plot([], [], ".-", color=ORANGE, linewidth=0.8)
        follow(counts, lambda r: figures.numbered(r["mistakes"], 1))
        (lengths,) = below.plot([], [], color=ORANGE)
        follow(lengths, lambda r: figures.numbered(r["lengths"]))

    def describe(r):
        sweep = len(r["mistakes"])
        if sweep == 0:
            return "The start, before any flower was looked at. Press Next sweep."
        return (
            f"After {counted(sweep, 'sweep')}: {r['mistakes'][-1]} mistakes in the "
            f"last one, {r['mistakes'].sum()} corrections in all, and never a sweep "
            f"without a mistake. The vector (w, b) is {r['lengths'][-1]:.2f} long."
        )

    further = (
        NEXT_SWEEP,
        Button("10 sweeps", add={"sweep": 10}),
        Button("100 sweeps", set={"sweep": sweeps}),
    )
    return Panel(
        "The perceptron on petals",
        (
            Slider("sweep", "sweeps done", 0, sweeps, 0, integer=True),
            SEED,
            Buttons(further),
        ),
        compute,
        draw,
        describe,
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
    _, corrected = perceptron_sweeps(inputs, y, sweeps, seed=0)
    limit = 2 / np.linalg.eigvalsh(2 * inputs @ inputs.T / len(y))[-1]
    cost = partial(one_neuron.linear_cost, x=inputs, y=y)
    gradient = partial(one_neuron.linear_gradient, x=inputs, y=y)

    @cache
    def descend(eta):
        return gradient_descent(cost, gradient, FIRST, eta, sweeps)

    def compute(sweep, eta):
        path = descend(eta)
        weights = corrected, path.parameters - [0, 0, 0.5]  # 1 where ŷ is above ½
        weights = [w[: sweep + 1] for w in weights]
        return {
            "sweep": sweep, "eta": eta, "cost": path.costs[: sweep + 1][-1],
            "w": [w[-1] for w in weights],
            "wrong": [np.sum((w @ inputs > 0) != y, axis=1) for w in weights],
        }  # fmt: skip

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(1.35, 1))
        planes = top.subplots(1, 2, sharey=True)
        below = bottom.subplots()
        rules = (("perceptron rule", ".-", ORANGE), ("delta rule", ".--", INK))
        for rule, (title, mark, colour) in enumerate(rules):
            plane = planes[rule]
            figures.draw_classes(plane, x, y, names, labels)
            plane.set_title(title)
            figures.legend_above(plane, "right", columnspacing=1, handletextpad=0.2)
            figures.draw_border(plane, lambda r, rule=rule: r["w"][rule], colour)
            (curve,) = below.plot([], [], mark, color=colour, label=title)
            follow(curve, lambda r, rule=rule: figures.numbered(r["wrong"][rule]))
        planes[1].set_ylabel("")
        below.set(xlim=(0, sweeps), yscale="log", ylim=(3.5, 110), xlabel="sweeps done")
        below.set_yticks([5, 10, 20, 50, 100], [5, 10, 20, 50, 100])
        below.minorticks_off()
        below.set(ylabel="on wrong side")
        below.legend(loc="upper right")

    def describe(r):
        one, two = (counts[-1] for counts in r["wrong"])
        if r["sweep"] == 0:
            return (
                f"The start, w = (−1, 0) and b = 0 for both: {one} and {two} flowers "
                "are on the wrong side. Press Next sweep."
            )
        delta = f"{two} wrong, cost {r['cost']:.4f}"
        if r["eta"] > limit:
            delta = f"it diverges, since η is above 2/λmax = {limit:.2f}"
        return (
            f"After {counted(r['sweep'], 'sweep')} with η = {r['eta']:.2f}. "
            f"Perceptron rule: {one} flowers on the wrong side. Delta rule: {delta}."
        )

    return Panel(
        "Two rules",
        (
            Slider("sweep", "sweeps done", 0, sweeps, 0, integer=True),
            Buttons((NEXT_SWEEP, Button("60 sweeps", set={"sweep": sweeps}))),
            Slider("eta", "learning rate η", 0.05, 1.2, 0.5, count=46),
        ),
        compute,
        draw,
        describe,
        alt="The same flowers twice, with the border of the perceptron rule and with "
        "that of the delta rule; below, how many are on the wrong side.",
        size=(8.2, 4.2),
    )


def perceptron_sweeps(inputs, y, sweeps, seed):
    """Return the mistakes in each sweep, and w (sweeps + 1, 3) at first and after each.

    inputs (3, m) have a last row of ones; seed shuffles them before every sweep.
    """
    rng = np.random.default_rng(seed)
    done = one_neuron.perceptron(inputs, y, FIRST, sweeps, rng)
    return done.mistakes, np.array([done.after_sweep(s) for s in range(sweeps + 1)])
