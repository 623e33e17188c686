"""Deep networks of every kind: gradients, one beside the other, and known numbers."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import ACTIVATIONS, log_likelihood, softmax
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.a_way_round import example
from backprop_helpers.pages.a_way_round.example import KINDS, Deep
from backprop_helpers.practice.registry import SHEETS

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def small(kind, activation="tanh", networks=1, seed=0):
    """Return a network 4-5-5-5-2 of a kind, x (4, 5) and y (2, 5)."""
    rng = np.random.default_rng(seed)
    shapes = {2: (5, 4), 3: (5, 5), 4: (5, 5), 5: (2, 5)}
    w = {l: 0.7 * rng.normal(size=(networks, *shape)) for l, shape in shapes.items()}
    network = Deep(w, kind, activation)
    for b in network.b.values():
        b += 0.3 * rng.normal(size=b.shape)
    y = np.eye(2)[rng.integers(0, 2, 5)].T
    return network, rng.normal(size=(4, 5)), y


def cost(network, x, y):
    right = np.sum(network.forward(x).a[network.L] * y, axis=-2)
    return -np.log(right).mean(axis=-1).sum()


@EVERY_KIND
@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_gradients(kind, activation):
    network, x, y = small(kind, activation, networks=2)
    trace = network.forward(x)
    delta, _ = network.backward(trace, y)
    for l, w_l in network.w.items():
        nabla_w = delta[l] @ trace.seen[l].mT / 5
        start = w_l.copy()

        def moved(values, w_l=w_l):
            w_l[...] = values
            return cost(network, x, y)

        measured = central_difference(moved, start)
        w_l[...] = start
        assert relative_error(nabla_w, measured) < 1e-7, l


@EVERY_KIND
def test_the_blame_of_the_inputs(kind):
    network, x, y = small(kind)
    _, nabla_a = network.backward(network.forward(x), y)

    def cost_of(a_1):
        return cost(network, a_1, y)

    measured = 5 * central_difference(cost_of, x)
    assert relative_error(nabla_a[1][0], measured) < 1e-7


def test_a_plain_one_is_the_network_of_page_05():
    network, x, y = small("plain", "sigmoid")
    first = ({l: each[l][0] for l in each} for each in (network.w, network.b))
    twin = Network(*first, ACTIVATIONS["sigmoid"], log_likelihood, softmax)
    z, a = twin.forward(x)
    theirs, _, _ = twin.backward(z, a, y)
    ours, _ = network.backward(network.forward(x), y)
    for l in theirs:
        np.testing.assert_allclose(ours[l][0], theirs[l], rtol=1e-12)


@EVERY_KIND
def test_side_by_side_is_one_after_the_other(kind):
    together = Deep.random(kind, (3, 4), layers=6, scale=0.5).learn(0.05, steps=4)
    for column, seed in enumerate((3, 4)):
        alone = Deep.random(kind, (seed,), layers=6, scale=0.5).learn(0.05, steps=4)
        np.testing.assert_allclose(together[:, column], alone[:, 0], rtol=1e-9)


def test_the_pencil_has_the_numbers_of_the_package():
    numbers = SHEETS["three_numbers"].numbers()
    normal = example.normalize(example.THREE[:, None], example.COLUMNS, epsilon=0)
    np.testing.assert_allclose(numbers["x_hat"], normal.x_hat[:, 0])
    assert numbers["deviation"] == pytest.approx(normal.deviation.item())
    g = example.BLAME_OF_THREE[:, None]
    of_x = example.normalize_blame(normal, g)
    np.testing.assert_allclose(numbers["of_x"], of_x[:, 0])
    assert numbers["of_x"].sum() == pytest.approx(0, abs=1e-12)


def test_the_layer_of_the_pencil_against_central_differences():
    one, numbers = example.ONE, SHEETS["way_round"].numbers()

    def out(a):
        return float(a + np.tanh(one["w"] * a + one["b"]))

    slope = central_difference(out, np.array(one["a"])).item()
    assert numbers["blame"] == pytest.approx(one["nabla_a"] * slope, rel=1e-8)
    assert numbers["out"] == pytest.approx(out(one["a"]))
