"""Measure three ways to the gradient of a network, for 10 to 100,000 weights.

uv run python tests/benchmarks/gradient_bill.py

Takes about six minutes, on one thread. A batch of 100 examples, so that more time goes
into numbers than into calling numpy; sigmoid neurons, quadratic cost, float64. Every
gradient is computed in full, nothing is extrapolated. The table printed at the end is
what stands in pages/why_backprop/example.py as MEASURED and MEASURED_ON.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported

import platform
from time import perf_counter

import numpy as np

from backprop_helpers.nets.dual import gradient_by_duals
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.why_backprop import example as bill

EXAMPLES = 100
ENOUGH = 0.5  # seconds for one entry of the table, unless a single run takes longer


def by_backprop(network, x, y):
    return network.backward(*network.forward(x), y)


GRADIENTS = {
    bill.DIFFERENCES: bill.gradient_by_differences,
    bill.DUALS: gradient_by_duals,
    bill.BACKPROP: by_backprop,
}


def seconds(gradient, *arguments):
    """Return the median time of a call, of as many as fit into ENOUGH seconds."""
    times = []
    while sum(times) < ENOUGH:
        start = perf_counter()
        gradient(*arguments)
        times.append(perf_counter() - start)
    return float(np.median(times))


def main():
    """Measure everything and print the two names of example.py that hold it."""
    rng = np.random.default_rng(0)
    measured = {way: [] for way in bill.WAYS}
    for size, sizes in bill.NETWORKS.items():
        network = Network.random(sizes, rng, scale=0.1)
        x = rng.uniform(size=(sizes[0], EXAMPLES))
        y = rng.uniform(size=(sizes[-1], EXAMPLES))
        for way, gradient in GRADIENTS.items():
            measured[way].append(float(f"{seconds(gradient, network, x, y):.3g}"))
            print(f"{size:7} weights, {way}: {measured[way][-1]:.3g} s", flush=True)
    sizes = np.array([*bill.NETWORKS])
    for way in bill.WAYS:
        slope = bill.exponent(sizes, measured[way])
        large = bill.exponent(sizes[-3:], measured[way][-3:])
        print(f"{way}: exponent {slope:.2f}, from 10,000 weights on {large:.2f}")
    print(f'MEASURED_ON = "Python {platform.python_version()}, numpy {np.__version__}"')
    for way, times in measured.items():
        print(f"    {way!r}: {times},")


if __name__ == "__main__":
    main()
