"""Normalisation of layers and of batches, and its blame (notebook 19).

Columns are tokens or examples: x is (…, n, m), with any axes before, as for a stack of
texts or of networks. A layer normalisation takes each column by itself, a batch
normalisation each row. gain γ and shift β are (…, n, 1).

The blame that is given is ∂C/∂(result) of the whole cost, and gradients are sums: for
the blame of examples by themselves, divide by m.
J. Ba, J. Kiros and G. Hinton, Layer normalization, 2016; S. Ioffe and C. Szegedy, Batch
normalization, 2015.
"""

from dataclasses import dataclass

import numpy as np

EPSILON = 1e-5  # added to a variance, so that equal numbers are not divided by 0
COLUMNS, ROWS = -2, -1  # the axis along which one takes the mean: of columns, of rows
RATE = 0.1  # by which a running mean moves towards that of a batch


@dataclass(frozen=True, eq=False)
class Normalized:
    """x_hat, of the shape of x, and what it was made with: mean and deviation."""

    x_hat: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    axis: int


def normalize(x, axis, epsilon=EPSILON):
    """Return the Normalized x: mean 0 along the axis, and mean square 1, but for ε.

    x_hat = (x − mean) / deviation, and deviation² = variance + ε.
    """
    mean = np.mean(x, axis=axis, keepdims=True)
    centred = x - mean
    variance = np.mean(centred**2, axis=axis, keepdims=True)
    deviation = np.sqrt(variance + epsilon)
    return Normalized(centred / deviation, mean, deviation, axis)


def normalize_blame(normal, blame):
    """Return ∂C/∂x, of the shape of x, from the blame of x_hat.

    Blame goes straight back, through the mean and through the deviation: 1/deviation of
    what is left without its mean and without its part along x_hat.
    """
    x_hat, axis = normal.x_hat, normal.axis
    through_mean = np.mean(blame, axis=axis, keepdims=True)
    through_deviation = x_hat * np.mean(blame * x_hat, axis=axis, keepdims=True)
    return (blame - through_mean - through_deviation) / normal.deviation


def layer_norm(x, gain, shift, epsilon=EPSILON):
    """Return γ ⊙ x_hat + β, of the shape of x, and the Normalized x, by columns.

    ValueError if gain or shift has not a number for each row of x.
    """
    _check(x, gain, shift)
    normal = normalize(x, COLUMNS, epsilon)
    return gain * normal.x_hat + shift, normal


def batch_norm(x, gain, shift, epsilon=EPSILON):
    """Return γ ⊙ x_hat + β, of the shape of x, and the Normalized x, by rows.

    This is for training; in use, see Running. ValueError as in layer_norm, and for a
    batch of one example: its deviation is 0.
    """
    _check(x, gain, shift)
    if np.shape(x)[-1] < 2:
        raise ValueError("One example is no batch: in use, normalise with Running.")
    normal = normalize(x, ROWS, epsilon)
    return gain * normal.x_hat + shift, normal


def norm_backward(normal, gain, blame):
    """Return ∂C/∂x, nabla_gain and nabla_shift from the blame of a normalisation.

    normal comes from layer_norm or batch_norm, blame is of the shape of its result.
    """
    nabla_gain = _summed(blame * normal.x_hat, np.shape(gain))
    nabla_shift = _summed(blame, np.shape(gain))
    return normalize_blame(normal, gain * blame), nabla_gain, nabla_shift


class Running:
    """Running mean and variance (n, 1), with which a batch normalisation is used."""

    def __init__(self, n):
        self.mean, self.variance = np.zeros((n, 1)), np.ones((n, 1))

    def move(self, x, rate=RATE):
        """Move by `rate` of the way to mean and variance of a batch x (n, m), m > 1.

        The variance of a batch is on average too small, because its own mean is taken:
        here it is divided by m − 1 (PyTorch does the same).
        """
        self.mean += rate * (np.mean(x, axis=ROWS, keepdims=True) - self.mean)
        variance = np.var(x, axis=ROWS, ddof=1, keepdims=True)
        self.variance += rate * (variance - self.variance)

    def normalize(self, x, gain, shift, epsilon=EPSILON):
        """Return γ ⊙ x_hat + β for x (n, m): each example by itself."""
        _check(x, gain, shift)
        return gain * (x - self.mean) / np.sqrt(self.variance + epsilon) + shift


def _check(x, *parameters):
    for each in parameters:
        if np.shape(each)[-2:] != (np.shape(x)[-2], 1):
            shapes = f"{np.shape(each)}, expected (…, {np.shape(x)[-2]}, 1)"
            raise ValueError(f"gain and shift have a number for each row: {shapes}.")


def _summed(array, shape):
    """Return the array summed over the axes along which `shape` was stretched."""
    ahead = array.ndim - len(shape)
    stretched = [ahead + i for i, n in enumerate(shape) if n == 1]
    total = np.sum(array, axis=(*range(ahead), *stretched))
    return total.reshape(shape)
