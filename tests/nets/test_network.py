"""A network of any depth computes the gradient of its cost, and steps down it."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    COSTS,
    cross_entropy,
    identity,
    log_likelihood,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from backprop_helpers.nets.gradient_check import check_gradients
from backprop_helpers.nets.network import Network
from tests.nets.random_networks import assert_layers, assert_same, gradients, problem

# In the first layers of the deepest a sigmoid leaves gradients near 1e-6, and rounding
# the cost leaves them six digits; the others agree to more than eight.
TOLERANCE = 1e-6
ARCHITECTURES = [(1, 1), (3, 2), (2, 2, 2), (1, 4, 1), (3, 5, 4, 2), (2, 3, 1, 3, 2, 2)]
EVERY_COST = pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)


def cost_of(network, x, y):
    return network.cost(network.forward(x)[1][network.L], y)


# test_backward.py has the gradient for every activation.


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
@EVERY_COST
@pytest.mark.parametrize("m", [1, 7])
def test_gradient_of_every_cost_and_batch_size(sizes, cost, m):
    kinds = {"activation": tanh, "output": sigmoid, "cost": cost}
    report = check_gradients(*problem(sizes, m, seed=1, **kinds))
    assert report.worst.error <= TOLERANCE


@EVERY_COST
@pytest.mark.parametrize("activation", [tanh, relu, sigmoid], ids=lambda f: f.name)
def test_gradient_with_softmax_against_central_differences(cost, activation):
    kinds = {"activation": activation, "cost": cost, "output": softmax}
    network, x, y = problem((3, 5, 4, 3), m=6, seed=2, **kinds)
    for targets in (y / y.sum(axis=0), np.eye(3)[:, [0, 2, 1, 1, 0, 2]]):
        assert check_gradients(network, x, targets).worst.error <= TOLERANCE


@EVERY_COST
def test_a_batch_has_the_blame_of_its_examples_and_their_mean_cost(cost):
    network, x, y = problem((3, 4, 2), m=6, cost=cost)
    delta, _, _ = gradients(network, x, y)
    singles = [(x[:, [i]], y[:, [i]]) for i in range(6)]
    alone = [gradients(network, *single)[0] for single in singles]
    assert_layers(delta, {l: np.hstack([d[l] for d in alone]) for l in delta}, 1e-12)
    costs = [cost_of(network, *single) for single in singles]
    np.testing.assert_allclose(cost_of(network, x, y), np.mean(costs), rtol=1e-14)


@pytest.mark.parametrize(
    ("output", "last"), [(None, tanh), (softmax, softmax)], ids=["none", "softmax"]
)
def test_the_output_is_that_of_the_last_layer_only(output, last):
    network, x, _ = problem((3, 5, 4, 3), activation=tanh, output=output)
    assert network.sigma == {2: tanh, 3: tanh, 4: last}
    z, a = network.forward(x)
    for l, activation in network.sigma.items():
        wanted = network.w[l] @ a[l - 1] + network.b[l]
        np.testing.assert_allclose(z[l], wanted, rtol=1e-13)
        np.testing.assert_array_equal(a[l], activation(z[l]))


@EVERY_COST
def test_a_step_goes_down_the_gradient_all_at_once(cost):
    network, x, y = problem((3, 4, 4, 2), cost=cost)
    before = network.copy()
    _, nabla_w, nabla_b = gradients(before, x, y)
    arrays = [id(a) for a in (*network.w.values(), *network.b.values())]
    returned = network.step(x, y, 0.3)
    assert returned == cost_of(before, x, y)
    assert cost_of(network, x, y) < returned
    assert_layers(network.w, {l: before.w[l] - 0.3 * nabla_w[l] for l in nabla_w})
    assert_layers(network.b, {l: before.b[l] - 0.3 * nabla_b[l] for l in nabla_b})
    same = [id(a) for a in (*network.w.values(), *network.b.values())]
    assert same == arrays, "updated in place"


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
def test_shapes_and_keys(sizes):
    network, x, y = problem(sizes, m=4)
    L = len(sizes)
    assert network.L == L
    assert network.sizes == sizes
    z, a = network.forward(x)
    delta, nabla_w, nabla_b = network.backward(z, a, y)
    assert set(a) == set(range(1, L + 1))
    layers = list(range(2, L + 1))
    assert list(z) == list(nabla_w) == list(nabla_b) == sorted(delta) == layers
    for l in layers:
        assert z[l].shape == a[l].shape == delta[l].shape == (sizes[l - 1], 4)
        assert nabla_w[l].shape == network.w[l].shape == (sizes[l - 1], sizes[l - 2])
        assert nabla_b[l].shape == network.b[l].shape == (sizes[l - 1], 1)


def test_forward_and_backward_change_nothing():
    network, x, y = problem((3, 4, 2))
    before, x_before, y_before = network.copy(), x.copy(), y.copy()
    gradients(network, x, y)
    assert_same(network, before)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)


def test_parameters_are_copied():
    w, b = {2: np.array([[1, 2]])}, {2: np.array([[0]])}
    network = Network(w, b)
    other = network.copy()
    other.w[2] += 1
    other.b[2] += 1
    network.b[2] -= 0.5
    np.testing.assert_array_equal(network.w[2], [[1, 2]])
    np.testing.assert_array_equal(other.b[2], [[1]])
    np.testing.assert_array_equal(w[2], [[1, 2]])
    np.testing.assert_array_equal(b[2], [[0]])


def test_a_copy_keeps_its_class_and_functions_and_learns_alike():
    class Special(Network):
        pass

    kinds = {"activation": tanh, "cost": log_likelihood, "output": softmax}
    network, x, _ = problem((3, 4, 2), make=Special, **kinds)
    y = np.eye(2)[:, [0, 1, 1, 0, 1]]
    other = network.copy()
    assert type(other) is Special
    assert (other.sigma[2], other.cost, other.sigma[3]) == tuple(kinds.values())
    for _ in range(2):
        assert network.step(x, y, 0.4) == other.step(x, y, 0.4)
        assert_same(network, other)


def test_random_networks():
    first, again, small = (
        Network.random((200, 300, 2), np.random.default_rng(7), scale)
        for scale in (1.0, 1.0, 0.1)
    )
    assert_same(first, again)
    assert first.w[2].mean() == pytest.approx(0, abs=0.02)
    assert first.w[2].std() == pytest.approx(1, abs=0.02)
    assert first.b[2].std() == pytest.approx(1, abs=0.15)
    np.testing.assert_allclose(small.w[2], 0.1 * first.w[2], rtol=1e-15)


def test_repr_names_the_network_and_no_address():
    rng, kinds = np.random.default_rng(0), {"activation": tanh, "cost": cross_entropy}
    plain, other = Network.random((2, 3, 1), rng), Network.random((4, 2), rng, **kinds)
    assert repr(plain) == "Network((2, 3, 1), sigmoid, quadratic)"
    assert repr(other) == "Network((4, 2), tanh, cross-entropy)"


def test_float32_stays_float32():
    network, x, y = problem((3, 4, 2))
    w, b = ({l: np.float32(p[l]) for l in p} for p in (network.w, network.b))
    single, x32, y32 = Network(w, b), np.float32(x), np.float32(y)
    delta, nabla_w, nabla_b = gradients(single, x32, y32)
    single.step(x32, y32, 0.1)
    for part in (delta, nabla_w, nabla_b, single.w, single.b):
        assert {array.dtype for array in part.values()} == {np.dtype(np.float32)}
    assert_layers(nabla_w, gradients(network, x, y)[1], rtol=1e-4, atol=1e-15)


@pytest.mark.parametrize(
    "x", [[2.0, 3.0], [[2.0, 3.0]], np.ones((3, 1)), 2.0, np.ones((2, 0))], ids=str
)
def test_inputs_that_are_no_columns_are_refused(x):
    network, _, _ = problem((2, 2, 2))
    with pytest.raises(ValueError, match=r"expected \(2, m\); .* x.reshape\(-1, 1\)"):
        network.step(np.array(x), np.ones((2, 1)), 0.1)


@pytest.mark.parametrize(
    "change", [lambda y: y[:, 0], lambda y: y[:, :1], lambda y: y[:1]]
)
def test_targets_of_another_shape_are_refused(change):
    network, x, y = problem((2, 3, 2))
    before = network.copy()
    with pytest.raises(ValueError, match="y has shape"):
        network.step(x, change(y), 0.1)
    assert_same(network, before)


def test_parameters_that_do_not_fit_are_refused():
    square, column = np.ones((2, 2)), np.ones((2, 1))
    for w, b in (
        ({}, {}),
        ({1: square}, {1: column}),
        ({2: square, 4: square}, {2: column, 4: column}),
        ({2: square}, {2: column, 3: column}),
    ):
        with pytest.raises(ValueError, match="one array for each layer 2, 3, …, L"):
            Network(w, b)
    for w, b in (
        ({2: square}, {2: np.ones(2)}),
        ({2: square}, {2: np.ones((3, 1))}),
        ({2: np.ones(2)}, {2: column}),
        ({2: 1.0}, {2: 1.0}),
        ({2: square}, {2: 1.0}),
        ({2: square, 3: 1.0}, {2: column, 3: 1.0}),
        ({2: square, 3: np.ones((2, 3))}, {2: column, 3: column}),
    ):
        with pytest.raises(ValueError, match="expected"):
            Network(w, b)
    with pytest.raises(ValueError, match="one array for each layer"):
        Network.random((3,), np.random.default_rng(0))


@pytest.mark.parametrize("activation", [identity, relu], ids=lambda f: f.name)
def test_a_diverging_run_does_not_warn(activation):
    network, x, y = problem((2, 3, 3, 2), activation=activation)
    costs = [network.step(x, y, 50.0) for _ in range(60)]
    assert costs[0] < np.inf
    assert not np.isfinite(costs[-1]) or costs[-1] == costs[-2]


@pytest.mark.parametrize("output", [None, softmax])
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_enormous_weights_do_not_warn(activation, output):
    kinds = {"cost": log_likelihood, "output": output} if output else {}
    network, x, y = problem((2, 3, 2), scale=1e200, activation=activation, **kinds)
    gradients(network, x, y)
    cost = network.step(x, y, 0.1)
    if output and activation in (sigmoid, tanh):  # of others a sum may be infinite
        assert np.isfinite(cost)


def test_softmax_in_a_hidden_layer_is_refused():
    network, x, y = problem((2, 3, 2), activation=softmax)
    with pytest.raises(ValueError, match="use it as output=softmax"):
        gradients(network, x, y)
