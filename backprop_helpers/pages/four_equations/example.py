"""The 16 Boolean functions of two inputs, and what a small network makes of them.

False is −1 and true is 1, for inputs and targets: so the inputs have mean 0, and a tanh
can reach both sides.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from backprop_helpers.nets.functions import tanh
from backprop_helpers.nets.network import Network

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
