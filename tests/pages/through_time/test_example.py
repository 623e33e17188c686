"""The small layers of the page: known numbers, and what decides on their blame."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.through_time import example

# One neuron, and one cell, followed by hand


def test_the_numbers_of_the_page():
    run = example.one_neuron(0.8, 1.0, 3, "1, 0, 1, 0, …")
    assert [round(run.a[t], 4) for t in (1, 2, 3)] == [0.4621, 0.3537, 0.6544]
    assert [round(run.delta[t], 4) for t in (1, 2, 3)] == [-0.1740, -0.2766, -0.3952]
    assert run.nabla_w == pytest.approx(-0.2676, abs=5e-5)
    assert run.cost == pytest.approx(0.1194, abs=5e-5)


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


@pytest.mark.parametrize("largest", [0.5, 1.0, 1.5])
def test_the_symmetric_weights_have_the_eigenvalue_they_should(largest):
    w, eigenvalues = example.symmetric_weights(largest)
    np.testing.assert_array_equal(w, w.T)
    assert np.abs(eigenvalues).max() == pytest.approx(largest)


@pytest.mark.parametrize("largest", [0.5, 0.9, 1.0, 1.1, 1.5])
def test_in_the_long_run_the_largest_eigenvalue_decides(largest):
    lengths = example.blame_by_steps_back(largest, 60, "identity")
    assert lengths[50] / lengths[49] == pytest.approx(largest, rel=1e-4)
    assert (lengths <= largest ** np.arange(60.0) * (1 + 1e-9)).all()


def test_a_slope_below_1_makes_blame_vanish_sooner():
    loud = example.blame_by_steps_back(1.0, 60, "tanh, large inputs")
    assert loud[-1] < 1e-6


@pytest.mark.parametrize(
    ("last", "state"),
    [(1e-17, "lost"), (1e-3, "vanishing"), (0.5, "steady"), (1e3, "exploding")],
)
def test_the_states_of_blame(last, state):
    assert example.state_of(np.array([1.0, last])) == state


# The wall


@pytest.mark.parametrize("w", [0.9, 1.0, 1.1])
def test_the_slope_of_the_wall(w):
    measured = central_difference(lambda w: example.wall_cost(w, 50), np.array(w))
    expected = pytest.approx(measured.item(), rel=1e-4, abs=1e-4)
    assert example.wall_slope(w, 50) == expected


def test_the_slopes_that_the_page_names():
    assert example.wall_slope(0.9, 50) == pytest.approx(-0.57, abs=0.01)
    assert example.wall_slope(1.1, 50) == pytest.approx(1.2e6, rel=0.05)


def test_the_two_walkers_of_the_page():
    free = example.descend(0.955, 50, 0.01, 20)
    assert free.thrown_out
    assert free.w[1] == pytest.approx(1.05, abs=0.005)
    assert free.w[2] == pytest.approx(-105, abs=1)
    assert free.inside[2] == example.ROOM[0]
    tied = example.descend(0.955, 50, 0.01, 20, most=1.0)
    assert not tied.thrown_out
    assert len(tied.w) == 21
    assert np.abs(np.diff(tied.w)).max() <= 0.01 + 1e-12
    assert abs(tied.w[-1] - 1) < 0.01
