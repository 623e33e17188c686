"""Attention: every gradient against central differences, its mask, and its heads."""

import numpy as np
import pytest

from backprop_helpers.nets.attention import (
    Attention,
    attend,
    attend_backward,
    embed,
    embed_backward,
    look_back,
)
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from tests.nets.recurrent_examples import assert_gradients

SIZES = [(2, 1, 1), (6, 3, 2), (4, 5, 4), (6, 4, 3)]  # d, T, heads
MASKS = pytest.mark.parametrize("masked", [False, True])
TEXTS = pytest.mark.parametrize("lead", [(), (3,), (2, 3)], ids=str)


def a_layer(d, heads, masked, rng):
    """Return an Attention none of whose four matrices is a square by chance."""
    w_q, w_k, w_v = rng.normal(size=(3, 2 * heads, d))
    return Attention(w_q, w_k, w_v, rng.normal(size=(d + 1, 2 * heads)), heads, masked)


@MASKS
@TEXTS
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_every_gradient_is_a_slope_of_the_cost(sizes, masked, lead):
    d, T, heads = sizes
    rng = np.random.default_rng(d + T)
    layer = a_layer(d, heads, masked, rng)
    x, y = rng.normal(size=(*lead, d, T)), rng.normal(size=(*lead, d + 1, T))

    def cost(x=x):
        return np.sum((layer.forward(x)[0] - y) ** 2, axis=(-2, -1)).mean()

    out, trace = layer.forward(x)
    nabla_x, nabla = layer.backward(trace, 2 * (out - y))
    assert_gradients(nabla, layer.parameters, cost)
    texts = np.prod(lead)  # nabla_x belongs to the cost of one text, not to the mean
    assert relative_error(nabla_x / texts, central_difference(cost, x)) < 1e-7


def test_blame_of_queries_keys_and_values():
    rng = np.random.default_rng(1)
    q, k = rng.normal(size=(2, 2, 3, 5))
    v, wish = rng.normal(size=(2, 2, 4, 5))
    o, alpha = attend(q, k, v, look_back(5))
    back = attend_backward(q, k, v, alpha, 2 * (o - wish))
    for i, nabla in enumerate(back):

        def cost(moved, i=i):
            given = [q, k, v]
            given[i] = moved
            return np.sum((attend(*given, look_back(5))[0] - wish) ** 2)

        assert relative_error(nabla, central_difference(cost, (q, k, v)[i])) < 1e-7


def test_rows_of_alpha_are_shares():
    q, k, v = np.random.default_rng(2).normal(size=(3, 4, 6))
    o, alpha = attend(q, k, v)
    np.testing.assert_allclose(alpha.sum(axis=1), 1)
    np.testing.assert_allclose(o[:, 2], sum(alpha[2, j] * v[:, j] for j in range(6)))


def test_a_masked_token_sees_no_later_one():
    rng = np.random.default_rng(3)
    layer = Attention.random(4, rng, heads=2, masked=True)
    x = rng.normal(size=(4, 5))
    y, trace = layer.forward(x)
    assert not trace.alpha[..., look_back(5)].any()
    later = x.copy()
    later[:, 3:] += 1
    moved, _ = layer.forward(later)
    np.testing.assert_array_equal(moved[:, :3], y[:, :3])
    assert np.abs(moved[:, 3:] - y[:, 3:]).min() > 0
    np.testing.assert_array_equal(look_back(3), [[0, 1, 1], [0, 0, 1], [0, 0, 0]])


def test_without_places_the_order_of_the_tokens_does_not_count():
    """Why one_block adds places: shuffled tokens give the same columns, shuffled."""
    rng = np.random.default_rng(4)
    layer, x, order = Attention.random(4, rng), rng.normal(size=(4, 6)), [3, 0, 5, 1, 4]
    order = [*order, 2]
    y, _ = layer.forward(x)
    np.testing.assert_allclose(layer.forward(x[:, order])[0], y[:, order], atol=1e-12)


def test_one_head_of_two_is_attention_on_half_of_the_rows():
    rng = np.random.default_rng(5)
    layer, x = Attention.random(4, rng, heads=2), rng.normal(size=(4, 3))
    q, k, v = (layer.parameters[name] @ x for name in ("w_q", "w_k", "w_v"))
    halves = [attend(q[rows], k[rows], v[rows])[0] for rows in ([0, 1], [2, 3])]
    y = layer.parameters["w_o"] @ np.vstack(halves)
    np.testing.assert_allclose(layer.forward(x)[0], y, atol=1e-12)


def test_random_matrices_keep_the_size_of_a_token():
    layer = Attention.random(300, np.random.default_rng(6))
    for w in layer.parameters.values():
        assert w.std() == pytest.approx(1 / np.sqrt(300), rel=0.02)


def test_the_layer_keeps_copies():
    layer = Attention.random(2, np.random.default_rng(7))
    twin = Attention(*layer.parameters.values())
    twin.parameters["w_q"][...] = 0
    assert layer.parameters["w_q"].any()


@pytest.mark.parametrize(
    ("shapes", "heads"),
    [
        ([(2, 2), (2, 2), (2, 3), (2, 2)], 1),
        ([(2, 2), (3, 2), (2, 2), (2, 2)], 1),
        ([(2, 3), (2, 3), (2, 3), (2, 3)], 1),
        ([(3, 2), (3, 2), (3, 2), (2, 3)], 2),
        ([(2, 2), (2, 2), (2, 2), (2, 2)], 0),
        ([(2,), (2,), (2,), (2, 2)], 1),
        ([(), (), (), ()], 1),
    ],
    ids=str,
)
def test_parameters_that_do_not_fit(shapes, heads):
    with pytest.raises(ValueError, match=f"n a multiple of {heads} heads"):
        Attention(*map(np.ones, shapes), heads)


# The embedding


@TEXTS
def test_an_embedding_is_a_product_with_one_hot_columns(lead):
    rng = np.random.default_rng(8)
    table, symbols = rng.normal(size=(3, 5)), rng.integers(5, size=(*lead, 4))
    one_hot = np.eye(5)[symbols].mT
    np.testing.assert_array_equal(embed(table, symbols), table @ one_hot)


@TEXTS
def test_gradient_of_the_table(lead):
    rng = np.random.default_rng(9)
    table, symbols = rng.normal(size=(3, 5)), rng.integers(4, size=(*lead, 6))
    y = rng.normal(size=(*lead, 3, 6))

    def cost(table):
        return np.sum((embed(table, symbols) - y) ** 2, axis=(-2, -1)).mean()

    nabla = embed_backward(2 * (embed(table, symbols) - y), symbols, 5)
    assert relative_error(nabla, central_difference(cost, table)) < 1e-7
    assert not nabla[:, 4].any()  # not met, so not to blame


def test_a_symbol_met_twice_gets_both_blames():
    nabla = embed_backward(np.array([[1.0, 2.0, 4.0]]), np.array([1, 0, 1]), 3)
    np.testing.assert_array_equal(nabla, [[2, 5, 0]])
