"""Exercises of notebook 06, first part: what the three ways to a gradient cost."""

from itertools import pairwise

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


def passes_by_differences(sizes):
    """Return the number of forward passes that central differences take."""
    weights = sum(sizes[l] * sizes[l + 1] for l in range(len(sizes) - 1))
    biases = sum(sizes[1:])
    return 2 * (weights + biases)


def dual_product(a, a_slope, b, b_slope):
    """Return the value and the slope of a · b."""
    return a * b, a_slope * b + a * b_slope


def multiplications_back(n_in, n_out):
    """Return the multiplications of one layer on the way back."""
    own_derivatives = n_out * n_in  # δ aᵀ: a column times a row
    carried_back = n_in * n_out  # wᵀ δ: n_in sums of n_out products
    return own_derivatives + carried_back + n_in  # ⊙ σ′(z)


def _passes_by_differences(sizes, slips=frozenset()):
    weights = sum(n * before for before, n in pairwise(sizes))
    biases = sum(sizes if "biases of the input" in slips else sizes[1:])
    if "one long product" in slips:
        weights = np.prod(sizes)
    if "neurons for weights" in slips:
        weights = 0
        biases = sum(sizes)
    if "biases left out" in slips:
        biases = 0
    if "weights left out" in slips:
        weights = 0
    if "one-sided" in slips:
        return weights + biases + 1
    return (1 if "one pass each" in slips else 2) * (weights + biases)


def _dual_product(a, a_slope, b, b_slope, slips=frozenset()):
    first, second = a_slope * b, a * b_slope
    if "slopes multiplied" in slips:
        first, second = a_slope * b_slope, 0.0
    if "slopes added" in slips:
        first, second = a_slope, b_slope
    if "each with its own slope" in slips:
        first, second = a * a_slope, b * b_slope
    if "b held still" in slips:
        second = 0.0
    if "a held still" in slips:
        first = 0.0
    if "minus for plus" in slips:
        second = -second
    both = a_slope * b_slope if "a′ b′ kept" in slips else 0.0
    return a * b, first + second + both


def _multiplications_back(n_in, n_out, slips=frozenset()):
    table = n_in + n_out if "sum for product" in slips else n_in * n_out
    carried_back = n_in * n_out**2 if "δ as a table" in slips else table
    own = 0 if "one product of two" in slips else table
    prime = n_out if "σ′ at the wrong end" in slips else n_in
    if "σ′ left out" in slips:
        prime = 0
    sums = n_in * (n_out - 1) if "sums counted" in slips else 0
    return own + carried_back + prime + sums


def _layers(rng):
    yield ((2, 2, 2),)
    for sizes in ((3, 4, 2), (784, 30, 10), (5, 3), (1, 5, 1), (2, 8, 8, 1)):
        yield (sizes,)


def _duals(rng):
    yield 3.0, 1.0, 5.0, 2.0
    for _ in range(5):
        yield tuple(float(number) for number in rng.normal(0, 2, size=4))


def _pairs(rng):
    yield from ((2, 3), (784, 30), (30, 10), (4, 1), (1, 6), (7, 7))


def accumulate(n, edges, slopes):
    """Return the derivative of node n − 1 with respect to node 0."""
    blame = np.zeros(n)
    blame[n - 1] = 1
    for (parent, child), slope in zip(edges[::-1], slopes[::-1], strict=True):
        blame[parent] += blame[child] * slope
    return blame[0]


def _accumulate(n, edges, slopes, slips=frozenset()):
    blame, shares = np.zeros(n), np.zeros(n)
    blame[n - 1] = 0 if "no start" in slips else 1
    turn = 1 if "from front to back" in slips else -1
    for (parent, child), slope in zip(edges[::turn], slopes[::turn], strict=True):
        share = blame[child] * slope
        if "only the slope" in slips:
            share = slope
        if "slopes added along a path" in slips:
            share = blame[child] + slope
        shares[parent] += 1
        if "mean over the uses" in slips:
            share = share / np.sum(edges[:, 0] == parent)
        if "first share only" in slips and shares[parent] > 1:
            continue
        blame[parent] = share + (0 if "= for +=" in slips else blame[parent])
    return blame[0]


def _graphs(rng):
    # The graph of the page: p = 5 u, q = 3 p, C = p + q.
    yield 4, np.array([[0, 1], [1, 2], [1, 3], [2, 3]]), np.array([5.0, 3.0, 1.0, 1.0])
    for n in (2, 3, 5, 6, 7):
        # Each node has at least one parent, and node 0 is used directly at the end.
        edges = [[p, c] for c in range(1, n) for p in range(c) if _joined(p, c, n, rng)]
        yield n, np.array(edges), rng.normal(0, 1.5, size=len(edges)).round(2)


def _joined(parent, child, n, rng):
    direct = parent == 0 and child == n - 1
    return bool(direct or parent == child - 1 or rng.random() < 0.4)


EXERCISES = (
    Exercise(
        prompt="Forward passes that central differences take for all the weights and "
        "biases.",
        arguments={"sizes": "neurons in each layer, (n₁, n₂, …, n_L)"},
        returns=(Part("number of passes"),),
        inputs=_layers,
        reference=_passes_by_differences,
        slips={
            "biases left out": "The biases are left out. Every neuron but those of "
            "the input layer has one, and each is a parameter.",
            "weights left out": "These are the passes for the biases alone. Add the "
            "weights: n_l times n_(l−1) of them lead to layer l.",
            "biases of the input": "The input neurons have no bias: count from the "
            "second layer on, sizes[1:].",
            "neurons for weights": "You count neurons. Between two layers each neuron "
            "is joined to each: n_l times n_(l−1) weights.",
            "one long product": "You multiply all the sizes together. Multiply "
            "neighbours only, and add up these products.",
            "one pass each": "That is one pass for each parameter. Central differences "
            "need the cost at w + ε and at w − ε.",
            "one-sided": "That is P + 1, for one-sided differences. Central ones need "
            "two passes for each parameter.",
        },
        hints=(
            "How many parameters are there? Then: how many passes does each need?",
            "Between layers of 3 and 4 neurons there are 3 · 4 weights, and the layer "
            "of 4 has 4 biases.",
            "from itertools import pairwise: pairwise((2, 3, 4)) gives (2, 3), (3, 4).",
        ),
        solution=passes_by_differences,
        example="the network of page 04, sizes = (2, 2, 2)",
    ),
    Exercise(
        prompt="The value and the slope of a · b, from the values and slopes of both.",
        arguments=dict.fromkeys(("a", "a_slope", "b", "b_slope"), "a number"),
        returns=(Part("value"), Part("slope")),
        inputs=_duals,
        reference=_dual_product,
        slips={
            "slopes multiplied": "The slope of a product is not the product of the "
            "slopes. Multiply out (a + a′h)(b + b′h) and look at what stands with h.",
            "slopes added": "That is the slope of a + b. In a product, a change of a "
            "counts b times: multiply out (a + a′h)(b + b′h).",
            "each with its own slope": "Each value is multiplied by its own slope. It "
            "goes crosswise: a change of a is multiplied by b.",
            "b held still": "This is a′ b: only a changes. b changes as well, and that "
            "adds a second term.",
            "a held still": "This is a b′: only b changes. a changes as well, and that "
            "adds a second term.",
            "minus for plus": "The two terms are added: both come from multiplying out "
            "sums, and no minus stands there.",
            "a′ b′ kept": "a′ b′ stands with h², which is gone in the limit of small "
            "h. Leave it out.",
        },
        hints=(
            "Move a little: a becomes a + a′h and b becomes b + b′h. Multiply out.",
            "What stands without h is the value; what stands with h is the slope.",
            "Two terms stand with h: a′ b and a b′.",
        ),
        solution=dual_product,
    ),
    Exercise(
        prompt="Multiplications of one layer on the way back.",
        arguments={"n_in": "a whole number", "n_out": "a whole number"},
        returns=(Part("number of multiplications"),),
        inputs=_pairs,
        reference=_multiplications_back,
        slips={
            "one product of two": "One of the two products is missing: δ aᵀ and wᵀ δ "
            "each take a multiplication for every weight.",
            "σ′ left out": "The last one is missing: ⊙ σ′(z), one multiplication for "
            "each neuron of the layer before.",
            "σ′ at the wrong end": "⊙ σ′(z) takes place where wᵀ δ arrives: at the "
            "n_in neurons of the layer before.",
            "sums counted": "You count additions, too. The question asks for "
            "multiplications only.",
            "sum for product": "n_in + n_out is too few: in δ aᵀ every entry of δ "
            "meets every entry of a.",
            "δ as a table": "δ is one column, so wᵀ δ takes n_in · n_out "
            "multiplications, not n_out times as many.",
        },
        hints=(
            "Count three things: δ aᵀ, then wᵀ δ, then ⊙ σ′(z).",
            "δ aᵀ is a table of n_out rows and n_in columns, a product in each place.",
            "wᵀ δ has n_in entries, each a sum of n_out products; then n_in for σ′.",
        ),
        solution=multiplications_back,
    ),
    Exercise(
        prompt="The derivative of the last node with respect to node 0, from the "
        "slopes on all edges of the graph.",
        arguments={
            "n": "number of nodes",
            "edges": "whole numbers, shape (k, 2): from, to",
            "slopes": "shape (k,)",
        },
        returns=(Part("blame of node 0"),),
        inputs=_graphs,
        reference=_accumulate,
        slips={
            "= for +=": "A share overwrites the one before: use += and not =. A node "
            "that is used twice gets a share from each use.",
            "first share only": "Only the first share of a node is kept. Each use adds "
            "a share: += for every edge.",
            "mean over the uses": "You take the mean over the uses of a node. Shares "
            "are added up: no division.",
            "only the slope": "You add up slopes alone. The share of an edge is the "
            "slope times the blame of the node where it ends.",
            "slopes added along a path": "You add the slope to the blame of the "
            "child. Along a path one multiplies.",
            "from front to back": "The edges are taken from first to last. Go back: "
            "from the last edge to the first, so that a child is complete.",
            "no start": "Nothing starts: the blame of the last node itself is "
            "1. Set it before the loop.",
        },
        hints=(
            "Give every node a blame of 0, and the last one 1.",
            "Then take the edges from the last to the first: edges[::-1].",
            "An edge adds to its parent: blame[parent] += blame[child] * slope.",
        ),
        solution=accumulate,
        example="the graph of this page, p = 5 u, q = 3 p, C = p + q",
    ),
)
