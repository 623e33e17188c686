"""The small layers of the page: known numbers, and what decides on their blame."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.through_time import example

# One neuron


@pytest.mark.parametrize("inputs", example.INPUTS)
@pytest.mark.parametrize("T", [1, 2, 5, 6])
def test_one_neuron_against_central_differences(inputs, T):
    measured = central_difference(
        lambda w: example.one_neuron(w.item(), 0.3, T, inputs).cost, np.array(0.8)
    )
    run = example.one_neuron(0.8, 0.3, T, inputs)
    assert run.nabla_w == pytest.approx(measured.item(), rel=1e-7, abs=1e-11)


# Why blame vanishes


@pytest.mark.parametrize("largest", [0.8, 0.9, 1.0, 1.2])
@pytest.mark.parametrize("extra", [0.0, 2.0, 3.0])
def test_eigenvalue_in_the_long_run_singular_value_at_every_step(largest, extra):
    w = example.lopsided(largest, extra)
    expected = [largest - 0.1, largest]
    np.testing.assert_allclose(sorted(np.linalg.eigvals(w)), expected)
    lengths = example.blame_by_steps_back(largest, extra, 60, "identity")
    assert lengths[59] / lengths[58] == pytest.approx(largest, rel=1e-3)
    singular = example.largest_singular_value(w)
    assert (lengths <= singular ** np.arange(60) * (1 + 1e-9)).all()
    if extra == 0:
        assert singular == pytest.approx(largest)  # symmetric: they are the same
    else:
        assert singular > 2
        assert lengths[1] > 1  # it grows first, also where it must vanish


@pytest.mark.parametrize("kind", example.KINDS)
def test_the_singular_value_bounds_blame_with_any_activation(kind):
    for largest, extra in ((0.8, 0.0), (0.9, 2.0), (1.2, 3.0)):
        lengths = example.blame_by_steps_back(largest, extra, 60, kind)
        singular = example.largest_singular_value(example.lopsided(largest, extra))
        assert (lengths[1:] <= singular * lengths[:-1] * (1 + 1e-9)).all()


# The wall


@pytest.mark.parametrize("w", [0.9, 1.0, 1.1])
def test_the_slope_of_the_wall(w):
    measured = central_difference(lambda w: example.wall_cost(w, 50), np.array(w))
    expected = pytest.approx(measured.item(), rel=1e-4, abs=1e-4)
    assert example.wall_slope(w, 50) == expected
