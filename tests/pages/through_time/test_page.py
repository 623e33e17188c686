"""What the page says of its matrix and of its two walkers."""

import numpy as np
import pytest

from backprop_helpers.nets.recurrent import Recurrent, shared_gradients, truncated
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


@pytest.mark.slow
def test_blame_of_large_inputs_vanishes_wherever_the_sliders_stand():
    kind = "tanh, large inputs"
    for largest in np.linspace(0.8, 1.2, 41):
        for extra in np.linspace(0, 3, 31):
            lengths = example.blame_by_steps_back(largest, extra, 60, kind)
            assert example.state_of(lengths) == "vanishing"


def test_a_tanh_tames_what_explodes():
    lengths = {
        kind: example.blame_by_steps_back(1.2, 2.0, 60, kind)[-1]
        for kind in example.KINDS
    }
    assert 8e5 < lengths["identity"] < 1e6
    assert f"{lengths['tanh, small inputs']:.0f}" == "4"
    assert lengths["tanh, large inputs"] < 1e-3


def test_other_draws_of_small_inputs_end_elsewhere():
    """Nine in ten of them between 0.04 and 440 times: far below the identity."""
    w, ends = example.lopsided(1.2, 2.0), []
    layer = Recurrent(np.eye(2), w, np.zeros((2, 1)))
    for seed in range(200):
        x = 0.01 * np.random.default_rng(seed).standard_normal((60, 2, 1))
        z, _ = layer.forward(dict(enumerate(x, start=1)))
        delta = layer.deltas(z, {60: np.array([[1.0], [0.0]])})
        ends.append(np.linalg.norm(delta[1]) / np.linalg.norm(delta[60]))
    assert np.mean((np.array(ends) > 0.04) & (np.array(ends) < 440)) >= 0.85
    assert min(ends) < 0.1
    assert 100 < max(ends) < 1e5


def test_four_of_six_terms_are_nearly_all():
    layer = Recurrent([[0.5]], [[0.8]], [[0.0]])
    x = {t: np.array([[float(t % 2)]]) for t in range(1, 7)}
    z, a = layer.forward(x)
    delta = layer.deltas(z, {6: 2 * (a[6] - 1)})
    cut, full = (
        shared_gradients(truncated(delta, tau), x, a)["w"].item() for tau in (4, 6)
    )
    assert 0.95 < cut / full < 1


def test_a_small_step_reaches_the_valley_without_clipping():
    walk = example.descend(0.955, 50, 3e-4, 40)
    assert not walk.thrown_out
    assert walk.w[-1] == pytest.approx(1, abs=0.01)
