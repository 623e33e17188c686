"""Many networks of one shape, trained side by side as one stack of arrays.

Used in notebooks 13 and 14. All parameters of all runs stand in one array W (runs, P);
w[l] (runs, n_l, n_{l−1}) and b[l] (runs, n_l, 1) look into it. A product `@` of stacks
works run by run, so the equations of network.py stay as they are.
"""

from itertools import pairwise

import numpy as np

from backprop_helpers.nets.functions import check_shapes, identity, softmax, tanh


class Stack:
    """Parameters W (runs, P) of networks with layers of `sizes`; W is not copied.

    A row of W holds w² row by row, b², w³ and so on. ValueError for another P.
    """

    def __init__(self, W, sizes, activation=tanh, output=identity):
        self.W, self.sizes, self.L = W, tuple(sizes), len(sizes)
        self.sigma = dict.fromkeys(range(2, self.L), activation) | {self.L: output}
        if np.ndim(W) != 2 or W.shape[1] != count(sizes):
            raise ValueError(f"W is {np.shape(W)}, expected (runs, {count(sizes)}).")
        if softmax in self.sigma.values():  # would take its sums over the runs
            raise ValueError("A stack has no softmax: take another activation.")
        self.w, self.b = views(W, sizes)

    @classmethod
    def random(cls, sizes, seeds, scale=1.0, **functions):
        """Draw w ~ scale · N(0, 1) / √n_{l−1} and b = 0, one network for each seed."""
        W = np.zeros((len(seeds), count(sizes)))
        stack = cls(W, sizes, **functions)
        for run, seed in enumerate(seeds):
            rng = np.random.default_rng(seed)
            for w_l in stack.w.values():
                n = w_l.shape[2]
                w_l[run] = scale * rng.standard_normal(w_l.shape[1:]) / np.sqrt(n)
        return stack

    @np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
    def forward(self, x):
        """Return z[2 … L] and a[1 … L], (runs, n_l, m) each, for a batch x (n_1, m)."""
        z, a = {}, {1: np.asarray(x)[None]}
        for l in self.w:
            z[l] = self.w[l] @ a[l - 1] + self.b[l]
            a[l] = self.sigma[l](z[l])
        return z, a

    @np.errstate(over="ignore", invalid="ignore")
    def costs(self, x, y):
        """Return the quadratic cost of each run (runs,) for x (n_1, m), y (n_L, m)."""
        _, a = self.forward(x)
        check_shapes(a[self.L][0], y)
        return np.mean(np.sum((a[self.L] - y) ** 2, axis=1), axis=1)

    @np.errstate(over="ignore", invalid="ignore")
    def gradient(self, x, y):
        """Return the gradients of the quadratic cost, (runs, P), by BP1 to BP4."""
        z, a = self.forward(x)
        m, L = a[1].shape[2], self.L
        check_shapes(a[L][0], y)
        nabla = np.empty_like(self.W)
        nabla_w, nabla_b = views(nabla, self.sizes)
        delta = 2 * (a[L] - y) * self.sigma[L].derivative(z[L])
        for l in range(L, 1, -1):
            nabla_w[l][...] = delta @ a[l - 1].swapaxes(1, 2) / m
            nabla_b[l][...] = delta.mean(axis=2, keepdims=True)
            if l > 2:
                slope = self.sigma[l - 1].derivative(z[l - 1])
                delta = (self.w[l].swapaxes(1, 2) @ delta) * slope
        return nabla


def count(sizes):
    """Return P, the number of weights and biases of layers of these sizes."""
    return sum(n * (before + 1) for before, n in pairwise(sizes))


def views(W, sizes):
    """Return dicts w and b that look into the rows of W (runs, P), without a copy."""
    w, b, at = {}, {}, 0
    for l, (before, n) in enumerate(pairwise(sizes), start=2):
        w[l] = W[:, at : at + n * before].reshape(len(W), n, before)
        at += n * before
        b[l] = W[:, at : at + n].reshape(len(W), n, 1)
        at += n
    return w, b


def train(stack, x, y, optimiser, steps):
    """Take full-batch steps with all runs at once; the stack is changed in place."""
    for _ in range(steps):
        optimiser.step(stack.W, stack.gradient(x, y))


def curvatures(stack, x, y, h=1e-4):
    """Return the curvatures of the cost of each run, (runs, P), the smallest first.

    They are the eigenvalues of the table of second derivatives, which is measured by
    central differences of the gradient, two for each parameter.
    """
    P = stack.W.shape[1]
    found = np.empty_like(stack.W)
    for run, W in enumerate(stack.W):
        moved = np.concatenate([W + h * np.eye(P), W - h * np.eye(P)])
        nearby = Stack(moved, stack.sizes)
        nearby.sigma = stack.sigma
        nabla = nearby.gradient(x, y)
        table = (nabla[:P] - nabla[P:]) / (2 * h)
        found[run] = np.linalg.eigvalsh((table + table.T) / 2)
    return found
