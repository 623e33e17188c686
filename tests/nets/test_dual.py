"""Forward mode: a slope carried along is the right slope, and one pass serves one."""

import numpy as np
import pytest

from backprop_helpers.nets.dual import Dual, activate, as_dual, gradient_by_duals
from backprop_helpers.nets.functions import ACTIVATIONS, cross_entropy, sigmoid
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example


def slope_of(function, x):
    return function(Dual(x, 1.0)).slope


def test_by_hand():
    product = Dual(3.0, 1.0) * Dual(5.0, 2.0)
    assert (product.value, product.slope) == (15.0, 11.0)
    total = Dual(3.0, 1.0) + Dual(5.0, 2.0)
    assert (total.value, total.slope) == (8.0, 3.0)
    difference = Dual(3.0, 1.0) - Dual(5.0, 2.0)
    assert (difference.value, difference.slope) == (-2.0, -1.0)


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


def test_matrices():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    da, db = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    product = Dual(a, da) @ Dual(b, db)
    h = 1e-6
    rise = (a + h * da) @ (b + h * db) - (a - h * da) @ (b - h * db)
    np.testing.assert_allclose(product.value, a @ b)
    np.testing.assert_allclose(product.slope, rise / (2 * h), rtol=1e-7)


def test_the_slope_travels_with_the_value_in_words():
    assert repr(Dual(2.0, 1.0)) == "Dual(2.0, slope=1.0)"


def test_the_worked_example_to_the_last_digits():
    network = worked_example.network()
    nabla_w, nabla_b = gradient_by_duals(network, worked_example.X, worked_example.Y)
    # From course.md, 30-digit arithmetic.
    np.testing.assert_allclose(
        nabla_w[2],
        [[-0.06416790496445327, -0.09625185744667991],
         [-0.009313437047635446, -0.01397015557145317]], rtol=1e-13,
    )  # fmt: skip
    np.testing.assert_allclose(
        nabla_b[3], [[-0.1179438268412715], [0.1658190038634179]], rtol=1e-13
    )


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda f: f.name)
@pytest.mark.parametrize(
    ("sizes", "m"), [((2, 3), 1), ((3, 4, 2), 5), ((2, 3, 3, 1), 4)]
)
def test_duals_and_backprop_agree(activation, sizes, m):
    rng = np.random.default_rng(1)
    network = Network.random(sizes, rng, 0.7, activation)
    x, y = rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))
    _, *backprop = network.backward(*network.forward(x), y)
    for mine, nabla in zip(gradient_by_duals(network, x, y), backprop, strict=True):
        assert list(mine) == list(nabla)
        for l in nabla:
            assert relative_error(mine[l], nabla[l]) < 1e-12


def test_the_network_and_its_inputs_stay_as_they_are():
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    before = network.copy()
    gradient_by_duals(network, x, y)
    for l in network.w:
        np.testing.assert_array_equal(network.w[l], before.w[l])
        np.testing.assert_array_equal(network.b[l], before.b[l])


def test_what_does_not_fit_is_refused_in_a_sentence():
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    with pytest.raises(ValueError, match="x has shape"):
        gradient_by_duals(network, x[:1], y)
    with pytest.raises(ValueError, match="y has shape"):
        gradient_by_duals(network, x, y[:1])
    other = Network(network.w, network.b, cost=cross_entropy)
    with pytest.raises(ValueError, match="The cost is cross-entropy"):
        gradient_by_duals(other, x, y)


def test_an_array_times_a_dual():
    rng = np.random.default_rng(0)
    a, b, db = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    for product, value, slope in (
        (a @ Dual(b, db), a @ b, a @ db),
        (Dual(b.T, db.T) @ a.T, b.T @ a.T, db.T @ a.T),
    ):
        np.testing.assert_array_equal(product.value, value)
        np.testing.assert_array_equal(product.slope, slope)
