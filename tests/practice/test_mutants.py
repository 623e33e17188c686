"""A small change anywhere in a solution is found wrong, or shown to be no change."""

import pytest

from backprop_helpers.practice.registry import EXERCISES
from tests.practice.mutants import mutants_of

SAME_LENGTH = "both have the same length"
SAME_KEYS = "only the layers are read, and both have the same"
SAME_NUMBER = "both are the same number"
ONE_EXAMPLE = "a column times a row: each entry is one product"
EVEN = "σ′(−z) is σ′(z)"
NUMBERS = "for rows of numbers a @ b is b @ a"
NO_EQUAL = "the inputs are ±1, so no sum lies there"
EQUAL = {
    "neuron_step": {"w @ x: sides exchanged": NUMBERS},
}


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_no_mutant_lives_but_those_that_are_equal(exercise):
    mutants = [*mutants_of(exercise)]
    assert len(mutants) >= 10
    alive = {mutant.change for mutant in mutants if mutant.survives()}
    assert alive == {*EQUAL.get(exercise.name, {})}
