"""A derivative as a chain of factors, along one path or two."""

import numpy as np

from backprop_helpers.figures.colours import DARK_ORANGE, DARK_PINK, INK, ORANGE, PINK
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.network_diagram import (
    NODES,
    ONE_TWO,
    Moment,
    draw_edge,
    draw_network,
)
from backprop_helpers.figures.numbers import high, low, number
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

ROWS = 16  # lines of the table, at most


def lit_up(parameter, factors):
    """Return the colours of what lies on the paths back to a parameter, so far.

    The cost counts as neuron 1 of a layer 4. The second of two paths is pink until it
    meets the first.
    """
    _, l, j, *k = parameter
    lit = {}
    for i in ONE_TWO if l == 2 else (j,):
        colour = PINK if (l, i) == (2, 2) else ORANGE
        needs = {(4, 1, i): 0, (3, i): 1}  # so many factors until it is reached
        if l == 2:
            needs |= {(3, i, j): 3, (2, j): 3}
        if k:
            needs[(l, j, *k)] = 5 if l == 2 else 3
        for key, least in needs.items():
            if factors >= least:
                lit[key] = colour if key[0] >= 3 else ORANGE
    return lit


def table(name, paths, factors, products):
    """Yield the lines of the table: text, colour, weight."""
    for n, (path, value) in enumerate(zip(paths, products, strict=True)):
        if len(paths) == 2:
            sign = "- - -" if n else "——"
            yield f"{sign} path through a³{low(n + 1)}", INK, "bold"
        for each in path[:factors]:
            yield f"{each.symbol} = {number(each.value, trim=True)}", INK, "normal"
        if factors:
            colour = DARK_PINK if n else DARK_ORANGE
            yield f"product = {number(value, '.6f')}", colour, "bold"
    if factors >= len(paths[0]):
        yield f"∂C/∂{name} = {number(sum(products), '.6f')}", INK, "bold"


def say(name, count, factors, products):
    """Say how many factors of count are there, and in the end what they come to."""
    if factors == 0:
        return f"∂C/∂{name}: press Next factor to start at the cost."
    if factors < count:
        return (
            f"∂C/∂{name}: {factors} of {count} factors so far, starting at the cost. "
            "Press Next factor."
        )
    if len(products) == 1:
        product = f"their product is {products[0]:.6f}"
        return f"∂C/∂{name} is one path of {count} factors; {product}."
    one, two = products
    return (
        f"∂C/∂{name} is the sum over two paths, one through each output: "
        f"{one:.6f} + ({two:.6f}) = {one + two:.6f}."
    )


def chain_of_factors():
    """Pick one of the 12 parameters; see its derivative built factor by factor."""
    network = example.network()
    _, a = network.forward(example.X)
    parameters = {example.parameter_name(p): p for p in example.PARAMETERS}
    texts = {}
    for l, j in NODES:
        texts["inside", (l, j)] = number(a[l][j - 1, 0], trim=l == 1)
        texts["above", (l, j)] = f"{'x' if l == 1 else 'a' + high(l)}{low(j)}"

    def compute(parameter, factors):
        picked = parameters[parameter]
        paths = example.chain(network, example.X, example.Y, picked)
        products = [np.prod([f.value for f in path[:factors]]) for path in paths]
        rows = [*table(parameter, paths, factors, products)]
        rows += [("", INK, "normal")] * (ROWS - len(rows))
        sentence = say(parameter, len(paths[0]), factors, products)
        return Moment(sentence, lit_up(picked, factors), texts, rows=rows)

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.2, 1))
        draw_network(left, spread=2.3)
        left.set(xlim=(-0.5, 5.8), ylim=(-2.0, 2.2))
        left.text(5.5, 0, "C", fontsize=12, ha="center", va="center")
        for j, y in zip(ONE_TWO, (1.3, -1.3), strict=True):
            draw_edge(left, (4, 1, j), [4.96, 5.35], [y, 0.2 * np.sign(y)])
        right.set_axis_off()
        right.set(xlim=(0, 1), ylim=(0, 1))
        look = "text", "color", "fontweight"
        for n in range(ROWS):
            line = right.text(0, 0.97 - 0.064 * n, "", va="center", fontsize=9.5)
            follow(line, lambda m, n=n: dict(zip(look, m.rows[n], strict=True)))

    return Panel(
        "Chain of factors",
        (
            Choice("parameter", "Derivative for", tuple(parameters), "w³₂₁", menu=True),
            Slider("factors", "factors shown", 0, 5, 3, integer=True),
            Buttons((Button("Next factor", add={"factors": 1}),)),
        ),
        compute,
        draw,
        lambda moment: moment.sentence,
        alt="Left, the network with the path from the cost back to the parameter; "
        "right, the factors along each path with their numbers.",
        size=(8.2, 3.8),
    )
