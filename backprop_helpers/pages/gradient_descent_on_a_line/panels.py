"""The pictures with sliders of this page: a line by hand, then gradient descent."""

from functools import partial

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, ORANGE
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.fitted_line import draw_line, draw_points
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.gradient_descent_on_a_line import figures
from backprop_helpers.panels.controls import Button, Buttons, Slider, try_etas
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode
from backprop_helpers.practice.wording import counted

ONE_STEP = Buttons((Button("Step", add={"steps": 1}),))
MOST_STEPS = 40  # of the descent on two parameters


def find_the_line(x, y):
    """Find the line through x, y (m,) by hand; each residual is drawn as a square."""
    least = line.cost(*line.best_line(x, y), x, y)

    def compute(w, b):
        return {"line": (w, b), "cost": line.cost(w, b, x, y)}

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(3, 1))
        draw_points(left, x, y)
        left.set(xlim=(-3, 8.5), ylim=(-0.5, 6.5), aspect="equal", anchor="W")
        left.set_title("area of a square = (ŷ − y)²")
        draw_line(left, lambda r: (x, y), lambda r: r["line"], squares=True)
        figures.draw_cost_bar(right, least)

    def describe(r):
        (w, b), cost = r["line"], r["cost"]
        opinion = "There is a lower one."
        if cost < 1.02 * least:
            opinion = "No line does better: this is the minimum."
        elif cost < 1.5 * least:
            opinion = "Very close to the least that any line can reach."
        sign = "−" if b < 0 else "+"
        return (
            f"ŷ = {w:.2f} x {sign} {abs(b):.2f}: the mean area of the {len(x)} "
            f"squares, the cost, is {cost:.3f}. {opinion}"
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
    far = np.array([-1.0, 2.0])

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
        axes.set(xlim=far, ylim=(-4, 20), xlabel="w", ylabel="cost C")
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
            Slider("w", "weight w", -1, 0.9, 0.0, count=38),
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
    curvature = 2 * float(np.mean(x * x))
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
        right.set(xlim=(-0.5, 20), ylim=(-4.5, 4.5), xlabel="step")
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
            f"In {counted(len(w) - 1, 'step')} w goes from {w[0]:.3g} to {w[-1]:.3g}."
        )

    return Panel(
        "Descend on one parameter",
        (
            Slider("eta", "learning rate η", 0.002, 0.2, 0.003, count=80, log=True),
            Slider("w", "start w", -2, 3.5, 0.0, count=55),
            Slider("steps", "steps", 0, 20, 15, integer=True),
            ONE_STEP,
            try_etas(0.003, 0.06, 0.12, 0.14),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost as a curve over w with the steps of descent on it; right, "
        "the distance after each step.",
        size=(8.2, 3.4),
    )


def descend(x, y, step=None):
    """Let a student's own `descent_step` move a line through flowers.

    x, y (m,) are lengths, minus their mean, and widths of petals, in cm. A step that
    cannot be run is replaced by the course's own.
    """
    own = OwnCode("descent_step", step)
    least = line.cost(*line.best_line(x, y), x, y)
    high = 15 * line.cost(0.0, 0.0, x, y)  # 15 times where it starts

    def compute(eta, steps):
        path = own.run(lambda step: line.repeat(step, x, y, eta, steps))
        return {
            "eta": eta, "path": path, "line": path.parameters[-1], "whose": own.sentence
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        draw_points(left, x, y, "petal length − mean (cm)", "petal width (cm)")
        low, top = left.get_ylim()
        left.set_ylim(low - 0.3, top)
        figures.draw_lines_before(left, lambda r: r["path"].parameters[:-1])
        draw_line(left, lambda r: (x, y), lambda r: r["line"], width=0.4)
        left.set_title("the line, and where it was before")
        right.set_title("the cost")
        draw_costs(
            right, MOST_STEPS, least / 2, high, lambda r: r["path"].costs, least=least
        )

    def describe(r):
        (w, b), costs = r["line"], r["path"].costs
        done = counted(len(costs) - 1, "step")
        words = f"w = {w:.3g}, b = {b:.3g}, cost {costs[-1]:.3g}"
        if costs.max() > high:
            first = int(np.argmax(costs > high))
            words = (
                f"it diverges, the cost climbs and leaves the picture at step {first}"
            )
        elif costs[-1] > costs.min() and costs[-1] > 1.1 * least:
            words += ". It climbs"
        elif costs[-1] < 1.01 * least:
            words += ". The line is found"
        return f"η = {r['eta']:.3g}, {done}: {words}. {r['whose']}"

    return Panel(
        "Gradient descent on a line",
        (
            Slider("eta", "learning rate η", 0.005, 0.5, 0.15, count=99),
            Slider("steps", "steps", 0, MOST_STEPS, 20, integer=True),
            try_etas(0.01, 0.15, 0.3, 0.34),
            ONE_STEP,
        ),
        compute,
        draw,
        describe,
        alt="Left, flowers as dots, and a line; right, the cost after each step, with "
        "the least cost as a dashed line.",
        size=(8.2, 3.6),
    )
