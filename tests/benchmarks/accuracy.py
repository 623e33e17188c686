"""Train on MNIST and on the shipped digits, with several seeds; print accuracies.

uv run python tests/benchmarks/accuracy.py [FOLDER]

FOLDER holds the four MNIST files; without it only the shipped digits are learnt. One
thread; float32 for MNIST. The exit code is 1 if a goal is missed.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported

import resource
import sys
from time import process_time

import numpy as np

from backprop_helpers.datasets.mnist import load_mnist
from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import cross_entropy, quadratic
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.regularization import l2
from backprop_helpers.nets.training import accuracy, one_hot, train

EPOCHS = 30


def learn(sizes, cost, eta, lam, training, test, seed):
    """Return the accuracy on the test part after 30 epochs, and the CPU seconds."""
    kind = training.images.dtype
    rng = np.random.default_rng(seed)
    network = Network.random(sizes, rng, cost=cost)
    for l, w in network.w.items():
        network.w[l] = (w / np.sqrt(w.shape[1])).astype(kind)
        network.b[l] = network.b[l].astype(kind)
    shrink = l2(eta, lam, len(training.labels)) if lam else None
    targets = one_hot(training.labels).astype(kind)
    start = process_time()
    for _ in train(network, training.images, targets, eta, 10, EPOCHS, rng, shrink):
        pass
    seconds = process_time() - start
    return accuracy(network, test.images, test.labels), seconds


def report(name, seeds, mean_goal, each_goal, *arguments):
    """Print a line; return whether the mean, and each seed, reach their goals."""
    results = np.array([learn(*arguments, seed) for seed in range(seeds)])
    mean, least, seconds = results[:, 0].mean(), results[:, 0].min(), results[:, 1]
    reached = mean >= mean_goal and least >= each_goal
    print(
        f"{'✓' if reached else '✗'} {name}: mean of {seeds} seeds {100 * mean:.2f} % "
        f"(goal {100 * mean_goal:.1f} %), lowest {100 * least:.2f} %, "
        f"{seconds.mean():.2f} s of CPU for {EPOCHS} epochs",
        flush=True,
    )
    return reached


def megabytes():
    """Return the most memory that this process has had so far (on Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main(folder=None):
    """Print a line for each network; return 1 if a goal is missed."""
    digits = load_digits().shuffled()
    parts = digits.training, digits.test
    small, few, many = (64, 30, 10), (784, 30, 10), (784, 100, 10)
    plan = [  # name, seeds, goals for the mean and for each, network, cost, η, λ
        ("digits, quadratic", 10, 0.965, 0, small, quadratic, 1.5, 0),
        ("digits, cross-entropy", 10, 0.965, 0, small, cross_entropy, 1.0, 0),
    ]
    done = [report(*line, *parts) for line in plan]
    if folder:
        before = megabytes()
        mnist = load_mnist(folder)
        held = megabytes() - before
        parts = mnist.training, mnist.test
        plan = [
            ("784-30-10, quadratic", 3, 0.953, 0.95, few, quadratic, 1.5, 0),
            ("784-100-10, cross-entropy", 8, 0.976, 0, many, cross_entropy, 0.5, 5.0),
        ]
        done += [report(*line, *parts) for line in plan]
        images = sum(part.images.nbytes for part in (mnist.training, mnist.validation))
        print(
            f"Memory: {images / 1e6:.0f} MB of training images; the process grew by "
            f"{held:.0f} MB when MNIST was loaded, and by at most "
            f"{megabytes() - before:.0f} MB until the end of training."
        )
    return int(not all(done))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
