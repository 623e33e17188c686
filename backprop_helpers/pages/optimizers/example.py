"""Costs of two parameters on which optimisers can be watched."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from backprop_helpers.nets.descent import Path
from backprop_helpers.nets.optimizers import FAR

W1_RANGE, W2_RANGE = (-2.4, 2.4), (-1.6, 1.6)  # the part of the plane that is looked at


@dataclass(frozen=True)
class Surface:
    """A cost (…) of points W (…, 2) with its gradient (…, 2).

    minima are all places where it is least locally, the lowest first; saddles those
    where it is level and falls to two sides only.
    """

    name: str
    cost: Callable = field(repr=False)
    gradient: Callable = field(repr=False)
    minima: tuple
    saddles: tuple = ()


def _both(function):
    """Make a function of W (…, 2) from one of w₁ and w₂ that returns one or two."""

    def of_points(W):
        with np.errstate(over="ignore", invalid="ignore"):  # far out: inf or nan
            values = function(W[..., 0], W[..., 1])
        return np.stack(values, axis=-1) if isinstance(values, tuple) else values

    return of_points


def _hole(w1, w2):
    return np.exp(-(w1**2) - w2**2)


RAVINE = Surface(
    "ravine",
    _both(lambda w1, w2: w1**2 + 20 * w2**2),
    _both(lambda w1, w2: (2 * w1, 40 * w2)),
    ((0.0, 0.0),),
)
# H. Rosenbrock, An automatic method for finding the greatest or least value of a
# function, 1960.
BENT_RAVINE = Surface(
    "bent ravine",
    _both(lambda w1, w2: (1 - w1) ** 2 + 100 * (w2 - w1**2) ** 2),
    _both(
        lambda w1, w2: (
            -2 * (1 - w1) - 400 * w1 * (w2 - w1**2),
            200 * (w2 - w1**2),
        )
    ),
    ((1.0, 1.0),),
)
# Two wells along w₁, one of them deeper; its level points solve 4 w₁³ − 4 w₁ + 0.3 = 0.
_LEVEL = sorted(float(root.real) for root in np.roots([4, 0, -4, 0.3]))
LOCAL_MINIMUM = Surface(
    "local minimum",
    _both(lambda w1, w2: (w1**2 - 1) ** 2 + 0.3 * w1 + 0.35 + 2 * w2**2),
    _both(lambda w1, w2: (4 * w1 * (w1**2 - 1) + 0.3, 4 * w2)),
    ((_LEVEL[0], 0.0), (_LEVEL[2], 0.0)),
    ((_LEVEL[1], 0.0),),
)
SADDLE = Surface(
    "saddle",
    _both(lambda w1, w2: w1**2 + (w2**2 - 1) ** 2),
    _both(lambda w1, w2: (2 * w1, 4 * w2 * (w2**2 - 1))),
    ((0.0, 1.0), (0.0, -1.0)),
    ((0.0, 0.0),),
)
PLATEAU = Surface(
    "plateau",
    _both(lambda w1, w2: 1 - _hole(w1, w2)),
    _both(lambda w1, w2: (2 * w1 * _hole(w1, w2), 2 * w2 * _hole(w1, w2))),
    ((0.0, 0.0),),
)
SURFACES = {s.name: s for s in (RAVINE, BENT_RAVINE, LOCAL_MINIMUM, SADDLE, PLATEAU)}


def descend(surface, optimisers, start, steps):
    """Let each of k fresh optimisers take `steps` steps; return their k Paths.

    A Path ends as diverged before a parameter beyond FAR. ValueError if start is not
    two finite numbers.
    """
    W = np.tile(np.array(start, dtype=float), (len(optimisers), 1))
    if W.shape[1:] != (2,) or not np.isfinite(W).all():
        raise ValueError(f"start is {start}: give two numbers, w₁ and w₂.")
    points = np.empty((steps + 1, *W.shape))
    points[0] = W
    for t in range(1, steps + 1):
        for w, nabla, optimiser in zip(W, surface.gradient(W), optimisers, strict=True):
            optimiser.step(w, nabla)
        points[t] = W
    return [_cut(surface, points[:, i]) for i in range(len(optimisers))]


def _cut(surface, points):
    outside = ~np.all(np.abs(points) <= FAR, axis=1)
    kept = points[: np.argmax(outside)] if outside.any() else points
    return Path(kept, surface.cost(kept), diverged=bool(outside.any()))


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

    "lowest" or "higher": within `near` of a minimum as low as any, or of another one;
    "saddle"; "diverged": beyond FAR; "on its way": none of these.
    """
    words = np.full(len(points), "on its way", dtype="<U10")
    kinds = dict.fromkeys(surface.saddles, "saddle")
    costs = {place: surface.cost(np.array(place)) for place in surface.minima}
    for place, cost in costs.items():
        low = cost - min(costs.values()) < 1e-9
        kinds[place] = "lowest" if low else "higher"
    for place, kind in kinds.items():
        with np.errstate(over="ignore", invalid="ignore"):
            words[np.hypot(*(points - place).T) < near] = kind
    words[~np.all(np.abs(points) <= FAR, axis=1)] = "diverged"
    return words
