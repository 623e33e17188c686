"""Surfaces with two minima, a saddle, a plateau, and descents from many starts."""

import numpy as np

from backprop_helpers.nets.optimizers import FAR
from backprop_helpers.pages.optimizers.example import Surface, both


def _hole(w1, w2):
    return np.exp(-(w1**2) - w2**2)


# Two wells along w₁, one of them deeper; its level points solve 4 w₁³ − 4 w₁ + 0.3 = 0.
_LEVEL = sorted(float(root.real) for root in np.roots([4, 0, -4, 0.3]))
TWO_MINIMA = Surface(
    "two minima",
    both(lambda w1, w2: (w1**2 - 1) ** 2 + 0.3 * w1 + 0.35 + 2 * w2**2),
    both(lambda w1, w2: (4 * w1 * (w1**2 - 1) + 0.3, 4 * w2)),
    ((_LEVEL[0], 0.0), (_LEVEL[2], 0.0)),
    ((_LEVEL[1], 0.0),),
)
SADDLE = Surface(
    "saddle",
    both(lambda w1, w2: w1**2 + (w2**2 - 1) ** 2),
    both(lambda w1, w2: (2 * w1, 4 * w2 * (w2**2 - 1))),
    ((0.0, 1.0), (0.0, -1.0)),
    ((0.0, 0.0),),
)
PLATEAU = Surface(
    "plateau",
    both(lambda w1, w2: 1 - _hole(w1, w2)),
    both(lambda w1, w2: (2 * w1 * _hole(w1, w2), 2 * w2 * _hole(w1, w2))),
    ((0.0, 0.0),),
)
SURFACES = {s.name: s for s in (TWO_MINIMA, SADDLE, PLATEAU)}
ACROSS = {"two minima": 0, "saddle": 1}  # the axis along which its ridge falls


def near_the_ridge(surface, starts, part):
    """Move starts (runs, 2) to `part` of their distance from a surface's ridge."""
    moved = np.array(starts, dtype=float)
    if surface.name in ACROSS:
        axis, (saddle,) = ACROSS[surface.name], surface.saddles
        moved[:, axis] = saddle[axis] + part * (moved[:, axis] - saddle[axis])
    return moved


def descend_from_many(surface, optimiser, starts, steps):
    """Take steps from all starts (runs, 2) at once; return the last points (runs, 2).

    Points that run away are infinite or not numbers.
    """
    W = np.array(starts, dtype=float)
    for _ in range(steps):
        optimiser.step(W, surface.gradient(W))
    return W


def where(surface, points, near=0.1):
    """Say where points (runs, 2) are: an array of words (runs,).

    "lowest", "higher" or "saddle": within `near` of such a place; "diverged": beyond
    FAR; "on its way": none of these.
    """
    words = np.full(len(points), "on its way", dtype="<U10")
    for place, kind in surface.kinds.items():
        with np.errstate(over="ignore", invalid="ignore"):
            words[np.hypot(*(points - place).T) < near] = kind
    words[~np.all(np.abs(points) <= FAR, axis=1)] = "diverged"
    return words
