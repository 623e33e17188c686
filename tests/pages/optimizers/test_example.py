"""The test surfaces have the gradients, minima and saddles that they promise."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.optimizers import FAR, OPTIMISERS, SGD
from backprop_helpers.pages.optimizers.example import (
    RAVINE,
    SADDLE,
    SURFACES,
    descend,
    descend_from_many,
    where,
)

EVERY = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def curvatures(surface, place):
    """Return the least and the largest curvature at a place that is level."""
    np.testing.assert_allclose(surface.gradient(np.array(place)), 0, atol=1e-12)
    table = [
        central_difference(lambda W, i=i: surface.gradient(W)[i], place, 1e-4)
        for i in (0, 1)
    ]
    return np.linalg.eigvalsh(np.array(table))


@EVERY
def test_gradients_are_those_of_the_costs_for_points_in_any_array(surface):
    W = np.random.default_rng(0).uniform(-2, 2, size=(4, 5, 2))
    costs, gradients = surface.cost(W), surface.gradient(W)
    assert costs.shape == (4, 5)
    for i in np.ndindex(4, 5):
        assert costs[i] == pytest.approx(surface.cost(W[i]))
        measured = central_difference(surface.cost, W[i])
        assert relative_error(measured, gradients[i]) < 1e-7


@EVERY
def test_minima_are_level_and_curve_up_the_lowest_first(surface):
    assert all(curvatures(surface, place)[0] > 0 for place in surface.minima)
    lowest, *others = (surface.cost(np.array(place)) for place in surface.minima)
    assert 0 <= lowest <= min(others, default=lowest)
    far = np.random.default_rng(2).uniform(-2.4, 2.4, size=(2000, 2))
    assert surface.cost(far).min() >= lowest


@EVERY
def test_saddles_are_level_and_curve_both_ways(surface):
    for place in surface.saddles:
        low, high = curvatures(surface, place)
        assert low < 0 < high


@EVERY
@pytest.mark.parametrize("name", OPTIMISERS)
def test_together_as_alone_and_from_many_as_from_one(surface, name):
    start = (1.3, -0.7)
    every = [kind(0.01) for kind in OPTIMISERS.values()]
    together = descend(surface, every, start, 20)
    (alone,) = descend(surface, [OPTIMISERS[name](0.01)], start, 20)
    one = together[list(OPTIMISERS).index(name)]
    np.testing.assert_array_equal(one.parameters, alone.parameters)
    many = descend_from_many(surface, OPTIMISERS[name](0.01), [start, (0, 1)], 20)
    if not alone.diverged:
        np.testing.assert_allclose(many[0], alone.parameters[-1], rtol=1e-9)


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


def test_words_for_places():
    surface = SURFACES["local minimum"]
    (low, high), (saddle,) = surface.minima, surface.saddles
    points = np.array([low, high, saddle, (0, 1.5), (np.nan, 0), (2 * FAR, 0)])
    words = ["lowest", "higher", "saddle", "on its way", "diverged", "diverged"]
    assert where(surface, points).tolist() == words
    assert where(SADDLE, np.array(SADDLE.minima)).tolist() == ["lowest", "lowest"]
