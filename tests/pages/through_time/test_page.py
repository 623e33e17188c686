"""What the page says of its matrix."""

import numpy as np

from backprop_helpers.pages.through_time import example


def test_a_mixture_of_the_two_stretched_columns():
    w = example.lopsided(0.9, 2.0)
    np.testing.assert_allclose(w, [[0.9, 2.0], [0.0, 0.8]])
    np.testing.assert_allclose(w.T @ [0, 1], [0, 0.8])
    np.testing.assert_allclose(w.T @ [1, 20], [0.9, 18])
    for n in (1, 6, 50):
        back = np.linalg.matrix_power(w.T, n) @ [1, 0]
        mixed = 0.9**n * np.array([1, 20]) - 20 * 0.8**n * np.array([0, 1])
        np.testing.assert_allclose(back, mixed, atol=1e-12)
    assert f"{example.largest_singular_value(w):.2f}" == "2.31"


def test_a_tanh_tames_what_explodes():
    ways = {
        kind: example.blame_by_steps_back(1.2, 2.0, 60, kind) for kind in example.KINDS
    }
    lengths = {kind: way[-1] for kind, way in ways.items()}
    least = ways["tanh, small inputs"].min()
    assert f"{least:.2f}" == "0.17"
    assert 8e5 < lengths["identity"] < 1e6
    assert f"{lengths['tanh, small inputs']:.0f}" == "4"
    assert lengths["tanh, large inputs"] < 1e-3
