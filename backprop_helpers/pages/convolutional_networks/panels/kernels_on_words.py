"""At which words of a line each kernel of a trained network reacts."""

import numpy as np

from backprop_helpers.figures.colours import DARK_ORANGE, INK, ORANGE
from backprop_helpers.figures.digits import SIGNS
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.frames import add_frame
from backprop_helpers.nets.convolution import convolve
from backprop_helpers.pages.convolutional_networks.example import (
    one_hot_words,
    words_of,
)
from backprop_helpers.panels.controls import Choice, Slider
from backprop_helpers.panels.panel import Panel


def reactions(network, lines, known, line, kernel):
    """Show at which words of a line each kernel of a trained 1-D network reacts most.

    lines is a sequence of short texts, known the list of words of its channels. The
    picture begins with this line, and with this kernel, counted from 1.
    """
    w, b = network.w[2], network.b[2]
    # What a reaction of 1 adds for "liked" rather than "disliked".
    votes = network.w[4][1] - network.w[4][0]
    sides = ["liked" if vote > 0 else "disliked" for vote in votes]
    kernels, width = len(w), w.shape[-1]
    length = max(len(words_of(line)) for line in lines)

    def react(some):
        x = one_hot_words(some, known, length)
        return network.sigma[2](convolve(w, b, x, padding=network.padding[2])[0])

    def compute(line, kernel):
        a = react([line])[:, :, 0]
        z = network.w[4] @ a.max(axis=1) + network.b[4][:, 0]
        words = [word if word in known else f"({word})" for word in words_of(line)]
        left = a[kernel - 1].argmax() - width // 2
        return {
            "words": words, "a": a, "dots": (a.argmax(axis=1), range(kernels)),
            "kernel": kernel - 1, "seen": range(left, left + width),
            "window": (left - 0.5, kernel - 1.5, width, 1),
            "liked": float(1 / (1 + np.exp(z[0] - z[1]))),
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        table = axes.imshow(
            np.zeros((kernels, length)), SIGNS, vmin=-1, vmax=1, aspect="auto"
        )
        axes.set(xlim=(-0.5, length - 0.5), ylim=(kernels - 0.5, -1.3), xticks=[])
        names = [f"{j + 1}: {sides[j]} {abs(votes[j]):.1f}" for j in range(kernels)]
        axes.set_yticks(range(kernels), names)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_ylabel("kernel: its vote")

        follow(table, lambda r: {"array": np.maximum(r["a"], 0)})
        (dots,) = axes.plot([], [], "o", color=INK, markersize=7, zorder=3)
        follow(dots, lambda r: {"data": r["dots"]})
        add_frame(axes, "window", ORANGE, 3)
        for place in range(length):

            def word(r, place=place):
                seen = place in r["seen"]
                return {
                    "text": "".join(r["words"][place : place + 1]),
                    "color": DARK_ORANGE if seen else INK,
                    "fontweight": "bold" if seen else "normal",
                }

            look = {"ha": "center", "va": "center", "fontsize": 10}
            follow(axes.text(place, -0.85, "", **look), word)

    def describe(r):
        kernel, words = r["kernel"], r["words"]
        side = "liked" if r["liked"] > 0.5 else "disliked"
        said = f"The network says {side}, {max(r['liked'], 1 - r['liked']):.0%}."
        quoted = " ".join(words[p] if 0 <= p < len(words) else "–" for p in r["seen"])
        most, vote = r["a"][kernel].max(), abs(votes[kernel])
        pull = f"{most:.2f} · {vote:.1f} = {most * vote:.1f} for {sides[kernel]}"
        return (
            f"{said} The largest reaction of kernel {kernel + 1} is {most:.2f}, at "
            f"“{quoted}”: {pull}."
        )

    return Panel(
        "Reactions of the kernels",
        (
            Choice("line", "Line", tuple(lines), line, menu=True),
            Slider("kernel", "kernel", 1, kernels, kernel, integer=True),
        ),
        compute,
        draw,
        describe,
        alt="A table: a row for each kernel, a column for each word. The stronger "
        "the colour, the more the kernel reacts there, a dot where most; a frame "
        "around the words that one kernel sees at its dot.",
        size=(8.2, 3.4),
    )
