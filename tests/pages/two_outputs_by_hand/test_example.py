"""The worked example gives the published numbers, digit for digit."""

import itertools

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.two_outputs_by_hand.example import (
    ETA,
    PARAMETERS,
    X,
    Y,
    chain,
    parameter_name,
)
from tests.pages.two_outputs_by_hand import published


def column(values):
    return np.array(values, dtype=float).reshape(-1, 1)


def assert_digits(value, digits, atol=1e-15):
    """Agree to 1e-14 of the number itself, or to one rounding of numbers near 1."""
    np.testing.assert_allclose(value, digits, rtol=1e-14, atol=atol)


def test_the_numbers_cannot_be_changed_by_accident():
    for numbers in (X, Y):
        with pytest.raises(ValueError, match="read-only"):
            numbers[0] = 1
    worked_example.network().w[2][0, 0] = 9
    assert worked_example.network().w[2][0, 0] == 0.3


def test_forward_and_backward():
    network = worked_example.network()
    z, a = network.forward(X)
    delta, nabla_w, nabla_b = network.backward(z, a, Y)
    assert_digits(network.cost(a[3], Y), published.COST)
    for l in (2, 3):
        assert_digits(z[l], column(published.Z[l]))
        assert_digits(a[l], column(published.A[l]))
        assert_digits(delta[l], column(published.DELTA[l]), atol=1e-16)
        assert_digits(nabla_w[l], published.NABLA_W[l], atol=1e-16)
        assert_digits(nabla_b[l], column(published.DELTA[l]), atol=1e-16)


def test_update():
    network = worked_example.network()
    assert_digits(network.step(X, Y, ETA), published.COST)
    for l in (2, 3):
        assert_digits(network.w[l], published.NEW_W[l])
        assert_digits(network.b[l], column(published.NEW_B[l]))


@pytest.mark.parametrize("steps", published.AFTER)
def test_after_many_steps(steps):
    network = worked_example.network()
    for _ in range(steps):
        network.step(X, Y, ETA)
    output, cost = published.AFTER[steps]
    _, a = network.forward(X)
    # Each step may add a rounding of its own.
    np.testing.assert_allclose(a[3], column(output), rtol=1e-14 + 1e-16 * steps)
    np.testing.assert_allclose(network.cost(a[3], Y), cost, rtol=1e-14 + 2e-15 * steps)


def outputs(eta, steps=1000):
    """Return both outputs before the first step and after each, (steps + 1, 2)."""
    network, found = worked_example.network(), []
    for _ in range(steps + 1):
        z, a = network.forward(X)
        found.append(a[3].ravel())
        _, nabla_w, nabla_b = network.backward(z, a, Y)
        for l in network.w:
            network.w[l] -= eta * nabla_w[l]
            network.b[l] -= eta * nabla_b[l]
    return np.array(found)


def test_what_the_page_says_of_larger_learning_rates():
    assert outputs(0.1)[300, 1] == pytest.approx(0.2, abs=1e-4)
    assert np.sum((outputs(10)[-1] - Y.ravel()) ** 2) == pytest.approx(8e-6, rel=0.05)
    settled, jumping = outputs(13)[-2:, 1], outputs(14)[-2:, 1]
    assert abs(settled[0] - settled[1]) < 1e-6
    assert abs(jumping[0] - jumping[1]) > 0.02
    second = outputs(20)[:, 1]
    assert second[1:100].max() < 0.1
    assert min(second[-2:]) < 0.18 < 0.22 < max(second[-2:])
    assert outputs(26)[1:, 1].max() > 0.1
    for eta in (27, 31.6):  # not lost for ever: at 27 it is back after 1124 steps
        assert outputs(eta)[1:, 1].max() < 0.1
    assert outputs(27, 1200)[1:, 1].max() > 0.1


def test_the_published_step():
    network = worked_example.network()
    for digits, atol in (
        ([0.712257432295742, 0.533097573871501], 1e-15),
        ([0.7187729999291985, 0.523807451860988], 5e-16),
    ):
        output = network.forward(X)[1][3]
        np.testing.assert_allclose(output, column(digits), rtol=0, atol=atol)
        network.step(X, Y, ETA)


def test_the_twelve_parameters():
    names = [parameter_name(p) for p in PARAMETERS]
    expected = "w²₁₁ w²₁₂ w²₂₁ w²₂₂ b²₁ b²₂ w³₁₁ w³₁₂ w³₂₁ w³₂₂ b³₁ b³₂"
    assert " ".join(names) == expected


def test_the_chain_reads_as_it_is_written():
    first, second = chain(worked_example.network(), X, Y, ("w", 2, 1, 2))
    assert [factor.symbol for factor in first] == [
        "∂C/∂a³₁ = 2 (a³₁ − y₁)",
        "∂a³₁/∂z³₁ = σ′(z³₁)",
        "∂z³₁/∂a²₁ = w³₁₁",
        "∂a²₁/∂z²₁ = σ′(z²₁)",
        "∂z²₁/∂w²₁₂ = x₂",
    ]
    assert [factor.latex for factor in second] == [
        r"\frac{\partial C}{\partial a^3_{2}} = 2 (a^3_{2} - y_{2})",
        r"\frac{\partial a^3_{2}}{\partial z^3_{2}} = \sigma'(z^3_{2})",
        r"\frac{\partial z^3_{2}}{\partial a^2_{1}} = w^3_{21}",
        r"\frac{\partial a^2_{1}}{\partial z^2_{1}} = \sigma'(z^2_{1})",
        r"\frac{\partial z^2_{1}}{\partial w^2_{12}} = x_{2}",
    ]
    for parameter, symbol in (
        (("w", 3, 2, 1), "∂z³₂/∂w³₂₁ = a²₁"),
        (("b", 3, 2), "∂z³₂/∂b³₂ = 1"),
        (("b", 2, 1), "∂z²₁/∂b²₁ = 1"),
    ):
        *_, path = chain(worked_example.network(), X, Y, parameter)
        assert path[-1].symbol == symbol


@pytest.mark.parametrize("parameter", PARAMETERS, ids=parameter_name)
def test_each_factor_ends_where_the_next_begins(parameter):
    """That they are the derivative, all ways to a gradient say: tests/nets."""
    paths = chain(worked_example.network(), X, Y, parameter)
    assert [len(path) for path in paths] == ([5, 5] if parameter[1] == 2 else [3])
    for path in paths:
        fractions = [factor.symbol.split(" = ")[0].split("/") for factor in path]
        assert fractions[0][0] == "∂C"
        assert fractions[-1][1] == "∂" + parameter_name(parameter)
        for above, below in itertools.pairwise(fractions):
            assert above[1] == below[0]


def test_the_factors_have_the_values_of_their_symbols():
    (a21, a22), (a31, a32) = published.A[2], published.A[3]
    slope_a21, slope_a31, slope_a32 = (a * (1 - a) for a in (a21, a31, a32))
    for parameter, values in (
        (("w", 2, 1, 2), [2 * (a32 - 0.2), slope_a32, -0.3, slope_a21, 3]),
        (("w", 3, 1, 2), [2 * (a31 - 1), slope_a31, a22]),
    ):
        *_, path = chain(worked_example.network(), X, Y, parameter)
        np.testing.assert_allclose([f.value for f in path], values, rtol=1e-14)


def test_a_chain_of_something_else_is_refused():
    network, parameter = worked_example.network(), PARAMETERS[0]
    deep = Network.random((2, 2, 2, 2), np.random.default_rng(0))
    other = Network(network.w, network.b, cost=cross_entropy)
    two = np.hstack([X, X]), np.hstack([Y, Y])
    for arguments in (
        (deep, X, Y, parameter),
        (other, X, Y, parameter),
        (network, *two, parameter),
        (network, X, Y[:, 0], parameter),
        (network, X, Y, ("w", 4, 1, 1)),
        (network, X, Y, ("w", 2, 1, 3)),
    ):
        with pytest.raises(ValueError, match="Take the network, x and y of the exam"):
            chain(*arguments)
