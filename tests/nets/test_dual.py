"""Forward mode: a slope carried along is the right slope, and one pass serves one."""

import numpy as np
import pytest

from backprop_helpers.nets.dual import Dual, activate, as_dual, gradient_by_duals
from backprop_helpers.nets.functions import cross_entropy, sigmoid
from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from tests.nets.random_networks import assert_same
from tests.pages.two_outputs_by_hand.published import DELTA, NABLA_W


def slope_of(function, x):
    return function(Dual(x, 1.0)).slope


def test_by_hand():
    u, v = Dual(3.0, 1.0), Dual(5.0, 2.0)
    for found, value, slope in ((u * v, 15, 11), (u + v, 8, 3), (u - v, -2, -1)):
        assert (found.value, found.slope) == (value, slope)


def test_products_of_matrices():
    a, da = np.random.default_rng(0).normal(size=(2, 2, 3))
    b, db = np.random.default_rng(1).normal(size=(2, 3, 4))
    for product, slope in (
        (Dual(a, da) @ Dual(b, db), da @ b + a @ db),
        (a @ Dual(b, db), a @ db),
        (Dual(a, da) @ b, da @ b),
    ):
        np.testing.assert_allclose(product.value, a @ b)
        np.testing.assert_allclose(product.slope, slope, rtol=1e-12)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x * x * x - 2 * x + 1,
        lambda x: 3 - x * 4,
        lambda x: (x - 1) * (2 + x) * x,
        lambda x: activate(sigmoid, 2 * x - 1) * x,
    ],
)
def test_slopes_are_those_of_central_differences(function):
    for x in (-1.5, 0.0, 0.3, 2.0):
        numeric = central_difference(lambda x: function(as_dual(x)).value, x)
        assert slope_of(function, x) == pytest.approx(float(numeric), abs=1e-8)


def test_numbers_are_constant():
    assert as_dual(4.0).slope == 0.0
    dual = Dual(2.0, 1.0)
    assert as_dual(dual) is dual
    assert (5.0 + dual).slope == (dual + 5.0).slope == 1.0
    assert (5.0 * dual).slope == (dual * 5.0).slope == 5.0
    assert (5.0 - dual).slope == -1.0
    assert isinstance(np.float64(5.0) * dual, Dual)
    assert isinstance(np.ones(2) * dual, Dual)


def test_the_slope_travels_with_the_value_in_words():
    assert repr(Dual(2.0, 1.0)) == "Dual(2.0, slope=1.0)"


def test_the_worked_example_to_the_last_digits():
    """And its network stays as it is."""
    network = worked_example.network()
    nabla_w, nabla_b = gradient_by_duals(network, worked_example.X, worked_example.Y)
    np.testing.assert_allclose(nabla_w[2], NABLA_W[2], rtol=1e-13)
    np.testing.assert_allclose(nabla_b[3][:, 0], DELTA[3], rtol=1e-13)
    assert_same(network, worked_example.network())


def test_what_does_not_fit_is_refused_in_a_sentence():
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    with pytest.raises(ValueError, match="x has shape"):
        gradient_by_duals(network, x[:1], y)
    with pytest.raises(ValueError, match="y has shape"):
        gradient_by_duals(network, x, y[:1])
    other = Network(network.w, network.b, cost=cross_entropy)
    with pytest.raises(ValueError, match="The cost is cross-entropy"):
        gradient_by_duals(other, x, y)
