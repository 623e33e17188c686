"""Recurrent layers small enough to follow: where δ goes, a wall, and one LSTM cell.

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


# A layer of neurons whose eigenvalues decide

STEADY = 100  # blame that changes by less over the whole run counts as steady
LOST = 1e-16  # next to 1, a float cannot tell what is smaller from 0
KINDS = {  # name: activation and size of the inputs
    "identity": (identity, 0.0),
    "tanh, small inputs": (tanh, 0.01),
    "tanh, large inputs": (tanh, 0.5),
}
NEURONS, LONGEST = 8, 60


def symmetric_weights(largest):
    """Return w (NEURONS, NEURONS), symmetric, and its eigenvalues in rising order.

    `largest` is the size of the eigenvalue of the largest size. Always the same matrix,
    scaled.
    """
    w = np.random.default_rng(1).standard_normal((NEURONS, NEURONS))
    w = w + w.T
    w = largest / np.abs(np.linalg.eigvalsh(w)).max() * w
    return w, np.linalg.eigvalsh(w)


def blame_by_steps_back(largest, T, kind):
    """Return the length of δ⟨T⟩, δ⟨T−1⟩ … δ⟨1⟩, (T,), divided by the first of them.

    The layer has symmetric_weights(largest), an activation and random inputs as KINDS
    has them; ∂C/∂a⟨T⟩ is the same for all T.
    """
    activation, size = KINDS[kind]
    rng = np.random.default_rng(7)
    direct = rng.standard_normal((NEURONS, 1))
    x = rng.standard_normal((LONGEST, NEURONS, 1))
    w, _ = symmetric_weights(largest)
    layer = Recurrent(np.eye(NEURONS), w, np.zeros((NEURONS, 1)), activation)
    z, _ = layer.forward({t: size * x[-t] for t in range(1, T + 1)})
    delta = layer.deltas(z, {T: direct})
    lengths = np.array([np.linalg.norm(delta[t]) for t in range(T, 0, -1)])
    return lengths / lengths[0]


def state_of(lengths):
    """Name what becomes of the blame: vanishing, exploding, steady or lost."""
    last = lengths[-1]
    if last < LOST:
        return "lost"
    if last < 1 / STEADY:
        return "vanishing"
    return "exploding" if last > STEADY else "steady"


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


# One LSTM cell whose gates stand still

MOST_CELL_STEPS = 40
# At step 1 a candidate of 1 is let in; then these, the same every time.
CANDIDATES = np.round(np.random.default_rng(3).uniform(-1, 1, MOST_CELL_STEPS - 1), 2)


class Keeping(NamedTuple):
    """By step, from 1 to T: the cell c, the activation a, and ∂c⟨T⟩/∂c⟨t⟩."""

    f: float
    i: float
    steps: np.ndarray
    c: np.ndarray
    a: np.ndarray
    back: np.ndarray


def keep(f, i, o, T):
    """Run c⟨t⟩ = f c⟨t−1⟩ + i g⟨t⟩, a⟨t⟩ = o tanh(c⟨t⟩) over T steps.

    f, i and o are numbers from 0 to 1. At step 1, c⟨1⟩ is 1.
    """
    c = np.ones(T)
    for t in range(1, T):
        c[t] = f * c[t - 1] + i * CANDIDATES[t - 1]
    steps = np.arange(1.0, T + 1)
    return Keeping(f, i, steps, c, o * np.tanh(c), f ** (T - steps))
