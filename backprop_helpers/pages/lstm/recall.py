"""Layers that learn a task on which memory shows, see datasets/recall.py.

Readers from several starts are trained side by side: their arrays have one more axis in
front than on the page, as in nets/recurrent.py.
"""

import numpy as np

from backprop_helpers.datasets.recall import SYMBOLS, recall_texts
from backprop_helpers.nets.functions import softmax_along
from backprop_helpers.nets.lstm import LSTM
from backprop_helpers.nets.optimizers import Adam
from backprop_helpers.nets.recurrent import Recurrent, clipped, norm

NEURONS, BATCH, MOST = 8, 16, 1.0  # of every training run; clipped at MOST
PLAIN = "plain"  # a layer without gates


def recall_batch(others, shape, rng):
    """Draw sequences x[1 … T], (…, 2 · SYMBOLS, m), and answers y, (…, SYMBOLS, m).

    shape is (m,), or (readers, m); T is 1 + others. All is one-hot; y is the letter.
    """
    one_hot = np.eye(2 * SYMBOLS)
    texts = recall_texts(others, shape, rng)
    x = {t: one_hot[symbols].mT for t, symbols in enumerate(texts, start=1)}
    return x, x[1][..., :SYMBOLS, :]


def drawn_layer(kind, scale, rng):
    """Draw a layer of NEURONS: PLAIN, or cells where kind is their forget bias."""
    if kind == PLAIN:
        return Recurrent.random(2 * SYMBOLS, NEURONS, rng, scale)
    return LSTM.random(2 * SYMBOLS, NEURONS, rng, scale, forget_bias=kind)


class Readers:
    """Recurrent layers side by side, each with outputs softmax(v a⟨T⟩) at the end."""

    def __init__(self, kind, scale, starts, seed=0):
        """Draw layers from so many starts; kind as in drawn_layer, scale that of u."""
        self.rng, self.starts = np.random.default_rng(seed), starts
        layers = [drawn_layer(kind, scale, self.rng) for _ in range(starts)]
        each = zip(*(layer.parameters.values() for layer in layers), strict=True)
        self.layer = type(layers[0])(*map(np.stack, each))
        v = self.rng.standard_normal((starts, SYMBOLS, NEURONS))
        self.parameters = self.layer.parameters | {"v": v / np.sqrt(NEURONS)}

    def batch(self, others, m=BATCH):
        """Draw a batch for each reader, as recall_batch does."""
        return recall_batch(others, (self.starts, m), self.rng)

    def outputs(self, a):
        """Return softmax(v a), (starts, SYMBOLS, m)."""
        return softmax_along(self.parameters["v"] @ a, -2)

    def accuracies(self, others, m=1000):
        """Return which fraction of fresh sequences each reader names, (starts,)."""
        x, y = self.batch(others, m)
        a, _ = self.layer.run(x)
        named = self.outputs(a[len(x)]).argmax(axis=-2)
        return np.mean(named == y.argmax(axis=-2), axis=-1)

    def walk_back(self, x, y):
        """Return each reader's cost, a log-likelihood, delta, and all gradients."""
        a, backward = self.layer.run(x)
        T, m, v = len(x), y.shape[-1], self.parameters["v"]
        out = self.outputs(a[T])
        miss = out - y
        delta, nabla = backward({T: v.mT @ miss})
        costs = -np.log(np.sum(out * y, axis=-2)).mean(axis=-1)
        return costs, delta, nabla | {"v": miss @ a[T].mT / m}

    def blame_at_the_first_step(self, others):
        """Return how long δ⟨1⟩ is compared with δ⟨T⟩ for each reader, (starts,)."""
        _, delta, _ = self.walk_back(*self.batch(others))
        first, last = (norm({"δ": delta[t]}).ravel() for t in (1, 1 + others))
        return first / last

    def learn(self, others, eta, steps):
        """Take steps of Adam, each on a fresh batch; yield the costs before each."""
        optimisers = {name: Adam(eta) for name in self.parameters}
        for _ in range(steps):
            costs, _, nabla = self.walk_back(*self.batch(others))
            for name, each in clipped(nabla, MOST).items():
                optimisers[name].step(self.parameters[name], each)
            yield costs
