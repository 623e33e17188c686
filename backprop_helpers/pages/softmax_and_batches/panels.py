"""The pictures with sliders: three outputs share one whole; a network trained anew."""

import numpy as np

from backprop_helpers.figures.accuracy import draw_accuracy
from backprop_helpers.figures.colours import BLUE
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import low, written
from backprop_helpers.nets import functions
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import accuracy, one_hot
from backprop_helpers.pages.softmax_and_batches import example
from backprop_helpers.pages.softmax_and_batches.figures import draw_shares
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode
from backprop_helpers.practice.wording import counted

RIGHT, Z = ("1", "2", "3"), ("z_1", "z_2", "z_3")
QUADRATIC = "sigmoid, quadratic"
OUTPUTS = {
    QUADRATIC: (functions.sigmoid, functions.quadratic),
    "sigmoid, cross-entropy": (functions.sigmoid, functions.cross_entropy),
    "softmax, log-likelihood": (functions.softmax, functions.log_likelihood),
}
EPOCHS = 8
LOW, HIGH = 3e-3, 300.0  # ends of the axis of costs
STATES = {
    "learnt": "It reads most of them.",
    "slow": "Not there yet: steps too small or too few, or too few hidden neurons.",
    "unsuited": "Not there yet: η does not suit, or too few steps or hidden neurons.",
    "jumping": "The cost has jumped up on the way: η is too large for a steady fall.",
    "outputs stuck": "Large steps have thrown most outputs to where σ is flat: little "
    "blame comes back.",
    "hidden stuck": "Large steps have thrown most hidden neurons to where σ is flat: "
    "little blame reaches their weights.",
}


def share_out(function=None):
    """Share one whole out over three outputs; with the cost of the right one.

    function is a student's softmax.
    """
    own = OwnCode("softmax", function)

    def compute(z_1, z_2, z_3, right):
        z = np.array([[z_1], [z_2], [z_3]])
        a = own.run(lambda softmax: softmax(z))[:, 0]
        place = RIGHT.index(right)
        share = a[place]
        known = 0 < share <= 1
        return {
            "z": z[:, 0], "a": a, "alone": functions.sigmoid(z[:, 0]), "place": place,
            "cost": -np.log(share) + 0.0 if known else None, "whose": own.sentence,
        }  # fmt: skip

    def draw(figure):
        draw_shares(*figure.subplots(1, 2, width_ratios=(1.3, 1)))

    def describe(r):
        a, place = r["a"], r["place"]
        shares, alone = (
            ", ".join(f"{value:.3f}" for value in row) for row in (a, r["alone"])
        )
        if r["cost"] is None:
            cost = f"a = {a[place]:.3f} is not between 0 and 1, so it has no cost"
        elif r["cost"] < 5e-4:  # would be written as 0.000
            cost = "C = −ln a is less than 0.001"
        else:
            cost = f"C = −ln {written(a[place])} = {r['cost']:.3f}"
        return (
            f"a = {shares}, together {a.sum():.3f}; the sigmoids: {alone}. Output "
            f"{place + 1} is right: {cost}. {r['whose']}"
        )

    sums = [
        Slider(f"z_{k}", f"z{low(k)}", -4, 8, 3.0 - k, count=120) for k in (1, 2, 3)
    ]
    return Panel(
        "Share one whole",
        (
            *sums,
            Choice("right", "Right output", RIGHT, "2"),
            Buttons((Button("1 more in each z", add=dict.fromkeys(Z, 1.0)),)),
        ),
        compute,
        draw,
        describe,
        alt="Left, three bars, the softmax outputs, that of the right one orange, each "
        "with a mark where the sigmoid of its own z would be; right, the curve "
        "C = −ln a with a dot at the right output.",
        size=(8.2, 2.9),
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
            "flat": example.flat_parts(network, held_out.images), "kind": kind,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        left.set_yscale("log")
        left.set(xlim=(0, EPOCHS), ylim=(LOW, HIGH), xlabel="epoch", ylabel="cost C")
        left.set_title("cost of each mini-batch", fontsize=10)
        (line,) = left.plot([], [], color=BLUE, lw=0.8, marker=".", ms=2.5)
        follow(line, lambda r: {"data": r["curve"]})
        draw_accuracy(right, EPOCHS, lambda r: r["right"])

    def describe(r):
        training, others = r["right"][:, -1]
        neurons = counted(r["hidden"], "hidden neuron")
        each = counted(r["costs"].shape[1], "step")
        return (
            f"{neurons}, η = {r['eta']:.2g}, {each} an epoch: after {EPOCHS} epochs "
            f"{training:.1%} of the training images are right and {others:.1%} of "
            f"the held-out ones. {STATES[state_of(r)]}"
        )

    kinds, sizes = tuple(OUTPUTS), ("11", "33", "117", f"all {len(images)}")
    tried = {
        "η = 0.1": {"eta": 0.1},
        "η = 15": {"eta": 15.0},
        "2 hidden neurons": {"hidden": 2, "eta": 1.5},
    }
    return Panel(
        "Train again",
        (
            Slider("hidden", "hidden neurons", 1, 60, 30, integer=True),
            Slider("eta", "learning rate η", 0.01, 30, 1.5, count=70, log=True),
            Slider("seed", "start seed", 0, 9, 1, integer=True),
            Choice("kind", "Outputs, cost", kinds, kinds[0], menu=True),
            Choice("batch", "Batch size", sizes, "33"),
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
    # Only with the quadratic cost has the blame of the outputs a σ′. Where much is read
    # right, outputs are flat because they have learnt to be 0.
    unread = r["right"][0, -1] < 0.5
    if r["eta"] > 1 and r["kind"] == QUADRATIC and r["flat"][3] > 0.75 and unread:
        return "outputs stuck"
    if r["eta"] > 1 and r["flat"][2] > 0.75:
        return "hidden stuck"
    if np.any(np.diff(costs) > 0.05 * costs[:-1]):
        return "jumping"
    # Above, a smaller η may be the better one: with 30 hidden neurons and batches of
    # 117, η = 4 reads less than 1.5.
    return "slow" if r["eta"] <= 0.5 else "unsuited"
