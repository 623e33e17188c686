"""The 2-2-2 network that is worked by hand, as a graph of single operations."""

from typing import NamedTuple

import numpy as np

from backprop_helpers.nets.graph import as_node, sigmoid, topological_order
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example

LOW, HIGH = ("", "₁", "₂"), {1: "", 2: "²", 3: "³", 4: ""}


class Place(NamedTuple):
    """Where a node belongs: to a neuron of a layer, or between it and a source.

    kind is "x", "w", "product", "s", "b", "z" or "a"; in layer 4, that of the cost,
    "−y", "r", "r²" or "C". source is a neuron of the layer before, for a w or product.
    """

    kind: str
    layer: int
    neuron: int
    source: int


def nodes():
    """Return the 41 Nodes of C = (a³₁ − y₁)² + (a³₂ − y₂)² by name, parents first.

    s²₁ is the weighted sum without its bias, z²₁ with it; r₁ is a³₁ − y₁. Each Node has
    a `place`, which is a Place.
    """
    network, made = worked_example.network(), {}

    def keep(number, kind, l, j=0, k=0, name=""):
        node = as_node(number)
        node.name = name or f"{kind}{HIGH[l]}{LOW[j]}{LOW[k]}"
        node.place = Place(kind, l, j, k)
        made[node.name] = node
        return node

    def neuron(l, j, a):
        products = []
        for k in (1, 2):
            w = keep(network.w[l][j - 1, k - 1], "w", l, j, k)
            products.append(keep(w * a[k], "product", l, j, k, w.name + a[k].name))
        s = keep(products[0] + products[1], "s", l, j)
        z = keep(s + keep(network.b[l][j - 1, 0], "b", l, j), "z", l, j)
        return keep(sigmoid(z), "a", l, j)

    a = {k: keep(worked_example.X[k - 1, 0], "x", 1, k) for k in (1, 2)}
    for l in network.w:
        a = {j: neuron(l, j, a) for j in (1, 2)}
    squares = []
    for j in (1, 2):
        r = keep(a[j] + keep(-worked_example.Y[j - 1, 0], "−y", 4, j), "r", 4, j)
        squares.append(keep(r * r, "r²", 4, j, name=f"{r.name}²"))
    keep(squares[0] + squares[1], "C", 4)
    return made


def order_back(output, deep=False):
    """Return the nodes from output back: each after all that it feeds into.

    With deep=True, wrongly: in the order of the walk that follows each path to its end
    at once, so that a node with two children is left when only one has been seen.
    """
    if not deep:
        return topological_order(output)[::-1]
    order, stack = {}, [output]
    while stack:
        node = stack.pop()
        if node not in order:
            order[node] = None
            stack.extend(reversed(node.parents))
    return [*order]


def hand_on(order, steps, overwrite=False):
    """Return the blame, Node → number, when the first `steps` nodes have handed on.

    Each adds its blame times the slope to its parents' blame or, wrongly, with
    overwrite=True, puts it in its place. Nodes not reached yet are left out.
    """
    blame = {order[0]: 1.0}
    for node in order[:steps]:
        for parent, slope in zip(node.parents, node.slopes, strict=True):
            before = 0.0 if overwrite else blame.get(parent, 0.0)
            blame[parent] = before + blame[node] * slope
    return blame


def wrong_ones(output, blame):
    """Return those nodes whose blame differs from what output.backward() gives."""
    output.backward()
    return [
        node
        for node in topological_order(output)
        if not np.isclose(blame.get(node, 0.0), node.blame, rtol=1e-9, atol=0)
    ]
