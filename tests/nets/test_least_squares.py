"""Levenberg–Marquardt: its Jacobian, its steps, and that it never climbs."""

import warnings

import numpy as np
import pytest

from backprop_helpers.nets import functions
from backprop_helpers.nets.functions import identity, sigmoid, softmax, tanh
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.least_squares import (
    damped_step,
    jacobian,
    levenberg_marquardt,
    multiplications,
    parameters,
    residuals,
    set_parameters,
)
from backprop_helpers.nets.network import Network
from tests.nets.random_networks import assert_same, problem

CASES = [
    ((3, 4, 1), tanh, identity),
    ((2, 3, 2), sigmoid, sigmoid),
    ((2, 3, 3, 3), tanh, identity),
    ((3, 2), tanh, tanh),
    ((2, 4, 3), tanh, softmax),
]
EVERY = pytest.mark.parametrize(("sizes", "activation", "output"), CASES, ids=str)


def example(sizes, activation, output, m=6):
    kinds = {"scale": 0.7, "activation": activation, "output": output}
    return problem(sizes, m, seed=len(sizes), **kinds)


@EVERY
def test_the_jacobian_is_that_of_the_residuals(sizes, activation, output):
    network, x, y = example(sizes, activation, output)
    exact, W = jacobian(network, x), parameters(network)
    assert exact.shape == (6 * sizes[-1], len(W))

    def residual(W, i):
        other = network.copy()
        set_parameters(other, W)
        return residuals(other, x, y)[i]

    for i, row in enumerate(exact):
        measured = central_difference(lambda W, i=i: residual(W, i), W)
        assert relative_error(measured, row) < 1e-7


@EVERY
def test_parameters_go_out_and_in(sizes, activation, output):
    network, _, _ = example(sizes, activation, output)
    other = Network.random(sizes, np.random.default_rng(9), 1.0, activation)
    set_parameters(other, parameters(network))
    assert_same(other, network)
    parameters(network)[:] = 0  # a copy
    assert network.w[2].any()
    with pytest.raises(ValueError, match=r"^W is \(3,\), expected"):
        set_parameters(network, np.zeros(3))


def test_the_numbers_of_the_page():
    J, r = np.array([[1.0], [2.0]]), np.array([-1.0, -4.0])
    # A large κ is a small step of descent.
    for kappa, step in ((1e-12, 1.8), (1.0, 1.5), (1000.0, 9 / 1005), (1e9, 9e-9)):
        assert damped_step(J.T @ J, J.T @ r, kappa) == pytest.approx(step)


def test_a_linear_model_needs_one_step():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(2, 20)), rng.normal(size=(1, 20))
    network = Network.random((2, 1), rng, 1.0, identity)
    fit = levenberg_marquardt(network, x, y, 1, kappa=1e-10)
    with_ones = np.vstack([x, np.ones(20)]).T
    best, *_ = np.linalg.lstsq(with_ones, y[0], rcond=None)
    np.testing.assert_allclose(parameters(network), best, rtol=1e-8)
    assert fit.costs[-1] == pytest.approx(np.mean((with_ones @ best - y[0]) ** 2))


@EVERY
@pytest.mark.parametrize("kappa", [1e-12, 0.01, 1e12])
def test_the_cost_never_rises_and_kappa_follows(sizes, activation, output, kappa):
    network, x, y = example(sizes, activation, output)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit = levenberg_marquardt(network, x, y, 30, kappa)
    assert fit.costs.shape == fit.kappas.shape == (31,)
    assert (np.diff(fit.costs)[fit.accepted] < 0).all()
    assert (np.diff(fit.costs)[~fit.accepted] == 0).all()
    assert (np.diff(fit.kappas)[fit.accepted] <= 0).all()
    assert (np.diff(fit.kappas)[~fit.accepted] >= 0).all()
    r = residuals(network, x, y)
    assert r @ r / 6 == pytest.approx(fit.costs[-1], rel=1e-9)


def test_it_takes_far_fewer_steps_than_descent():
    network, x, y = example((3, 4, 1), tanh, identity, m=20)
    other = network.copy()
    fit = levenberg_marquardt(network, x, y, 30)
    for _ in range(300):
        other.step(x, y, 0.1)
    assert fit.costs[-1] < other.cost(other.forward(x)[1][3], y)


def test_where_no_step_can_be_solved_kappa_grows():
    network, x, y = example((2, 1), identity, identity)
    fit = levenberg_marquardt(network, 1e8 * x[[0, 0]], y, 30)
    assert np.isfinite(fit.costs).all()
    assert max(fit.kappas) > fit.kappas[0]


def test_what_it_refuses():
    network, x, y = example((2, 3, 1), tanh, identity)
    for wrong in ({"kappa": 0}, {"kappa": np.inf}, {"factor": 1}):
        with pytest.raises(ValueError, match=r"^kappa is .*take 0\.01 and 10\.$"):
            levenberg_marquardt(network, x, y, 1, **wrong)
    network.w[3][0, 0] = np.nan
    with pytest.raises(ValueError, match="cost at the start is not finite"):
        levenberg_marquardt(network, x, y, 1)
    entropy = Network.random((2, 1), np.random.default_rng(0), 1.0, sigmoid)
    entropy.cost = functions.cross_entropy
    with pytest.raises(ValueError, match="it has to be quadratic"):
        jacobian(entropy, x)


def test_the_price_grows_like_the_cube():
    gradient, levenberg = multiplications((3, 4, 1), 150)
    assert (gradient, levenberg) == (3 * 21 * 150, 9450 + 33075 + 3087)
    small, large = (multiplications((10, n, 1), 10)[1] for n in (100, 1000))
    assert large / small == pytest.approx(1000, rel=0.05)


@pytest.mark.parametrize("change", [lambda y: y[:1], lambda y: y[0], np.transpose])
def test_targets_of_another_shape_are_refused(change):
    network = Network.random((2, 3, 2), np.random.default_rng(0), 1.0, tanh)
    before = parameters(network)
    x, y = np.random.default_rng(1).normal(size=(2, 2, 5))
    with pytest.raises(ValueError, match=r"y has shape .*, not \(2, 5\)"):
        levenberg_marquardt(network, x, change(y), 3)
    np.testing.assert_array_equal(parameters(network), before)
