"""Each bug shows where the page says, and is named."""

import numpy as np
import pytest

from backprop_helpers.pages.bug_museum import clues
from backprop_helpers.pages.bug_museum import example as museum

X, Y = museum.flowers()
SEEDS = range(8)
ALL_ROWS = {"w[2]", "b[2]", "w[3]", "b[3]", "step 1", "step 2"}
BOTH_STEPS = {"step 1", "step 2"}
FAILS = {  # what the map of the page shows
    "sum for mean": ALL_ROWS,
    "diagonal only": ALL_ROWS,
    "σ′ at a": ALL_ROWS,
    "w not transposed": {"w[2]", "b[2]"} | BOTH_STEPS,
    "last path only": {"w[2]", "b[2]"} | BOTH_STEPS,
    "lost the 2": ALL_ROWS,
    "σ′ left out": ALL_ROWS,
    "b not summed": {"b[2]", "b[3]"} | BOTH_STEPS,
    "not reset": {"step 2"},
    "new w³ in δ²": BOTH_STEPS,
}
EVERY_BUG = pytest.mark.parametrize("bug", museum.BUGS)


@pytest.mark.parametrize("flavour", ["", "diagonal only"])
@pytest.mark.parametrize("seed", [*SEEDS, *range(21, 41)])
def test_a_healthy_patient_passes_all_tests(flavour, seed):
    assert max(clues.all_clues("", seed, flavour=flavour).values()) < 1e-7


@EVERY_BUG
@pytest.mark.parametrize("seed", SEEDS)
def test_a_bug_shows_where_the_map_says(bug, seed):
    errors = clues.all_clues(bug, seed)
    assert set(errors) == ALL_ROWS
    assert {test for test in errors if errors[test] > 1e-7} == FAILS[bug]
    assert min(errors[test] for test in FAILS[bug]) > 1e-3


@pytest.mark.parametrize(
    ("bug", "error"), [("sum for mean", 149 / 150), ("lost the 2", 0.5)]
)
def test_a_common_factor_is_the_same_error_everywhere(bug, error):
    np.testing.assert_allclose([*clues.all_clues(bug).values()], error, rtol=1e-6)


def test_two_bugs_at_once_show_as_the_page_says():
    both = {"lost the 2", "w not transposed"}
    errors = clues.gradient_errors(museum.patient(), X, Y, both)
    assert errors["w[3]"] == pytest.approx(0.5, rel=1e-6)
    assert errors["b[3]"] == pytest.approx(0.5, rel=1e-6)
    assert min(abs(errors[name] - 0.5) for name in ("w[2]", "b[2]")) > 0.01


@pytest.mark.parametrize("bug", ["sum for mean", "b not summed"])
def test_one_example_hides_a_missing_mean(bug):
    errors = clues.gradient_errors(museum.patient(), X[:, :1], Y[:, :1], {bug})
    assert max(errors.values()) < 1e-7


@EVERY_BUG
@pytest.mark.parametrize("seed", SEEDS)
def test_every_bug_is_named(bug, seed):
    network = museum.patient(bug, seed)
    answer = museum.trace(network, X, Y, 1.0, {bug})
    assert clues.name_the_bug(network, X, Y, 1.0, answer) == (bug,)


def test_nothing_is_named_where_nothing_is_known():
    network = museum.patient()
    right = museum.trace(network, X, Y, 1.0)
    for answer in (right, [-array for array in right]):
        assert clues.name_the_bug(network, X, Y, 1.0, answer) == ()
