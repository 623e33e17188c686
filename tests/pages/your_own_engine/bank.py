import math

import numpy as np

from backprop_helpers.nets import graph
from tests.practice.banks import right, wrong

# multiply


@right("multiply")
def _(a, b):
    return a * b, b, a


@right("multiply")
def _(a, b):
    first, second = graph.Node(a), graph.Node(b)
    product = first * second
    product.backward()
    return [product.value, first.blame, second.blame]


@right("multiply")
def _(a, b):
    slope_along_a = (a + 1) * b - a * b  # a straight line: any step will do
    slope_along_b = a * (b + 1) - a * b
    return np.array([a * b, slope_along_a, slope_along_b])


@wrong("multiply", "slopes exchanged")
def _(a, b):
    return a * b, a, b


@wrong("multiply", "slopes of a sum")
def _(a, b):
    return a * b, 1, 1


@wrong("multiply", "product for slopes")
def _(a, b):
    return [a * b] * 3


@wrong("multiply", "sum for product", "slopes of a sum")
def _(a, b):
    return a + b, 1.0, 1.0


@wrong("multiply", "order of results")
def _(a, b):
    return b, a, a * b


@wrong("multiply", "wrong type")  # no slopes
def _(a, b):
    return a * b


@wrong("multiply", "shape")  # one slope for both
def _(a, b):
    return a * b, a * 1 + 1 * b


@wrong("multiply", "slopes of a square")  # the rise of a · a
def _(a, b):
    return a * b, a + a, b + b


# tanh_node


@right("tanh_node")
def _(z):
    return np.tanh(z), 1 - np.tanh(z) ** 2


@right("tanh_node")
def _(z):
    return math.tanh(z), 1 / math.cosh(z) ** 2


@right("tanh_node")
def _(z):
    u, v = np.exp(z) - np.exp(-z), np.exp(z) + np.exp(-z)
    return u / v, (v * v - u * u) / v**2


@right("tanh_node")
def _(z):
    node = graph.tanh(graph.Node(z))
    return [node.value, *node.slopes]


@wrong("tanh_node", "minus the value")
def _(z):
    return np.tanh(z), -np.tanh(z)


@wrong("tanh_node", "1 left out")
def _(z):
    return np.tanh(z), np.tanh(z) ** 2


@wrong("tanh_node", "plus for minus")
def _(z):
    return np.tanh(z), 1 + np.tanh(z) ** 2


@wrong("tanh_node", "slope of the sigmoid")
def _(z):
    return np.tanh(z), np.tanh(z) * (1 - np.tanh(z))


@wrong("tanh_node", "slope at a")
def _(z):
    a = math.tanh(z)
    return a, 1 / math.cosh(a) ** 2


@wrong("tanh_node", "sigmoid for tanh")
def _(z):
    node = graph.sigmoid(graph.Node(z))
    return [node.value, *node.slopes]


@wrong("tanh_node", "z for a")
def _(z):
    return np.tanh(z), 1 - z**2


@wrong("tanh_node", "slope first")
def _(z):
    return 1 - np.tanh(z) ** 2, np.tanh(z)


@wrong("tanh_node", "wrong type")
def _(z):
    return np.tanh(z)


# hand_back


@right("hand_back")
def _(order, edges, slopes):
    blame = [0.0] * len(order)
    blame[order[-1]] = 1.0
    for node in reversed(order):
        for i in range(len(edges)):
            if edges[i, 1] == node:
                blame[edges[i, 0]] = blame[edges[i, 0]] + slopes[i] * blame[node]
    return blame


@right("hand_back")
def _(order, edges, slopes):
    def gradient(node):  # the sum over all paths, each walked on its own
        if node == order[-1]:
            return 1.0
        ends = np.flatnonzero(edges[:, 0] == node)
        return sum(slopes[i] * gradient(edges[i, 1]) for i in ends)

    return np.array([gradient(node) for node in range(len(order))])


@right("hand_back")
def _(order, edges, slopes):
    n = len(order)
    S = np.zeros((n, n))
    np.add.at(S, (edges[:, 0], edges[:, 1]), slopes)
    return np.linalg.inv(np.eye(n) - S)[:, order[-1]]  # 1 + S + S² + …: all the paths


@right("hand_back")
def _(order, edges, slopes):
    nodes = {}
    for child in order:
        into = edges[:, 1] == child
        parents = [nodes[parent] for parent in edges[into, 0]]
        nodes[child] = graph.Node(0.0, parents, slopes[into])
    nodes[order[-1]].backward()
    return [nodes[i].blame for i in range(len(order))]


@right("hand_back")
def _(order, edges, slopes):
    blame = np.zeros(len(order))

    def hand(node, share):  # a recursion that is right: it hands on the share alone
        blame[node] += share
        for (parent, child), slope in zip(edges, slopes, strict=True):
            if child == node:
                hand(parent, share * slope)

    hand(order[-1], 1.0)
    return blame


@wrong("hand_back", "no order, from the front")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[order[-1]] = 1
    for i in range(len(edges)):
        parent, child = edges[i]
        blame[parent] += blame[child] * slopes[i]
    return blame


@wrong("hand_back", "last number for last")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[-1] = 1
    for node in reversed(order):
        for i in np.flatnonzero(edges[:, 1] == node):
            blame[edges[i, 0]] += blame[node] * slopes[i]
    return blame


@wrong("hand_back", "nothing leaves the cost")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[order[-1]] = 1
    for node in reversed(order):
        for i in np.flatnonzero(edges[:, 0] == node):
            blame[edges[i, 1]] += blame[node] * slopes[i]
    return blame


@wrong("hand_back", "each path to its end")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[order[-1]] = 1

    def back(node):
        ends = np.flatnonzero(edges[:, 1] == node)
        for i in ends:
            blame[edges[i, 0]] += blame[node] * slopes[i]
        for i in ends:
            back(edges[i, 0])

    back(order[-1])
    return blame


@wrong("hand_back", "one parent at a time")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[order[-1]] = 1

    def back(node):
        for (parent, child), slope in zip(edges, slopes, strict=True):
            if child == node:
                blame[parent] += blame[node] * slope
                back(parent)

    back(order[-1])
    return blame


@wrong("hand_back", "as met")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[order[-1]] = 1
    met = [order[-1]]
    for node in met:
        for (parent, child), slope in zip(edges, slopes, strict=True):
            if child == node:
                blame[parent] += blame[node] * slope
                if parent not in met:
                    met.append(parent)
    return blame


@wrong("hand_back", "no order")
def _(order, edges, slopes):
    blame = np.zeros(len(order))
    blame[order[-1]] = 1
    for i in reversed(range(len(edges))):
        parent, child = edges[i]
        blame[parent] += blame[child] * slopes[i]
    return blame


@wrong("hand_back", "first share only")
def _(order, edges, slopes):
    blame = {int(order[-1]): 1.0}
    for node in order[::-1]:
        for i in np.flatnonzero(edges[:, 1] == node):
            blame.setdefault(int(edges[i, 0]), blame[int(node)] * slopes[i])
    return [blame[i] for i in range(len(order))]


@wrong("hand_back", "wrong type")  # that of one node, where all were asked for
def _(order, edges, slopes):
    return {"u": 20.0}


@wrong("hand_back")  # all slopes in one long product
def _(order, edges, slopes):
    return np.full(len(order), np.prod(slopes))
