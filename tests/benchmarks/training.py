"""Time one epoch of training: ours, scikit-learn, PyTorch, and a loop over examples.

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
from backprop_helpers.nets.functions import cross_entropy, sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import one_hot, train

torch.set_num_threads(1)
warnings.filterwarnings("ignore", message="Stochastic Optimizer")  # one epoch only
ETA, ROUNDS = 0.1, 3
OURS, SKLEARN, TORCH, LOOP = "ours", "scikit-learn", "PyTorch", "example by example"
SIZES = ((784, 30, 10), (784, 100, 10), (64, 30, 10))
# What our time may be of another's: for each batch size, and for the loop.
GOALS = {
    (784, 30, 10): {10: 1 / 3, 128: 1, LOOP: 1 / 8},
    (784, 100, 10): {10: 1 / 3, 128: 1, LOOP: 1 / 15},
}


def fresh_network(sizes, kind=float):
    """Return the same start for all, with arrays of this kind of float."""
    network = Network.random(sizes, np.random.default_rng(0), 0.1, cost=cross_entropy)
    network.w = {l: w.astype(kind) for l, w in network.w.items()}
    network.b = {l: b.astype(kind) for l, b in network.b.items()}
    return network


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


def example_by_example(network, images, targets, batch_size, rng):
    """Train one epoch as chapter 1 of Nielsen's book does: a loop in each batch."""
    order = rng.permutation(len(images))
    w, b = network.w, network.b
    for start in range(0, len(images), batch_size):
        rows = order[start : start + batch_size]
        sum_w = {l: np.zeros_like(w[l]) for l in w}
        sum_b = {l: np.zeros_like(b[l]) for l in b}
        for row in rows:
            of_w, of_b = one_gradient(w, b, images[row][:, None], targets[row][:, None])
            sum_w = {l: sum_w[l] + of_w[l] for l in w}
            sum_b = {l: sum_b[l] + of_b[l] for l in b}
        for l in w:
            w[l] = w[l] - ETA / len(rows) * sum_w[l]
            b[l] = b[l] - ETA / len(rows) * sum_b[l]


def one_gradient(w, b, x, y):
    """Return the gradient of one example, all layers."""
    a, z, L = {1: x}, {}, max(w)
    for l in w:
        z[l] = w[l] @ a[l - 1] + b[l]
        a[l] = sigmoid(z[l])
    delta = {L: a[L] - y}
    for l in range(L - 1, 1, -1):
        delta[l] = (w[l + 1].T @ delta[l + 1]) * sigmoid.derivative(z[l])
    return {l: delta[l] @ a[l - 1].T for l in w}, delta


def assert_the_loop_agrees():
    """Fail unless one step of the loop leads where ours does."""
    rng = np.random.default_rng(2)
    images, targets = rng.uniform(size=(10, 64)), one_hot(np.arange(10))
    ours, loop = fresh_network((64, 30, 10)), fresh_network((64, 30, 10))
    ours.step(images.T, targets.T, ETA)
    example_by_example(loop, images, targets, 10, rng)
    for l in ours.w:
        np.testing.assert_allclose(loop.w[l], ours.w[l], rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(loop.b[l], ours.b[l], rtol=1e-10, atol=1e-14)


def measure(sizes, kind, images, labels, batch_size):
    """Return the seconds of one epoch, {way: seconds}."""
    images, targets = images.astype(kind), one_hot(labels).astype(kind)
    network, rng = fresh_network(sizes, kind), np.random.default_rng(1)
    theirs = MLPClassifier(
        sizes[1:-1], activation="logistic", solver="sgd", batch_size=batch_size,
        learning_rate_init=ETA, momentum=0, alpha=0, max_iter=1, random_state=0,
    )  # fmt: skip
    # Ours and the loop: `network` is both, for only the time counts.
    data = network, images, targets
    ways = {
        OURS: lambda: list(train(*data, ETA, batch_size, 1, rng)),
        SKLEARN: lambda: theirs.fit(images, labels),
        TORCH: torch_epochs(*data, batch_size),
    }
    seconds = common.medians(ways, ROUNDS)
    if batch_size == 10:  # slow, and far from its goal's border
        loop = {LOOP: lambda: example_by_example(*data, batch_size, rng)}
        seconds |= common.medians(loop, 1)
    return seconds


def examples(n_1, folder):
    """Return images and labels to learn from: MNIST, its like, or the digits."""
    if n_1 == 784 and not folder:
        rng = np.random.default_rng(3)
        return rng.uniform(size=(50_000, n_1)), rng.integers(0, 10, 50_000)
    data = load_mnist(folder) if n_1 == 784 else load_digits().shuffled()
    return data.training.images, data.training.labels


def main(folder=None):
    """Print the table and say of each goal whether it is reached."""
    assert_the_loop_agrees()
    missed = 0
    for sizes in SIZES:
        data, goals = examples(sizes[0], folder), GOALS.get(sizes, {})
        for kind, batch_size in product((np.float64, np.float32), (10, 32, 128)):
            print(f"\n{sizes}, {kind.__name__}, batch {batch_size}: seconds an epoch")
            seconds = measure(sizes, kind, *data, batch_size)
            ours = seconds.pop(OURS)
            print(f"  {OURS:20}{ours:8.4f}", flush=True)
            for name, theirs in seconds.items():
                words = f"{name:20}{theirs:8.4f}   ours 1/{theirs / ours:.1f}"
                goal = goals.get(LOOP if name == LOOP else batch_size)
                if goal is None:
                    print(f"  {words}", flush=True)
                else:
                    words += f" (goal 1/{1 / goal:.0f})"
                    missed |= common.reached({words: ours <= goal * theirs})
    return missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
