"""A layer used again at every step of time, and its gradient (notebook 17).

Time steps are counted from 1 to T; dicts are keyed by them. A batch is columns: x[t]
is (k, m), z[t], a[t] and delta[t] are (n, m), u (n, k), w (n, n), b (n, 1). a[0] is
what the layer starts with: zeros. All may have one more axis in front, for several
layers that are trained side by side: w is then (layers, n, n), and `.mT` transposes the
last two axes. Backpropagation through time: P. Werbos, Backpropagation Through Time:
What It Does and How to Do It, 1990.
"""

from functools import reduce

import numpy as np

from backprop_helpers.nets.functions import tanh

QUIET = {"over": "ignore", "invalid": "ignore"}  # an exploded run is inf or nan


class Shared:
    """Copies of u, w and b, used at every step; `rows` blocks of n rows in each.

    ValueError if their shapes do not fit together.
    """

    def __init__(self, u, w, b, rows=1):
        self.u, self.w, self.b = (np.multiply(each, 1.0) for each in (u, w, b))
        layers, n = np.shape(self.w)[:-2], np.atleast_1d(self.w).shape[-1]
        wanted = [(*layers, rows * n, *last) for last in ((), (n,), (1,))]
        if [self.u.shape[:-1], self.w.shape, self.b.shape] != wanted:
            raise ValueError(
                f"u {self.u.shape}, w {self.w.shape} and b {self.b.shape} do not fit: "
                f"expected ({rows * n}, k), {rows * n, n} and {rows * n, 1}."
            )

    @property
    def parameters(self):
        """The arrays that learn, by name; change them in place."""
        return {"u": self.u, "w": self.w, "b": self.b}


class Recurrent(Shared):
    """a⟨t⟩ = σ(w a⟨t−1⟩ + u x⟨t⟩ + b), copies of u, w, b; ValueError if shapes differ.

    The plain recurrent layer of J. Elman, Finding Structure in Time, 1990.
    """

    def __init__(self, u, w, b, activation=tanh):
        super().__init__(u, w, b)
        self.activation = activation

    @classmethod
    def random(cls, k, n, rng, scale=1.0, activation=tanh):
        """Draw w from N(0, 1) / √n and u from scale · N(0, 1); b is 0.

        Of a one-hot input only one number enters: hence no √k.
        """
        u, w = rng.standard_normal((n, k)), rng.standard_normal((n, n))
        return cls(scale * u, w / np.sqrt(n), np.zeros((n, 1)), activation)

    @np.errstate(**QUIET)
    def forward(self, x):
        """Return z[1 … T] and a[0 … T] for x[1 … T], each (k, m), else ValueError."""
        check_inputs(x, self.u)
        z, a = {}, {0: np.zeros((*self.w.shape[:-1], x[1].shape[-1]))}
        for t in range(1, len(x) + 1):
            z[t] = self.w @ a[t - 1] + self.u @ x[t] + self.b
            a[t] = self.activation(z[t])
        return z, a

    @np.errstate(**QUIET)
    def deltas(self, z, direct):
        """Return delta[1 … T]: δ⟨t⟩ = ((w)ᵀ δ⟨t+1⟩ + direct⟨t⟩) ⊙ σ′(z⟨t⟩).

        direct[t], (n, m), is the part of ∂C/∂a⟨t⟩ that does not run through the next
        step: what an output read off at step t sends back. A step may be left out.
        """
        T, delta = len(z), {}
        for t in range(T, 0, -1):
            back = direct.get(t, np.zeros_like(z[t]))
            if t < T:
                back = back + self.w.mT @ delta[t + 1]
            delta[t] = back * self.activation.derivative(z[t])
        return delta

    def backward(self, x, z, a, direct):
        """Return delta and the gradients by name, u, w and b, as means over the batch.

        x as in `forward`, z and a from it, direct as in `deltas`.
        """
        delta = self.deltas(z, direct)
        return delta, shared_gradients(delta, x, a)

    def run(self, x):
        """Return a[0 … T] and a function of `direct` that gives delta and gradients."""
        z, a = self.forward(x)
        return a, lambda direct: self.backward(x, z, a, direct)


@np.errstate(**QUIET)
def shared_gradients(delta, x, a):
    """Add up ∇w = Σ_t δ⟨t⟩ (a⟨t−1⟩)ᵀ, ∇u = Σ_t δ⟨t⟩ (x⟨t⟩)ᵀ, ∇b = Σ_t δ⟨t⟩.

    All steps share u, w and b, so each gradient is a sum over the steps t of delta, and
    a mean over the batch. Returns a dict with the keys u, w and b.
    """
    m = a[0].shape[-1]
    return {
        "u": sum(delta[t] @ x[t].mT for t in delta) / m,
        "w": sum(delta[t] @ a[t - 1].mT for t in delta) / m,
        "b": sum(delta[t] for t in delta).mean(axis=-1, keepdims=True),
    }


def norm(nabla):
    """Return √(sum of the squares of all entries) of a dict of matrices.

    Of several layers side by side it is one number for each, as (layers, 1, 1).
    """
    squares = (np.square(each) for each in nabla.values())
    return np.sqrt(sum(each.sum(axis=(-2, -1), keepdims=True) for each in squares))


def clipped(nabla, most):
    """Return the gradients, a dict of matrices, shorter if their norm is above most.

    R. Pascanu, T. Mikolov and Y. Bengio, On the Difficulty of Training Recurrent Neural
    Networks, 2013. ValueError unless most is positive.
    """
    if not most > 0:
        raise ValueError(f"most is {most}: choose a positive number, such as 1.")
    sizes = (np.abs(each).max((-2, -1), keepdims=True) for each in nabla.values())
    largest = reduce(np.maximum, sizes)
    scale = np.where((largest > 1e15) & (largest < np.inf), largest, 1.0)
    with np.errstate(over="ignore", invalid="ignore"):  # a diverged run is inf or nan
        # Squares of what is very large would be inf.
        length = scale * norm({name: each / scale for name, each in nabla.items()})
        factor = most / np.maximum(length, most)
        return {name: factor * each for name, each in nabla.items()}


def check_inputs(x, u):
    """Raise a ValueError unless x holds arrays (k, m) for the steps 1, 2, …, T."""
    if not x or list(x) != [*range(1, len(x) + 1)]:
        raise ValueError("x needs one array for each step 1, 2, …, T.")
    k, m = u.shape[-1], np.shape(x[1])[-1]
    if any(np.shape(each) != (*u.shape[:-2], k, m) for each in x.values()):
        raise ValueError(f"x[1 … T] must all have one shape ({k}, m).")
