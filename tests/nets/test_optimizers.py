"""The optimisers follow their definitions, in place, for one run and for stacks."""

import warnings

import numpy as np
import pytest

from backprop_helpers.nets.optimizers import (
    FAR,
    OPTIMISERS,
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Momentum,
    RMSprop,
    diverged,
)

EVERY = pytest.mark.parametrize("kind", OPTIMISERS.values(), ids=OPTIMISERS)


def positions(optimiser, gradients, start=0.0):
    """Return where a single weight stands after each of these gradients."""
    w, places = np.array([start]), []
    for g in gradients:
        optimiser.step(w, np.array([g]))
        places.append(w[0])
    return np.array(places)


@pytest.mark.parametrize(
    ("optimiser", "first", "second"),
    [
        (SGD(0.1), 0.3, 0.4),
        (Momentum(0.1), 0.3, 0.67),
        (Adagrad(0.1), 0.1, 0.08),
        (RMSprop(0.1, alpha=0.9), 0.3 / np.sqrt(0.9), 0.4 / np.sqrt(2.41)),
        (Adam(0.1), 0.1, 0.1 * (0.67 / 0.19) / np.sqrt(0.024991 / 0.001999)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_two_steps_by_hand_with_gradients_3_and_4(optimiser, first, second):
    wanted = [-first, -first - second]
    np.testing.assert_allclose(positions(optimiser, [3, 4]), wanted, rtol=1e-6)


def test_adamw_is_adam_and_a_part_of_w_taken_off():
    ours = positions(AdamW(0.1, decay=0.5), [3, 4], start=2.0)
    first = 2.0 - 0.1 * (1 + 0.5 * 2.0)
    second = 0.1 * (0.67 / 0.19) / np.sqrt(0.024991 / 0.001999) + 0.1 * 0.5 * first
    np.testing.assert_allclose(ours, [first, first - second], rtol=1e-6)
    without = positions(AdamW(0.1, decay=0.0), [3, 4], start=2.0)
    assert without.tolist() == positions(Adam(0.1), [3, 4], start=2.0).tolist()


@EVERY
@pytest.mark.parametrize("shape", [(1,), (3,), (2, 4), (5, 3, 2)], ids=str)
def test_any_shape_in_place_and_entry_by_entry(kind, shape):
    rng = np.random.default_rng(0)
    w, gradients = rng.normal(size=shape), rng.normal(size=(6, *shape))
    start, same_array, optimiser = w.copy(), w, kind(0.1)
    for g in gradients:
        kept = g.copy()
        assert optimiser.step(w, g) is None
        assert np.array_equal(g, kept)
    assert same_array is w
    for i in np.ndindex(shape):
        alone = positions(kind(0.1), gradients[(slice(None), *i)], start[i])
        assert w[i] == pytest.approx(alone[-1], rel=1e-12)


@EVERY
def test_a_learning_rate_for_each_run(kind):
    rng = np.random.default_rng(1)
    etas = np.array([0.001, 0.03, 1.0])
    together = rng.normal(size=(3, 2, 4))
    alone, gradients = together.copy(), rng.normal(size=(7, 3, 2, 4))
    stack, singles = kind(etas), [kind(float(eta)) for eta in etas]
    for g in gradients:
        stack.step(together, g)
        for w, g_w, single in zip(alone, g, singles, strict=True):
            single.step(w, g_w)
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize("kind", [Adagrad, RMSprop, Adam])
def test_the_size_of_the_gradients_does_not_matter(kind):
    gradients = np.random.default_rng(2).normal(size=50)
    small = positions(kind(0.1), gradients)
    large = positions(kind(0.1), 1000 * gradients)
    np.testing.assert_allclose(small, large, rtol=1e-5, atol=1e-7)


def test_how_long_a_step_can_be():
    rng = np.random.default_rng(3)
    gradients = rng.normal(size=300) * 10.0 ** rng.integers(-6, 6, size=300)
    for optimiser, longest in ((Adagrad(0.1), 0.1), (RMSprop(0.1), 1.0)):
        steps = np.diff(positions(optimiser, gradients), prepend=0)
        assert np.abs(steps).max() <= longest * (1 + 1e-9)


def test_a_gradient_of_zero_moves_nothing_and_divides_nothing():
    for kind in OPTIMISERS.values():
        assert positions(kind(0.1), [0.0, 0.0]).tolist() == [0.0, 0.0]


@EVERY
def test_runs_that_diverge_are_silent_and_told_apart(kind):
    w = np.array([[1.0, 1.0], [1.0, 1.0]])
    optimiser = kind(np.array([0.01, 10.0]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2000):
            with np.errstate(over="ignore", invalid="ignore"):
                g = 4 * w**3
            optimiser.step(w, g)
    assert not diverged(w)[0]
    if kind in (SGD, Momentum):
        assert diverged(w)[1]


def test_what_counts_as_diverged():
    w = np.ones((5, 2, 2))
    w[1, 0, 1], w[2, 1, 1], w[3, 0, 0] = np.nan, np.inf, -2 * FAR
    assert diverged(w).tolist() == [False, True, True, True, False]


@EVERY
@pytest.mark.parametrize("eta", [0, -1.0, np.nan, np.inf, np.array([0.1, 0.0])])
def test_a_senseless_eta_is_refused(kind, eta):
    with pytest.raises(ValueError, match=r"^eta is .*: choose positive numbers"):
        kind(eta)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Momentum, "mu"),
        (RMSprop, "alpha"),
        (Adam, "beta1"),
        (Adam, "beta2"),
        (AdamW, "decay"),
    ],
)
@pytest.mark.parametrize("value", [1, -0.1, 2, np.nan])
def test_a_senseless_constant_is_refused(kind, name, value):
    with pytest.raises(ValueError, match=f"^{name} is {value}: choose one from 0"):
        kind(0.1, **{name: value})


@EVERY
def test_shapes_that_do_not_fit_are_refused(kind):
    w = np.zeros((2, 3))
    with pytest.raises(ValueError, match=r"^w is \(2, 3\), its gradient \(3,\)\.$"):
        kind(0.1).step(w, np.zeros(3))
    with pytest.raises(ValueError, match="give an array"):
        kind(0.1).step(np.float64(3), np.float64(1))


@EVERY
def test_one_optimiser_moves_one_array(kind):
    W, other, g = np.ones((2, 3)), np.ones((2, 3)), np.ones((2, 3))
    optimiser = kind(0.1)
    for _ in range(3):
        optimiser.step(W[:], g)  # another view of the same numbers
    if kind is SGD:  # it remembers nothing
        optimiser.step(other, g)
        return
    for stranger, g_of_it in ((other, g), (W[:1], g[:1])):
        before = stranger.copy()
        with pytest.raises(ValueError, match=f"{kind.__name__} remembers another arr"):
            optimiser.step(stranger, g_of_it)
        np.testing.assert_array_equal(stranger, before)


@EVERY
def test_as_many_learning_rates_as_runs(kind):
    w = np.ones((2, 3))
    for etas in (np.full(3, 0.1), np.full(1, 0.1)):
        with pytest.raises(ValueError, match=r"^eta is \(\d,\), but w \(2, 3\): one"):
            kind(etas).step(w, w)
