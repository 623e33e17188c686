"""What the page says of its runs is what they show, each method at its own best."""

import numpy as np
import pytest

from backprop_helpers.nets import optimizers
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.nets.stacked_networks import Stack, train
from backprop_helpers.pages.optimizers import example
from tests.rules.package_source import REPOSITORY, page_cells

PAGE = REPOSITORY / "notebooks/13_optimizers.ipynb"
CODE, PROSE = page_cells(PAGE, "code"), page_cells(PAGE, "markdown")


@pytest.fixture(scope="module")
def page():
    """The names of the cells that define data and functions."""
    names = {}
    for source in CODE:
        if source.startswith(("import numpy", "def curv", "best_w")) or (
            "def sweep" in source or "x = np.array([iris" in source
        ):
            exec(source, names)
    return names


def test_momentum_is_far_ahead_when_each_has_its_own_best():
    """Of a fine grid of η and μ none is better than what the page takes."""
    etas, mus = np.linspace(0.001, 0.1, 199), np.linspace(0, 0.99, 100)
    both = [example.rate(etas[:, None], mus, c) for c in (example.FLAT, example.STEEP)]
    slower = np.max(both, axis=0)
    assert slower[:, 0].min() == pytest.approx(1 - 2 * 2 / 42, rel=2e-3)
    ours = max(float(example.rate(0.065, 0.42, c)) for c in (2.0, 40.0))
    assert ours < 1.03 * slower.min()


def test_a_swing_may_take_a_few_more_steps_than_on_average():
    """So the page does not say that after 16 steps a thousandth is left."""
    for (eta, mu), steps in (((0.065, 0.42), 19), ((0.089, 0.8), 82)):
        far = [np.abs(example.swing(eta, mu, c, 200)) > 1e-3 for c in (2.0, 40.0)]
        assert 1 + np.flatnonzero(np.any(far, axis=0))[-1] == steps


def needed(eta, mu):
    kept = max(float(example.rate(eta, mu, c)) for c in (example.FLAT, example.STEEP))
    return float(example.steps_to_a_thousandth(kept))


def test_plain_descent_at_its_best_needs_69_steps_and_momentum_16():
    for eta, mu, steps in ((2 / 42, 0.0, 69), (0.065, 0.42, 16)):
        assert round(needed(eta, mu)) == steps


def test_the_best_is_near_the_tip_of_the_wedge():
    """There both solutions of both directions are equal: √μ = 1 − √(η λ), −√μ too."""
    low, high = np.sqrt([example.FLAT, example.STEEP])
    tip = needed((2 / (low + high)) ** 2, ((high - low) / (high + low)) ** 2)
    assert tip < needed(0.065, 0.42) < tip + 1


def test_below_half_of_the_limit_the_flat_direction_is_the_slow_one(page):
    flat, steep = page["curvatures"](page["length"])
    for part in (0.1, 0.5):
        eta = part * 2 / steep
        assert abs(1 - eta * flat) > abs(1 - eta * steep)
    assert abs(1 - 0.3 * steep) > abs(1 - 0.3 * flat)  # as the panel is saved


def test_the_constants_that_the_page_tells():
    assert optimizers.Momentum(0.1).mu == 0.9
    assert optimizers.RMSprop(0.1).alpha == 0.99


STARTS = ((-1.2, 1.0), (2, -1), (-2, 1.5), (0, 0), (0, -1.5), (2, 1.5))
FIRST = {  # by the number of digits of η
    2: ["Adam", "plain", "RMSprop", "Adam", "momentum", "Adagrad"],
    3: ["RMSprop", "Adagrad", "Adagrad", "Adam", "momentum", "plain"],
}


def first_in_the_bent_ravine(start, digits):
    """Return who is first after 100 steps, each at its best η of so many digits."""
    powers = range(-3 - digits, 3 - digits)  # to 99: the best of Adagrad may be above 1
    numbers = range(10 ** (digits - 1), 10**digits)
    etas = np.array([float(f"{n}e{p}") for p in powers for n in numbers])
    best = {}
    for name, kind in OPTIMISERS.items():
        W = np.tile(np.array(start, dtype=float), (len(etas), 1))
        optimiser, gone = kind(etas), np.zeros(len(etas), dtype=bool)
        for _ in range(100):
            optimiser.step(W, example.BENT_RAVINE.gradient(W))
            gone |= optimizers.diverged(W)
        best[name] = example.BENT_RAVINE.cost(W[~gone]).min()
    return min(best, key=best.get)


@pytest.mark.parametrize("digits", FIRST)
def test_from_six_starts_every_optimiser_is_first_once(digits):
    found = [first_in_the_bent_ravine(start, digits) for start in STARTS]
    assert found == FIRST[digits]
    assert {*found} == {*OPTIMISERS}
    assert any("with two digits as with three." in cell for cell in PROSE)


@pytest.fixture(scope="module")
def swept(page):
    return {name: page["sweep"](kind) for name, kind in OPTIMISERS.items()}


def test_the_sweep_says_what_the_page_says(page, swept):
    etas = page["etas"]
    median = {name: np.median(table, axis=0) for name, table in swept.items()}
    best = {name: etas[costs.argmin()] for name, costs in median.items()}
    assert max(best.values()) / min(best.values()) == pytest.approx(56, rel=0.01)
    gone = {name: etas[np.isinf(table).any(axis=0)] for name, table in swept.items()}
    for name in ("plain", "momentum"):
        assert gone[name].min() == pytest.approx(1)
        assert np.isinf(swept[name][:, etas >= 0.99]).all()
    assert not any(len(gone[name]) for name in ("Adagrad", "RMSprop", "Adam"))
    own = {name: table[:, median[name].argmin()] for name, table in swept.items()}
    assert np.sum(own["Adam"] < own["plain"]) == 10
    assert np.sum(own["Adam"] < own["momentum"]) == 8


@pytest.mark.parametrize("name", ["Adagrad", "RMSprop", "Adam"])
def test_no_step_of_those_that_divide_is_longer_than_ten_eta(page, name):
    stack = Stack.random((3, 4, 1), range(10))
    before, optimiser = stack.W.copy(), OPTIMISERS[name](10.0)
    for _ in range(50):
        train(stack, page["x"], page["y"], optimiser, 1)
        assert np.abs(stack.W - before).max() <= 100 * (1 + 1e-9)
        before = stack.W.copy()
    assert not optimizers.diverged(stack.W).any()


def test_a_falling_eta_ends_nearer_with_every_shuffle(page):
    """Both at the best of the 16 values that were tried."""
    steady, falling = (
        np.array([page["stochastic"](eta, falls, seed)[-1] for seed in range(10)])
        for eta, falls in ((0.001, False), (0.01, True))
    )
    assert (falling < steady).all()
    assert round(np.median(steady) / np.median(falling)) == 27


def test_which_constant_and_which_falling_eta_is_best(page):
    etas = np.geomspace(3e-4, 0.1, 16)
    for falls, best in ((False, 0.001), (True, 0.01)):
        ends = [
            np.median([page["stochastic"](eta, falls, seed)[-1] for seed in range(10)])
            for eta in etas
        ]
        assert etas[np.argmin(ends)] == pytest.approx(best, rel=0.5)
        own = np.median(
            [page["stochastic"](best, falls, seed)[-1] for seed in range(10)]
        )
        assert own <= 1.1 * min(ends)
