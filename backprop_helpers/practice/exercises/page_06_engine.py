"""Exercise of notebook 06, second part: the loop that walks back through a graph."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


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
        page=6,
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
