"""The cost of w⁵⁰: a plain, then a wall; and what clipping does there (notebook 12).

One neuron without a squeeze, a⟨t⟩ = w a⟨t−1⟩, starts at 1 and should end at 1:
C = (w^T − 1)². The wall, and clipping: R. Pascanu, T. Mikolov and Y. Bengio, 2013.
"""

from dataclasses import dataclass

import numpy as np

LOW, HIGH = 0.75, 1.15  # of w: who leaves this room is thrown out


@dataclass(frozen=True)
class Walk:
    """w from the start on, (steps + 1,), and the slopes that were met, (steps,).

    If `thrown_out`, the last w is outside of LOW … HIGH, and the walk ended there.
    """

    w: np.ndarray
    slopes: np.ndarray
    thrown_out: bool


def cost(w, T):
    """Return (w^T − 1)² for w of any shape."""
    return (np.power(w, T) - 1.0) ** 2


def slope(w, T):
    """Return dC/dw = 2 (w^T − 1) T w^(T−1), for w of any shape."""
    return 2 * (np.power(w, T) - 1.0) * T * np.power(w, T - 1)


def descend(w, T, eta, steps, most=np.inf):
    """Walk down from w; a slope larger than `most` in size is clipped to it."""
    path, slopes = [float(w)], []
    while len(slopes) < steps and LOW <= path[-1] <= HIGH:
        slopes.append(float(slope(path[-1], T)))
        path.append(path[-1] - eta * float(np.clip(slopes[-1], -most, most)))
    return Walk(np.array(path), np.array(slopes), not LOW <= path[-1] <= HIGH)
