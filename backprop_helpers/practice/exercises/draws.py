"""Inputs that several exercises share: first a few plain numbers, then random ones."""

import numpy as np

from backprop_helpers import worked_example
from backprop_helpers.functions import sigmoid

LINE_ARGUMENTS = {
    "w": "a number",
    "b": "a number",
    "x": "shape (m,)",
    "y": "shape (m,)",
}
THIS_PAGE = "the numbers of this page"
_MORE_NETWORKS = 5


def lines(rng):
    """Yield w, b, x (m,), y (m,), with m from 2 to 8."""
    yield 2.0, 1.0, np.array([1.0, 2.0, 4.0]), np.array([2.0, 6.0, 8.0])
    for m in (2, 5, 8, 4, 6):
        w, b = (float(number) for number in rng.normal(size=2))
        yield w, b, rng.normal(1, 2, size=m), rng.normal(2, 3, size=m)


def networks(rng):
    """Yield the 2-2-2 network of page 04, then random ones: dicts by name.

    Keys: x, y, w2, b2, w3, b3 and eta as given; z2, a2, z3, a3 and delta3 follow.
    """
    known = worked_example.network()
    w, b = known.w, known.b
    yield _forward(worked_example.X, worked_example.Y, w, b, worked_example.ETA)
    for _ in range(_MORE_NETWORKS):
        w = dict(zip((2, 3), rng.normal(size=(2, 2, 2)), strict=True))
        b = dict(zip((2, 3), rng.normal(size=(2, 2, 1)), strict=True))
        x, y = rng.normal(0, 2, size=(2, 1)), rng.uniform(size=(2, 1))
        yield _forward(x, y, w, b, float(rng.choice([0.1, 0.2, 0.5, 1.5])))


def _forward(x, y, w, b, eta):
    z2 = w[2] @ x + b[2]
    a2 = sigmoid(z2)
    z3 = w[3] @ a2 + b[3]
    a3 = sigmoid(z3)
    given = {"x": x, "y": y, "w2": w[2], "b2": b[2], "w3": w[3], "b3": b[3]}
    delta3 = 2 * (a3 - y) * sigmoid.derivative(z3)
    forward = {"z2": z2, "a2": a2, "z3": z3, "a3": a3, "delta3": delta3}
    return given | forward | {"eta": eta}


def picked(arguments):
    """Return an inputs(rng) that yields these arguments of each of the networks."""

    def inputs(rng):
        for values in networks(rng):
            yield tuple(values[name] for name in arguments)

    return inputs
