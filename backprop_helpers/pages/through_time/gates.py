"""One LSTM cell whose gates stand still: what it keeps, and what blame comes back.

Notebook 12. At step 1 a candidate of 1 is let in; then others between −1 and 1 come.
"""

from dataclasses import dataclass

import numpy as np

LONGEST = 40
# What wants to get in at the later steps: the same numbers every time, rounded.
OTHERS = np.round(np.random.default_rng(3).uniform(-1, 1, LONGEST - 1), 2)


@dataclass(frozen=True)
class Keeping:
    """By step, from 0 to T: cell c and activation a; and ∂c⟨T⟩/∂c⟨t⟩, from 1 to T."""

    c: np.ndarray
    a: np.ndarray
    back: np.ndarray


def keep(f, i, o, T):
    """Run c⟨t⟩ = f c⟨t−1⟩ + i g⟨t⟩, a⟨t⟩ = o tanh(c⟨t⟩) over T steps.

    f, i and o are numbers from 0 to 1. At step 1, c⟨1⟩ is 1.
    """
    c = np.zeros(T + 1)
    c[1] = 1.0
    for t in range(2, T + 1):
        c[t] = f * c[t - 1] + i * OTHERS[t - 2]
    return Keeping(c, o * np.tanh(c), f ** np.arange(T - 1, -1, -1.0))
