"""How large numbers become, which neurons die, and which η learns."""

import numpy as np
import pytest

from backprop_helpers.nets import functions
from backprop_helpers.nets.initialization import initial_network
from backprop_helpers.pages.depth_and_initialization import example, largest_eta
from backprop_helpers.practice.registry import EXERCISES

EVERY_ACTIVATION = pytest.mark.parametrize("activation", functions.ACTIVATIONS)
EVERY_KIND = pytest.mark.parametrize("kind", largest_eta.KINDS)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity"])
def test_the_variance_of_z_is_that_of_the_exercise(activation):
    rng = np.random.default_rng(0)
    a = functions.ACTIVATIONS[activation](rng.normal(0.3, 1, size=(40, 500)))
    w = 0.7 * rng.normal(size=(2000, 40))
    expected = EXERCISES["variance_of_z"].solution(0.49, a)
    assert np.mean((w @ a) ** 2) == pytest.approx(expected, rel=0.05)


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


# Dead neurons


def jump(name, eta, more=0):
    return example.jump(functions.ACTIVATIONS[name], eta, more)


def test_a_dead_neuron_of_layer_2_is_dead_for_good():
    one, more = jump("relu", 10.0), jump("relu", 10.0, 100)
    dead = np.flatnonzero(example.silent(one.after[: example.NEURONS]))
    assert len(dead) > example.NEURONS / 2
    np.testing.assert_allclose(more.after[dead], one.after[dead], rtol=1e-9)


def test_what_the_page_says_of_dead_neurons():
    assert example.silent(jump("relu", 0.1).before).sum() == 3
    assert example.silent(jump("relu", 3.0).after).sum() == 21
    assert example.silent(jump("relu", 30.0).after).sum() == 25
    end, leaky = (jump(name, 30.0, 100) for name in ("relu", "leaky relu"))
    assert example.silent(end.after[example.NEURONS :]).all()
    assert leaky.cost_after < 1.6 < 2.3 < end.cost_after
    end, leaky = (jump(name, 3.0, 100) for name in ("relu", "leaky relu"))
    assert end.cost_after == pytest.approx(leaky.cost_after, abs=0.1)


# The largest η


@pytest.mark.parametrize(
    ("end", "missing", "state"),
    [
        (largest_eta.LOW_COST - 0.01, 0, "learns"),
        (largest_eta.LOW_COST + 0.01, 0, "does not learn"),
        (largest_eta.GUESSING + 0.01, 0, "diverges"),
        (largest_eta.LOW_COST - 0.01, 1, "diverges"),
    ],
)
def test_the_states_of_a_trial(end, missing, state):
    count = largest_eta.STEPS + 1 - missing
    costs = np.linspace(largest_eta.GUESSING, end, count)
    assert largest_eta.state_of(costs) == state


@EVERY_KIND
@pytest.mark.parametrize("layers", largest_eta.DEPTHS)
@pytest.mark.parametrize("eta", [0.01, 0.5, 10.0])
def test_trials_hold_finite_costs_only(kind, layers, eta):
    costs = largest_eta.trial(kind, layers, eta)
    assert 0 < len(costs) <= largest_eta.STEPS + 1
    assert np.isfinite(costs).all()


def test_a_trial_is_step_after_step():
    activation, rule = largest_eta.KINDS["tanh, Xavier"]
    network = initial_network(
        (64, largest_eta.WIDTH, 10), rule, np.random.default_rng(0),
        activation=activation, cost=functions.log_likelihood, output=functions.softmax,
    )  # fmt: skip
    x, y = example.some_digits(largest_eta.EXAMPLES)
    by_hand = [network.step(x, y, 0.3) for _ in range(largest_eta.STEPS)]
    costs = largest_eta.trial("tanh, Xavier", 3, 0.3)
    np.testing.assert_allclose(costs[:-1], by_hand, rtol=1e-12)


@EVERY_KIND
@pytest.mark.parametrize("seed", [0, 1])
def test_the_stored_borders_are_those_of_a_sweep(kind, seed):
    """Within one place of the sweep: near a border the last digits decide."""
    found, stored = largest_eta.sweep(kind, 3, seed), largest_eta.BORDERS[kind][3][seed]
    step = np.log(largest_eta.ETAS[1] / largest_eta.ETAS[0])
    assert np.log(found) == pytest.approx(np.log(stored), abs=1.1 * step)


@EVERY_KIND
def test_the_borders_fall_with_the_depth(kind):
    borders = largest_eta.BORDERS[kind]
    assert [*borders] == [*largest_eta.DEPTHS]
    assert {len(found) for found in borders.values()} == {len(largest_eta.SEEDS)}
    middle = [np.median(found) for found in borders.values()]
    assert middle == sorted(middle, reverse=True)
