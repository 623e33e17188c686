"""Measure one epoch of 64-30-10 on the shipped digits, for several batch sizes.

uv run python tests/benchmarks/batch_sizes.py

Takes a few seconds, on one thread; sigmoid neurons, quadratic cost, float64. What is
printed stands in pages/handwritten_digits/example.py as MEASURED.
"""

from functools import partial
from time import perf_counter

import common
import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import one_hot, train
from backprop_helpers.pages.handwritten_digits.example import MEASURED

EPOCHS = 50


def main():
    """Print MEASURED: the median time of EPOCHS epochs."""
    digits = load_digits().shuffled().training
    data, ways = (digits.images, one_hot(digits.labels)), {}
    for size in MEASURED:
        rng = np.random.default_rng(1)
        network = initial_network((64, 30, 10), FAN_IN, rng)
        ways[size] = partial(next, train(network, *data, 0.1, size, EPOCHS, rng))
    seconds = common.medians(ways, EPOCHS, perf_counter)
    common.print_table({size: float(f"{s:.2g}") for size, s in seconds.items()})


if __name__ == "__main__":
    main()
