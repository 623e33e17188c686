"""Descents on the surfaces of this page, and the swings of momentum."""

import numpy as np
import pytest

from backprop_helpers.nets.optimizers import FAR, OPTIMISERS, SGD, Adam, Momentum
from backprop_helpers.pages.optimizers.example import (
    FLAT,
    RAVINE,
    STEEP,
    SURFACES,
    Stepper,
    descend,
    rate,
    steps_to_a_thousandth,
    swing,
)
from backprop_helpers.practice import EXERCISES

EVERY = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
ADAM_STEP = EXERCISES["adam_step"].solution


@EVERY
@pytest.mark.parametrize("name", OPTIMISERS)
def test_together_as_alone(surface, name):
    every = [kind(0.01) for kind in OPTIMISERS.values()]
    together = descend(surface, every, (1.3, -0.7), 20)
    (alone,) = descend(surface, [OPTIMISERS[name](0.01)], (1.3, -0.7), 20)
    one = together[list(OPTIMISERS).index(name)]
    np.testing.assert_array_equal(one.parameters, alone.parameters)


def test_a_path_in_the_ravine_shrinks_by_its_two_factors():
    (path,) = descend(RAVINE, [SGD(0.02)], (-2, 1), 10)
    t = np.arange(11)
    np.testing.assert_allclose(path.parameters[:, 0], -2 * 0.96**t)
    np.testing.assert_allclose(path.parameters[:, 1], 0.2**t)
    np.testing.assert_allclose(path.costs, RAVINE.cost(path.parameters))
    assert not path.diverged


@EVERY
@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_path_that_runs_away_is_cut_and_finite(surface, name):
    (path,) = descend(surface, [OPTIMISERS[name](5.0)], (2.0, 1.5), 200)
    assert np.isfinite(path.parameters).all()
    assert np.isfinite(path.costs).all()
    assert np.abs(path.parameters).max() <= FAR
    assert path.diverged == (len(path.costs) < 201)


@pytest.mark.parametrize("start", [(1,), (1, 2, 3), (np.nan, 0), (np.inf, 1)])
def test_a_senseless_start_is_refused(start):
    with pytest.raises(ValueError, match=r"give two numbers, w₁ and w₂"):
        descend(RAVINE, [SGD(0.1)], start, 1)


@EVERY
def test_a_readers_step_goes_the_way_of_adam(surface):
    paths = descend(surface, [Stepper(ADAM_STEP, 0.3), Adam(0.3)], (-1.2, 1.0), 60)
    own, other = (path.parameters for path in paths)
    np.testing.assert_allclose(own, other, rtol=1e-9)


def test_a_readers_step_is_not_called_far_out():
    def uphill(w, *others):
        assert np.abs(w).max() <= FAR
        return 100 * w, w, w

    (path,) = descend(RAVINE, [Stepper(uphill, 0.1)], (1.0, 1.0), 10)
    assert path.diverged
    assert len(path.costs) == 4


# Momentum in one direction

SETTINGS = [(0.04, 0.8), (0.089, 0.8), (0.065, 0.42), (2 / 42, 0.0), (0.01, 0.1)]


@pytest.mark.parametrize(("eta", "mu"), SETTINGS)
def test_each_direction_of_the_ravine_is_a_swing(eta, mu):
    (path,) = descend(RAVINE, [Momentum(eta, mu)], (1.0, 1.0), 30)
    both = np.array([swing(eta, mu, curvature, 30) for curvature in (FLAT, STEEP)])
    np.testing.assert_allclose(path.parameters, both.T, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("curvature", [FLAT, STEEP, 7.0])
@pytest.mark.parametrize(("eta", "mu"), [*SETTINGS, (0.091, 0.8), (0.11, 0.5)])
def test_the_rate_is_what_each_step_keeps_in_the_end(eta, mu, curvature):
    kept = float(rate(eta, mu, curvature))
    roots = np.roots([1, -(1 + mu - eta * curvature), mu])
    assert kept == pytest.approx(np.abs(roots).max(), rel=1e-6)
    distances = np.abs(swing(eta, mu, curvature, 400))
    # The largest of 100 steps, against that 200 steps later: a swing passes 0.
    early, late = distances[50:150].max(), distances[250:350].max()
    assert (late / early) ** (1 / 200) == pytest.approx(kept, rel=0.02)


@pytest.mark.parametrize("mu", np.linspace(0, 0.99, 12))
@pytest.mark.parametrize("curvature", [FLAT, STEEP, 6.191])
def test_the_limit_that_the_page_derives(mu, curvature):
    limit = 2 * (1 + mu) / curvature
    assert rate(limit, mu, curvature) == pytest.approx(1)
    assert rate(0.999 * limit, mu, curvature) < 1 < rate(1.001 * limit, mu, curvature)


def test_how_many_steps_to_a_thousandth():
    needed = steps_to_a_thousandth(np.array([0.1, 0.5, 1.0, 1.3]))
    np.testing.assert_allclose(needed[:2], [3, np.log2(1000)])
    assert np.isinf(needed[2:]).all()
