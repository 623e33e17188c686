"""The pictures with sliders: one weight under L2 and L1, and a whole network."""

from functools import lru_cache

import numpy as np

from backprop_helpers.nets.regularization import KINDS, one_weight
from backprop_helpers.pages.regularization import example as overfitting
from backprop_helpers.pages.regularization import figures
from backprop_helpers.panels.controls import Choice, Slider, presets
from backprop_helpers.panels.panel import Panel

N, STEPS = 200, 300  # of one weight
LIMITS = (-1.5, 2.5)


def one_weight_shrinks():
    """Let a weight shrink by L2 and by L1, while the data pull at it or do not."""
    names = {"none": "no penalty", "L2": "L2: multiplied", "L1": "L1: pushed"}

    def compute(w, lambda_, eta, pull):
        paths = [one_weight(kind, w, eta, lambda_, N, pull, STEPS) for kind in names]
        return {"paths": paths, "shrink": eta * lambda_ / N, "nudge": eta * pull}

    def draw(figure):
        axes = figure.subplots()
        figures.draw_paths(axes, names, STEPS, LIMITS, lambda r: r["paths"])
        figure.legend(loc="outside upper center", ncols=3, handlelength=2.6)

    def describe(r):
        _, l2, l1 = r["paths"]
        return (
            f"ηλ/n = {plain(r['shrink'])}. {say_l2(l2, r['shrink'])} "
            f"{say_l1(l1, r['shrink'], r['nudge'])}"
        )

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
            Slider("eta", "learning rate η", 0.01, 1, 0.02, count=60, log=True),
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
    start = f"L2 multiplies w by {plain(1 - shrink)} at each step"
    if shrink > 2:
        return f"{start} and diverges, since ηλ/n is above 2."
    if shrink > 1:
        start += ", so it jumps from side to side"
    tiny = abs(path[-1]) < 1e-6
    end = f"less than a millionth after {STEPS} steps" if tiny else say_end(path)
    return f"{start}: {end}."


def say_l1(path, shrink, nudge):
    """Say what L1 does to a weight that is pushed by shrink, and the data by nudge."""
    start = f"L1 pushes w by {plain(shrink)} towards 0"
    zeros = np.flatnonzero(path == 0)
    if nudge == 0 and len(zeros):
        return f"{start}: exactly 0 from step {zeros[0]} on."
    if nudge > shrink * (1 + 1e-9):
        return f"{start}, but the data pull harder: {say_end(path)}."
    if abs(path[-1] - nudge) < 1e-9:
        return f"{start} and holds it there, within one pull ({nudge:.2g})."
    return f"{start}: {say_end(path)}."


def say_end(path):
    """Say where a path ends, and whether that can be seen."""
    low, high = LIMITS
    off = "" if low <= path[-1] <= high else ", off the picture,"
    return f"{path[-1]:.3g}{off} after {len(path) - 1} steps"


def plain(value):
    """Write a number with four digits, more just below 1, and never an exponent."""
    digits = 6 if 0.999 < value < 1 else 4
    return np.format_float_positional(value, digits, fractional=False, trim="-")


def keep_weights_small():
    """Train a network with no penalty, L2 or L1: its curves and its weights."""
    start = overfitting.fresh_network(np.random.default_rng(0))
    start_weights = np.concatenate([w_l.ravel() for w_l in start.w.values()])

    @lru_cache(maxsize=256)
    def trained(kind, lambda_, n, share):
        # Half as exact and only two curves: two thirds of the time.
        pool, validation, _ = overfitting.parts("float32")
        digits = overfitting.few(pool, n, share, np.random.default_rng(0))
        rng = np.random.default_rng(0)
        return overfitting.fit(digits, kind, lambda_, rng, others=[validation])

    def compute(kind, lambda_, batches, share):
        n = batches * overfitting.BATCH
        run = trained(kind, 0.0 if kind == "none" else lambda_, n, share / 100)
        at = run.at * batches
        weights = ([], "the weights\nran away") if run.diverged else (run.weights, "")
        price = "No penalty" if kind == "none" else f"{kind} with λ = {plain(lambda_)}"
        return {
            "run": run, "costs": (at, run.costs), "accuracies": (at, run.accuracies),
            "weights": weights, "price": price, "n": n, "share": share,
            "shrink": overfitting.ETA * lambda_ / n,
        }  # fmt: skip

    def draw(figure):
        left, middle, right = figure.subplots(1, 3)
        figures.prepare_costs(left, "step", overfitting.STEPS)
        left.set_ylabel("cost C₀")  # without the price
        figures.prepare_accuracies(middle, "step", overfitting.STEPS)
        names = ("training", "validation")
        figures.draw_moving_runs(left, names, lambda r: r["costs"])
        figures.draw_moving_runs(middle, names, lambda r: r["accuracies"])
        figures.draw_histogram(right, start_weights, lambda r: r["weights"])
        runs, weights = (axes.get_legend_handles_labels()[0] for axes in (left, right))
        figure.legend(handles=runs + weights, loc="outside upper center", ncols=4)

    def describe(r):
        wrong = f"{r['share']}% of the labels wrong" if r["share"] else "no label wrong"
        said = say_run(r["run"], r["shrink"])
        return f"{r['price']}, {r['n']} digits, {wrong}. {said}"

    tried = {
        "no penalty": {"kind": "none"},
        "L2": {"kind": "L2", "lambda_": 5.0},
        "L1": {"kind": "L1", "lambda_": 1.0},
        "too much": {"kind": "L2", "lambda_": 100.0},
        "1000 digits": {"batches": 50},
    }
    return Panel(
        "Small weights",
        (
            # Almost no penalty, but λ can be moved at once.
            Choice("kind", "Penalty", KINDS, "L2"),
            Slider("lambda_", "λ", 0.01, 3000, 0.01, count=60, log=True),
            # Whole batches: a last one of 1 or 2 digits would give the curves a kick.
            Slider(
                "batches", "training digits n", 1, 50, 10, integer=True, unit="× 20"
            ),
            Slider("share", "wrong labels", 0, 40, 20, integer=True, unit="%"),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost against the steps for training and validation digits; in "
        "the middle, their accuracies; right, a histogram of all weights.",
        size=(8.2, 3.2),
    )


def say_run(run, shrink):
    """Say how a Fit ended."""
    if run.diverged:
        return (
            f"Diverged: ηλ/n = {plain(shrink)} is above 2, so each step makes the "
            "weights larger."
        )
    near = f"{run.near_zero:.0%} of the weights are within 0.01 of 0."
    if run.same:
        return (
            f"λ is so large that the weights all stay near 0: every image gets the "
            f"same answer. {near}"
        )
    training, validation = run.accuracies[-1]
    lowest = run.costs[:, 1].min()
    return (
        f"At the end: training cost {run.costs[-1, 0]:#.2g}, accuracy {training:.0%}; "
        f"validation cost {run.costs[-1, 1]:#.2g} (lowest {lowest:#.2g}), accuracy "
        f"{validation:.0%}. {near}"
    )
