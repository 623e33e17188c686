"""The panels of notebook 08 on size: factors along a path, and layer after layer."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, INK, ORANGE, PINK
from backprop_helpers.nets.functions import ACTIVATIONS
from backprop_helpers.nets.initialization import NORMAL, RULES
from backprop_helpers.pages.depth_and_initialization import example as depth
from backprop_helpers.pages.depth_and_initialization.figures import (
    MovingSizes,
    draw_size_legend,
    log_axis,
)
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

FACTORS = 50
DEEPEST = 30
LOOKS = (
    ("size of a", BLUE, "o", "-"),
    ("size of δ", ORANGE, "o", "-"),
    ("size of ∂C/∂w", PINK, "s", "--"),
)


def product_of_factors():
    """Multiply one factor with itself, 50 times, as a narrow network does."""

    def compute(factor):
        return factor, depth.products(factor, FACTORS)

    def draw(figure):
        axes = figure.subplots()
        log_axis(axes, 1e-17, 1e17, 4)
        axes.set(xlim=(-0.5, FACTORS + 0.5), xlabel="factors so far")
        axes.set_ylabel("product")
        (dots,) = axes.plot([], [], "o-", color=ORANGE, ms=4, lw=1, animated=True)
        (end,) = axes.plot([], [], "o", color=ORANGE, markersize=9, animated=True)
        word = axes.text(
            49, 1, "", ha="right", va="center", animated=True, fontsize=11, color=INK
        )
        return dots, end, word

    def update(artists, r):
        dots, end, word = artists
        factor, product = r
        dots.set_data(np.arange(FACTORS + 1), product)
        end.set_data([FACTORS], product[-1:])
        # On the side of the curve where there is room, towards 1.
        far = product[-1] * (1e5 if factor < 1 else 1e-5)
        word.set(text=f"{factor:.3g}⁵⁰ = {in_powers(product[-1])}", y=far)

    def describe(r):
        factor, product = r
        return (
            f"Factor {factor:.3g}: the product of 5 factors is "
            f"{in_powers(product[5])}, of 10 {in_powers(product[10])}, of 50 "
            f"{in_powers(product[50])}."
        )

    presets = tuple(
        Button(f"{factor:g}", set={"factor": factor}) for factor in (0.5, 0.9, 1.1, 2.0)
    )
    return Panel(
        "Product of factors",
        (
            Slider("factor", "factor", 0.5, 2, 1.0, count=120, log=True),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="The product of one factor with itself, for 0 to 50 factors, on a "
        "logarithmic axis from 1e-17 to 1e17.",
        size=(8.2, 3.4),
    )


def in_powers(number):
    """Write a positive number in plain digits, or with a power of ten if far from 1."""
    if 0.001 <= number < 10_000:
        return f"{number:.3g}" if number < 1000 else f"{number:.0f}"
    digits, power = f"{number:.1e}".split("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits} · 10{raised}"


def sizes_by_layer(rule=NORMAL):
    """Send digits through a deep network once, forward and backward, and measure.

    Parameters
    ----------
    rule : str
        How the weights are drawn when the panel starts: one of initialization.RULES.
    """
    x, y = depth.some_digits(50)

    def compute(layers, scale, activation, rule):
        network = depth.deep_network(layers, activation, rule, scale)
        sizes = depth.layer_sizes(network, x, y)
        return {"layers": layers, "scale": scale, "activation": activation,
                "rule": rule, "sizes": sizes}  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        left.set_title("forward →")
        right.set_title("← backward")
        both = (
            MovingSizes(left, DEEPEST, LOOKS[:1]),
            MovingSizes(right, DEEPEST, LOOKS[1:]),
        )
        draw_size_legend(figure, right)
        return both

    def update(artists, r):
        forward, backward = artists
        sizes = r["sizes"]
        # The outputs are squeezed by a sigmoid: they say nothing of the size before.
        forward.move({l: sizes.a[l] for l in sizes.a if l < r["layers"]})
        backward.move(sizes.delta, sizes.nabla_w)

    def describe(r):
        sizes, L = r["sizes"], r["layers"]
        start = f"{r['activation']}, {r['rule']} times {r['scale']:.3g}, {L} layers"
        a = f"Size of a: {in_powers_or_zero(sizes.a[1])} in layer 1"
        if L > 2:
            a += f", {in_powers_or_zero(sizes.a[L - 1])} in layer {L - 1}"
        return f"{start}. {a}. {tell(sizes, L)}"

    presets = (
        Button("30 layers", set={"layers": 30}),
        Button("30 layers, relu", set={"layers": 30, "activation": "relu"}),
        Button("small start", set={"scale": 0.1}),
        Button("large start", set={"scale": 10.0}),
    )
    return Panel(
        "Sizes by layer",
        (
            Slider("layers", "depth", 2, DEEPEST, 6, integer=True, unit="layers"),
            Slider("scale", "start scale", 0.01, 10, 1.0, count=60, log=True),
            Choice("activation", "Activation", (*ACTIVATIONS,), "sigmoid", menu=True),
            Choice("rule", "Start", RULES, rule, menu=True),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Sizes by layer on a logarithmic axis: left of the activations, right of "
        "the blame and of the gradient of the weights.",
        size=(8.2, 3.7),
    )


def in_powers_or_zero(number):
    """Write a size, 0 and overflow included."""
    if not np.isfinite(number):
        return "overflow"
    return in_powers(number) if number else "exactly 0"


def tell(sizes, L):
    """Say in a sentence what becomes of the blame."""
    if sizes.state == "overflow":
        return "Some numbers are too large for the computer: overflow."
    if sizes.state == "shallow":
        return f"Size of δ: {in_powers_or_zero(sizes.delta[2])}, in the only layer."
    if sizes.state == "zero":
        last = max(l for l in sizes.delta if sizes.delta[l] == 0)
        where = f"layers 2 to {last}" if last > 2 else "layer 2"
        return f"The blame of {where} is exactly 0: no weight there would move."
    factor = (sizes.delta[2] / sizes.delta[L]) ** (1 / (L - 2))
    fate = {"vanishing": ": it vanishes", "exploding": ": it explodes", "steady": ""}
    return (
        f"Size of δ: {in_powers_or_zero(sizes.delta[L])} in layer {L}, "
        f"{in_powers_or_zero(sizes.delta[2])} in layer 2, a factor of "
        f"{in_powers(factor)} for each layer{fate[sizes.state]}."
    )
