"""The line: its gradient, its limit 2/λmax, its named states."""

from functools import partial

import numpy as np
import pytest

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.gradient_descent_on_a_line import example as line

X = np.array([0.0, 1.0, 2.0, 3.0])
Y = np.array([1.0, 3.0, 2.0, 5.0])


def random_points(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(2, 3, size=12), rng.normal(-1, 2, size=12)


def descend(eta, x, y, steps):
    cost, gradient = (lambda W, f=f: f(*W, x, y) for f in (line.cost, line.gradient))
    return gradient_descent(cost, gradient, [3.0, -2.0], eta, steps)


def test_by_hand():
    # ŷ = 2x + 1 = 1, 3, 5, 7: errors 0, 0, 3, 2.
    np.testing.assert_array_equal(line.predict(2, 1, X), [1, 3, 5, 7])
    assert line.cost(2, 1, X, Y) == (9 + 4) / 4
    slopes = [2 * (6 + 6) / 4, 2 * (3 + 2) / 4]
    np.testing.assert_array_equal(line.gradient(2, 1, X, Y), slopes)
    np.testing.assert_array_equal(line.hessian(X), [[7, 3], [3, 2]])


@pytest.mark.parametrize("seed", range(5))
def test_gradient_and_hessian_against_central_differences(seed):
    x, y = random_points(seed)
    W = np.random.default_rng(seed).normal(size=2)
    numeric = central_difference(lambda W: line.cost(*W, x, y), W)
    assert relative_error(line.gradient(*W, x, y), numeric) <= 1e-8
    for row in (0, 1):
        numeric = central_difference(lambda W, row=row: line.gradient(*W, x, y)[row], W)
        assert relative_error(line.hessian(x)[row], numeric) <= 1e-8


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


def test_the_limit_is_the_limit():
    x, y = random_points(1)
    limit = line.largest_eta(x)
    best = line.cost(*line.best_line(x, y), x, y)
    below, above = (descend(limit * f, x, y, 2000) for f in (0.99, 1.01))
    assert below.costs[-1] == pytest.approx(best, rel=1e-9)
    assert not below.diverged
    assert above.diverged
    assert np.all(np.diff(above.costs[-100:]) > 0)


def test_iris_has_the_limit_that_the_page_shows():
    iris = load_iris()
    assert line.largest_eta(iris.petal_length) == pytest.approx(0.0554123, rel=1e-6)
    w, b = line.best_line(iris.petal_length, iris.petal_width)
    assert (w, b) == pytest.approx((0.415755, -0.363076), rel=1e-5)


def test_every_regime_has_its_name():
    x = np.array([-1.0, 1.0, -1.5, 1.5])  # centred: λ = 2 mean(x²) = 3.25 and 2
    limit = line.largest_eta(x)
    assert limit == pytest.approx(2 / 3.25, rel=1e-15)
    assert line.regime(0.01, x) == "slow"
    assert line.regime(0.3, x) == "good"
    assert line.regime(0.9 * limit, x) == "oscillating"
    assert line.regime(limit, x) == "oscillating"
    assert line.regime(np.nextafter(limit, 1), x) == "diverging"
    assert line.regime(0.01, x, steps=1000) == "good"


@pytest.mark.parametrize("seed", range(3))
def test_regimes_name_what_the_paths_do(seed):
    x, y = random_points(seed)
    steps = 60
    vectors = np.linalg.eigh(line.hessian(x)).eigenvectors
    for eta in np.linspace(0.01, 1.3, 40) * line.largest_eta(x):
        path = descend(eta, x, y, steps)
        errors = (path.parameters - line.best_line(x, y)) @ vectors
        name = line.regime(eta, x, steps)
        if name == "diverging":
            assert path.costs[-1] > path.costs[0]
            continue
        assert path.costs[-1] < path.costs[0]
        flips = errors[1, 1] / errors[0, 1] < -0.6
        left = abs(errors[-1, 0] / errors[0, 0]) > 0.1
        assert name == ("oscillating" if flips else "slow" if left else "good")


def test_points_that_do_not_fit_are_refused():
    of_a_line = [partial(function, 1, 0) for function in (line.cost, line.gradient)]
    for function in (*of_a_line, line.best_line):
        with pytest.raises(ValueError, match="y has shape"):
            function(X, Y[:3])
    with pytest.raises(ValueError, match="All x are equal"):
        line.best_line(np.ones(4), Y)
