"""Recurrent layers small enough to follow: where δ goes, and a cost with a wall.

Dicts are keyed by the time step, as in recurrent.py.
"""

from typing import NamedTuple

import numpy as np

from backprop_helpers.nets.functions import identity, tanh
from backprop_helpers.nets.recurrent import Recurrent

# One neuron, and what becomes of its blame

U = 0.5  # the weight of the input of the one neuron
INPUTS = {
    "1, 0, 1, 0, …": lambda t: float(t % 2),
    "1 at the first step, then 0": lambda t: float(t == 1),
    "1 at every step": lambda t: 1.0,
}


class Run(NamedTuple):
    """One neuron over T steps: x, a, delta and terms[t] = δ⟨t⟩ a⟨t−1⟩, all numbers."""

    w: float
    y: float
    x: dict
    a: dict
    delta: dict
    terms: dict
    cost: float

    @property
    def nabla_w(self):
        """∂C/∂w: the sum over the steps."""
        return sum(self.terms.values())


def one_neuron(w, y, T, inputs):
    """Return the Run of a⟨t⟩ = tanh(w a⟨t−1⟩ + U x⟨t⟩), with C = (a⟨T⟩ − y)².

    inputs is one of INPUTS; w and y are numbers.
    """
    x = {t: np.array([[INPUTS[inputs](t)]]) for t in range(1, T + 1)}
    layer = Recurrent([[U]], [[w]], [[0.0]])
    z, a = layer.forward(x)
    delta = layer.deltas(z, {T: 2 * (a[T] - y)})
    x, a, delta = ({t: v[t].item() for t in v} for v in (x, a, delta))
    terms = {t: delta[t] * a[t - 1] for t in x}
    return Run(w, y, x, a, delta, terms, (a[T] - y) ** 2)


# Two neurons whose matrix is not symmetric

STEADY = 20  # blame that has changed by less counts as steady
GROWING = 1.005  # from one step to the next: else what is long goes no further
LONGEST = 60
GAP = 0.1  # between the two eigenvalues
KINDS = {  # name: activation and size of the inputs
    "identity": (identity, 0.0),
    "tanh, small inputs": (tanh, 0.01),
    "tanh, large inputs": (tanh, 0.3),
}


def lopsided(largest, extra):
    """Return w (2, 2) with its eigenvalues, `largest` and GAP less, on the diagonal.

    extra is the weight from neuron 2 to neuron 1; with extra = 0, w is symmetric.
    """
    return np.array([[largest, extra], [0.0, largest - GAP]])


def largest_singular_value(w):
    """Return how much longer w, or wᵀ, makes a column at most."""
    return float(np.linalg.norm(w, 2))


def blame_by_steps_back(largest, extra, T, kind):
    """Return the length of δ⟨T⟩, δ⟨T−1⟩ … δ⟨1⟩, (T,), divided by the first of them.

    The layer has the weights lopsided(largest, extra), an activation and random inputs
    as KINDS has them. At the end only neuron 1 is blamed.
    """
    activation, size = KINDS[kind]
    x = np.random.default_rng(7).standard_normal((LONGEST, 2, 1))
    w = lopsided(largest, extra)
    layer = Recurrent(np.eye(2), w, np.zeros((2, 1)), activation)
    z, _ = layer.forward({t: size * x[-t] for t in range(1, T + 1)})
    delta = layer.deltas(z, {T: np.array([[1.0], [0.0]])})
    lengths = np.array([np.linalg.norm(delta[t]) for t in range(T, 0, -1)])
    return lengths / lengths[0]


def state_of(lengths):
    """Name what has become of blame, lengths (T,): vanishing, exploding or steady."""
    if lengths[-1] < 1 / STEADY:
        return "vanishing"
    growing = lengths[-1] > GROWING * lengths[-2]
    return "exploding" if lengths[-1] > STEADY and growing else "steady"


# A cost with a wall

ROOM = 0.75, 1.15  # of w: who leaves it is thrown out


class Walk(NamedTuple):
    """w from the start on, (steps + 1,), and the slopes that were met, (steps,).

    If `thrown_out`, the last w is beyond ROOM, and the walk ended there; `inside` is
    w held at the edge, with the costs there, and `steps` counts 0, 1, 2, …
    """

    w: np.ndarray
    slopes: np.ndarray
    thrown_out: bool
    inside: np.ndarray
    costs: np.ndarray
    steps: np.ndarray


def wall_cost(w, T):
    """Return (w^T − 1)² for w of any shape."""
    return (np.power(w, T) - 1.0) ** 2


def wall_slope(w, T):
    """Return dC/dw = 2 (w^T − 1) T w^(T−1), for w of any shape."""
    return 2 * (np.power(w, T) - 1.0) * T * np.power(w, T - 1)


def descend(w, T, eta, steps, most=np.inf):
    """Walk down from w; a slope larger than `most` in size is clipped to it."""
    path, slopes = [float(w)], []
    while len(slopes) < steps and ROOM[0] <= path[-1] <= ROOM[1]:
        slopes.append(float(wall_slope(path[-1], T)))
        path.append(path[-1] - eta * float(np.clip(slopes[-1], -most, most)))
    w, inside = np.array(path), np.clip(path, *ROOM)
    costs, count = wall_cost(inside, T), np.arange(len(w))
    return Walk(w, np.array(slopes), w[-1] != inside[-1], inside, costs, count)
