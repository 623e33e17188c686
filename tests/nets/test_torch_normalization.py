"""Layer and batch normalisation agree with PyTorch to 1e-10, where it is installed."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")

from backprop_helpers.nets.gradient_check import relative_error  # noqa: E402 as above
from backprop_helpers.nets.normalization import (  # noqa: E402
    Running,
    batch_norm,
    layer_norm,
    norm_backward,
)

KINDS = {
    "layer": (layer_norm, lambda n: torch.nn.LayerNorm(n, dtype=torch.float64)),
    "batch": (batch_norm, lambda n: torch.nn.BatchNorm1d(n, dtype=torch.float64)),
}


def tensor(array):
    return torch.tensor(np.asarray(array), dtype=torch.float64)


def assert_same(mine, theirs):
    assert relative_error(mine, theirs.detach().numpy()) < 1e-10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("n", "m"), [(3, 2), (5, 7), (64, 30)])
def test_values_and_gradients(kind, n, m):
    norm, make = KINDS[kind]
    rng = np.random.default_rng(n)
    x, blame = rng.normal(3, 2, size=(2, n, m))
    gain, shift = rng.normal(size=(2, n, 1))
    twin = make(n)
    with torch.no_grad():
        twin.weight.copy_(tensor(gain[:, 0]))
        twin.bias.copy_(tensor(shift[:, 0]))
    rows = tensor(x.T).requires_grad_()  # PyTorch has the examples as rows
    theirs = twin(rows)
    (theirs * tensor(blame.T)).sum().backward()
    mine, normal = norm(x, gain, shift)
    of_x, nabla_gain, nabla_shift = norm_backward(normal, gain, blame)
    assert_same(mine, theirs.T)
    assert_same(of_x, rows.grad.T)
    assert_same(nabla_gain[:, 0], twin.weight.grad)
    assert_same(nabla_shift[:, 0], twin.bias.grad)


def test_layers_of_many_texts():
    rng = np.random.default_rng(0)
    x, blame = rng.normal(size=(2, 4, 6, 5))  # four texts, six numbers, five places
    gain, shift = rng.normal(size=(2, 6, 1))
    twin = torch.nn.LayerNorm(6, dtype=torch.float64)
    with torch.no_grad():
        twin.weight.copy_(tensor(gain[:, 0]))
        twin.bias.copy_(tensor(shift[:, 0]))
    last = tensor(x.swapaxes(1, 2)).requires_grad_()
    (twin(last) * tensor(blame.swapaxes(1, 2))).sum().backward()
    _, normal = layer_norm(x, gain, shift)
    of_x, nabla_gain, nabla_shift = norm_backward(normal, gain, blame)
    assert_same(of_x, last.grad.swapaxes(1, 2))
    assert_same(nabla_gain[:, 0], twin.weight.grad)
    assert_same(nabla_shift[:, 0], twin.bias.grad)


def test_a_batch_normalisation_in_training_and_in_use():
    rng = np.random.default_rng(1)
    gain, shift = rng.normal(size=(2, 4, 1))
    running = Running(4)
    twin = torch.nn.BatchNorm1d(4, dtype=torch.float64)
    with torch.no_grad():
        twin.weight.copy_(tensor(gain[:, 0]))
        twin.bias.copy_(tensor(shift[:, 0]))
    for _ in range(12):
        x = rng.normal(2, 3, size=(4, 9))
        twin(tensor(x.T))
        running.move(x)
    assert_same(running.mean[:, 0], twin.running_mean)
    assert_same(running.variance[:, 0], twin.running_var)
    twin.eval()
    one = rng.normal(size=(4, 1))
    assert_same(running.normalize(one, gain, shift), twin(tensor(one.T)).T)
