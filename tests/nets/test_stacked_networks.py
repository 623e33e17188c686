"""A stack of networks does for each run what a single network does."""

import warnings

import numpy as np
import pytest

from backprop_helpers.nets.functions import identity, sigmoid, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.optimizers import SGD, Adam, diverged
from backprop_helpers.nets.stacked_networks import (
    Stack,
    count,
    curvatures,
    train,
    views,
)

SIZES = [(3, 4, 1), (2, 3, 2), (3, 1), (2, 4, 3, 2)]
EVERY_SIZE = pytest.mark.parametrize("sizes", SIZES, ids=str)


def example(sizes, runs=4, m=5, **functions):
    rng = np.random.default_rng(len(sizes))
    stack = Stack(rng.normal(size=(runs, count(sizes))), sizes, **functions)
    return stack, rng.normal(size=(sizes[0], m)), rng.normal(size=(sizes[-1], m))


def network_of(stack, run):
    w, b = ({l: part[l][run] for l in part} for part in (stack.w, stack.b))
    return Network(w, b, stack.sigma[2], output=stack.sigma[stack.L])


@EVERY_SIZE
@pytest.mark.parametrize("functions", [(tanh, identity), (sigmoid, tanh)], ids=str)
def test_each_run_is_a_network(sizes, functions):
    stack, x, y = example(sizes, activation=functions[0], output=functions[1])
    z, a = stack.forward(x)
    nabla_w, nabla_b = views(stack.gradient(x, y), sizes)
    for run in range(4):
        network = network_of(stack, run)
        z_1, a_1 = network.forward(x)
        _, w_1, b_1 = network.backward(z_1, a_1, y)
        for l in network.w:
            for all_runs, own in ((a, a_1), (z, z_1)):
                np.testing.assert_allclose(all_runs[l][run], own[l], rtol=1e-12)
            for all_runs, own in ((nabla_w, w_1), (nabla_b, b_1)):
                np.testing.assert_allclose(all_runs[l][run], own[l], 1e-10, 1e-14)
        cost = network.cost(a_1[network.L], y)
        assert stack.costs(x, y)[run] == pytest.approx(cost, rel=1e-12)


@EVERY_SIZE
def test_the_views_look_into_one_array(sizes):
    stack, _, _ = example(sizes)
    for part in (*stack.w.values(), *stack.b.values()):
        assert np.shares_memory(part, stack.W)
        part[...] = 7
    assert (stack.W == 7).all()


def test_a_seed_gives_the_same_network_in_every_stack():
    one, many = Stack.random((3, 4, 1), [5]), Stack.random((3, 4, 1), [1, 5, 5])
    np.testing.assert_array_equal(many.W[1:], np.repeat(one.W, 2, axis=0))
    assert not np.array_equal(many.W[0], many.W[1])
    assert not many.b[2].any()
    assert many.w[2].std() == pytest.approx(1 / np.sqrt(3), rel=0.5)


def test_training_lowers_each_cost_and_runs_do_not_mix():
    x, y = np.random.default_rng(0).normal(size=(2, 1, 8))
    x = np.vstack([x, x**2])
    together, alone = (Stack.random((2, 3, 1), seeds) for seeds in (range(6), [4]))
    before = together.costs(x, y[None, 0])
    for stack in (together, alone):
        train(stack, x, y, Adam(0.02), 200)
    assert (together.costs(x, y) < before).all()
    np.testing.assert_allclose(together.W[4], alone.W[0], rtol=1e-9)


def test_a_run_that_diverges_leaves_the_others_alone():
    stack, x, y = example((3, 4, 1), runs=3)
    calm = Stack(stack.W[:1].copy(), (3, 4, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        train(stack, x, y, SGD(np.array([0.01, 1e4, 1e8])), 60)
        train(calm, x, y, SGD(0.01), 60)
        stack.costs(x, y)
    assert diverged(stack.W).tolist() == [False, True, True]
    np.testing.assert_allclose(stack.W[0], calm.W[0], rtol=1e-12)


def test_curvatures_of_a_straight_line():
    x, y = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[2.0, 3.0, 3.0, 5.0]])
    stack = Stack(np.array([[0.3, 1.0], [9.0, -2.0]]), (1, 1), output=identity)
    table = 2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1]])
    for found in curvatures(stack, x, y):
        np.testing.assert_allclose(found, np.linalg.eigvalsh(table), rtol=1e-8)


def test_curvatures_see_a_saddle():
    # With w³ = w² = 0 a network of tanh neurons is level, and curves both ways.
    x, y = np.array([[1.0, -1.0]]), np.array([[1.0, -1.0]])
    flat = Stack(np.zeros((1, count((1, 1, 1)))), (1, 1, 1))
    assert not flat.gradient(x, y).any()
    found = curvatures(flat, x, y)[0]
    assert found[0] < -1 < 1 < found[-1]


def test_a_wrong_number_of_parameters_is_refused():
    with pytest.raises(ValueError, match=r"^W is \(2, 20\), expected \(runs, 21\)\.$"):
        Stack(np.zeros((2, 20)), (3, 4, 1))


@pytest.mark.parametrize("change", [np.ravel, lambda y: y[:1], lambda y: y[:, :1]])
def test_targets_of_another_shape_are_refused(change):
    stack, x, y = example((2, 3, 2), m=4)
    for function in (stack.costs, stack.gradient):
        with pytest.raises(ValueError, match=r"y has shape .*, not \(2, 4\)"):
            function(x, change(y))
