"""An engine of single numbers that learns XOR, whoever wrote its operations."""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.graph import Node
from backprop_helpers.pages.lines_and_xor import example as boolean

INPUTS, XOR = boolean.INPUTS, boolean.FUNCTIONS["XOR"]
START = 0.3  # scale of the first weights and biases
GONE = 1e6  # a number of this size does not come back, and would soon be infinite


@dataclass(frozen=True, eq=False)
class Run:
    """Costs (n,) and the four answers (n, 4): before each step, and after the last.

    has_gone if it was stopped early, because a number left all bounds.
    """

    costs: np.ndarray
    answers: np.ndarray
    has_gone: bool


def cost_of(p, multiply, tanh_node):
    """Return the Node of the cost of XOR, and the four answers, for nine Nodes p.

    p are the parameters of a 2-2-1 tanh network, layer by layer, weights before biases.
    multiply(a, b) gives the value of a product and its slopes along a and along b,
    tanh_node(z) a value and its slope; all are numbers.
    """

    def times(a, b):
        value, *slopes = multiply(a.value, b.value)
        return Node(value, (a, b), slopes)

    def neuron(w, a, b):
        z = times(w[0], a[0]) + times(w[1], a[1]) + b
        value, slope = tanh_node(z.value)
        return Node(value, (z,), (slope,))

    cost, answers = Node(0.0), []
    for *x, y in zip(*INPUTS, XOR[0], strict=True):
        a = [Node(value) for value in x]
        a = [neuron(p[0:2], a, p[4]), neuron(p[2:4], a, p[5])]
        answer = neuron(p[6:8], a, p[8])
        r = answer + Node(-y)
        cost += times(r, r)
        answers.append(answer.value)
    return times(cost, Node(1 / 4)), answers


def learn(multiply, tanh_node, seed, eta, steps):
    """Let an engine with these operations, as in `cost_of`, learn XOR; return the Run.

    seed is that of the first weights and biases.
    """
    network = boolean.fresh_network(2, START, seed)
    arrays = (network.w[2], network.b[2], network.w[3], network.b[3])
    values = np.concatenate([array.ravel() for array in arrays])
    costs, answers = [], []
    for step in range(steps + 1):
        try:
            p = [Node(value) for value in values]
            cost, found = cost_of(p, multiply, tanh_node)
        except ValueError:  # a Node holds no number that is infinite, or none
            costs.append(GONE)
            answers.append(np.zeros(4))
            return Run(np.array(costs), np.array(answers), has_gone=True)
        costs.append(cost.value)
        answers.append(found)
        if np.abs([cost.value, *values]).max() > GONE:
            return Run(np.array(costs), np.array(answers), has_gone=True)
        if step < steps:
            cost.backward()
            values = values - eta * np.array([node.blame for node in p])
    return Run(np.array(costs), np.array(answers), has_gone=False)
