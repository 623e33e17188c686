"""How large the numbers of a deep network are by layer, and how they are spread."""

from functools import partial

from backprop_helpers.figures.colours import BLUE, ORANGE, PINK
from backprop_helpers.figures.numbers import in_powers
from backprop_helpers.figures.sizes import draw_size_legend, draw_sizes
from backprop_helpers.nets.functions import ACTIVATIONS
from backprop_helpers.nets.initialization import HE, NORMAL, RULES
from backprop_helpers.pages.depth_and_initialization import example, figures
from backprop_helpers.panels.controls import Choice, Slider, presets
from backprop_helpers.panels.panel import Panel

DEEPEST = 30
LAYERS = (2, 7, 13, 18, 24, 29)  # whose activations are shown, of DEEPEST
LOOKS = (
    ("size of a", BLUE, "o", "-"),
    ("size of δ", ORANGE, "o", "-"),
    ("size of ∂C/∂w", PINK, "s", "--"),
)


def sizes_by_layer():
    """Send digits through a deep network once, forward and backward, and measure."""
    x, y = example.some_digits(example.DIGITS)

    def compute(layers, width, scale, activation, rule):
        network = example.deep_network(layers, activation, rule, scale, width=width)
        sizes = example.layer_sizes(network, x, y)
        # The outputs are squeezed by a sigmoid: they say nothing of the size before.
        hidden = {l: sizes.a[l] for l in sizes.a if l < layers}
        return {
            "what": f"{activation}, {rule} times {scale:.3g}, {layers} layers of "
            f"{width}",
            "sizes": sizes, "forward": [hidden],
            "backward": [sizes.delta, sizes.nabla_w],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        left.set_title("forward →")
        right.set_title("← backward")
        draw_sizes(left, DEEPEST, LOOKS[:1], lambda r: r["forward"])
        draw_sizes(right, DEEPEST, LOOKS[1:], lambda r: r["backward"])
        draw_size_legend(figure, right)

    def describe(r):
        (a,) = r["forward"]
        last = max(a)
        also = f", {in_powers(a[last])} in layer {last}" if last > 1 else ""
        return (
            f"{r['what']}. Size of a: {in_powers(a[1])} in layer 1{also}. "
            f"{tell_blame(r['sizes'])}"
        )

    tried = {
        "relu": {"activation": "relu", "layers": DEEPEST},
        "sigmoid": {"activation": "sigmoid", "layers": DEEPEST},
        "small start": {"scale": 0.1},
        "large start": {"scale": 10.0},
    }
    return Panel(
        "Sizes by layer",
        (
            Slider("layers", "depth", 2, DEEPEST, DEEPEST, integer=True),
            Slider("width", "width", 10, 60, example.WIDTH, integer=True),
            *drawn_by("relu", NORMAL),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Sizes by layer on a logarithmic axis: left of the activations, right of "
        "the blame and of the gradient of the weights.",
        size=(8.2, 3.7),
    )


def drawn_by(activation, rule):
    """Return the controls that say how a network is drawn, and where they start."""
    return (
        Slider("scale", "start scale", 0.01, 10, 1.0, count=60, log=True),
        Choice("activation", "Activation", (*ACTIVATIONS,), activation, menu=True),
        Choice("rule", "Start", RULES, rule, menu=True),
    )


def tell_blame(sizes):
    """Say in a sentence what becomes of the blame."""
    delta, L = sizes.delta, max(sizes.delta)
    if sizes.state == "overflow":
        return "Some numbers are too large for the computer: overflow."
    if sizes.state == "shallow":
        return f"Size of δ: {in_powers(delta[2])}, in the only layer."
    if sizes.state == "zero":
        last = max(l for l in delta if delta[l] == 0)
        where = f"layers 2 to {last}" if last > 2 else "layer 2"
        return f"The blame of {where} is exactly 0: no weight there would move."
    factor = (delta[2] / delta[L]) ** (1 / (L - 2))
    fate = {"vanishing": ": it vanishes", "exploding": ": it explodes", "steady": ""}
    return (
        f"Size of δ: {in_powers(delta[L])} in layer {L}, {in_powers(delta[2])} in "
        f"layer 2, a factor of {in_powers(factor)} for each layer{fate[sizes.state]}."
    )


def values_by_layer():
    """Send digits through 30 layers, and show how the activations are spread."""
    x, _ = example.some_digits(example.DIGITS)

    def compute(scale, activation, rule):
        network = example.deep_network(DEEPEST, activation, rule, scale)
        z, a = network.forward(x)
        return {
            "what": f"{activation}, {rule} times {scale:.3g}",
            "shares": [example.shares(a[l]) for l in LAYERS],
            "sizes": [example.size(a[l]) for l in LAYERS],
            "flat": [example.flat_part(activation, z[l]) for l in LAYERS],
        }

    def shown(i, r):
        return r["shares"][i], f"layer {LAYERS[i]}"

    def draw(figure):
        row = figure.subplots(1, len(LAYERS), sharey=True)
        row[0].set_ylabel("part of all values")
        for i, axes in enumerate(row):
            figures.draw_histogram(axes, example.BINS, partial(shown, i))

    def describe(r):
        first, last = LAYERS[0], LAYERS[-1]
        flat, size = r["flat"], r["sizes"]
        return (
            f"{r['what']}. Size of a: {in_powers(size[0])} in layer {first}, "
            f"{in_powers(size[-1])} in layer {last}. Flat, with σ′ below a tenth of "
            f"its largest, are {flat[0]:.0%} of the activations in layer {first} "
            f"and {flat[-1]:.0%} in layer {last}."
        )

    tried = {
        f"tanh, scale {scale:g}": {"activation": "tanh", "scale": scale, "rule": NORMAL}
        for scale in (0.1, 1.0)
    }
    tried["relu, He"] = {"activation": "relu", "scale": 1.0, "rule": HE}
    return Panel(
        "Values by layer",
        (*drawn_by("tanh", NORMAL), presets(tried)),
        compute,
        draw,
        describe,
        alt="Histograms of the activations in six layers of 30, from −1 to 1; a "
        "hatched bar at either end holds what is beyond.",
        size=(8.2, 2.9),
    )
