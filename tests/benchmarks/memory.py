"""How far back can a plain recurrent layer and an LSTM remember? (notebook 17)

uv run python tests/benchmarks/memory.py

Takes about twenty minutes, on one thread. Every kind of layer gets the same chances:
the same number of steps, three learning rates and two scales of its input weights, of
which the best pair counts, by the mean over five seeds. What is printed at the end
stands in pages/through_time/recall.py as MEASURED.
"""

from itertools import product

import common
import numpy as np

from backprop_helpers.pages.through_time import recall

SEEDS, TESTED = 5, 2000
ETAS, SCALES = (0.1, 0.3, 1.0), (0.3, 1.0)


def accuracy(kind, others, eta, scale, seed):
    """Train one reader, and return its accuracy on fresh sequences."""
    rng = np.random.default_rng(seed)
    reader = recall.Reader.random(kind, rng, scale)
    for _ in reader.learn(others, eta, rng):
        pass
    return reader.accuracy(*recall.recall_batch(others, TESTED, rng))


def best(kind, others):
    """Return the mean accuracy of the best pair of eta and scale, and the pair."""
    means = {
        pair: np.mean([accuracy(kind, others, *pair, seed) for seed in range(SEEDS)])
        for pair in product(ETAS, SCALES)
    }
    pair = max(means, key=means.get)
    return round(float(means[pair]), 2), pair


def main():
    """Measure everything, and print it as recall.py has it."""
    measured = {kind: [] for kind in recall.KINDS}
    for others, kind in product(recall.LENGTHS, recall.KINDS):
        mean, pair = best(kind, others)
        measured[kind].append(mean)
        print(f"{others:3} others, {kind}: {mean:.2f} at η, scale {pair}", flush=True)
    common.print_table({kind: tuple(means) for kind, means in measured.items()})


if __name__ == "__main__":
    main()
