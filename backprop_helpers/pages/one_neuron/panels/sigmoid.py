"""The sigmoid: its slope, a neuron that saturates, and one that tells 3 from 8."""

from functools import cache, lru_cache, partial

import numpy as np

from backprop_helpers.figures.accuracy import LOOKS
from backprop_helpers.figures.colours import BLUE, DARK_GREEN, GREEN, GREY, ORANGE
from backprop_helpers.figures.digits import draw_image, draw_signed, frame, signs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.nets.functions import COSTS, sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.pages.one_neuron.figures import numbered
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

LARGEST = 3.0  # the weight of an image that gets the full colour
STEPS = 300  # of training, in every panel below
STYLES = (("o", ORANGE, "-"), ("s", BLUE, "--"))  # of the first and the second cost


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
        follow(tangent, lambda r: _tangent(r["z"], 2))
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


def _tangent(z, reach):
    """Let a line be the tangent of the sigmoid at z, from z − reach to z + reach."""
    places = np.array([z - reach, z + reach])
    return {"data": (places, sigmoid(z) + sigmoid.derivative(z) * (places - z))}


def saturation():
    """One neuron that must learn 1 → 0 with the quadratic cost."""
    return _learning("A neuron that must learn 1 → 0", "quadratic")


def saturation_twin():
    """One neuron that must learn 1 → 0 with the quadratic cost and cross-entropy."""
    title = "A neuron that must learn 1 → 0, twice"
    return _learning(title, "quadratic", "cross-entropy")


def _learning(title, *costs):
    """Return the panel of one neuron with a picture for each cost."""

    @cache
    def runs(w, b, eta):
        rest = 1, 0, eta, STEPS
        return [one_neuron.saturation_run(w, b, *rest, COSTS[name]) for name in costs]

    def compute(w, b, eta, step):
        past = runs(w, b, eta)
        now = [[series[step] for series in run] for run in past]
        return {"runs": past, "now": now, "step": step, "eta": eta}

    def draw(figure):
        first, *others = figure.subplots(1, 1 + len(costs))
        grid = np.linspace(-8, 8, 161)
        first.plot(grid, sigmoid(grid), color=GREY, linewidth=1)
        first.set(xlim=(-8, 8), ylim=(-0.12, 1.03), xlabel="z = w + b", ylabel="a")
        first.set_xticks([-8, -4, 0, 4, 8])
        first.set_title("where it is on the sigmoid", fontsize=10)
        for place, (axes, name) in enumerate(zip(others, costs, strict=True)):
            _draw_learning(first, axes, place, name)
        if len(costs) > 1:
            first.legend(loc="lower right", fontsize=7, handlelength=1, borderaxespad=0)

    def describe(r):
        said = [f"After {counted(r['step'], 'step')} with η = {r['eta']:.3g}."]
        for name, run, (z, a, delta) in zip(costs, r["runs"], r["now"], strict=True):
            low = run[1] < 0.5
            half = f"falls below ½ at step {np.argmax(low)}"
            if not low.any():
                half = f"is still above ½ at step {STEPS}"
            said.append(
                f"{name.capitalize()}: a = {a:.4f}, σ′ = {sigmoid.derivative(z):.4f}, "
                f"δ = {delta:.4f}; a {half}."
            )
        return " ".join(said)

    starts = {
        "good start": {"w": 0.6, "b": 0.9, "eta": 0.075},
        "bad start": {"w": 2.0, "b": 2.0, "eta": 0.075},
        "very bad start": {"w": 3.0, "b": 3.0, "eta": 0.075},
    }
    return Panel(
        title,
        (
            Slider("w", "start w", 0, 3, 0.6, count=30),
            Slider("b", "start b", 0, 3, 0.9, count=30),
            Slider("eta", "learning rate η", 0.01, 3, 0.075, count=60, log=True),
            Slider("step", "step", 0, STEPS, 0, integer=True),
            presets(starts),
        ),
        compute,
        draw,
        describe,
        alt="Left, the sigmoid with the neuron's place and the tangent there; "
        "beside it, the output against the number of steps, for each cost.",
        size=(8.2, 3.1),
    )


def _draw_learning(first, axes, which, name):
    """Draw the output of a neuron with this cost, and its place on the first axes."""
    mark, colour, dash = STYLES[which]
    axes.set(xlim=(0, STEPS), ylim=(-0.12, 1.03), xlabel="step", ylabel="a")
    cost = f"the {name} cost" if name == "quadratic" else name
    axes.set_title(f"a, learning with\n{cost}", fontsize=10)
    axes.axhline(0, color=GREEN, linestyle="--", linewidth=1.5)
    axes.text(STEPS, -0.02, "target 0", color=DARK_GREEN, ha="right", va="top")
    dot = {"color": colour, "marker": mark, "markersize": 7, "clip_on": False}
    if mark == "o":  # hollow and larger: what lies under it can be seen
        dot |= {"markersize": 11, "markerfacecolor": "none", "markeredgewidth": 2.2}
    first.plot([], [], dash, label=name, **dot)
    (curve,) = axes.plot([], [], dash, color=colour)
    follow(curve, lambda r: numbered(r["runs"][which][1]))
    (now,) = axes.plot([], [], **dot)
    follow(now, lambda r: {"data": ([r["step"]], [r["now"][which][1]])})
    (tangent,) = first.plot([], [], dash, color=colour, linewidth=1.5)
    follow(tangent, lambda r: _tangent(r["now"][which][0], 2.5))
    (place,) = first.plot([], [], **dot)
    # A sum beyond the axes is shown at their edge.
    follow(place, lambda r: {"data": np.clip(r["now"][which][:2], -8, 8)[:, None]})


def three_or_eight(x, y, x_test, y_test):
    """Logistic regression on images of two digits: weights, an image, accuracy.

    x (64, m) are images to learn from, y (m,) is 0 for a three and 1 for an eight;
    x_test (64, k) and y_test (k,) are held out.
    """
    inputs, held_out = one_neuron.with_one(x), one_neuron.with_one(x_test)

    @lru_cache(maxsize=64)
    def learn(eta):
        cost = partial(one_neuron.logistic_cost, x=inputs, y=y)
        gradient = partial(one_neuron.logistic_gradient, x=inputs, y=y)
        path = gradient_descent(cost, gradient, np.zeros(65), eta, STEPS).parameters
        both = (inputs, y), (held_out, y_test)
        return path, [np.mean((path @ x > 0) == y, axis=1) for x, y in both]

    def compute(step, eta, image):
        path, right = learn(eta)
        w = path[step]
        return {
            "step": step, "eta": eta, "w": w[:-1].reshape(8, 8), "number": image,
            "image": x_test[:, image - 1], "truth": int(y_test[image - 1]),
            "a": float(sigmoid(w @ held_out[:, image - 1])),
            "right": [part[: step + 1] for part in right],
        }  # fmt: skip

    def draw(figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1, 1.35))
        weights, marks = draw_signed(left, np.zeros((8, 8)), LARGEST, markersize=6)
        frame(left, "weights")
        follow(weights, lambda r: {"array": r["w"]})
        for n, mark in enumerate(marks):
            follow(mark, lambda r, n=n: {"data": signs(r["w"], LARGEST)[n]})
        left.set_xlabel("orange +: for 8, blue −: for 3", fontsize=9)
        image = draw_image(middle, np.zeros(64), "a held-out image")
        follow(image, lambda r: {"array": r["image"].reshape(8, 8)})
        right.set(xlim=(0, STEPS), ylim=(0.45, 1.01), xlabel="step")
        right.set_title("part answered right", fontsize=10)
        for part, (name, colour, dash, mark) in enumerate(LOOKS):
            (curve,) = right.plot([], [], dash, color=colour, linewidth=1.4)
            follow(curve, lambda r, part=part: numbered(r["right"][part]))
            (now,) = right.plot([], [], mark, color=colour, ms=7, clip_on=False)
            follow(now, lambda r, part=part: numbered(r["right"][part][-1:], r["step"]))
            right.plot([], [], dash, marker=mark, color=colour, label=name)
        right.legend(loc="lower right")

    def describe(r):
        training, test = (part[-1] for part in r["right"])
        known = f"Image {r['number']} is {('a 3', 'an 8')[r['truth']]}"
        if r["step"] == 0:
            return (
                "The start: all weights are 0, so a = ½ for every image and the neuron "
                f"always says 3. {known}. Press 300 steps."
            )
        says = int(r["a"] > 0.5)
        opinion = "right" if says == r["truth"] else "wrong"
        return (
            f"After {counted(r['step'], 'step')} with η = {r['eta']:.2g}: "
            f"{training:.1%} of the training images right, {test:.1%} of the held-out "
            f"ones. {known}: a = {r['a']:.3f}, so the neuron says {(3, 8)[says]}, "
            f"which is {opinion}."
        )

    moments = {
        "1 step": {"step": 1, "eta": 1.0},
        "300 steps": {"step": STEPS, "eta": 1.0},
        "overshoot": {"step": 10, "eta": 2.0},
        "a wrong answer": {"step": STEPS, "image": 78},
    }
    return Panel(
        "3 or 8",
        (
            Slider("step", "steps", 0, STEPS, 0, integer=True),
            Slider("eta", "learning rate η", 0.05, 5, 1.0, count=40, log=True),
            Slider("image", "held-out image", 1, len(y_test), 1, integer=True),
            presets(moments),
        ),
        compute,
        draw,
        describe,
        alt="Left, the 64 weights as a picture of 8 × 8; in the middle, an image that "
        "was held out; right, the part of the images answered right.",
        size=(8.2, 3.1),
    )
