"""The picture with sliders: draw a digit, for a network that the reader has trained."""

from functools import partial

import numpy as np

from backprop_helpers.figures.digits import draw_image
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.training import accuracy, diverged, outputs
from backprop_helpers.pages.handwritten_digits import example
from backprop_helpers.pages.handwritten_digits.figures import draw_bars
from backprop_helpers.panels.controls import Grid, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode
from backprop_helpers.practice.verdict import ERROR, Finding
from backprop_helpers.practice.wording import counted


def draw_a_digit(training, held_out, one_hot=None, mini_batch=None):
    """Paint on 8 × 8 pixels; a network reads at every stroke.

    one_hot and mini_batch are a student's: from the targets of the one, dealt out by
    the other, the network learns the training digits. Of those held out the first of
    each digit is offered as an example, and the second 2 is the start.
    """
    hot, deal = OwnCode("one_hot", one_hot), OwnCode("mini_batch", mini_batch)

    def trained(one_hot):
        targets = one_hot(training.labels)
        network = deal.run(partial(example.learn, training, targets))
        if diverged(network):
            raise Finding(ERROR, "The network has diverged.")
        return network

    network = hot.run(trained)
    whose = f"{hot.sentence} {deal.sentence}"
    right = accuracy(network, held_out.images, held_out.labels)
    examples = [held_out.images[held_out.labels == digit][0] for digit in range(10)]
    start = held_out.images[held_out.labels == 2][1]

    def compute(pixels, right, down):
        seen = example.moved(pixels, down, right)[0]
        return {
            "seen": seen, "a": outputs(network, seen[np.newaxis])[0],
            "blank": not any(pixels), "right": right, "down": down,
        }  # fmt: skip

    def draw(figure):
        left, bars = figure.subplots(1, 2, width_ratios=(1, 2.6))
        image = draw_image(left, np.zeros(64), "what the network gets")
        follow(image, lambda r: {"array": r["seen"].reshape(8, 8)})
        title = f"what it answers (held-out images: {right:.0%} right)"
        bars.set_title(title, fontsize=10)
        draw_bars(bars, lambda r: r["a"])

    def describe(r):
        second, first = np.argsort(r["a"], kind="stable")[-2:]
        moves = [
            f"{counted(abs(r[way]), 'pixel')} {way if r[way] > 0 else back}"
            for way, back in (("right", "left"), ("down", "up"))
            if r[way]
        ]
        sentences = [
            f"It reads {first}, output {r['a'][first]:.2f}; next comes {second} with "
            f"{r['a'][second]:.2f}.",
            whose,
        ]
        if moves:
            sentences.insert(1, f"The drawing is moved {' and '.join(moves)}.")
        if r["blank"]:
            sentences.insert(0, "The sheet is empty.")
        return " ".join(sentences)

    def alone(image):
        return {"pixels": image.tolist(), "right": 0, "down": 0}

    return Panel(
        "Draw a digit",
        (
            Grid("pixels", "your digit", value=tuple(start.tolist())),
            Slider("right", "move right", -3, 3, 0, integer=True, unit="pixels"),
            Slider("down", "move down", -3, 3, 0, integer=True, unit="pixels"),
            presets({"clear": alone(np.zeros(64))}, "Sheet"),
            presets({str(i): alone(examples[i]) for i in range(10)}, "Examples"),
        ),
        compute,
        draw,
        describe,
        alt="Left, an image of 8 × 8 grey levels; right, a bar for each of the ten "
        "outputs, the largest one marked. Of the held-out images this network reads "
        f"{right:.0%} right.",
        size=(8.2, 2.3),
    )
