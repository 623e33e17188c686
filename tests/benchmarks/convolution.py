"""Time the convolutions of notebook 11 beside PyTorch eager: ours / theirs, CPU.

uv run --with torch python tests/benchmarks/convolution.py

One thread. Each row is one forward and backward pass of a layer, or a whole step of
training, at a size of the page; both take turns in each round, and the median over the
rounds counts. Before that, both are compared. The exit code is 1 if a ratio is above 3.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import sys
from time import process_time

import numpy as np
import torch

from backprop_helpers.nets.convolution import blame, convolve, gradient
from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork

torch.set_num_threads(1)
F = torch.nn.functional
GOAL, ROUNDS, PASSES = 3.0, 15, 40
CONVOLVE = {1: F.conv1d, 2: F.conv2d}
POOL = {1: F.max_pool1d, 2: F.max_pool2d}
LAYERS = {  # channels, lengths, kernels, size, padding, m
    "digits, layer 2": (1, (8, 8), 12, (5, 5), 2, 20),
    "digits, all test images": (1, (8, 8), 12, (5, 5), 2, 510),
    "words, layer 2, width 3": (69, (8,), 8, (3,), 1, 10),
    "words, layer 2, width 1": (69, (8,), 8, (1,), 0, 10),
    "words, all lines": (69, (8,), 8, (3,), 1, 234),
}
NETWORKS = {  # shape, kernels, size, pool, classes, padding, m
    "digits, a step": ((1, 8, 8), 12, (5, 5), (4, 4), 10, 2, 20),
    "words, a step": ((69, 8), 8, (3,), (8,), 2, 1, 10),
}


def to_torch(array):
    """Return the array with the batch first, as PyTorch has it."""
    return torch.tensor(np.moveaxis(array, -1, 0).copy())


def assert_close(mine, theirs):
    """Fail unless two arrays agree to 1e-10 of the largest entry."""
    size = np.abs(mine).max()
    np.testing.assert_allclose(mine / size, theirs.detach().numpy() / size, atol=1e-10)


def layer(channels, lengths, n, size, padding, m):
    """Return our pass and PyTorch's through one layer: gradients of w, b and x."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(channels, *lengths, m))
    w, b = rng.normal(size=(n, channels, *size)), rng.normal(size=(n, 1))
    delta = rng.normal(size=convolve(w, b, x, 1, padding)[0].shape)
    kernel = torch.tensor(w, requires_grad=True)
    bias = torch.tensor(b[:, 0], requires_grad=True)
    inputs, back = to_torch(x).requires_grad_(), to_torch(delta)

    def ours():
        _, seen = convolve(w, b, x, 1, padding)
        return (*gradient(w, seen, delta), blame(w, seen, delta, x.shape, 1, padding))

    def theirs():
        for each in (kernel, bias, inputs):
            each.grad = None
        z = CONVOLVE[len(lengths)](inputs, kernel, bias, padding=padding)
        z.backward(back)
        return kernel.grad, bias.grad, inputs.grad

    nabla_w, nabla_b, of_x = ours()
    their_w, their_b, their_x = theirs()
    assert_close(m * nabla_w, their_w)
    assert_close(m * nabla_b[:, 0], their_b)
    assert_close(np.moveaxis(of_x, -1, 0), their_x)
    return ours, theirs


def step(shape, n, size, pool, classes, padding, m):
    """Return our step of training and PyTorch's, at the same start."""
    rng = np.random.default_rng(0)
    network = ConvolutionalNetwork.random(shape, n, size, pool, classes, rng, padding)
    x, labels = rng.normal(size=(*shape, m)), rng.integers(0, classes, m)
    y, axes = np.eye(classes)[labels].T, len(size)
    parameters = [
        torch.tensor(each, requires_grad=True)
        for l in (2, 4)
        for each in (network.w[l], network.b[l][:, 0])
    ]
    w2, b2, w4, b4 = parameters
    optimizer = torch.optim.SGD(parameters, lr=0.01)
    inputs, answers = to_torch(x), torch.tensor(labels)

    def theirs():
        optimizer.zero_grad(set_to_none=True)
        a = torch.tanh(CONVOLVE[axes](inputs, w2, b2, padding=padding))
        out = F.linear(POOL[axes](a, pool).flatten(1), w4, b4)
        F.cross_entropy(out, answers).backward()
        optimizer.step()

    def ours():
        network.step(x, y, 0.01)

    ours()
    theirs()
    assert_close(network.w[2], w2)
    return ours, theirs


def seconds(ways):
    """Return the median CPU seconds of one pass of each way, in turn."""
    times = np.empty((ROUNDS, len(ways)))
    for number in range(ROUNDS):
        for place, run in enumerate(ways):
            start = process_time()
            for _ in range(PASSES):
                run()
            times[number, place] = (process_time() - start) / PASSES
    return np.median(times, axis=0)


def main():
    """Print the table; return 1 if a ratio is above the goal."""
    rows = {name: layer(*sizes) for name, sizes in LAYERS.items()}
    rows |= {name: step(*sizes) for name, sizes in NETWORKS.items()}
    print("Both agree to 1e-10. Microseconds of CPU, and ours / PyTorch's:")
    worst = 0.0
    for name, ways in rows.items():
        ours, theirs = seconds(ways)
        worst = max(worst, ours / theirs)
        times = f"{1e6 * ours:9.0f}{1e6 * theirs:9.0f}"
        print(f"{name:26}{times}{ours / theirs:8.2f}", flush=True)
    mark = "✓" if worst <= GOAL else "✗"
    print(f"largest ratio {worst:.2f}, goal {GOAL:.0f}: {mark}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
