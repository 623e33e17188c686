"""Activations and costs are exact at any size, and never warn."""

import copy
from decimal import Decimal, localcontext

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    COSTS,
    LEAK,
    cross_entropy,
    identity,
    leaky_relu,
    log_likelihood,
    quadratic,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from backprop_helpers.nets.gradient_check import central_difference, relative_error

SIZES = [0.0, 1e-300, 1e-9, 0.35, 1.0, 2.65, 17.0, 37.0, 40.0, 300.0, 700.0, 1000.0]
EVERYWHERE = np.array([-z for z in SIZES] + SIZES)
EXTREMES = np.array([np.finfo(float).max, -np.finfo(float).max, np.inf, -np.inf])
EVERY_ACTIVATION = pytest.mark.parametrize(
    "activation", ACTIVATIONS.values(), ids=ACTIVATIONS
)
EVERY_COST = pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)


def exact(formula, z):
    """Evaluate a formula of e^z and e^−z with 340 digits, then round once."""
    with localcontext() as context:
        context.prec, context.Emin, context.Emax = 340, -(10**6), 10**6
        z = Decimal(float(z))
        return float(formula(z.exp(), (-z).exp()))


EXACT = [
    (sigmoid.function, lambda up, down: 1 / (1 + down)),
    (sigmoid.derivative, lambda up, down: down / (1 + down) ** 2),
    (tanh.function, lambda up, down: (up - down) / (up + down)),
    (tanh.derivative, lambda up, down: 4 / (up + down) ** 2),
]


@pytest.mark.parametrize(("function", "formula"), EXACT)
def test_both_tails_are_exact_to_the_last_digits(function, formula):
    expected = [exact(formula, z) for z in EVERYWHERE]
    # The smallest number stands for results too small to have all their digits.
    np.testing.assert_allclose(function(EVERYWHERE), expected, rtol=1e-15, atol=5e-308)


@EVERY_ACTIVATION
def test_no_size_of_input_warns(activation):
    with np.errstate(all="raise", under="ignore"):
        for z in (EVERYWHERE, EXTREMES, np.array([[0]]), np.float64(3), [1.0, -1.0]):
            assert np.shape(activation(z)) == np.shape(z)
            assert np.shape(activation.derivative(z)) == np.shape(z)
            assert np.all(np.isfinite(activation.derivative(z)))


def test_the_ends_of_the_activations():
    np.testing.assert_array_equal(sigmoid(EXTREMES), [1, 0, 1, 0])
    np.testing.assert_array_equal(sigmoid.derivative(EXTREMES), [0, 0, 0, 0])
    np.testing.assert_array_equal(tanh(EXTREMES), [1, -1, 1, -1])
    np.testing.assert_array_equal(tanh.derivative(EXTREMES), [0, 0, 0, 0])


def test_a_lost_number_stays_visible():
    for activation in ACTIVATIONS.values():
        assert np.isnan(activation(np.array([np.nan])))[0]


@pytest.mark.parametrize(
    ("activation", "values", "slopes"),
    [
        (relu, [0, 0, 0, 3], [0, 0, 0, 1]),
        (leaky_relu, [-2 * LEAK, 0, 0, 3], [LEAK, LEAK, LEAK, 1]),
        (identity, [-2, 0, 0, 3], [1, 1, 1, 1]),
    ],
)
def test_activations_of_straight_lines(activation, values, slopes):
    z = np.array([-2.0, -0.0, 0.0, 3.0])
    np.testing.assert_array_equal(activation(z), values)
    np.testing.assert_array_equal(activation.derivative(z), slopes)
    assert activation(z) is not z, "changing a must not change z"
    assert 0 < LEAK < 1


@EVERY_ACTIVATION
def test_float32_stays_float32_and_input_stays_unchanged(activation):
    z = np.array([[-800, -1, 0], [1, 2, 800]], dtype=np.float32)
    before = z.copy()
    assert activation(z).dtype == activation.derivative(z).dtype == np.float32
    np.testing.assert_array_equal(z, before)


def test_names_lead_to_the_functions_and_reprs_hold_no_address():
    for table in (ACTIVATIONS, COSTS):
        for name, function in table.items():
            assert function.name == name
            assert "0x" not in repr(function)
    # Softmax is for the output layer only.
    assert set(ACTIVATIONS) == {"sigmoid", "tanh", "relu", "leaky relu", "identity"}
    assert set(COSTS) == {"quadratic", "cross-entropy", "log-likelihood"}


A = np.array([[0.9, 0.2, 0.5], [0.1, 0.6, 0.35]])
Y = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.4]])
BY_HAND = {  # of each example: outputs first, the quadratic cost has no ½
    "quadratic": [0.1**2 + 0.1**2, 0.2**2 + 0.4**2, 0.5**2 + 0.05**2],
    "cross-entropy": -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A), axis=0),
    "log-likelihood": -np.log([0.9, 0.6, 0.5 * 0.35**0.4]),
}


@EVERY_COST
def test_costs_by_hand_and_their_mean_over_the_examples(cost):
    wanted = BY_HAND[cost.name]
    np.testing.assert_allclose(cost.per_example(A, Y), wanted, rtol=1e-15)
    np.testing.assert_allclose(cost(A, Y), np.mean(wanted), rtol=1e-15)


@EVERY_COST
def test_cost_derivatives_against_central_differences(cost):
    numeric = central_difference(lambda a: np.sum(cost.per_example(a, Y)), A)
    assert relative_error(cost.derivative(A, Y), numeric) <= 1e-9


@EVERY_COST
def test_a_cost_is_never_negative_and_zero_when_right(cost):
    y = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]])
    assert str(cost(y, y)) == "0.0", "neither rounding nor a minus sign"
    assert cost(A, y) > 0
    assert isinstance(cost(A, y), float)


def test_cross_entropy_at_the_ends_is_finite():
    a, y = np.array([[0.0, 1.0, 0.0, 1.0]]), np.array([[0.0, 1.0, 1.0, 0.0]])
    with np.errstate(all="raise", under="ignore"):
        costs, slopes = cross_entropy.per_example(a, y), cross_entropy.derivative(a, y)
    # Below ln of the smallest number above 0, and of 1 less the largest below 1.
    np.testing.assert_array_equal(costs, [0, 0, 745, 37])
    # One-sided limits where a is right: 1 / (1 − a) = 1 and −1 / a = −1.
    np.testing.assert_array_equal(slopes[0, :2], [1, -1])
    assert np.all(np.isfinite(slopes))
    assert slopes[0, 2] < -1e300
    assert slopes[0, 3] == np.exp(37)


@pytest.mark.parametrize("cost", [cross_entropy, log_likelihood], ids=lambda c: c.name)
def test_a_cost_of_logarithms_stays_float32_and_refuses_no_probabilities(cost):
    a = np.array([[0, 1, 0.25]], dtype=np.float32)
    y = np.array([[1, 0, 1]], dtype=np.float32)
    slopes = cost.derivative(a, y)
    assert slopes.dtype == cost.per_example(a, y).dtype == np.float32
    assert np.all(np.isfinite(slopes))
    assert np.isfinite(cost(a, y))
    end = {cross_entropy: "sigmoid", log_likelihood: "softmax"}[cost]
    for wrong in (-0.1, 1.1):
        with pytest.raises(ValueError, match=rf"between 0 and 1: .* {end}\."):
            cost(np.array([[wrong]]), np.array([[1.0]]))


def test_cross_entropy_grows_to_37_where_an_output_rounds_to_1():
    z = np.linspace(30, 45, 500)
    costs = [cross_entropy(sigmoid([[each]]), [[0.0]]) for each in z]
    assert cross_entropy(sigmoid([[37.0]]), [[0.0]]) == costs[-1] == 37
    assert np.all(np.diff(costs) >= 0)
    np.testing.assert_allclose(costs, np.minimum(z, 37), rtol=0.02)


def test_cross_entropy_keeps_the_digits_of_tiny_outputs():
    a = np.array([[1e-20, 5e-324, 1e-20]])
    y = np.array([[0.0, 1.0, 1.0]])
    expected = [1e-20, -np.log(5e-324), -np.log(1e-20)]
    np.testing.assert_allclose(cross_entropy.per_example(a, y), expected, rtol=1e-15)


@EVERY_ACTIVATION
@EVERY_COST
def test_output_delta_is_the_derivative_by_z(cost, activation):
    z = np.array([[0.3, 0.8, 0.1], [0.7, 0.2, 0.55]])  # inside (0, 1) for every σ
    a = activation(z)

    def total(z):
        return np.sum(cost.per_example(activation(z), Y))

    numeric = central_difference(total, z)
    assert relative_error(cost.output_delta(z, a, Y, activation), numeric) <= 1e-8


def test_cross_entropy_of_a_saturated_sigmoid_still_learns():
    z = np.array([[-1000.0, 1000.0, -1000.0]])
    y = np.array([[1.0, 0.0, 0.0]])
    delta = cross_entropy.output_delta(z, sigmoid(z), y, sigmoid)
    np.testing.assert_array_equal(delta, [[-1, 1, 0]])
    again = copy.deepcopy(cross_entropy).output_delta(z, sigmoid(z), y, sigmoid)
    np.testing.assert_array_equal(again, delta)
    stuck = quadratic.output_delta(z, sigmoid(z), y, sigmoid)
    np.testing.assert_array_equal(stuck, [[0, 0, 0]])


LARGE = [20.0, 37.0, 40.0, 300.0, 800.0, 1e5]


@pytest.mark.parametrize("size", [z for large in LARGE for z in (-large, large)])
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_output_delta_of_a_saturated_output(size, y):
    z, y = np.array([[size]]), np.array([[y]])
    up, down = sigmoid(z), sigmoid(-z)
    with np.errstate(all="raise", under="ignore"):
        found = log_likelihood.output_delta(z, up, y, sigmoid)
        np.testing.assert_array_equal(found, -y * down)  # −y (ln σ)′
        if size > 0:  # below 0 tanh is no probability
            found = cross_entropy.output_delta(z, tanh(z), y, tanh)
            np.testing.assert_allclose(found, 2 * (1 - y), atol=1e-15)


@pytest.mark.parametrize("size", LARGE)
def test_output_delta_of_a_saturated_softmax(size):
    z, y = np.array([[size], [0.0]]), np.array([[0.2], [0.8]])
    with np.errstate(all="raise", under="ignore"):
        delta = cross_entropy.output_delta(z, softmax(z), y, softmax)
    # Of two outputs one is 1 less the other: C = −0.4 ln a₁ − 1.6 ln a₂.
    a = sigmoid(z[0])
    np.testing.assert_allclose(delta[:, 0], [2 * a[0] - 0.4, 0.4 - 2 * a[0]])


def test_output_delta_of_cross_entropy_with_one_or_three_of_softmax():
    one = np.array([[3.0]])
    assert cross_entropy.output_delta(one, softmax(one), one / 6, softmax) == 0
    # C = −ln(1 − a₁) − ln a₂ − ln a₃, and 1 − a₁ = a₂ + a₃ keeps its digits as a ratio.
    z, y = np.array([[800.0], [0.0], [-1.0]]), np.array([[0.0], [1.0], [1.0]])
    share = 1 / (1 + np.exp(-1.0))
    delta = cross_entropy.output_delta(z, softmax(z), y, softmax)
    np.testing.assert_allclose(delta[:, 0], [3, -1 - share, share - 2])


NO_FLOATS = [np.uint8, np.int8, bool, int, list]


def as_kind(values, kind):
    return values if kind is list else np.array(values).astype(kind)


@pytest.mark.parametrize("kind", NO_FLOATS)
@pytest.mark.parametrize("f", [*ACTIVATIONS.values(), softmax], ids=lambda f: f.name)
def test_an_activation_takes_what_is_no_array_of_floats(f, kind):
    z = as_kind([[0, 1, 100], [-128, 1, 0]], kind)
    functions = [f] if f == softmax else [f, f.derivative]
    for function in functions:
        found, wanted = function(z), function(np.array(z, dtype=float))
        assert found.dtype == float
        np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("kind", NO_FLOATS)
@EVERY_COST
def test_a_cost_takes_what_is_no_array_of_floats(cost, kind):
    exact, y = [[1, 0, 1], [0, 1, 0]], np.array([[1.0, 0, 0], [0, 1, 1]])
    targets = as_kind(y.tolist(), kind)
    for a in (A, as_kind(exact, kind)):
        floats = np.array(a, dtype=float)
        assert cost(a, targets) == cost(floats, y)
        found = cost.derivative(a, targets)
        np.testing.assert_array_equal(found, cost.derivative(floats, y))
    for activation in (sigmoid, tanh, relu, softmax):
        a = activation(A)
        found = cost.output_delta(A, a, targets, activation)
        wanted = cost.output_delta(A, a, y, activation)
        np.testing.assert_array_equal(found, wanted)


@EVERY_COST
def test_targets_of_another_shape_are_refused(cost):
    for y in (np.array([1.0, 0.2]), np.ones((2, 1)), np.ones((3, 2))):
        with pytest.raises(ValueError, match="y has shape"):
            cost(A, y)
        with pytest.raises(ValueError, match="y has shape"):
            cost.output_delta(A, A, y, sigmoid)
    with pytest.raises(ValueError, match="empty"):
        cost(np.ones((2, 0)), np.ones((2, 0)))


def test_the_cost_of_a_diverged_run_does_not_warn():
    a, y = np.array([[1e200, np.inf]]), np.array([[-1e200, np.inf]])
    assert not np.isfinite(quadratic(a, y))


def test_softmax_by_hand():
    z = np.log([[1.0, 5.0], [2.0, 5.0], [5.0, 10.0]])
    expected = [[1 / 8, 1 / 4], [2 / 8, 1 / 4], [5 / 8, 2 / 4]]
    np.testing.assert_allclose(softmax(z), expected, rtol=1e-15)
    np.testing.assert_allclose(softmax(z[:, 0]), [1 / 8, 2 / 8, 5 / 8], rtol=1e-15)


def test_the_columns_of_softmax_sum_to_one_whatever_is_added():
    z = np.random.default_rng(0).normal(scale=20, size=(7, 50))
    a = softmax(z)
    assert np.all(a > 0)
    np.testing.assert_allclose(a.sum(axis=0), 1, rtol=1e-14)
    np.testing.assert_array_equal(a.argmax(axis=0), z.argmax(axis=0))
    for shift in (-1000.0, 1.0, 1e5, np.linspace(-700, 700, 50)):
        np.testing.assert_allclose(softmax(z + shift), a, rtol=1e-9, atol=1e-300)


def test_softmax_of_two_is_a_sigmoid_of_the_difference():
    z = np.array([EVERYWHERE, np.zeros_like(EVERYWHERE)])
    # exp of a sum has the rounding of the sum: a relative 1e-13 at 700.
    np.testing.assert_allclose(softmax(z)[0], sigmoid(EVERYWHERE), rtol=1e-12)


def test_no_size_of_input_makes_softmax_warn():
    ends = [1e308, -1e308, np.inf, -np.inf, 0.0, 1e300, -1e300]
    z = np.array([[p, q] for p in ends for q in ends]).T
    with np.errstate(all="raise", under="ignore"):
        a = softmax(z)
    assert np.isfinite(a).all()
    np.testing.assert_allclose(a.sum(axis=0), 1, rtol=1e-15)
    large, small = [1e308, 0, np.inf, 1e300, 1e308], [0, -1e308, 0, -np.inf, 1e299]
    np.testing.assert_array_equal(softmax([large, small]), [[1] * 5, [0] * 5])
    np.testing.assert_array_equal(softmax(np.full(4, np.inf)), 0.25)
    np.testing.assert_array_equal(softmax(np.full(4, -np.inf)), 0.25)
    assert np.isnan(softmax(np.array([[np.nan], [0.0]]))).any(), "a lost number"


def test_softmax_keeps_float32_and_its_input():
    z = np.array([[-800, 1, 3e38], [1, 2, np.inf]], dtype=np.float32)
    before = z.copy()
    with np.errstate(all="raise", under="ignore"):
        a = softmax(z)
    assert a.dtype == np.float32
    assert np.isfinite(a).all()
    np.testing.assert_array_equal(z, before)


PROBABLE = np.array([[1.0, 0.0, 0.2], [0.0, 0.0, 0.5], [0.0, 1.0, 0.3]])


@pytest.mark.parametrize("scale", [0.1, 1.0, 5.0])
@EVERY_COST
def test_output_delta_of_softmax_is_the_derivative_by_z(cost, scale):
    z = scale * np.array([[0.3, -0.8, 0.1], [0.7, 1.2, 0.55], [-0.4, 0.2, 0.9]])
    # Targets that sum to 1, and some that do not.
    for y in (PROBABLE, 0.5 * PROBABLE, np.ones((3, 3)) - PROBABLE):
        numeric = central_difference(
            lambda z, y=y: np.sum(cost.per_example(softmax(z), y)), z
        )
        delta = cost.output_delta(z, softmax(z), y, softmax)
        assert relative_error(delta, numeric) <= 1e-8


def test_log_likelihood_with_softmax_is_the_difference():
    z = np.array([[0.3, -800.0, 0.1], [0.7, 900.0, 0.55], [-0.4, 0.2, 0.9]])
    a = softmax(z)
    delta = log_likelihood.output_delta(z, a, PROBABLE, softmax)
    np.testing.assert_allclose(delta, a - PROBABLE, rtol=1e-14, atol=1e-16)
    assert delta[1, 1] == 1, "as wrong as can be, and it still learns"
    np.testing.assert_allclose(delta.sum(axis=0), 0, atol=1e-15)


def test_log_likelihood_at_the_ends_is_finite():
    a = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
    y = np.array([[1, 0, 1], [0, 1, 0]])
    with np.errstate(all="raise", under="ignore"):
        costs = log_likelihood.per_example(a, y)
        slopes = log_likelihood.derivative(a, y)
    np.testing.assert_array_equal(costs, [745, 0, 0])
    assert np.isfinite(slopes).all()
    assert slopes[0, 0] < -1e300
