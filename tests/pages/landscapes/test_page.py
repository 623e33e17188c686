"""What the page says of its hundred networks, and of prices, is what it measures."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import identity, tanh
from backprop_helpers.nets.least_squares import jacobian, multiplications
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.optimizers import Adam
from backprop_helpers.nets.stacked_networks import Stack, count, curvatures, train
from backprop_helpers.pages.lines_and_xor.example import FUNCTIONS, INPUTS
from backprop_helpers.practice import EXERCISES
from tests.pages.landscapes.flowers import X, Y
from tests.rules.package_source import REPOSITORY, page_cells

CODE = page_cells(REPOSITORY / "notebooks/14_landscapes.ipynb", "code")
XOR = FUNCTIONS["XOR"]


NOT_RUN = ("check", "show", "many_", "levenberg_b", "quiz(", "for steps")


@pytest.fixture(scope="module")
def page():
    """The names of all cells but pictures, exercises and what is printed."""
    names = {}
    for source in CODE:
        if not any(word in source for word in NOT_RUN):
            exec("import numpy as np\n" + source, names)
    return names


def test_the_page_has_the_flowers_of_the_tests(page):
    np.testing.assert_allclose(page["x"], X)
    np.testing.assert_allclose(page["y"], Y)


def test_its_jacobian_is_that_of_the_package(page):
    network = Network.random(
        (3, 4, 1), np.random.default_rng(0), 0.5, tanh, output=identity
    )
    np.testing.assert_allclose(page["jacobian"](network, X), jacobian(network, X))


def test_stuck_on_xor_with_few_neurons(page):
    stuck = {
        n: int(np.sum(page["xor"][n].costs(INPUTS, XOR) > 0.1)) for n in (2, 3, 4, 8)
    }
    assert stuck == {2: 33, 3: 3, 4: 0, 8: 0}


def test_the_worst_with_eight_is_better_than_the_best_with_two(page):
    costs = {n: stack.costs(X, Y) for n, stack in page["flowers"].items()}
    assert costs[8].max() < costs[2].min()
    medians = [np.median(costs[n]) for n in (1, 2, 4, 8)]
    assert medians == sorted(medians, reverse=True)


def test_the_valley_of_the_stuck_sinks_towards_a_half_and_leads_nowhere_else(page):
    stack = page["xor"][2]
    stuck = stack.W[stack.costs(INPUTS, XOR) > 0.1]
    later = Stack(stuck.copy(), (2, 2, 1), output=tanh)
    train(later, INPUTS, XOR, Adam(0.02), 10_000)
    above = later.costs(INPUTS, XOR) - 0.5
    assert ((above > 0) & (above < 1e-3)).all()
    assert curvatures(later, INPUTS, XOR).min() > 0
    before, after = (np.median(np.abs(W).max(axis=1)) for W in (stuck, later.W))
    assert (round(before), round(after)) == (3, 7)
    sideways = np.random.default_rng(0).normal(0, 0.3, later.W.shape)
    moved = Stack(later.W + sideways, (2, 2, 1), output=tanh)
    train(moved, INPUTS, XOR, Adam(0.02), 2000)
    np.testing.assert_allclose(moved.costs(INPUTS, XOR), 0.5, atol=1e-3)


def test_how_many_curve_down(page):
    counts = []
    for steps in (100, 300, 1000):
        stack = page["train_hundred"](4, X, Y, identity, steps)
        counts.append(int(np.sum(curvatures(stack, X, Y)[:, 0] < 0)))
    assert counts == [100, 98, 93]


def test_the_readers_smallest_curvature_is_that_of_the_package():
    h, solve = 1e-4, EXERCISES["smallest_curvature"].solution
    stack = Stack.random((3, 4, 1), range(3))
    for run, W in enumerate(stack.W):
        step = h * np.eye(len(W))
        plus, minus = (
            Stack(W + side * step, (3, 4, 1)).gradient(X, Y) for side in (1, -1)
        )
        expected = curvatures(stack, X, Y)[run, 0]
        assert solve(plus, minus, h) == pytest.approx(expected, rel=1e-9)


def test_leaving_the_saddle_takes_120_steps_and_a_halving_adds_nine():
    solve = EXERCISES["steps_to_leave"].solution
    assert round(solve(0.0001, 0.02, -4.0)) == 120
    assert round(solve(0.00005, 0.02, -4.0) - solve(0.0001, 0.02, -4.0)) == 9


def test_forty_rest_in_true_minima_of_four_heights(page):
    rest, costs = page["rest"], page["costs"]
    heights, counts = np.unique(costs[rest].round(4), return_counts=True)
    assert heights.tolist() == [0.0508, 0.053, 0.0532, 0.0539]
    assert counts.tolist() == [10, 23, 5, 2]
    low = np.sort(costs)[:3]
    assert low[1] < 0.0435 < low[2]
    assert low[0] / 0.053 == pytest.approx(0.82, abs=0.01)  # "nearly a fifth below"


def test_of_those_that_do_not_rest_forty_still_slope_and_twenty_are_flat(page):
    level = page["slopes"][~page["rest"]] < 1e-8
    assert (np.sum(~level), np.sum(level)) == (40, 20)


def test_the_gradients_that_it_prints_count_all_of_a_step(page):
    gradient, levenberg = multiplications((64, 30, 10), 500)
    assert page["gradients"] == pytest.approx(levenberg / gradient, rel=1e-6)


def test_the_price_of_a_step():
    for sizes, m in (((3, 4, 1), 150), ((64, 30, 10), 500)):
        P, n = count(sizes), sizes[-1]
        _, levenberg = multiplications(sizes, m)
        passes = (1 + 2 * n) * P * m
        assert levenberg - passes == pytest.approx(
            m * n * P**2 / 2 + P**3 / 3, rel=1e-3
        )
        assert m * n * P**2 / 2 > P**3 / 3
        assert 1.5 * m * n > P
    assert count((64, 30, 10)) == 2260
    assert count((784, 100, 10)) ** 2 * 8 == pytest.approx(50e9, rel=0.02)
