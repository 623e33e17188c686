"""Measured slopes and their errors are those that were worked out by hand."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from backprop_helpers.pages.bug_museum.panels import differences
from tests.panels.course_panels import said
from tests.panels.pictures import following


def test_the_slopes_of_the_examples_are_exact():
    for example in differences.examples().values():
        if example.third == np.inf:
            continue
        f, x, h = example.function, example.x, 1e-3
        slope = (f(x + h) - f(x - h)) / (2 * h)
        third = (f(x + 2 * h) - 2 * f(x + h) + 2 * f(x - h) - f(x - 2 * h)) / (2 * h**3)
        assert slope - example.third * h**2 / 6 == pytest.approx(example.slope, 1e-9)
        assert third == pytest.approx(example.third, rel=1e-4, abs=1e-4)


def errors_drawn(panel, **values):
    """Return the numbers of both curves of errors, and of the marks on them."""
    lines = [line.get_xydata() for line in following(panel, **values)][-4:]
    return lines[::2], lines[1::2]


def test_errors_of_a_cube_are_those_worked_out_by_hand():
    panel = differences.size_of_epsilon()
    for epsilon in (1.0, 0.1, 0.01):
        _, marks = errors_drawn(panel, epsilon=epsilon)
        expected = [3 * epsilon + epsilon**2, epsilon**2]
        assert [mark[0, 1] for mark in marks] == pytest.approx(expected, rel=1e-9)


def test_the_marks_stand_on_the_curves():
    panel = differences.size_of_epsilon()
    slider = differences.EPSILON
    for position in (0, 7, 30, 60):
        part = position / slider.count  # as in controls.js
        value = slider.low * (slider.high / slider.low) ** part
        lines, marks = errors_drawn(panel, epsilon=float(f"{value:.3g}"))
        for line, mark in zip(lines, marks, strict=True):
            np.testing.assert_array_equal(line[:1], mark)  # the rest is not yet reached
            assert len(line) == slider.count + 1 - position


@pytest.mark.parametrize("name", ["x³ at 1", "sin x at 1", "σ(x) at 1"])
def test_the_central_error_is_a_v_with_its_tip_near_1e_minus_5(name):
    panel = differences.size_of_epsilon()
    lines, _ = errors_drawn(panel, function=name, epsilon=1e-12)
    (epsilon, one_sided), (_, central) = (line.T for line in lines)

    def tip(errors):
        # Rounding makes them jump: the median of five neighbours does not.
        medians = np.median(sliding_window_view(errors, 5), axis=1)
        return epsilon[2:-2][np.argmin(medians)]

    assert 1e-9 < tip(one_sided) < 1e-7
    assert 1e-6 < tip(central) < 1e-4

    def steepness(errors, part):
        return np.polyfit(np.log(epsilon[part]), np.log(errors[part]), 1)[0]

    right, left = epsilon > 1e-3, epsilon < 1e-8
    assert steepness(one_sided, right) == pytest.approx(1, abs=0.1)
    assert steepness(central, right) == pytest.approx(2, abs=0.1)
    assert steepness(central, left) == pytest.approx(-1, abs=0.3)


@pytest.mark.parametrize(
    ("name", "epsilon", "words"),
    [
        ("x³ at 1", 0.1, "truncation rules, take a smaller ε"),
        ("x³ at 1", 1e-5, "about equal, a good ε"),
        ("x³ at 1", 1e-12, "rounding rules, take a larger ε"),
        ("5 − 3 x at 1", 1e-5, "A straight line: rounding, no truncation"),
        ("ReLU(x) at 0", 1e-5, "no ε helps"),
    ],
)
def test_each_state_has_its_name(name, epsilon, words):
    panel = differences.size_of_epsilon()
    assert words in said(panel, function=name, epsilon=epsilon)
