"""Exercise of notebook 09, second part: when to stop."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

# Costs after each epoch, and the patience.
_RUNS = (
    ((0.9, 0.6, 0.7, 0.5, 0.6, 0.55, 0.4), 2),
    ((0.8, 0.7, 0.6, 0.5), 1),
    ((0.8, 0.5, 0.6, 0.45, 0.7), 1),
    ((0.9, 0.4, 0.8, 0.6, 0.7, 0.5, 0.3, 0.2), 3),
    ((0.7, 0.5, 0.6, 0.5, 0.6, 0.45, 0.6), 3),
    ((0.7, 0.6, 0.65, 0.5, 0.55, 0.4, 0.45, 0.3, 0.35), 2),
    ((0.3, 0.5, 0.4, 0.35, 0.32, 0.31, 0.2), 4),
)


def early_stopping(costs, patience):
    """Return the epoch, counted from 1, that early stopping keeps."""
    best = 0
    for epoch in range(len(costs)):
        if costs[epoch] < costs[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return best + 1


def _runs(rng):
    for costs, patience in _RUNS:
        yield np.array(costs), patience
    for patience in (2, 3, 5):
        falling = np.exp(-np.arange(40) / 8) + 0.004 * np.arange(40)
        yield falling + rng.normal(0, 0.05, size=40), patience


def _early_stopping(costs, patience, slips=frozenset()):
    wait = patience + ("one too many" in slips)
    if "one too few" in slips:
        wait = patience - 1
    best, in_vain, last = 0, 0, len(costs) - 1
    for epoch in range(1, len(costs)):
        before = costs[epoch - 1 if "against the one before" in slips else best]
        lower = costs[epoch] < before
        if "a tie is lower" in slips:
            lower = costs[epoch] <= before
        if costs[epoch] < costs[best] or (lower and costs[epoch] == costs[best]):
            best = epoch
        if not lower:
            in_vain += 1
        elif "not in a row" not in slips:
            in_vain = 0
        if in_vain >= wait and "never stops" not in slips:
            last = epoch
            break
    kept = last if "the last epoch" in slips else best
    return kept if "counted from 0" in slips else kept + 1


EXERCISES = (
    Exercise(
        page=9,
        prompt="The epoch, counted from 1, that early stopping keeps.",
        arguments={"costs": "shape (epochs,)", "patience": "a whole number"},
        returns=(Part("epoch"),),
        inputs=_runs,
        reference=_early_stopping,
        slips={
            "counted from 0": "You count epochs from 0. The first one is number 1.",
            "never stops": "This is the lowest of all costs. Once patience has run "
            "out, what comes later is never seen.",
            "the last epoch": "This is the epoch at which training stops. Go back to "
            "the one with the lowest cost.",
            "one too many": "You wait for one epoch too many: stop after `patience` "
            "epochs without a new lowest cost.",
            "one too few": "You stop one epoch too soon: `patience` epochs may go by "
            "without a new lowest cost.",
            "against the one before": "You compare each cost with the one before it. "
            "A new lowest must be lower than all before.",
            "not in a row": "You count all epochs in vain. A new lowest cost starts "
            "the count again.",
            "a tie is lower": "You count a cost equal to the lowest as a new lowest. "
            "It must be lower.",
        },
        hints=(
            "Go through the costs, and remember where the lowest one so far is.",
            "At a new lowest, its place changes. Else look how many epochs ago it was.",
            "When that is `patience` epochs ago, break. Return its place plus 1.",
        ),
        solution=early_stopping,
    ),
)
