"""Where the two lower kernels of a stack put each word, epoch after epoch."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.accuracy import draw_accuracy
from backprop_helpers.figures.colours import BLUE, GREEN, GREY, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.convolutional_network import accuracy, train
from backprop_helpers.pages.convolutional_networks.example import word_stack
from backprop_helpers.panels.controls import Button, Choice, Slider, steps
from backprop_helpers.panels.panel import Panel

EPOCHS, ETA, BATCH = 30, 0.5, 10
GROUPS = {  # mark and colour of each group of words
    ("good", "great", "fun", "nice"): ("^", GREEN),
    ("bad", "awful", "boring", "dull"): ("v", ORANGE),
    ("not", "never", "hardly", "no", "nothing"): ("s", BLUE),
}
USED, STOPPED = "used", "stopped above layer 2"
FARTHEST = 2.1  # no word of these runs goes further


def words_on_a_map(known, lines, held_out):
    """Train stacks on lines of words; their two lower kernels are the axes of a map.

    known are the words of the channels; lines and held_out are pairs of inputs x
    (channels, length, m) and whether each line is liked (m,), as 0 or 1.
    """
    (x, liked), length = lines, lines[0].shape[1]
    y = np.stack([1 - liked, liked]).astype(float)
    of_group = [[known.index(w) for w in group if w in known] for group in GROUPS]
    others = sorted({*range(len(known))}.difference(*of_group))

    @lru_cache(maxsize=20)
    def run(blame, start):
        """Return the places of the words, and the parts right, after each epoch."""
        rng = np.random.default_rng(start)
        network = word_stack(known, length, rng)
        if blame == STOPPED:
            network.learning = tuple(network.w)[1:]
        places, right = [], []
        for epoch in range(EPOCHS + 1):
            if epoch:
                train(network, x, y, ETA, BATCH, 1, rng)
            places.append(network.w[2][:, :, 0].copy())
            right.append([accuracy(network, *part) for part in (lines, held_out)])
        return places, np.array(right)

    def compute(blame, start, epoch):
        places, right = run(blame, start)
        return {
            "places": places[epoch], "right": right[: epoch + 1].T, "epoch": epoch,
            "stopped": blame == STOPPED,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        left.set(xlim=(-FARTHEST, FARTHEST), ylim=(-FARTHEST, FARTHEST))
        left.set(xlabel="weight in kernel 1", ylabel="weight in kernel 2")
        names = [", ".join(group) for group in GROUPS]
        for name, numbers, (mark, colour) in zip(
            (f"{len(others)} other words", *names),
            (others, *of_group),
            ((".", GREY), *GROUPS.values()),
            strict=True,
        ):
            look = {"color": colour, "markersize": 5 if mark == "." else 8}
            (dots,) = left.plot([], [], mark, label=name, **look)
            follow(dots, lambda r, n=numbers: {"data": r["places"][:, n]})
        left.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, fontsize=8)
        draw_accuracy(right, EPOCHS, lambda r: r["right"])

    def describe(r):
        trained, held = 100 * r["right"][:, -1]
        epoch = f"After {r['epoch']} epoch{'s' * (r['epoch'] != 1)}"
        where = (
            "the words stay where chance put them, for no blame comes to layer 2"
            if r["stopped"]
            else "the words are where layer 2 has moved them"
            if r["epoch"]
            else "the words are where chance put them"
        )
        return (
            f"{epoch} {where}: {trained:.0f}% of the training lines and {held:.0f}% of "
            "those held out are right."
        )

    return Panel(
        "Words on a map",
        (
            Choice("blame", "Blame of layer 2's outputs", (USED, STOPPED), USED),
            Slider("start", "start", 0, 4, 1, integer=True),
            Slider("epoch", "epoch", 0, EPOCHS, EPOCHS, integer=True),
            steps("epoch", Button("5 epochs", add={"epoch": 5})),
        ),
        compute,
        draw,
        describe,
        alt="Left, each known word as a mark at its weights in the two kernels of "
        "layer 2, in four groups; right, how many lines are answered right after each "
        "epoch.",
        size=(8.2, 3.8),
    )
