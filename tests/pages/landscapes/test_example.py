"""The surfaces of pages 13 and 14 have the gradients and level places they promise."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.optimizers import FAR, OPTIMISERS
from backprop_helpers.pages.landscapes.example import (
    PLATEAU,
    SADDLE,
    SURFACES,
    TWO_MINIMA,
    descend_from_many,
    near_the_ridge,
    where,
)
from backprop_helpers.pages.optimizers import example as optimizers

ALL = optimizers.SURFACES | SURFACES
EVERY = pytest.mark.parametrize("surface", ALL.values(), ids=ALL)


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


def test_the_curvatures_of_the_ravine_are_those_it_is_named_by():
    found = curvatures(optimizers.RAVINE, (0.0, 0.0))
    np.testing.assert_allclose(found, [optimizers.FLAT, optimizers.STEEP], rtol=1e-6)


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
@pytest.mark.parametrize("name", OPTIMISERS)
def test_from_many_as_from_one(surface, name):
    start = (1.3, -0.7)
    (alone,) = optimizers.descend(surface, [OPTIMISERS[name](0.01)], start, 20)
    many = descend_from_many(surface, OPTIMISERS[name](0.01), [start, (0, 1)], 20)
    np.testing.assert_allclose(many[0], alone.parameters[-1], rtol=1e-9)


def test_near_the_ridge_only_the_way_across_it_shrinks():
    starts = np.random.default_rng(0).normal(size=(5, 2))
    moved = near_the_ridge(SADDLE, starts, 0.1)
    np.testing.assert_allclose(moved, starts * [1, 0.1])
    (ridge, _), *_ = TWO_MINIMA.saddles
    moved = near_the_ridge(TWO_MINIMA, starts, 0.1)
    np.testing.assert_allclose(moved[:, 0] - ridge, 0.1 * (starts[:, 0] - ridge))
    np.testing.assert_array_equal(moved[:, 1], starts[:, 1])
    np.testing.assert_array_equal(near_the_ridge(PLATEAU, starts, 0.1), starts)


def test_words_for_places():
    (low, high), (saddle,) = TWO_MINIMA.minima, TWO_MINIMA.saddles
    points = np.array([low, high, saddle, (0, 1.5), (np.nan, 0), (2 * FAR, 0)])
    words = ["lowest", "higher", "saddle", "on its way", "diverged", "diverged"]
    assert where(TWO_MINIMA, points).tolist() == words
    assert where(SADDLE, np.array(SADDLE.minima)).tolist() == ["lowest", "lowest"]
