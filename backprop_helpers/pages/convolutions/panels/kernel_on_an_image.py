"""A kernel of 3 × 3 on a digit, and the map that it gives."""

import numpy as np

from backprop_helpers.figures.colours import BLACK, GREY, ORANGE
from backprop_helpers.figures.digits import SIGNS, colour_on_signs, signs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.frames import add_frame
from backprop_helpers.figures.numbers import number
from backprop_helpers.nets.convolution import convolve
from backprop_helpers.pages.convolutions.example import KERNELS
from backprop_helpers.panels.controls import Bank, Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import subscript

MOST = 2  # zeros on each side
LARGEST_MAP = (8 + 2 * MOST - 3 + 1) ** 2
START = "upright edges"
ENTRIES = [(row, column) for row in (1, 2, 3) for column in (1, 2, 3)]
NAMES = [f"w{row}{column}" for row, column in ENTRIES]


def kernel_on_an_image(images):
    """Put a kernel of 3 × 3 on digits: images is (10, 8, 8), one of each digit."""

    def compute(digit, entry, stride, padding, place, **kernel):
        w = np.array([*kernel.values()])
        image = np.reshape(images[digit], (1, 8, 8, 1))
        z, _ = convolve(w.reshape(1, 1, 3, 3), np.zeros((1, 1)), image, stride, padding)
        z = z[0, :, :, 0]
        row, column = divmod((place - 1) % z.size, len(z))  # after the last, the first
        left, top = column * stride - padding - 0.5, row * stride - padding - 0.5
        side, start = 8 + 2 * padding, 3.5 - len(z) / 2  # the map is in the middle
        k = NAMES.index(entry)
        return {
            "digit": digit, "image": images[digit], "w": w, "z": z,
            "shown": z / (np.abs(z).max() or 1.0), "start": start,
            "place": (row, column), "again": place > z.size,
            "paper": (-0.5, -0.5, 8, 8),
            "padded": (-0.5 - padding, -0.5 - padding, side, side),
            "seen": (left, top, 3, 3),
            "changed": (k % 3 - 0.44, k // 3 - 0.44, 0.88, 0.88),
            "map": (start, start, len(z), len(z)),
            "number": (start + column, start + row, 1, 1),
        }  # fmt: skip

    def draw(figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1.3, 0.7, 1.3))
        image = left.imshow(np.zeros((8, 8)), "Greys", vmin=0, vmax=1)
        kernel = middle.imshow(np.zeros((3, 3)), SIGNS, vmin=-2, vmax=2)
        shown = right.imshow(np.zeros((2, 2)), SIGNS, vmin=-1, vmax=1)
        for axes, title, low, high in (
            (left, "image", -MOST - 0.8, MOST + 7.8),
            (middle, "kernel", -0.6, 2.6),
            (right, "map", -MOST - 0.8, MOST + 7.8),
        ):
            axes.set(xticks=[], yticks=[], xlim=(low, high), ylim=(high, low))
            axes.spines[:].set_visible(False)
            axes.set_title(title, fontsize=10, loc="center", pad=2)

        def of_map(r):
            low, high = r["start"], r["start"] + len(r["z"])
            return {"array": r["shown"], "extent": (low, high, high, low)}

        follow(image, lambda r: {"array": r["image"]})
        follow(kernel, lambda r: {"array": r["w"].reshape(3, 3)})
        follow(shown, of_map)
        add_frame(left, "padded", GREY, 1.2, "--")
        add_frame(left, "paper", GREY, 1)
        add_frame(left, "seen", ORANGE, 3)
        add_frame(middle, "changed", BLACK, 1.5, ":")
        add_frame(right, "map", GREY, 1)
        add_frame(right, "number", BLACK, 3)
        for n, mark in enumerate("+_"):

            def places(r, n=n):
                return {"data": np.add(signs(r["shown"], 1.0)[n], r["start"] + 0.5)}

            follow(*right.plot([], [], mark, color=BLACK, zorder=3), places)
        for k in range(9):

            def weight(r, k=k):
                value = r["w"][k]
                colour = colour_on_signs(value, 2)
                return {"text": number(value, ".2g"), "color": colour}

            look = {"ha": "center", "va": "center", "fontsize": 10, "zorder": 5}
            follow(middle.text(k % 3, k // 3, "", **look), weight)

    def describe(r):
        z, side = r["z"], len(r["z"])
        said = f"The digit {r['digit']}, 8 × 8, gives a map of {side} × {side} with "
        said += f"numbers from {z.min():.3g} to {z.max():.3g}."
        if not z.any():
            said = f"The map of {side} × {side} is 0 everywhere."
            said += "" if r["w"].any() else " So is the kernel."
        begun = f"After {z.size} places the kernel begins again: in"
        begun = begun if r["again"] else "In"
        place = "row {}, column {}".format(*(at + 1 for at in r["place"]))
        return f"{said} {begun} {place} stands {z[r['place']]:.3g}."

    start = KERNELS[START]
    weights = (
        Slider(name, f"w{subscript(*at)}", -2, 2, value, count=40)
        for name, at, value in zip(
            NAMES, ENTRIES, np.ravel(start).tolist(), strict=True
        )
    )
    tried = {
        label: dict(zip(NAMES, np.ravel(w).tolist(), strict=True))
        for label, w in KERNELS.items()
        if label != START  # Reset brings it back
    }
    return Panel(
        "Kernel on an image",
        (
            Slider("digit", "digit", 0, 9, 5, integer=True),
            Bank("entry", "Change", tuple(weights)),
            Slider("stride", "stride", 1, 3, 1, integer=True),
            Slider("padding", "padding", 0, MOST, 0, integer=True),
            Slider("place", "place", 1, LARGEST_MAP, 1, integer=True),
            presets(tried),
            steps("place"),
        ),
        compute,
        draw,
        describe,
        alt="Left, a digit with a frame where the kernel sits; in the middle its "
        "nine numbers; right, the map, orange with + above 0, blue with − below.",
        size=(8.2, 3.0),
    )
