"""The exercises of this page: two operations of an engine, and its walk back."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def multiply(a, b):
    """Return the value of a · b, and its slopes along a and along b."""
    value = a * b
    slope_a, slope_b = b, a
    return value, slope_a, slope_b


def tanh_node(z):
    """Return the value tanh z, and its slope."""
    a = np.tanh(z)
    return a, 1 - a * a


def hand_back(order, edges, slopes):
    """Return the blame of every node, shape (n,): the last of the order is the cost."""
    blame = np.zeros(len(order))
    blame[order[-1]] = 1
    for node in order[::-1]:
        for (parent, child), slope in zip(edges, slopes, strict=True):
            if child == node:
                blame[parent] += blame[child] * slope
    return blame


def pairs(rng):
    """Yield two numbers; one of them is a 0 of NumPy's, as on page 07."""
    yield 3.0, 5.0
    yield np.float64(0.0), -1.5
    for _ in range(4):
        yield tuple(rng.normal(0, 2, size=2).tolist())


def sums(rng):
    """Yield a number."""
    yield (0.5,)
    for _ in range(5):
        yield (float(rng.normal()),)


def graphs(rng):
    """Yield the order (n,) of the nodes, edges (k, 2) and their slopes (k,)."""
    # The graph of the page: a = 5 w, z = 3 a, C = a + z. Its edges stand in no order.
    edges = np.array([[1, 2], [1, 3], [0, 1], [2, 3]])
    yield np.arange(4), edges, np.array([3.0, 1.0, 5.0, 1.0])
    for n in (5, 3, 6, 7, 8):
        order = rng.permutation(n)
        # Each has the one before as a parent, and the first is used at the end as well.
        edges = [
            (order[parent], order[child])
            for child in range(1, n)
            for parent in range(child)
            if child - parent in (1, n - 1) or rng.random() < 0.4
        ]
        if n in (3, 6):  # as in x · x: two edges between the same two nodes
            edges.append(edges[0])
        slopes = rng.normal(0, 1.5, size=len(edges)).round(2)
        yield order, rng.permutation(np.array(edges)), slopes


WALK, IF_CHILD = "for node in order[::-1]:", "if child == node:"
SHARE = "blame[parent] += blame[child] * slope\n"
EDGES = "zip(edges, slopes, strict=True)"
# Dicts of edges keep one for each pair of ends, or for each child.
BY_ENDS = f"{{tuple(edge): slope for edge, slope in {EDGES}}}.items()"
BY_CHILD = f"{{edge[1]: (edge, slope) for edge, slope in {EDGES}}}.values()"
# Walks that know no order, in place of the one that does.
RECURSION = """def visits(node):
        yield node
        for parent, child in edges:
            if child == node:
                yield from visits(parent)

    for node in visits(order[-1]):"""
DEEP = """def back(node):"""
AS_THEY_STAND = "You take the edges as they stand, and they stand in no order. A node "
AS_THEY_STAND += "may hand on only when all that use it have: go by `order`."
AS_MET = """met = [order[-1]]
    for node in met:"""

EXERCISES = (
    Exercise(
        prompt="What a · b tells an engine: its value, and its slopes along a and b.",
        arguments=dict.fromkeys("ab", "a number"),
        returns=(Part("value"), Part("slope along a"), Part("slope along b")),
        inputs=pairs,
        solution=multiply,
        slips=(
            Slip("slopes exchanged", {"b, a\n": "a, b\n"},
                 "The slopes are exchanged. If a grows by a little and b holds still, "
                 "how many times as much does the product grow?"),
            Slip("slopes of a sum", {"b, a\n": "1.0, 1.0\n"},
                 "These are the slopes of a + b. In 3 · 5, a step of the 3 counts five "
                 "times."),
            Slip("product for slopes", {"b, a\n": "value, value\n"},
                 "The product itself stands where its slopes belong. How fast does "
                 "5 a grow with a?"),
            Slip("slopes of a square", {"b, a\n": "2 * a, 2 * b\n"},
                 "2 a is the slope of a · a. Here only one factor moves at a time, and "
                 "the other is not the same number."),
            Slip("sum for slopes", {"b, a\n": "a + b, a + b\n"},
                 "a + b stands for both slopes. Each factor moves by itself, while the "
                 "other holds still: two slopes."),
            Slip("product divided", {"b, a\n": "value / a, value / b\n"},
                 "You divide the product by a factor, which fails where that is 0. "
                 "What is left when one factor is taken away?"),
            Slip("minus along a", {"value, slope_a,": "value, -slope_a,"},
                 "The slope along a has a minus: if b is positive, a · b grows with "
                 "a."),
            Slip("minus along b", {", slope_b\n": ", -slope_b\n"},
                 "The slope along b has a minus: if a is positive, a · b grows with "
                 "b."),
            Slip("turned round", {"b, a\n": "-b, -a\n"},
                 "The slopes have the wrong sign: if b is positive, a · b grows with "
                 "a."),
            Slip("b held still", {"b, a\n": "b, 0.0\n"},
                 "The second slope is 0, as if b did nothing. Both factors change the "
                 "product."),
            Slip("sum for product", {"a * b\n": "a + b\n"},
                 "The value is that of a + b, and not that of a · b."),
        ),
        hints=(
            "The slopes of a product stand in the table of page 03, section 2.",
            "Hold b = 5 still: a · 5 grows 5 times as fast as a.",
            "So the slope along each factor is the other factor: return three numbers.",
        ),
    ),
    Exercise(
        prompt="What tanh tells an engine: its value at z, and its slope there.",
        arguments={"z": "a number"},
        returns=(Part("value"), Part("slope")),
        inputs=sums,
        solution=tanh_node,
        slips=(
            Slip("slope first", {"return a, 1 - a * a": "return 1 - a * a, a"},
                 "The value comes first, then the slope: return them in this order."),
            Slip("slope of the sigmoid", {"1 - a * a": "a * (1 - a)"},
                 "a (1 − a) is the slope of a sigmoid. That of tanh is derived on page "
                 "05, section 3."),
            Slip("square lost", {"1 - a * a": "1 - a"},
                 "You have 1 − a: a square is missing."),
            Slip("square outside", {"1 - a * a": "(1 - a) ** 2"},
                 "You have (1 − a)². Only a is squared, not the whole of 1 − a."),
            Slip("1/cosh", {"1 - a * a": "1 / np.cosh(z)"},
                 "You have 1 / cosh z, which is √(1 − a²): a square is missing, or a "
                 "root too many."),
            Slip("turned over", {"1 - a * a": "1 / (1 - a * a)"},
                 "Your slope is turned over: it grows without end, but tanh gets flat "
                 "far out."),
            Slip("square inside", {"1 - a * a": "1 - np.tanh(z**2)"},
                 "You have tanh(z²): the square stands inside the brackets. Take the "
                 "tanh first, and square what comes out."),
            Slip("slope of arctan", {"1 - a * a": "1 / (1 + z * z)"},
                 "1 / (1 + z²) is the slope of arctan, the inverse of tan. That of "
                 "tanh is taken from its value a."),
            Slip("tan for tanh", {"np.tanh(z)": "np.tan(z)", "1 - a * a": "1 + a * a"},
                 "This is tan with its slope. tanh is another function: np.tanh."),
            Slip("half", {"1 - a * a": "(1 - a * a) / 2"},
                 "This is half of the slope. If you came by tanh z = 2 σ(2z) − 1: the "
                 "2 inside counts as well."),
            Slip("slope of the slope", {"1 - a * a": "-2 * a"},
                 "You took the slope of 1 − a² once more, and got −2 a. But 1 − a² is "
                 "the slope already."),
            Slip("always 4", {"1 - a * a": "4.0"},
                 "Your slope is always 4. With u = eᶻ − e⁻ᶻ and v = eᶻ + e⁻ᶻ, "
                 "v² − u² is 4; the quotient rule then divides by something."),
            Slip("z for a", {"1 - a * a": "1 - z * z"},
                 "You have 1 − z². The slope is taken from the value a = tanh z."),
            Slip("slope at a", {"1 - a * a": "1 - np.tanh(a) ** 2"},
                 "The tanh is taken twice: a is tanh z already, so a · a is enough."),
            Slip("slope left out", {"1 - a * a": "1.0"},
                 "The slope 1 holds at z = 0 only. Further out tanh is flatter."),
            Slip("turned round", {"1 - a * a": "a * a - 1"},
                 "The sign is turned round: tanh always grows."),
            Slip("value for slope", {"1 - a * a": "a"},
                 "The value stands where the slope belongs."),
            Slip("minus the value", {"1 - a * a": "-a"},
                 "The slope is −a, you say. But tanh always grows, so its slope is "
                 "never below 0: page 05, section 3, derives it."),
            Slip("1 left out", {"1 - a * a": "a * a"},
                 "You have a². At z = 0 tanh is steepest, and a² is 0 there: something "
                 "is missing."),
            Slip("plus for minus", {"1 - a * a": "1 + a * a"},
                 "You have 1 + a². Far out tanh is flat, so its slope goes to 0 there: "
                 "look at the sign."),
            Slip("value of the sigmoid", {"np.tanh(z)": "1 / (1 + np.exp(-z))"},
                 "The value is that of a sigmoid, and 1 − a² is the slope of tanh. A "
                 "tanh is asked for."),
            Slip("sigmoid for tanh",
                 {"np.tanh(z)": "1 / (1 + np.exp(-z))", "1 - a * a": "a * (1 - a)"},
                 "This is a sigmoid with its slope. A tanh is asked for."),
        ),
        hints=(
            "np.tanh(z) is the value. Call it a.",
            "Page 05, section 3, finds the slope from the value alone.",
            "It is 1 − a · a.",
        ),
    ),
    Exercise(
        prompt="The blame of every node of a graph, the last node of the order being "
        "the cost.",
        arguments={
            "order": "node numbers, parents before children, shape (n,)",
            "edges": "whole numbers, shape (k, 2): parent, child",
            "slopes": "shape (k,)",
        },
        returns=(Part("blame", "nodes"),),
        inputs=graphs,
        solution=hand_back,
        slips=(
            Slip("no order",
                 {WALK: "for node in [0]:", "zip(edges, slopes":
                  "zip(edges[::-1], slopes[::-1]", IF_CHILD: "if True:"},
                 AS_THEY_STAND),
            Slip("no order, from the front",
                 {WALK: "for node in [0]:", IF_CHILD: "if True:"}, AS_THEY_STAND),
            Slip("nothing leaves the cost", {"(parent, child),": "(child, parent),"},
                 "No blame leaves the cost. It goes from the child to the parent, and "
                 "a row of edges is (parent, child). Does your walk begin at the "
                 "cost?"),
            Slip("first for last", {"[order[-1]]": "[order[0]]"},
                 "You start at the first node of `order`. Nothing is above it to hand "
                 "on to: the cost is the last one."),
            Slip("forward",
                 {"(parent, child),": "(child, parent),", "order[::-1]": "order",
                  "[order[-1]]": "[order[0]]"},
                 "You carry slopes forward, from the first node to the cost. That "
                 "tells how each node moves with the first; the blame tells how the "
                 "cost moves with each."),
            Slip("last number for last",
                 {"    blame[order[-1]] = 1": "    blame[-1] = 1"},
                 "You start at the node with the last number. The cost is the last one "
                 "of `order`, whatever its number."),
            Slip("each path to its end", {WALK: RECURSION},
                 "You walk on to a parent as soon as you reach it, so a node that is "
                 "used twice hands on twice, its first share each time. Hand on once, "
                 "by `order`, when it has all shares."),
            Slip("one parent at a time",
                 {WALK: DEEP, SHARE: SHARE + " " * 16 + "back(parent)\n",
                  "    return blame": "    back(order[-1])\n    return blame"},
                 "Each share walks on to the inputs at once, so a node that is used "
                 "twice hands on its first share again with the second. Hand on once, "
                 "by `order`, when it has all shares."),
            Slip("as met",
                 {WALK: AS_MET, SHARE: SHARE + " " * 16
                  + "met += [] if parent in met else [parent]\n"},
                 "You take the nodes as you meet them on the way back. One that is met "
                 "early may still wait for a share: go by `order`."),
            Slip("by number", {WALK: "for node in range(len(order))[::-1]:"},
                 "You go by the numbers of the nodes. They are only names: which comes "
                 "first stands in `order`."),
            Slip("from front to back", {"order[::-1]": "order"},
                 "You walk from the inputs on, where there is no blame yet. Start at "
                 "the end of `order`."),
            Slip("by place", {"return blame": "return blame[order]"},
                 "Your blames stand in the order of the walk. blame[i] belongs to node "
                 "number i, wherever it stands in `order`."),
            Slip("all start at 1", {"np.zeros(": "np.ones("},
                 "Every node starts with a blame of 1. Only the cost does; the others "
                 "have none until a share comes in."),
            Slip("whole numbers", {"np.zeros(len(order))": "np.zeros_like(order)"},
                 "Your blames are whole numbers. np.zeros_like(order) is an array of "
                 "whole numbers, as `order` is, and cuts off what does not fit."),
            Slip("one edge between two", {EDGES: BY_ENDS},
                 "Of two edges between the same two nodes, as in x · x, only one "
                 "counts. Each of them brings a share of its own."),
            Slip("first edge only", {SHARE: SHARE + " " * 16 + "break\n"},
                 "Each node hands on along one edge only. Is there a `break` or a "
                 "`return` in the loop over the edges? All count that end there."),
            Slip("last edge only", {EDGES: BY_CHILD},
                 "Each node hands on along one edge only, the last that ends there. A "
                 "node may have many parents: all its edges count."),
            Slip("= for +=", {"+=": "="},
                 "A share overwrites the one before: use += and not =. A node that is "
                 "used twice gets a share from each use."),
            Slip("first share only",
                 {"blame[parent] +=":
                  "if not blame[parent]:\n                    blame[parent] ="},
                 "Only the first share of a node is kept. Each use adds a share: += "
                 "for every edge."),
            Slip("mean over the uses",
                 {"* slope": "* slope / np.sum(edges[:, 0] == parent)"},
                 "You take the mean over the uses of a node. Shares are added up: no "
                 "division."),
            Slip("only the slope", {"blame[child] * slope": "slope"},
                 "You add up slopes alone. The share of an edge is the slope times the "
                 "blame of the node where it ends."),
            Slip("slopes added along a path",
                 {"blame[child] * slope": "(blame[child] + slope)"},
                 "You add the slope to the blame of the child. Along a path one "
                 "multiplies."),
            Slip("no start", {"    blame[order[-1]] = 1\n": ""},
                 "Nothing starts: the blame of the cost itself is 1. Set it before the "
                 "loop."),
        ),
        hints=(
            "Give every node a blame of 0, and the last one of the order 1.",
            "Take the nodes from the end of the order: order[::-1]. Each looks for the "
            "edges in which it is the child.",
            "Such an edge adds to its parent: blame[parent] += blame[child] * slope.",
        ),
        example="the graph of this page, a = 5 w, z = 3 a, C = a + z",
    ),
)  # fmt: skip
