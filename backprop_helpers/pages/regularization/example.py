"""Few digits and many neurons: training that goes on too long."""

from dataclasses import dataclass
from functools import cache
from itertools import takewhile

import numpy as np

from backprop_helpers.datasets.shipped import TRAINING_DIGITS, Digits, load_digits
from backprop_helpers.nets import training
from backprop_helpers.nets.functions import log_likelihood, softmax, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.regularization import shrinker

HIDDEN, ETA, BATCH, STEPS = 100, 0.25, 20, 1000
VALIDATION = 287  # the last of the training images
NEAR_ZERO = 0.01  # a weight as small as this does hardly anything
SAME = 0.05  # outputs that differ by less than this are one answer for all
_POINTS = 25  # of a curve, about


@cache
def parts(dtype="float64"):
    """Return the Digits to learn from (1000), to choose by (287) and to test on."""
    digits = load_digits().shuffled()
    ends = (TRAINING_DIGITS - VALIDATION, TRAINING_DIGITS)
    images, labels = (
        np.split(every, ends) for every in (digits.images.astype(dtype), digits.labels)
    )
    return tuple(map(Digits, images, labels))


def few(digits, n, share, rng):
    """Draw n of the Digits with rng, with a share (0 to 1) of the labels made wrong.

    The same rng gives nested choices: the first 50 of 100 are those that n = 50 gives.
    ValueError if there are fewer than n, or if share is not between 0 and 1.
    """
    if not 1 <= n <= len(digits.labels) or not 0 <= share <= 1:
        raise ValueError(f"{n} of {len(digits.labels)} digits, share {share}: no.")
    rows = rng.permutation(len(digits.labels))[:n]
    turn = rng.integers(1, 10, size=len(digits.labels))[:n]  # to another digit
    wrong = np.diff(np.floor(share * np.arange(n + 1) + 1e-9))  # 0 or 1, spread evenly
    labels = (digits.labels[rows] + turn * wrong.astype(int)) % 10
    return Digits(digits.images[rows], labels)


def fresh_network(rng, dtype="float64"):
    """Return a 64-100-10 network, tanh and softmax, w ~ N(0, 1/n_(l−1)), b = 0."""
    network = Network.random((64, HIDDEN, 10), rng, 1.0, tanh, log_likelihood, softmax)
    for l in network.w:
        network.w[l] = (network.w[l] / np.sqrt(network.sizes[l - 2])).astype(dtype)
        network.b[l] = np.zeros_like(network.b[l], dtype)
    return network


@dataclass(frozen=True, eq=False)
class Fit:
    """A trained network and how it went.

    at (k,) counts epochs, the first is 0; costs and accuracies are (k, 3), in the order
    training, validation, test, or whatever `fit` looked at. `diverged` says that the
    weights ran away, after which nothing is recorded, or would, as ηλ/n is above 2 with
    L2; `same` that every image of the last column gets the same answer.
    """

    network: Network
    at: np.ndarray
    costs: np.ndarray
    accuracies: np.ndarray
    diverged: bool
    same: bool

    @property
    def weights(self):
        """All weights in one array, without the biases."""
        return np.concatenate([w_l.ravel() for w_l in self.network.w.values()])

    @property
    def near_zero(self):
        """The part, 0 to 1, of the weights that are at most NEAR_ZERO in size."""
        return float(np.mean(np.abs(self.weights) <= NEAR_ZERO))


def epochs_for(n):
    """Return how many whole epochs n examples need for about STEPS steps."""
    return max(1, round(STEPS / -(-n // BATCH)))


def fit(digits, kind, lambda_, rng, epochs=None, others=None):
    """Train a fresh network on digits, and look at it about 25 times: a Fit.

    others are the Digits to look at beside them, by default validation and test. It
    computes with the precision of digits.images: float32 takes two thirds of the time.
    """
    n, dtype = len(digits.labels), digits.images.dtype
    groups = (digits, *(parts(dtype.name)[1:] if others is None else others))
    epochs = epochs_for(n) if epochs is None else epochs
    every = -(-epochs // _POINTS)
    network = fresh_network(rng, dtype)
    run = training.train(
        network, digits.images, _targets(digits), ETA, min(BATCH, n), epochs, rng,
        shrinker(kind, ETA, lambda_, n),
    )  # fmt: skip
    seen = {0: look(network, groups)}
    for epoch in takewhile(lambda _: not ran_away(network), run):
        if epoch % every == 0 or epoch == epochs:
            seen[epoch] = look(network, groups)
    costs, accuracies = np.swapaxes([*seen.values()], 0, 1)
    diverged = ran_away(network) or (kind == "L2" and ETA * lambda_ / n > 2)
    same = not diverged and bool(
        np.ptp(training.outputs(network, groups[-1].images), axis=0).max() < SAME
    )
    return Fit(network, np.array([*seen]), costs, accuracies, diverged, same)


def look(network, groups):
    """Return costs and accuracies, (2, len(groups)), of a network on some Digits."""
    costs, accuracies = [], []
    for digits in groups:
        a = training.outputs(network, digits.images)
        costs.append(network.cost(a.T, _targets(digits).T))
        accuracies.append(training.fraction_right(a.T, digits.labels))
    return np.array([costs, accuracies])


def ran_away(network):
    """Tell whether a weight has left all reason."""
    largest = max(np.abs(w_l).max() for w_l in network.w.values())
    return not largest < 1e6


def _targets(digits):
    return training.one_hot(digits.labels).astype(digits.images.dtype)
