"""L2, L1 and early stopping: against differences of the cost, and by hand."""

from functools import partial

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy, sigmoid, tanh
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.regularization import (
    FAR,
    KINDS,
    l1,
    l2,
    one_weight,
    shrinker,
    stopping_epoch,
)
from tests.nets.random_networks import gradients, problem


def shrunk(shrink, w):
    w = np.array(w, dtype=float)
    assert shrink(w) is None  # it works in place
    return w


def penalty(w, kind, lambda_, n):
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
    shrink = shrinker(kind, eta, 0.7, 6) or (lambda w_l: None)
    moved = {l: w_l - shrunk(shrink, w_l) for l, w_l in network.w.items()}

    def whole_cost(parameters, l, values):
        kept, parameters[l] = parameters[l], values
        value = network.cost(network.forward(x)[1][network.L], y)
        value += penalty(network.w, kind, 0.7, 6)
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


# One weight


def test_one_weight_multiplied_and_pushed():
    path = one_weight("L2", 0.8, 0.1, 20, 200, 0.0, 50)
    np.testing.assert_allclose(path, 0.8 * 0.99 ** np.arange(51))
    path = one_weight("L1", 0.8, 0.1, 20, 200, 0.0, 100)
    np.testing.assert_allclose(path[:81], 0.8 - 0.01 * np.arange(81), atol=1e-12)
    assert (path[81:] == 0).all()
    assert (one_weight("none", 0.8, 0.1, 20, 200, 0.0, 5) == 0.8).all()


def test_where_one_weight_rests():
    """L2 gives way until (λ/n) w is the pull; L1 holds unless the pull is above λ/n."""
    assert one_weight("L2", 0.8, 0.1, 20, 200, 0.05, 3000)[-1] == pytest.approx(0.5)
    assert one_weight("L2", 0.8, 0.1, 20, 200, 0.15, 3000)[-1] == pytest.approx(1.5)
    assert one_weight("L1", 0.8, 0.1, 20, 200, 0.05, 3000)[-1] == pytest.approx(0.005)
    strong = one_weight("L1", 0.8, 0.1, 20, 200, 0.15, 3000)
    np.testing.assert_allclose(np.diff(strong), 0.005)


def test_l2_diverges_above_two_and_the_path_ends():
    path = one_weight("L2", 0.8, 1.0, 500, 200, 0.0, 300)
    np.testing.assert_allclose(path[1:] / path[:-1], -1.5)
    assert len(path) < 301
    assert FAR <= abs(path[-1]) < 2 * FAR
    assert len(one_weight("L2", 0.8, 1.0, 399, 200, 0.0, 300)) == 301


@pytest.mark.parametrize(
    "wrong", [("L3", 1.0, 5), ("L2", -1.0, 5), ("L1", np.nan, 5), ("L1", 1.0, 0)]
)
def test_what_cannot_be_is_refused(wrong):
    kind, lambda_, n = wrong
    with pytest.raises(ValueError, match=r"\.$"):
        shrinker(kind, 0.1, lambda_, n)


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
