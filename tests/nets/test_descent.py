"""Gradient descent takes the steps it says, and divergence is a state, no warning."""

import numpy as np
import pytest

from backprop_helpers.nets.descent import gradient_descent


def bowl(W):
    return float(W @ W)


def bowl_gradient(W):
    return 2 * W


def test_steps_by_hand():
    start = np.array([1, -2])
    path = gradient_descent(bowl, bowl_gradient, start, 0.25, 3)
    np.testing.assert_array_equal(start, [1, -2])
    points = [[1, -2], [0.5, -1], [0.25, -0.5], [0.125, -0.25]]
    np.testing.assert_array_equal(path.parameters, points)
    np.testing.assert_array_equal(path.costs, [5, 1.25, 0.3125, 0.078125])
    assert path.diverged is False
    still = gradient_descent(bowl, bowl_gradient, start, 0.1, 0)
    assert (still.parameters.shape, still.costs.shape) == ((1, 2), (1,))


@pytest.mark.parametrize("eta", [1.1, 10.0, 1e300])
def test_a_path_that_runs_away_is_cut_while_it_is_finite(eta):
    path = gradient_descent(bowl, bowl_gradient, [1.0, -2.0], eta, 5000)
    assert path.diverged
    assert np.all(np.isfinite(path.parameters))
    assert np.all(np.isfinite(path.costs))
    assert np.abs(path.parameters).max() <= 1e6
    assert len(path.parameters) == len(path.costs) < 5000


def test_other_ways_to_run_away():
    def wall(W):
        return np.inf if W[0] < 0.5 else bowl(W)

    def log(W):
        return np.log(W[0])  # undefined beyond 0

    for cost, gradient in (
        (wall, bowl_gradient),
        (log, lambda W: 1 / W + 1),
        (bowl, lambda W: W * np.nan),
        (bowl, lambda W: W / 0),
    ):
        path = gradient_descent(cost, gradient, [1.0], 0.3, 50)
        assert path.diverged
        assert np.all(np.isfinite(path.parameters))
        assert np.all(np.isfinite(path.costs))


def test_bouncing_for_ever_is_not_diverging():
    path = gradient_descent(bowl, bowl_gradient, [3.0], 1.0, 100)
    assert not path.diverged
    np.testing.assert_array_equal(path.parameters[:, 0], [3.0, -3.0] * 50 + [3.0])


@pytest.mark.parametrize("eta", [0, -0.1, np.inf, np.nan])
def test_an_eta_that_leads_nowhere_is_refused(eta):
    with pytest.raises(ValueError, match=r"eta is .*: choose a positive number"):
        gradient_descent(bowl, bowl_gradient, [1.0], eta, 3)


def test_wrong_shapes_are_refused():
    for cost, start in ((lambda W: 1.0, [[1.0]]), (bowl, [np.nan])):
        with pytest.raises(ValueError, match="start must be a vector"):
            gradient_descent(cost, bowl_gradient, start, 0.1, 3)
    with pytest.raises(ValueError, match=r"gradient has shape \(2, 1\), not \(2,\)"):
        gradient_descent(bowl, lambda W: W.reshape(2, 1), [1.0, 2.0], 0.1, 3)
    path = gradient_descent(bowl, lambda W: (2 * W[0], 2 * W[1]), [1.0, 2.0], 0.25, 1)
    np.testing.assert_array_equal(path.parameters[-1], [0.5, 1.0])
