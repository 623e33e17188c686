"""The panels of notebook 01: from a line by hand to gradient descent on a line."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLACK,
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_GREEN,
    PALE_GREY,
    PALE_RED,
    PALE_YELLOW,
)
from backprop_helpers.figures.curve import MovingCurve
from backprop_helpers.figures.surface import MovingPath, draw_surface
from backprop_helpers.nets.descent import gradient_descent, minibatch_descent
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.gradient_descent_on_a_line.figures import (
    MovingLine,
    draw_points,
)
from backprop_helpers.panels.controls import Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel

REGIMES = {
    "slow": "slow: 30 steps leave more than a tenth of the slowest part of the way",
    "good": "good: it settles at the minimum",
    "oscillating": "oscillating: each step jumps over the valley to the other side",
    "diverging": "diverging: in the end each step lands higher than the one before",
}


def find_the_line(x, y):
    """Find the line by hand: two sliders, and each residual drawn as a square.

    Parameters
    ----------
    x, y : float arrays, shape (m,)
    """
    least = line.cost(*line.best_line(x, y), x, y)

    def compute(w, b):
        return w, b, line.cost(w, b, x, y)

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(3, 1))
        draw_points(left, x, y, margin=0.35)
        left.set(xlim=(-3, 8.5), ylim=(-0.5, 6.5), aspect="equal", anchor="W")
        left.set_title("area of a square = (ŷ − y)²")
        right.set(xlim=(0, 1), ylim=(0, 6), xticks=[], title="cost C")
        right.set_ylabel("mean area of the squares")
        right.axhline(least, color=GREEN, linestyle="--")
        right.text(
            0.98, least + 0.08, "least", color=DARK_GREEN, ha="right", va="bottom"
        )
        (bar,) = right.bar(0.35, 0, 0.4, color=ORANGE, animated=True)
        number = right.text(  # black: it may stand on the bar
            0.35, 0, "", ha="center", va="bottom", color=BLACK, animated=True
        )
        return MovingLine(left, x, y, squares=True), bar, number

    def update(artists, result):
        moving, bar, number = artists
        w, b, cost = result
        moving.move(w, b)
        bar.set_height(min(cost, 6))
        number.set(text=f"{cost:.3f}", y=min(cost, 5.5) + 0.05)

    def describe(result):
        w, b, cost = result
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
        update=update,
        alt=f"Left, {len(x)} points, a line, and a square on each residual; right, a "
        "bar as high as the cost.",
        size=(8.2, 3.8),
    )


def slope_at_a_point(x, y, b):
    """Rise over run on the cost of one parameter, and the tangent it turns into.

    Parameters
    ----------
    x, y : float arrays, shape (m,)
    b : float
        The intercept, which stays fixed here.
    """

    def curve(w):
        return line.cost(w, b, x, y)

    def compute(w, h):
        rise = curve(w + h) - curve(w)
        return {
            "w": w,
            "h": h,
            "secant": rise / h,
            "tangent": line.gradient(w, b, x, y)[0],
        }

    def draw(figure):
        axes = figure.subplots()
        grid = np.linspace(-1, 3, 161)
        axes.plot(grid, [curve(w) for w in grid], color=BLUE, label="cost C(w)")
        axes.set(xlim=(-1, 3), ylim=(-4, 28), xlabel="w", ylabel="cost C")
        (tangent,) = axes.plot([], [], "-.", color=GREY, animated=True, linewidth=1.5)
        (secant,) = axes.plot([], [], "--", color=ORANGE, animated=True)
        (legs,) = axes.plot([], [], color=ORANGE, linewidth=1, animated=True)
        (ends,) = axes.plot([], [], "o", color=ORANGE, markersize=7, animated=True)
        rise = axes.text(0, 0, "", color=DARK_ORANGE, animated=True)
        axes.plot([], [], "--", color=ORANGE, label="line through both points")
        axes.plot([], [], "-.", color=GREY, linewidth=1.5, label="tangent")
        axes.legend(loc="upper center")
        return tangent, secant, legs, ends, rise

    def update(artists, r):
        tangent, secant, legs, ends, rise = artists
        w, h = r["w"], r["h"]
        low, high = curve(w), curve(w + h)
        far = np.array([-1.0, 3.0])
        tangent.set_data(far, low + r["tangent"] * (far - w))
        secant.set_data(far, low + r["secant"] * (far - w))
        legs.set_data([w, w + h, w + h], [low, low, high])
        ends.set_data([w, w + h], [low, high])
        side = "left" if w + h < 2.7 else "right"  # at the edge there is no room
        rise.set(text=" rise ", x=w + h, y=(low + high) / 2, ha=side)

    def describe(r):
        return (
            f"From w = {r['w']:.2f}, a run of {r['h']:.3g} gives rise over run = "
            f"{r['secant']:.3f}. The tangent has slope {r['tangent']:.3f}: the "
            f"difference is {abs(r['secant'] - r['tangent']):.3g}."
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
        update=update,
        alt="The cost as a curve over w, its tangent at one point, and a dashed line "
        "through that point and a second one.",
        size=(8.2, 3.4),
    )


def descend_one_parameter(x, y, b):
    """Descend on w alone, and see the distance shrink or grow by one factor a step.

    Parameters
    ----------
    x, y : float arrays, shape (m,)
    b : float
        The intercept, which stays fixed here.
    """
    curvature = line.hessian(x)[0, 0]
    best = float(np.mean(x * (y - b)) / np.mean(x * x))
    limit = 2 / curvature

    def curve(w):
        return line.cost(w[0], b, x, y)

    def compute(eta, w, steps):
        path = gradient_descent(
            curve, lambda p: line.gradient(p[0], b, x, y)[:1], [w], eta, steps
        )
        return {"eta": eta, "path": path, "factor": 1 - eta * curvature}

    def draw(figure):
        left, right = figure.subplots(1, 2)
        grid = np.linspace(-2.2, 4, 200)
        left.plot(grid, [curve([w]) for w in grid], color=BLUE)
        left.plot(best, curve([best]), "*", color=GREEN, markersize=14)
        left.set(xlim=(-2.2, 4), ylim=(-3, 60), xlabel="w", ylabel="cost C")
        right.axhline(0, color=GREEN, linestyle="--")
        right.set(xlim=(-0.5, 20), ylim=(-9, 9), xlabel="step")
        right.set_xticks(range(0, 21, 5))
        right.set_ylabel("distance d = w − w*")
        (hops,) = left.plot(
            [], [], "o-", color=ORANGE, linewidth=1.2, animated=True, markersize=6
        )
        (errors,) = right.plot(
            [], [], "o-", color=ORANGE, linewidth=1.2, animated=True, markersize=6
        )
        return hops, errors

    def update(artists, r):
        hops, errors = artists
        w = r["path"].parameters[:, 0]
        hops.set_data(w, r["path"].costs)
        errors.set_data(np.arange(len(w)), w - best)

    def describe(r):
        factor = r["factor"]
        if abs(factor) > 1:
            fate = f"grows: this is diverging, since η is above {limit:.4f}"
        elif factor > 0.9:
            fate = "shrinks, but slowly"
        elif factor < -0.6:
            fate = "shrinks, oscillating from side to side"
        elif factor < 0:
            fate = "shrinks well, changing sides each time"
        else:
            fate = "shrinks well, always from the same side"
        w = r["path"].parameters[:, 0]
        many = "1 step" if len(w) == 2 else f"{len(w) - 1} steps"
        return (
            f"η = {r['eta']:.3g}: each step multiplies the distance by 1 − η · "
            f"{curvature:.0f} = {factor:.3f}. The distance {fate}. "
            f"{many} lead from w = {w[0]:.3g} to {w[-1]:.3g}."
        )

    presets = (
        Button("slow", set={"eta": 0.003}),
        Button("good", set={"eta": 0.05}),
        Button("oscillating", set={"eta": 0.12}),
        Button("diverging", set={"eta": 0.14}),
    )
    return Panel(
        "Descend on one parameter",
        (
            Slider("eta", "learning rate η", 0.002, 0.2, 0.01, count=80, log=True),
            Slider("w", "start w", -2, 3.5, -1.5, count=55),
            Slider("steps", "steps", 0, 20, 3, integer=True),
            Buttons((Button("Step", add={"steps": 1}),)),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the cost as a curve over w with the steps of descent on it; right, "
        "the distance after each step.",
        size=(8.2, 3.4),
    )


def descend(x, y, xlabel, ylabel):
    """Gradient descent on w and b: line, path and cost curve move together.

    Parameters
    ----------
    x, y : float arrays, shape (m,)
    xlabel, ylabel : str
        Name and unit of each quantity.
    """
    best = line.best_line(x, y)
    limit = line.largest_eta(x)
    least = line.cost(*best, x, y)

    def compute(eta, w, b, steps):
        path = gradient_descent(
            lambda p: line.cost(*p, x, y),
            lambda p: line.gradient(*p, x, y),
            [w, b],
            eta,
            steps,
        )
        return {"eta": eta, "path": path, "regime": line.regime(eta, x), "steps": steps}

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(3.4, 1))
        left, middle, right = top.subplots(1, 3, width_ratios=(1, 1.1, 1))
        draw_points(left, x, y, xlabel, ylabel)
        left.set_title("the line")
        draw_surface(
            middle, lambda w, b: line.cost(w, b, x, y), (-1.2, 2.0), (-1.0, 3.4), best
        )
        middle.set_title("its path over the cost")
        curve = MovingCurve(right, 40, least / 3, 300 * least, least)
        right.set_title("the cost")
        strip = bottom.subplots()
        eta_now = draw_eta_strip(strip, x, limit)
        return MovingLine(left, x, y), MovingPath(middle), curve, eta_now

    def update(artists, r):
        moving, path, curve, eta_now = artists
        moving.move(*r["path"].parameters[-1])
        path.move(r["path"].parameters)
        curve.move(r["path"].costs)
        eta_now.set_data([r["eta"]], [0.26])

    def describe(r):
        state = REGIMES[r["regime"]]
        if r["regime"] == "diverging":
            state += f", since η is above 2/λmax = {limit:.3f}"
        w, b = r["path"].parameters[-1]
        done = len(r["path"].costs) - 1
        many = "1 step" if done == 1 else f"{done} steps"
        where = (
            f"After {many}: w = {w:.3g}, b = {b:.3g}, cost {r['path'].costs[-1]:.3g}."
        )
        if r["path"].diverged:
            where = f"After {many} the numbers left the page."
        return f"{where} η = {r['eta']:.3g} is {state}."

    presets = (
        Button("slow", set={"eta": 0.01}),
        Button("good", set={"eta": 0.15}),
        Button("oscillating", set={"eta": 0.3}),
        Button("diverging", set={"eta": 0.34}),
    )
    return Panel(
        "Gradient descent on a line",
        (
            Slider("eta", "learning rate η", 0.005, 0.5, 0.03, count=99),
            Slider("steps", "steps", 0, 40, 10, integer=True),
            Slider("w", "start w", -1, 1.8, -0.8, count=56),
            Slider("b", "start b", -0.8, 3.2, 3.0, count=40),
            Buttons(presets, "Try η"),
            Buttons((Button("Step", add={"steps": 1}),)),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Three pictures: data and line; the path of w and b over the contours of "
        "the cost; the cost after each step. Below, an axis of η in four zones.",
        size=(8.2, 4.3),
    )


def draw_eta_strip(axes, x, limit, low=0.0, high=0.5):
    """Draw an axis of η with its four zones; returns the marker that shows η now."""
    grid = np.linspace(low, high, 501)[1:]
    names = np.array([line.regime(eta, x) for eta in grid])
    shades = {"slow": PALE_GREY, "good": PALE_GREEN, "oscillating": PALE_YELLOW}
    for name in dict.fromkeys(names):
        zone = grid[names == name]
        axes.axvspan(zone[0], zone[-1], color=shades.get(name, PALE_RED), linewidth=0)
        middle = (zone[0] + zone[-1]) / 2
        axes.text(middle, 0.72, name, ha="center", va="center", fontsize=9)
    axes.axvline(limit, color=INK, linestyle="--", linewidth=1.2)
    axes.annotate(
        f"2/λmax = {limit:.3f}", (limit, 1), xytext=(0, 2), ha="center", va="bottom",
        textcoords="offset points", fontsize=9, annotation_clip=False,
    )  # fmt: skip
    axes.set(xlim=(low, high), ylim=(0, 1), yticks=[], xlabel="learning rate η")
    axes.spines["left"].set_visible(False)
    (now,) = axes.plot(
        [], [], "D", color=ORANGE, markeredgecolor="white", markersize=10,
        clip_on=False, animated=True,
    )  # fmt: skip
    return now


def compare_batches(x, y):
    """Batch, mini-batch and stochastic descent side by side, after equal reading.

    Parameters
    ----------
    x, y : float arrays, shape (m,)
    """
    examples = len(x)
    best = line.best_line(x, y)
    least = line.cost(*best, x, y)
    names = ("batch", "mini-batch", "stochastic")

    def run(eta, size, seed, epochs):
        return minibatch_descent(
            lambda p: line.cost(*p, x, y),
            lambda p, rows: line.gradient(*p, x[rows], y[rows]),
            [-0.8, 3.0],
            eta,
            epochs,
            examples,
            size,
            np.random.default_rng(seed),
        )

    def compute(eta, size, seed, epochs):
        sizes = (examples, size, 1)
        paths = [run(eta, each, seed, epochs) for each in sizes]
        return {"eta": eta, "sizes": sizes, "paths": paths, "epochs": epochs}

    def draw(figure):
        axes = figure.subplots(2, 3, height_ratios=(1.5, 1), sharey="row")
        for above in axes[0]:
            draw_surface(
                above,
                lambda w, b: line.cost(w, b, x, y),
                (-1.2, 1.4),
                (-0.2, 3.4),
                best,
            )
            above.set_title(" ")  # keeps the room for a title that moves
        curves = [
            MovingCurve(below, 3, least / 4, 300 * least, least, "epochs")
            for below in axes[1]
        ]
        for inner in axes[:, 1:].flat:
            inner.set_ylabel("")
        titles = [
            above.text(0, 1.05, "", transform=above.transAxes, size=11, animated=True)
            for above in axes[0]
        ]
        return [MovingPath(above, marker="") for above in axes[0]], curves, titles

    def update(artists, r):
        for moving, curve, title, name, path, size in zip(
            *artists, names, r["paths"], r["sizes"], strict=True
        ):
            moving.move(path.parameters)
            reading = np.minimum(np.arange(len(path.costs)) * size / examples, 3)
            curve.move(path.costs, reading)
            title.set_text(f"{name}: {size} at a time")

    def describe(r):
        words = []
        for name, path in zip(names, r["paths"], strict=True):
            steps = len(path.costs) - 1
            end = f"{path.costs[-1]:.3f}"
            if path.costs[-1] > path.costs[0]:
                end = f"{path.costs[-1]:.3g}, diverging"
            if path.diverged:
                end = "off the page, diverging"
            plural = "s" if steps > 1 else ""
            words.append(f"{name.capitalize()}: {steps} step{plural}, cost {end}.")
        if r["epochs"] == 0:
            return "All three stand at the square. Press Read all flowers once."
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
        update=update,
        alt="Three paths over the same cost with batches of all examples, of a few, "
        "and of one; below each, the cost against the examples read.",
        size=(8.2, 4.6),
    )
