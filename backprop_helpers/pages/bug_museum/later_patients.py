"""Patients of the later pages, which read digits: as images, in time, normalised.

All tell 0, 1 and 2 apart, end in softmax, and have the four arrays of a flower
network: w[2], b[2], w[3], b[3]. So the same check, and the same map, serves them all.
"""

from functools import cache

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets import convolution
from backprop_helpers.nets.functions import log_likelihood, softmax, tanh
from backprop_helpers.nets.normalization import COLUMNS, normalize, normalize_blame
from backprop_helpers.nets.recurrent import Recurrent, shared_gradients
from backprop_helpers.nets.training import one_hot

CLASSES, EACH = 3, 10


@cache
def digits():
    """Return 30 digits, 0 to 2, as images (1, 8, 8, m), and one-hot y (3, m)."""
    data = load_digits()
    rows = [np.flatnonzero(data.labels == c)[:EACH] for c in range(CLASSES)]
    chosen = np.concatenate(rows)
    x = data.images[chosen].T.reshape(1, 8, 8, -1)
    return x, one_hot(data.labels[chosen], CLASSES).T


class Patient:
    """A first layer w[2], b[2] of its own kind, then softmax over what it gives."""

    cost, L, data = log_likelihood, 3, staticmethod(digits)

    def __init__(self, w, b):
        self.w = {l: np.array(w[l]) for l in (2, 3)}
        self.b = {l: np.array(b[l]) for l in (2, 3)}

    def copy(self):
        """Return a network that shares no array with this one."""
        return type(self)(self.w, self.b)

    def outputs(self, z, a, features):
        """Add layer 3 to z and a; features (n, m) are what layer 2 gives."""
        a["features"] = features
        z[3] = self.w[3] @ features + self.b[3]
        a[3] = softmax(z[3])
        return z, a

    def backward(self, z, a, y, bugs):
        """Return nabla_w and nabla_b, dicts for layers 2 and 3, with these bugs."""
        m, delta3 = y.shape[1], a[3] - y
        w2, b2 = self.first_layer(z, a, self.w[3].T @ delta3, bugs)
        w3, b3 = delta3 @ a["features"].T / m, delta3.mean(axis=1, keepdims=True)
        return {2: w2, 3: w3}, {2: b2, 3: b3}


class Images(Patient):
    """Kernels w[2] (n, 1, 3, 3), max pooling of 2 × 2, then softmax."""

    POOL = (2, 2)

    @classmethod
    def random(cls, rng, n=3):
        """Draw weights N(0, 1) / √(numbers in the sum); biases are 0."""
        kernels, dense = rng.normal(size=(n, 1, 3, 3)), rng.normal(size=(3, 9 * n))
        w = {2: kernels / 3, 3: dense / np.sqrt(9 * n)}
        return cls(w, {2: np.zeros((n, 1)), 3: np.zeros((3, 1))})

    def forward(self, x):
        """Return z and a for images x (1, 8, 8, m)."""
        z, a = {}, {1: x}
        z[2], a["seen"] = convolution.convolve(self.w[2], self.b[2], x)
        a[2] = tanh(z[2])
        pooled, a["which"] = convolution.max_pool(a[2], self.POOL)
        return self.outputs(z, a, pooled.reshape(-1, x.shape[-1]))

    def first_layer(self, z, a, blame, bugs):
        """Return nabla_w[2] and nabla_b[2]; blame (n, m) is ∂C/∂ of the features."""
        pooled = blame.reshape(a["which"].shape)
        back = convolution.max_pool_blame(pooled, a["which"], a[2].shape, self.POOL)
        if "blame to all" in bugs:
            back = pooled.repeat(2, axis=1).repeat(2, axis=2)
        delta = back * tanh.derivative(z[2])
        w2, b2 = convolution.gradient(self.w[2], a["seen"], delta)
        places = delta[0, ..., 0].size if "mean over places" in bugs else 1
        return w2 / places, b2 / places


class Rows(Patient):
    """A recurrent layer reads a row at each step; w[2] is w and u, side by side."""

    @classmethod
    def random(cls, rng, n=6):
        """Draw weights as for Images."""
        w = {2: rng.normal(size=(n, n + 8)), 3: rng.normal(size=(3, n))}
        w = {l: each / np.sqrt(n) for l, each in w.items()}
        return cls(w, {2: np.zeros((n, 1)), 3: np.zeros((3, 1))})

    def layer(self):
        """Return the recurrent layer that w[2] and b[2] make."""
        n = len(self.w[2])
        return Recurrent(self.w[2][:, n:], self.w[2][:, :n], self.b[2])

    def forward(self, x):
        """Return z and a for images x (1, 8, 8, m)."""
        rows = dict(enumerate(x[0], start=1))
        z, a = self.layer().forward(rows)
        return self.outputs({2: z}, {1: rows, 2: a}, a[len(rows)])

    def first_layer(self, z, a, blame, bugs):
        """Return nabla_w[2] and nabla_b[2]; blame (n, m) is ∂C/∂a at the last step."""
        T = len(a[1])
        delta = self.layer().deltas(z[2], {T: blame})
        if "nothing from behind" in bugs:
            delta = {T: delta[T]}
        nabla = shared_gradients(delta, a[1], a[2])
        return np.hstack([nabla["w"], nabla["u"]]), nabla["b"]


class Normalised(Patient):
    """A dense layer, a layer normalisation of its sums, tanh, then softmax."""

    @classmethod
    def random(cls, rng, n=6):
        """Draw weights as for Images."""
        shapes = {2: (n, 64), 3: (3, n)}
        w = {l: rng.normal(size=shapes[l]) / np.sqrt(shapes[l][1]) for l in shapes}
        return cls(w, {l: np.zeros((len(w[l]), 1)) for l in w})

    def forward(self, x):
        """Return z and a for images x (1, 8, 8, m)."""
        a = {1: x.reshape(64, -1)}
        z = {2: self.w[2] @ a[1] + self.b[2]}
        a["normal"] = normalize(z[2], COLUMNS)
        a[2] = tanh(a["normal"].x_hat)
        return self.outputs(z, a, a[2])

    def first_layer(self, z, a, blame, bugs):
        """Return nabla_w[2] and nabla_b[2]; blame (n, m) is ∂C/∂a²."""
        normal = a["normal"]
        back = blame * tanh.derivative(normal.x_hat)
        delta = normalize_blame(normal, back)
        if "mean as constant" in bugs:  # what went through the mean is given back
            delta += back.mean(axis=0) / normal.deviation
        nabla_b = delta.mean(axis=1, keepdims=True)
        return delta @ a[1].T / delta.shape[1], nabla_b
