"""A network of any depth that learns by backpropagation (notebook 05 arrives here).

Layers are numbered from 1 (the input) to L; dicts are keyed by layer number. A batch
is columns: a[l], z[l], delta[l] are (n_l, m), w[l] is (n_l, n_{l−1}), b[l] (n_l, 1).
Equations are those of Nielsen, Neural Networks and Deep Learning, chapter 2.
"""

from itertools import pairwise

import numpy as np

from backprop_helpers.nets.functions import quadratic, sigmoid


class Network:
    """Weights w and biases b, copied; ValueError if keys or shapes do not fit.

    `output` is the activation of layer L where it differs from that of the others:
    sigma[l], like w[l], belongs to layer l.
    """

    def __init__(self, w, b, activation=sigmoid, cost=quadratic, output=None):
        self.w = {l: np.multiply(w[l], 1.0) for l in sorted(w)}  # a copy, of floats
        self.b = {l: np.multiply(b[l], 1.0) for l in sorted(b)}
        self.cost, self.L = cost, len(w) + 1
        if self.L < 2 or not list(self.w) == list(self.b) == [*range(2, self.L + 1)]:
            raise ValueError("w and b need one array for each layer 2, 3, …, L.")
        self.sigma = dict.fromkeys(self.w, activation)
        self.sigma[self.L] = activation if output is None else output
        shapes = [w_l.shape or (1,) for w_l in self.w.values()]  # a number has no shape
        self.sizes = (shapes[0][-1], *(shape[0] for shape in shapes))
        for l, (before, n) in enumerate(pairwise(self.sizes), start=2):
            if self.w[l].shape != (n, before) or self.b[l].shape != (n, 1):
                shapes = f"w[{l}] is {self.w[l].shape} and b[{l}] {self.b[l].shape}"
                raise ValueError(f"{shapes}; expected {n, before} and {n, 1}.")

    @classmethod
    def random(cls, sizes, rng, scale=1.0, *functions, **named):
        """Draw w and b, scale · N(0, 1), from rng for layers of sizes (n_1, …, n_L).

        What follows scale is given to Network: activation, cost, output.
        """
        n, layers = dict(enumerate(sizes, start=1)), range(2, len(sizes) + 1)
        w = {l: scale * rng.standard_normal((n[l], n[l - 1])) for l in layers}
        b = {l: scale * rng.standard_normal((n[l], 1)) for l in layers}
        return cls(w, b, *functions, **named)

    def copy(self):
        """Return a network that shares no array with this one."""
        twin = type(self)(self.w, self.b, cost=self.cost)
        twin.sigma = dict(self.sigma)
        return twin

    def __repr__(self):
        return f"Network({self.sizes}, {self.sigma[2].name}, {self.cost.name})"

    @np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
    def forward(self, x):
        """Return z[2 … L], a[1 … L], equation (25), for x (n_1, m), else ValueError."""
        z, a = {}, {1: np.asarray(x)}
        if a[1].ndim != 2 or len(a[1]) != self.sizes[0] or a[1].size == 0:
            shapes = f"x has shape {a[1].shape}, expected ({self.sizes[0]}, m)"
            raise ValueError(f"{shapes}; for one example use x.reshape(-1, 1).")
        for l in range(2, self.L + 1):
            z[l] = self.w[l] @ a[l - 1] + self.b[l]
            a[l] = self.sigma[l](z[l])
        return z, a

    @np.errstate(over="ignore", invalid="ignore")
    def deltas(self, z, a, y):
        """Return delta[2 … L], each (n_l, m), for y (n_L, m), else ValueError.

        δ^L = ∂C/∂a ⊙ σ′(z^L) (BP1), δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l) (BP2), for
        the cost of each example by itself.
        """
        w, sigma, L = self.w, self.sigma, self.L
        delta = {L: self.cost.output_delta(z[L], a[L], y, sigma[L])}
        for l in range(L - 1, 1, -1):
            delta[l] = (w[l + 1].T @ delta[l + 1]) * sigma[l].derivative(z[l])
        return delta

    @np.errstate(over="ignore", invalid="ignore")
    def backward(self, z, a, y):
        """Return delta, nabla_w, nabla_b for y (n_L, m), else ValueError.

        Means over the batch of ∂C/∂b^l = δ^l (BP3) and ∂C/∂w^l = δ^l (a^(l−1))ᵀ (BP4).
        """
        w, delta, m = self.w, self.deltas(z, a, y), a[1].shape[1]
        nabla_b = {l: delta[l].mean(axis=1, keepdims=True) for l in w}
        nabla_w = {l: delta[l] @ a[l - 1].T / m for l in w}
        return delta, nabla_w, nabla_b

    @np.errstate(over="ignore", invalid="ignore")
    def step(self, x, y, eta):
        """Move one step down the gradient; return the cost before. x, y as above."""
        z, a = self.forward(x)
        cost = self.cost(a[self.L], y)
        _, nabla_w, nabla_b = self.backward(z, a, y)
        for l in self.w:  # only now: delta[l] needed w[l + 1] as it was
            self.w[l] -= eta * nabla_w[l]
            self.b[l] -= eta * nabla_b[l]
        return cost
