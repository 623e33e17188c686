"""How large numbers become, which starts learn, and which neurons die."""

import numpy as np
import pytest

from backprop_helpers.nets import functions
from backprop_helpers.nets.initialization import FAN_IN, HE, NORMAL, initial_network
from backprop_helpers.pages.depth_and_initialization import example
from backprop_helpers.practice.registry import EXERCISES

EVERY_ACTIVATION = pytest.mark.parametrize("activation", functions.ACTIVATIONS)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity"])
def test_the_mean_square_of_z_is_as_claimed(activation):
    rng = np.random.default_rng(0)
    a = functions.ACTIVATIONS[activation](rng.normal(0.3, 1, size=(40, 500)))
    w = 0.7 * rng.normal(size=(2000, 40))
    claimed = 40 * 0.49 * np.mean(a**2)
    assert np.mean((w @ a) ** 2) == pytest.approx(claimed, rel=0.05)


def test_a_start_for_relu_keeps_the_mean_square():
    rng, a = np.random.default_rng(0), example.some_digits(50)[0]
    before = np.mean((EXERCISES["start"].solution(rng.normal(size=(800, 64))) @ a) ** 2)
    for _ in range(5):
        z = EXERCISES["start"].solution(rng.normal(size=(800, len(a)))) @ a
        a = np.maximum(z, 0)
    assert np.mean(z**2) == pytest.approx(before, rel=0.4)  # 1/2⁵ without the 2


# Sizes


def test_size_is_the_root_mean_square_at_any_magnitude():
    for magnitude in (1e-250, 1.0, 1e250):
        found = example.size(magnitude * np.array([[3.0, -4.0]])) / magnitude
        assert found == pytest.approx(np.sqrt(12.5), rel=1e-15)
    assert example.size(np.zeros((2, 2))) == 0
    for no_number in (np.inf, -np.inf, np.nan):
        assert example.size(np.array([1.0, no_number])) == np.inf


def test_layer_sizes_measure_every_layer():
    network = example.deep_network(5, "tanh", "He", 1.0)
    x, y = example.some_digits(20)
    assert network.sizes == (64, *[example.WIDTH] * 3, 10)
    sizes = example.layer_sizes(network, x, y)
    z, a = network.forward(x)
    delta, nabla_w, _ = network.backward(z, a, y)
    for measured, arrays in zip(
        (sizes.a, sizes.delta, sizes.nabla_w), (a, delta, nabla_w), strict=True
    ):
        expected = {l: np.sqrt(np.mean(arrays[l] ** 2)) for l in sorted(arrays)}
        assert measured == pytest.approx(expected)
        assert [*measured] == [*expected]


def sizes_with(*delta, a=1.0, nabla_w=1.0):
    return example.Sizes({1: 1.0, 2: a}, dict(enumerate(delta, start=2)), {2: nabla_w})


@pytest.mark.parametrize(
    ("sizes", "state"),
    [
        (sizes_with(1.0), "shallow"),
        (sizes_with(1.0, 1.0), "steady"),
        (sizes_with(0.9 / example.STEADY, 0.5, 1.0), "vanishing"),
        (sizes_with(1.1 / example.STEADY, 0.5, 1.0), "steady"),
        (sizes_with(1.1 * example.STEADY, 1.0), "exploding"),
        (sizes_with(0.0, 0.0, 1.0), "zero"),
        (sizes_with(1.0, 1.0, a=np.inf), "overflow"),
        (sizes_with(1.0, 1.0, nabla_w=np.inf), "overflow"),
    ],
)
def test_the_states_of_sizes(sizes, state):
    assert sizes.state == state


def test_overflow_is_a_state_and_no_warning():
    network = example.deep_network(30, "identity", "N(0, 1)", 1e150)
    assert example.layer_sizes(network, *example.some_digits(5)).state == "overflow"


@EVERY_ACTIVATION
def test_equal_weights_have_equal_gradients(activation):
    network = example.deep_network(3, activation, "all equal", 1.0)
    x, y = example.some_digits(9)
    _, nabla_w, _ = network.backward(*network.forward(x), y)
    assert example.size(nabla_w[2]) > 1e-3
    np.testing.assert_allclose(nabla_w[2] - nabla_w[2][0], 0, atol=1e-15)


def test_the_flat_part_counts_small_slopes():
    z = np.array([[-1.0, 0.0, 2.0, 5.0]])  # slopes of tanh: 0.42, 1, 0.07, 0.0002
    assert example.flat_part("tanh", z) == 0.5
    assert example.flat_part("sigmoid", z) == 0.25  # slopes of 0.2, ¼, 0.1 and 0.007
    assert example.flat_part("relu", z) == 0.5
    assert example.flat_part("identity", z) == 0


def test_shares_are_parts_of_all_values():
    values = np.array([-2.0, -1.0, 0.01, -0.02, 1.0, 3.0, np.inf, np.nan])
    inside, below, above = example.shares(values)
    assert below == 1 / 8
    assert above == 3 / 8
    assert [inside[0], inside[10], inside[-1]] == [1 / 8, 2 / 8, 1 / 8]
    assert inside.sum() == 4 / 8


# Starts that learn


@pytest.mark.parametrize("rule", [NORMAL, FAN_IN, HE])
def test_fresh_weights_are_those_of_the_rule(rule):
    w = example.fresh_weights(example.rule_start(rule), 5, 12, seed=3)
    rng = np.random.default_rng(3)
    network = initial_network((64, 12, 12, 12, 10), rule, rng)
    for l in w:
        np.testing.assert_allclose(w[l], network.w[l], rtol=1e-15)


def test_a_run_is_step_after_step():
    w = example.fresh_weights(example.rule_start(HE), 4, 12, seed=0)
    network = initial_network(
        (64, 12, 12, 10), HE, np.random.default_rng(0), activation=functions.relu,
        cost=functions.log_likelihood, output=functions.softmax,
    )  # fmt: skip
    x, y = example.some_digits(example.DIGITS)
    _, nabla_w, _ = network.backward(*network.forward(x), y)
    run = example.train(w, 0.1)
    assert run.nabla_w[0] == pytest.approx(example.sizes(nabla_w), rel=1e-12)
    by_hand = [network.step(x, y, 0.1) for _ in range(example.STEPS + 1)]
    np.testing.assert_allclose(run.costs, by_hand, rtol=1e-10)
    assert len(run.nabla_w) == example.STEPS + 1


@pytest.mark.parametrize("scale", [1e20, 1e60, 1e200])
def test_a_run_that_leaves_the_numbers_ends_there(scale):
    w = example.fresh_weights(lambda normal: scale * normal, 12, 20, seed=0)
    run = example.train(w, 1.0)
    assert len(run.costs) == len(run.nabla_w) < example.STEPS
    assert np.isfinite(run.costs).all()


def test_final_costs_are_those_of_runs_and_inf_where_one_is_lost():
    found = example.final_costs(NORMAL, 12, 30, seeds=[4])
    w = example.fresh_weights(example.rule_start(NORMAL), 12, 30, seed=4)
    assert found.shape == (1, len(example.ETAS))
    for cost, eta in zip(found[0], example.ETAS, strict=True):
        costs = example.train(w, eta).costs
        assert cost == (costs[-1] if len(costs) > example.STEPS else np.inf)
    assert np.isinf(found).any()
