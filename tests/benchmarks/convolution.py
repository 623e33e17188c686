"""Time a step of the networks of notebook 16 beside PyTorch eager, on the CPU.

uv run --with torch python tests/benchmarks/convolution.py

One thread. Both take turns in each round, and the median over the rounds counts. (That
both do the same is tested in tests/nets.) The exit code is 1 if ours takes more than
three times as long.
"""

import sys

import common
import numpy as np
import torch

from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork

torch.set_num_threads(1)
F = torch.nn.functional
GOAL, ROUNDS, PASSES = 3, 15, 40
IN_TORCH = {1: (F.conv1d, F.max_pool1d), 2: (F.conv2d, F.max_pool2d)}
NETWORKS = {  # shape, kernels, size, pool, classes, padding, m
    "digits": ((1, 8, 8), 12, (5, 5), (4, 4), 10, 2, 20),
    "words": ((69, 8), 8, (3,), (8,), 2, 1, 10),
}


def steps(shape, n, size, pool, classes, padding, m):
    """Return PASSES steps of ours and of PyTorch, {way: function}, at one start."""
    rng = np.random.default_rng(0)
    kernels = ((n, size, padding),)
    network = ConvolutionalNetwork.random(shape, kernels, pool, classes, rng)
    x, labels = rng.normal(size=(*shape, m)), rng.integers(0, classes, m)
    y, (convolve, max_pool) = np.eye(classes)[labels].T, IN_TORCH[len(size)]
    w2, b2, w4, b4 = parameters = [
        torch.tensor(each, requires_grad=True)
        for l in (2, 4)
        for each in (network.w[l], network.b[l][:, 0])
    ]
    optimizer = torch.optim.SGD(parameters, lr=0.01)
    # The batch comes first, as PyTorch has it.
    inputs, answers = torch.tensor(np.moveaxis(x, -1, 0).copy()), torch.tensor(labels)

    def theirs():
        for _ in range(PASSES):
            optimizer.zero_grad(set_to_none=True)
            a = torch.tanh(convolve(inputs, w2, b2, padding=padding))
            out = F.linear(max_pool(a, pool).flatten(1), w4, b4)
            F.cross_entropy(out, answers).backward()
            optimizer.step()

    def ours():
        for _ in range(PASSES):
            network.step(x, y, 0.01)

    return {"ours": ours, "theirs": theirs}


def main():
    """Print a line for each network; return 1 if a ratio is above the goal."""
    missed = 0
    for name, sizes in NETWORKS.items():
        seconds = common.medians(steps(*sizes), ROUNDS)
        ours, theirs = (1e6 * each / PASSES for each in seconds.values())
        words = f"{name}: {ours:.0f} µs a step, PyTorch {theirs:.0f}, ratio"
        words += f" {ours / theirs:.2f} (goal {GOAL})"
        missed |= common.reached({words: ours <= GOAL * theirs})
    return missed


if __name__ == "__main__":
    sys.exit(main())
