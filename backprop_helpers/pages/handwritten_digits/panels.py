"""The panels of notebook 07: draw a digit, and train a network at each move."""

import numpy as np

from backprop_helpers.figures.accuracy import MovingAccuracy
from backprop_helpers.figures.colours import ORANGE
from backprop_helpers.figures.digits import MovingBars, MovingImage
from backprop_helpers.nets import functions
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import accuracy, one_hot, outputs
from backprop_helpers.pages.handwritten_digits.example import (
    batch_costs,
    flat_part,
    moved,
)
from backprop_helpers.panels.controls import Button, Buttons, Choice, Grid, Slider
from backprop_helpers.panels.panel import Panel

OUTPUTS = {
    "sigmoid, quadratic": {"cost": functions.quadratic},
    "sigmoid, cross-entropy": {"cost": functions.cross_entropy},
    "softmax, log-likelihood": {
        "cost": functions.log_likelihood,
        "output": functions.softmax,
    },
}
EPOCHS = 8
LOW, HIGH = 3e-3, 300.0  # ends of the axis of costs
STATES = {
    "learnt": "It reads most of them.",
    "slow": "Not there yet, and the cost still falls: steps too small or too few, or "
    "too few hidden neurons.",
    "jumping": "The cost jumps up again: η is too large.",
    "stuck": "Large steps have thrown most neurons to where σ is flat: hardly any "
    "blame comes back.",
}


def draw_a_digit(network, images, labels):
    """Paint on 8 × 8 pixels; a network reads at every stroke.

    Parameters
    ----------
    network : Network
        64 inputs, 10 outputs that add up to 1; a copy of it is used.
    images : float array, shape (m, 64)
    labels : int array, shape (m,)
        The first image of each digit is offered as an example, the second 2 is the
        start.
    """
    network = network.copy()
    examples = [images[np.flatnonzero(labels == digit)[0]] for digit in range(10)]
    start = images[np.flatnonzero(labels == 2)[1]]
    rng = np.random.default_rng(0)
    pattern = rng.uniform(-1, 1, size=64)

    def compute(pixels, right, down, noise):
        image = moved(pixels, down, right)[0]
        seen = np.clip(image + noise * pattern, 0, 1)
        return {
            "seen": seen, "a": outputs(network, seen[np.newaxis])[0],
            "blank": not np.any(pixels), "right": right, "down": down, "noise": noise,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 2.6))
        right.set_title("what it answers", fontsize=10)
        return MovingImage(left, "what the network gets"), MovingBars(right)

    def update(artists, r):
        image, bars = artists
        image.move(r["seen"])
        bars.move(r["a"])

    def describe(r):
        second, first = np.argsort(r["a"], kind="stable")[-2:]
        of = {digit: f"{100 * r['a'][digit]:.1f}%" for digit in (first, second)}
        answer = f"It reads {first} with {of[first]}; next comes {second} with "
        answer += f"{of[second]}."
        changes = [
            f"{abs(steps)} pixel{'s' if abs(steps) > 1 else ''} {ways[steps > 0]}"
            for steps, ways in (
                (r["right"], ("left", "right")),
                (r["down"], ("up", "down")),
            )
            if steps
        ]
        if changes:
            answer += f" The drawing is moved {' and '.join(changes)}."
        if r["noise"]:
            answer += f" Noise: up to {r['noise']:.2f} more or less ink in each pixel."
        if r["blank"]:
            answer = f"The sheet is empty. {answer}"
        return answer

    def preset(label, image):
        values = {"pixels": image.tolist(), "right": 0, "down": 0, "noise": 0.0}
        return Button(label, set=values)

    return Panel(
        "Draw a digit",
        (
            Grid("pixels", "your digit", value=tuple(start.tolist())),
            Slider("right", "move right", -3, 3, 0, integer=True, unit="pixels"),
            Slider("down", "move down", -3, 3, 0, integer=True, unit="pixels"),
            Slider("noise", "noise", 0, 1, 0.0, count=50),
            Buttons((preset("clear", np.zeros(64)),), "Sheet"),
            Buttons(
                tuple(preset(str(i), image) for i, image in enumerate(examples)),
                "Examples",
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, an image of 8 × 8 grey levels; right, a bar for each of the ten "
        "outputs, the largest one marked.",
        size=(8.2, 2.3),
    )


def train_again(training, held_out):
    """Train a network afresh for eight epochs at every move of a slider.

    Parameters
    ----------
    training, held_out : Digits
    """
    images, targets = training.images, one_hot(training.labels)
    sizes = {"10": 10, "32": 32, "128": 128, f"all {len(images)}": len(images)}

    def parts_right(network):
        parts = (training, held_out)
        return [accuracy(network, part.images, part.labels) for part in parts]

    def compute(hidden, eta, batch, kind, seed):
        rng = np.random.default_rng(seed)
        network = initial_network((64, hidden, 10), FAN_IN, rng, **OUTPUTS[kind])
        size, costs, right = sizes[batch], [], [parts_right(network)]
        for _ in range(EPOCHS):
            costs.append(batch_costs(network, images, targets, eta, size, rng))
            right.append(parts_right(network))
        return {
            "hidden": hidden, "eta": eta, "size": size, "costs": np.array(costs),
            "right": np.array(right).T, "flat": flat_part(network, held_out.images),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        left.set_yscale("log")
        left.set(xlim=(0, EPOCHS), ylim=(LOW, HIGH), xlabel="epoch", ylabel="cost C")
        left.set_title("cost of each mini-batch", fontsize=10)
        (line,) = left.plot(
            [], [], color=ORANGE, lw=0.8, marker=".", ms=2.5, animated=True
        )
        return line, MovingAccuracy(right, EPOCHS, lowest=0)

    def update(artists, r):
        line, accuracies = artists
        costs = np.clip(r["costs"].ravel(), LOW, HIGH)
        line.set_data(np.linspace(0, EPOCHS, len(costs), endpoint=False), costs)
        accuracies.move(*r["right"])

    def describe(r):
        training, others = 100 * r["right"][:, -1]
        steps = r["costs"].shape[1]
        neurons = f"{r['hidden']} hidden neuron{'s' if r['hidden'] > 1 else ''}"
        each = f"{steps} steps" if steps > 1 else "1 step"
        return (
            f"{neurons}, η = {r['eta']:.2g}, {each} an epoch: after {EPOCHS} epochs "
            f"{training:.1f}% of the training images are right and {others:.1f}% of "
            f"the held-out ones. {STATES[state_of(r)]}"
        )

    return Panel(
        "Train again",
        (
            Slider("hidden", "hidden neurons", 1, 60, 30, integer=True),
            Slider("eta", "learning rate η", 0.01, 30, 0.1, count=70, log=True),
            Slider("seed", "start seed", 0, 9, 1, integer=True),
            Choice(
                "kind", "Outputs, cost", tuple(OUTPUTS), "sigmoid, quadratic", menu=True
            ),
            Choice("batch", "Batch size", tuple(sizes), "32"),
            Buttons(
                (
                    Button("η = 1.5", set={"eta": 1.5}),
                    Button("η = 15", set={"eta": 15.0}),
                    Button("2 hidden neurons", set={"hidden": 2, "eta": 1.5}),
                ),
                "Try",
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the cost of each mini-batch before its step; right, the part of the "
        "training images and of the held-out images that is answered right.",
        size=(8.2, 3.2),
    )


def state_of(r):
    """Return a key of STATES for what `train_again` has computed."""
    costs = r["costs"].mean(axis=1)
    if r["right"][0, -1] >= 0.85:
        return "learnt"
    if r["flat"] > 0.75 and r["eta"] > 1:
        return "stuck"
    return "jumping" if np.any(np.diff(costs) > 0.01 * costs[:-1]) else "slow"
