"""The worked example gives the published numbers, digit for digit."""

import itertools

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.two_outputs_by_hand.example import (
    ETA,
    PARAMETERS,
    X,
    Y,
    chain,
    parameter_name,
    wrong_order_step,
)
from tests.pages.two_outputs_by_hand.published import (
    AFTER,
    COST,
    DELTA,
    NABLA_W,
    NEW_B,
    NEW_W,
    A,
    Z,
)


def column(values):
    return np.array(values, dtype=float).reshape(-1, 1)


def assert_digits(value, published, atol=1e-15):
    """Agree to 1e-14 of the number itself, or to one rounding of numbers near 1."""
    np.testing.assert_allclose(value, published, rtol=1e-14, atol=atol)


def gradients(network):
    return network.backward(*network.forward(X), Y)


def test_the_setting():
    network = worked_example.network()
    np.testing.assert_array_equal(X, [[2], [3]])
    np.testing.assert_array_equal(Y, [[1], [0.2]])
    assert ETA == 0.1
    np.testing.assert_array_equal(network.w[2], [[0.3, -0.4], [0.2, 0.6]])
    np.testing.assert_array_equal(network.b[2], [[0.25], [0.45]])
    np.testing.assert_array_equal(network.w[3], [[0.7, 0.5], [-0.3, -0.1]])
    np.testing.assert_array_equal(network.b[3], [[0.15], [0.35]])


def test_the_numbers_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        X[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        Y[0] = 1
    worked_example.network().w[2][0, 0] = 9
    assert worked_example.network().w[2][0, 0] == 0.3


def test_forward():
    z, a = worked_example.network().forward(X)
    for l in (2, 3):
        assert_digits(z[l], column(Z[l]))
    for l in (1, 2, 3):
        assert_digits(a[l], column(A[l]))


def test_cost():
    network = worked_example.network()
    assert_digits(network.cost(network.forward(X)[1][3], Y), COST)


def test_backward():
    delta, nabla_w, nabla_b = gradients(worked_example.network())
    for l in (2, 3):
        assert_digits(delta[l], column(DELTA[l]), atol=1e-16)
        assert_digits(nabla_w[l], NABLA_W[l], atol=1e-16)
        assert_digits(nabla_b[l], column(DELTA[l]), atol=1e-16)


def test_update():
    network = worked_example.network()
    assert_digits(network.step(X, Y, ETA), COST)
    for l in (2, 3):
        assert_digits(network.w[l], NEW_W[l])
        assert_digits(network.b[l], column(NEW_B[l]))


@pytest.mark.parametrize("steps", AFTER)
def test_after_many_steps(steps):
    network = worked_example.network()
    for _ in range(steps):
        network.step(X, Y, ETA)
    output, cost = AFTER[steps]
    _, a = network.forward(X)
    # Each step may add a rounding of its own.
    np.testing.assert_allclose(a[3], column(output), rtol=1e-14 + 1e-16 * steps)
    np.testing.assert_allclose(network.cost(a[3], Y), cost, rtol=1e-14 + 2e-15 * steps)


def test_the_published_step():
    network = worked_example.network()
    before = network.forward(X)[1][3][:, 0]
    network.step(X, Y, ETA)
    after = network.forward(X)[1][3][:, 0]
    published_before = [0.712257432295742, 0.533097573871501]
    published_after = [0.7187729999291985, 0.523807451860988]
    np.testing.assert_allclose(before, published_before, rtol=0, atol=5e-16 + 5e-16)
    np.testing.assert_allclose(after, published_after, rtol=0, atol=5e-16)


def test_the_wrong_order():
    wrong, right = worked_example.network(), worked_example.network()
    assert wrong_order_step(wrong, X, Y, ETA) == right.step(X, Y, ETA)
    a = wrong.forward(X)[1][3][:, 0]
    np.testing.assert_allclose(a, [0.71879534, 0.523796], rtol=0, atol=5e-7)
    np.testing.assert_allclose(a[0], 0.71879534, rtol=0, atol=5e-9)
    np.testing.assert_array_equal(wrong.w[3], right.w[3])
    np.testing.assert_array_equal(wrong.b[3], right.b[3])
    difference = np.abs(a - right.forward(X)[1][3][:, 0]).max()
    assert 2e-5 < difference < 3e-5

    _, a = worked_example.network().forward(X)
    late = (right.w[3].T @ column(DELTA[3])) * a[2] * (1 - a[2])
    assert_digits(wrong.b[2], column([0.25, 0.45]) - ETA * late)
    assert_digits(wrong.w[2], [[0.3, -0.4], [0.2, 0.6]] - ETA * late @ X.T)


def test_the_twelve_parameters():
    names = [parameter_name(p) for p in PARAMETERS]
    expected = "w²₁₁ w²₁₂ w²₂₁ w²₂₂ b²₁ b²₂ w³₁₁ w³₁₂ w³₂₁ w³₂₂ b³₁ b³₂"
    assert " ".join(names) == expected
    assert PARAMETERS[1] == ("w", 2, 1, 2)
    assert PARAMETERS[11] == ("b", 3, 2)


def exact(network, x, y, parameter):
    _, nabla_w, nabla_b = network.backward(*network.forward(x), y)
    kind, l, *indices = parameter
    row, *column = (i - 1 for i in indices)
    return nabla_w[l][row, column[0]] if kind == "w" else nabla_b[l][row, 0]


def product_sum(paths):
    return sum(np.prod([factor.value for factor in path]) for path in paths)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=parameter_name)
def test_the_chain_is_the_derivative(parameter):
    network = worked_example.network()
    paths = chain(network, X, Y, parameter)
    assert [len(path) for path in paths] == ([5, 5] if parameter[1] == 2 else [3])
    derivative = exact(network, X, Y, parameter)
    np.testing.assert_allclose(product_sum(paths), derivative, rtol=1e-14, atol=0)


@pytest.mark.parametrize("activation", [None, tanh])
def test_the_chain_follows_any_numbers(activation):
    rng = np.random.default_rng(0)
    kinds = {} if activation is None else {"activation": activation}
    for parameter in PARAMETERS * 3:
        network = Network.random((2, 2, 2), rng, **kinds)
        x, y = rng.normal(size=(2, 1)), rng.uniform(size=(2, 1))
        derivative = exact(network, x, y, parameter)
        found = product_sum(chain(network, x, y, parameter))
        np.testing.assert_allclose(found, derivative, rtol=1e-12, atol=1e-17)


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
    (path,) = chain(worked_example.network(), X, Y, ("w", 3, 2, 1))
    assert path[-1].symbol == "∂z³₂/∂w³₂₁ = a²₁"
    (path,) = chain(worked_example.network(), X, Y, ("b", 3, 2))
    assert path[-1].symbol == "∂z³₂/∂b³₂ = 1"
    assert path[-1].latex == r"\frac{\partial z^3_{2}}{\partial b^3_{2}} = 1"
    _, path = chain(worked_example.network(), X, Y, ("b", 2, 1))
    assert path[-1].symbol == "∂z²₁/∂b²₁ = 1"


@pytest.mark.parametrize("parameter", PARAMETERS, ids=parameter_name)
def test_each_factor_ends_where_the_next_begins(parameter):
    for path in chain(worked_example.network(), X, Y, parameter):
        fractions = [factor.symbol.split(" = ")[0].split("/") for factor in path]
        assert fractions[0][0] == "∂C"
        assert fractions[-1][1] == "∂" + parameter_name(parameter)
        for above, below in itertools.pairwise(fractions):
            assert above[1] == below[0]


def test_the_factors_have_the_values_of_their_symbols():
    z, a = worked_example.network().forward(X)
    slope = {l: a[l] * (1 - a[l]) for l in (2, 3)}
    _, path = chain(worked_example.network(), X, Y, ("w", 2, 1, 2))
    values = [2 * (a[3][1, 0] - 0.2), slope[3][1, 0], -0.3, slope[2][0, 0], 3]
    np.testing.assert_allclose([f.value for f in path], values, rtol=1e-14)
    assert all(type(factor.value) is float for factor in path)
    (path,) = chain(worked_example.network(), X, Y, ("w", 3, 1, 2))
    values = [2 * (a[3][0, 0] - 1), slope[3][0, 0], a[2][1, 0]]
    np.testing.assert_allclose([f.value for f in path], values, rtol=1e-14)
    assert z.keys() == {2, 3}


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
        with pytest.raises(
            ValueError, match="Take the network, x and y of the example"
        ):
            chain(*arguments)
