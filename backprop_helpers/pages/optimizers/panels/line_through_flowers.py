"""A line and its two parameters: two curvatures, and batches of three sizes."""

from functools import partial

import numpy as np

from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.surface import draw_moving_path, draw_surface
from backprop_helpers.nets.descent import gradient_descent, minibatch_descent
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.optimizers import curvature, figures
from backprop_helpers.panels import Button, Buttons, Choice, Panel, Slider
from backprop_helpers.panels.controls import presets
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

            with figures.following_all((left, strip), seen):
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

    rates = dict(zip(REGIMES, (0.01, 0.15, 0.3, 0.34), strict=True))
    return Panel(
        "Two curvatures",
        (
            Choice("length", "Length", tuple(data), "minus its mean"),
            Slider("eta", "learning rate η", 0.005, 0.5, 0.3, count=99),
            Slider("steps", "steps", 0, 40, 10, integer=True),
            Slider("w", "start w", -1, 1.5, -0.8, count=50),
            Slider("b", "start b", -0.8, 3.2, 3.0, count=40),
            presets({name: {"eta": eta} for name, eta in rates.items()}, "Try η"),
            Buttons((Button("Step", add={"steps": 1}),)),
        ),
        compute,
        draw,
        describe,
        alt="Left, the path of w and b over the contours of the cost; right, the cost "
        "after each step. Below, an axis of η in four zones.",
        size=(8.2, 4.3),
    )


def compare_batches(x, y):
    """Batch, mini-batch and stochastic descent on points x, y (m,), with one η.

    All three have read the same number of examples.
    """
    best = line.best_line(x, y)
    cost = partial(line.cost, x=x, y=y)
    least = cost(*best)

    def compute(eta, size, seed, epochs):
        runs = []
        for name, each in (("batch", len(x)), ("mini-batch", size), ("stochastic", 1)):
            path = minibatch_descent(
                lambda p: cost(*p), lambda p, rows: line.gradient(*p, x[rows], y[rows]),
                [-0.8, 3.0], eta, epochs, len(x), each, np.random.default_rng(seed),
            )  # fmt: skip
            read = np.minimum(np.arange(len(path.costs)) * each / len(x), 3)
            title = f"{name}: {each} at a time"
            runs.append({"name": name, "title": title, "path": path, "read": read})
        return {"eta": eta, "epochs": epochs, "runs": runs}

    def draw(figure):
        all_axes = figure.subplots(1, 3, sharey=True)
        for n, axes in enumerate(all_axes):
            draw_run(axes, lambda r, n=n: r["runs"][n])
        for inner in all_axes[1:]:
            inner.set_ylabel("")

    def draw_run(axes, run):
        axes.set_title(" ")  # keeps the room for a title that moves
        title = axes.text(0, 1.05, "", transform=axes.transAxes, size=11)
        follow(title, lambda r: {"text": run(r)["title"]})
        draw_costs(
            axes, 3, least / 4, 300 * least, lambda r: run(r)["path"].costs,
            at=lambda r: run(r)["read"], least=least, xlabel="epochs",
        )  # fmt: skip

    def describe(r):
        if r["epochs"] == 0:
            return "All three are at the start. Press Read all flowers once."
        words = []
        for run in r["runs"]:
            costs = run["path"].costs
            end = f"{costs[-1]:.3f}"
            if costs[-1] > costs[0]:
                end = f"{costs[-1]:.3g}, diverging"
            if run["path"].diverged:
                end = "off the page, diverging"
            done = counted(len(costs) - 1, "step")
            words.append(f"{run['name'].capitalize()}: {done}, cost {end}.")
        times = "once" if r["epochs"] == 1 else f"{r['epochs']} times"
        return (
            f"η = {r['eta']:.3g}, every flower read {times}. {' '.join(words)} "
            f"The least cost is {least:.3f}."
        )

    return Panel(
        "Batch sizes side by side",
        (
            Slider("eta", "learning rate η", 0.001, 0.3, 0.03, count=60, log=True),
            Slider("size", "mini-batch size", 2, 75, 15, integer=True),
            Slider("epochs", "epochs", 0, 3, 1, integer=True),
            Slider("seed", "shuffle seed", 0, 9, 0, integer=True),
            Buttons((Button("Read all flowers once", add={"epochs": 1}),)),
        ),
        compute,
        draw,
        describe,
        alt="Three costs against the examples read, with batches of all examples, of a "
        "few, and of one.",
        size=(8.2, 3.0),
    )
