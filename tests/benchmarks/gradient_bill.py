"""Measure three ways to the gradient of a network, for 10 to 100,000 weights.

uv run python tests/benchmarks/gradient_bill.py

Takes about six minutes, on one thread. A batch of 100 examples, so that more time goes
into numbers than into calling numpy; sigmoid neurons, quadratic cost, float64. Every
gradient is computed in full, nothing is extrapolated. The table printed at the end is
what stands in pages/why_backprop/example.py as MEASURED.
"""

from statistics import median
from time import perf_counter

import common
import numpy as np

from backprop_helpers.nets.dual import gradient_by_duals
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.why_backprop import example as bill

EXAMPLES = 100
ENOUGH = 0.5  # seconds for one entry of the table, unless a single run takes longer
GRADIENTS = {
    bill.DIFFERENCES: bill.gradient_by_differences,
    bill.DUALS: gradient_by_duals,
    bill.BACKPROP: lambda network, x, y: network.backward(*network.forward(x), y),
}


def seconds(gradient, *arguments):
    """Return the median time of a call, of as many as fit into ENOUGH seconds."""
    times = []
    while sum(times) < ENOUGH:
        start = perf_counter()
        gradient(*arguments)
        times.append(perf_counter() - start)
    return float(f"{median(times):.3g}")


def main():
    """Measure everything and print the two names of example.py that hold it."""
    rng = np.random.default_rng(0)
    measured = {way: [] for way in bill.WAYS}
    for size, sizes in bill.NETWORKS.items():
        network = Network.random(sizes, rng, scale=0.1)
        x, y = (rng.uniform(size=(n, EXAMPLES)) for n in (sizes[0], sizes[-1]))
        for way, gradient in GRADIENTS.items():
            measured[way].append(seconds(gradient, network, x, y))
            print(f"{size:7} weights, {way}: {measured[way][-1]} s", flush=True)
    sizes = np.array([*bill.NETWORKS])
    for way, times in measured.items():
        slope, large = (
            bill.exponent(sizes, times),
            bill.exponent(sizes[-3:], times[-3:]),
        )
        print(f"{way}: exponent {slope:.2f}, from 10,000 weights on {large:.2f}")
    common.print_table(measured)


if __name__ == "__main__":
    main()
