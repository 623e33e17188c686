"""The 16 Boolean functions: what one neuron learns, what more can, and twins."""

import itertools

import numpy as np
import pytest

from backprop_helpers.nets.network import Network
from backprop_helpers.pages.four_equations.example import (
    FUNCTIONS,
    INPUTS,
    LOW_COST,
    NAMES,
    NO_LINE,
    Run,
    fresh_network,
    learn,
    twin_network,
)

XOR = FUNCTIONS["XOR"]


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
