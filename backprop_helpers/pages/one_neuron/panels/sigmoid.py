"""Panels of notebook 02, second part: a saturated neuron, threes and eights."""

from functools import cache, lru_cache

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_GREEN, GREEN, GREY, ORANGE
from backprop_helpers.figures.digits import MovingImage, MovingWeights
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.nets.functions import COSTS, sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.panels.controls import Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel

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
        (tangent,) = above.plot([], [], color=ORANGE, linewidth=1.3, animated=True)
        (place,) = above.plot([], [], "o", color=ORANGE, markersize=8, animated=True)
        (height,) = below.plot([], [], "o-", color=ORANGE, markersize=8, animated=True)
        height.set(markevery=[1], clip_on=False, zorder=5)
        return tangent, place, height

    def update(artists, r):
        tangent, place, height = artists
        z, a, slope = r["z"], r["a"], r["slope"]
        tangent.set_data([z - 2, z + 2], [a - 2 * slope, a + 2 * slope])
        place.set_data([z], [a])
        height.set_data([z, z], [0, slope])

    def describe(r):
        return (
            f"z = {r['z']:.1f}: a = σ(z) = {r['a']:.5f}, and the slope a (1 − a) is "
            f"{r['slope']:.3g}, {400 * r['slope']:.3g}% of the largest slope, ¼."
        ).replace("-", "−")

    return Panel(
        "The sigmoid and its slope",
        (Slider("z", "z", -10, 10, 2.0, count=200),),
        compute,
        draw,
        describe,
        update=update,
        alt="Above, the sigmoid as an S between 0 and 1, its tangent at z, and a step "
        "for comparison; below, its slope, a bump of height ¼ over z = 0.",
        size=(8.2, 3.6),
    )


def saturation():
    """One neuron that must learn 1 → 0 with the quadratic cost."""
    return Panel("A neuron that must learn 1 → 0", **_learning(("quadratic",)))


def saturation_twin():
    """One neuron that must learn 1 → 0 with the quadratic cost and cross-entropy."""
    names = ("quadratic", "cross-entropy")
    return Panel("A neuron that must learn 1 → 0, twice", **_learning(names))


def _learning(cost_names):
    """Return all of a panel but its title: one neuron, and a picture for each cost."""
    costs = [COSTS[name] for name in cost_names]

    @cache
    def runs(w, b, eta):
        return [
            one_neuron.saturation_run(w, b, 1, 0, eta, STEPS, cost) for cost in costs
        ]

    def compute(w, b, eta, step):
        return {"runs": runs(w, b, eta), "step": step, "eta": eta}

    def draw(figure):
        first, *others = figure.subplots(1, 1 + len(costs))
        grid = np.linspace(-8, 8, 161)
        first.plot(grid, sigmoid(grid), color=GREY, linewidth=1)
        first.set(xlim=(-8, 8), ylim=(-0.12, 1.03), xlabel="z = w + b", ylabel="a")
        first.set_xticks([-8, -4, 0, 4, 8])
        first.set_title("where it is on the sigmoid", fontsize=10)
        artists = [
            _draw_learning(first, axes, name, *style)
            for axes, name, style in zip(others, cost_names, STYLES, strict=False)
        ]
        if len(costs) > 1:
            first.legend(loc="lower right", fontsize=7, handlelength=1, borderaxespad=0)
        return artists

    def update(artists, r):
        step = r["step"]
        for (curve, now, tangent, place), (z, a, _) in zip(
            artists, r["runs"], strict=True
        ):
            curve.set_data(np.arange(STEPS + 1), a)
            now.set_data([step], [a[step]])
            reach = 2.5 * sigmoid.derivative(z[step])
            ends = z[step] - 2.5, z[step] + 2.5
            tangent.set_data(ends, [a[step] - reach, a[step] + reach])
            place.set_data([np.clip(z[step], -8, 8)], [a[step]])

    def describe(r):
        step = r["step"]
        many = "1 step" if step == 1 else f"{step} steps"
        said = [
            _say_learning(name, step, *run)
            for name, run in zip(cost_names, r["runs"], strict=True)
        ]
        return f"After {many} with η = {r['eta']:.3g}. {' '.join(said)}"

    starts = (
        Button("good start", set={"w": 0.6, "b": 0.9, "eta": 0.075}),
        Button("bad start", set={"w": 2.0, "b": 2.0, "eta": 0.075}),
        Button("very bad start", set={"w": 3.0, "b": 3.0, "eta": 0.075}),
    )
    return {
        "controls": (
            Slider("w", "start w", 0, 3, 0.6, count=30),
            Slider("b", "start b", 0, 3, 0.9, count=30),
            Slider("eta", "learning rate η", 0.01, 3, 0.075, count=60, log=True),
            Slider("step", "step", 0, STEPS, 0, integer=True),
            Buttons(starts, "Try"),
        ),
        "compute": compute,
        "draw": draw,
        "update": update,
        "describe": describe,
        "alt": "Left, the sigmoid with the neuron's place and the tangent there; "
        "beside it, the output against the number of steps, for each cost.",
        "size": (8.2, 3.1),
    }


def _draw_learning(first, axes, name, mark, colour, dash):
    """Draw what does not move, and return curve, dot, tangent and dot on the S."""
    axes.set(xlim=(0, STEPS), ylim=(-0.12, 1.03), xlabel="step", ylabel="a")
    cost = f"the {name} cost" if name == "quadratic" else name
    axes.set_title(f"a, learning with\n{cost}", fontsize=10)
    axes.axhline(0, color=GREEN, linestyle="--", linewidth=1.5)
    axes.text(STEPS, -0.02, "target 0", color=DARK_GREEN, ha="right", va="top")
    style = {"color": colour, "animated": True}
    dot = style | {"marker": mark, "markersize": 7, "clip_on": False}
    if mark == "o":  # hollow and larger: what lies under it can be seen
        dot |= {"markersize": 11, "markerfacecolor": "none", "markeredgewidth": 2.2}
    (curve,) = axes.plot([], [], dash, **style)
    (now,) = axes.plot([], [], **dot)
    (tangent,) = first.plot([], [], dash, linewidth=1.5, **style)
    (place,) = first.plot([], [], **dot)
    first.plot([], [], dash, **dot | {"animated": False, "label": name})
    return curve, now, tangent, place


def _say_learning(name, step, z, a, delta):
    half = f"a is still above ½ at step {STEPS}"
    if a.min() < 0.5:
        half = f"a falls below ½ at step {np.argmax(a < 0.5)}"
    slope = float(sigmoid.derivative(z[step]))
    return (
        f"{name.capitalize()}: a = {a[step]:.4f}, σ′ = {slope:.4f}, "
        f"δ = {delta[step]:.4f}; {half}."
    )


def three_or_eight(x, y, x_test, y_test):
    """Logistic regression on images of two digits: weights, an image, accuracy.

    Parameters
    ----------
    x, x_test : float arrays, shape (64, m) and (64, m_test)
        Images as columns, to learn from and held out.
    y, y_test : arrays of 0 (a three) and 1 (an eight), shape (m,) and (m_test,)
    """
    digits = ("3", "8")
    inputs, held_out = one_neuron.with_one(x), one_neuron.with_one(x_test)

    @lru_cache(maxsize=64)
    def learn(eta):
        path = gradient_descent(
            lambda w: one_neuron.logistic_cost(w, inputs, y),
            lambda w: one_neuron.logistic_gradient(w, inputs, y),
            np.zeros(65),
            eta,
            STEPS,
        ).parameters
        right = [
            np.mean((path @ images > 0) == labels, axis=1)
            for images, labels in ((inputs, y), (held_out, y_test))
        ]
        return path, right

    def compute(step, eta, image):
        path, right = learn(eta)
        w = path[step]
        return {
            "step": step, "eta": eta, "w": w, "number": image,
            "image": x_test[:, image - 1], "truth": int(y_test[image - 1]),
            "a": float(sigmoid(w @ held_out[:, image - 1])), "right": right,
        }  # fmt: skip

    def draw(figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1, 1.35))
        weights = MovingWeights(left, 3.0, "weights")
        left.set_xlabel("orange +: for 8, blue −: for 3", fontsize=9)
        image = MovingImage(middle, "a held-out image")
        right.set(xlim=(0, STEPS), ylim=(0.45, 1.01), xlabel="step")
        right.set_title("part answered right", fontsize=10)
        curves, places = [], []
        for name, colour, dash, mark in (
            ("training", BLUE, "-", "o"),
            ("held out", ORANGE, "--", "s"),
        ):
            curves += right.plot([], [], dash, color=colour, lw=1.4, animated=True)
            places += right.plot(
                [], [], mark, color=colour, ms=7, clip_on=False, animated=True
            )
            right.plot([], [], dash, marker=mark, color=colour, label=name)
        right.legend(loc="lower right")
        return weights, image, curves, places

    def update(artists, r):
        weights, image, curves, places = artists
        weights.move(r["w"][:-1])
        image.move(r["image"])
        for curve, place, right in zip(curves, places, r["right"], strict=True):
            curve.set_data(np.arange(r["step"] + 1), right[: r["step"] + 1])
            place.set_data([r["step"]], [right[r["step"]]])

    def describe(r):
        training, test = (right[r["step"]] for right in r["right"])
        known = f"Image {r['number']} is {_article(digits[r['truth']])}"
        if r["step"] == 0:
            return (
                "The start: all weights are 0, so a = ½ for every image and the neuron "
                f"always says 3. {known}. Press 300 steps."
            )
        says = int(r["a"] > 0.5)
        opinion = "right" if says == r["truth"] else "wrong"
        many = "1 step" if r["step"] == 1 else f"{r['step']} steps"
        return (
            f"After {many} with η = {r['eta']:.2g}: {100 * training:.1f}% of the "
            f"training images right, {100 * test:.1f}% of the held-out ones. "
            f"{known}: a = {r['a']:.3f}, so the neuron says {digits[says]}, which is "
            f"{opinion}."
        )

    return Panel(
        "3 or 8",
        (
            Slider("step", "steps", 0, STEPS, 0, integer=True),
            Slider("eta", "learning rate η", 0.05, 5, 1.0, count=40, log=True),
            Slider("image", "held-out image", 1, len(y_test), 1, integer=True),
            Buttons(
                (
                    Button("1 step", set={"step": 1, "eta": 1.0}),
                    Button("300 steps", set={"step": STEPS, "eta": 1.0}),
                    Button("overshoot", set={"step": 10, "eta": 2.0}),
                    Button("a wrong answer", set={"step": STEPS, "image": 78}),
                ),
                "Try",
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the 64 weights as a picture of 8 × 8; in the middle, an image that "
        "was held out; right, the part of the images answered right.",
        size=(8.2, 3.1),
    )


def _article(digit):
    return f"an {digit}" if digit == "8" else f"a {digit}"
