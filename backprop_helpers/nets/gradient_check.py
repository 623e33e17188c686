"""Is a gradient right? Compare it with central differences of the cost.

Where the gradients themselves are tiny, as in the first layers of a deep narrow sigmoid
network (2e-6), rounding alone makes a difference wrong in its sixth digit: scale the
weights before you blame the gradient.
"""

from dataclasses import dataclass

import numpy as np


def central_difference(function, x, epsilon=1e-5):
    """Return (f(x + ε) − f(x − ε)) / 2ε for each entry of x, in the shape of x.

    function takes an array like x and returns a number. ValueError unless epsilon > 0.
    Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    if not epsilon > 0:
        raise ValueError(f"epsilon is {epsilon}: choose a small one, such as 1e-5.")
    x = np.asarray(x, dtype=float)
    derivative = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        shift = np.zeros_like(x)
        shift[i] = epsilon
        derivative[i] = (function(x + shift) - function(x - shift)) / (2 * epsilon)
    return derivative


def relative_error(approximate, exact):
    """Return max|p − q| / max(max|p|, max|q|); ValueError if the shapes differ.

    The divisor is one number for the whole array: an entry near zero is not judged by
    its rounding. 0 for zeros against zeros, infinity for anything not finite.
    """
    p, q = np.asarray(approximate, dtype=float), np.asarray(exact, dtype=float)
    if p.shape != q.shape:
        raise ValueError(f"Shapes {p.shape} and {q.shape} cannot be compared.")
    if not np.isfinite([p, q]).all():
        return float("inf")
    size = np.abs([p, q]).max(initial=0)
    return float(np.abs(p / size - q / size).max()) if size > 0 else 0.0


@dataclass(frozen=True)
class ParameterReport:
    """How far ∂C/∂w[2], say, is from central differences; kind is "w" or "b"."""

    name: str
    layer: int
    kind: str
    error: float


class Report(list):
    """ParameterReports, printed as a table; below 1e-8 the error is rounding."""

    @property
    def worst(self):
        """The ParameterReport with the largest error."""
        return max(self, key=lambda parameter: parameter.error)

    def __repr__(self):
        rows = [f"{p.name:<10} {max(p.error, 1e-8):.1e}" for p in self]
        return "\n".join(["parameter  relative error, at most", *rows])


def check_gradients(network, x, y, epsilon=1e-5):
    """Return a Report on network.backward for x (n_1, m), y (n_L, m)."""
    _, nabla_w, nabla_b = network.backward(*network.forward(x), y)
    report = Report()
    for l in network.w:
        for kind, nabla in (("w", nabla_w), ("b", nabla_b)):
            error = relative_error(nabla[l], measured(network, kind, l, x, y, epsilon))
            report.append(ParameterReport(f"{kind}[{l}]", l, kind, error))
    return report


def measured(network, kind, l, x, y, epsilon=1e-5):
    """Return ∂C/∂w[l] or, if kind is "b", ∂C/∂b[l], by central differences."""
    network = network.copy()
    parameters = {"w": network.w, "b": network.b}[kind]

    def cost(values):
        parameters[l] = values
        return network.cost(network.forward(x)[1][network.L], y)

    return central_difference(cost, parameters[l], epsilon)
