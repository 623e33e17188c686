"""Measure one epoch of 64-30-10 on the shipped digits, and find η for each batch size.

uv run python tests/benchmarks/batch_sizes.py            an epoch of each size: seconds
uv run python tests/benchmarks/batch_sizes.py sweep      the η of each size: minutes

On one thread, in float64. What is printed first stands as MEASURED in
pages/softmax_and_batches/example.py; the η found in the sweep stand on that page.
"""

import sys
from time import process_time

import common
import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import log_likelihood, softmax
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import accuracy, one_hot, train
from backprop_helpers.pages.softmax_and_batches.example import MEASURED

EPOCHS = 50
BUDGET = 0.1  # seconds
TRIED = (0.3, 0.5, 1, 2, 3, 4, 5)
SEEDS = range(10, 50)  # the page shows those from 0 to 4


def times(data):
    """Print MEASURED. Of EPOCHS epochs a tenth is faster: a busy machine slows others.

    The epochs of a size follow each other, as on the page: to take turns, as other
    benchmarks do, makes the whole batch three times as slow, since its memory is gone.
    """
    fastest = {}
    for size in MEASURED:
        rng = np.random.default_rng(1)
        network = initial_network((64, 30, 10), FAN_IN, rng)
        images, targets = data.training.images, one_hot(data.training.labels)
        moments = [process_time()]
        for _ in train(network, images, targets, 0.1, size, EPOCHS, rng):
            moments.append(process_time())
        fastest[size] = float(f"{np.quantile(np.diff(moments), 0.1):.2g}")
    common.print_table(fastest)


def sweep(data):
    """Print for each way the η whose worst run is the best; of equals, by the mean."""
    ways = {f"size {size}": (size, round(BUDGET / MEASURED[size])) for size in MEASURED}
    ways |= {"sigmoid, 30 epochs": (33, 30), "softmax, 30 epochs": (33, 30)}
    for name, (size, epochs) in ways.items():
        pair = {"output": softmax, "cost": log_likelihood}
        functions = pair if name.startswith("softmax") else {}
        runs = {
            eta: [learn(data, eta, size, epochs, s, functions) for s in SEEDS]
            for eta in TRIED
        }
        best = max(TRIED, key=lambda eta: (min(runs[eta]), np.mean(runs[eta])))
        mean, deviation = np.mean(runs[best]), np.std(runs[best], ddof=1)
        worst = {eta: round(min(found), 1) for eta, found in runs.items()}
        words = f"{name}: η = {best}, {mean:.1f} ± {deviation:.1f} %; the worst of each"
        print(words, worst, flush=True)


def learn(data, eta, size, epochs, seed, functions):
    """Return the accuracy in % on the held-out images after all epochs."""
    rng = np.random.default_rng(seed)
    network = initial_network((64, 30, 10), FAN_IN, rng, **functions)
    images, targets = data.training.images, one_hot(data.training.labels)
    for _ in train(network, images, targets, eta, size, epochs, rng):
        pass
    return 100 * accuracy(network, data.test.images, data.test.labels)


if __name__ == "__main__":
    (sweep if sys.argv[1:] == ["sweep"] else times)(load_digits().shuffled())
