"""Deep networks: plain, normalised, with a way round each layer, or with both."""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.functions import ACTIVATIONS, softmax_along
from backprop_helpers.nets.initialization import HE
from backprop_helpers.nets.normalization import COLUMNS, normalize, normalize_blame
from backprop_helpers.pages.depth_and_initialization.example import (
    DIGITS,
    STEPS,
    WIDTH,
    fresh_weights,
    rule_start,
    some_digits,
)

LAYERS = 30
KINDS = {  # with a way round each hidden layer? with its inputs normalised?
    "plain": (False, False),
    "normalised": (False, True),
    "way round": (True, False),
    "both": (True, True),
}
ONE = {  # of the page's pencil: a layer of one neuron with a way round it
    "a": 2.0, "w": 0.4, "b": -0.1, "nabla_a": 3.0,
}  # fmt: skip
THREE = np.array([1.0, 3.0, 8.0])  # that the page normalises
BLAME_OF_THREE = np.array([2.0, 0.0, -1.0])


@dataclass(frozen=True, eq=False)
class Trace:
    """By layer: a (1 … L), z and what was multiplied by w (2 … L); Normalized ones."""

    a: dict
    z: dict
    seen: dict
    normal: dict


class Deep:
    """A network 64-n-…-n-10 with softmax outputs and log-likelihood.

    w[2 … L] are (…, n_l, n_{l−1}), copied; axes in front are networks side by side.
    Layers 3 to L − 1 have a way round if the kind has: a^l = a^{l−1} + f(a^{l−1}).
    Before them, and before the outputs, columns are normalised if the kind says so;
    gain and shift stay at 1 and 0, for w and b can do their work.
    """

    def __init__(self, w, kind, activation="relu"):
        self.w = {l: np.copy(w[l]) for l in w}
        self.b = {l: np.zeros((*w[l].shape[:-1], 1)) for l in w}
        self.L, self.sigma = max(w), ACTIVATIONS[activation]
        way_round, normalised = KINDS[kind]
        self.way_round = range(3, self.L) if way_round else ()
        self.normalised = range(3, self.L + 1) if normalised else ()
        # What a page may replace by a student's own; see one_by_one.
        self.way_round_blame, self.norm_blame = way_round_blame, normalize_blame

    @classmethod
    def random(cls, kind, seeds, layers=LAYERS, scale=1.0, activation="relu"):
        """Draw a network for each seed: He's start, times scale."""
        drawn = [fresh_weights(rule_start(HE), layers, WIDTH, seed) for seed in seeds]
        w = {l: scale * np.stack([each[l] for each in drawn]) for l in drawn[0]}
        return cls(w, kind, activation)

    @np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
    def forward(self, x):
        """Return the Trace for x (64, m)."""
        a, z, seen, normal = {1: x}, {}, {}, {}
        for l in self.w:
            seen[l] = a[l - 1]
            if l in self.normalised:
                normal[l] = normalize(a[l - 1], COLUMNS)
                seen[l] = normal[l].x_hat
            z[l] = self.w[l] @ seen[l] + self.b[l]
            a[l] = self.sigma(z[l]) if l < self.L else softmax_along(z[l], -2)
            if l in self.way_round:
                a[l] = a[l - 1] + a[l]
        return Trace(a, z, seen, normal)

    @np.errstate(over="ignore", invalid="ignore")
    def backward(self, trace, y):
        """Return delta[2 … L] and nabla_a[1 … L − 1] of each example, for y (10, m)."""
        delta, nabla_a = {self.L: trace.a[self.L] - y}, {}
        for l in range(self.L, 1, -1):
            if l < self.L:
                slope = self.sigma.derivative(trace.z[l])
                delta[l] = nabla_a[l] * slope
            if l in self.way_round and l not in self.normalised:
                nabla_a[l - 1] = self.way_round_blame(nabla_a[l], self.w[l], slope)
                continue
            nabla_a[l - 1] = self.w[l].mT @ delta[l]
            if l in self.normalised:
                nabla_a[l - 1] = self.norm_blame(trace.normal[l], nabla_a[l - 1])
            if l in self.way_round:
                nabla_a[l - 1] = nabla_a[l] + nabla_a[l - 1]
        return delta, nabla_a

    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def learn(self, eta, steps=STEPS):
        """Take steps on some digits; return the costs (steps + 1, networks).

        What comes after a cost that is no number is nan.
        """
        x, y = some_digits(DIGITS)
        costs = np.full((steps + 1, len(self.w[2])), np.nan)
        for step in range(steps + 1):
            trace = self.forward(x)
            right = np.sum(trace.a[self.L] * y, axis=-2)
            costs[step] = -np.log(right).mean(axis=-1)
            if step == steps or not np.isfinite(costs[step]).any():
                break
            delta, _ = self.backward(trace, y)
            for l in self.w:
                self.w[l] -= eta * delta[l] @ trace.seen[l].mT / DIGITS
                self.b[l] -= eta * delta[l].mean(axis=-1, keepdims=True)
        return costs


def way_round_blame(nabla_a, w, slope):
    """Return ∂C/∂a^{l−1} of a layer with a way round it, from that of a^l."""
    return nabla_a + w.mT @ (nabla_a * slope)


def one_by_one(function, *stacks):
    """Return what function gives for the arrays of each network, as a stack."""
    return np.stack([function(*arrays) for arrays in zip(*stacks, strict=True)])
