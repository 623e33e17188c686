"""A small network with one or more convolutions, for texts and images (notebook 16).

Layers: 1 the input, 2 … L − 2 convolutions, each with an activation, L − 1 max pooling,
L softmax over all that is left. Layer L − 1 has no parameters. Inputs are (channels,
*lengths, m), as in `convolution`; targets y are (classes, m); the cost is the
log-likelihood.
"""

from copy import copy
from itertools import chain

import numpy as np

from backprop_helpers.nets.convolution import (
    blame,
    convolve,
    gradient,
    max_pool,
    max_pool_blame,
    output_length,
)
from backprop_helpers.nets.functions import log_likelihood, softmax, tanh
from backprop_helpers.nets.training import fraction_right, shuffled


class ConvolutionalNetwork:
    """Kernels w[l] (n_l, n_{l−1}, *size) and b[l] (n_l, 1), then w[L] and b[L], copied.

    pool is the size of a patch of layer L − 1, one whole number for each length.
    padding has the zeros on each side for each convolution, by its layer. The
    activation of a convolution is sigma[l], that of layer L is the softmax. A step
    moves only the layers in `learning`, at first all that have parameters.
    """

    cost = log_likelihood

    def __init__(self, w, b, pool, padding, activation=tanh):
        self.w = {l: np.multiply(w[l], 1.0) for l in w}
        self.b = {l: np.multiply(b[l], 1.0) for l in w}
        self.L, self.learning = max(w), tuple(w)
        self.pool, self.padding = pool, dict(padding)
        self.sigma = dict.fromkeys(self.padding, activation) | {self.L: softmax}

    @classmethod
    def random(cls, shape, convolutions, pool, classes, rng, activation=tanh):
        """Draw weights for inputs of shape (channels, *lengths); biases start at 0.

        convolutions has for each of them (how many kernels, their size, padding). The
        spread is 1/√(numbers that a sum has), page 11. ValueError if a kernel or the
        pooling does not fit.
        """
        before, *lengths = shape
        w, paddings, L = {}, {}, len(convolutions) + 3
        for l, (n, size, padding) in enumerate(convolutions, start=2):
            w[l] = rng.standard_normal((n, before, *size))
            sides = zip(lengths, size, strict=True)
            lengths = [output_length(length, k, 1, padding) for length, k in sides]
            before, paddings[l] = n, padding
        left = [output_length(i, k, k) for i, k in zip(lengths, pool, strict=True)]
        w[L] = rng.standard_normal((classes, before * int(np.prod(left))))
        w = {l: each / np.sqrt(each[0].size) for l, each in w.items()}
        b = {l: np.zeros((len(each), 1)) for l, each in w.items()}
        return cls(w, b, pool, paddings, activation)

    def copy(self):
        """Return a network that shares no array with this one."""
        twin = copy(self)
        twin.w = {l: each.copy() for l, each in self.w.items()}
        twin.b = {l: each.copy() for l, each in self.b.items()}
        return twin

    @property
    def parameters(self):
        """The number of weights and biases."""
        return sum(each.size for each in (*self.w.values(), *self.b.values()))

    def forward(self, x):
        """Return z, a[1 … L] and what the way back needs, for x as above."""
        z, a, seen, L = {}, {1: x}, {}, self.L
        for l, padding in self.padding.items():
            z[l], seen[l] = convolve(self.w[l], self.b[l], a[l - 1], 1, padding)
            a[l] = self.sigma[l](z[l])
        a[L - 1], which = max_pool(a[L - 2], self.pool)
        z[L] = self.w[L] @ a[L - 1].reshape(-1, x.shape[-1]) + self.b[L]
        a[L] = self.sigma[L](z[L])
        return z, a, (seen, which)

    def backward(self, z, a, kept, y):
        """Return delta, nabla_w, nabla_b for y (classes, m), else ValueError."""
        (seen, which), m, L = kept, y.shape[-1], self.L
        delta = {L: self.cost.output_delta(z[L], a[L], y, self.sigma[L])}
        nabla_w = {L: delta[L] @ a[L - 1].reshape(-1, m).T / m}
        nabla_b = {L: delta[L].mean(axis=1, keepdims=True)}
        of_a = (self.w[L].T @ delta[L]).reshape(a[L - 1].shape)
        of_a = max_pool_blame(of_a, which, a[L - 2].shape, self.pool)  # ∂C/∂a[L − 2]
        for l, padding in reversed(self.padding.items()):
            delta[l] = of_a * self.sigma[l].derivative(z[l])
            nabla_w[l], nabla_b[l] = gradient(self.w[l], seen[l], delta[l])
            if l > 2:  # nobody asks for that of the input
                shape = a[l - 1].shape
                of_a = blame(self.w[l], seen[l], delta[l], shape, 1, padding)
        return delta, nabla_w, nabla_b

    def step(self, x, y, eta):
        """Move the layers that learn one step down the gradient."""
        _, nabla_w, nabla_b = self.backward(*self.forward(x), y)
        for l in self.learning:
            self.w[l] -= eta * nabla_w[l]
            self.b[l] -= eta * nabla_b[l]


def train(network, x, y, eta, batch_size, epochs, rng):
    """Change a network, mini-batch by mini-batch, as page 09 does.

    It needs step(x, y, eta); the m examples are the last axis of x and y.
    """
    for rows in chain.from_iterable(shuffled(x.shape[-1], batch_size, epochs, rng)):
        network.step(x[..., rows], y[:, rows], eta)


def accuracy(network, x, labels):
    """Return the fraction of the examples whose largest output is at their label."""
    return fraction_right(network.forward(x)[1][network.L], labels)
