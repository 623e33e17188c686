"""Train on MNIST and on the shipped digits, with several seeds; print accuracies.

uv run python tests/benchmarks/accuracy.py [FOLDER]

FOLDER holds the four MNIST files; without it only the shipped digits are learnt. One
thread; float32 for MNIST. The exit code is 1 if a goal is missed.
"""

import sys
from time import process_time

import common
import numpy as np

from backprop_helpers.datasets.mnist import load_mnist
from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import cross_entropy, quadratic
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.regularization import l2
from backprop_helpers.nets.training import accuracy, one_hot, train

EPOCHS = 30
# Seeds, goals in % for their mean and for each of them; sizes, cost, η and λ.
DIGITS = (
    (10, 96.5, 0, (64, 30, 10), quadratic, 1.5, 0),
    (10, 96.5, 0, (64, 30, 10), cross_entropy, 1.0, 0),
)
MNIST = (
    (3, 95.3, 95, (784, 30, 10), quadratic, 1.5, 0),
    (8, 97.6, 0, (784, 100, 10), cross_entropy, 0.5, 5.0),
)


def learn(data, sizes, cost, eta, lam, seed):
    """Return the accuracy in % on the test part after all epochs."""
    images, targets = data.training.images, one_hot(data.training.labels)
    kind, rng = images.dtype, np.random.default_rng(seed)
    network = Network.random(sizes, rng, cost=cost)
    for l, w in network.w.items():
        network.w[l] = (w / np.sqrt(w.shape[1])).astype(kind)
        network.b[l] = network.b[l].astype(kind)
    shrink = l2(eta, lam, len(images)) if lam else None
    for _ in train(network, images, targets.astype(kind), eta, 10, EPOCHS, rng, shrink):
        pass
    return 100 * accuracy(network, data.test.images, data.test.labels)


def main(folder=None):
    """Print a line for each network; return 1 if a goal is missed."""
    plan = [(load_digits().shuffled(), each) for each in DIGITS]
    if folder:
        mnist = load_mnist(folder)
        plan += [(mnist, each) for each in MNIST]
    missed = 0
    for data, (seeds, mean_goal, each_goal, sizes, cost, *rates) in plan:
        start = process_time()
        found = [learn(data, sizes, cost, *rates, seed) for seed in range(seeds)]
        mean, seconds = np.mean(found), (process_time() - start) / seeds
        words = (
            f"{sizes}, {cost.name}: mean of {seeds} seeds {mean:.2f} % (goal "
            f"{mean_goal} %), lowest {min(found):.2f} %, {seconds:.2f} s of CPU each"
        )
        met = mean >= mean_goal and min(found) >= each_goal
        missed |= common.reached({words: met})
    return missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
