"""The four equations, entry by entry, and how closely differences agree with them."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    COSTS,
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

# Depths 2 to 6. The layers are wide and the weights N(0, 1): in a narrow deep sigmoid
# network the first gradients are so small that the rounding of the cost shows.
SIZES = [
    (3, 2),
    (2, 8, 1),
    (4, 6, 3),
    (3, 8, 6, 2),
    (2, 6, 6, 6, 2),
    (2, 8, 8, 8, 8, 2),
]
KINDS = [(f, quadratic) for f in ACTIVATIONS.values()] + [(sigmoid, cross_entropy)]
EVERY_SIZE = pytest.mark.parametrize("sizes", SIZES, ids=str)
NAMES = ["-".join(function.name for function in kind) for kind in KINDS]
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=NAMES)


def problem(sizes, kind, seed=0, m=5, make=Network):
    rng = np.random.default_rng(seed)
    network = make.random(sizes, rng, 1.0, *kind)
    return network, rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))


def test_every_activation_and_cost_is_checked():
    assert {activation.name for activation, _ in KINDS} == set(ACTIVATIONS)
    # The log-likelihood goes with softmax: test_network.py.
    assert {cost.name for _, cost in KINDS} == set(COSTS) - {"log-likelihood"}
    assert {len(sizes) for sizes in SIZES} == {2, 3, 4, 5, 6}


@pytest.mark.parametrize("seed", range(3))
@EVERY_SIZE
@EVERY_KIND
def test_gradient_to_1e_7(sizes, kind, seed):
    report = check_gradients(*problem(sizes, kind, seed))
    assert len(report) == 2 * (len(sizes) - 1)
    assert report.worst.error <= 1e-7


class Wrong(Network):
    """σ′(a) in place of σ′(z)."""

    def backward(self, z, a, y):
        return super().backward(a, a, y)


@EVERY_SIZE
@EVERY_KIND
def test_where_the_check_sees_a_slope_taken_at_a(sizes, kind):
    activation, cost = kind
    error = check_gradients(*problem(sizes, kind, make=Wrong)).worst.error
    same_slope = activation in (relu, leaky_relu, identity)  # as a > 0 where z > 0
    no_slope = cost == cross_entropy and len(sizes) == 2
    assert error <= 1e-7 if same_slope or no_slope else error > 0.05


def test_a_narrow_deep_network_reaches_the_limit_of_the_measurement():
    rng = np.random.default_rng(0)
    narrow = Network.random((2, 3, 3, 3, 3, 2), rng, scale=0.3)
    x, y = rng.normal(size=(2, 5)), rng.uniform(size=(2, 5))
    _, nabla_w, _ = narrow.backward(*narrow.forward(x), y)
    assert np.abs(nabla_w[2]).max() < 1e-5
    assert 1e-7 < check_gradients(narrow, x, y).worst.error < 1e-3


@pytest.mark.parametrize("activation", [sigmoid, tanh], ids=lambda f: f.name)
def test_each_equation_as_a_sum(activation):
    network, x, y = problem((3, 4, 2, 3), (activation, quadratic), m=1)
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
