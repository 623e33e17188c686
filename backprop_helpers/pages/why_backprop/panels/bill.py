"""The panels of notebook 06: one gradient, two ways to it, and what they cost."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK
from backprop_helpers.figures.surface import HEIGHTS
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from backprop_helpers.pages.why_backprop.figures import Curves, DotBill, MovingArrow
from backprop_helpers.panels.controls import Button, Choice, Slider
from backprop_helpers.panels.panel import Panel

BY_DIFFERENCES, BY_BACKPROP = "by differences", "by backprop"
STRETCH = 20  # the gradient is drawn so many times as long, to be seen
# Below 10,000 weights most of the time is not spent on numbers, so no line is fitted.
LARGE = [*bill.NETWORKS].index(10_000)


@dataclass(frozen=True)
class Pressed(Choice):
    """A choice with a button for each option; none of them is chosen at first."""

    value: str = ""
    buttons: tuple = ()
    kind: ClassVar[str] = "buttons"

    def __post_init__(self):
        super().__post_init__()
        made = (Button(option, set={self.name: option}) for option in self.options)
        object.__setattr__(self, "buttons", tuple(made))


def same_arrow():
    """One arrow −∇C on a cost surface, got in two ways, each with its bill."""
    x, y = worked_example.X, worked_example.Y
    ways = {BY_DIFFERENCES: bill.DIFFERENCES, BY_BACKPROP: bill.BACKPROP}

    def network_at(first, second):
        network = worked_example.network()
        network.w[3][:, 0] = first, second
        return network

    def cost(first, second):
        network = network_at(first, second)
        return network.cost(network.forward(x)[1][3], y)

    def compute(way, w311, w321):
        network = network_at(w311, w321)
        result = {"way": way, "at": np.array([w311, w321]), "gradient": None}
        if way == BY_DIFFERENCES:
            nabla_w, _ = bill.gradient_by_differences(network, x, y)
        elif way == BY_BACKPROP:
            _, nabla_w, _ = network.backward(*network.forward(x), y)
        else:
            return result
        passes = bill.passes(ways[way], network.sizes)
        forward = passes[0] * bill.forward_multiplications(network.sizes)
        backward = passes[1] * bill.backward_multiplications(network.sizes)
        result |= {"passes": passes, "products": (forward, backward)}
        return result | {"gradient": nabla_w[3][:, 0]}

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
        grid = np.meshgrid(np.linspace(-4, 6, 51), np.linspace(-7, 3, 51))
        height = np.vectorize(cost)(*grid)
        left.contourf(*grid, height, 12, cmap=HEIGHTS)
        left.contour(*grid, height, 12, colors=BLUE, linewidths=0.5, alpha=0.6)
        left.set(xlabel="w³₁₁", ylabel="w³₂₁", title="cost C", aspect="equal")
        right.set_title("the bill: one dot is one multiplication")
        dots = DotBill(right, 10, 24)
        words = [
            right.text(
                0.6, 11.4 + 1.6 * row, "", color=colour, animated=True, va="center"
            )
            for row, colour in enumerate((BLUE, DARK_ORANGE, INK, INK))
        ]
        return MovingArrow(left), dots, words

    def update(artists, r):
        arrow, dots, words = artists
        g = r["gradient"]
        arrow.move(r["at"], None if g is None else -STRETCH * g)
        dots.count(*r.get("products", (0, 0)))
        lines = [""] * 4
        if g is not None:
            by = r["way"] == BY_BACKPROP
            (f, b), (fp, bp) = r["passes"], r["products"]
            lines = [
                f"●  {f} forward {'passes' if f > 1 else 'pass'}: {fp} multiplications",
                f"■  {b} backward pass: {bp} multiplications" if by else "",
                f"∂C/∂w³₁₁ = {g[0]:.8f}".replace("-", "−"),
                f"∂C/∂w³₂₁ = {g[1]:.8f}".replace("-", "−"),
            ]
        for text, line in zip(words, lines, strict=True):
            text.set_text(line)

    def describe(r):
        at = "At w³₁₁ = {:.3g}, w³₂₁ = {:.3g}".format(*r["at"]).replace("-", "−")
        if r["gradient"] is None:
            return f"{at}: no gradient yet. Press one of the two buttons."
        g = "({:.6f}, {:.6f})".format(*r["gradient"]).replace("-", "−")
        f, _ = r["passes"]
        passes = f"{f} forward passes" if f > 1 else "1 forward and 1 backward pass"
        return (
            f"{at}: {r['way']} the slopes of C along both weights are {g}. All 12 "
            f"slopes took {passes}: {sum(r['products'])} multiplications."
        )

    return Panel(
        "The same arrow",
        (
            Pressed("way", "Get gradient", (BY_DIFFERENCES, BY_BACKPROP)),
            Slider("w311", "weight w³₁₁", -3, 4, 0.7, count=70),
            Slider("w321", "weight w³₂₁", -6, 2, -0.3, count=80),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the cost over two of the 12 parameters, with an arrow: the two "
        f"entries of −∇C that belong to them, {STRETCH} times as long; right, a dot "
        "for each multiplication that the gradient took.",
        size=(8.2, 3.6),
    )


def the_bill():
    """Three ways to the gradient, counted and measured, for 10 to 100,000 weights."""
    weights, networks = [*bill.NETWORKS], [*bill.NETWORKS.values()]
    counts = {
        way: [bill.multiplications(way, sizes) for sizes in networks]
        for way in bill.WAYS
    }

    def named(curves, start):
        """Put the exponent, fitted from the start-th network on, behind each name."""
        x = weights[start:]
        return {
            f"{way}: exponent {bill.exponent(x, curve[start:]):.2f}": curve
            for way, curve in curves.items()
        }

    def compute(size):
        place = size - 1
        return {
            "place": place, "weights": weights[place], "sizes": networks[place],
            "counted": [counts[way][place] for way in bill.WAYS],
            "measured": [bill.MEASURED[way][place] for way in bill.WAYS],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        both = [
            Curves(left, weights, named(counts, 0)),
            Curves(right, weights, named(bill.MEASURED, LARGE)),
        ]
        left.set(title="counted, for one example", ylabel="multiplications")
        right.set(title="measured, for 100 examples", ylabel="seconds")
        return both

    def update(artists, r):
        for curves in artists:
            curves.move(r["place"])

    def describe(r):
        ratio = r["counted"][0] / r["counted"][2]
        return (
            f"{r['weights']:,} weights, layers {'-'.join(map(str, r['sizes']))}: "
            f"backprop needs {r['counted'][2]:,} multiplications, differences "
            f"{r['counted'][0]:,}, {ratio:,.0f} times as many: {duration(ratio)} for "
            f"one second of backprop. Measured: "
            f"{duration(r['measured'][2])} against {duration(r['measured'][0])}."
        )

    return Panel(
        "The bill",
        (
            Slider(
                "size", "network", 1, len(weights), 1, integer=True,
                names=tuple(f"{number:,} weights" for number in weights),
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Two pictures on logarithmic axes, against the number of weights from 10 "
        "to 100,000: multiplications and seconds for central differences, dual numbers "
        "and backprop, each with the exponent of its growth (of the seconds: from "
        "10,000 weights on).",
        size=(8.2, 3.7),
    )  # fmt: skip


def duration(seconds):
    """Write a time in a unit that suits it."""
    for unit, size in (("hours", 3600), ("minutes", 60), ("seconds", 1)):
        if seconds >= 2 * size or (size == 1 and seconds >= 1):
            return f"{seconds / size:.3g} {unit}"
    return f"{1000 * seconds:.3g} milliseconds"
