"""The pictures with sliders: draw a digit, and train a network at each move."""

import numpy as np

from backprop_helpers.figures.accuracy import draw_accuracy
from backprop_helpers.figures.colours import ORANGE
from backprop_helpers.figures.digits import draw_image
from backprop_helpers.figures.following import follow
from backprop_helpers.nets import functions
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import accuracy, one_hot, outputs
from backprop_helpers.pages.handwritten_digits import example
from backprop_helpers.pages.handwritten_digits.figures import draw_bars
from backprop_helpers.panels.controls import Choice, Grid, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

OUTPUTS = {
    "sigmoid, quadratic": (functions.sigmoid, functions.quadratic),
    "sigmoid, cross-entropy": (functions.sigmoid, functions.cross_entropy),
    "softmax, log-likelihood": (functions.softmax, functions.log_likelihood),
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

    The network has 64 inputs, and 10 outputs that add up to 1; a copy of it is used. Of
    the images (m, 64) with these labels (m,), the first one of each digit is offered as
    an example, and the second 2 is the start.
    """
    network = network.copy()
    examples = [images[labels == digit][0] for digit in range(10)]
    start = images[labels == 2][1]
    pattern = np.random.default_rng(0).uniform(-1, 1, size=64)

    def compute(pixels, right, down, noise):
        seen = np.clip(example.moved(pixels, down, right)[0] + noise * pattern, 0, 1)
        return {
            "seen": seen, "a": outputs(network, seen[np.newaxis])[0],
            "blank": not any(pixels), "right": right, "down": down, "noise": noise,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 2.6))
        image = draw_image(left, np.zeros(64), "what the network gets")
        follow(image, lambda r: {"array": r["seen"].reshape(8, 8)})
        right.set_title("what it answers", fontsize=10)
        draw_bars(right, lambda r: r["a"])

    def describe(r):
        second, first = np.argsort(r["a"], kind="stable")[-2:]
        moves = [
            f"{counted(abs(r[way]), 'pixel')} {way if r[way] > 0 else back}"
            for way, back in (("right", "left"), ("down", "up"))
            if r[way]
        ]
        answer = f"It reads {first} with {r['a'][first]:.1%}; next comes {second} with "
        answer += f"{r['a'][second]:.1%}."
        if moves:
            answer += f" The drawing is moved {' and '.join(moves)}."
        if r["noise"]:
            answer += f" Noise: up to {r['noise']:.2f} more or less ink in each pixel."
        return f"The sheet is empty. {answer}" if r["blank"] else answer

    def alone(image):
        return {"pixels": image.tolist(), "right": 0, "down": 0, "noise": 0.0}

    return Panel(
        "Draw a digit",
        (
            Grid("pixels", "your digit", value=tuple(start.tolist())),
            Slider("right", "move right", -3, 3, 0, integer=True, unit="pixels"),
            Slider("down", "move down", -3, 3, 0, integer=True, unit="pixels"),
            Slider("noise", "noise", 0, 1, 0.0, count=50),
            presets({"clear": alone(np.zeros(64))}, "Sheet"),
            presets({str(i): alone(examples[i]) for i in range(10)}, "Examples"),
        ),
        compute,
        draw,
        describe,
        alt="Left, an image of 8 × 8 grey levels; right, a bar for each of the ten "
        "outputs, the largest one marked.",
        size=(8.2, 2.3),
    )


def train_again(training, held_out):
    """Train on Digits afresh for eight epochs at every move of a slider."""
    images, targets = training.images, one_hot(training.labels)

    def parts_right(network):
        parts = (training, held_out)
        return [accuracy(network, part.images, part.labels) for part in parts]

    def compute(hidden, eta, batch, kind, seed):
        rng = np.random.default_rng(seed)
        output, cost = OUTPUTS[kind]
        network = initial_network(
            (64, hidden, 10), FAN_IN, rng, cost=cost, output=output
        )
        size = int(batch.removeprefix("all "))
        costs, right = [], [parts_right(network)]
        for _ in range(EPOCHS):
            costs.append(example.batch_costs(network, images, targets, eta, size, rng))
            right.append(parts_right(network))
        costs = np.array(costs)
        at = np.linspace(0, EPOCHS, costs.size, endpoint=False)
        return {
            "hidden": hidden, "eta": eta, "costs": costs, "right": np.array(right).T,
            "curve": (at, np.clip(costs.ravel(), LOW, HIGH)),
            "flat": example.flat_part(network, held_out.images),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        left.set_yscale("log")
        left.set(xlim=(0, EPOCHS), ylim=(LOW, HIGH), xlabel="epoch", ylabel="cost C")
        left.set_title("cost of each mini-batch", fontsize=10)
        (line,) = left.plot([], [], color=ORANGE, lw=0.8, marker=".", ms=2.5)
        follow(line, lambda r: {"data": r["curve"]})
        draw_accuracy(right, EPOCHS, lambda r: r["right"], lowest=0)

    def describe(r):
        training, others = r["right"][:, -1]
        neurons = counted(r["hidden"], "hidden neuron")
        each = counted(r["costs"].shape[1], "step")
        return (
            f"{neurons}, η = {r['eta']:.2g}, {each} an epoch: after {EPOCHS} epochs "
            f"{training:.1%} of the training images are right and {others:.1%} of "
            f"the held-out ones. {STATES[state_of(r)]}"
        )

    kinds, sizes = tuple(OUTPUTS), ("10", "32", "128", f"all {len(images)}")
    tried = {
        "η = 1.5": {"eta": 1.5},
        "η = 15": {"eta": 15.0},
        "2 hidden neurons": {"hidden": 2, "eta": 1.5},
    }
    return Panel(
        "Train again",
        (
            Slider("hidden", "hidden neurons", 1, 60, 30, integer=True),
            Slider("eta", "learning rate η", 0.01, 30, 0.1, count=70, log=True),
            Slider("seed", "start seed", 0, 9, 1, integer=True),
            Choice("kind", "Outputs, cost", kinds, kinds[0], menu=True),
            Choice("batch", "Batch size", sizes, "32"),
            presets(tried),
        ),
        compute,
        draw,
        describe,
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
