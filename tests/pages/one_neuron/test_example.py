"""One neuron: three rules, each the slope or the turn that the page derives."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy, quadratic
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.one_neuron import example as one_neuron
from tests.pages.one_neuron.flowers_and_images import PETALS, SEPALS

AND = (np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]), np.array([0, 0, 0, 1]))
XOR = (AND[0], np.array([0, 1, 1, 0]))


def slow_perceptron(x, y, w, b, sweeps, rng):
    """The loop of the page, with b apart from w and plain Python numbers."""
    w, b, mistakes = [*w], b, []
    for _ in range(sweeps):
        mistakes.append(0)
        for i in rng.permutation(len(y)):
            z = sum(w_k * x_k for w_k, x_k in zip(w, x[:, i], strict=True)) + b
            error = (1 if z > 0 else 0) - y[i]
            w = [w_k - error * x_k for w_k, x_k in zip(w, x[:, i], strict=True)]
            b, mistakes[-1] = b - error, mistakes[-1] + (error != 0)
    return w, b, mistakes


# The perceptron


def test_corrections_by_hand():
    """Start (0, 0, 0): only the last example is wrong, then the first, and so on."""
    x, y = one_neuron.with_one(AND[0]), AND[1]
    done = one_neuron.perceptron(x, y, [0, 0, 0], 50)
    np.testing.assert_array_equal(done.wrong[:4], [3, 0, 1, 3])
    np.testing.assert_array_equal(done.mistakes[:2], [1, 3])
    after = [[0, 0, 0], [1, 1, 1], [1, 1, 0], [1, 0, -1]]
    np.testing.assert_array_equal(done.w[:4], after)
    for sweep, corrections in ((0, 0), (1, 1), (2, 4), (1000, -1)):
        w = done.after_sweep(sweep)
        np.testing.assert_array_equal(w, done.w[corrections])


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_loop_of_the_page(seed):
    x, y = PETALS
    rng = np.random.default_rng(seed)
    w, b, mistakes = slow_perceptron(x, y, [-1.0, 0.0], 0.0, 20, rng)
    rng = np.random.default_rng(seed)
    done = one_neuron.perceptron(one_neuron.with_one(x), y, [-1, 0, 0], 20, rng)
    np.testing.assert_allclose(done.w[-1], [*w, b], rtol=1e-9)
    np.testing.assert_array_equal(done.mistakes, mistakes)


@pytest.mark.parametrize("angle", range(0, 360, 30))
@pytest.mark.parametrize("seed", range(4))
def test_it_stops_where_a_line_separates(angle, seed):
    x, y = SEPALS
    start = np.cos(np.radians([angle, angle - 90]))
    done = one_neuron.perceptron(x, y, start, 50, np.random.default_rng(seed))
    assert one_neuron.on_wrong_side(done.w[-1], x, y) == done.mistakes[-1] == 0
    assert 0 not in done.mistakes[:-1]
    assert done.mistakes.sum() == len(done.wrong) == len(done.w) - 1


@pytest.mark.parametrize(("x", "y"), [XOR, PETALS], ids=["xor", "petals"])
def test_it_never_stops_where_none_does_but_stays_bounded(x, y):
    inputs = one_neuron.with_one(x)
    rng = np.random.default_rng(0)
    done = one_neuron.perceptron(inputs, y, [-1, 0, 0], 300, rng)
    assert len(done.mistakes) == 300
    assert done.mistakes.min() > 0
    assert np.linalg.norm(done.w, axis=1).max() < 6


def test_no_sweep_and_no_mistake():
    x, y = AND
    done = one_neuron.perceptron(x, y, [5, -5], 0)
    assert (len(done.w), len(done.wrong), len(done.mistakes)) == (1, 0, 0)
    right = one_neuron.perceptron(x, (x[0] > 0), [1, 0], 9)
    np.testing.assert_array_equal(right.mistakes, [0])


# Delta rule and logistic regression


@pytest.mark.parametrize(
    ("cost", "gradient"),
    [
        (one_neuron.linear_cost, one_neuron.linear_gradient),
        (one_neuron.logistic_cost, one_neuron.logistic_gradient),
    ],
    ids=["delta", "logistic"],
)
@pytest.mark.parametrize("seed", range(5))
def test_gradients_agree_with_differences(cost, gradient, seed):
    rng = np.random.default_rng(seed)
    x, w = one_neuron.with_one(rng.normal(size=(4, 7))), rng.normal(size=5)
    y = rng.integers(0, 2, size=7).astype(float)
    measured = central_difference(lambda w: cost(w, x, y), w)
    assert relative_error(measured, gradient(w, x, y)) < 1e-8


def test_large_sums_do_not_break_logistic_regression():
    x, y = np.array([[1000.0, -1000.0]]), np.array([0.0, 1.0])
    w = np.array([1.0])
    # a is 1 where it should be 0, and 0 where it should be 1: −ln of the smallest parts
    assert one_neuron.logistic_cost(w, x, y) == pytest.approx((37 + 745) / 2)
    np.testing.assert_allclose(one_neuron.logistic_gradient(w, x, y), [1000.0])
    assert one_neuron.logistic_cost(-w, x, y) == 0


# Saturation


@pytest.mark.parametrize(
    ("w", "b", "first", "last"), [(0.6, 0.9, 0.82, 0.09), (2.0, 2.0, 0.98, 0.20)]
)
def test_the_published_outputs_of_the_two_starts(w, b, first, last):
    """Nielsen, chapter 3: η = 0.15 with his ½ is 0.075 here; 300 epochs."""
    _, a, _ = one_neuron.saturation_run(w, b, 1, 0, 0.075, 300, quadratic)
    assert (round(a[0], 2), round(a[-1], 2)) == (first, last)


@pytest.mark.parametrize("x", [1.0, -2.0])
@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("cost", [quadratic, cross_entropy], ids=lambda c: c.name)
def test_a_run_is_gradient_descent_on_its_cost(x, y, cost):
    def of(W):
        a = 1 / (1 + np.exp(-(W[0] * x + W[1])))
        return cost(np.full((1, 1), a), np.full((1, 1), y))

    z, a, delta = one_neuron.saturation_run(0.7, -0.4, x, y, 0.3, 4, cost)
    W = np.array([0.7, -0.4])
    for step in range(5):
        assert z[step] == pytest.approx(W[0] * x + W[1], rel=1e-6)
        assert a[step] == pytest.approx(1 / (1 + np.exp(-z[step])), rel=1e-12)
        slope = central_difference(of, W)
        np.testing.assert_allclose([delta[step] * x, delta[step]], slope, rtol=1e-7)
        W = W - 0.3 * slope
