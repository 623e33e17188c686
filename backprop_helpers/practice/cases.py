"""Inputs that several exercises share: first a few plain numbers, then random ones."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

LINE_ARGUMENTS = {
    "w": "a number",
    "b": "a number",
    "x": "shape (m,)",
    "y": "shape (m,)",
}
THIS_PAGE = "the numbers of this page"


def lines(rng):
    """Yield w, b, x (m,), y (m,), with m from 2 to 8."""
    yield 2.0, 1.0, np.array([1.0, 2.0, 4.0]), np.array([2.0, 6.0, 8.0])
    for m in (2, 5, 8, 4, 6):
        w, b = (float(number) for number in rng.normal(size=2))
        yield w, b, rng.normal(1, 2, size=m), rng.normal(2, 3, size=m)


@dataclass(frozen=True)
class Curve:
    """A function f(t) that prints as its formula."""

    formula: str
    function: Callable

    def __call__(self, t):
        """Return f(t)."""
        return self.function(t)

    def __str__(self):
        return self.formula

    __repr__ = __str__


CURVES = (
    Curve("t²", lambda t: t**2),
    Curve("t³ − 2 t", lambda t: t**3 - 2 * t),
    Curve("sin t", np.sin),
    Curve("exp t", np.exp),
    Curve("5 − 3 t", lambda t: 5 - 3 * t),
    Curve("1/(1 + t²)", lambda t: 1 / (1 + t**2)),
)
