"""The small convolutional network of notebook 16: gradients, training, what fits."""

import numpy as np
import pytest

from backprop_helpers.nets.convolutional_network import (
    ConvolutionalNetwork,
    accuracy,
    train,
)
from backprop_helpers.nets.functions import leaky_relu, log_likelihood, softmax, tanh
from backprop_helpers.nets.gradient_check import check_gradients
from backprop_helpers.nets.network import Network

KINDS = [  # shape of an input; kernels, their size, padding; pool
    ((3, 7), ((4, (3,), 1),), (7,)),
    ((2, 8), ((3, (2,), 0),), (2,)),
    ((1, 6, 6), ((3, (3, 3), 1),), (2, 2)),
    ((2, 5, 7), ((2, (2, 3), 0),), (3, 2)),
    ((4, 7), ((2, (1,), 0), (3, (3,), 1)), (7,)),
    ((1, 6, 6), ((2, (3, 3), 1), (3, (2, 2), 0), (2, (3, 2), 1)), (2, 2)),
]


def problem(kind, m=4, activation=tanh, classes=3):
    shape, convolutions, pool = kind
    rng = np.random.default_rng(0)
    network = ConvolutionalNetwork.random(
        shape, convolutions, pool, classes, rng, activation
    )
    for b in network.b.values():
        b += rng.normal(size=b.shape)
    x = rng.normal(size=(*shape, m))
    return network, x, np.eye(classes)[rng.integers(0, classes, m)].T


@pytest.mark.parametrize("activation", [tanh, leaky_relu], ids=lambda f: f.name)
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_gradients(kind, activation):
    network, x, y = problem(kind, activation=activation)
    report = check_gradients(network, x, y)
    layers = [*range(2, len(kind[1]) + 2), len(kind[1]) + 3]
    names = [f"{part}[{l}]" for l in layers for part in "wb"]
    assert [parameter.name for parameter in report] == names
    assert report.worst.error < 1e-7


def test_pooling_over_all_places_forgets_where():
    network, _, _ = problem(((3, 9), ((4, (3,), 1),), (9,)))
    x = np.zeros((3, 9, 2))
    x[[0, 2], [2, 3], 0] = x[[0, 2], [5, 6], 1] = 1  # the same, three places further
    out = network.forward(x)[1][4]
    np.testing.assert_allclose(out[:, 0], out[:, 1], rtol=1e-12)


def test_a_kernel_as_large_as_the_image_is_a_dense_layer():
    rng = np.random.default_rng(1)
    whole = ConvolutionalNetwork.random((1, 4, 4), ((5, (4, 4), 0),), (1, 1), 3, rng)
    w = {2: whole.w[2].reshape(5, 16), 3: whole.w[4]}
    b = {2: whole.b[2], 3: whole.b[4]}
    dense = Network(w, b, tanh, log_likelihood, softmax)
    x = rng.normal(size=(1, 4, 4, 6))
    expected = dense.forward(x.reshape(16, 6))[1][3]
    np.testing.assert_allclose(whole.forward(x)[1][4], expected, rtol=1e-12)


def test_training_learns_and_is_repeatable():
    answers = []
    for _ in range(2):
        network, x, y = problem(KINDS[0], m=12)
        before = network.cost(network.forward(x)[1][4], y)
        train(network, x, y, 0.5, 5, 40, np.random.default_rng(0))
        assert network.cost(network.forward(x)[1][4], y) < before / 5
        assert accuracy(network, x, y.argmax(axis=0)) == 1.0
        answers.append(network.w[2])
    np.testing.assert_array_equal(*answers)


def test_training_serves_a_dense_network_as_well():
    rng = np.random.default_rng(0)
    dense = Network.random((4, 3), rng, 0.1, softmax, log_likelihood)
    x = rng.normal(size=(4, 20))
    labels = x[:3].argmax(axis=0)
    train(dense, x, np.eye(3)[labels].T, 0.5, 7, 60, rng)
    assert accuracy(dense, x, labels) > 0.9


def test_a_copy_shares_nothing():
    network, x, y = problem(KINDS[2])
    twin = network.copy()
    network.step(x, y, 0.5)
    assert not np.array_equal(network.w[2], twin.w[2])
    assert network.parameters == twin.parameters == 3 * 10 + 3 * (3 * 9 + 1)


def test_what_does_not_fit_is_said():
    rng = np.random.default_rng(0)
    for size, pool in ((5, 1), (3, 3)):
        with pytest.raises(ValueError, match="does not fit on"):
            ConvolutionalNetwork.random((1, 4), ((2, (size,), 0),), (pool,), 2, rng)
    with pytest.raises(ValueError, match="zip"):
        ConvolutionalNetwork.random((1, 4, 4), ((2, (3,), 0),), (2,), 2, rng)
    network, x, y = problem(KINDS[0])
    with pytest.raises(ValueError, match="y has shape"):
        network.step(x, y[:2], 0.1)
