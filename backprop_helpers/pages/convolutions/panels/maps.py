"""Panels of notebook 11: a kernel on an image, and kernels on a line of words."""

import numpy as np

from backprop_helpers.nets.convolution import convolve
from backprop_helpers.pages.convolutions.example import one_hot_words, words_of
from backprop_helpers.pages.convolutions.figures import MovingMap, MovingReactions
from backprop_helpers.panels.controls import Bank, Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

MOST = 2  # zeros on each side
LARGEST_MAP = (8 + 2 * MOST - 3 + 1) ** 2
KERNELS = {
    "upright edges": ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),
    "level edges": ((-1, -1, -1), (0, 0, 0), (1, 1, 1)),
    "blur": ((0.1, 0.1, 0.1), (0.1, 0.2, 0.1), (0.1, 0.1, 0.1)),
    "outline": ((0, -0.5, 0), (-0.5, 2, -0.5), (0, -0.5, 0)),
}
LOW = str.maketrans("123", "₁₂₃")


def kernel_on_an_image(images):
    """Put a kernel of 3 × 3 on digits: images is (10, 8, 8), one of each digit."""

    def compute(digit, entry, stride, padding, place, **kernel):
        w = np.array([*kernel.values()]).reshape(1, 1, 3, 3)
        image = np.reshape(images[digit], (1, 8, 8, 1))
        z = convolve(w, np.zeros((1, 1)), image, stride, padding)[0][0, :, :, 0]
        row, column = divmod((place - 1) % z.size, len(z))  # after the last, the first
        return {
            "image": image[0, :, :, 0], "w": w[0, 0], "z": z, "stride": stride,
            "padding": padding, "row": row, "column": column, "digit": digit,
            "again": place > z.size,
            "entry": (int(entry[1]) - 1, int(entry[2]) - 1),
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots(1, 3, width_ratios=(1.3, 0.7, 1.3))
        return MovingMap(*axes, MOST)

    def update(artists, r):
        names = ("image", "w", "entry", "z", "stride", "padding", "row", "column")
        artists.move(**{name: r[name] for name in names})

    def describe(r):
        z, side = r["z"], len(r["z"])
        said = f"The digit {r['digit']}, 8 × 8, gives a map of {side} × {side} with "
        said += f"numbers from {z.min():.3g} to {z.max():.3g}."
        if not z.any():
            said = f"The map of {side} × {side} is 0 everywhere."
            said += "" if r["w"].any() else " So is the kernel."
        begun = f"After {z.size} places the kernel begins again: in"
        begun = begun if r["again"] else "In"
        place = f"{begun} row {r['row'] + 1}, column {r['column'] + 1}"
        return f"{said} {place} stands {z[r['row'], r['column']]:.3g}."

    names = [f"w{row}{column}" for row in (1, 2, 3) for column in (1, 2, 3)]
    bank = Bank(
        "entry",
        "Change",
        tuple(
            Slider(name, name.translate(LOW), -2, 2, float(name == "w22"), count=40)
            for name in names
        ),
    )
    presets = tuple(
        Button(
            label,
            set=dict(zip(names, np.ravel(kernel).astype(float).tolist(), strict=True)),
        )
        for label, kernel in KERNELS.items()
    )
    return Panel(
        "Kernel on an image",
        (
            Slider("digit", "digit", 0, 9, 5, integer=True),
            bank,
            Slider("stride", "stride", 1, 3, 1, integer=True),
            Slider("padding", "padding", 0, MOST, 0, integer=True),
            Slider("place", "place", 1, LARGEST_MAP, 1, integer=True),
            Buttons(presets, "Try"),
            Buttons(
                (
                    Button("Step back", add={"place": -1}),
                    Button("Step", add={"place": 1}),
                )
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, a digit with a frame where the kernel sits; in the middle its "
        "nine numbers; right, the map, orange with + above 0, blue with − below.",
        size=(8.2, 3.0),
    )


def reactions(network, lines, known):
    """Show at which words of a line each kernel of a trained 1-D network reacts most.

    The network has ReLU kernels. lines is a sequence of short texts, known the list of
    words of its channels.
    """
    w, b = network.w[2], network.b[2]
    width, votes = w.shape[-1], network.w[4][1] - network.w[4][0]
    length = max(len(words_of(line)) for line in lines)

    def react(some):
        x = one_hot_words(some, known, length)
        return network.activation(convolve(w, b, x, padding=network.padding)[0])

    largest = react(lines).max() or 1.0

    def compute(line, kernel):
        a = react([line])[:, :, 0]
        z = network.w[4] @ a.max(axis=1) + network.b[4][:, 0]
        words = words_of(line)
        return {
            "words": [word if word in known else f"({word})" for word in words],
            "a": a, "winners": np.where(a.any(axis=1), a.argmax(axis=1), -1),
            "kernel": kernel - 1, "liked": float(1 / (1 + np.exp(z[0] - z[1]))),
        }  # fmt: skip

    def draw(figure):
        return MovingReactions(figure.subplots(), len(w), length, votes)

    def update(artists, r):
        artists.move(r["words"], r["a"] / largest, r["winners"], r["kernel"], width)

    def describe(r):
        kernel, words = r["kernel"], r["words"]
        side = "liked" if r["liked"] > 0.5 else "disliked"
        said = f"The network says {side}, {max(r['liked'], 1 - r['liked']):.0%}."
        place = r["winners"][kernel]
        if place < 0:
            return f"{said} Kernel {kernel + 1} is silent: nothing here moves it."
        seen = range(place - width // 2, place - width // 2 + width)
        quoted = " ".join(words[p] if 0 <= p < len(words) else "–" for p in seen)
        most, vote = r["a"][kernel, place], votes[kernel]
        side = "liked" if vote > 0 else "disliked"
        return (
            f"{said} The largest reaction of kernel {kernel + 1} is {most:.2f}, at "
            f"“{quoted}”: {most:.2f} · {abs(vote):.1f} = {most * abs(vote):.1f} for "
            f"{side}."
        )

    return Panel(
        "Reactions of the kernels",
        (
            Choice("line", "Line", tuple(lines), lines[0], menu=True),
            Slider("kernel", "kernel", 1, len(w), 1, integer=True),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="A table: a row for each kernel, a column for each word. The darker, the "
        "more the kernel reacts there, a dot where most; a frame around the words "
        "that one kernel sees at its dot.",
        size=(8.2, 3.4),
    )
