"""Forward mode: numbers that carry their slope along (notebook 07, with pairs).

Each calculation passes on a value and its slope with respect to one chosen parameter.
W. K. Clifford, Preliminary Sketch of Biquaternions (1873), for the numbers a + a′ε with
ε² = 0; R. E. Wengert, Communications of the ACM 7 (1964), for the method.
"""

import numpy as np

from backprop_helpers.nets.functions import softmax


class Dual:
    """A value and its slope: two numbers, or two arrays of one shape.

    The slope says how fast the value changes when the chosen parameter does. Where a
    plain number or array meets a Dual, it counts as constant: its slope is 0.
    """

    __array_ufunc__ = None  # array @ dual asks the dual what to do, not numpy

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __repr__(self):
        return f"Dual({self.value}, slope={self.slope})"

    def __add__(self, other):
        other = as_dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other):
        other = as_dual(other)
        return Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other):
        other = as_dual(other)
        slope = self.slope * other.value + self.value * other.slope
        return Dual(self.value * other.value, slope)

    def __matmul__(self, other):
        other = as_dual(other)
        slope = self.slope @ other.value + self.value @ other.slope
        return Dual(self.value @ other.value, slope)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return as_dual(other) - self

    def __rmatmul__(self, other):
        return as_dual(other) @ self


def as_dual(number):
    """Return a Dual as it is, and anything else as a Dual that does not change."""
    return number if isinstance(number, Dual) else Dual(number, 0.0 * number)


def activate(activation, z):
    """Return σ(z) of a Dual z for an Activation σ: its slope is σ′(z) times z's."""
    value = activation(z.value)
    if activation == softmax:  # ∂a_k/∂z_j = a_k (1 if j = k else 0) − a_k a_j
        return Dual(value, value * (z.slope - np.sum(value * z.slope, axis=0)))
    return Dual(value, activation.derivative(z.value) * z.slope)


def gradient_by_duals(network, x, y):
    """Return nabla_w, nabla_b of a Network: one pass forward for each parameter.

    x is (n_1, m), y (n_L, m), else ValueError; the gradients have the shapes of
    network.w and network.b. ValueError unless the cost is the quadratic one.
    """
    if network.cost.name != "quadratic":
        raise ValueError(f"The cost is {network.cost.name}; this is for the quadratic.")
    _, a = network.forward(x)
    network.cost(a[network.L], y)  # tells if the shapes of x or y do not fit
    w = {l: as_dual(array) for l, array in network.w.items()}
    b = {l: as_dual(array) for l, array in network.b.items()}
    x = as_dual(np.asarray(x, dtype=float))

    def gradient(dual):
        nabla = np.zeros_like(dual.value)
        for place in np.ndindex(nabla.shape):
            dual.slope[place] = 1.0  # this is the chosen parameter now
            nabla[place] = _cost(network, w, b, x, y).slope
            dual.slope[place] = 0.0
        return nabla

    return {l: gradient(w[l]) for l in w}, {l: gradient(b[l]) for l in b}


def _cost(network, w, b, a, y):
    for l in network.w:
        a = activate(network.sigma[l], w[l] @ a + b[l])
    difference = a - y
    squares = difference * difference
    m = np.shape(y)[1]
    return Dual(squares.value.sum() / m, squares.slope.sum() / m)
