"""One LSTM cell: the numbers of the page, and gates that are held by hand."""

from typing import NamedTuple

import numpy as np

CELL = {  # of the drawing and of the pencil, by name
    "i": 0.8, "f": 0.9, "g": -0.25, "o": 0.6, "c_before": 2.0,
    "nabla_a": 1.0, "nabla_c_next": 0.5, "f_next": 0.4,
}  # fmt: skip


def one_step():
    """Return the numbers of CELL, forward, and the blame of each; dicts by name."""
    i, f, g, o, c_before, nabla_a, nabla_c_next, f_next = CELL.values()
    c = f * c_before + i * g
    squeezed = np.tanh(c)
    nabla_c = nabla_a * o * (1 - squeezed**2) + nabla_c_next * f_next
    forward = {
        "i": i, "f": f, "g": g, "o": o, "c_before": c_before, "kept": f * c_before,
        "let_in": i * g, "c": c, "squeezed": squeezed, "a": o * squeezed,
    }  # fmt: skip
    back = {
        "a": nabla_a, "next": nabla_c_next * f_next, "c": nabla_c,
        "c_before": nabla_c * f, "i": nabla_c * g * i * (1 - i),
        "f": nabla_c * c_before * f * (1 - f), "g": nabla_c * i * (1 - g**2),
        "o": nabla_a * squeezed * o * (1 - o),
    }  # fmt: skip
    return forward, back


MOST_CELL_STEPS = 40
# At step 1 the cell is set to 1; then come these, the same every time.
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
