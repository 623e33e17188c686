"""Each bug shows where the page says, and is named."""

import numpy as np
import pytest

from backprop_helpers.pages.bug_museum import clues, looks
from backprop_helpers.pages.bug_museum import example as museum

X, Y = museum.flowers()
SEEDS = range(8)
LATER, BUGS = [*museum.KINDS], [*museum.FLOWER_BUGS]
STEPS = {"step 1", "step 2"}
LAYER_2, LAYER_3 = {"w[2]", "b[2]"}, {"w[3]", "b[3]"}
FAILS = {  # what the map of the page shows, if not every row
    "w not transposed": LAYER_2 | STEPS,
    "last path only": LAYER_2 | STEPS,
    "b not summed": {"b[2]", "b[3]"} | STEPS,
    "not reset": {"step 2"},
    "new w³ in δ²": STEPS,
    "blame to all": LAYER_2 | STEPS,
    "mean over places": LAYER_2 | STEPS,
    "nothing from behind": LAYER_2 | STEPS,
    "mean as constant": LAYER_2 | STEPS,
}
NOT_BLIND = {  # which of the tests without a gradient fail
    "": set(),
    "mask forgotten": {"later token", "2nd program"},
    "softmax down the columns": {"later token", "row sums", "2nd program"},
    "root left out": {"2nd program"},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flavour", "seeds"),
    [("", range(41)), ("diagonal only", range(41)), *((b, SEEDS) for b in LATER)],
)
def test_a_healthy_patient_passes_all_tests(flavour, seeds):
    for seed in seeds:
        assert max(clues.all_clues("", seed, flavour=flavour).values()) < 1e-7


@pytest.mark.slow
@pytest.mark.parametrize("bug", museum.BUGS)
@pytest.mark.parametrize("seed", range(4))
def test_a_bug_shows_where_the_map_says(bug, seed):
    errors = clues.all_clues(bug, seed)
    rows = LAYER_2 | LAYER_3 | STEPS
    assert set(errors) == rows
    failing = {test for test in errors if errors[test] > 1e-7}
    assert failing == FAILS.get(bug, rows)
    assert min(errors[test] for test in failing) > 1e-3


@pytest.mark.parametrize(
    ("bug", "error"), [("sum for mean", 149 / 150), ("lost the 2", 0.5)]
)
def test_a_common_factor_is_the_same_error_everywhere(bug, error):
    np.testing.assert_allclose([*clues.all_clues(bug).values()], error, rtol=1e-6)


@pytest.mark.parametrize("bug", ["sum for mean", "b not summed"])
def test_one_example_hides_a_missing_mean(bug):
    errors = clues.gradient_errors(museum.patient(), X[:, :1], Y[:, :1], {bug})
    assert max(errors.values()) < 1e-7


@pytest.mark.slow
@pytest.mark.parametrize("bug", NOT_BLIND)
@pytest.mark.parametrize("seed", range(8))
def test_a_bug_of_the_forward_pass_is_seen_without_a_gradient(bug, seed):
    kind = looks.BLIND.get(bug, looks.Looks)
    errors = clues.blind_clues(kind.random(np.random.default_rng(seed)))
    failing = {test for test in errors if errors[test] > 1e-7}
    assert failing == NOT_BLIND[bug]
    assert all(errors[test] > 1e-3 for test in failing)


def test_the_blind_exhibits_are_those_of_the_page():
    shown = clues.blind_exhibits("GHI")
    for healthy, _, _ in shown.values():
        assert round(np.log(looks.SIZE), 3) == 1.099
        assert round(healthy[-1], 2) == 1.04
    assert {museum.EXHIBITS[letter] for letter in shown} == looks.BLIND.keys()
    for letter, (_, _, errors) in shown.items():
        failing = {test for test in errors if errors[test] > 1e-7}
        assert failing == NOT_BLIND[museum.EXHIBITS[letter]]


def test_nothing_is_named_where_nothing_is_known():
    network = museum.patient()
    right = museum.trace(network, X, Y, 1.0)
    for answer in (right, [-array for array in right]):
        assert clues.name_the_bug(network, X, Y, 1.0, answer) == ()


def test_a_mean_over_36_places_has_one_error_in_the_kernels():
    errors = clues.all_clues("mean over places")
    for name in ("w[2]", "b[2]", "step 1", "step 2"):
        assert errors[name] == pytest.approx(35 / 36, rel=1e-6)


@pytest.mark.slow
def test_a_handful_finds_the_loud_bugs_only():
    """What section 1 says; no start is near the limit, so rounding decides nothing."""
    counts = [clues.starts_that_learn(bug) for bug in BUGS]
    assert clues.starts_that_learn("") == 5
    assert sorted(counts) == [0, 1, 4, 4, 5, 5, 5, 5, 5, 5]
    assert counts[BUGS.index("diagonal only")] == 0
    assert counts[BUGS.index("sum for mean")] == 5


def test_dropout_drawn_anew_is_noise():
    still, noise = (clues.slopes_with_dropout(anew) for anew in (False, True))
    assert np.ptp(still) == 0
    assert np.abs(noise).min() > 1000 * abs(still[0])
