"""Forward and back with a pencil, on a graph in which one number is used twice."""

import numpy as np

from backprop_helpers.figures.blanks import ASKED
from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, written
from backprop_helpers.pages.chain_rule_on_a_graph.example import hidden_with_two_outputs
from backprop_helpers.pages.chain_rule_on_a_graph.figures.graph import (
    Moment,
    draw_graph,
    short,
)
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip

PLACES = {
    "w": (0, 1.1), "x": (0, -1.1), "a": (2.4, 0), "o₁": (5.0, 1.25),
    "o₂": (5.0, -1.25), "C₁": (7.7, 1.25), "C₂": (7.7, -1.25), "C": (10.1, 0),
}  # fmt: skip
FORMULAS = {
    "a": "a = w x", "o₁": "o₁ = v₁ a", "o₂": "o₂ = v₂ a", "C₁": "C₁ = (o₁ − y₁)²",
    "C₂": "C₂ = (o₂ − y₂)²", "C": "C = C₁ + C₂",
}  # fmt: skip
SHARES = {"what o₁ hands to a": ("a", "o₁"), "what o₂ hands to a": ("a", "o₂")}
ONE_TWO = (("₁", 0), ("₂", 1))


def given(rng):
    """Return the numbers of the page, or others of the same kind.

    The two outputs always pull w in opposite directions.
    """
    if rng is None:
        w, x, v, misses = 3.0, 2.0, np.array([2.5, -1.5]), np.array([-4.0, -2.5])
    else:
        w, x = rng.permutation([2.0, 3.0, 4.0, 5.0, 6.0])[:2]
        v = rng.permutation([0.5, 1.5, 2.5, 3.0])[:2] * rng.permutation([1, -1])
        misses = rng.permutation([1.0, 1.5, 2.5, 3.0])[:2] * rng.choice([1, -1])
    return {"w": w, "x": x, "v": v, "y": v * w * x - misses}


def a(w, x):
    """Return a = w x."""
    return w * x


def o(v, a):
    """Return both outputs, v a, shape (2,)."""
    return v * a


def costs(o, y):
    """Return the cost of each output, (o − y)², shape (2,)."""
    return (o - y) ** 2


def cost(costs):
    """Return C, the sum of both."""
    return costs[0] + costs[1]


def blame_o(o, y):
    """Return ∂C/∂o₁ and ∂C/∂o₂, shape (2,)."""
    return 2 * (o - y)


def shares(blame_o, v):
    """Return what each output hands back to a, shape (2,)."""
    return blame_o * v


def blame_a(shares):
    """Return ∂C/∂a, the sum of what arrives."""
    return shares[0] + shares[1]


def blame_w(blame_a, x):
    """Return ∂C/∂w."""
    return blame_a * x


TARGET_ADDED = "The target is subtracted: mind its sign."
ADDED = "Multiply the two numbers, do not add them."
A_SLIPS = (
    Slip("added", {"w * x": "w + x"}, ADDED),
    Slip("w alone", {"w * x": "w"}, "This is w. Multiply it by x."),
    Slip("x alone", {"w * x": "x"}, "This is x. Multiply it by w."),
    Slip("squared", {"w * x": "(w * x) ** 2"}, "There is no square here: a = w x."),
    Slip("subtracted", {"w * x": "w - x"}, "Multiply the two numbers."),
)
O_SLIPS = (
    Slip("added", {"v * a": "v + a"}, ADDED),
    Slip("other weight", {"v * a": "v[::-1] * a"},
         "The weight is that of the other output: take the v with the same number."),
    Slip("sign lost", {"v * a": "-v * a"}, "The size is right. Look at the sign of v."),
    Slip("v alone", {"v * a": "v"}, "This is v. Multiply it by a."),
    Slip("a alone", {"v * a": "0 * v + a"}, "This is a. Multiply it by v."),
)  # fmt: skip
COSTS_SLIPS = (
    Slip("no square", {" ** 2": ""}, "This is the miss, o − y. Square it."),
    Slip("no square, turned round", {"(o - y) ** 2": "y - o"},
         "This is the miss, without a square."),
    Slip("doubled", {"(o - y) ** 2": "2 * (o - y)"},
         "This is 2 (o − y), the slope of the square. Here the square itself is asked "
         "for."),
    Slip("½", {"(o - y) ** 2": "0.5 * (o - y) ** 2"},
         "This is half of it: the cost of this course has no ½."),
    Slip("squares of both", {"(o - y) ** 2": "o**2 - y**2"},
         "Subtract first, then square."),
    Slip("target added", {"o - y": "o + y"}, TARGET_ADDED),
    Slip("negative", {"(o - y) ** 2": "-((o - y) ** 2)"},
         "A square is never negative."),
    Slip("other target", {"- y": "- y[::-1]"},
         "The target is that of the other output: take the y with the same number."),
    Slip("target left out", {"o - y": "o"},
         "The target is missing: subtract y before you square."),
)  # fmt: skip
COST_SLIPS = (
    Slip("first only", {" + costs[1]": ""}, "This is C₁ alone. Add C₂."),
    Slip("second only", {"costs[0] + ": ""}, "This is C₂ alone. Add C₁."),
    Slip("mean", {"costs[0] + costs[1]": "(costs[0] + costs[1]) / 2"},
         "This is the mean of both. The cost of one example is their sum."),
    Slip("multiplied", {"+ costs[1]": "* costs[1]"}, "Add the two costs."),
    Slip("subtracted", {"+ costs[1]": "- costs[1]"}, "Add the two costs."),
)  # fmt: skip
BLAME_O_SLIPS = (
    Slip("lost the 2", {"2 * ": ""},
         "The 2 is missing: the slope of the square is 2 (o − y)."),
    Slip("turned round", {"o - y": "y - o"},
         "The sign is turned round: it is o − y, output minus target."),
    Slip("turned round, without the 2", {"2 * (o - y)": "y - o"},
         "The sign is turned round, and the 2 is missing: it is 2 (o − y)."),
    Slip("square kept", {"2 * (o - y)": "(o - y) ** 2"},
         "This is the square itself. Its slope is 2 (o − y)."),
    Slip("square kept, doubled", {"(o - y)": "(o - y) ** 2"},
         "The square is still there: its slope is 2 (o − y), without it."),
    Slip("half of it", {"2 * (o - y)": "0.5 * (o - y)"},
         "You took ½ (o − y). The slope of the square is 2 (o − y)."),
    Slip("the other output", {"2 * (o - y)": "2 * (o - y)[::-1]"},
         "This is the blame of the other output."),
    Slip("target left out", {"2 * (o - y)": "2 * o"},
         "The target is missing: 2 (o − y)."),
    Slip("target added", {"o - y": "o + y"}, TARGET_ADDED),
)  # fmt: skip
SHARES_SLIPS = (
    Slip("not yet times v", {" * v": ""},
         "This is the blame of the output. On the way to a it is multiplied by the "
         "slope of the edge, which is v."),
    Slip("other weight", {"* v": "* v[::-1]"},
         "The slope is that of the other edge: take the v with the same number."),
    Slip("added", {"blame_o * v": "blame_o + v"}, ADDED),
    Slip("v alone", {"blame_o * ": ""},
         "This is v, the slope of the edge. Multiply it by the blame of the output."),
    Slip("divided", {"* v": "/ v"}, "Multiply by the slope, do not divide by it."),
    Slip("sign", {"blame_o * v": "-blame_o * v"},
         "The size is right. Look at the two signs."),
)  # fmt: skip
BLAME_A_SLIPS = (
    Slip("first path only", {" + shares[1]": ""},
         "Only what output 1 brings is in it: over the paths, add."),
    Slip("second path only", {"shares[0] + ": ""},
         "Only what output 2 brings is in it: over the paths, add."),
    Slip("mean", {"shares[0] + shares[1]": "(shares[0] + shares[1]) / 2"},
         "This is the mean of both shares. Add them, no division."),
    Slip("multiplied", {"+ shares[1]": "* shares[1]"},
         "The shares are multiplied. Over the paths, add."),
    Slip("subtracted", {"+ shares[1]": "- shares[1]"},
         "One share is subtracted. Add both, each with its own sign."),
    Slip("signs lost", {"shares[0] + shares[1]": "abs(shares[0]) + abs(shares[1])"},
         "A minus sign is lost: the two outputs pull against each other."),
)  # fmt: skip
BLAME_W_SLIPS = (
    Slip("not yet times x", {" * x": ""},
         "This is the blame of a. On the way to w it is multiplied by the slope of the "
         "edge, which is x."),
    Slip("added", {"blame_a * x": "blame_a + x"}, ADDED),
    Slip("x alone", {"blame_a * ": ""},
         "This is x, the slope of the edge. Multiply it by the blame of a."),
    Slip("sign", {"blame_a * x": "-blame_a * x"},
         "The size is right, the sign is not: x is positive."),
    Slip("divided", {"* x": "/ x"}, "Multiply by the slope, do not divide by it."),
)  # fmt: skip


def other_factor(blank, numbers):
    """Yield what one gets for ∂C/∂w with another slope, or with one path only."""
    yield (
        numbers["blame_a"] * numbers["a"],
        "This is multiplied by a itself. The slope of the edge from w to a is x.",
    )
    yield (
        numbers["blame_a"] * numbers["w"],
        ("This is the blame of x. The slope of a = w x by w is the other factor, x."),
    )
    first, second = numbers["shares"] * numbers["x"]
    yield first, "Only the path through output 1 is in it."
    yield second, "Only the path through output 2 is in it."


def after_x(blank, numbers):
    """Yield a share with a for v, and one that is handed on to w at once."""
    n = blank.count("₂")
    yield (
        numbers["blame_o"][n] * numbers["a"],
        "This is multiplied by a. o = v a grows v times as fast as a: the slope is v.",
    )
    yield (
        numbers["shares"][n] * numbers["x"],
        ("This is handed on to w already. Here only what arrives at a is asked for."),
    )


ASK = {
    "a": "a is w times x.",
    "o": "o{n} is v{n} times a.",
    "C": "C{n} is the square of the miss: (o{n} − y{n})².",
    "cost": "C is the sum of both costs.",
    "∂o": "∂C/∂o{n} is what C{n} hands back: its blame, 1, times the slope 2 (o{n} − "
    "y{n}).",
    "share": "What o{n} hands to a: its own blame times the slope of the edge between "
    "them.",
    "∂a": "∂C/∂a: a is used twice, so it adds up what arrives from o₁ and from o₂.",
    "∂w": "∂C/∂w is the blame of a times the slope of the edge from w to a.",
}
WORKED = {
    "a": "a = w · x = {(w)} · {(x)} = {right}.",
    "o": "o{n} = v{n} · a = {(v)} · {(a)} = {right}.",
    "C": "C{n} = ({o} − {(y)})² = {right}.",
    "cost": "C = C₁ + C₂ = {C₁} + {C₂} = {right}.",
    "∂o": "∂C/∂o{n} = 1 · 2 · ({o} − {(y)}) = {right}.",
    "share": "What o{n} hands to a: ∂C/∂o{n} · v{n} = {(∂o)} · {(v)} = {right}.",
    "∂a": "∂C/∂a = {s₁} + {(s₂)} = {right}.",
    "∂w": "∂C/∂w = ∂C/∂a · x = {(∂a)} · {(x)} = {right}.",
}


def _kind(blank):
    """Return which sentence a blank has."""
    if blank in SHARES:
        return "share"
    if blank == "C":
        return "cost"
    return blank.removeprefix("∂C/").rstrip("₁₂")


def _fill(template, blank, numbers):
    """Put the numbers of a blank into a sentence: {name}, or {(name)} as a factor."""
    n = blank.count("₂")
    values = {name: numbers[name] for name in ("w", "x", "a")}
    values |= {name: numbers[name][n] for name in "voy"}
    values |= {"C₁": numbers["costs"][0], "C₂": numbers["costs"][1]}
    values |= {"s₁": numbers["shares"][0], "s₂": numbers["shares"][1]}
    values |= {"∂o": numbers["blame_o"][n], "∂a": numbers["blame_a"]}
    values["right"] = SHEETS[0].value(blank, numbers)
    texts = {name: written(float(value)) for name, value in values.items()}
    texts |= {f"({name})": factor(text) for name, text in texts.items()}
    return template.format_map(texts | {"n": "₁₂"[n], "blank": blank})


def ask(blank, numbers):
    """Say in words what a blank is."""
    return _fill(ASK[_kind(blank)], blank, numbers)


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    return _fill(WORKED[_kind(blank)], blank, numbers)


def pair(symbol):
    """Return the blanks of both outputs with their places: o₁ and o₂."""
    return {f"{symbol}{low}": (n,) for low, n in ONE_TWO}


LINES = (
    Line(a, {"a": ()}, ask, worked, A_SLIPS),
    Line(o, pair("o"), ask, worked, O_SLIPS),
    Line(costs, pair("C"), ask, worked, COSTS_SLIPS),
    Line(cost, {"C": ()}, ask, worked, COST_SLIPS),
    Line(blame_o, pair("∂C/∂o"), ask, worked, BLAME_O_SLIPS),
    Line(shares, {name: (n,) for n, name in enumerate(SHARES)}, ask, worked,
         SHARES_SLIPS, after_x),
    Line(blame_a, {"∂C/∂a": ()}, ask, worked, BLAME_A_SLIPS),
    Line(blame_w, {"∂C/∂w": ()}, ask, worked, BLAME_W_SLIPS, other_factor),
)  # fmt: skip
FORWARD = [blank for line in LINES[:4] for blank in line.blanks]
# An edge shows its slope when the blame that needs it is known: not before, for the
# slope of a square gives the miss away.
NEEDED_BY = {
    ("o₁", "C₁"): "∂C/∂o₁", ("o₂", "C₂"): "∂C/∂o₂", ("a", "o₁"): "what o₁ hands to a",
    ("a", "o₂"): "what o₂ hands to a", ("w", "a"): "∂C/∂w", ("x", "a"): "∂C/∂w",
    ("C₁", "C"): "C", ("C₂", "C"): "C",
}  # fmt: skip


def moment(filled):
    """Return what the graph shows of a sheet that is filled in."""
    w, x, v, y = (filled.numbers[name] for name in "wxvy")
    graph = hidden_with_two_outputs(w, x, *v, *y)
    keys = {blank: ("value", blank) for blank in FORWARD}
    keys |= {blank: ("share", edge) for blank, edge in SHARES.items()}
    keys |= {f"∂C/∂{name}": ("blame", name) for name in ("o₁", "o₂", "a", "w")}
    states = {blank: filled.blank(blank) for blank in keys}
    found = {blank for blank, state in states.items() if state is None}
    forward_done = found.issuperset(FORWARD)
    # The way back is empty until the way forward is done.
    blanks = {
        keys[blank]: state
        for blank, state in states.items()
        if state and (blank in FORWARD or forward_done or state == ASKED)
    }
    slopes = [edge for edge, blank in NEEDED_BY.items() if blank in found]
    asked = [keys[blank][1] for blank, state in states.items() if state == ASKED]
    back = {"C", "C₁", "C₂"} if forward_done else set()
    back |= {"x"} if "∂C/∂w" in found else set()  # it comes with that of w
    back |= {name for kind, name in map(keys.get, found) if kind == "blame"}
    shared = [edge for kind, edge in map(keys.get, found) if kind == "share"]
    shared += [edge for edge in graph.slope if edge[0] in back and edge[0] != "a"]
    return Moment(
        graph,
        filled.sentence,
        known={"w", "x"} | found.intersection(FORWARD),
        slopes=slopes,
        shares=shared,
        blamed=back,
        nodes=[name for name in asked if isinstance(name, str)],
        solid=[edge for edge in asked if isinstance(edge, tuple)],
        colour=BLUE if filled.asked in FORWARD else ORANGE,
        rows=(
            f"v₁ = {short(v[0])}, v₂ = {short(v[1])}",
            f"targets y₁ = {short(y[0])}, y₂ = {short(y[1])}",
            "",
        ),
        blanks=blanks,
    )


def draw(figure):
    """Draw the graph, and the numbers that have no circle."""
    axes = figure.subplots()
    draw_graph(
        axes, PLACES, NEEDED_BY, FORMULAS, {("a", "o₁"): 0.45, ("a", "o₂"): 0.58}
    )
    axes.set(xlim=(-0.8, 11.0), ylim=(-2.7, 2.6))
    for row in (0, 1):
        line = axes.text(1.3, 2.3 - 0.34 * row, "", fontsize=9)
        follow(line, lambda m, row=row: {"text": m.rows[row]})


SHEETS = (
    Sheet(
        "used_twice",
        "A number used twice, with a pencil",
        given,
        LINES,
        draw,
        "A graph in which a hidden number a = w x goes to two outputs, each with a "
        "cost of its own; each number still to be found is a question mark in a box, "
        "and the one asked for is lit.",
        (8.2, 3.8),
        moment,
    ),
)
