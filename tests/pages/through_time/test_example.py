"""The small layers of the page: known numbers, and what decides on their blame."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.through_time import example

# One neuron, and one cell, followed by hand


@pytest.mark.parametrize("inputs", example.INPUTS)
@pytest.mark.parametrize("T", [1, 2, 5, 8])
def test_one_neuron_against_central_differences(inputs, T):
    measured = central_difference(
        lambda w: example.one_neuron(w.item(), 0.3, T, inputs).cost, np.array(0.8)
    )
    run = example.one_neuron(0.8, 0.3, T, inputs)
    assert run.nabla_w == pytest.approx(measured.item(), rel=1e-7, abs=1e-11)


def test_a_cell_under_the_hand():
    still = example.keep(f=1, i=0, o=0.5, T=40)
    np.testing.assert_array_equal(still.c, 1.0)
    np.testing.assert_allclose(still.a, 0.5 * np.tanh(1))
    np.testing.assert_array_equal(still.back, 1.0)
    np.testing.assert_allclose(example.keep(0.5, 0, 1, 4).c, [1, 0.5, 0.25, 0.125])
    np.testing.assert_allclose(example.keep(0.5, 1, 1, 4).back, [0.125, 0.25, 0.5, 1])


# Why blame vanishes


@pytest.mark.parametrize("largest", [0.5, 0.9, 1.0, 1.1, 1.5])
def test_in_the_long_run_the_largest_eigenvalue_decides(largest):
    w, _ = example.symmetric_weights(largest)
    np.testing.assert_array_equal(w, w.T)
    lengths = example.blame_by_steps_back(largest, 60, "identity")
    assert lengths[50] / lengths[49] == pytest.approx(largest, rel=1e-4)


# The wall


@pytest.mark.parametrize("w", [0.9, 1.0, 1.1])
def test_the_slope_of_the_wall(w):
    measured = central_difference(lambda w: example.wall_cost(w, 50), np.array(w))
    expected = pytest.approx(measured.item(), rel=1e-4, abs=1e-4)
    assert example.wall_slope(w, 50) == expected
