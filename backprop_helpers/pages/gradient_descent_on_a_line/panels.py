"""The pictures with sliders of this page: a line by hand, then gradient descent."""

from functools import partial

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, ORANGE
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.surface import draw_moving_path, draw_surface
from backprop_helpers.nets.descent import gradient_descent, minibatch_descent
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.gradient_descent_on_a_line import figures
from backprop_helpers.panels.controls import Button, Buttons, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

REGIMES = {
    "slow": "slow: 30 steps leave more than a tenth of the slowest part of the way",
    "good": "good: it settles at the minimum",
    "oscillating": "oscillating: each step jumps over the valley to the other side",
    "diverging": "diverging: in the end each step lands higher than the one before, "
    "since η is above 2/λmax = {:.3f}",
}
ONE_STEP = Buttons((Button("Step", add={"steps": 1}),))


def regime_buttons(label, *etas):
    """Return a row of buttons, one for each regime, that set these η."""
    row = zip(REGIMES, etas, strict=True)
    return presets({name: {"eta": eta} for name, eta in row}, label)


def find_the_line(x, y):
    """Find the line through x, y (m,) by hand; each residual is drawn as a square."""
    least = line.cost(*line.best_line(x, y), x, y)

    def compute(w, b):
        return {"line": (w, b), "cost": line.cost(w, b, x, y)}

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(3, 1))
        figures.draw_points(left, x, y)
        left.set(xlim=(-3, 8.5), ylim=(-0.5, 6.5), aspect="equal", anchor="W")
        left.set_title("area of a square = (ŷ − y)²")
        figures.draw_line(left, x, y, squares=True)
        figures.draw_cost_bar(right, least)

    def describe(r):
        (w, b), cost = r["line"], r["cost"]
        opinion = "There is a lower one."
        if cost < 1.02 * least:
            opinion = "No line does better: this is the minimum."
        elif cost < 1.5 * least:
            opinion = "Very close to the least that any line can reach."
        return (
            f"ŷ = {w:.2f} x + {b:.2f}: the mean area of the {len(x)} squares, "
            f"the cost, is {cost:.3f}. {opinion}"
        )

    return Panel(
        "Find the line",
        (
            Slider("w", "weight w", -1, 3, 0.0, count=40),
            Slider("b", "bias b", -2, 5, 3.0, count=70),
        ),
        compute,
        draw,
        describe,
        alt=f"Left, {len(x)} points, a line, and a square on each residual; right, a "
        "bar as high as the cost.",
        size=(8.2, 3.8),
    )


def slope_at_a_point(x, y, b):
    """Rise over run on the cost of w, and the tangent it turns into.

    x, y (m,) are the points; the intercept b, a number, stays fixed here.
    """
    cost = partial(line.cost, b=b, x=x, y=y)
    far = np.array([-1.0, 3.0])

    def compute(w, h):
        low, high = cost(w), cost(w + h)
        slopes = (high - low) / h, line.gradient(w, b, x, y)[0]
        return {
            "ends": ([w, w + h], [low, high]), "h": h, "slopes": slopes,
            "lines": [low + slope * (far - w) for slope in slopes],
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        grid = np.linspace(*far, 161)
        axes.plot(grid, [cost(w) for w in grid], color=BLUE, label="cost C(w)")
        axes.set(xlim=far, ylim=(-4, 28), xlabel="w", ylabel="cost C")
        figures.draw_slopes(axes, far)
        axes.legend(loc="upper center")

    def describe(r):
        secant, tangent = r["slopes"]
        return (
            f"From w = {r['ends'][0][0]:.2f}, a run of {r['h']:.3g} gives rise over "
            f"run = {secant:.3f}. The tangent has slope {tangent:.3f}: the "
            f"difference is {abs(secant - tangent):.3g}."
        )

    return Panel(
        "Slope at a point",
        (
            Slider("w", "weight w", -1, 2, 0.0, count=60),
            Slider("h", "run h", 0.001, 1, 1.0, count=60, log=True),
        ),
        compute,
        draw,
        describe,
        alt="The cost as a curve over w, its tangent at one point, and a dashed line "
        "through that point and a second one.",
        size=(8.2, 3.4),
    )


def descend_one_parameter(x, y, b):
    """Descend on w alone: its distance shrinks or grows by one factor a step.

    x, y (m,) are the points; the intercept b, a number, stays fixed here.
    """
    curvature = line.hessian(x)[0, 0]
    best = float(np.mean(x * (y - b)) / np.mean(x * x))
    cost = partial(line.cost, b=b, x=x, y=y)

    def compute(eta, w, steps):
        path = gradient_descent(
            cost, lambda p: line.gradient(*p, b, x, y)[:1], [w], eta, steps
        )
        return {"eta": eta, "w": path.parameters[:, 0], "costs": path.costs}

    def draw(figure):
        left, right = figure.subplots(1, 2)
        grid = np.linspace(-2.2, 4, 200)
        left.plot(grid, [cost(w) for w in grid], color=BLUE)
        left.plot(best, cost(best), "*", color=GREEN, markersize=14)
        left.set(xlim=(-2.2, 4), ylim=(-3, 60), xlabel="w", ylabel="cost C")
        right.axhline(0, color=GREEN, linestyle="--")
        right.set(xlim=(-0.5, 20), ylim=(-9, 9), xlabel="step")
        right.set(xticks=range(0, 21, 5), ylabel="distance d = w − w*")
        style = {"color": ORANGE, "linewidth": 1.2, "markersize": 6}
        (hops,) = left.plot([], [], "o-", **style)
        follow(hops, lambda r: {"data": (r["w"], r["costs"])})
        (errors,) = right.plot([], [], "o-", **style)
        follow(errors, lambda r: {"data": (np.arange(len(r["w"])), r["w"] - best)})

    def describe(r):
        eta, w = r["eta"], r["w"]
        factor = 1 - eta * curvature  # below 1
        fates = {
            -1: f"grows: this is diverging, since η is above {2 / curvature:.4f}",
            -0.6: "shrinks, oscillating from side to side",
            0: "shrinks well, changing sides each time",
            0.9: "shrinks well, always from the same side",
            1: "shrinks, but slowly",
        }
        fate = next(fates[bound] for bound in fates if factor < bound)
        return (
            f"η = {eta:.3g}: each step multiplies the distance by 1 − η · "
            f"{curvature:.0f} = {factor:.3f}. The distance {fate}. "
            f"{counted(len(w) - 1, 'step')} lead from w = {w[0]:.3g} to {w[-1]:.3g}."
        )

    return Panel(
        "Descend on one parameter",
        (
            Slider("eta", "learning rate η", 0.002, 0.2, 0.01, count=80, log=True),
            Slider("w", "start w", -2, 3.5, -1.5, count=55),
            Slider("steps", "steps", 0, 20, 3, integer=True),
            ONE_STEP,
            regime_buttons("Try", 0.003, 0.05, 0.12, 0.14),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost as a curve over w with the steps of descent on it; right, "
        "the distance after each step.",
        size=(8.2, 3.4),
    )


def descend(x, y, xlabel, ylabel):
    """Gradient descent on w and b: line, path and cost curve move together.

    x, y (m,) are the points; each label says a quantity's name and unit.
    """
    best = line.best_line(x, y)
    limit = line.largest_eta(x)
    cost = partial(line.cost, x=x, y=y)

    def compute(eta, w, b, steps):
        path = gradient_descent(
            lambda p: cost(*p), lambda p: line.gradient(*p, x, y), [w, b], eta, steps
        )
        return {"eta": eta, "path": path, "line": path.parameters[-1]}

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(3.4, 1))
        left, middle, right = top.subplots(1, 3, width_ratios=(1, 1.1, 1))
        figures.draw_points(left, x, y, xlabel, ylabel)
        figures.draw_line(left, x, y)
        left.set_title("the line")
        draw_surface(middle, cost, (-1.2, 2.0), (-1.0, 3.4), best)
        middle.set_title("its path over the cost")
        right.set_title("the cost")
        figures.draw_eta_strip(bottom.subplots(), x, limit)
        least = cost(*best)
        draw_costs(
            right, 40, least / 3, 300 * least, lambda r: r["path"].costs, least=least
        )
        draw_moving_path(middle, lambda r: r["path"].parameters)

    def describe(r):
        state = REGIMES[line.regime(r["eta"], x)].format(limit)
        (w, b), costs = r["line"], r["path"].costs
        where = f": w = {w:.3g}, b = {b:.3g}, cost {costs[-1]:.3g}"
        if r["path"].diverged:
            where = " the numbers left the page"
        done = counted(len(costs) - 1, "step")
        return f"After {done}{where}. η = {r['eta']:.3g} is {state}."

    return Panel(
        "Gradient descent on a line",
        (
            Slider("eta", "learning rate η", 0.005, 0.5, 0.03, count=99),
            Slider("steps", "steps", 0, 40, 10, integer=True),
            Slider("w", "start w", -1, 1.8, -0.8, count=56),
            Slider("b", "start b", -0.8, 3.2, 3.0, count=40),
            regime_buttons("Try η", 0.01, 0.15, 0.3, 0.34),
            ONE_STEP,
        ),
        compute,
        draw,
        describe,
        alt="Three pictures: data and line; the path of w and b over the contours of "
        "the cost; the cost after each step. Below, an axis of η in four zones.",
        size=(8.2, 4.3),
    )


def compare_batches(x, y):
    """Batch, mini-batch and stochastic descent on points x, y (m,), side by side.

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

    def draw_run(above, below, run):
        draw_surface(above, cost, (-1.2, 1.4), (-0.2, 3.4), best)
        above.set_title(" ")  # keeps the room for a title that moves
        title = above.text(0, 1.05, "", transform=above.transAxes, size=11)
        follow(title, lambda r: {"text": run(r)["title"]})
        draw_moving_path(above, lambda r: run(r)["path"].parameters, marker="")
        draw_costs(
            below, 3, least / 4, 300 * least, lambda r: run(r)["path"].costs,
            at=lambda r: run(r)["read"], least=least, xlabel="epochs",
        )  # fmt: skip

    def draw(figure):
        axes = figure.subplots(2, 3, height_ratios=(1.5, 1), sharey="row")
        for n, (above, below) in enumerate(axes.T):
            draw_run(above, below, lambda r, n=n: r["runs"][n])
        for inner in axes[:, 1:].flat:
            inner.set_ylabel("")

    def describe(r):
        if r["epochs"] == 0:
            return "All three stand at the square. Press Read all flowers once."
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
            Slider("epochs", "epochs", 0, 3, 0, integer=True),
            Slider("seed", "shuffle seed", 0, 9, 0, integer=True),
            Buttons((Button("Read all flowers once", add={"epochs": 1}),)),
        ),
        compute,
        draw,
        describe,
        alt="Three paths over the same cost with batches of all examples, of a few, "
        "and of one; below each, the cost against the examples read.",
        size=(8.2, 4.6),
    )
