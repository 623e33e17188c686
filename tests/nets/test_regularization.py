"""L2, L1, dropout and early stopping: against differences of the cost, and by hand."""

from functools import partial

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    cross_entropy,
    identity,
    quadratic,
    sigmoid,
    tanh,
)
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.regularization import (
    KINDS,
    Thinned,
    l1,
    l2,
    penalty,
    stopping_epoch,
)
from backprop_helpers.nets.training import train
from tests.nets.random_networks import gradients, problem


def shrunk(shrink, w):
    w = np.array(w, dtype=float)
    assert shrink(w) is None  # it works in place
    return w


def price(w, kind, lambda_, n):
    """What regularisation adds to the cost, for the weights w, a dict of arrays."""
    if kind == "L2":
        return lambda_ / (2 * n) * sum(np.sum(w_l**2) for w_l in w.values())
    return (kind == "L1") * lambda_ / n * sum(np.abs(w_l).sum() for w_l in w.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cost", [cross_entropy, None])
def test_shrinking_and_a_step_go_down_the_regularised_cost(kind, cost):
    functions = {"cost": cost, "activation": sigmoid} if cost else {"activation": tanh}
    network, x, y = problem((3, 5, 4, 2), m=6, **functions)
    _, nabla_w, nabla_b = gradients(network, x, y)
    eta = 1e-4  # no weight so near 0 that L1 stops it there
    (smaller,) = penalty(kind, eta, 0.7, 6).values() or [lambda w_l: None]
    moved = {l: w_l - shrunk(smaller, w_l) for l, w_l in network.w.items()}

    def whole_cost(parameters, l, values):
        kept, parameters[l] = parameters[l], values
        value = network.cost(network.forward(x)[1][network.L], y)
        value += price(network.w, kind, 0.7, 6)
        parameters[l] = kept
        return value

    for l in network.w:
        assert np.abs(network.w[l]).min() > 1e-4  # no corner of |w| within reach
        for parameters, slopes in (
            (network.w, nabla_w[l] + moved[l] / eta),
            (network.b, nabla_b[l]),  # the biases pay nothing
        ):
            cost_at = partial(whole_cost, parameters, l)
            measured = central_difference(cost_at, parameters[l])
            assert relative_error(measured, slopes) < 1e-7


# Shrinking


def test_l2_multiplies():
    np.testing.assert_allclose(shrunk(l2(0.5, 2.0, 10), [0.5, -2, 0]), [0.45, -1.8, 0])


def test_l1_pushes_but_not_across_zero():
    w = shrunk(l1(0.5, 2.0, 10), [0.5, -2, 0.05, -0.1, 0])
    np.testing.assert_allclose(w, [0.4, -1.9, 0, 0, 0], atol=1e-15)
    assert (w[2:] == 0).all()


def test_l2_is_the_weight_decay_of_pytorch():
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    w, nabla = rng.normal(size=(2, 3, 4))
    eta, lambda_, n = 0.3, 2.0, 8
    parameter = torch.nn.Parameter(torch.tensor(w))
    optimiser = torch.optim.SGD([parameter], lr=eta, weight_decay=lambda_ / n)
    for _ in range(20):
        parameter.grad = torch.tensor(nabla)
        optimiser.step()
    ours = w.copy()
    for _ in range(20):
        l2(eta, lambda_, n)(ours)
        ours -= eta * nabla
    np.testing.assert_allclose(ours, parameter.detach().numpy(), rtol=1e-12)


def one_weight(kind, eta, lambda_, n, slope, steps):
    """Return a weight that starts at 0.5 and whose data have this slope everywhere."""
    w, b = {2: np.array([[0.5]])}, {2: np.zeros((1, 1))}
    network = Network(w, b, identity, quadratic)
    network.deltas = lambda z, a, y: {2: np.full_like(a[1], slope)}
    ones = np.ones((n, 1))
    for _ in train(
        network, ones, ones, eta, n, steps, np.random.default_rng(0),
        **penalty(kind, eta, lambda_, n),
    ):  # fmt: skip
        pass
    return network.w[2].item()


def test_a_weight_rests_at_0_while_the_data_pull_less_than_the_price():
    """λ/n is 0.2 here. With L2 the same weight comes to rest beside 0."""
    for slope in (0.19, -0.19, 0.0):
        assert one_weight("L1", 0.1, 2.0, 10, slope, 500) == 0
    assert one_weight("L1", 0.1, 2.0, 10, -0.21, 500) > 0.5
    assert one_weight("L2", 0.1, 2.0, 10, -0.19, 5000) == pytest.approx(0.95)


# Dropout


def thinned(p, seed=0):
    network, x, y = problem((3, 8, 6, 2), m=4, activation=tanh)
    return network, Thinned(network, p, np.random.default_rng(seed)), x, y


def test_dropout_silences_a_part_and_keeps_the_mean():
    network, learner, x, _ = thinned(0.3)
    _, whole = network.forward(x)
    runs = np.array([learner.forward(x)[1][2] for _ in range(4000)])
    assert np.mean(runs == 0) == pytest.approx(0.3, abs=0.01)
    np.testing.assert_allclose(runs.mean(axis=0), whole[2], atol=0.06)
    kept = runs != 0
    np.testing.assert_allclose(runs[kept], (kept * whole[2] / 0.7)[kept])


def test_the_gradient_of_dropout_is_that_of_the_thinned_network():
    """Differences of the cost with the same masks, drawn again from the same seed."""
    network, learner, x, y = thinned(0.4)
    z, a = learner.forward(x)
    _, nabla_w, nabla_b = learner.backward(z, a, y)
    for l in network.w:
        for parameters, slopes in ((network.w, nabla_w[l]), (network.b, nabla_b[l])):

            def cost_at(values, parameters=parameters, l=l):
                kept, parameters[l] = parameters[l], values
                again = Thinned(network, 0.4, np.random.default_rng(0))
                value = network.cost(again.forward(x)[1][network.L], y)
                parameters[l] = kept
                return value

            measured = central_difference(cost_at, parameters[l])
            assert relative_error(measured, slopes) < 1e-7


def test_without_silent_neurons_dropout_is_the_network_that_learns():
    network, learner, x, y = thinned(0.0)
    _, a = learner.forward(x)
    np.testing.assert_allclose(a[4], network.forward(x)[1][4], rtol=1e-12)
    before = network.w[2].copy()
    learner.step(x, y, 0.1)
    assert not np.array_equal(network.w[2], before)  # they share their weights
    other = learner.copy()
    np.testing.assert_array_equal(other.forward(x)[1][4], learner.forward(x)[1][4])
    other.step(x, y, 0.1)
    assert not np.array_equal(other.w[2], network.w[2])
    with pytest.raises(ValueError, match="expected"):
        learner.forward(x[0])
    for p in (1.0, -0.1):
        with pytest.raises(ValueError, match="from 0 to below 1"):
            Thinned(network, p, None)


@pytest.mark.parametrize(
    "wrong", [("L3", 1.0, 5), ("L2", -1.0, 5), ("L1", np.nan, 5), ("L1", 1.0, 0)]
)
def test_what_cannot_be_is_refused(wrong):
    kind, lambda_, n = wrong
    with pytest.raises(ValueError, match=r"\.$"):
        penalty(kind, 0.1, lambda_, n)


# Early stopping


def test_early_stopping_by_hand():
    costs = [0.9, 0.6, 0.7, 0.5, 0.6, 0.55, 0.4]
    assert [stopping_epoch(costs, p) for p in (1, 2, 3, 9)] == [2, 4, 7, 7]
    assert stopping_epoch([0.5, 0.5, 0.5, 0.4], 2) == 1  # a tie is not lower
    assert stopping_epoch([0.3], 1) == 1


def test_what_is_no_number_is_no_lowest_cost():
    nan, inf = np.nan, np.inf
    assert stopping_epoch([nan, 0.5, nan, 0.4, 0.6], 2) == 4
    assert stopping_epoch([0.5, nan, nan, 0.4], 2) == 1
    assert stopping_epoch([inf, 0.5], 1) == 2
    for costs in ([nan], [nan, inf, nan], [nan, nan, nan, 0.5]):
        with pytest.raises(ValueError, match="the run diverged from the start"):
            stopping_epoch(costs, 2)
    for costs, patience in ([], 1), ([0.3], 0):
        with pytest.raises(ValueError, match="patience of 1 or more"):
            stopping_epoch(costs, patience)
