"""Few examples and many neurons: a curve, and digits with wrong labels."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from backprop_helpers.datasets.shipped import TRAINING_DIGITS, Digits, load_digits
from backprop_helpers.nets import training
from backprop_helpers.nets.functions import (
    identity,
    log_likelihood,
    quadratic,
    softmax,
    tanh,
)
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.regularization import KINDS, Thinned, l2, penalty

# The curve
POINTS, NOISE, STEEP = 10, 0.4, 6.0
PLACES = np.linspace(-1, 1, 201)
CURVE_STEPS = 3000
LOOKS = np.union1d(  # steps to look after
    np.geomspace(1, CURVE_STEPS, 80).astype(int), [10, 30, 100, 200, 300, 1000]
)
FAR = 1e6  # a weight beyond it has run away
# The digits
HIDDEN, ETA, BATCH, EPOCHS = 100, 0.25, 20, 100
HELD_OUT, VALIDATION = 287, 50


def curve(x):
    """Return the true curve, 1.5 x² − 0.5, at x of any shape."""
    return 1.5 * x**2 - 0.5


def measured(seed):
    """Return POINTS places x (1, m) from −1 to 1, and y (1, m): the curve and noise."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-1, 1, size=(1, POINTS)))
    return x, curve(x) + NOISE * rng.normal(size=x.shape)


@dataclass(frozen=True, eq=False)
class CurveFit:
    """A network after each of LOOKS (k,) steps.

    Its mean squared errors, costs on its points and errors on the true curve, are (k,),
    its values at PLACES (k, 201).
    """

    costs: np.ndarray
    errors: np.ndarray
    values: np.ndarray


def fit_curve(hidden, lambda_, seed):
    """Let a 1-hidden-1 tanh network learn ten measured points, with L2: a CurveFit.

    Its first weights are STEEP times N(0, 1), its neurons spread over the places: so
    it can bend quickly. η is the smaller, the more neurons there are.
    """
    x, y = measured(seed)
    rng, eta = np.random.default_rng(seed + 50), 0.9 / (hidden + 5)
    steep = STEEP * rng.normal(size=(hidden, 1))
    w = {2: steep, 3: rng.normal(size=(1, hidden)) / np.sqrt(hidden)}
    b = {2: -steep * rng.uniform(-1, 1, size=(hidden, 1)), 3: np.zeros((1, 1))}
    network = Network(w, b, tanh, quadratic, identity)
    steps = training.train(
        network, x.T, y.T, eta, POINTS, CURVE_STEPS, rng, l2(eta, lambda_, POINTS)
    )
    costs, values = [], []
    for _ in (step for step in steps if step in LOOKS):
        costs.append(network.cost(training.outputs(network, x.T).T, y))
        values.append(training.outputs(network, PLACES[:, None])[:, 0])
    errors = np.mean((np.array(values) - curve(PLACES)) ** 2, axis=1)
    return CurveFit(np.array(costs), errors, np.array(values))


def weight_path(step, start, steps):
    """Return the places (steps + 1,) of one weight that step(w (1, 1)) moves.

    A path that runs beyond FAR ends there, sooner.
    """
    places = [np.array([[float(start)]])]
    while len(places) <= steps and abs(places[-1].item()) < FAR:
        places.append(step(places[-1]))
    return np.array(places).ravel()


@cache
def parts():
    """Return the Digits to learn from (1000), to watch (287) and to test on (510)."""
    digits = load_digits().shuffled()
    ends = (TRAINING_DIGITS - HELD_OUT, TRAINING_DIGITS)
    images, labels = (np.split(every, ends) for every in (digits.images, digits.labels))
    return tuple(map(Digits, images, labels))


def draw(n, seed, share=0.2):
    """Draw n Digits to learn from and VALIDATION others, with a share of wrong labels.

    The same seed gives nested choices: the first 50 of 100 are those that n = 50 gives.
    ValueError if there are not so many, or if share is not between 0 and 1.
    """
    pool = parts()[0]
    count, rng = len(pool.labels), np.random.default_rng(seed)
    if not 1 <= n <= count - VALIDATION or not 0 <= share <= 1:
        most = f"1 to {count - VALIDATION} digits and a share from 0 to 1"
        raise ValueError(f"{n} digits, share {share}: there are {most}.")
    order, turn = rng.permutation(count), rng.integers(1, 10, size=count)

    def with_mistakes(rows):
        wrong = np.diff(np.floor(share * np.arange(len(rows) + 1) + 1e-9))  # 0 or 1
        labels = pool.labels[rows] + turn[rows] * wrong.astype(int)
        return Digits(pool.images[rows], labels % 10)

    rows = order[: VALIDATION + n]
    return with_mistakes(rows[VALIDATION:]), with_mistakes(rows[:VALIDATION])


def shifted(digits, rng):
    """Return the Digits with images moved by at most a pixel each way, as rng draws."""
    sheets = np.pad(digits.images.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    down, right = rng.integers(0, 3, size=(2, len(sheets), 1))
    rows, columns = (start + np.arange(8) for start in (down, right))
    which = np.arange(len(sheets))[:, None, None]
    images = sheets[which, rows[:, :, None], columns[:, None]].reshape(-1, 64)
    return Digits(images, digits.labels)


@dataclass(frozen=True, eq=False)
class Fit:
    """A trained network and how it went.

    at (k,) counts epochs, the first is 0; costs and accuracies are (k, groups), in the
    order of the groups of Digits that `fit` looked at.
    """

    network: Network
    at: np.ndarray
    costs: np.ndarray
    accuracies: np.ndarray

    @property
    def zeros(self):
        """The part, 0 to 1, of the weights that are exactly 0; biases do not count."""
        w = np.concatenate([w_l.ravel() for w_l in self.network.w.values()])
        return float(np.mean(w == 0))


def fit(digits, method, value, seed, groups, epochs=EPOCHS, every=None):
    """Train a fresh 64-100-10 network on digits, and look at groups of Digits: a Fit.

    method is one of KINDS, and value its λ; or "dropout", and value its p; or "shifts":
    then in every epoch each image is moved by at most a pixel each way. It looks every
    so many epochs, or at the end alone.
    """
    n, rng = len(digits.labels), np.random.default_rng(seed)
    kind = method if method in KINDS else "none"
    network = initial_network(
        (64, HIDDEN, 10), FAN_IN, rng,
        activation=tanh, cost=log_likelihood, output=softmax,
    )  # fmt: skip
    learner = Thinned(network, value, rng) if method == "dropout" else network
    targets = training.one_hot(digits.labels)

    def train(images, epochs):
        return training.train(
            learner, images, targets, ETA, min(BATCH, n), epochs, rng,
            **penalty(kind, ETA, value, n),
        )  # fmt: skip

    if method == "shifts":
        run = ([*train(shifted(digits, rng).images, 1)] for _ in range(epochs))
    else:
        run = train(digits.images, epochs)
    seen = {0: look(network, groups)}
    for epoch, _ in enumerate(run, start=1):
        if epoch == epochs or (every and epoch % every == 0):
            seen[epoch] = look(network, groups)
    costs, accuracies = np.swapaxes([*seen.values()], 0, 1)
    return Fit(network, np.array([*seen]), costs, accuracies)


def look(network, groups):
    """Return costs and accuracies, (2, len(groups)), of a network on some Digits."""
    costs, accuracies = [], []
    for digits in groups:
        a = training.outputs(network, digits.images)
        costs.append(network.cost(a.T, training.one_hot(digits.labels).T))
        accuracies.append(training.fraction_right(a.T, digits.labels))
    return np.array([costs, accuracies])
