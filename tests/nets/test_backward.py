"""The four equations, entry by entry, and how closely differences agree with them."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    cross_entropy,
    identity,
    leaky_relu,
    quadratic,
    relu,
    sigmoid,
    tanh,
)
from backprop_helpers.nets.gradient_check import check_gradients
from backprop_helpers.nets.network import Network
from tests.nets.random_networks import gradients, problem

# Depths 2 to 6. The layers are wide and the weights N(0, 1): in a narrow deep sigmoid
# network the first gradients are so small that the rounding of the cost shows.
WIDE = [(3, 2), (2, 8, 1), (4, 6, 3), (3, 8, 6, 2), (2, 6, 6, 6, 2), (2, 8, 8, 8, 8, 2)]
# Cross-entropy here, and every cost with other outputs in test_network.py.
KINDS = [(f, quadratic) for f in ACTIVATIONS.values()] + [(sigmoid, cross_entropy)]
EVERY_SIZE = pytest.mark.parametrize("sizes", WIDE, ids=str)
NAMES = ["-".join(function.name for function in kind) for kind in KINDS]
EVERY_KIND = pytest.mark.parametrize(("activation", "cost"), KINDS, ids=NAMES)


@pytest.mark.parametrize("seed", range(3))
@EVERY_SIZE
@EVERY_KIND
def test_gradient_to_1e_7(sizes, activation, cost, seed):
    given = problem(sizes, seed=seed, activation=activation, cost=cost)
    report = check_gradients(*given)
    assert len(report) == 2 * (len(sizes) - 1)
    assert report.worst.error <= 1e-7


class Wrong(Network):
    """σ′(a) in place of σ′(z)."""

    def backward(self, z, a, y):
        return super().backward(a, a, y)


@EVERY_SIZE
@EVERY_KIND
def test_where_the_check_sees_a_slope_taken_at_a(sizes, activation, cost):
    given = problem(sizes, make=Wrong, activation=activation, cost=cost)
    error = check_gradients(*given).worst.error
    same_slope = activation in (relu, leaky_relu, identity)  # as a > 0 where z > 0
    no_slope = cost == cross_entropy and len(sizes) == 2
    assert error <= 1e-7 if same_slope or no_slope else error > 0.05


def test_a_narrow_deep_network_reaches_the_limit_of_the_measurement():
    narrow, x, y = problem((2, 3, 3, 3, 3, 2), scale=0.3)
    _, nabla_w, _ = gradients(narrow, x, y)
    assert np.abs(nabla_w[2]).max() < 1e-5
    assert 1e-7 < check_gradients(narrow, x, y).worst.error < 1e-3


@pytest.mark.parametrize("activation", [sigmoid, tanh], ids=lambda f: f.name)
def test_each_equation_as_a_sum(activation):
    network, x, y = problem((3, 4, 2, 3), m=1, activation=activation)
    z, a = network.forward(x)
    delta, nabla_w, nabla_b = network.backward(z, a, y)
    slope = {l: activation.derivative(z[l]) for l in z}
    for j in range(3):
        expected = 2 * (a[4][j, 0] - y[j, 0]) * slope[4][j, 0]
        assert delta[4][j, 0] == pytest.approx(expected, rel=1e-13)
    for l in (3, 2):
        for k in range(network.sizes[l - 1]):
            paths = [
                delta[l + 1][j, 0] * network.w[l + 1][j, k] * slope[l][k, 0]
                for j in range(network.sizes[l])
            ]
            assert delta[l][k, 0] == pytest.approx(sum(paths), rel=1e-13)
    for l in (2, 3, 4):
        np.testing.assert_array_equal(nabla_b[l], delta[l])
        for j, k in np.ndindex(nabla_w[l].shape):
            expected = delta[l][j, 0] * a[l - 1][k, 0]
            assert nabla_w[l][j, k] == pytest.approx(expected, rel=1e-13)
