"""Which learning rate is best for each kind of layer that must remember? (notebook 18)

uv run python tests/benchmarks/memory.py

Takes about two minutes, on one thread. Every kind gets the same number of steps and of
starts, which are not those of the page; the page trains each with its own best rate.
"""

from itertools import product

import numpy as np

from backprop_helpers.pages.lstm.recall import PLAIN, Readers

KINDS = {"plain layer": PLAIN, "forget bias 1": 1.0, "forget bias 3": 3.0}
SCALES, ETAS = (1.0, 0.1), (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
STARTS, OTHERS, STEPS = 40, 30, 300


def accuracies(kind, scale, eta):
    """Train readers, and return what fraction of fresh sequences each names."""
    readers = Readers(kind, scale, STARTS, seed=1)
    for _ in readers.learn(OTHERS, eta, STEPS):
        pass
    return readers.accuracies(OTHERS)


def main():
    """Print mean and its error, and how many name more than 0.9, of each kind."""
    for scale, (name, kind) in product(SCALES, KINDS.items()):
        for eta in ETAS:
            found = accuracies(kind, scale, eta)
            error = found.std(ddof=1) / np.sqrt(STARTS)
            row = f"u · {scale}, {name}, η = {eta}"
            mean = f"{found.mean():.2f} ± {error:.2f}"
            print(f"{row}: {mean}, {(found > 0.9).sum()} above 0.9", flush=True)


if __name__ == "__main__":
    main()
