"""A writer agrees with PyTorch to 1e-10, where PyTorch is installed."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")

from backprop_helpers.nets.gradient_check import relative_error  # noqa: E402 not without torch
from tests.nets.test_block import HEADS, D, N, writer_and_texts  # noqa: E402 as above

DOUBLE = {"dtype": torch.float64}


def tensor(array, **options):
    return torch.tensor(np.ascontiguousarray(array), **options)


def twin_of(block, heads):
    """Return PyTorch's block, and which of its parameters is which of ours."""
    twin = torch.nn.TransformerEncoderLayer(
        D, heads, N, dropout=0.0, batch_first=True, norm_first=True, **DOUBLE
    )
    w, attention = block.parameters, twin.self_attn
    together = np.vstack([w["w_q"], w["w_k"], w["w_v"]])
    pairs = [
        (attention.in_proj_weight, together), (attention.out_proj.weight, w["w_o"]),
        (twin.norm1.weight, w["gain_1"]), (twin.norm1.bias, w["shift_1"]),
        (twin.norm2.weight, w["gain_2"]), (twin.norm2.bias, w["shift_2"]),
        (twin.linear1.weight, w["w_1"]), (twin.linear1.bias, w["b_1"]),
        (twin.linear2.weight, w["w_2"]), (twin.linear2.bias, w["b_2"]),
    ]  # fmt: skip
    with torch.no_grad():
        for theirs, ours in pairs:
            theirs.copy_(tensor(ours).reshape(theirs.shape))
        for bias in (attention.in_proj_bias, attention.out_proj.bias):
            bias.zero_()  # attention has none here
    return twin, [theirs for theirs, _ in pairs]


@HEADS
@pytest.mark.parametrize("blocks", [1, 2])
def test_cost_and_every_gradient_of_a_writer(heads, blocks):
    writer, symbols, right = writer_and_texts((3,), heads, blocks)
    p, trace = writer.forward(symbols)
    nabla = writer.backward(trace, right)

    outer = ("table", "places", "gain", "shift", "w", "b")
    leaves = {
        name: tensor(writer.parameters[name], requires_grad=True) for name in outer
    }
    T = symbols.shape[-1]
    x = leaves["table"].T[tensor(symbols)] + leaves["places"].T[:T]
    mask = torch.nn.Transformer.generate_square_subsequent_mask(T, **DOUBLE)
    twins = [twin_of(block, heads) for block in writer.blocks]
    for twin, _ in twins:
        x = twin(x, src_mask=mask)
    gain, shift = leaves["gain"][:, 0], leaves["shift"][:, 0]
    x = torch.nn.functional.layer_norm(x, (D,), gain, shift)
    z = x @ leaves["w"].T + leaves["b"][:, 0]
    entropy = torch.nn.functional.cross_entropy(z.transpose(1, 2), tensor(right))
    entropy.backward()

    assert relative_error(p, torch.softmax(z, dim=-1).detach().numpy().mT) < 1e-10
    assert writer.cost(symbols, right) == pytest.approx(entropy.item(), rel=1e-12)
    for name, leaf in leaves.items():
        assert relative_error(nabla[name], leaf.grad.numpy()) < 1e-10, name
    for i, (_, theirs) in enumerate(twins, start=1):
        of = {name: nabla[f"{name} of {i}"] for name in writer.blocks[i - 1].parameters}
        first = np.vstack([of.pop(name) for name in ("w_q", "w_k", "w_v")])
        names = ("w_o", "gain_1", "shift_1", "gain_2", "shift_2", "w_1", "b_1", "w_2",
                 "b_2")  # fmt: skip
        ours = [first, *(of[name] for name in names)]
        for mine, other in zip(ours, theirs, strict=True):
            other = other.grad.numpy().reshape(mine.shape)
            assert relative_error(mine, other) < 1e-10
