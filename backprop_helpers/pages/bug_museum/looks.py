"""Patients that look back at their text, and three bugs that no gradient check sees.

Each bug of BLIND makes another network, whose way back belongs to it: so central
differences of its cost agree. Other tests see it, and `compare` makes them.
"""

from functools import cache

import numpy as np

from backprop_helpers.nets.attention import attend, look_back
from backprop_helpers.nets.functions import softmax_along
from backprop_helpers.nets.gradient_check import relative_error
from backprop_helpers.pages.bug_museum.later_patients import Patient

TEXTS, T, SIZE = 60, 6, 3


@cache
def texts():
    """Return x (TEXTS, SIZE + T, T) and one-hot y (SIZE, TEXTS (T − 1)).

    A token is its symbol, one-hot, above its place, one-hot; asked for is the symbol
    that comes next. Symbols are thrown with dice, so nobody can know it.
    """
    symbols = np.random.default_rng(0).integers(SIZE, size=(TEXTS, T))
    places = np.broadcast_to(np.eye(T), (TEXTS, T, T))
    x = np.concatenate([np.eye(SIZE)[symbols].mT, places], axis=1)
    return x, np.eye(SIZE)[symbols[:, 1:].ravel()].T


class Looks(Patient):
    """Attention with a mask, then softmax: what comes next, at all places but the last.

    w[2] (3 n, SIZE + T) holds w_q, w_k and w_v, one below the other, b[2] their biases.
    """

    data = staticmethod(texts)
    masked, axis, rooted = True, -1, True

    @classmethod
    def random(cls, rng, n=4):
        """Draw w[2] from N(0, 1), w[3] from N(0, 1) / √n; biases are 0."""
        w2, w3 = rng.normal(size=(3 * n, SIZE + T)), rng.normal(size=(SIZE, n))
        b = {2: np.zeros((3 * n, 1)), 3: np.zeros((SIZE, 1))}
        return cls({2: w2, 3: w3 / np.sqrt(n)}, b)

    def root(self, q):
        """Return what the scores are divided by."""
        return np.sqrt(q.shape[-2]) if self.rooted else 1.0

    def forward(self, x):
        """Return z and a for texts x (m, SIZE + T, T); z[3] (SIZE, m (T − 1))."""
        z, a = {2: self.w[2] @ x + self.b[2]}, {1: x}
        q, k, v = np.split(z[2], 3, axis=-2)
        scores = q.mT @ k / self.root(q)
        if self.masked:
            scores = np.where(look_back(T), -np.inf, scores)
        a["alpha"] = softmax_along(scores, self.axis)
        a[2] = v @ a["alpha"].mT
        asked = a[2][..., :-1].swapaxes(0, 1)
        return self.outputs(z, a, asked.reshape(len(asked), -1))

    def first_layer(self, z, a, blame, bugs):
        """Return nabla_w[2] and nabla_b[2]; blame (n, m (T − 1)) is ∂C/∂features."""
        q, k, v = np.split(z[2], 3, axis=-2)
        nabla_o = np.zeros_like(a[2])
        nabla_o[..., :-1] = blame.reshape(len(blame), -1, T - 1).swapaxes(0, 1)
        alpha, nabla_alpha = a["alpha"], nabla_o.mT @ v
        mean = np.sum(alpha * nabla_alpha, axis=self.axis, keepdims=True)
        delta = alpha * (nabla_alpha - mean) / self.root(q)
        back = np.concatenate([k @ delta.mT, q @ delta, nabla_o @ alpha], axis=-2)
        m = blame.shape[1]
        nabla_b = back.sum(axis=(0, -1))[:, np.newaxis] / m
        return (back @ a[1].mT).sum(axis=0) / m, nabla_b


class Unmasked(Looks):
    """Each token sees the later ones as well."""

    masked = False


class DownTheColumns(Looks):
    """The shares add up to 1 down each column, not along each row."""

    axis = -2


class Unrooted(Looks):
    """The scores are not divided by √d."""

    rooted = False


BLIND = {
    "mask forgotten": Unmasked, "softmax down the columns": DownTheColumns,
    "root left out": Unrooted,
}  # fmt: skip


def compare(network, x):
    """Return the relative errors of three tests that need no gradient, by name.

    Does an earlier output move with the last symbol? Does each row of alpha add up to
    1? Does the package's attention give the same?
    """
    z, a = network.forward(x)
    other = x.copy()
    other[:, :SIZE, -1] = np.roll(x[:, :SIZE, -1], 1, axis=-1)
    _, moved = network.forward(other)
    rows = np.sum(a["alpha"], axis=-1)
    o, _ = attend(*np.split(z[2], 3, axis=-2), look_back(T))
    return {
        "later token": relative_error(moved[2][..., :-1], a[2][..., :-1]),
        "row sums": relative_error(rows, np.ones_like(rows)),
        "2nd program": relative_error(a[2], o),
    }
