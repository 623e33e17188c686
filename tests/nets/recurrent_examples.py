"""Recurrent layers of many shapes, with random inputs and blame, for the tests."""

import numpy as np

from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.lstm import LSTM
from backprop_helpers.nets.recurrent import Recurrent

SHAPES = [(1, 1, 1, 1), (2, 3, 1, 5), (3, 4, 5, 8), (4, 2, 3, 12)]  # k, n, m, T
KINDS = {"plain": (Recurrent, 1), "lstm": (LSTM, 4)}


def layer_and_data(kind, k, n, m, T, seed=0):
    """Return a layer with no parameter at zero, x[1 … T] and targets y[1 … T]."""
    rng = np.random.default_rng(seed)
    layer_class, rows = KINDS[kind]
    u, w = rng.normal(size=(rows * n, k)), rng.normal(size=(rows * n, n))
    layer = layer_class(u, 0.7 * w, rng.normal(size=(rows * n, 1)))
    x = {t: rng.normal(size=(k, m)) for t in range(1, T + 1)}
    return layer, x, {t: rng.uniform(-1, 1, size=(n, m)) for t in x}


def cost(layer, x, y):
    """Return the mean over the batch of Σ_t Σ_j (a⟨t⟩ − y⟨t⟩)², over the steps of y."""
    a, _ = layer.run(x)
    return sum(np.sum((a[t] - y[t]) ** 2, axis=0) for t in y).mean()


def assert_gradients(nabla, parameters, cost):
    """Assert that nabla holds the slopes of cost() along the named parameters."""
    assert set(nabla) == set(parameters)
    for name, array in parameters.items():
        start = array.copy()

        def moved(values, array=array):
            array[...] = values
            return cost()

        measured = central_difference(moved, start)
        array[...] = start
        assert relative_error(nabla[name], measured) < 1e-7, name


def gradients(layer, x, y):
    """Return the gradients of that cost by name."""
    a, backward = layer.run(x)
    return backward({t: 2 * (a[t] - y[t]) for t in y})[1]
