"""Recurrent layers: every gradient against central differences, and known numbers."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import ACTIVATIONS, identity
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.lstm import LSTM
from backprop_helpers.nets.recurrent import (
    Recurrent,
    clipped,
    norm,
)
from tests.nets.recurrent_examples import (
    KINDS,
    SHAPES,
    assert_gradients,
    cost,
    gradients,
    layer_and_data,
)

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def assert_right(layer, x, y):
    nabla = gradients(layer, x, y)
    assert list(nabla) == list(layer.parameters)
    assert_gradients(nabla, layer.parameters, lambda: cost(layer, x, y))


@EVERY_KIND
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_gradients_with_a_target_at_every_step(kind, shape):
    assert_right(*layer_and_data(kind, *shape))


@EVERY_KIND
@pytest.mark.parametrize("judged", [(7,), (1,), (2, 5)], ids=str)
def test_gradients_with_targets_at_some_steps(kind, judged):
    layer, x, y = layer_and_data(kind, 2, 3, 4, 7)
    assert_right(layer, x, {t: y[t] for t in judged})


@pytest.mark.parametrize("name", ["identity", "sigmoid", "leaky relu"])
def test_gradients_with_other_activations(name):
    layer, x, y = layer_and_data("plain", 3, 4, 2, 6)
    parameters = layer.parameters.values()
    assert_right(Recurrent(*parameters, ACTIVATIONS[name]), x, y)


def test_blame_of_the_cells_is_measured_too():
    layer, x, y = layer_and_data("lstm", 2, 3, 1, 4)
    trace = layer.forward(x)
    _, nabla_c = layer.deltas(trace, {4: 2 * (trace.a[4] - y[4])})

    def cost_of_last(c):
        return np.sum((trace.o[4] * np.tanh(c) - y[4]) ** 2)

    measured = central_difference(cost_of_last, trace.c[4])
    assert relative_error(nabla_c[4], measured) < 1e-7


def test_an_open_cell_carries_blame_back_undiminished():
    """Forget gate at 1 and all else cut off: ∂C/∂c is the same at every step."""
    n = 3
    b = np.zeros((4 * n, 1))
    b[n : 2 * n] = 50.0
    layer = LSTM(np.zeros((4 * n, 2)), np.zeros((4 * n, n)), b)
    x = {t: np.ones((2, 1)) for t in range(1, 61)}
    trace = layer.forward(x)
    _, nabla_c = layer.deltas(trace, {60: np.ones((n, 1))})
    np.testing.assert_allclose(nabla_c[1], nabla_c[60], rtol=1e-12)


def test_random_layers_start_as_they_say():
    rng = np.random.default_rng(0)
    plain = Recurrent.random(200, 300, rng, scale=0.3)
    assert plain.u.std() == pytest.approx(0.3, rel=0.02)
    assert plain.w.std() == pytest.approx(1 / np.sqrt(300), rel=0.02)
    cells = LSTM.random(200, 300, rng, forget_bias=3.0)
    assert cells.u.std() == pytest.approx(1, rel=0.02)
    np.testing.assert_array_equal(np.split(cells.b, 4)[1], 3.0)
    assert not plain.b.any()
    assert not np.delete(cells.b, range(300, 600)).any()


# What is clipped


def test_clipping_shortens_what_is_long_and_nothing_else():
    nabla = {"u": np.array([[3.0]]), "w": np.array([[4.0, 0.0]])}
    assert norm(nabla) == 5
    short = clipped(nabla, 1.0)
    np.testing.assert_allclose(np.hstack([short["u"], short["w"]]), [[0.6, 0.8, 0]])
    for name, same in clipped(nabla, 10.0).items():
        np.testing.assert_array_equal(same, nabla[name])
    for most in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="choose a positive number"):
            clipped(nabla, most)


@pytest.mark.parametrize(
    "size", [1e200, np.float32(1e25)], ids=["double", "single precision"]
)
def test_clipping_shortens_what_is_longer_than_any_square(size):
    w = [[[3 * size, 4 * size]], [[6, 8]]]
    layers = {"w": np.array(w, dtype=np.asarray(size).dtype)}
    np.testing.assert_allclose(clipped(layers, 5.0)["w"], [[[3, 4]], [[3, 4]]])


# What does not fit is refused in a sentence


@EVERY_KIND
def test_parameters_that_do_not_fit(kind):
    layer, _, _ = layer_and_data(kind, 2, 3, 1, 4)
    u, w, b = layer.u, layer.w, layer.b
    for wrong in ((u, w[:-1], b), (u, w, b.T), (1.0, 1.0, 1.0)):
        with pytest.raises(ValueError, match="do not fit: expected"):
            type(layer)(*wrong)


@EVERY_KIND
def test_inputs_that_do_not_fit(kind):
    layer, x, _ = layer_and_data(kind, 2, 3, 1, 4)
    for wrong in ({}, {2: x[2]}, {1: x[1], 3: x[3]}):
        with pytest.raises(ValueError, match="one array for each step"):
            layer.forward(wrong)
    for wrong in ({1: x[1].T}, {1: x[1], 2: np.ones((2, 5))}, {1: x[1], 2: x[2][:1]}):
        with pytest.raises(ValueError, match="must all have one shape"):
            layer.forward(wrong)


@EVERY_KIND
def test_layers_side_by_side_are_as_each_alone(kind):
    alone = [layer_and_data(kind, 2, 3, 4, 5, seed) for seed in range(3)]
    parameters = zip(*(layer.parameters.values() for layer, *_ in alone), strict=True)
    together = type(alone[0][0])(*map(np.stack, parameters))
    x, y = ({t: np.stack([each[n][t] for each in alone]) for t in alone[0][1]}
            for n in (1, 2))  # fmt: skip
    a, backward = together.run(x)
    _, nabla = backward({t: 2 * (a[t] - y[t]) for t in y})
    short = clipped(nabla, 1.0)
    for n, each in enumerate(alone):
        theirs = gradients(*each)
        clipped_alone = clipped(theirs, 1.0)
        for name in theirs:
            np.testing.assert_allclose(nabla[name][n], theirs[name], atol=1e-12)
            np.testing.assert_allclose(short[name][n], clipped_alone[name], atol=1e-12)


def test_an_explosion_is_silent():
    layer = Recurrent([[1.0]], [[1e30]], [[1.0]], identity)
    x = {t: np.ones((1, 1)) for t in range(1, 40)}
    z, a = layer.forward(x)
    assert not np.isfinite(a[39]).all()
    layer.backward(x, z, a, {39: a[39]})


def test_the_layers_keep_copies():
    for kind in KINDS:
        layer, _, _ = layer_and_data(kind, 2, 3, 1, 4)
        twin = type(layer)(layer.u, layer.w, layer.b)
        twin.parameters["w"][...] = 0
        assert layer.w.any()
        assert not twin.w.any()
