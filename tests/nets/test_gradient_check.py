"""The gradient check accepts right gradients and finds wrong ones."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy
from backprop_helpers.nets.gradient_check import (
    Report,
    central_difference,
    check_gradients,
    relative_error,
)
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from tests.nets.random_networks import assert_same

LOST = (np.nan, np.inf, -np.inf)


def test_central_differences_of_known_functions():
    x = np.array([[0.5, -1.0], [2.0, 0.0]])
    numeric = central_difference(lambda x: np.sum(np.sin(x)), x)
    assert numeric.shape == (2, 2)
    np.testing.assert_allclose(numeric, np.cos(x), rtol=1e-9)
    assert central_difference(lambda x: x**2, 3).shape == ()
    assert float(central_difference(lambda x: x**2, 3)) == pytest.approx(6)
    assert central_difference(lambda x: 1.0, np.ones((0, 3))).shape == (0, 3)


def test_central_differences_are_exact_for_parabolas():
    numeric = central_difference(lambda x: 3 * x**2 - x, 0.5, epsilon=0.25)
    assert float(numeric) == 2.0


def test_the_error_falls_with_the_square_of_epsilon_then_rounding_takes_over():
    def error(epsilon):
        return abs(float(central_difference(np.exp, 1.0, epsilon)) - np.e)

    assert error(1e-2) / error(1e-3) == pytest.approx(100, rel=0.01)
    assert error(1e-5) < 1e-9 < error(1e-12)


def test_the_argument_is_not_changed_even_by_a_careless_function():
    def careless(x):
        x *= 2
        return np.sum(x)

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(central_difference(careless, x), [2, 2])
    np.testing.assert_array_equal(x, [1, 2])
    whole = np.array([1, 2])
    np.testing.assert_allclose(central_difference(np.sum, whole), [1, 1])


@pytest.mark.parametrize("epsilon", [0, -1e-5, np.nan])
def test_an_epsilon_that_is_no_step_is_refused(epsilon):
    with pytest.raises(ValueError, match="choose a small one"):
        central_difference(np.sum, np.ones(2), epsilon)


@pytest.mark.parametrize(
    ("p", "q", "error"),
    [
        ([1.0, 2.0], [1.0, 4.0], 0.5),
        ([1.0, 4.0], [1.0, 2.0], 0.5),
        (2.0, 2.0, 0.0),
        ([3.0], [-3.0], 2.0),
        ([1.0], [0.0], 1.0),
        (np.zeros(3), np.zeros(3), 0.0),
        (np.zeros(0), np.zeros(0), 0.0),
        ([1e308], [-1e308], 2.0),
        ([5e-324], [5e-324], 0.0),
        *(([1.0, lost], [1.0, 2.0], np.inf) for lost in LOST),
        *(([lost], [lost], np.inf) for lost in LOST),
    ],
)
def test_relative_error_by_hand(p, q, error):
    assert relative_error(p, q) == error


def test_the_largest_number_is_the_measure_and_shapes_have_to_fit():
    assert relative_error([1e-12, 1.0], [-1e-12, 1.0]) == pytest.approx(2e-12)
    with pytest.raises(ValueError, match="cannot be compared"):
        relative_error([1.0, 2.0], [[1.0], [2.0]])


def test_relative_error_does_not_depend_on_the_unit():
    p, q = np.array([1.0, -2.0, 3.0]), np.array([1.1, -2.0, 2.9])
    for unit in (1e-200, 1e-5, 1e7, 1e200):
        expected = pytest.approx(relative_error(p, q), rel=1e-12)
        assert relative_error(unit * p, unit * q) == expected


def example():
    return worked_example.network(), worked_example.X, worked_example.Y


def test_the_worked_example_passes():
    network, x, y = example()
    report = check_gradients(network, x, y)
    assert [p.name for p in report] == ["w[2]", "b[2]", "w[3]", "b[3]"]
    assert [f"{p.kind}[{p.layer}]" for p in report] == [p.name for p in report]
    assert report.worst.error == max(p.error for p in report)
    assert report.worst.error <= 1e-8
    assert_same(network, worked_example.network())


def test_the_report_prints_no_digit_of_rounding():
    report = check_gradients(*example())
    assert isinstance(report, Report)
    assert str(report) == repr(report)
    assert str(report).splitlines() == [
        "parameter  relative error, at most",
        "w[2]       1.0e-08",
        "b[2]       1.0e-08",
        "w[3]       1.0e-08",
        "b[3]       1.0e-08",
    ]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("w[3]", lambda nabla: 0.5 * nabla),
        ("b[2]", np.negative),
        ("w[2]", np.transpose),
        ("w[2]", lambda nabla: nabla * [[1, 1], [0, 1]]),  # one entry is lost
        ("w[3]", lambda nabla: nabla * (1 + 1e-6)),
        ("b[3]", lambda nabla: nabla * np.nan),
    ],
)
def test_a_wrong_gradient_is_found_and_named(name, change):
    class Wrong(Network):
        def backward(self, z, a, y):
            delta, *nablas = super().backward(z, a, y)
            nabla, l = nablas["wb".index(name[0])], int(name[2])
            nabla[l] = change(nabla[l])
            return delta, *nablas

    network, x, y = example()
    report = check_gradients(Wrong(network.w, network.b), x, y)
    assert report.worst.name == name
    assert [p.name for p in report if p.error > 1e-7] == [name]
    assert sum("1.0e-08" in row for row in str(report).splitlines()) == 3


def test_another_epsilon_and_another_cost():
    network, x, y = example()
    network.cost = cross_entropy
    assert check_gradients(network, x, y).worst.error <= 1e-8
    assert check_gradients(network, x, y, epsilon=1e-2).worst.error > 1e-7
