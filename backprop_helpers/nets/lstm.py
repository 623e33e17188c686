"""Long short-term memory: a recurrent layer with gates, and its gradient (notebook 18).

As in recurrent.py, but u, w, b, z and delta have 4n rows: those of the input gate i,
the forget gate f, the candidate g and the output gate o, in this order (PyTorch's).
S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, 1997; the forget gate: F.
Gers, J. Schmidhuber and F. Cummins, Learning to Forget, 2000.
"""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.recurrent import (
    QUIET,
    Shared,
    check_inputs,
    shared_gradients,
)


@dataclass(frozen=True)
class Trace:
    """What a forward pass keeps, by step: gates and g (1 … T), c and a (0 … T)."""

    i: dict
    f: dict
    g: dict
    o: dict
    c: dict
    a: dict


class LSTM(Shared):
    """c⟨t⟩ = f ⊙ c⟨t−1⟩ + i ⊙ g and a⟨t⟩ = o ⊙ tanh(c⟨t⟩); u, w, b are copied."""

    def __init__(self, u, w, b):
        super().__init__(u, w, b, rows=4)
        self.n = self.w.shape[-1]

    @classmethod
    def random(cls, k, n, rng, scale=1.0, forget_bias=1.0):
        """Draw u and w as for a plain layer; b is 0, but forget_bias at the gates f."""
        u, w = rng.standard_normal((4 * n, k)), rng.standard_normal((4 * n, n))
        b = np.zeros((4 * n, 1))
        b[n : 2 * n] = forget_bias
        return cls(scale * u, w / np.sqrt(n), b)

    @np.errstate(**QUIET)
    def forward(self, x):
        """Return the Trace for x[1 … T], each (k, m), else ValueError."""
        check_inputs(x, self.u)
        nothing = np.zeros((*self.w.shape[:-2], self.n, x[1].shape[-1]))
        i, f, g, o, c, a = {}, {}, {}, {}, {0: nothing}, {0: nothing}
        for t in range(1, len(x) + 1):
            z = self.w @ a[t - 1] + self.u @ x[t] + self.b
            z_i, z_f, z_g, z_o = np.split(z, 4, axis=-2)
            i[t], f[t], o[t] = sigmoid(z_i), sigmoid(z_f), sigmoid(z_o)
            g[t] = np.tanh(z_g)
            c[t] = f[t] * c[t - 1] + i[t] * g[t]
            a[t] = o[t] * np.tanh(c[t])
        return Trace(i, f, g, o, c, a)

    @np.errstate(**QUIET)
    def deltas(self, trace, direct):
        """Return delta[1 … T], each (4n, m), and nabla_c[1 … T] = ∂C/∂c⟨t⟩, (n, m).

        direct[t], (n, m), is the part of ∂C/∂a⟨t⟩ that does not run through the next
        step; a step may be left out.
        """
        T, delta, nabla_c = len(trace.f), {}, {}
        i, f, g, o, c = trace.i, trace.f, trace.g, trace.o, trace.c
        for t in range(T, 0, -1):
            nabla_a = direct.get(t, np.zeros_like(c[t]))
            if t < T:
                nabla_a = nabla_a + self.w.mT @ delta[t + 1]
            squashed = np.tanh(c[t])
            nabla_c[t] = nabla_a * o[t] * (1 - squashed**2)
            if t < T:
                nabla_c[t] += nabla_c[t + 1] * f[t + 1]
            parts = (
                nabla_c[t] * g[t] * i[t] * (1 - i[t]),
                nabla_c[t] * c[t - 1] * f[t] * (1 - f[t]),
                self.candidate_delta(nabla_c[t], i[t], g[t]),
                nabla_a * squashed * o[t] * (1 - o[t]),
            )
            delta[t] = np.concatenate(parts, axis=-2)
        return delta, nabla_c

    @staticmethod
    def candidate_delta(nabla_c, i, g):
        """Return δ of the candidate: the line of `deltas` that a page may replace."""
        return nabla_c * i * (1 - g**2)

    def backward(self, x, trace, direct):
        """Return delta and the gradients by name, u, w and b, as means over the batch.

        x as in `forward`, trace from it, direct as in `deltas`.
        """
        delta, _ = self.deltas(trace, direct)
        return delta, shared_gradients(delta, x, trace.a)

    def run(self, x):
        """Return a[0 … T] and a function of `direct` that gives delta and gradients."""
        trace = self.forward(x)
        return trace.a, lambda direct: self.backward(x, trace, direct)
