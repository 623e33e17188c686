"""How far back can a plain recurrent layer and an LSTM remember? (notebook 12)

uv run python tests/benchmarks/memory.py

Takes about twenty minutes, on one thread. Every kind of layer gets the same chances:
the same number of steps, three learning rates and two scales of its input weights, of
which the best pair counts, by the mean over five seeds. What is printed at the end
stands in backprop_helpers/memory.py as MEASURED.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported

from itertools import product

import numpy as np

from backprop_helpers.pages.through_time import recall as memory

SEEDS, TESTED = 5, 2000
ETAS, SCALES = (0.1, 0.3, 1.0), (0.3, 1.0)


def accuracy(kind, others, eta, scale, seed):
    """Train one reader, and return its accuracy on fresh sequences."""
    rng = np.random.default_rng(seed)
    reader = memory.Reader.random(kind, rng, scale)
    for _ in reader.learn(others, eta, rng):
        pass
    return reader.accuracy(*memory.recall_batch(others, TESTED, rng))


def best(kind, others):
    """Return the mean accuracy of the best pair of eta and scale, and the pair."""
    means = {
        pair: np.mean([accuracy(kind, others, *pair, seed) for seed in range(SEEDS)])
        for pair in product(ETAS, SCALES)
    }
    pair = max(means, key=means.get)
    return float(means[pair]), pair


def main():
    """Measure everything, and print it as memory.py has it."""
    measured = {kind: [] for kind in memory.KINDS}
    pairs = {kind: [] for kind in memory.KINDS}
    for others, kind in product(memory.LENGTHS, memory.KINDS):
        mean, pair = best(kind, others)
        measured[kind].append(round(mean, 2))
        pairs[kind].append(pair)
        print(f"{others:3} others, {kind}: {mean:.2f} at η, scale {pair}", flush=True)
    for kind in memory.KINDS:
        print(f"    {kind!r}: {tuple(measured[kind])},  # {pairs[kind]}")


if __name__ == "__main__":
    main()
