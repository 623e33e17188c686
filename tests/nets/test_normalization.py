"""Normalisation: numbers by hand, central differences, and what cannot be."""

from functools import partial

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.normalization import (
    COLUMNS,
    EPSILON,
    ROWS,
    Running,
    batch_norm,
    layer_norm,
    norm_backward,
    normalize,
    normalize_blame,
)

BOTH = pytest.mark.parametrize("norm", [layer_norm, batch_norm])
# x, and gain: one network, one stack of texts, one stack of networks
SHAPES = [
    ((3, 3), (3, 1)),
    ((4, 5), (4, 1)),
    ((2, 3, 4), (3, 1)),
    ((3, 4, 3), (3, 4, 1)),
    ((2, 1, 3, 4), (3, 1)),
]


def problem(shape, of_gain, seed=0):
    rng = np.random.default_rng(seed)
    x, blame = 1 + 2 * rng.normal(size=(2, *shape))
    return x, *rng.normal(size=(2, *of_gain)), blame


def test_three_numbers_by_hand():
    x = np.array([[1.0], [2.0], [6.0]])
    normal = normalize(x, COLUMNS, epsilon=0)
    assert normal.mean.item() == 3
    assert normal.deviation.item() == pytest.approx(np.sqrt(14 / 3))
    assert normal.x_hat[:, 0] == pytest.approx(np.array([-2, -1, 3]) / np.sqrt(14 / 3))
    # Blame 1 for the first: (1 − 1/3, −1/3, −1/3) − x̂ · x̂₁/3, over the deviation
    of_x = normalize_blame(normal, np.array([[1.0], [0.0], [0.0]]))
    expected = np.array([2 / 3 - 4 / 14, -1 / 3 - 2 / 14, -1 / 3 + 6 / 14])
    assert of_x[:, 0] == pytest.approx(expected / np.sqrt(14 / 3))


@BOTH
@pytest.mark.parametrize("shapes", SHAPES, ids=str)
def test_mean_0_and_size_1(norm, shapes):
    x, gain, _, _ = problem(*shapes)
    out, normal = norm(x, np.ones_like(gain), np.zeros_like(gain), epsilon=0)
    axis = COLUMNS if norm is layer_norm else ROWS
    assert out.shape == x.shape
    np.testing.assert_allclose(out.mean(axis=axis), 0, atol=1e-12)
    np.testing.assert_allclose((out**2).mean(axis=axis), 1, rtol=1e-12)
    np.testing.assert_allclose(normal.x_hat * normal.deviation + normal.mean, x)


@BOTH
@pytest.mark.parametrize("shapes", SHAPES, ids=str)
@pytest.mark.parametrize("epsilon", [EPSILON, 0.5])
def test_gradients(norm, shapes, epsilon):
    x, gain, shift, blame = problem(*shapes)

    def cost(x, gain, shift):
        return np.sum(blame * norm(x, gain, shift, epsilon)[0])

    _, normal = norm(x, gain, shift, epsilon)
    of_x, nabla_gain, nabla_shift = norm_backward(normal, gain, blame)
    of_gain = central_difference(partial(cost, x, shift=shift), gain)
    assert relative_error(nabla_gain, of_gain) < 1e-8
    of_shift = central_difference(partial(cost, x, gain), shift)
    assert relative_error(nabla_shift, of_shift) < 1e-8
    measured = central_difference(partial(cost, gain=gain, shift=shift), x)
    assert relative_error(of_x, measured) < 1e-7


@BOTH
def test_blame_of_x_has_nothing_along_what_is_taken_out(norm):
    x, gain, shift, blame = problem((5, 6), (5, 1))
    _, normal = norm(x, gain, shift, epsilon=0)
    of_x, _, _ = norm_backward(normal, gain, blame)
    np.testing.assert_allclose(of_x.sum(axis=normal.axis), 0, atol=1e-12)
    np.testing.assert_allclose((of_x * x).sum(axis=normal.axis), 0, atol=1e-12)


def test_equal_numbers_become_the_shift():
    out, normal = layer_norm(np.full((3, 1), 7.0), np.ones((3, 1)), np.ones((3, 1)))
    assert out.tolist() == [[1.0]] * 3
    assert np.isfinite(norm_backward(normal, np.ones((3, 1)), out)[0]).all()


def test_a_layer_takes_columns_and_a_batch_rows():
    x, gain, shift, _ = problem((3, 4), (3, 1))
    changed = x.copy()
    changed[:, 0] += [1.0, -2.0, 5.0]
    for norm, others_stay in ((layer_norm, True), (batch_norm, False)):
        before, _ = norm(x, gain, shift)
        after, _ = norm(changed, gain, shift)
        assert np.allclose(before[:, 1:], after[:, 1:]) == others_stay


# Running mean and variance


def test_running_numbers_come_to_those_of_all_batches():
    rng = np.random.default_rng(0)
    running = Running(2)
    for _ in range(4000):
        running.move(rng.normal([[3.0], [-1.0]], [[2.0], [0.5]], size=(2, 8)), 0.003)
    np.testing.assert_allclose(running.mean[:, 0], [3, -1], rtol=0.05)
    np.testing.assert_allclose(running.variance[:, 0], [4, 0.25], rtol=0.05)


def test_in_use_an_example_does_not_depend_on_the_others():
    x, gain, shift, _ = problem((3, 6), (3, 1))
    running = Running(3)
    running.move(x, rate=1.0)
    all_at_once = running.normalize(x, gain, shift)
    by_itself = [running.normalize(x[:, [i]], gain, shift) for i in range(6)]
    np.testing.assert_allclose(np.hstack(by_itself), all_at_once, rtol=1e-12)
    np.testing.assert_allclose(running.variance[:, 0], x.var(axis=1, ddof=1))


# What cannot be


@BOTH
@pytest.mark.parametrize("shape", [(3,), (1, 3), (2, 1), (3, 2)], ids=str)
def test_gain_and_shift_need_a_number_for_each_row(norm, shape):
    x, good, wrong = np.ones((3, 2)), np.ones((3, 1)), np.ones(shape)
    for gain, shift in ((wrong, good), (good, wrong)):
        with pytest.raises(ValueError, match="a number for each row"):
            norm(x, gain, shift)


def test_one_example_is_no_batch():
    one = np.ones((3, 1))
    with pytest.raises(ValueError, match="One example is no batch"):
        batch_norm(one, one, one)
