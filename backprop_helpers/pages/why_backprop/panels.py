"""The pictures with sliders of this page: the bill of a gradient, and a walk back."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, number
from backprop_helpers.figures.surface import HEIGHTS
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from backprop_helpers.pages.why_backprop import figures, worked_graph
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

BY_DIFFERENCES, BY_BACKPROP = "by differences", "by backprop"
STRETCH = 20  # the gradient is drawn so many times as long, to be seen
# Below 10,000 weights most of the time is not spent on numbers, so no line is fitted.
LARGE = [*bill.NETWORKS].index(10_000)
ADD, OVERWRITE = "+= (add)", "= (overwrite)"
SORTED, DEEP = "children before parents", "each path to its end"


@dataclass(frozen=True)
class Pressed(Choice):
    """A choice with a button for each option; none of them is chosen at first."""

    value: str = ""
    buttons: tuple = ()
    kind: ClassVar[str] = "buttons"


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
        result = {
            "way": way, "at": (w311, w321), "lines": [""] * 4,
            "arrow": np.empty((2, 0)), "dots": figures.dots(0, 0),
        }  # fmt: skip
        if not way:
            return result
        if way == BY_DIFFERENCES:
            nabla_w, _ = bill.gradient_by_differences(network, x, y)
        else:
            _, nabla_w, _ = network.backward(*network.forward(x), y)
        g = nabla_w[3][:, 0]
        f, b = bill.passes(ways[way], network.sizes)
        forward = f * bill.forward_multiplications(network.sizes)
        backward = b * bill.backward_multiplications(network.sizes)
        return result | {
            "gradient": g, "passes": f, "products": forward + backward,
            "arrow": figures.arrow(result["at"], -STRETCH * g),
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
        height = np.vectorize(cost)(*grid)
        left.contourf(*grid, height, 12, cmap=HEIGHTS)
        left.contour(*grid, height, 12, colors=BLUE, linewidths=0.5, alpha=0.6)
        left.set(xlabel="w³₁₁", ylabel="w³₂₁", title="cost C", aspect="equal")
        right.set_title("the bill: one dot is one multiplication")
        right.set(xlim=(0, 25), ylim=(10.6, 0.4), aspect="equal")
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
        if not r["way"]:
            return f"{at}: no gradient yet. Press one of the two buttons."
        g, f = "({:.6f}, {:.6f})".format(*r["gradient"]), r["passes"]
        passes = f"{f} forward passes" if f > 1 else "1 forward and 1 backward pass"
        return (
            f"{at}: {r['way']} the slopes of C along both weights are {g}. All 12 "
            f"slopes took {passes}: {r['products']} multiplications."
        )

    buttons = tuple(Button(way, set={"way": way}) for way in ways)
    return Panel(
        "The same arrow",
        (
            Pressed("way", "Get gradient", tuple(ways), buttons=buttons),
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

    def named(curves, start):
        """Put the exponent, fitted from the start-th network on, behind each name."""
        x = weights[start:]
        return {
            f"{way}: exponent {bill.exponent(x, curve[start:]):.2f}": curve
            for way, curve in curves.items()
        }

    def compute(size):
        return {"place": size - 1}

    def draw(figure):
        left, right = figure.subplots(1, 2)
        figures.draw_curves(left, weights, named(counts, 0))
        figures.draw_curves(right, weights, named(bill.MEASURED, LARGE))
        left.set(title="counted, for one example", ylabel="multiplications")
        right.set(title="measured, for 100 examples", ylabel="seconds")

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

    names = tuple(f"{size:,} weights" for size in weights)
    return Panel(
        "The bill",
        (Slider("size", "network", 1, len(weights), 1, integer=True, names=names),),
        compute,
        draw,
        describe,
        alt="Two pictures on logarithmic axes, against the number of weights from 10 "
        "to 100,000: multiplications and seconds for central differences, dual numbers "
        "and backprop, each with the exponent of its growth (of the seconds: from "
        "10,000 weights on).",
        size=(8.2, 3.7),
    )


def every_node():
    """Walk back through the 41 nodes of the worked example, rightly or wrongly."""
    nodes = [*worked_graph.nodes().values()]
    output, count = nodes[-1], len(nodes)

    def written(value):
        return number(value, trim=True)

    def compute(done, collect, order):
        back = worked_graph.order_back(output, deep=order == DEEP)
        blame = worked_graph.hand_on(back, done, overwrite=collect == OVERWRITE)
        finished = back[:done]
        wrong = {*finished}.intersection(worked_graph.wrong_ones(output, blame))
        shown = {}
        for node, value in blame.items():
            waits = node not in finished and node is not output
            shown[node] = f"{'✗' * (node in wrong)}{written(value)}{'…' * waits}"
        return {
            "done": done, "blame": blame, "shown": shown, "wrong": len(wrong),
            "now": finished[-1] if finished else None,
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        figures.draw_graph(axes, nodes)
        key = "blue: value\norange: blame\n…: has not handed on yet\n✗: wrong"
        # Where no box stands.
        axes.text(7.5, -2.5, key, fontsize=9, color=INK, ha="center", va="center")

    def describe(r):
        now = r["now"]
        if now is None:
            return "The blame of C itself is 1. Press Next node: C hands it on."
        blame = written(r["blame"][now])
        shares = " and ".join(
            f"{blame} · {factor(written(slope))} to {parent.name}"
            for parent, slope in zip(now.parents, now.slopes, strict=True)
        )
        said = f"Node {r['done']} of {count}: {now.name} has blame {blame}. "
        if shares:
            said += f"It hands on {shares}."
        else:
            said += "Nothing came before it, so it hands nothing on."
        if r["wrong"]:
            return f"{said} Wrong so far: {r['wrong']} of {r['done']}."
        return f"{said} All {count} are right." if r["done"] == count else said

    moves = (
        Button("Back", add={"done": -1}),
        Button("Next node", add={"done": 1}),
        Button("all 41", set={"done": count}),
    )
    return Panel(
        "Walk back through the graph",
        (
            Slider("done", "nodes done", 0, count, 3, integer=True),
            Buttons(moves),
            Choice("collect", "Collect with", (ADD, OVERWRITE), ADD),
            Choice("order", "Order", (SORTED, DEEP), SORTED),
        ),
        compute,
        draw,
        describe,
        alt="The network of page 04 as 41 boxes, one for each number and each "
        "operation, from the inputs at the left to the cost at the right. Each box "
        "holds its value and, once known, its blame.",
        size=(8.2, 4.2),
    )
