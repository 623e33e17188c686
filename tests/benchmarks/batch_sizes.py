"""Measure one epoch of 64-30-10 on the shipped digits, for several batch sizes.

uv run python tests/benchmarks/batch_sizes.py

Takes half a minute, on one thread; sigmoid neurons, quadratic cost, float64. What is
printed stands in pages/handwritten_digits/example.py as MEASURED and MEASURED_ON.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported

import platform
from time import perf_counter

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import one_hot, train
from backprop_helpers.pages.handwritten_digits.example import MEASURED

EPOCHS = 50


def epoch_seconds(images, targets, batch_size):
    """Return the median time of EPOCHS epochs."""
    rng = np.random.default_rng(1)
    network = initial_network((64, 30, 10), FAN_IN, rng)
    times, start = [], perf_counter()
    for _ in train(network, images, targets, 0.1, batch_size, EPOCHS, rng):
        times.append(perf_counter() - start)
        start = perf_counter()
    return float(np.median(times))


def main():
    """Print MEASURED_ON and MEASURED."""
    training = load_digits().shuffled().training
    targets = one_hot(training.labels)
    print(f'MEASURED_ON = "Python {platform.python_version()}, numpy {np.__version__}"')
    for batch_size in MEASURED:
        seconds = epoch_seconds(training.images, targets, batch_size)
        print(f"    {batch_size}: {seconds:.2g},", flush=True)


if __name__ == "__main__":
    main()
