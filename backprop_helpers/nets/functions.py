"""Activations and costs with derivatives, safe at any size; ReLU′(0) is taken as 0.

Softmax, for an output layer only, mixes its inputs: its derivative is a matrix per
example, which `Cost.output_delta` uses without building it.
"""

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
        if self == cross_entropy and activation == sigmoid:
            return a - y  # σ′(z) = a (1 − a) cancels, so no 0/0: Nielsen, chapter 3
        if self == log_likelihood and activation == softmax:
            return a * np.add.reduce(y, axis=0) - y  # a − y for a y that sums to 1
        if activation == softmax:  # ∂a_k/∂z_j = a_k (1 if j = k else 0) − a_k a_j
            slope = self.derivative(a, y)
            return a * (slope - np.sum(slope * a, axis=0))
        return self.derivative(a, y) * activation.derivative(z)


def check_shapes(a, y):
    """Raise a ValueError unless a and y have the same shape and are not empty."""
    if np.shape(a) != np.shape(y) or np.size(y) == 0:
        raise ValueError(f"y has shape {np.shape(y)}, not {np.shape(a)}, or is empty.")


@np.errstate(over="ignore")  # below −709 e^−z is inf, and 1 / inf the 0 it should be
def _sigmoid(z):
    return 1 / (1 + np.exp(np.negative(z)))


def _sigmoid_derivative(z):
    e = np.exp(-np.abs(z))  # not σ (1 − σ), which loses its digits where σ is near 1
    return e / (1 + e) ** 2


def _tanh_derivative(z):
    e = np.exp(-np.abs(z))  # not 1 − tanh², for the same reason, but 1 / cosh²
    return (2 * e / (1 + e * e)) ** 2


def _leaky_relu(z):
    return np.where(np.greater(z, 0), z, np.multiply(LEAK, z))


def _leaky_relu_derivative(z):
    return np.where(np.greater(z, 0), np.ones_like(z), LEAK)


def _softmax(z):
    # Subtracting the largest changes no quotient, and e never overflows. The clip only
    # meets numbers that have run away: inf − inf would be no number. On few numbers the
    # plain functions take half the time of np.clip, np.max and np.sum.
    largest = np.finfo(np.result_type(z, 0.0)).max / 4
    z = np.minimum(np.maximum(z, -largest), largest)
    e = np.exp(z - np.maximum.reduce(z, axis=0))
    return e / np.add.reduce(e, axis=0)


def _softmax_derivative(z):
    raise ValueError("Softmax is for the output layer: use it as output=softmax.")


@np.errstate(divide="ignore")
def _log_likelihood(a, y):
    # −Σ y ln a, over the output neurons: −ln a of the right one.
    if np.any(np.less(a, 0) | np.greater(a, 1)):
        raise ValueError("Log-likelihood needs outputs between 0 and 1: use softmax.")
    return np.sum(-y * np.maximum(np.log(a), -745.0), axis=0)


def _log_likelihood_derivative(a, y):
    return -y / np.maximum(a, np.finfo(np.result_type(a, 0.0)).tiny)


@np.errstate(divide="ignore")  # ln 0 becomes −745, below any other ln: 0 ln 0 is 0
def _cross_entropy(a, y):
    # −Σ y ln a + (1 − y) ln(1 − a), over the output neurons.
    if np.any(np.less(a, 0) | np.greater(a, 1)):
        raise ValueError("Cross-entropy needs outputs between 0 and 1: end in sigmoid.")
    log_a = np.maximum(np.log(a), -745.0)
    log_not_a = np.maximum(np.log1p(np.negative(a)), -745.0)
    return np.sum(-y * log_a - (1 - y) * log_not_a, axis=0)


def _cross_entropy_derivative(a, y):
    tiny = np.finfo(np.result_type(a, 0.0)).tiny  # stands in for a divisor of 0
    return (1 - y) / np.maximum(1 - a, tiny) - y / np.maximum(a, tiny)


sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_derivative)
tanh = Activation("tanh", np.tanh, _tanh_derivative)
relu = Activation("relu", lambda z: np.maximum(z, 0), lambda z: np.heaviside(z, 0))
identity = Activation("identity", np.positive, np.ones_like)
leaky_relu = Activation("leaky relu", _leaky_relu, _leaky_relu_derivative)
ACTIVATIONS = {f.name: f for f in (sigmoid, tanh, relu, leaky_relu, identity)}
softmax = Activation("softmax", _softmax, _softmax_derivative)
quadratic = Cost(
    "quadratic", lambda a, y: np.sum((a - y) ** 2, axis=0), lambda a, y: 2 * (a - y)
)
cross_entropy = Cost("cross-entropy", _cross_entropy, _cross_entropy_derivative)
log_likelihood = Cost("log-likelihood", _log_likelihood, _log_likelihood_derivative)
COSTS = {c.name: c for c in (quadratic, cross_entropy, log_likelihood)}
