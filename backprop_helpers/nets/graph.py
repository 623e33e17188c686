"""A calculation as a graph, and the blame of every node (notebooks 03 and 08).

Reverse mode: A. Griewank and A. Walther, Evaluating Derivatives, 2nd edition (2008),
section 3.2. A number that records how it came about: A. Karpathy, micrograd (2020).
"""

import math
from numbers import Real

import numpy as np

from backprop_helpers.nets import functions


class Node:
    """A number and how it came about: slopes[i] is ∂self/∂parents[i].

    blame is ∂output/∂self, 0.0 until output.backward(). ValueError for a number that is
    not finite or a slope that is missing, TypeError for what is no number or Node.
    """

    def __init__(self, value, parents=(), slopes=(), name=""):
        self.value, *slopes = _finite(name, value, *slopes)
        self.parents, self.slopes = tuple(parents), tuple(slopes)
        self.name, self.blame = name, 0.0
        if not all(isinstance(parent, Node) for parent in self.parents):
            raise TypeError(f"Each parent of node {name!r} must be a Node too.")
        if len(self.slopes) != len(self.parents):
            raise ValueError(f"Node {name!r} needs one slope for each parent.")

    def __repr__(self):
        return f"Node({self.name!r}, value={self.value:g}, blame={self.blame:g})"

    def backward(self):
        """Set each node's blame, ∂self/∂node: products along paths, summed."""
        order = topological_order(self)
        for node in order:
            node.blame = 0.0
        self.blame = 1.0
        for node in reversed(order):  # its blame is complete before it is handed on
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.blame += node.blame * slope  # one share from each use

    def __add__(self, other):
        other = as_node(other)
        return Node(self.value + other.value, (self, other), (1, 1), "+")

    def __sub__(self, other):
        other = as_node(other)
        return Node(self.value - other.value, (self, other), (1, -1), "-")

    def __mul__(self, other):
        other = as_node(other)
        slopes = other.value, self.value
        return Node(self.value * other.value, (self, other), slopes, "*")

    def __truediv__(self, other):
        other = as_node(other)
        value, slope = _quiet(np.divide, [self.value, 1], other.value)
        return Node(value, (self, other), (slope, -value * slope), "/")

    def __pow__(self, other):
        if isinstance(other, Node):
            return exp(other * log(self))
        (p,) = _finite("**", other)  # a fixed exponent: the base may be negative
        slope = p * _quiet(np.power, self.value, p - 1) if p != 0 else 0
        return Node(_quiet(np.power, self.value, p), (self,), (slope,), "**")

    def __neg__(self):
        return Node(-self.value, (self,), (-1,), "-")

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return as_node(other) - self

    def __rtruediv__(self, other):
        return as_node(other) / self

    def __rpow__(self, other):
        return as_node(other) ** self


def as_node(number):
    """Return a Node as it is, and a number as a Node without parents."""
    return number if isinstance(number, Node) else Node(number)


def exp(x):
    """Return the Node e^x of a Node x; its slope is e^x."""
    return _function("exp", x, np.exp, np.exp)


def log(x):
    """Return the Node ln x of a Node x > 0, else ValueError; its slope is 1/x."""
    return _function("log", x, np.log, np.reciprocal)


def square(x):
    """Return the Node x² of a Node x; its slope is 2x."""
    return _function("square", x, np.square, lambda x: 2 * x)


def sigmoid(x):
    """Return the Node σ(x) of a Node x; its slope is σ(x)(1 − σ(x))."""
    return _function("sigmoid", x, functions.sigmoid, functions.sigmoid.derivative)


def tanh(x):
    """Return the Node tanh x of a Node x; its slope is 1 − tanh² x."""
    return _function("tanh", x, functions.tanh, functions.tanh.derivative)


def relu(x):
    """Return the Node max(x, 0) of a Node x; its slope is 1 above 0, else 0."""
    return _function("relu", x, functions.relu, functions.relu.derivative)


def topological_order(node):
    """Return all nodes of the graph that ends at node, parents before children."""
    order, seen, stack = [], set(), [(node, False)]  # no recursion: graphs may be deep
    while stack:
        current, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(current)
        elif current not in seen:
            seen.add(current)
            stack.append((current, True))
            stack.extend((parent, False) for parent in reversed(current.parents))
    return order


def _function(name, x, function, derivative):
    x = as_node(x)
    return Node(_quiet(function, x.value), (x,), (_quiet(derivative, x.value),), name)


def _quiet(function, *numbers):
    with np.errstate(all="ignore"):  # inf or nan comes without a warning: see _finite
        return np.asarray(function(*numbers)).tolist()  # floats of Python


def _finite(name, *numbers):
    for number in numbers:
        if not isinstance(number, Real):
            raise TypeError(f"Node {name!r} cannot hold {number!r}: give a number.")
        if not math.isfinite(number):
            raise ValueError(f"Node {name!r} got {number}: a number is out of range.")
    return tuple(map(float, numbers))
