"""How the weights start: the rules of the papers, and what they do to the variances."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import identity, relu
from backprop_helpers.nets.initialization import (
    RULES,
    deviation,
    draw_weights,
    initial_network,
)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("scale", [1.0, 0.2])
@pytest.mark.parametrize(
    ("rule", "variance"),
    [("N(0, 1)", 1), ("1/√n", 1 / 300), ("Xavier", 2 / 500), ("He", 2 / 300)],
)
def test_weights_have_the_deviations_of_the_papers(rule, variance, scale, rng):
    told = deviation(rule, 300, 200)
    assert told == pytest.approx(np.sqrt(variance), rel=1e-14)
    w = draw_weights(rule, 300, 200, rng, scale)
    assert w.shape == (200, 300)
    assert w.std() == pytest.approx(scale * told, rel=0.02)
    assert abs(w.mean()) < 0.02 * w.std()


def test_zero_and_equal_weights_draw_nothing(rng):
    before = rng.bit_generator.state
    assert draw_weights("zero", 3, 2, rng, 5.0).tolist() == [[0] * 3] * 2
    assert draw_weights("all equal", 4, 2, rng, 2.0).tolist() == [[0.5] * 4] * 2
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
        deviation("zero", 3, 3)
    with pytest.raises(ValueError, match="both must be 1 or more"):
        deviation("He", 0, 3)
    with pytest.raises(ValueError, match="choose one of"):
        initial_network((2, 2), "she", rng)


@pytest.mark.parametrize(
    ("activation", "rule", "factor"),
    [(identity, "1/√n", 1), (identity, "He", 2), (relu, "He", 1), (relu, "1/√n", 0.5)],
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
