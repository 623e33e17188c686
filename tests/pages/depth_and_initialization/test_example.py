"""How the weights start, how large numbers become, and which η learns."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    identity,
    leaky_relu,
    relu,
    sigmoid,
    tanh,
)
from backprop_helpers.nets.gradient_check import check_gradients
from backprop_helpers.nets.initialization import (
    DEVIATIONS,
    EQUAL,
    FAN_IN,
    HE,
    NORMAL,
    RULES,
    XAVIER,
    ZERO,
    deviation,
    draw_weights,
    initial_network,
)
from backprop_helpers.pages.depth_and_initialization import largest_eta
from backprop_helpers.pages.depth_and_initialization.example import (
    NEURONS,
    STEADY,
    WIDTH,
    Sizes,
    deep_network,
    jump,
    layer_sizes,
    products,
    silent,
    size,
    some_digits,
)
from backprop_helpers.pages.depth_and_initialization.largest_eta import (
    BORDERS,
    DEPTHS,
    ETAS,
    KINDS,
    Trial,
    trial,
)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


# How the weights start


@pytest.mark.parametrize(
    ("rule", "variance"),
    [(NORMAL, 1), (FAN_IN, 1 / 64), (XAVIER, 2 / 94), (HE, 2 / 64)],
)
def test_deviations_are_those_of_the_papers(rule, variance):
    assert deviation(rule, 64, 30) == pytest.approx(np.sqrt(variance), rel=1e-14)


@pytest.mark.parametrize("scale", [1.0, 0.2])
@pytest.mark.parametrize("rule", DEVIATIONS)
def test_drawn_weights_have_their_deviation(rule, scale, rng):
    w = draw_weights(rule, 300, 200, rng, scale)
    assert w.shape == (200, 300)
    assert w.std() == pytest.approx(scale * deviation(rule, 300, 200), rel=0.02)
    assert abs(w.mean()) < 0.02 * w.std()


def test_zero_and_equal_weights_draw_nothing(rng):
    before = rng.bit_generator.state
    np.testing.assert_array_equal(draw_weights(ZERO, 3, 2, rng, 5.0), np.zeros((2, 3)))
    equal = draw_weights(EQUAL, 4, 2, rng, 2.0)
    np.testing.assert_array_equal(equal, np.full((2, 4), 0.5))
    assert rng.bit_generator.state == before


@pytest.mark.parametrize("rule", RULES)
def test_a_network_starts_with_the_weights_of_its_rule(rule):
    network = initial_network((5, 4, 3), rule, np.random.default_rng(7), 0.5)
    rng = np.random.default_rng(7)
    for l, (n_in, n_out) in {2: (5, 4), 3: (4, 3)}.items():
        expected = draw_weights(rule, n_in, n_out, rng, 0.5)
        np.testing.assert_array_equal(network.w[l], expected)
        assert not network.b[l].any()


def test_what_is_refused(rng):
    with pytest.raises(ValueError, match="'zero' draws nothing"):
        deviation(ZERO, 3, 3)
    with pytest.raises(ValueError, match="both must be 1 or more"):
        deviation(HE, 0, 3)
    with pytest.raises(ValueError, match="choose one of"):
        initial_network((2, 2), "she", rng)


# The claims of the page about variances


@pytest.mark.parametrize("activation", [sigmoid, tanh, relu, identity])
def test_variance_of_z(activation, rng):
    a = activation(rng.normal(0.3, 1, size=(40, 500)))
    w = 0.7 * rng.normal(size=(2000, 40))
    assert np.mean((w @ a) ** 2) == pytest.approx(40 * 0.49 * np.mean(a**2), rel=0.05)


def test_a_relu_takes_half_of_the_mean_square(rng):
    z = rng.normal(size=200_000)
    assert np.mean(relu(z) ** 2) == pytest.approx(0.5, abs=0.01)
    assert np.mean(relu.derivative(z) ** 2) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("activation", "rule", "factor"),
    [(identity, FAN_IN, 1), (identity, HE, 2), (relu, HE, 1), (relu, FAN_IN, 0.5)],
)
def test_one_factor_for_each_layer(activation, rule, factor, rng):
    layers, width, m = 8, 600, 20
    sizes = (width,) * (layers + 2)
    network = initial_network(sizes, rule, rng, activation=activation)
    z, a = network.forward(rng.normal(size=(width, m)))
    grown = np.mean(z[layers + 2] ** 2) / np.mean(z[2] ** 2)
    assert grown ** (1 / layers) == pytest.approx(factor, rel=0.05)
    # Blame that knows nothing of the weights, as the proof asks: targets far from a.
    delta, _, _ = network.backward(z, a, 1e4 * rng.normal(size=(width, m)))
    back = np.mean(delta[2] ** 2) / np.mean(delta[layers + 1] ** 2)
    assert back ** (1 / (layers - 1)) == pytest.approx(factor, rel=0.08)


# Sizes


def test_products():
    np.testing.assert_array_equal(products(0.5, 3), [1, 0.5, 0.25, 0.125])
    assert products(0.5, 50)[-1] == 2.0**-50


def test_size_is_the_root_mean_square_at_any_magnitude():
    assert size(np.array([3.0, -4.0])) == pytest.approx(np.sqrt(12.5), rel=1e-15)
    for magnitude in (1e-250, 1e250):
        numbers = magnitude * np.array([[3.0, -4.0]])
        assert size(numbers) / magnitude == pytest.approx(np.sqrt(12.5))
    assert size(np.zeros((2, 2))) == 0
    for no_number in (np.inf, -np.inf, np.nan):
        assert size(np.array([1.0, no_number])) == np.inf


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_deep_networks_have_right_gradients(activation):
    network = deep_network(4, activation, XAVIER, 1.0)
    assert network.sizes == (64, WIDTH, WIDTH, 10)
    x, y = some_digits(3)
    network.b = {l: network.b[l] + 0.05 for l in network.b}  # away from a kink at 0
    small = type(network)(
        {2: network.w[3][:5, :4], 3: network.w[4][:2, :5]},
        {2: network.b[2][:5], 3: network.b[3][:2]},
        network.sigma[2], network.cost, network.sigma[4],
    )  # fmt: skip
    assert check_gradients(small, x[20:24], y[:2]).worst.error < 1e-6


def test_layer_sizes_measure_every_layer():
    network, (x, y) = deep_network(5, "tanh", HE, 1.0), some_digits(20)
    sizes = layer_sizes(network, x, y)
    z, a = network.forward(x)
    delta, nabla_w, _ = network.backward(z, a, y)
    assert [*sizes.a] == [1, 2, 3, 4, 5]
    assert [*sizes.delta] == [*sizes.nabla_w] == [2, 3, 4, 5]
    for l in sizes.delta:
        assert sizes.delta[l] == pytest.approx(np.sqrt(np.mean(delta[l] ** 2)))
        assert sizes.nabla_w[l] == pytest.approx(np.sqrt(np.mean(nabla_w[l] ** 2)))


def sizes_with(*delta, a=1.0, nabla_w=1.0):
    layers = range(2, len(delta) + 2)
    return Sizes({1: 1.0, 2: a}, dict(zip(layers, delta, strict=True)), {2: nabla_w})


@pytest.mark.parametrize(
    ("sizes", "state"),
    [
        (sizes_with(1.0), "shallow"),
        (sizes_with(1.0, 1.0), "steady"),
        (sizes_with(0.9 / STEADY, 0.5, 1.0), "vanishing"),
        (sizes_with(1.1 / STEADY, 0.5, 1.0), "steady"),
        (sizes_with(1.1 * STEADY, 1.0), "exploding"),
        (sizes_with(0.0, 0.0, 1.0), "zero"),
        (sizes_with(1.0, 1.0, a=np.inf), "overflow"),
        (sizes_with(1.0, 1.0, nabla_w=np.inf), "overflow"),
    ],
)
def test_the_states_of_sizes(sizes, state):
    assert sizes.state == state


@pytest.mark.parametrize(
    ("activation", "rule", "scale", "state"),
    [
        ("sigmoid", NORMAL, 1.0, "vanishing"),
        ("sigmoid", XAVIER, 1.0, "vanishing"),
        ("relu", NORMAL, 1.0, "exploding"),
        ("relu", NORMAL, 0.26, "steady"),
        ("relu", HE, 1.0, "steady"),
        ("leaky relu", HE, 1.0, "steady"),
        ("relu", FAN_IN, 1.0, "vanishing"),
        ("tanh", XAVIER, 1.0, "steady"),
        ("identity", FAN_IN, 1.0, "steady"),
        ("tanh", ZERO, 1.0, "zero"),
    ],
)
def test_what_the_page_says_of_thirty_layers(activation, rule, scale, state):
    network = deep_network(30, activation, rule, scale)
    assert layer_sizes(network, *some_digits(50)).state == state


def test_overflow_is_a_state_and_no_warning():
    network = deep_network(30, "identity", NORMAL, 1e150)
    assert layer_sizes(network, *some_digits(5)).state == "overflow"


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_equal_weights_have_equal_gradients(activation):
    network = deep_network(3, activation, EQUAL, 1.0)
    _, nabla_w, _ = network.backward(
        *network.forward(some_digits(9)[0]), some_digits(9)[1]
    )
    assert size(nabla_w[2]) > 1e-3
    np.testing.assert_allclose(nabla_w[2] - nabla_w[2][0], 0, atol=1e-15)


# Dead neurons


def test_silent_units_are_off_for_all_examples():
    z = np.array([[-1.0, 0.0], [0.0, 0.0], [-1.0, 1e-9]])
    np.testing.assert_array_equal(silent(z), [True, True, False])


@pytest.mark.parametrize("activation", [relu, leaky_relu])
def test_a_jump_starts_where_it_says_and_takes_all_steps(activation):
    one, more = jump(activation, 3.0, 0), jump(activation, 3.0, 5)
    assert one.before.shape == one.after.shape == (2 * NEURONS, 60)
    np.testing.assert_array_equal(one.before, more.before)
    assert more.cost_after < one.cost_after


def test_a_dead_neuron_of_layer_2_is_dead_for_good():
    one, more = jump(relu, 10.0, 0), jump(relu, 10.0, 100)
    dead = np.flatnonzero(silent(one.after[:NEURONS]))
    assert len(dead) > NEURONS / 2
    np.testing.assert_allclose(more.after[dead], one.after[dead], rtol=1e-9)


def test_what_the_page_says_of_dead_neurons():
    assert silent(jump(relu, 0.1, 0).before).sum() == 3
    assert silent(jump(relu, 3.0, 0).after).sum() == 21
    assert silent(jump(relu, 30.0, 0).after).sum() == 25
    end, leaky = jump(relu, 30.0, 100), jump(leaky_relu, 30.0, 100)
    assert silent(end.after[NEURONS:]).all()
    assert leaky.cost_after < 1.6 < 2.3 < end.cost_after
    apart = jump(relu, 3.0, 100).cost_after - jump(leaky_relu, 3.0, 100).cost_after
    assert abs(apart) < 0.1


# The largest η


def test_the_states_of_a_trial():
    steps = largest_eta.STEPS
    low, high = largest_eta.LOW_COST, largest_eta.GUESSING
    for costs, state in (
        (np.linspace(high, low - 0.01, steps + 1), "learns"),
        (np.linspace(high, low + 0.01, steps + 1), "does not learn"),
        (np.linspace(high, high + 0.01, steps + 1), "diverges"),
        (np.linspace(high, low - 0.01, steps), "diverges"),
    ):
        assert Trial(costs).state == state


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("eta", [0.01, 0.5, 10.0])
def test_trials_hold_finite_costs_only(kind, depth, eta):
    costs = trial(kind, depth, eta).costs
    assert 0 < len(costs) <= largest_eta.STEPS + 1
    assert np.isfinite(costs).all()


def test_a_trial_is_step_after_step():
    costs = trial("tanh, Xavier", 3, 0.3).costs
    functions = {"activation": tanh, "cost": largest_eta.log_likelihood}
    network = initial_network(
        (64, largest_eta.WIDTH, 10), XAVIER, np.random.default_rng(0),
        output=largest_eta.softmax, **functions,
    )  # fmt: skip
    x, y = some_digits(largest_eta.EXAMPLES)
    by_hand = [network.step(x, y, 0.3) for _ in range(largest_eta.STEPS)]
    np.testing.assert_allclose(costs[:-1], by_hand, rtol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_the_stored_borders_are_those_of_a_sweep(kind):
    """Within one place of the sweep: near a border the last digits decide."""
    for seed in (0, 1):
        found = largest_eta.sweep(kind, 3, seed)
        stored = BORDERS[kind][3][seed]
        assert abs(np.log(found / stored)) < 1.1 * np.log(ETAS[1] / ETAS[0])


def test_the_borders_fall_with_the_depth():
    for kind in KINDS:
        assert [*BORDERS[kind]] == [*DEPTHS]
        middle = [np.median(BORDERS[kind][depth]) for depth in DEPTHS]
        assert middle == sorted(middle, reverse=True)
        assert all(
            len(found) == len(largest_eta.SEEDS) for found in BORDERS[kind].values()
        )
