"""The line: its gradient, its minimum, and steps that are repeated."""

from functools import partial

import numpy as np
import pytest

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.gradient_descent_on_a_line import example as line

X = np.array([0.0, 1.0, 2.0, 3.0])
Y = np.array([1.0, 3.0, 2.0, 5.0])


def random_points(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(2, 3, size=12), rng.normal(-1, 2, size=12)


def test_by_hand():
    # ŷ = 2x + 1 = 1, 3, 5, 7: errors 0, 0, 3, 2.
    np.testing.assert_array_equal(line.predict(2, 1, X), [1, 3, 5, 7])
    assert line.cost(2, 1, X, Y) == (9 + 4) / 4
    slopes = [2 * (6 + 6) / 4, 2 * (3 + 2) / 4]
    np.testing.assert_array_equal(line.gradient(2, 1, X, Y), slopes)


@pytest.mark.parametrize("seed", range(5))
def test_gradient_against_central_differences(seed):
    x, y = random_points(seed)
    W = np.random.default_rng(seed).normal(size=2)
    numeric = central_difference(lambda W: line.cost(*W, x, y), W)
    assert relative_error(line.gradient(*W, x, y), numeric) <= 1e-8


@pytest.mark.parametrize("seed", range(5))
def test_best_line_is_where_the_gradient_is_zero(seed):
    x, y = random_points(seed)
    w, b = line.best_line(x, y)
    np.testing.assert_allclose(line.gradient(w, b, x, y), 0, atol=1e-13)
    np.testing.assert_allclose((w, b), np.polyfit(x, y, 1), rtol=1e-11)


def test_best_line_far_from_the_origin_keeps_its_digits():
    w, b = line.best_line(X + 1e8, Y)
    assert w == pytest.approx(1.1, rel=1e-14)
    assert b == pytest.approx(1.1 - 1.1e8, rel=1e-14)


def test_iris_has_the_line_that_the_page_shows():
    iris = load_iris()
    w, b = line.best_line(iris.petal_length, iris.petal_width)
    assert (w, b) == pytest.approx((0.415755, -0.363076), rel=1e-5)


def step_by_hand(w, b, x, y, eta):
    slopes = line.gradient(w, b, x, y)
    return w - eta * slopes[0], b - eta * slopes[1]


def test_any_step_can_be_repeated():
    path = line.repeat(step_by_hand, X, Y, 0.1, 3)
    point, points = (0.0, 0.0), [(0.0, 0.0)]
    for _ in range(3):
        point = step_by_hand(*point, X, Y, 0.1)
        points.append(point)
    np.testing.assert_array_equal(path.parameters, points)
    assert path.costs.tolist() == [line.cost(*each, X, Y) for each in points]
    assert not path.diverged


@pytest.mark.parametrize("last", [2e6, np.inf, np.nan])
def test_steps_that_run_away_end_before(last):
    places = iter([(1.0, 2.0), (3.0, last), (0.0, 0.0)])
    path = line.repeat(lambda *given: next(places), X, Y, 0.1, 3)
    np.testing.assert_array_equal(path.parameters, [(0, 0), (1, 2)])
    assert path.diverged


def test_points_that_do_not_fit_are_refused():
    of_a_line = [partial(function, 1, 0) for function in (line.cost, line.gradient)]
    for function in (*of_a_line, line.best_line):
        with pytest.raises(ValueError, match="y has shape"):
            function(X, Y[:3])
    with pytest.raises(ValueError, match="All x are equal"):
        line.best_line(np.ones(4), Y)
