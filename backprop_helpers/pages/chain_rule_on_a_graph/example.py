"""The calculations of this page as graphs with names, walked back from the cost."""

from itertools import pairwise

from backprop_helpers.nets.graph import Node, sigmoid, square


class NamedGraph:
    """The nodes of a calculation by name, the last one its result, all walked back.

    Attributes
    ----------
    value, blame : dict
        name -> the node's value, and the derivative of the result by it.
    slope, share : dict
        (parent, child) -> the local slope of the edge, and what comes back along it.
        An edge from a node that has no name is left out.
    """

    def __init__(self, **nodes):
        *_, result = nodes.values()
        result.backward()
        name = {node: key for key, node in nodes.items()}
        self.value = {key: node.value for key, node in nodes.items()}
        self.blame = {key: node.blame for key, node in nodes.items()}
        self.slope = {
            (name[parent], child): slope
            for child, node in nodes.items()
            for parent, slope in zip(node.parents, node.slopes, strict=True)
            if parent in name
        }
        self.share = {
            edge: self.blame[edge[1]] * slope for edge, slope in self.slope.items()
        }

    def along(self, path):
        """Return the slopes along a path of names, in its order."""
        return [self.slope[edge] for edge in pairwise(path)]


def line_and_error(w, x, b, y):
    """Return the graph of C = (w x + b − y)², one small operation in each node."""
    w, x, b, y = map(Node, (w, x, b, y))
    u = w * x
    y_hat = u + b
    r = y_hat - y
    return NamedGraph(w=w, x=x, b=b, y=y, u=u, ŷ=y_hat, r=r, C=square(r))


def weight_in_two_places(w, x, b, y):
    """Return the graph of C = (w (w x + b) − y)²."""
    w, x, b, y = map(Node, (w, x, b, y))
    p = w * x
    u = p + b
    v = w * u
    r = v - y
    return NamedGraph(w=w, x=x, b=b, y=y, p=p, u=u, v=v, r=r, C=square(r))


def hidden_with_two_outputs(w, x, v1, v2, y1, y2):
    """Return the graph of C = (v₁ a − y₁)² + (v₂ a − y₂)² with a = w x."""
    w, x = Node(w), Node(x)
    a = w * x
    o1, o2 = a * v1, a * v2
    c1, c2 = squared_miss(o1, y1), squared_miss(o2, y2)
    outputs = {"o₁": o1, "o₂": o2, "C₁": c1, "C₂": c2}
    return NamedGraph(w=w, x=x, a=a, **outputs, C=c1 + c2)


def row_of_neurons(x, y, w, b):
    """Return the graph of sigmoid neurons in a row, and of C = (a − y)² at its end.

    w and b are dicts: layer -> the weight and the bias of its neuron, from layer 2 on.
    """
    a = Node(x)
    nodes = {"x": a}
    for l in w:
        weight, bias, before = Node(w[l]), Node(b[l]), a
        parents, slopes = (before, weight, bias), (w[l], before.value, 1)
        z = Node(w[l] * before.value + b[l], parents, slopes)
        a = sigmoid(z)
        names = (f"{letter}{'⁰¹²³⁴⁵⁶⁷⁸⁹'[l]}" for letter in "wbza")
        nodes |= dict(zip(names, (weight, bias, z, a), strict=True))
    return NamedGraph(**nodes, C=squared_miss(a, y))


def squared_miss(a, y):
    """Return the node (a − y)² of a node a, in one step."""
    return Node((a.value - y) ** 2, (a,), (2 * (a.value - y),))
