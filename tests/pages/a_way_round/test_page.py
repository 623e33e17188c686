"""What the page says of its networks holds over the starts that it names."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import relative_error
from backprop_helpers.nets.normalization import COLUMNS, normalize
from backprop_helpers.pages.a_way_round.example import KINDS, Deep
from backprop_helpers.pages.depth_and_initialization.example import (
    DIGITS,
    ETAS,
    LOW_COST,
    size,
    some_digits,
)
from backprop_helpers.practice.registry import SHEETS
from tests.rules.package_source import REPOSITORY, page_cells

NOTEBOOK = REPOSITORY / "notebooks/19_a_way_round.ipynb"
PROSE = " ".join("\n".join(page_cells(NOTEBOOK, "markdown")).split())
X, Y = some_digits(DIGITS)
FIVE = range(5)


def ends(kind, activation="relu", scale=1.0, seed=0):
    """Return the size of a in layer 29, and of its blame in layer 2."""
    network = Deep.random(kind, [seed], scale=scale, activation=activation)
    trace = network.forward(X)
    _, nabla_a = network.backward(trace, Y)
    return size(trace.a[29]), size(nabla_a[2])


def in_tex(number):
    digits, power = f"{number:.1e}".split("e")
    return rf"${digits} \cdot 10^{{{int(power)}}}$"


def test_what_a_way_round_does_to_a_sigmoid():
    without, with_it = ends("plain", "sigmoid")[1], ends("way round", "sigmoid")[1]
    assert f"{in_tex(without)} without a way round, and {with_it:.2f} with" in PROSE
    for seed in FIVE:
        assert ends("plain", "sigmoid", seed=seed)[1] < 1e-13
        assert 0.1 < ends("way round", "sigmoid", seed=seed)[1] < 1


def test_a_way_round_alone_explodes_with_relu():
    forward, back = ends("way round")
    assert f"forward to {in_tex(forward)} and backward to {in_tex(back)}" in PROSE
    for seed in FIVE:
        assert all(0.05 < each < 2 for each in ends("plain", seed=seed))
        assert min(ends("way round", seed=seed)) > 1e5
        assert min(ends("way round", scale=0.5, seed=seed)) > 50
        for scale in (0.1, 1.0, 10.0):
            assert ends("both", scale=scale, seed=seed)[1] < 5


def test_the_slope_of_the_pencil():
    numbers = SHEETS["way_round"].numbers()
    factor = numbers["blame"] / numbers["nabla_a"]
    assert f"$1 + f'(a)$, here by {factor:.3f}" in PROSE


def test_the_normalisation_that_is_typed_out_is_that_of_the_package():
    (cell,) = (c for c in page_cells(NOTEBOOK, "code") if "def normalised" in c)
    page = {}
    exec(cell, page)
    x = np.random.default_rng(0).normal(3, 2, size=(6, 4))
    assert relative_error(page["normalised"](x), normalize(x, COLUMNS).x_hat) < 1e-14


# Thirty layers that learn


def final(kind, eta, seeds=FIVE, **how):
    return Deep.random(kind, seeds, **how).learn(eta)[-1]


@pytest.mark.parametrize("eta", [0.01, 0.03, 0.1, 0.3])
def test_thirty_layers_learn_from_each_of_ten_starts(eta):
    assert (final("both", eta, range(10)) < LOW_COST).all()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "both"])
def test_no_other_kind_learns_at_any_eta(kind):
    assert r"nine values of $\eta$ from $10^{-4}$ to 1 and ten starts, none" in PROSE
    assert (len(ETAS), f"{ETAS[0]:.0e}", ETAS[-1]) == (9, "1e-04", 1)
    for eta in ETAS:
        assert not (final(kind, eta, range(10)) < LOW_COST).any()


def test_with_eta_1_no_kind_learns():
    assert r"With $\eta = 1$ no kind learns." in PROSE  # of the others, see above
    assert not (final("both", 1.0) < LOW_COST).any()


def test_a_way_round_alone_gives_right_digits_exactly_0():
    for seed in FIVE:
        network = Deep.random("way round", [seed])
        right = np.sum(network.forward(X).a[network.L] * Y, axis=-2)
        assert np.mean(right == 0) > 0.8
        assert not np.isfinite(network.learn(0.1)).any()


def test_with_tanh_a_plain_network_learns_as_well():
    assert r"learnt at $\eta = 0.01$ from five starts of five, too" in PROSE
    assert (final("plain", 0.01, activation="tanh") < LOW_COST).all()


def test_the_straight_way_alone_is_not_enough():
    assert r"all five starts end above 0.3 at $\eta = 0.1$" in PROSE
    assert "With the right one all end below 0.1." in PROSE
    network = Deep.random("both", FIVE)
    network.norm_blame = lambda normal, blame: blame / normal.deviation
    assert (network.learn(0.1)[-1] > 0.3).all()
    assert (final("both", 0.1) < 0.1).all()


def test_what_eight_becomes():
    assert "1.36 beside 1 and 3, and −0.71 beside 8 and 14." in PROSE
    for batch, place, said in (([1, 3, 8], 2, 1.36), ([8, 8, 14], 0, -0.71)):
        value = (8 - np.mean(batch)) / np.std(batch)
        assert value == pytest.approx(said, abs=0.005)
        normal = normalize(np.array([batch], dtype=float), -1)
        assert normal.x_hat[0, place] == pytest.approx(value, rel=1e-4)
