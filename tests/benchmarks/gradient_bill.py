"""Measure three ways to the gradient of a network, for 10 to 100,000 weights.

uv run python tests/benchmarks/gradient_bill.py

Takes about five minutes, on one thread. One example, as the bill counts it; sigmoid
neurons, quadratic cost, float64. Every gradient is computed in full, nothing is
extrapolated, for five networks of each size. Seconds are those of the processor, so
that other programs do not count. What is printed at the end stands in
pages/why_backprop/example.py.
"""

from statistics import median
from time import process_time

import common
import numpy as np

from backprop_helpers.nets.dual import gradient_by_duals
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.why_backprop import example as bill

SEEDS = range(5)
ENOUGH = 0.3  # seconds for one network of one size, unless a single run takes longer
GRADIENTS = {
    bill.DIFFERENCES: bill.gradient_by_differences,
    bill.DUALS: gradient_by_duals,
    bill.BACKPROP: lambda network, x, y: network.backward(*network.forward(x), y),
}


def seconds(gradient, *arguments):
    """Return the least time of a call, of as many as fit into ENOUGH seconds.

    What else the machine does can only make a call slower.
    """
    times = []
    while sum(times) < ENOUGH:
        start = process_time()
        gradient(*arguments)
        times.append(process_time() - start)
    return min(times)


def times_of(sizes, seed):
    """Return the seconds of each way, for a network with weights of this seed."""
    rng = np.random.default_rng(seed)
    network = Network.random(sizes, rng, scale=0.1)
    x, y = (rng.uniform(size=(n, 1)) for n in (sizes[0], sizes[-1]))
    return [seconds(gradient, network, x, y) for gradient in GRADIENTS.values()]


def main():
    """Measure everything and print the table of example.py that holds it."""
    measured = {way: [] for way in bill.WAYS}
    for size, sizes in bill.NETWORKS.items():
        runs = np.array([times_of(sizes, seed) for seed in SEEDS])
        for way, times in zip(bill.WAYS, runs.T, strict=True):
            measured[way].append(float(f"{median(times):.3g}"))
            print(
                f"{size:7} weights, {way}: {median(times):.3g} s, of five networks "
                f"{min(times):.3g} to {max(times):.3g} s",
                flush=True,
            )
        ratios = [float(f"{slow / fast:.3g}") for slow, _, fast in runs]
        print(f"{size:7} weights, {bill.DIFFERENCES} over {bill.BACKPROP}: {ratios}")
    common.print_table(measured)


if __name__ == "__main__":
    main()
