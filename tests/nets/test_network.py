"""A network of any depth computes the gradient of its cost, and steps down it."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    COSTS,
    cross_entropy,
    identity,
    log_likelihood,
    quadratic,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from backprop_helpers.nets.gradient_check import (
    central_difference,
    check_gradients,
    relative_error,
)
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.gradient_descent_on_a_line import example as line

# In the first layers of the deepest a sigmoid leaves gradients near 1e-6, and rounding
# the cost leaves them six digits; the others agree to more than eight.
TOLERANCE = 1e-6
ARCHITECTURES = [(1, 1), (3, 2), (2, 2, 2), (1, 4, 1), (3, 5, 4, 2), (2, 3, 1, 3, 2, 2)]


def problem(sizes, seed=0, m=5, **kinds):
    """Return a random network with a batch of inputs x and targets y."""
    rng = np.random.default_rng(seed)
    network = Network.random(sizes, rng, **kinds)
    x, y = rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))
    return network, x, y


def gradients(network, x, y):
    return network.backward(*network.forward(x), y)


def cost_of(network, x, y):
    return network.cost(network.forward(x)[1][network.L], y)


def assert_same(first, second, rtol=1e-12):
    assert first.keys() == second.keys()
    for l in first:
        np.testing.assert_allclose(first[l], second[l], rtol=rtol, atol=1e-15)


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda f: f.name)
def test_gradient_against_central_differences(sizes, activation):
    network, x, y = problem(sizes, seed=3, activation=activation)
    assert check_gradients(network, x, y).worst.error <= TOLERANCE


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
@pytest.mark.parametrize("cost", COSTS.values(), ids=lambda c: c.name)
@pytest.mark.parametrize("m", [1, 7])
def test_gradient_of_every_cost_and_batch_size(sizes, cost, m):
    kinds = {"activation": tanh, "output": sigmoid, "cost": cost}
    network, x, y = problem(sizes, seed=1, m=m, **kinds)
    assert check_gradients(network, x, y).worst.error <= TOLERANCE


@pytest.mark.parametrize("activation", [sigmoid, tanh], ids=lambda f: f.name)
def test_delta_is_the_derivative_of_the_cost_by_z(activation):
    network, x, y = problem((2, 3, 4, 2), activation=activation, m=1)
    z, a = network.forward(x)
    delta, _, _ = network.backward(z, a, y)
    for l in (2, 3, 4):

        def cost(z_l, l=l):
            a_l = activation(z_l)
            for upper in range(l + 1, network.L + 1):
                a_l = activation(network.w[upper] @ a_l + network.b[upper])
            return network.cost(a_l, y)

        assert relative_error(delta[l], central_difference(cost, z[l])) <= 1e-8


@pytest.mark.parametrize("cost", COSTS.values(), ids=lambda c: c.name)
def test_a_batch_is_the_mean_of_its_examples(cost):
    network, x, y = problem((3, 4, 2), m=6, cost=cost)
    delta, nabla_w, nabla_b = gradients(network, x, y)
    columns = [slice(i, i + 1) for i in range(6)]
    singles = [gradients(network, x[:, i], y[:, i]) for i in columns]
    for l in (2, 3):
        each_delta, each_w, each_b = (
            [s[part][l] for s in singles] for part in (0, 1, 2)
        )
        np.testing.assert_allclose(delta[l], np.hstack(each_delta), rtol=1e-12)
        np.testing.assert_allclose(nabla_w[l], np.mean(each_w, axis=0), rtol=1e-12)
        np.testing.assert_allclose(nabla_b[l], np.mean(each_b, axis=0), rtol=1e-12)
    costs = [cost_of(network, x[:, i], y[:, i]) for i in columns]
    np.testing.assert_allclose(cost_of(network, x, y), np.mean(costs), rtol=1e-14)


def test_order_and_repetition_of_the_examples_do_not_matter():
    network, x, y = problem((3, 4, 2), m=6)
    _, nabla_w, nabla_b = gradients(network, x, y)
    for order in ([5, 3, 1, 0, 2, 4], [0, 1, 2, 3, 4, 5] * 3):
        _, again_w, again_b = gradients(network, x[:, order], y[:, order])
        assert_same(again_w, nabla_w)
        assert_same(again_b, nabla_b)


def test_renaming_hidden_neurons_renames_their_gradients():
    network, x, y = problem((3, 4, 2))
    order = [2, 0, 3, 1]
    w = {2: network.w[2][order], 3: network.w[3][:, order]}
    b = {2: network.b[2][order], 3: network.b[3]}
    renamed = Network(w, b)
    assert cost_of(renamed, x, y) == pytest.approx(cost_of(network, x, y), rel=1e-14)
    delta, nabla_w, _ = gradients(network, x, y)
    other_delta, other_w, _ = gradients(renamed, x, y)
    np.testing.assert_allclose(other_delta[2], delta[2][order], rtol=1e-12)
    np.testing.assert_allclose(other_w[3], nabla_w[3][:, order], rtol=1e-12)


def test_neurons_that_start_equal_stay_equal():
    w, b = {2: np.full((3, 2), 0.4), 3: np.full((1, 3), -0.7)}, {2: np.zeros((3, 1))}
    network = Network(w, b | {3: np.zeros((1, 1))})
    for _ in range(20):
        network.step(np.array([[1.0], [-2.0]]), np.array([[0.3]]), 0.5)
    np.testing.assert_array_equal(network.w[2], network.w[2][[0, 0, 0]])


def test_at_the_minimum_nothing_moves():
    network, x, _ = problem((2, 3, 2))
    y = network.forward(x)[1][3]
    before = network.copy()
    assert network.step(x, y, 10.0) == 0
    assert_same(network.w, before.w, rtol=0)
    assert_same(network.b, before.b, rtol=0)


def test_one_linear_neuron_is_the_line():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=20), rng.normal(size=20)
    neuron = Network({2: [[1.5]]}, {2: [[-0.5]]}, activation=identity)
    _, nabla_w, nabla_b = gradients(neuron, x[np.newaxis], y[np.newaxis])
    exact = line.gradient(1.5, -0.5, x, y)
    np.testing.assert_allclose(
        [nabla_w[2].item(), nabla_b[2].item()], exact, rtol=1e-13
    )
    expected = pytest.approx(line.cost(1.5, -0.5, x, y), rel=1e-13)
    assert cost_of(neuron, x[np.newaxis], y[np.newaxis]) == expected


def test_a_linear_network_is_a_product_of_matrices():
    network, x, _ = problem((3, 4, 2, 2), activation=identity)
    for l in network.b:
        network.b[l] *= 0
    product = network.w[4] @ network.w[3] @ network.w[2] @ x
    np.testing.assert_allclose(network.forward(x)[1][4], product, rtol=1e-13)


@pytest.mark.parametrize("cost", COSTS.values(), ids=lambda c: c.name)
def test_a_step_goes_down_the_gradient_all_at_once(cost):
    network, x, y = problem((3, 4, 4, 2), cost=cost)
    before = network.copy()
    _, nabla_w, nabla_b = gradients(before, x, y)
    arrays = [id(a) for a in (*network.w.values(), *network.b.values())]
    returned = network.step(x, y, 0.3)
    assert returned == cost_of(before, x, y)
    assert cost_of(network, x, y) < returned
    for l in network.w:
        np.testing.assert_array_equal(network.w[l], before.w[l] - 0.3 * nabla_w[l])
        np.testing.assert_array_equal(network.b[l], before.b[l] - 0.3 * nabla_b[l])
    same = [id(a) for a in (*network.w.values(), *network.b.values())]
    assert same == arrays, "updated in place"


def test_the_first_order_change_of_the_cost_is_minus_eta_times_the_gradient_squared():
    network, x, y = problem((2, 5, 3))
    _, nabla_w, nabla_b = gradients(network, x, y)
    squared = sum(np.sum(nabla**2) for d in (nabla_w, nabla_b) for nabla in d.values())
    eta = 1e-6
    drop = network.step(x, y, eta) - cost_of(network, x, y)
    assert drop == pytest.approx(eta * squared, rel=1e-4)


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
    assert_same(network.w, before.w, rtol=0)
    assert_same(network.b, before.b, rtol=0)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)


def test_network_and_copy_share_nothing():
    w, b = {2: np.array([[1, 2]])}, {2: np.array([[0]])}
    network = Network(w, b, activation=tanh, cost=cross_entropy)
    other = network.copy()
    assert (other.sigma[2], other.cost) == (tanh, cross_entropy)
    other.w[2] += 1
    other.b[2] += 1
    network.b[2] -= 0.5
    np.testing.assert_array_equal(network.w[2], [[1, 2]])
    np.testing.assert_array_equal(other.b[2], [[1]])
    np.testing.assert_array_equal(w[2], [[1, 2]])
    np.testing.assert_array_equal(b[2], [[0]])


def test_a_copy_keeps_its_class():
    class Special(Network):
        pass

    assert type(Special({2: [[1.0]]}, {2: [[0.0]]}).copy()) is Special


def test_random_networks():
    first, second = (
        Network.random((200, 300, 2), np.random.default_rng(7)) for _ in range(2)
    )
    assert_same(first.w, second.w, rtol=0)
    assert first.w[2].mean() == pytest.approx(0, abs=0.02)
    assert first.w[2].std() == pytest.approx(1, abs=0.02)
    assert first.b[2].std() == pytest.approx(1, abs=0.15)
    small = Network.random((200, 300, 2), np.random.default_rng(7), scale=0.1)
    np.testing.assert_allclose(small.w[2], 0.1 * first.w[2], rtol=1e-15)


def test_repr_names_the_network_and_no_address():
    network = Network.random((2, 3, 1), np.random.default_rng(0), activation=tanh)
    assert repr(network) == "Network((2, 3, 1), tanh, quadratic)"


def test_float32_stays_float32():
    network, x, y = problem((3, 4, 2))
    w = {l: a.astype(np.float32) for l, a in network.w.items()}
    b = {l: a.astype(np.float32) for l, a in network.b.items()}
    single = Network(w, b)
    x32, y32 = x.astype(np.float32), y.astype(np.float32)
    delta, nabla_w, nabla_b = gradients(single, x32, y32)
    single.step(x32, y32, 0.1)
    for part in (delta, nabla_w, nabla_b, single.w, single.b):
        assert {array.dtype for array in part.values()} == {np.dtype(np.float32)}
    exact = gradients(network, x, y)[1]
    assert_same(nabla_w, exact, rtol=1e-4)


@pytest.mark.parametrize("x", [[2.0, 3.0], [[2.0, 3.0]], np.ones((3, 1)), 2.0])
def test_inputs_that_are_no_columns_are_refused(x):
    network, _, _ = problem((2, 2, 2))
    with pytest.raises(ValueError, match=r"expected \(2, m\); .* x.reshape\(-1, 1\)"):
        network.forward(np.array(x))


def test_an_empty_batch_and_targets_of_another_shape_are_refused():
    network, x, y = problem((2, 3, 2))
    with pytest.raises(ValueError, match=r"x has shape \(2, 0\)"):
        network.step(x[:, :0], y[:, :0], 0.1)
    before = network.copy()
    for wrong in (y[:, 0], y[:, :1], y[:1]):
        with pytest.raises(ValueError, match="y has shape"):
            network.step(x, wrong, 0.1)
    assert_same(network.w, before.w, rtol=0)


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


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda f: f.name)
def test_enormous_weights_do_not_warn(activation):
    network, x, y = problem((2, 3, 2), activation=activation, scale=1e200)
    gradients(network, x, y)
    network.step(x, y, 0.1)


def test_a_small_network_learns_xor():
    network = Network.random((2, 4, 1), np.random.default_rng(0), activation=tanh)
    x = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    y = np.array([[0.0, 1.0, 1.0, 0.0]])
    costs = [network.step(x, y, 0.2) for _ in range(2000)]
    assert costs[-1] < 0.01 < costs[0]
    np.testing.assert_array_equal(network.forward(x)[1][3] > 0.5, y > 0.5)


def test_the_quadratic_cost_is_the_default():
    network, _, _ = problem((2, 2, 2))
    assert (network.sigma, network.cost) == ({2: sigmoid, 3: sigmoid}, quadratic)


@pytest.mark.parametrize("cost", COSTS.values(), ids=lambda c: c.name)
@pytest.mark.parametrize("activation", [tanh, relu, sigmoid], ids=lambda f: f.name)
def test_gradient_with_another_output_against_central_differences(cost, activation):
    network, x, y = problem(
        (3, 5, 4, 3), seed=2, m=6, activation=activation, cost=cost, output=softmax
    )
    for targets in (y / y.sum(axis=0), np.eye(3)[:, [0, 2, 1, 1, 0, 2]]):
        assert check_gradients(network, x, targets).worst.error <= TOLERANCE


def test_the_output_is_only_that_of_the_last_layer():
    network, x, _ = problem((3, 5, 4, 3), activation=tanh, output=softmax)
    z, a = network.forward(x)
    for l in (2, 3):
        np.testing.assert_array_equal(a[l], np.tanh(z[l]))
    np.testing.assert_array_equal(a[4], softmax(z[4]))
    np.testing.assert_allclose(a[4].sum(axis=0), 1, rtol=1e-14)


def test_without_an_output_the_last_layer_is_as_the_others():
    network, x, _ = problem((3, 4, 2), activation=tanh)
    assert network.sigma == {2: tanh, 3: tanh}
    z, a = network.forward(x)
    np.testing.assert_array_equal(a[3], np.tanh(z[3]))


def test_a_copy_keeps_the_output_and_learns_alike():
    kinds = {"activation": tanh, "cost": log_likelihood, "output": softmax}
    network, x, _ = problem((3, 4, 2), **kinds)
    y = np.eye(2)[:, [0, 1, 1, 0, 1]]
    other = network.copy()
    assert (other.sigma[2], other.cost, other.sigma[3]) == tuple(kinds.values())
    assert network.step(x, y, 0.4) == other.step(x, y, 0.4)
    assert_same(network.w, other.w, rtol=0)
    assert network.step(x, y, 0.4) == other.step(x, y, 0.4)


def test_softmax_with_log_likelihood_learns_at_any_size():
    network, x, _ = problem((2, 3, 3), cost=log_likelihood, output=softmax, scale=1e200)
    y = np.eye(3)[:, [0, 1, 2, 0, 1]]
    assert np.isfinite(network.step(x, y, 0.1))
    network, x, _ = problem((2, 8, 3), cost=log_likelihood, output=softmax)
    costs = [network.step(x, y, 1.0) for _ in range(500)]
    assert costs[-1] < 0.05 < costs[0]


def test_softmax_in_a_hidden_layer_is_refused():
    network, x, y = problem((2, 3, 2), activation=softmax)
    with pytest.raises(ValueError, match="use it as output=softmax"):
        gradients(network, x, y)
