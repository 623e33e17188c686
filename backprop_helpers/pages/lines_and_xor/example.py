"""A line and the rule that turns it, the Boolean functions, a network that learns them.

False is −1 and true is 1, in inputs and targets: so a border is where a sum is 0, the
inputs have mean 0, and a tanh can reach both sides. Examples are the columns of x.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from backprop_helpers.nets.functions import tanh
from backprop_helpers.nets.network import Network

# One line


def answers(z):
    """Return what a perceptron makes of its sums z: 1 where z > 0, else −1."""
    return np.where(np.asarray(z) > 0, 1.0, -1.0)


def on_wrong_side(w, x, y):
    """Count the examples x (n, m) that the border w·x = 0 has on the wrong side."""
    return int(np.sum(answers(w @ x) != y))


@dataclass(frozen=True, eq=False)
class Corrections:
    """What a perceptron did: the weights w (k + 1, n) before and after k corrections.

    wrong (k,) holds the example that caused each.
    """

    w: np.ndarray
    wrong: np.ndarray


def perceptron(x, y, w, sweeps, rng=None):
    """Go through the examples at most `sweeps` times; return the Corrections.

    x is (n, m), y (m,) is −1 or 1. Each example on the wrong side corrects w
    (Rosenblatt 1958). A sweep without a mistake ends it; that comes if, and only if, a
    border separates the kinds (Novikoff 1962). rng shuffles the examples anew for each
    sweep; without it they keep their order.
    """
    history, wrong = [np.array(w, dtype=float)], []
    for _ in range(sweeps):
        before = len(wrong)
        for i in range(len(y)) if rng is None else rng.permutation(len(y)):
            if answers(history[-1] @ x[:, i]) != y[i]:
                history.append(history[-1] + y[i] * x[:, i])
                wrong.append(i)
        if len(wrong) == before:
            break
    return Corrections(np.array(history), np.array(wrong, dtype=int))


# Boolean functions

INPUTS = np.array([[-1.0, -1.0, 1.0, 1.0], [-1.0, 1.0, -1.0, 1.0]])  # a point a column
INPUTS.flags.writeable = False
NAMES = (
    "never", "x₁ and x₂", "x₁ and not x₂", "x₁", "x₂ and not x₁", "x₂", "XOR",
    "x₁ or x₂", "neither", "equal", "not x₂", "x₁ or not x₂", "not x₁",
    "x₂ or not x₁", "not both", "always",
)  # fmt: skip
# In the order of counting in binary, as the names are: the targets of 0000 are "never".
FUNCTIONS = {
    name: np.array([targets])
    for name, targets in zip(NAMES, product([-1.0, 1.0], repeat=4), strict=True)
}
NO_LINE = ("XOR", "equal")  # Minsky and Papert, Perceptrons, 1969: no line splits them
JOINED = {"and": -1.0, "or": 1.0}  # the bias of a neuron with both weights 1


# Learning them

LOW_COST = 0.1  # a mean error of about 0.3, where an output may be off by 2


@dataclass(frozen=True, eq=False)
class Run:
    """A trained network, its costs (steps + 1,), and outputs and targets (1, 4)."""

    network: Network
    costs: np.ndarray
    output: np.ndarray
    y: np.ndarray

    @property
    def right(self):
        """Which of the four points have an output of the sign of their target, (4,)."""
        return (self.output * self.y > 0)[0]

    @property
    def state(self):
        """What has become of the run, in a word.

        "learnt": all points are right at a LOW_COST. Else, by the last quarter of the
        steps: "jumping" if the cost rose again and again, and if it fell by less than
        1 %, "saturated" with an output near ±1 that is wrong, or "flat" without one.
        Else, and in the first 20 steps, "falling".
        """
        if self.right.all() and self.costs[-1] < LOW_COST:
            return "learnt"
        if len(self.costs) <= 20:
            return "falling"
        last = self.costs[-1 - len(self.costs) // 4 :]
        if np.mean(np.diff(last) > 1e-3) > 0.2:
            return "jumping"
        if last[-1] > 0.99 * last[0]:
            wrong = np.abs(self.output[0, ~self.right])
            return "saturated" if np.any(wrong > 0.9) else "flat"
        return "falling"


def learn(network, y, eta, steps):
    """Take `steps` steps on all four points, targets y (1, 4); return the Run.

    The network is changed. ValueError if it has not two inputs and one output.
    """
    costs = [network.step(INPUTS, y, eta) for _ in range(steps)]
    output = network.forward(INPUTS)[1][network.L]
    costs.append(network.cost(output, y))
    return Run(network, np.array(costs), output, y)


def fresh_network(hidden, scale, seed):
    """Return a tanh network 2-hidden-1, or one neuron, with w, b ~ scale · N(0, 1)."""
    sizes = (2, hidden, 1) if hidden else (2, 1)
    return Network.random(sizes, np.random.default_rng(seed), scale, activation=tanh)


def twin_network(difference, hidden=3, value=0.3, seed=0):
    """Return a 2-hidden-1 tanh network with w, b = value + difference · N(0, 1)."""
    network = fresh_network(hidden, difference, seed)
    for parameters in (network.w, network.b):
        for l in parameters:
            parameters[l] += value
    return network
