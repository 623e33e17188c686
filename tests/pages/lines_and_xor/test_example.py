"""Two rules for a line; the 16 Boolean functions, who learns them, and twins."""

import itertools

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.lines_and_xor import exercises
from backprop_helpers.pages.lines_and_xor.example import (
    FUNCTIONS,
    INPUTS,
    LOW_COST,
    NAMES,
    NO_LINE,
    Run,
    answers,
    fresh_network,
    learn,
    on_wrong_side,
    perceptron,
    twin_network,
)
from backprop_helpers.pages.one_neuron.example import with_one
from tests.pages.lines_and_xor.flowers import PETALS, SEPALS

XOR = FUNCTIONS["XOR"]

# One line


def slow_perceptron(x, y, w, b, sweeps, rng):
    """The rule of the page, with b apart from w and plain Python numbers."""
    w, b, mistakes = [*w], b, 0
    for _ in range(sweeps):
        for i in rng.permutation(len(y)):
            z = sum(w_k * x_k for w_k, x_k in zip(w, x[:, i], strict=True)) + b
            if (1 if z > 0 else -1) != y[i]:
                w = [w_k + y[i] * x_k for w_k, x_k in zip(w, x[:, i], strict=True)]
                b, mistakes = b + y[i], mistakes + 1
    return w, b, mistakes


def test_corrections_by_hand():
    """ "And", start (0, 0, 0): only the last point is wrong, then the first, and on."""
    x, y = with_one(INPUTS), FUNCTIONS["x₁ and x₂"][0]
    done = perceptron(x, y, [0, 0, 0], 50)
    np.testing.assert_array_equal(done.wrong, [3, 1, 2])
    after = [[0, 0, 0], [1, 1, 1], [2, 0, 0], [1, 1, -1]]
    np.testing.assert_array_equal(done.w, after)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_rule_of_the_page(seed):
    x, y = PETALS
    slow = slow_perceptron(x, y, [-1.0, 0.0], 0.0, 20, np.random.default_rng(seed))
    done = perceptron(with_one(x), y, [-1, 0, 0], 20, np.random.default_rng(seed))
    w, b, mistakes = slow
    np.testing.assert_allclose(done.w[-1], [*w, b], rtol=1e-9)
    assert len(done.wrong) == len(done.w) - 1 == mistakes


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_each_correction_is_one_step_of_the_exercise(angle, seed):
    x, y = SEPALS
    start = np.cos(np.radians([angle, angle - 90]))
    done = perceptron(x, y, start, 50, np.random.default_rng(seed))
    for before, after, i in zip(done.w, done.w[1:], done.wrong, strict=False):
        # The mean is 0: a border through it needs no bias.
        w, _ = exercises.perceptron_step(before, 0.0, x[:, i], y[i])
        np.testing.assert_array_equal(w, after)
        assert after @ x[:, i] * y[i] > before @ x[:, i] * y[i]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_it_stops_where_a_line_separates(angle, seed):
    x, y = SEPALS
    start = np.cos(np.radians([angle, angle - 90]))
    done = perceptron(x, y, start, 50, np.random.default_rng(seed))
    counts = [on_wrong_side(w, x, y) for w in done.w]
    assert counts[-1] == 0
    assert 0 not in counts[:-1]
    assert len(done.wrong) <= 22


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_from_every_setting_of_the_sliders_it_stops_within_22(seed):
    x, y = SEPALS
    counts = []
    for angle in range(360):
        start = np.cos(np.radians([angle, angle - 90]))
        done = perceptron(x, y, start, 50, np.random.default_rng(seed))
        assert on_wrong_side(done.w[-1], x, y) == 0
        counts.append(len(done.wrong))
    assert min(counts) == 0
    assert max(counts) <= 22


@pytest.mark.parametrize(("x", "y"), [(INPUTS, XOR[0]), PETALS], ids=["xor", "petals"])
def test_it_never_stops_where_none_does_but_stays_bounded(x, y):
    rng = np.random.default_rng(0)
    done = perceptron(with_one(x), y, [-1, 0, 0], 300, rng)
    assert len(done.wrong) >= 300  # at least one in every sweep
    assert np.linalg.norm(done.w, axis=1).max() < 6


def test_no_sweep_and_no_mistake():
    done = perceptron(INPUTS, XOR[0], [5, -5], 0)
    assert (len(done.w), len(done.wrong)) == (1, 0)
    right = perceptron(INPUTS, INPUTS[0], [1, 0], 9)
    assert (len(right.w), len(right.wrong)) == (1, 0)


def test_on_the_border_the_answer_is_minus_1():
    np.testing.assert_array_equal(answers([-1e-9, 0.0, 1e-9]), [-1, -1, 1])


@pytest.mark.parametrize("seed", range(5))
def test_the_delta_rule_goes_against_the_slope_of_its_cost(seed):
    rng = np.random.default_rng(seed)
    x, w, b = rng.normal(size=4), rng.normal(size=4), rng.normal()
    y, eta = rng.choice([-1, 1]), 0.1

    def cost(both):
        return (both @ np.append(x, 1) - y) ** 2

    measured = central_difference(cost, np.append(w, b))
    new_w, new_b = exercises.delta_rule(w, b, x, y, eta)
    steps = np.append(w - new_w, b - new_b) / eta
    assert relative_error(measured, steps) < 1e-8


# Boolean functions


def test_every_function_has_its_name_once():
    tables = {tuple(y[0]) for y in FUNCTIONS.values()}
    assert tables == set(itertools.product([-1, 1], repeat=4))
    assert len(FUNCTIONS) == len(set(NAMES)) == 16
    assert {y.shape for y in FUNCTIONS.values()} == {(1, 4)}


def test_the_names_mean_what_they_say():
    words = {
        "never": lambda p, q: False, "always": lambda p, q: True,
        "XOR": lambda p, q: p != q, "equal": lambda p, q: p == q,
        "neither": lambda p, q: not (p or q), "not both": lambda p, q: not (p and q),
    }  # fmt: skip
    for name, y in FUNCTIONS.items():
        for (first, second), target in zip(INPUTS.T > 0, y[0], strict=True):
            if name in words:
                expected = words[name](first, second)
            else:  # the name itself is Python, but for its indices
                values = {"x1": bool(first), "x2": bool(second)}
                code = name.replace("x₁", "x1").replace("x₂", "x2")
                expected = eval(code, values)
            assert (target > 0) == expected, name


def test_the_inputs_have_mean_0_and_cannot_be_changed():
    np.testing.assert_array_equal(INPUTS.mean(axis=1), [0, 0])
    with pytest.raises(ValueError, match="read-only"):
        INPUTS[0, 0] = 1


@pytest.mark.parametrize("name", NAMES)
def test_which_functions_a_line_can_split(name):
    """Try many lines: 14 functions have one, and NO_LINE are those that have not."""
    w1, w2, b = np.random.default_rng(0).normal(size=(3, 20_000, 1))
    sides = w1 * INPUTS[0] + w2 * INPUTS[1] + b > 0
    found = np.any(np.all(sides == (FUNCTIONS[name] > 0), axis=1))
    assert found == (name not in NO_LINE)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", NAMES)
def test_one_neuron_learns_14_of_16(name, seed):
    run = learn(fresh_network(0, 0.3, seed), FUNCTIONS[name], 0.3, 300)
    assert run.right.all() == (name not in NO_LINE)
    assert (run.state == "learnt") == (name not in NO_LINE)


@pytest.mark.parametrize("seed", range(10))
def test_two_hidden_neurons_learn_xor_and_one_does_not(seed):
    assert learn(fresh_network(2, 0.3, seed), XOR, 0.3, 300).state == "learnt"
    assert not learn(fresh_network(1, 0.3, seed), XOR, 0.3, 300).right.all()


def test_an_unlucky_start_gets_stuck():
    runs = [
        learn(fresh_network(2, 0.3, seed), FUNCTIONS["equal"], 0.3, 300)
        for seed in range(10)
    ]
    stuck = [seed for seed, run in enumerate(runs) if run.state != "learnt"]
    assert stuck == [1, 4]
    assert {runs[seed].state for seed in stuck} == {"flat"}


def test_one_neuron_sizes():
    assert fresh_network(0, 1.0, 0).sizes == (2, 1)
    assert fresh_network(3, 1.0, 0).sizes == (2, 3, 1)
    assert {fresh_network(k, 1.0, 0).sigma[2].name for k in (0, 3)} == {"tanh"}


def test_learning_is_step_after_step():
    network = fresh_network(3, 0.5, 1)
    by_hand = network.copy()
    run = learn(network, XOR, 0.3, 40)
    costs = [by_hand.step(INPUTS, XOR, 0.3) for _ in range(40)]
    np.testing.assert_array_equal(run.costs[:-1], costs)
    np.testing.assert_array_equal(run.network.w[2], by_hand.w[2])
    assert run.costs[-1] == by_hand.cost(run.output, XOR)
    assert len(learn(network, XOR, 0.3, 0).costs) == 1


@pytest.mark.parametrize("sizes", [(3, 1), (2, 2)])
def test_a_network_of_other_ends_is_refused(sizes):
    network = Network.random(sizes, np.random.default_rng(0))
    with pytest.raises(ValueError, match="shape"):
        learn(network, XOR, 0.3, 1)


def run_with(costs, output):
    return Run(None, np.array(costs), np.array([output]), XOR)


GOOD, HALF, SURE = [-0.9, 0.9, 0.9, -0.9], [0.1, 0.1, 0.1, 0.1], [1, 1, 1, -1]


@pytest.mark.parametrize(
    ("costs", "output", "state"),
    [
        (np.geomspace(1, LOW_COST / 2, 101), GOOD, "learnt"),
        (np.geomspace(1, 2 * LOW_COST, 101), GOOD, "falling"),
        (np.geomspace(1, LOW_COST / 2, 101), HALF, "falling"),
        (np.full(101, 1.0), HALF, "flat"),
        (np.full(101, 1.0), SURE, "saturated"),
        (np.tile([1.0, 2.0], 51), HALF, "jumping"),
        (np.full(10, 1.0), HALF, "falling"),
        ([1.0], HALF, "falling"),
    ],
)
def test_the_states_of_a_run(costs, output, state):
    assert run_with(costs, output).state == state


@pytest.mark.parametrize(
    ("eta", "scale", "hidden", "state"),
    [
        (0.3, 0.3, 2, "learnt"),
        (0.3, 0.3, 0, "flat"),
        (5.0, 0.3, 2, "saturated"),
        (0.3, 5.0, 2, "saturated"),
        (0.3, 0.01, 2, "flat"),
    ],
)
def test_the_states_that_the_page_names(eta, scale, hidden, state):
    assert learn(fresh_network(hidden, scale, 0), XOR, eta, 300).state == state


def test_twins_stay_twins_and_do_the_work_of_one():
    run = learn(twin_network(0.0), XOR, 0.3, 300)
    assert np.ptp(run.network.w[2], axis=0).max() < 1e-9
    assert np.ptp(run.network.w[3]) < 1e-9
    assert run.right.sum() == 3
    assert run.costs[-1] > 0.6


@pytest.mark.parametrize("seed", range(5))
def test_a_hair_apart_is_enough(seed):
    run = learn(twin_network(0.005, seed=seed), XOR, 0.3, 300)
    assert run.state == "learnt"
    assert np.ptp(run.network.w[2], axis=0).max() > 0.1


def test_a_twin_network_starts_at_its_value():
    equal, apart = twin_network(0.0), twin_network(0.01)
    for parameters in (equal.w, equal.b):
        assert all(np.all(array == 0.3) for array in parameters.values())
    assert 0 < np.abs(apart.w[2] - 0.3).max() < 0.04
