"""The cell of the page, and the one under the hand: known numbers."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.nets.lstm import LSTM
from backprop_helpers.pages.lstm import example
from backprop_helpers.practice.registry import SHEETS


def test_a_cell_under_the_hand():
    still = example.keep(f=1, i=0, o=0.5, T=40)
    np.testing.assert_array_equal(still.c, 1.0)
    np.testing.assert_allclose(still.a, 0.5 * np.tanh(1))
    np.testing.assert_array_equal(still.back, 1.0)
    np.testing.assert_allclose(example.keep(0.5, 0, 1, 4).c, [1, 0.5, 0.25, 0.125])
    np.testing.assert_allclose(example.keep(0.5, 1, 1, 4).back, [0.125, 0.25, 0.5, 1])


def cost(z_i, z_f, z_g, z_o, c_before):
    """Return what has, at the page's numbers, their ∂C/∂a and ∂C/∂c⟨t+1⟩."""
    cell = example.CELL
    i, f, o = (1 / (1 + np.exp(-z)) for z in (z_i, z_f, z_o))
    c = f * c_before + i * np.tanh(z_g)
    through_a = cell["nabla_a"] * o * np.tanh(c)
    return through_a + cell["nabla_c_next"] * cell["f_next"] * c


def test_the_blame_of_the_page_against_central_differences():
    cell = example.CELL
    z = [np.log(cell[gate] / (1 - cell[gate])) for gate in "ifo"]
    at = np.array([*z[:2], np.arctanh(cell["g"]), z[2], cell["c_before"]])
    measured = central_difference(lambda at: cost(*at), at)
    _, back = example.one_step()
    expected = [back[name] for name in ("i", "f", "g", "o", "c_before")]
    np.testing.assert_allclose(measured, expected, rtol=1e-8)


def test_the_pencil_and_the_package_give_the_numbers_of_the_drawing():
    forward, back = example.one_step()
    numbers = SHEETS["cell_back"].numbers()
    for name in ("kept", "let_in", "c", "squeezed", "a"):
        assert numbers[name] == pytest.approx(forward[name], rel=1e-12)
    found = {"cell_blame": "c", "blame_before": "c_before"}
    found |= {f"delta_{gate}": gate for gate in "fio"}
    for result, name in found.items():
        assert numbers[result] == pytest.approx(back[name], rel=1e-12)
    cell = LSTM(np.zeros((4, 1)), np.zeros((4, 1)), np.zeros((4, 1)))
    trace = cell.forward({t: np.zeros((1, 1)) for t in (1, 2)})
    for name in "ifgo":
        getattr(trace, name)[1][:] = forward[name]
    trace.c[0][:], trace.c[1][:], trace.f[2][:] = 2.0, forward["c"], 0.5
    trace.o[2][:] = 1.0  # and ∂C/∂a⟨2⟩ so that ∂C/∂c⟨2⟩ is 0.4
    last = np.array([[0.4 / (1 - np.tanh(trace.c[2].item()) ** 2)]])
    delta, nabla_c = cell.deltas(trace, {1: np.ones((1, 1)), 2: last})
    assert nabla_c[1].item() == pytest.approx(back["c"], rel=1e-12)
    expected = [back[gate] for gate in "ifgo"]
    np.testing.assert_allclose(delta[1].ravel(), expected, rtol=1e-12)
