"""The curvature of a line's cost: its limit 2/λmax, and the states with names."""

import numpy as np
import pytest

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.optimizers import curvature


def random_points(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(2, 3, size=12), rng.normal(-1, 2, size=12)


def descend(eta, x, y, steps):
    cost, gradient = (lambda W, f=f: f(*W, x, y) for f in (line.cost, line.gradient))
    return gradient_descent(cost, gradient, [3.0, -2.0], eta, steps)


def test_by_hand():
    x = np.array([0.0, 1.0, 2.0, 3.0])
    np.testing.assert_array_equal(curvature.hessian(x), [[7, 3], [3, 2]])


@pytest.mark.parametrize("seed", range(5))
def test_hessian_against_central_differences(seed):
    x, y = random_points(seed)
    W = np.random.default_rng(seed).normal(size=2)
    for row in (0, 1):
        numeric = central_difference(lambda W, row=row: line.gradient(*W, x, y)[row], W)
        assert relative_error(curvature.hessian(x)[row], numeric) <= 1e-8


def test_the_limit_is_the_limit():
    x, y = random_points(1)
    limit = curvature.largest_eta(x)
    best = line.cost(*line.best_line(x, y), x, y)
    below, above = (descend(limit * f, x, y, 2000) for f in (0.99, 1.01))
    assert below.costs[-1] == pytest.approx(best, rel=1e-9)
    assert not below.diverged
    assert above.diverged
    assert np.all(np.diff(above.costs[-100:]) > 0)


def test_iris_has_the_limit_that_the_page_shows():
    iris = load_iris()
    assert curvature.largest_eta(iris.petal_length) == pytest.approx(
        0.0554123, rel=1e-6
    )


def test_every_regime_has_its_name():
    x = np.array([-1.0, 1.0, -1.5, 1.5])  # centred: λ = 2 mean(x²) = 3.25 and 2
    limit = curvature.largest_eta(x)
    assert limit == pytest.approx(2 / 3.25, rel=1e-15)
    assert curvature.regime(0.01, x) == "slow"
    assert curvature.regime(0.3, x) == "good"
    assert curvature.regime(0.9 * limit, x) == "oscillating"
    assert curvature.regime(limit, x) == "oscillating"
    assert curvature.regime(np.nextafter(limit, 1), x) == "diverging"
    assert curvature.regime(0.01, x, steps=1000) == "good"


@pytest.mark.parametrize("seed", range(3))
def test_regimes_name_what_the_paths_do(seed):
    x, y = random_points(seed)
    steps = 60
    vectors = np.linalg.eigh(curvature.hessian(x)).eigenvectors
    for eta in np.linspace(0.01, 1.3, 40) * curvature.largest_eta(x):
        path = descend(eta, x, y, steps)
        errors = (path.parameters - line.best_line(x, y)) @ vectors
        name = curvature.regime(eta, x, steps)
        if name == "diverging":
            assert path.costs[-1] > path.costs[0]
            continue
        assert path.costs[-1] < path.costs[0]
        flips = errors[1, 1] / errors[0, 1] < -0.6
        left = abs(errors[-1, 0] / errors[0, 0]) > 0.1
        assert name == ("oscillating" if flips else "slow" if left else "good")
