"""A block and a writer: central differences, ways round, and no look at what comes."""

import numpy as np
import pytest

from backprop_helpers.nets.block import Block
from backprop_helpers.nets.functions import relu
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.optimizers import AdamW
from backprop_helpers.nets.writer import Writer

SIZE, LONGEST, D, N, T = 5, 6, 4, 7, 5
LEADS = pytest.mark.parametrize("lead", [(), (3,), (2, 2)], ids=str)
HEADS = pytest.mark.parametrize("heads", [1, 2])


def writer_and_texts(lead, heads=1, blocks=1, seed=0):
    """Return a writer with no parameter at rest, symbols, and the right next ones."""
    rng = np.random.default_rng(seed)
    writer = Writer(SIZE, LONGEST, D, N, rng, heads, blocks)
    for w in writer.parameters.values():
        w += 0.3 * rng.standard_normal(w.shape)
    return writer, *rng.integers(SIZE, size=(2, *lead, T))


def measured(w, cost):
    """Return the slopes of cost() along the array w, which is as before afterwards."""
    before = w.copy()

    def at(values):
        w[...] = values
        return cost()

    slopes = central_difference(at, before)
    w[...] = before
    return slopes


@pytest.mark.slow
@LEADS
@HEADS
@pytest.mark.parametrize("blocks", [1, 2])
def test_every_gradient_of_a_writer(lead, heads, blocks):
    writer, symbols, right = writer_and_texts(lead, heads, blocks)
    _, trace = writer.forward(symbols)
    nabla = writer.backward(trace, right)
    assert {*nabla} == {*writer.parameters}
    for name, w in writer.parameters.items():
        slopes = measured(w, lambda: writer.cost(symbols, right))
        assert relative_error(nabla[name], slopes) < 1e-7, name


@LEADS
@HEADS
def test_the_blame_of_what_enters_a_block(lead, heads):
    rng = np.random.default_rng(1)
    block = Block(D, N, rng, heads)
    x, blame = rng.normal(size=(2, *lead, D, T))
    nabla_x, _ = block.backward(block.forward(x)[1], blame)
    slopes = measured(x, lambda: np.sum(blame * block.forward(x)[0]))
    assert relative_error(nabla_x, slopes) < 1e-7


def test_without_weights_a_block_is_two_ways_round():
    rng = np.random.default_rng(0)
    block = Block(D, N, rng)
    x, blame = rng.normal(size=(2, D, T))
    for name in ("w_o", "w_2"):
        block.parameters[name][:] = 0
    out, trace = block.forward(x)
    np.testing.assert_array_equal(out, x)
    np.testing.assert_array_equal(block.backward(trace, blame)[0], blame)


def test_one_token_by_hand():
    block = Block(2, 1, np.random.default_rng(0))
    w = block.parameters
    w["w_v"][:], w["w_o"][:] = 0.5 * np.eye(2), np.eye(2)
    w["w_1"][:], w["b_1"][:], w["w_2"][:] = [[2.0, 0.0]], 1.0, [[1.0], [-1.0]]
    out, _ = block.forward(np.array([[3.0], [1.0]]))
    # The norm of (3, 1) is (1, −1); alone, a token looks at itself: y = (3.5, 0.5).
    # Its norm is (1, −1) again; the neuron has z = 3: out = y + (3, −3).
    assert out[:, 0] == pytest.approx(np.array([6.5, -2.5]), abs=1e-4)


@HEADS
def test_a_place_does_not_see_what_comes_after_it(heads):
    writer, symbols, _ = writer_and_texts((), heads, blocks=2)
    p, _ = writer.forward(symbols)
    np.testing.assert_allclose(p.sum(axis=0), 1)
    for t in range(1, T):
        others = np.concatenate([symbols[:t], (symbols[t:] + 1) % SIZE])
        changed, _ = writer.forward(others)
        np.testing.assert_allclose(changed[:, :t], p[:, :t], rtol=1e-12)
        assert np.abs(changed[:, t:] - p[:, t:]).max() > 1e-3
        short, _ = writer.forward(symbols[:t])
        np.testing.assert_allclose(short, p[:, :t], rtol=1e-12)


def test_who_knows_nothing_pays_the_logarithm_of_the_size():
    writer, symbols, right = writer_and_texts((3,))
    writer.parameters["w"][:], writer.parameters["b"][:] = 0, 0
    assert writer.cost(symbols, right) == pytest.approx(np.log(SIZE))


def test_a_batch_is_the_mean_of_its_texts():
    writer, symbols, right = writer_and_texts((3,), heads=2)
    alone = [writer.backward(writer.forward(s)[1], r)
             for s, r in zip(symbols, right, strict=True)]  # fmt: skip
    together = writer.backward(writer.forward(symbols)[1], right)
    for name, nabla in together.items():
        np.testing.assert_allclose(nabla, np.mean([n[name] for n in alone], axis=0),
                                   rtol=1e-9, atol=1e-15)  # fmt: skip


def test_a_text_that_is_too_long_is_refused():
    writer, *_ = writer_and_texts(())
    with pytest.raises(ValueError, match=r"^7 symbols, but there are 6 places\.$"):
        writer.forward(np.zeros(7, dtype=int))


def test_a_writer_learns_two_lines_by_heart():
    writer, symbols, right = writer_and_texts((2,), heads=2)
    first = writer.cost(symbols, right)
    optimisers = {name: AdamW(0.03) for name in writer.parameters}
    for _ in range(150):
        nabla = writer.backward(writer.forward(symbols)[1], right)
        for name, w in writer.parameters.items():
            optimisers[name].step(w, nabla[name])
    assert writer.cost(symbols, right) < 0.1 < 1 < first


def test_the_lines_of_a_page_take_the_place_of_ours():
    """Without its way round a token gets no blame but through the parts."""
    block = Block(D, N, np.random.default_rng(0))
    x, blame = np.random.default_rng(1).normal(size=(2, D, T))
    _, trace = block.forward(x)
    right, _ = block.backward(trace, blame)
    block.block_back = lambda nabla_out, network_back, attention_back: (
        network_back(nabla_out) + attention_back(nabla_out)
    )
    wrong, _ = block.backward(trace, blame)
    assert relative_error(wrong, right) > 0.1
    assert (trace[-1] == 0).sum() == 0
    assert relu(trace[-1]).any()
