"""A small change anywhere in a solution is found wrong, or shown to be no change."""

import pytest

from backprop_helpers.practice.registry import EXERCISES
from tests.practice.mutants import mutants_of

LENGTH = "both have the same length"
LAYERS = "only its layers are read, and both have the same"
ROWS = "of two rows of numbers, a @ b is b @ a"
TABLE = "a column and a row: each entry is one product, with @ and with *"
PLUS_OR_MINUS = "inputs and answers are ±1, so no sum lies between the two borders"
EQUAL = {
    "neuron_step": {"line 3, w @ x: sides exchanged": ROWS},
    "perceptron_step": {"line 3, w @ x: sides exchanged": ROWS},
    "delta_rule": {"line 3, w @ x: sides exchanged": ROWS},
    "logistic_gradient": {"line 4, y: → delta": LENGTH},
    "batch_gradient": {"line 3, delta: → a_before": LENGTH},
    "one_hot": {"line 4, labels: → targets": LENGTH},
    "many_channels": {"line 3, w: → b": LENGTH},
    "delta_below": {"line 6, w: → delta": LENGTH},
    "cost_from_sums": {
        "line 5, labels: → log_S": LENGTH,
        "line 5, labels: → top": LENGTH,
    },
    "every_step": {
        "line 4, y: → a": "the last key is read, and both have the same",
        "line 7, delta @ a[t - 1].T: MatMult → Mult": TABLE,
    },
    "whole_step": {
        "line 9, eta * delta3 @ a2.T: MatMult → Mult": TABLE,
        "line 11, eta * delta2 @ x.T: MatMult → Mult": TABLE,
    },
    "attention": {"line 3, k: → q": LENGTH, "line 3, k: → v": LENGTH},
    "attention_back": {
        f"line 6, k: → {name}": LENGTH for name in ("q", "v", "nabla_o")
    },
    "blame_ratio": {"line 3, w: → z": LAYERS},
    "walk_back": {
        "line 3, w: → z": LENGTH,
        "line 7, w: → z": LAYERS,
        "line 8, w: → z": LAYERS,
        "line 8, w: → nabla_w": LAYERS,
        "line 1, def walk_back(w, z, a, y): L, : lines 4 and 5 exchanged":
            "neither reads the other",
    },
    "equal_by_three": dict.fromkeys((
        "line 3, x1 + x2 - 1 > 0: Gt → GtE",
        "line 4, -x1 - x2 - 1 > 0: Gt → GtE",
        "line 5, both + neither + 1 > 0: Gt → GtE",
        "line 3, x1 + x2 - 1: left side alone",
        "line 4, -x1 - x2 - 1: left side alone",
        "line 3, 1: → 0", "line 4, 1: → 0", "line 5, 1: → 2",
        "line 3, 0: → -1", "line 4, 0: → -1", "line 5, 0: → -1",
    ), PLUS_OR_MINUS),
    "neuron_back": {"line 4, -z: USub lost": "σ′(−z) is σ′(z)"},
    "multiplications_back": dict.fromkeys((
        "line 5, own_derivatives: → carried_back",
        "line 5, carried_back: → own_derivatives",
    ), "both are n_in · n_out"),
    "multiply": {
        "line 5, slope_a: → b": "the slope along a is b",
        "line 5, slope_b: → a": "the slope along b is a",
    },
    "hand_back": {
        "line 8, child: → node": "both are the same there",
        "line 7, child: → parent": "each node then collects from its children, which "
        "come before it in this order",
    },
    "l1_step": {
        "line 5, np.clip(w, -push, push): arguments 0 and 1 exchanged":
            "clip takes the larger of the first two, and then the smaller",
    },
    "planned_eta": {
        "line 3, min(t / warm_up, (steps - t) /: arguments 0 and 1 exchanged":
            "the smaller of two is that of the two",
    },
    "clip_by_norm": {
        "line 4, length <= most: LtE → Lt": "at the border the factor is 1",
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_no_mutant_lives_but_those_that_are_equal(exercise):
    mutants = [*mutants_of(exercise)]
    assert len(mutants) >= 10
    alive = {mutant.change for mutant in mutants if mutant.survives()}
    assert alive == {*EQUAL.get(exercise.name, {})}
