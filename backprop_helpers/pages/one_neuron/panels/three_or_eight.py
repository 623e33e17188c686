"""One neuron that tells 3 from 8: its weights, an image, and how many it gets right."""

from functools import lru_cache, partial

import numpy as np

from backprop_helpers.figures.accuracy import LOOKS
from backprop_helpers.figures.curve import numbered
from backprop_helpers.figures.digits import draw_image, draw_signed, frame, signs
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode
from backprop_helpers.practice.wording import counted

LARGEST = 3.0  # the weight of an image that gets the full colour
STEPS = 300
MOMENTS = {
    "1 step": {"step": 1, "eta": 1.0},
    "300 steps": {"step": STEPS, "eta": 1.0},
    "a wrong answer": {"step": STEPS, "eta": 1.0, "image": 78},
    "η = 2, 10 steps": {"step": 10, "eta": 2.0},
    "η = 2, 20 steps": {"step": 20, "eta": 2.0},
}


def three_or_eight(x, y, x_test, y_test, gradient=None):
    """Logistic regression on images of two digits: weights, an image, accuracy.

    x (64, m) are images to learn from, y (m,) is 0 for a three and 1 for an eight;
    x_test (64, k) and y_test (k,) are held out. gradient is a student's
    `logistic_gradient`, which then trains the neuron.
    """
    own = OwnCode("logistic_gradient", gradient)
    parts = (one_neuron.with_one(x), y), (one_neuron.with_one(x_test), y_test)
    cost = partial(one_neuron.logistic_cost, x=parts[0][0], y=y)

    @lru_cache(maxsize=64)
    def learn(eta):
        def descend(gradient):
            def slopes(W):
                return np.append(*gradient(W[:-1], float(W[-1]), x, y))

            return gradient_descent(cost, slopes, np.zeros(len(x) + 1), eta, STEPS)

        path = own.run(descend).parameters
        right = [np.mean((path @ x > 0) == y, axis=1) for x, y in parts]
        return path, right, own.sentence

    def compute(step, eta, image):
        path, right, whose = learn(eta)
        last = min(step, len(path) - 1)
        w = path[last]
        return {
            "step": step, "taken": last, "gone": last < step, "eta": eta,
            "w": w[:-1].reshape(8, 8), "whose": whose,
            "number": image, "image": x_test[:, image - 1],
            "truth": int(y_test[image - 1]),
            "a": float(sigmoid(w @ parts[1][0][:, image - 1])),
            "right": [part[: last + 1] for part in right],
        }  # fmt: skip

    def draw(figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1, 1.5))
        weights, marks = draw_signed(left, np.zeros((8, 8)), LARGEST, markersize=6)
        frame(left, "weights")
        follow(weights, lambda r: {"array": r["w"]})
        for n, mark in enumerate(marks):
            follow(mark, lambda r, n=n: {"data": signs(r["w"], LARGEST)[n]})
        left.set_xlabel("orange +: for 8, blue −: for 3", fontsize=9)
        image = draw_image(middle, np.zeros(64), "a held-out image")
        follow(image, lambda r: {"array": r["image"].reshape(8, 8)})
        # The first steps matter as much as the last hundred.
        right.set_xscale("symlog", linthresh=1)
        right.set(xlim=(0, 400), ylim=(-0.02, 1.04), xlabel="steps")
        ticks = [0, 1, 3, 10, 30, 100, 300]
        right.set_xticks(ticks, [*map(str, ticks)], minor=False)
        right.set_xticks([], minor=True)
        right.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
        right.set_title("answered right (%)", fontsize=10)
        for part, (name, colour, dash, mark) in enumerate(LOOKS):
            (curve,) = right.plot([], [], dash, color=colour, linewidth=1.4)
            follow(curve, lambda r, part=part: numbered(r["right"][part]))
            (now,) = right.plot([], [], mark, color=colour, ms=7, clip_on=False)
            follow(now, lambda r, part=part, mark=mark: _last(r, part, mark))
            right.plot([], [], dash, marker=mark, color=colour, label=name)
        right.legend(loc="lower right")

    def describe(r):
        known = f"Image {r['number']} is {('a 3', 'an 8')[r['truth']]}"
        if r["gone"]:
            return (
                f"It has diverged: after {counted(r['taken'] + 1, 'step')} with η = "
                f"{r['eta']:.2g} a weight is beyond a million. {known}. {r['whose']}"
            )
        if r["step"] == 0:
            return (
                "The start: all weights are 0, so a = ½ for every image and the neuron "
                f"always says 3. {known}. {r['whose']}"
            )
        training, test = (part[-1] for part in r["right"])
        says = int(r["a"] > 0.5)
        return (
            f"{counted(r['step'], 'step')} with η = {r['eta']:.2g}: {training:.1%} of "
            f"the training images right, {test:.1%} of those held out. {known}; a = "
            f"{r['a']:.3f} says {(3, 8)[says]}: "
            f"{'right' if says == r['truth'] else 'wrong'}. {r['whose']}"
        )

    return Panel(
        "3 or 8",
        (
            Slider("step", "steps", 0, STEPS, STEPS, integer=True),
            Slider("eta", "learning rate η", 0.05, 5, 1.0, count=40, log=True),
            Slider("image", "held-out image", 1, len(y_test), 1, integer=True),
            presets(MOMENTS),
        ),
        compute,
        draw,
        describe,
        alt="Left, the 64 weights as a picture of 8 × 8; in the middle, an image that "
        "was held out; right, the part of the images answered right, step by step.",
        size=(8.2, 3.1),
    )


def _last(r, part, mark):
    """Let a mark stand at the last step taken: a cross if the run has diverged."""
    mark = "X" if r["gone"] else mark
    return numbered(r["right"][part][-1:], r["taken"]) | {"marker": mark}
