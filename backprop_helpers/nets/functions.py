"""Activations and costs with derivatives, safe at any size; ReLU′(0) is taken as 0.

Softmax, for an output layer only, mixes its inputs: its derivative is a matrix per
example, which `Cost.output_delta` uses without building it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

LEAK = 0.01  # slope of the leaky ReLU below 0 (Maas, Hannun and Ng 2013)


@dataclass(frozen=True)
class Activation:
    """An activation σ(z) and its derivative σ′(z): z of any shape, the same out."""

    name: str
    function: Callable = field(repr=False)
    derivative: Callable = field(repr=False)

    def __call__(self, z):
        """Return a = σ(z), of the shape of z."""
        return self.function(z)


@dataclass(frozen=True)
class Cost:
    """A cost of outputs a and targets y (n, m): per_example (m,), ∂C/∂a (n, m)."""

    name: str
    per_example: Callable = field(repr=False)
    derivative: Callable = field(repr=False)

    @np.errstate(over="ignore", invalid="ignore")  # a diverged run costs inf or nan
    def __call__(self, a, y):
        """Return the mean over the columns of a and y, (n, m), else ValueError."""
        check_shapes(a, y)
        return float(np.mean(self.per_example(a, y)))

    def output_delta(self, z, a, y, activation):
        """Return δ^L = ∂C/∂a ⊙ σ′(z) (BP1) for z, a and y (n, m), else ValueError."""
        check_shapes(a, y)
        cancelled = CANCELLED.get((self, activation))
        if cancelled is not None:
            return cancelled(z, a, _floats(y))
        if activation == softmax:  # ∂a_k/∂z_j = a_k (1 if j = k else 0) − a_k a_j
            slope = self.derivative(a, y)
            return a * (slope - np.sum(slope * a, axis=0))
        return self.derivative(a, y) * activation.derivative(z)


def check_shapes(a, y):
    """Raise a ValueError unless a and y have the same shape and are not empty."""
    if np.shape(a) != np.shape(y) or np.size(y) == 0:
        raise ValueError(f"y has shape {np.shape(y)}, not {np.shape(a)}, or is empty.")


def _floats(z):
    """Return z as an array of floats: bytes would go round, and bools have no minus."""
    z = np.asarray(z)
    return z.astype(float) if z.dtype.kind in "biu" else z


@np.errstate(over="ignore")  # below −709 e^−z is inf, and 1 / inf the 0 it should be
def _sigmoid(z):
    return 1 / (1 + np.exp(-_floats(z)))


def _sigmoid_derivative(z):
    e = np.exp(-np.abs(_floats(z)))  # not σ (1 − σ): no digits are left where σ is ≈ 1
    return e / (1 + e) ** 2


def _tanh_derivative(z):
    e = np.exp(-np.abs(_floats(z)))  # not 1 − tanh², for the same reason: 1 / cosh²
    return (2 * e / (1 + e * e)) ** 2


def _leaky_relu(z):
    return np.where(np.greater(z, 0), z, np.multiply(LEAK, z))


def _leaky_relu_derivative(z):
    return np.where(np.greater(z, 0), np.ones_like(z), LEAK)


def _softmax(z):
    # Subtracting the largest changes no quotient, and e never overflows. The clip only
    # meets numbers that have run away: inf − inf would be no number. On few numbers the
    # plain functions take half the time of np.clip, np.max and np.sum.
    z = _floats(z)
    largest = np.finfo(z.dtype).max / 4
    z = np.minimum(np.maximum(z, -largest), largest)
    e = np.exp(z - np.maximum.reduce(z, axis=0))
    return e / np.add.reduce(e, axis=0)


def _softmax_derivative(z):
    raise ValueError("Softmax is for the output layer: use it as output=softmax.")


@np.errstate(divide="ignore")  # ln 0 becomes −745, below any other ln: 0 ln 0 is 0
def _log_likelihood(a, y):
    # −Σ y ln a, over the output neurons: −ln a of the right one.
    a, y = _floats(a), _floats(y)
    if np.any((a < 0) | (a > 1)):
        raise ValueError("Log-likelihood needs outputs between 0 and 1: use softmax.")
    return np.sum(-y * np.maximum(np.log(a), -745.0), axis=0)


def _log_likelihood_derivative(a, y):
    a = _floats(a)
    return -_floats(y) / np.maximum(a, np.finfo(a.dtype).tiny)


@np.errstate(divide="ignore")  # the largest a below 1 has ln(1 − a) = −36.7, and 1 −37
def _cross_entropy(a, y):
    # −Σ y ln a + (1 − y) ln(1 − a), over the output neurons.
    a, y = _floats(a), _floats(y)
    if np.any((a < 0) | (a > 1)):
        raise ValueError("Cross-entropy needs outputs between 0 and 1: end in sigmoid.")
    log_a, log_not_a = np.maximum(np.log(a), -745.0), np.maximum(np.log1p(-a), -37.0)
    return np.sum(-y * log_a - (1 - y) * log_not_a, axis=0)


def _cross_entropy_derivative(a, y):
    not_a = np.maximum(1 - _floats(a), math.exp(-37))  # as above: never a divisor of 0
    return (1 - _floats(y)) / not_a + _log_likelihood_derivative(a, y)


def _softmax_cross_entropy(z, a, y):
    delta, marks = a * np.add.reduce(y, axis=0) - y, np.eye(len(z), dtype=a.dtype)
    for mark, blame in zip(marks[..., None], (1 - y) * a, strict=True):
        others = _softmax(np.where(mark, -np.inf, z))  # a_j / (1 − a_k), never 0/0
        delta = delta + blame * (mark - others)
    return delta


sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_derivative)
tanh = Activation("tanh", lambda z: np.tanh(_floats(z)), _tanh_derivative)
relu = Activation("relu", lambda z: np.maximum(z, 0.0), lambda z: np.heaviside(z, 0.0))
identity = Activation(
    "identity", lambda z: np.positive(_floats(z)), lambda z: np.ones_like(_floats(z))
)
leaky_relu = Activation("leaky relu", _leaky_relu, _leaky_relu_derivative)
ACTIVATIONS = {f.name: f for f in (sigmoid, tanh, relu, leaky_relu, identity)}
softmax = Activation("softmax", _softmax, _softmax_derivative)
quadratic = Cost(
    "quadratic",
    lambda a, y: np.sum((_floats(a) - _floats(y)) ** 2, axis=0),
    lambda a, y: 2 * (_floats(a) - _floats(y)),
)
cross_entropy = Cost("cross-entropy", _cross_entropy, _cross_entropy_derivative)
log_likelihood = Cost("log-likelihood", _log_likelihood, _log_likelihood_derivative)
COSTS = {c.name: c for c in (quadratic, cross_entropy, log_likelihood)}
# δ^L, for z, a and y (n, m), where σ′(z) cancels a divisor that may round to 0.
CANCELLED = {
    (cross_entropy, sigmoid): lambda z, a, y: a - y,  # Nielsen, chapter 3
    (cross_entropy, tanh): lambda z, a, y: (
        (1 - y) * (1 + a) + log_likelihood.derivative(a, y) * tanh.derivative(z)
    ),
    (cross_entropy, softmax): _softmax_cross_entropy,
    (log_likelihood, sigmoid): lambda z, a, y: -y * sigmoid(-z),
    # a − y for a y that sums to 1
    (log_likelihood, softmax): lambda z, a, y: a * np.add.reduce(y, axis=0) - y,
}


def softmax_along(z, axis):
    """Return the softmax of z along any axis, of the shape of z."""
    return np.moveaxis(softmax(np.moveaxis(z, axis, 0)), 0, axis)
