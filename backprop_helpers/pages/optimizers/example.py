"""Costs of two parameters on which optimisers can be watched, and damped swings."""

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
    where it is level, rises along one direction and falls along another.
    """

    name: str
    cost: Callable = field(repr=False)
    gradient: Callable = field(repr=False)
    minima: tuple
    saddles: tuple = ()

    @property
    def kinds(self):
        """A word for each level place: "lowest", "higher" or "saddle"."""
        costs = [self.cost(np.array(place)) for place in self.minima]
        words = ["lowest" if cost - costs[0] < 1e-9 else "higher" for cost in costs]
        minima = dict(zip(self.minima, words, strict=True))
        return minima | dict.fromkeys(self.saddles, "saddle")


def both(function):
    """Make a function of W (…, 2) from one of w₁ and w₂ that returns one or two."""

    def of_points(W):
        with np.errstate(over="ignore", invalid="ignore"):  # far out: inf or nan
            values = function(W[..., 0], W[..., 1])
        return np.stack(values, axis=-1) if isinstance(values, tuple) else values

    return of_points


FLAT, STEEP = 2.0, 40.0  # the curvatures of the ravine
RAVINE = Surface(
    "ravine",
    both(lambda w1, w2: w1**2 + 20 * w2**2),
    both(lambda w1, w2: (FLAT * w1, STEEP * w2)),
    ((0.0, 0.0),),
)
# H. Rosenbrock, An automatic method for finding the greatest or least value of a
# function, 1960.
BENT_RAVINE = Surface(
    "bent ravine",
    both(lambda w1, w2: (1 - w1) ** 2 + 100 * (w2 - w1**2) ** 2),
    both(
        lambda w1, w2: (
            -2 * (1 - w1) - 400 * w1 * (w2 - w1**2),
            200 * (w2 - w1**2),
        )
    ),
    ((1.0, 1.0),),
)
SURFACES = {s.name: s for s in (RAVINE, BENT_RAVINE)}


class Stepper:
    """An optimiser made of a function adam_step(w, v, s, g, t, η, β₁, β₂, ε).

    It steps as those of nets.optimizers do, until w has run away.
    """

    def __init__(self, adam_step, eta, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.adam_step, self.constants = adam_step, (eta, beta1, beta2, epsilon)
        self.v, self.s, self.t = np.zeros(2), np.zeros(2), 0

    def step(self, w, nabla):
        """Change w (2,) in place, given its gradient (2,)."""
        if np.abs(w).max() <= FAR:
            self.t += 1
            found = self.adam_step(
                w.copy(), self.v, self.s, nabla.copy(), self.t, *self.constants
            )
            w[...], self.v, self.s = found


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


# Momentum in one direction


def swing(eta, mu, curvature, steps):
    """Return the distances (steps + 1,) from the minimum in a direction, from 1 on.

    d ← (1 + μ − η λ) d − μ d_before, which is v ← μ v + λ d, d ← d − η v (Polyak 1964).
    """
    distances = [1.0, 1 - eta * curvature]
    for _ in range(steps - 1):
        before, now = distances[-2:]
        distances.append((1 + mu - eta * curvature) * now - mu * before)
    return np.array(distances)


def rate(eta, mu, curvature):
    """Return what each step keeps of a swing in the end; above 1 it diverges.

    It is the size of the larger solution of r² − (1 + μ − η λ) r + μ = 0, for arrays.
    """
    middle = 1 + mu - eta * curvature
    inside = middle**2 - 4 * mu
    real = (np.abs(middle) + np.sqrt(np.maximum(inside, 0))) / 2
    return np.where(inside < 0, np.sqrt(mu), real)


def steps_to_a_thousandth(kept):
    """Return how many steps that keep so much leave 1/1000; infinite for 1 and more."""
    with np.errstate(divide="ignore"):
        needed = np.log(1000) / -np.log(np.minimum(kept, 1.0))
    return np.where(np.asarray(kept) < 1, needed, np.inf)
