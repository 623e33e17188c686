"""A task on which memory shows: name the first symbol after n others."""

from functools import partial

import numpy as np

from backprop_helpers.nets.functions import log_likelihood, softmax
from backprop_helpers.nets.lstm import LSTM
from backprop_helpers.nets.recurrent import Recurrent, clipped
from backprop_helpers.nets.training import fraction_right

SYMBOLS = 4  # letters to remember, and as many digits that stand in the way
NEURONS, BATCH, STEPS, MOST = 16, 32, 600, 1.0  # of every training run
PLAIN, BIAS_1, BIAS_3 = "plain", "LSTM, forget bias 1", "LSTM, forget bias 3"
KINDS = {
    PLAIN: Recurrent.random,
    BIAS_1: partial(LSTM.random, forget_bias=1.0),
    BIAS_3: partial(LSTM.random, forget_bias=3.0),
}
LENGTHS = (2, 5, 10, 15, 20, 30, 40, 60)

# Accuracy after STEPS steps for each of LENGTHS, as printed by
# tests/benchmarks/memory.py: the mean of five seeds, each kind with the learning rate
# and the scale of u that are best for it at that length.
MEASURED = {
    PLAIN: (1.0, 1.0, 1.0, 1.0, 0.9, 0.66, 0.57, 0.55),
    BIAS_1: (1.0, 1.0, 1.0, 1.0, 0.9, 0.85, 0.26, 0.25),
    BIAS_3: (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
}


def recall_batch(others, m, rng):
    """Draw m sequences: x[1 … T], (2 · SYMBOLS, m), and the answer y, (SYMBOLS, m).

    T is 1 + others. First comes one of SYMBOLS letters, which is the answer; then
    `others` digits, each one of as many; all equally likely, and one-hot.
    """
    drawn = rng.integers(SYMBOLS, size=(1 + others, m))
    drawn[1:] += SYMBOLS
    one_hot = np.eye(2 * SYMBOLS)
    x = {t: one_hot[symbols].T for t, symbols in enumerate(drawn, start=1)}
    return x, x[1][:SYMBOLS]


class Reader:
    """A recurrent layer and outputs softmax(v a⟨T⟩), read off after the last step."""

    def __init__(self, layer, v):
        self.layer, self.v = layer, np.multiply(v, 1.0)

    @classmethod
    def random(cls, kind, rng, scale=1.0, n=NEURONS):
        """Draw a layer of n neurons, one of KINDS, and v; scale is that of u."""
        layer = KINDS[kind](2 * SYMBOLS, n, rng, scale)
        return cls(layer, rng.standard_normal((SYMBOLS, n)) / np.sqrt(n))

    @property
    def parameters(self):
        """The arrays that learn, by name."""
        return self.layer.parameters | {"v": self.v}

    def outputs(self, x):
        """Return softmax(v a⟨T⟩), (SYMBOLS, m)."""
        a, _ = self.layer.run(x)
        return softmax(self.v @ a[len(x)])

    def accuracy(self, x, y):
        """Return the fraction of columns whose largest output is at the right place."""
        return fraction_right(self.outputs(x), y.argmax(axis=0))

    def gradient(self, x, y):
        """Return the cost, a log-likelihood, and the gradients of all parameters."""
        a, backward = self.layer.run(x)
        T, m = len(x), y.shape[1]
        out = softmax(self.v @ a[T])
        delta = out - y
        nabla = backward({T: self.v.T @ delta})
        return log_likelihood(out, y), nabla | {"v": delta @ a[T].T / m}

    def step(self, x, y, eta, most):
        """Move down the gradient, clipped at the norm most; return the cost before."""
        cost, nabla = self.gradient(x, y)
        for name, each in clipped(nabla, most).items():
            self.parameters[name][...] -= eta * each
        return cost

    def learn(self, others, eta, rng, steps=STEPS):
        """Take steps on fresh batches with `others` digits in between; yield costs."""
        for _ in range(steps):
            yield self.step(*recall_batch(others, BATCH, rng), eta, MOST)
