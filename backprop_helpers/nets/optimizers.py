"""Optimisers: what each makes of a gradient (notebook 13).

Each is a small object with a state of its own: `optimiser.step(w, nabla)` changes the
array w in place, and at the next step w must be the same array. w may have any shape;
`eta` is a number, or an array (runs,) for a stack of runs w (runs, …), of which each
then has its own learning rate. Defaults and conventions are those of PyTorch, so that
the two agree step by step.
"""

from dataclasses import dataclass, field

import numpy as np

FAR = 1e6  # a parameter beyond it has run away


def diverged(w):
    """Tell for each run of w (runs, …) whether it ran away: bool (runs,)."""
    flat = np.reshape(w, (len(w), -1))
    return ~np.all(np.abs(flat) <= FAR, axis=1)  # of nan, nothing is true


def _same_place(w, other):
    """Tell whether two arrays, or views, are the same numbers in memory."""
    there = (each.__array_interface__["data"] for each in (w, other))
    return w is other or (w.shape == other.shape and len(set(there)) == 1)


@dataclass(eq=False)
class SGD:
    """w ← w − η g (Robbins and Monro 1951, where g is the gradient of a mini-batch).

    ValueError, for each optimiser, if eta is not positive or a constant not in [0, 1).
    """

    eta: float | np.ndarray
    _moved: np.ndarray | None = field(default=None, init=False, repr=False)

    def __post_init__(self):
        eta = np.asarray(self.eta)
        if eta.ndim > 1 or not np.all((eta > 0) & (eta < np.inf)):
            raise ValueError(f"eta is {self.eta}: choose positive numbers, like 0.1.")
        for name in ("mu", "alpha", "beta1", "beta2", "decay"):
            if not 0 <= getattr(self, name, 0) < 1:
                value = getattr(self, name)
                raise ValueError(f"{name} is {value}: choose one from 0 to below 1.")

    @np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
    def step(self, w, nabla):
        """Change w in place, given its gradient of the same shape, else ValueError."""
        eta = np.asarray(self.eta)
        if not isinstance(w, np.ndarray):
            raise ValueError("w is a number, which keeps its value: give an array.")
        if np.shape(nabla) != w.shape:
            raise ValueError(f"w is {w.shape}, its gradient {np.shape(nabla)}.")
        if eta.shape not in ((), w.shape[:1]):
            raise ValueError(f"eta is {eta.shape}, but w {w.shape}: one for each run.")
        if self._moved is None:
            self._moved = w
        elif not _same_place(w, self._moved) and {"v", "s"} & vars(self).keys():
            name = type(self).__name__
            raise ValueError(f"This {name} remembers another array: make one for each.")
        if eta.ndim == 1:  # as (runs, 1, …, 1)
            eta = np.expand_dims(eta, tuple(range(1, w.ndim)))
        w -= eta * self.change(w, np.asarray(nabla))

    def change(self, w, g):
        """Return what η is multiplied by, for all optimisers but AdamW without w."""
        return self.direction(g)

    def direction(self, g):
        """Return what is made of g, and remember what the next step needs."""
        return g


@dataclass(eq=False)
class Momentum(SGD):
    """v ← μ v + g, w ← w − η v (Polyak 1964; PyTorch's form, without dampening)."""

    mu: float = 0.9
    v: float | np.ndarray = 0.0

    def direction(self, g):
        """Return the velocity v."""
        self.v = self.mu * self.v + g
        return self.v


@dataclass(eq=False)
class Adagrad(SGD):
    """s ← s + g², w ← w − η g / (√s + ε) (Duchi, Hazan and Singer 2011)."""

    epsilon: float = 1e-10
    s: float | np.ndarray = 0.0

    def direction(self, g):
        """Return g over the root of the sum of all its squares so far."""
        self.s = self.s + g**2
        return g / (np.sqrt(self.s) + self.epsilon)


@dataclass(eq=False)
class RMSprop(SGD):
    """s ← α s + (1 − α) g², w ← w − η g / (√s + ε).

    Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012; α and
    ε, outside of the root, as in PyTorch.
    """

    alpha: float = 0.99
    epsilon: float = 1e-8
    s: float | np.ndarray = 0.0

    def direction(self, g):
        """Return g over the root of the mean of its latest squares."""
        self.s = self.alpha * self.s + (1 - self.alpha) * g**2
        return g / (np.sqrt(self.s) + self.epsilon)


@dataclass(eq=False)
class Adam(SGD):
    """Means of g and of g², both corrected for their start at 0 (Kingma and Ba 2015).

    v ← β₁ v + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², then in step t = 1, 2, …
    w ← w − η v̂ / (√ŝ + ε) with v̂ = v / (1 − β₁^t) and ŝ = s / (1 − β₂^t). The paper
    calls them m and v.
    """

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    v: float | np.ndarray = 0.0
    s: float | np.ndarray = 0.0
    t: int = 0

    def direction(self, g):
        """Return the mean gradient over the root of the mean square."""
        self.t += 1
        self.v = self.beta1 * self.v + (1 - self.beta1) * g
        self.s = self.beta2 * self.s + (1 - self.beta2) * g**2
        v_hat = self.v / (1 - self.beta1**self.t)
        s_hat = self.s / (1 - self.beta2**self.t)
        return v_hat / (np.sqrt(s_hat) + self.epsilon)


@dataclass(eq=False)
class AdamW(Adam):
    """Adam, and w shrinks on its own: w ← w − η (v̂ / (√ŝ + ε) + λ w), with λ = decay.

    I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019; notebook
    21.
    """

    decay: float = 0.01

    def change(self, w, g):
        """Return Adam's direction and the part of w that is taken off."""
        return self.direction(g) + self.decay * w


OPTIMISERS = {
    "plain": SGD,  # stochastic only where the gradient is that of a mini-batch
    "momentum": Momentum,
    "Adagrad": Adagrad,
    "RMSprop": RMSprop,
    "Adam": Adam,
}
