"""The 2-2-2 network of notebook 04 as a graph of single operations (notebook 06)."""

import numpy as np

from backprop_helpers.nets.graph import Node, sigmoid, topological_order
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example

_LOW, _HIGH = ("", "₁", "₂"), {2: "²", 3: "³"}


def nodes():
    """Return the 41 Nodes of C = (a³₁ − y₁)² + (a³₂ − y₂)² by name, parents first.

    s²₁ is the weighted sum without its bias, z²₁ with it; r₁ is a³₁ − y₁.
    """
    network, made = worked_example.network(), {}

    def keep(name, node):
        made[name] = node if isinstance(node, Node) else Node(node)
        made[name].name = name
        return made[name]

    a = [keep(f"x{_LOW[k]}", worked_example.X[k - 1, 0]) for k in (1, 2)]
    for l in network.w:
        a = [_neuron(keep, network, a, l, j) for j in (1, 2)]
    squares = []
    for j in (1, 2):
        minus_y = keep(f"−y{_LOW[j]}", -worked_example.Y[j - 1, 0])
        r = keep(f"r{_LOW[j]}", a[j - 1] + minus_y)
        squares.append(keep(f"r{_LOW[j]}²", r * r))
    keep("C", squares[0] + squares[1])
    return made


def _neuron(keep, network, a, l, j):
    products = []
    for k in (1, 2):
        w = keep(f"w{_HIGH[l]}{_LOW[j]}{_LOW[k]}", network.w[l][j - 1, k - 1])
        products.append(keep(f"{w.name}{a[k - 1].name}", w * a[k - 1]))
    place = f"{_HIGH[l]}{_LOW[j]}"
    s = keep(f"s{place}", products[0] + products[1])
    z = keep(f"z{place}", s + keep(f"b{place}", network.b[l][j - 1, 0]))
    return keep(f"a{place}", sigmoid(z))


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
