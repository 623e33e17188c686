"""Activations and costs with derivatives, safe at any size; ReLU′(0) is taken as 0."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np


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
        return self.derivative(a, y) * activation.derivative(z)


def check_shapes(a, y):
    """Raise a ValueError unless a and y have the same shape and are not empty."""
    if np.shape(a) != np.shape(y) or np.size(y) == 0:
        raise ValueError(f"y has shape {np.shape(y)}, not {np.shape(a)}, or is empty.")


def _sigmoid(z):
    e = np.exp(-np.abs(z))  # never of a positive number, so nothing overflows
    return np.where(np.greater_equal(z, 0), 1, e) / (1 + e)


def _sigmoid_derivative(z):
    e = np.exp(-np.abs(z))  # not σ (1 − σ), which loses its digits where σ is near 1
    return e / (1 + e) ** 2


def _tanh_derivative(z):
    e = np.exp(-np.abs(z))  # not 1 − tanh², for the same reason, but 1 / cosh²
    return (2 * e / (1 + e * e)) ** 2


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
ACTIVATIONS = {f.name: f for f in (sigmoid, tanh, relu, identity)}
quadratic = Cost(
    "quadratic", lambda a, y: np.sum((a - y) ** 2, axis=0), lambda a, y: 2 * (a - y)
)
cross_entropy = Cost("cross-entropy", _cross_entropy, _cross_entropy_derivative)
COSTS = {c.name: c for c in (quadratic, cross_entropy)}
