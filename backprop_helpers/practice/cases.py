"""Inputs that several exercises share: first a few plain numbers, then random ones."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

LINE_ARGUMENTS = {
    "w": "a number",
    "b": "a number",
    "x": "shape (m,)",
    "y": "shape (m,)",
}
THIS_PAGE = "the numbers of this page"


def lines(rng):
    """Yield w, b, x (m,), y (m,), with m from 1 to 8."""
    yield 2.0, 1.0, np.array([1.0, 2.0, 4.0]), np.array([2.0, 6.0, 8.0])
    for m in (2, 5, 8, 1, 6):
        w, b = (float(number) for number in rng.normal(size=2))
        yield w, b, rng.normal(1, 2, size=m), rng.normal(2, 3, size=m)


@dataclass(frozen=True)
class Formula:
    """A function of an array, given to an answer, that prints as its formula."""

    formula: str
    function: Callable = field(compare=False)

    def __call__(self, array):
        """Return its value."""
        return self.function(np.asarray(array, dtype=float))

    def __str__(self):
        return self.formula

    __repr__ = __str__
