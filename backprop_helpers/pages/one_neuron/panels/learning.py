"""The sigmoid with its slope, and a neuron that must learn 1 → 0."""

from functools import cache, lru_cache

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_GREEN, GREEN, GREY, ORANGE
from backprop_helpers.figures.curve import numbered
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number
from backprop_helpers.nets.functions import COSTS, sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode
from backprop_helpers.practice.wording import counted

STEPS = 300
HOLLOW = {"markersize": 11, "markerfacecolor": "none", "markeredgewidth": 2.2}
LOOKS = {  # hollow and larger: what lies under it can be seen
    "quadratic": {"color": ORANGE, "marker": "o", "linestyle": "-"} | HOLLOW,
    "cross-entropy": {"color": BLUE, "marker": "s", "linestyle": "--", "ms": 7},
}
STARTS = {
    "good start": {"w": 0.6, "b": 0.9, "eta": 0.075},
    "bad start": {"w": 2.0, "b": 2.0, "eta": 0.075},
    "very bad start": {"w": 3.0, "b": 3.0, "eta": 0.075},
}
CONTROLS = (
    Slider("w", "start w", 0, 3, 0.6, count=30),
    Slider("b", "start b", 0, 3, 0.9, count=30),
    Slider("eta", "learning rate η", 0.01, 3, 0.075, count=60, log=True),
    Slider("step", "step", 0, STEPS, 0, integer=True),
    presets(STARTS),
)


def sigmoid_and_slope():
    """Walk along the sigmoid with its tangent; below, the slope as a curve."""
    grid = np.linspace(-10, 10, 201)

    def compute(z):
        return {"z": z, "a": float(sigmoid(z)), "slope": float(sigmoid.derivative(z))}

    def draw(figure):
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(1.4, 1))
        above.plot(grid, sigmoid(grid), color=BLUE)
        above.step([-10, 0, 10], [0, 0, 1], color=GREY, linestyle=":", where="pre")
        above.set(xlim=(-10, 10), ylim=(-0.05, 1.05), ylabel="σ(z)")
        above.annotate("step", (-0.1, 0.8), color=GREY, ha="right")
        below.plot(grid, sigmoid.derivative(grid), color=BLUE)
        below.set(ylim=(0, 0.3), yticks=[0, 0.25], xlabel="z", ylabel="σ′(z)")
        (tangent,) = above.plot([], [], color=ORANGE, linewidth=1.3)
        follow(tangent, lambda r: _tangent(r["z"], r["a"], r["slope"], 2))
        (place,) = above.plot([], [], "o", color=ORANGE, markersize=8)
        follow(place, lambda r: {"data": ([r["z"]], [r["a"]])})
        (height,) = below.plot([], [], "o-", color=ORANGE, markersize=8)
        height.set(markevery=[1], clip_on=False, zorder=5)
        follow(height, lambda r: {"data": ([r["z"]] * 2, [0, r["slope"]])})

    def describe(r):
        slope, percent = (number(f * r["slope"], ".3g") for f in (1, 400))
        return (
            f"z = {r['z']:.1f}: a = σ(z) = {r['a']:.5f}, and the slope a (1 − a) is "
            f"{slope}, {percent}% of the largest slope, ¼."
        )

    return Panel(
        "The sigmoid and its slope",
        (Slider("z", "z", -10, 10, 2.0, count=200),),
        compute,
        draw,
        describe,
        alt="Above, the sigmoid as an S between 0 and 1, its tangent at z, and a step "
        "for comparison; below, its slope, a bump of height ¼ over z = 0.",
        size=(8.2, 3.6),
    )


def saturation(step=None):
    """One neuron that must learn 1 → 0 with the quadratic cost.

    step is a student's `neuron_step`, which then takes the steps.
    """
    own = OwnCode("neuron_step", step)

    @lru_cache(maxsize=200)
    def run(w, b, eta):
        path = own.run(lambda step: one_neuron.repeated(step, w, b, eta, STEPS))
        return path.sum(axis=0), own.sentence

    def compute(w, b, eta, step):
        z, whose = run(w, b, eta)
        a = sigmoid(z)
        last = min(step, len(z) - 1)
        now = {"z": z[last], "a": a[last], "slope": sigmoid.derivative(z[last])}
        return now | {
            "path": [a], "step": step, "taken": last, "eta": eta, "whose": whose,
            "gone": last < step,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        grid = np.linspace(-8, 8, 161)
        left.plot(grid, sigmoid(grid), color=GREY, linewidth=1)
        left.set(xlim=(-8, 8), ylim=(-0.12, 1.05), xlabel="z = w + b", ylabel="a")
        left.set_title("where it is on the sigmoid", fontsize=10)
        (tangent,) = left.plot([], [], color=ORANGE, linewidth=1.5)
        follow(tangent, lambda r: _tangent(r["z"], r["a"], r["slope"], 2.5))
        (place,) = left.plot([], [], **LOOKS["quadratic"], clip_on=False)
        follow(place, lambda r: _at_the_edge(r["z"], r["a"], -8, 8))
        _draw_answers(right, ["quadratic"])

    def describe(r):
        if r["gone"]:
            return (
                f"It has diverged: after {counted(r['taken'] + 1, 'step')} with η = "
                f"{r['eta']:.3g}, w or b is beyond a million. {r['whose']}"
            )
        return (
            f"After {counted(r['step'], 'step')} with η = {r['eta']:.3g}: z = "
            f"{r['z']:.2f}, a = {r['a']:.4f}, σ′ = {r['slope']:.4f}, δ = "
            f"{2 * r['a'] * r['slope']:.4f}. a {_half_time(r['path'][0])}. {r['whose']}"
        )

    return Panel(
        "A neuron that must learn 1 → 0",
        CONTROLS,
        compute,
        draw,
        describe,
        alt="Left, the sigmoid with the neuron's place and the tangent there; right, "
        "its answer a against the number of steps, with the target 0.",
        size=(8.2, 3.1),
    )


def two_costs():
    """One neuron that must learn 1 → 0, twice: quadratic cost and cross-entropy."""
    names = (*LOOKS,)

    @cache
    def runs(w, b, eta):
        rest = 1, 0, eta, STEPS
        return [one_neuron.saturation_run(w, b, *rest, COSTS[name]) for name in names]

    def compute(w, b, eta, step):
        past = runs(w, b, eta)
        now = [[series[step] for series in run] for run in past]
        return {
            "path": [run[1] for run in past], "now": now, "taken": step, "eta": eta,
            "gone": False,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        grid = np.linspace(-4, 7, 111)
        for n, (name, look) in enumerate(LOOKS.items()):
            line = _line(name)
            left.plot(grid, _cost_of_sum(name, grid), linewidth=1, **line)
            (slope,) = left.plot([], [], linewidth=2.6, **line)
            follow(slope, lambda r, n=n: _slope_of_cost(*r["now"][n], names[n]))
            (place,) = left.plot([], [], **look, clip_on=False)
            follow(place, lambda r, n=n: _place_on_cost(r["now"][n][0], names[n]))
            left.plot([], [], **look, label=name)
        left.set(xlim=(-4, 7), ylim=(-0.2, 7), xlabel="z = w + b", ylabel="cost C")
        left.set_title("the cost over z: its slope is δ", fontsize=10)
        left.legend(loc="upper left")
        _draw_answers(right, names)

    def describe(r):
        said = [f"After {counted(r['taken'], 'step')} with η = {r['eta']:.3g}."]
        for name, path, (_, a, delta) in zip(names, r["path"], r["now"], strict=True):
            said.append(
                f"{name.capitalize()}: a = {a:.4f}, δ = {delta:.4f}; a "
                f"{_half_time(path)}."
            )
        return " ".join(said)

    return Panel(
        "A neuron that must learn 1 → 0, twice",
        CONTROLS,
        compute,
        draw,
        describe,
        alt="Left, both costs over z: the quadratic one bends into a level line on the "
        "right, cross-entropy becomes a straight slope; each with its tangent at the "
        "neuron's place. Right, the answers a against the number of steps.",
        size=(8.2, 3.4),
    )


def _draw_answers(axes, names):
    """Draw the answers against the steps, one curve for each cost, and the target."""
    axes.set(xlim=(0, STEPS), ylim=(-0.12, 1.05), xlabel="step", ylabel="a")
    axes.set_title("its answer, step by step", fontsize=10)
    axes.axhline(0, color=GREEN, linestyle="--", linewidth=1.5)
    axes.text(STEPS, -0.02, "target 0", color=DARK_GREEN, ha="right", va="top")
    axes.axhline(0.5, color=GREY, linestyle=":", linewidth=1)
    axes.text(STEPS, 0.5, "½", color=GREY, ha="right", va="bottom")
    for n, name in enumerate(names):
        look, line = LOOKS[name], _line(name)
        (curve,) = axes.plot([], [], linewidth=1.5, **line)
        follow(curve, lambda r, n=n: numbered(r["path"][n]))
        (now,) = axes.plot([], [], **look, clip_on=False)
        follow(now, lambda r, n=n, mark=look["marker"]: _last(r, n, mark))


def _line(name):
    """Return colour and dashes of what belongs to a cost."""
    return {key: LOOKS[name][key] for key in ("color", "linestyle")}


def _last(result, n, mark):
    """Let a mark stand at the last step taken: a cross if the run has diverged."""
    at = result["taken"]
    mark = "X" if result["gone"] else mark
    return {"data": ([at], [result["path"][n][at]]), "marker": mark}


def _half_time(a):
    """Say when the answers a, shape (steps + 1,), fall below one half."""
    low = a < 0.5
    if low.any():
        return f"falls below ½ at step {np.argmax(low)}"
    return f"is still above ½ at step {len(a) - 1}"


def _tangent(x, y, slope, reach):
    """Let a line touch a curve at (x, y), from x − reach to x + reach."""
    places = np.array([x - reach, x + reach])
    return {"data": (places, y + slope * (places - x))}


def _at_the_edge(x, y, low, high):
    """Let a dot stand at (x, y), or be an arrow at the edge if that is beyond it."""
    marker = "<" if x < low else ">" if x > high else "o"
    return {"data": ([np.clip(x, low, high)], [y]), "marker": marker}


def _cost_of_sum(name, z):
    """Return the cost of answering σ(z) in place of 0, of the shape of z."""
    a = sigmoid(np.reshape(z, (1, -1)))
    return np.reshape(COSTS[name].per_example(a, np.zeros_like(a)), np.shape(z))


def _place_on_cost(z, name):
    """Let a dot stand on the curve of a cost, at the left edge if z is beyond it."""
    z = max(z, -4)
    return {"data": ([z], [_cost_of_sum(name, z)])}


def _slope_of_cost(z, a, delta, name):
    return _tangent(z, _cost_of_sum(name, z), delta, 1.6)
