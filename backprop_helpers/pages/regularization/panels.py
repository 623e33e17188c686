"""The pictures with sliders: a curve, and one weight under L2 and L1."""

from functools import lru_cache

import numpy as np

from backprop_helpers.pages.regularization import example as overfitting
from backprop_helpers.pages.regularization import figures
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

N, STEPS = 200, 300  # of one weight
LIMITS = (-1.5, 2.5)
FAR_FROM_POINTS = 0.2  # the noise alone makes 0.16, on average
FAR_FROM_CURVE = 0.1  # else it is the noise that is larger


def fit_a_curve(price=False):
    """Let a network with one input learn ten points; with a price, L2 as well."""

    @lru_cache(maxsize=64)
    def fitted(hidden, lambda_, seed):
        return overfitting.fit_curve(hidden, lambda_, seed)

    def compute(steps, hidden, seed, lambda_=0.0):
        run, x_y = fitted(hidden, lambda_, seed), overfitting.measured(seed)
        now = int(np.argmin(np.abs(overfitting.LOOKS - steps)))
        return {
            "run": run, "now": now, "points": [each[0] for each in x_y],
            "hidden": hidden, "lambda": lambda_,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.2, 1))
        places = overfitting.PLACES
        figures.draw_fit(
            left, places, overfitting.curve(places), lambda r: r["points"],
            lambda r: r["run"].values[r["now"]],
        )  # fmt: skip
        figures.draw_two_costs(
            right, overfitting.LOOKS, lambda r: r["run"].costs,
            lambda r: r["run"].errors, lambda r: r["now"],
        )  # fmt: skip
        for axes in (left, right):
            axes.legend(loc="upper center", ncols=2, fontsize=8, handlelength=2)

    def describe(r):
        steps, priced = overfitting.LOOKS[r["now"]], f", λ = {plain(r['lambda'])}"
        neurons = "1 neuron" if r["hidden"] == 1 else f"{r['hidden']} neurons"
        done = "1 step" if steps == 1 else f"{steps} steps"
        return f"{neurons}{priced if price else ''}, {done}: {say_fit(r)}"

    last = overfitting.CURVE_STEPS
    sliders = [
        Slider("steps", "steps", 1, last, last if price else 200, count=79, log=True),
        Slider("hidden", "hidden neurons", 1, 100, 30, integer=True),
        Slider("seed", "set of points", 0, 9, 8, integer=True),
    ]
    if price:
        sliders.insert(0, Slider("lambda_", "λ", 0.001, 10, 0.3, count=60, log=True))
    return Panel(
        "The price of bends" if price else "Through every point",
        (*sliders, presets({f"{n} steps": {"steps": n} for n in (200, last)})),
        compute,
        draw,
        describe,
        alt="Left, ten points, the true curve and the curve of a network; right, its "
        "error on the points and on the true curve against the steps.",
        size=(8.2, 3.6),
    )


def say_fit(r):
    """Say how a CurveFit does at the place `now`, and where it did best."""
    run, now = r["run"], r["now"]
    best = int(np.argmin(run.errors))
    words = (
        f"error {run.costs[now]:#.2g} on its ten points, {run.errors[now]:#.2g} on the "
        "true curve."
    )
    lower, worse = run.costs[best] / run.costs[now], run.errors[now] / run.errors[best]
    if now > best and min(lower, worse) > 1.2:
        return (
            f"{words} It over-fits: after {overfitting.LOOKS[best]} steps it had "
            f"{run.errors[best]:#.2g} on the curve."
        )
    far = run.costs[now] > FAR_FROM_POINTS and run.errors[now] > FAR_FROM_CURVE
    if far and overfitting.LOOKS[now] >= 1000:
        return f"{words} It under-fits: its own points are far, too."
    return words


def one_weight_shrinks(l1_step=None):
    """Let a weight shrink by L2 and by L1, while the data pull at it or do not.

    l1_step is a student's, which then takes the steps of L1.
    """
    names = {"none": "no penalty", "L2": "L2: multiplied", "L1": "L1: pushed"}
    own = OwnCode("l1_step", l1_step)

    def compute(w, lambda_, eta, pull):
        nabla, factor = np.array([[-pull]]), 1 - eta * lambda_ / N
        path = overfitting.weight_path
        paths = [
            path(lambda w: w - eta * nabla, w, STEPS),
            path(lambda w: factor * w - eta * nabla, w, STEPS),
            own.run(
                lambda l1_step: path(
                    lambda w: l1_step(w, nabla, eta, lambda_, N), w, STEPS
                )
            ),
        ]
        return {
            "paths": paths, "shrink": eta * lambda_ / N, "nudge": eta * pull,
            "whose": own.sentence, "right": own.is_right or own.trouble is not None,
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        figures.draw_paths(axes, names, STEPS, LIMITS, lambda r: r["paths"])
        figure.legend(loc="outside upper center", ncols=3, handlelength=2.6)

    def describe(r):
        _, l2, l1 = r["paths"]
        said = say_l1(l1, r["shrink"], r["nudge"]) if r["right"] else say_end(l1)
        return f"{say_l2(l2, r['shrink'])} L1: {said}. {r['whose']}"

    tried = {
        "no pull": {"pull": 0.0, "lambda_": 20.0, "eta": 0.1},
        "weak pull": {"pull": 0.05, "lambda_": 20.0, "eta": 0.1},
        "strong pull": {"pull": 0.15, "lambda_": 20.0, "eta": 0.1},
        "ηλ/n above 2": {"pull": 0.0, "lambda_": 500.0, "eta": 1.0},
    }
    return Panel(
        "One weight",
        (
            Slider("w", "start w", 0.05, 2, 0.8, count=39),
            Slider("lambda_", "λ", 0.1, 1000, 20.0, count=80, log=True),
            Slider("eta", "learning rate η", 0.01, 1, 0.1, count=60, log=True),
            Slider("pull", "pull of the data", 0, 0.3, 0.0, count=60),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="One weight against the steps, with no penalty, with L2 and with L1.",
        size=(8.2, 3.3),
    )


def say_l2(path, shrink):
    """Say what L2 does to a weight that is multiplied by 1 − shrink at each step."""
    start = f"L2: times {plain(1 - shrink)} at each step"
    if shrink > 2:
        return f"{start}, and it diverges, since ηλ/n is above 2."
    if shrink > 1:
        start += ", from side to side"
    tiny = abs(path[-1]) < 1e-6
    end = f"less than a millionth after {STEPS} steps" if tiny else say_end(path)
    return f"{start}, {end}."


def say_l1(path, shrink, nudge):
    """Say what L1 does to a weight that is pushed by shrink, and the data by nudge."""
    start = f"a push of {plain(shrink)}"
    if path[-1] == 0:
        return f"{start}, exactly 0 from step {np.flatnonzero(path)[-1] + 1} on"
    harder = ", but the data pull harder" if nudge > shrink * (1 + 1e-9) else ""
    return f"{start}{harder}, {say_end(path)}"


def say_end(path):
    """Say where a path ends, and whether that can be seen."""
    low, high = LIMITS
    off = "" if low <= path[-1] <= high else ", off the picture,"
    return f"{path[-1]:.3g}{off} after {len(path) - 1} steps"


def plain(value):
    """Write a number with four digits, more just below 1, and never an exponent."""
    digits = 6 if 0.999 < value < 1 else 4
    return np.format_float_positional(value, digits, fractional=False, trim="-")
