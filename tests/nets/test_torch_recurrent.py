"""Recurrent layers agree with PyTorch to 1e-10, where PyTorch is installed."""

import numpy as np
import pytest

from tests.nets.recurrent_examples import KINDS, SHAPES, gradients, layer_and_data

torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")

from backprop_helpers.nets.gradient_check import relative_error  # noqa: E402 as above
from backprop_helpers.nets.recurrent import clipped  # noqa: E402

IN_TORCH = {"plain": torch.nn.RNN, "lstm": torch.nn.LSTM}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def tensor(array):
    return torch.tensor(np.asarray(array), dtype=torch.float64)


def twin_of(layer, kind):
    """Return PyTorch's layer with the same parameters; its second bias stays at 0."""
    twin = IN_TORCH[kind](layer.u.shape[1], layer.w.shape[1]).double()
    values = {"weight_ih_l0": layer.u, "weight_hh_l0": layer.w}
    values |= {"bias_ih_l0": layer.b[:, 0], "bias_hh_l0": 0 * layer.b[:, 0]}
    with torch.no_grad():
        for name, value in values.items():
            getattr(twin, name).copy_(tensor(value))
    return twin


def by_steps(arrays):
    """Stack a dict (rows, m) by step as PyTorch has it: (T, m, rows)."""
    return tensor(np.stack([arrays[t].T for t in sorted(arrays)]))


@EVERY_KIND
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_values_and_gradients(kind, shape):
    layer, x, y = layer_and_data(kind, *shape, seed=3)
    twin = twin_of(layer, kind)
    theirs, _ = twin(by_steps(x))
    a, _ = layer.run(x)
    for t in x:
        assert relative_error(a[t], theirs[t - 1].detach().numpy().T) < 1e-10
    (((theirs - by_steps(y)) ** 2).sum() / shape[2]).backward()
    nabla = gradients(layer, x, y)
    assert relative_error(nabla["u"], twin.weight_ih_l0.grad.numpy()) < 1e-10
    assert relative_error(nabla["w"], twin.weight_hh_l0.grad.numpy()) < 1e-10
    assert relative_error(nabla["b"][:, 0], twin.bias_ih_l0.grad.numpy()) < 1e-10


def test_clipping_by_norm():
    rng = np.random.default_rng(0)
    for most in (0.5, 100.0):
        nabla = {"u": rng.normal(size=(3, 2)), "b": rng.normal(size=(3, 1))}
        theirs = [torch.zeros(each.shape).double() for each in nabla.values()]
        for parameter, each in zip(theirs, nabla.values(), strict=True):
            parameter.grad = tensor(each)
        torch.nn.utils.clip_grad_norm_(theirs, most)
        ours = clipped(nabla, most).values()
        for parameter, each in zip(theirs, ours, strict=True):
            # PyTorch divides by the norm plus 1e-6.
            np.testing.assert_allclose(each, parameter.grad.numpy(), rtol=1e-5)
