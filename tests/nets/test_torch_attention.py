"""Embedding and attention agree with PyTorch to 1e-10, where PyTorch is installed."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")

from backprop_helpers.nets.attention import (  # noqa: E402 not without torch
    Attention,
    embed,
    embed_backward,
    look_back,
)
from backprop_helpers.nets.gradient_check import relative_error  # noqa: E402 as above

TEXTS, T, DOUBLE = 3, 5, {"dtype": torch.float64}


def tensor(array, **options):
    return torch.tensor(np.asarray(array), **DOUBLE, **options)


def assert_same(ours, theirs):
    assert relative_error(ours, theirs.detach().numpy()) < 1e-10


def twin_of(layer, d):
    """Return PyTorch's attention; it keeps w_q, w_k and w_v in one matrix."""
    twin = torch.nn.MultiheadAttention(
        d, layer.heads, bias=False, batch_first=True, **DOUBLE
    )
    *first, w_o = layer.parameters.values()
    with torch.no_grad():
        twin.in_proj_weight.copy_(tensor(np.vstack(first)))
        twin.out_proj.weight.copy_(tensor(w_o))
    return twin


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("heads", [1, 2])
def test_attention(heads, masked):
    rng = np.random.default_rng(heads)
    layer = Attention.random(4, rng, heads, masked)
    x, wish = rng.normal(size=(2, TEXTS, 4, T))
    y, trace = layer.forward(x)
    nabla_x, nabla = layer.backward(trace, 2 * (y - wish))

    twin, rows = twin_of(layer, 4), tensor(x.mT, requires_grad=True)
    mask = torch.tensor(look_back(T)) if masked else None
    theirs, alpha = twin(rows, rows, rows, attn_mask=mask, average_attn_weights=False)
    (((theirs - tensor(wish.mT)) ** 2).sum() / TEXTS).backward()

    assert_same(y.mT, theirs)
    assert_same(trace.alpha, alpha)
    assert_same(nabla_x.mT / TEXTS, rows.grad)
    first = np.vstack([nabla[name] for name in ("w_q", "w_k", "w_v")])
    assert_same(first, twin.in_proj_weight.grad)
    assert_same(nabla["w_o"], twin.out_proj.weight.grad)


def test_embedding():
    rng = np.random.default_rng(0)
    table, symbols = rng.normal(size=(4, 6)), rng.integers(6, size=(TEXTS, 8))
    wish = rng.normal(size=(TEXTS, 4, 8))
    twin = torch.nn.Embedding.from_pretrained(tensor(table.T), freeze=False)
    theirs = twin(torch.tensor(symbols))
    (((theirs - tensor(wish.mT)) ** 2).sum() / TEXTS).backward()
    x = embed(table, symbols)
    assert_same(x.mT, theirs)
    assert_same(embed_backward(2 * (x - wish), symbols, 6).T, twin.weight.grad)
