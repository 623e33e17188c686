"""Time one epoch of training: ours, scikit-learn and PyTorch.

uv run --with scikit-learn --with torch python tests/benchmarks/training.py [FOLDER]

FOLDER holds the four MNIST files; without it, generated numbers of the same shape are
learnt, which takes the same time. CPU seconds on one thread: all ways take turns in
each round, and the median over the rounds counts. (That ours does the same as PyTorch
is tested in tests/nets.) The exit code is 1 if a goal is missed.
"""

import sys
import warnings
from itertools import product

import common
import numpy as np
import torch
from sklearn.neural_network import MLPClassifier

from backprop_helpers.datasets.mnist import load_mnist
from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.nets.functions import cross_entropy
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import one_hot, train

torch.set_num_threads(1)
warnings.filterwarnings("ignore", message="Stochastic Optimizer")  # one epoch only
ETA, ROUNDS = 0.1, 3
OURS, SKLEARN, TORCH = "ours", "scikit-learn", "PyTorch"
SIZES = ((784, 30, 10), (784, 100, 10), (64, 30, 10))
GOALS = {10: 1 / 3, 128: 1}  # ours / another's by batch size, for images of 784 pixels


def torch_epochs(network, images, targets, batch_size):
    """Return a function that trains the same network for one epoch in PyTorch."""
    layers = []
    for l in network.w:
        linear = torch.nn.Linear(*network.w[l].shape[::-1])
        linear.weight.data = torch.tensor(network.w[l])
        linear.bias.data = torch.tensor(network.b[l][:, 0])
        layers += [linear, torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=ETA)
    rows, columns = torch.tensor(images), torch.tensor(targets)
    entropy = torch.nn.functional.binary_cross_entropy

    def epoch():
        for batch in torch.split(torch.randperm(len(rows)), batch_size):
            optimizer.zero_grad(set_to_none=True)
            cost = entropy(model(rows[batch]), columns[batch], reduction="sum")
            (cost / len(batch)).backward()
            optimizer.step()

    return epoch


def measure(sizes, kind, images, labels, batch_size):
    """Return the seconds of one epoch, {way: seconds}."""
    images, targets = images.astype(kind), one_hot(labels).astype(kind)
    rng = np.random.default_rng(0)
    network = Network.random(sizes, rng, 0.1, cost=cross_entropy)
    network.w = {l: w.astype(kind) for l, w in network.w.items()}
    network.b = {l: b.astype(kind) for l, b in network.b.items()}
    theirs = MLPClassifier(
        sizes[1:-1], activation="logistic", solver="sgd", batch_size=batch_size,
        learning_rate_init=ETA, momentum=0, alpha=0, max_iter=1, random_state=0,
    )  # fmt: skip
    data = network, images, targets
    ways = {
        OURS: lambda: list(train(*data, ETA, batch_size, 1, rng)),
        SKLEARN: lambda: theirs.fit(images, labels),
        TORCH: torch_epochs(*data, batch_size),
    }
    return common.medians(ways, ROUNDS)


def examples(n_1, folder):
    """Return images and labels to learn from: MNIST, its like, or the digits."""
    if n_1 == 784 and not folder:
        rng = np.random.default_rng(3)
        return rng.uniform(size=(50_000, n_1)), rng.integers(0, 10, 50_000)
    data = load_mnist(folder) if n_1 == 784 else load_digits().shuffled()
    return data.training.images, data.training.labels


def main(folder=None):
    """Print the table and say of each goal whether it is reached."""
    missed = 0
    for sizes in SIZES:
        data = examples(sizes[0], folder)
        for kind, batch_size in product((np.float64, np.float32), (10, 32, 128)):
            print(f"\n{sizes}, {kind.__name__}, batch {batch_size}: seconds an epoch")
            seconds = measure(sizes, kind, *data, batch_size)
            ours = seconds.pop(OURS)
            print(f"  {OURS:14}{ours:8.4f}", flush=True)
            goal = GOALS.get(batch_size) if sizes[0] == 784 else None
            for name, theirs in seconds.items():
                words = f"{name:14}{theirs:8.4f}   ours 1/{theirs / ours:.1f}"
                if goal is None:
                    print(f"  {words}", flush=True)
                else:
                    words += f" (goal 1/{1 / goal:.0f})"
                    missed |= common.reached({words: ours <= goal * theirs})
    return missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
