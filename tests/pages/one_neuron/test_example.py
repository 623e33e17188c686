"""One neuron: the slopes and the runs that the page derives."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy, quadratic
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.pages.one_neuron import exercises

# Logistic regression


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_agrees_with_differences(seed):
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(4, 7)), rng.normal(size=5)
    y = rng.integers(0, 2, size=7).astype(float)
    inputs = one_neuron.with_one(x)
    measured = central_difference(lambda w: one_neuron.logistic_cost(w, inputs, y), w)
    found = np.append(*exercises.logistic_gradient(w[:-1], w[-1], x, y))
    assert relative_error(measured, found) < 1e-8


def test_large_sums_do_not_break_logistic_regression():
    x, y = np.array([[1000.0, -1000.0]]), np.array([0.0, 1.0])
    w = np.array([1.0])
    # a is 1 where it should be 0, and 0 where it should be 1: −ln of the smallest parts
    assert one_neuron.logistic_cost(w, x, y) == pytest.approx((37 + 745) / 2)
    by_w, by_b = exercises.logistic_gradient(w, 0.0, x, y)
    np.testing.assert_allclose([*by_w, by_b], [1000.0, 0.0])
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


def test_a_step_repeated_is_the_run_of_the_quadratic_cost():
    w, b = one_neuron.repeated(exercises.neuron_step, 0.6, 0.9, 0.075, 300)
    z, _, _ = one_neuron.saturation_run(0.6, 0.9, 1, 0, 0.075, 300, quadratic)
    np.testing.assert_allclose(w + b, z, rtol=1e-12)
    w, b = one_neuron.repeated(lambda w, b, x, y, eta: (w, 10 * b), 0.6, 1.0, 1, 300)
    assert b.tolist() == [10.0**n for n in range(7)]


def test_the_cost_that_is_found_is_the_one_of_the_package():
    a = np.array([[0.1, 0.5, 0.97, 0.3]])
    y = np.array([[0.0, 1.0, 1.0, 0.0]])
    np.testing.assert_allclose(
        exercises.cross_entropy(a, y)[0], cross_entropy.per_example(a, y)
    )
