"""The pictures with sliders of this page: a gradient got in two ways, and the bill."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number
from backprop_helpers.figures.surface import HEIGHTS
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from backprop_helpers.pages.why_backprop import figures
from backprop_helpers.panels.controls import Choice, Slider
from backprop_helpers.panels.panel import Panel

BY_DIFFERENCES, BY_BACKPROP = "by differences", "by backprop"
STRETCH = 20  # the gradient is drawn so many times as long, to be seen


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
        if way == BY_DIFFERENCES:
            nabla_w, _ = bill.gradient_by_differences(network, x, y)
        else:
            _, nabla_w, _ = network.backward(*network.forward(x), y)
        g = nabla_w[3][:, 0]
        f, b = bill.passes(ways[way], network.sizes)
        forward = f * bill.forward_multiplications(network.sizes)
        backward = b * bill.backward_multiplications(network.sizes)
        return {
            "way": way, "at": (w311, w321), "gradient": g, "passes": f,
            "products": forward + backward,
            "arrow": figures.arrow((w311, w321), -STRETCH * g),
            "dots": figures.dots(forward, backward),
            "lines": [
                f"●  {f} forward {'passes' if f > 1 else 'pass'}: {forward} "
                "multiplications",
                f"■  {b} backward pass: {backward} multiplications" if b else "",
                f"∂C/∂w³₁₁ = {number(g[0], '.8f')}",
                f"∂C/∂w³₂₁ = {number(g[1], '.8f')}",
            ],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
        grid = np.meshgrid(np.linspace(-4, 6, 51), np.linspace(-7, 3, 51))
        height = np.vectorize(cost, otypes=[float])(*grid)
        left.contourf(*grid, height, 12, cmap=HEIGHTS)
        left.contour(*grid, height, 12, colors=BLUE, linewidths=0.5, alpha=0.6)
        left.set(xlabel="w³₁₁", ylabel="w³₂₁", title="cost C", aspect="equal")
        right.set_title("the bill: one dot is one multiplication")
        right.set(xlim=(0, 25), ylim=(17, 0.4), aspect="equal")
        right.set_axis_off()
        (start,) = left.plot([], [], "o", color=INK, markersize=8)
        (arrow,) = left.plot([], [], color=ORANGE)
        follow(start, lambda r: {"data": np.reshape(r["at"], (2, 1))})
        follow(arrow, lambda r: {"data": r["arrow"]})
        for i, (marker, colour) in enumerate((("o", BLUE), ("s", ORANGE))):
            (dots,) = right.plot([], [], marker, color=colour, markersize=7)
            follow(dots, lambda r, i=i: {"data": r["dots"][i]})
        for row, colour in enumerate((BLUE, DARK_ORANGE, INK, INK)):
            text = right.text(0.6, 11.4 + 1.6 * row, "", color=colour, va="center")
            follow(text, lambda r, row=row: {"text": r["lines"][row]})

    def describe(r):
        at = "At w³₁₁ = {:.3g}, w³₂₁ = {:.3g}".format(*r["at"])
        g, f = "({:.6f}, {:.6f})".format(*r["gradient"]), r["passes"]
        passes = f"{f} forward passes" if f > 1 else "1 forward and 1 backward pass"
        return (
            f"{at}: {r['way']} the slopes of C along both weights are {g}. All 12 "
            f"slopes took {passes}: {r['products']} multiplications."
        )

    return Panel(
        "The same arrow",
        (
            Choice("way", "Get the gradient", tuple(ways), BY_DIFFERENCES),
            Slider("w311", "weight w³₁₁", -3, 4, 0.7, count=70),
            Slider("w321", "weight w³₂₁", -6, 2, -0.3, count=80),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost over two of the 12 parameters, with an arrow: the two "
        f"entries of −∇C that belong to them, {STRETCH} times as long; right, a dot "
        "for each multiplication that the gradient took.",
        size=(8.2, 3.6),
    )


def duration(seconds):
    """Write a time in a unit that suits it."""
    for unit, size in (("hours", 3600), ("minutes", 60), ("seconds", 1)):
        if seconds >= 2 * size or (size == 1 and seconds >= 1):
            return f"{seconds / size:.3g} {unit}"
    return f"{1000 * seconds:.3g} milliseconds"


def the_bill():
    """Three ways to the gradient, counted and measured, for 10 to 100,000 weights."""
    weights, networks = [*bill.NETWORKS], [*bill.NETWORKS.values()]
    counts = {
        way: [bill.multiplications(way, sizes) for sizes in networks]
        for way in bill.WAYS
    }

    names = [
        f"{way}: exponent {bill.exponent(weights, curve):.2f}"
        for way, curve in counts.items()
    ]

    def compute(size):
        return {"place": size - 1}

    def draw(figure):
        left, right = figure.subplots(1, 2)
        counted = dict(zip(names, counts.values(), strict=True))
        figures.draw_curves(left, weights, counted)
        figures.draw_curves(right, weights, bill.MEASURED)
        left.set(title="counted, for one example", ylabel="multiplications")
        right.set(title="measured, for one example", ylabel="seconds")

    def describe(r):
        place = r["place"]
        slow, _, fast = (counts[way][place] for way in bill.WAYS)
        slowly, _, quickly = (bill.MEASURED[way][place] for way in bill.WAYS)
        return (
            f"{weights[place]:,} weights, layers {'-'.join(map(str, networks[place]))}"
            f": backprop needs {fast:,} multiplications, differences {slow:,}, "
            f"{slow / fast:,.0f} times as many: {duration(slow / fast)} for one second "
            f"of backprop. Measured: {duration(quickly)} against {duration(slowly)}."
        )

    sizes = tuple(f"{size:,} weights" for size in weights)
    return Panel(
        "The bill",
        (Slider("size", "network", 1, len(weights), 5, integer=True, names=sizes),),
        compute,
        draw,
        describe,
        alt="Two pictures on logarithmic axes, against the number of weights from 10 "
        "to 100,000: multiplications and seconds for central differences, dual numbers "
        "and backprop, in the first with the exponent of its growth.",
        size=(8.2, 3.7),
    )
