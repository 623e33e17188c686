"""A small network with one convolution, for texts and for images alike (notebook 15).

Layers: 1 the input, 2 a convolution with an activation, 3 max pooling, 4 softmax over
all that is left. Only 2 and 4 have parameters. Inputs are (channels, *lengths, m), as
in `convolution`; targets y are (classes, m); the cost is the log-likelihood.
"""

from itertools import chain

import numpy as np

from backprop_helpers.nets.convolution import (
    convolve,
    gradient,
    max_pool,
    max_pool_blame,
    output_length,
)
from backprop_helpers.nets.functions import log_likelihood, softmax, tanh
from backprop_helpers.nets.training import fraction_right, shuffled


class ConvolutionalNetwork:
    """Kernels w[2] (n, channels, *size) and b[2] (n, 1), then w[4] and b[4], copied.

    pool is the size of a patch of layer 3, one whole number for each length. The
    activation of layer 2 is sigma[2], that of layer 4 is the softmax.
    """

    cost, L = log_likelihood, 4

    def __init__(self, w, b, pool, padding=0, activation=tanh):
        self.w = {l: np.multiply(w[l], 1.0) for l in (2, 4)}
        self.b = {l: np.multiply(b[l], 1.0) for l in (2, 4)}
        self.pool, self.padding = pool, padding
        self.sigma = {2: activation, 4: softmax}

    @classmethod
    def random(cls, shape, n, size, pool, classes, rng, padding=0, activation=tanh):
        """Draw weights for inputs of shape (channels, *lengths); biases start at 0.

        Their spread is 1/√(numbers that a sum has), page 11. ValueError if a kernel or
        the pooling does not fit.
        """
        channels, *lengths = shape
        places = [
            output_length(length, k, 1, padding)
            for length, k in zip(lengths, size, strict=True)
        ]
        left = [output_length(i, k, k) for i, k in zip(places, pool, strict=True)]
        kernels = rng.standard_normal((n, channels, *size))
        dense = rng.standard_normal((classes, n * int(np.prod(left))))
        w = {2: kernels / np.sqrt(kernels[0].size), 4: dense / np.sqrt(dense[0].size)}
        b = {2: np.zeros((n, 1)), 4: np.zeros((classes, 1))}
        return cls(w, b, pool, padding, activation)

    def copy(self):
        """Return a network that shares no array with this one."""
        return type(self)(self.w, self.b, self.pool, self.padding, self.sigma[2])

    @property
    def parameters(self):
        """The number of weights and biases."""
        return sum(each.size for each in (*self.w.values(), *self.b.values()))

    def forward(self, x):
        """Return z[2, 4], a[1 … 4] and what the way back needs, for x as above."""
        z, a = {}, {1: x}
        z[2], seen = convolve(self.w[2], self.b[2], x, padding=self.padding)
        a[2] = self.sigma[2](z[2])
        a[3], which = max_pool(a[2], self.pool)
        z[4] = self.w[4] @ a[3].reshape(-1, x.shape[-1]) + self.b[4]
        a[4] = self.sigma[4](z[4])
        return z, a, (seen, which)

    def backward(self, z, a, kept, y):
        """Return delta, nabla_w, nabla_b for y (classes, m), else ValueError."""
        (seen, which), m = kept, y.shape[-1]
        delta = {4: self.cost.output_delta(z[4], a[4], y, self.sigma[4])}
        pooled = (self.w[4].T @ delta[4]).reshape(a[3].shape)  # ∂C/∂a³
        routed = max_pool_blame(pooled, which, a[2].shape, self.pool)  # ∂C/∂a²
        delta[2] = routed * self.sigma[2].derivative(z[2])
        w2, b2 = gradient(self.w[2], seen, delta[2])
        w4 = delta[4] @ a[3].reshape(-1, m).T / m
        b4 = delta[4].mean(axis=1, keepdims=True)
        return delta, {2: w2, 4: w4}, {2: b2, 4: b4}

    def step(self, x, y, eta):
        """Move one step down the gradient."""
        _, nabla_w, nabla_b = self.backward(*self.forward(x), y)
        for l in self.w:
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
