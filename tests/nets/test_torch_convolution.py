"""Convolution and pooling agree with PyTorch to 1e-10, where PyTorch is installed."""

from itertools import product

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")

from backprop_helpers.nets import convolution  # noqa: E402 nothing to import without torch
from backprop_helpers.nets.convolutional_network import ConvolutionalNetwork  # noqa: E402
from backprop_helpers.nets.functions import relu, tanh  # noqa: E402
from backprop_helpers.nets.gradient_check import relative_error  # noqa: E402

F = torch.nn.functional
IN_TORCH = {1: F.conv1d, 2: F.conv2d}
MAX = {1: F.max_pool1d, 2: F.max_pool2d}
LENGTHS = {1: [(5,), (9,)], 2: [(5, 5), (8, 6)]}
SIZES = {1: [(1,), (3,), (4,)], 2: [(1, 1), (3, 3), (2, 4)]}
CHANNELS = ((1, 1), (1, 4), (3, 2))


def to_torch(array):
    """Return the array with the batch first, as PyTorch has it."""
    return torch.tensor(np.moveaxis(array, -1, 0).copy(), requires_grad=True)


def from_torch(tensor):
    return np.moveaxis(tensor.detach().numpy(), 0, -1)


def assert_same(mine, theirs):
    assert mine.shape == theirs.shape
    assert relative_error(mine, theirs) < 1e-10


@pytest.mark.parametrize("axes", [1, 2])
def test_convolutions_of_every_kind(axes):
    rng = np.random.default_rng(axes)
    grid = (CHANNELS, LENGTHS[axes], SIZES[axes], (1, 2, 3), (0, 1, 2), (1, 4))
    for (channels, n), lengths, size, stride, padding, m in product(*grid):
        x = rng.normal(size=(channels, *lengths, m))
        w, b = rng.normal(size=(n, channels, *size)), rng.normal(size=(n, 1))
        z, seen = convolution.convolve(w, b, x, stride, padding)
        delta = rng.normal(size=z.shape)
        theirs = to_torch(x)
        kernel = torch.tensor(w, requires_grad=True)
        bias = torch.tensor(b[:, 0], requires_grad=True)
        out = IN_TORCH[axes](theirs, kernel, bias, stride=stride, padding=padding)
        (out * to_torch(delta).detach()).sum().backward()
        assert_same(z, from_torch(out))
        nabla_w, nabla_b = convolution.gradient(w, seen, delta)
        assert_same(m * nabla_w, kernel.grad.numpy())
        assert_same(m * nabla_b[:, 0], bias.grad.numpy())
        of_x = convolution.blame(w, seen, delta, x.shape, stride, padding)
        assert_same(of_x, from_torch(theirs.grad))


@pytest.mark.parametrize("size", [(2,), (3,), (2, 2), (4, 4), (2, 3)], ids=str)
@pytest.mark.parametrize("ties", [False, True])
def test_pooling(size, ties):
    rng = np.random.default_rng(len(size))
    axes = len(size)
    x = rng.normal(size=(3, *(9, 8)[:axes], 4))
    x = np.round(x) if ties else x  # of equal numbers, both take the first
    a, which = convolution.max_pool(x, size)
    delta = rng.normal(size=a.shape)
    back = convolution.max_pool_blame(delta, which, x.shape, size)
    theirs = to_torch(x)
    out = MAX[axes](theirs, size)
    (out * to_torch(delta).detach()).sum().backward()
    assert_same(a, from_torch(out))
    assert_same(back, from_torch(theirs.grad))


@pytest.mark.parametrize("activation", [tanh, relu], ids=lambda f: f.name)
@pytest.mark.parametrize(
    ("shape", "kernels", "pool"),
    [
        ((4, 9), ((5, (3,), 1),), (9,)),
        ((1, 8, 8), ((5, (5, 5), 2),), (4, 4)),
        ((4, 9), ((2, (1,), 0), (5, (3,), 1)), (9,)),
        ((1, 8, 8), ((2, (3, 3), 1), (5, (3, 3), 0)), (3, 3)),
    ],
)
def test_steps_of_the_whole_network(shape, kernels, pool, activation):
    rng = np.random.default_rng(0)
    axes, classes, m = len(pool), 3, 6
    network = ConvolutionalNetwork.random(
        shape, kernels, pool, classes, rng, activation
    )
    x, y = rng.normal(size=(*shape, m)), np.eye(classes)[rng.integers(0, 3, m)].T
    w = {l: torch.tensor(network.w[l], requires_grad=True) for l in network.w}
    b = {l: torch.tensor(network.b[l][:, 0], requires_grad=True) for l in network.b}
    steps = torch.optim.SGD([*w.values(), *b.values()], lr=0.1)
    function = {"tanh": torch.tanh, "relu": torch.relu}[activation.name]
    for _ in range(20):
        network.step(x, y, eta=0.1)
        a = to_torch(x).detach()
        for l, padding in network.padding.items():
            a = function(IN_TORCH[axes](a, w[l], b[l], padding=padding))
        # We flatten (channels, places) for each example; so does PyTorch.
        out = F.linear(MAX[axes](a, pool).flatten(1), w[network.L], b[network.L])
        steps.zero_grad()
        F.cross_entropy(out, torch.tensor(y.argmax(axis=0))).backward()
        steps.step()
    for l in network.w:
        assert_same(network.w[l], w[l].detach().numpy())
        assert_same(network.b[l][:, 0], b[l].detach().numpy())
