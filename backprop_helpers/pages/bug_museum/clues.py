"""The clues to a wrong gradient (notebook 13): every array and every step, measured."""

from itertools import repeat
from typing import NamedTuple

import numpy as np

from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.bug_museum import example as museum


def measured_gradient(network, x, y):
    """Return ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³ by central differences."""
    network = network.copy()

    def cost_of(parameters, l):
        def cost(values):
            parameters[l] = values
            return network.cost(network.forward(x)[1][3], y)

        return cost

    slopes = []
    for kind, l in museum.ARRAYS:
        parameters = {"w": network.w, "b": network.b}[kind]
        before = parameters[l]
        slopes.append(central_difference(cost_of(parameters, l), before))
        parameters[l] = before
    return slopes


def gradient_errors(network, x, y, bugs=museum.RIGHT):
    """Return the relative error of each array by its name; inf for a wrong shape."""
    told = museum.in_order(*museum.backward(network, *network.forward(x), y, bugs))
    names = [f"{kind}[{l}]" for kind, l in museum.ARRAYS]
    pairs = zip(told, measured_gradient(network, x, y), strict=True)
    return dict(zip(names, [_error(*pair) for pair in pairs], strict=True))


def step_errors(network, x, y, eta, bugs=museum.RIGHT, steps=2):
    """Return for each step how far (old − new) / η is from the measured gradient.

    The largest relative error of the four arrays, by the name of the step; inf for a
    wrong shape.
    """
    network, errors = network.copy(), {}
    walk = museum.descend(network, x, y, eta, repeat(bugs, steps))
    next(walk)
    for step in range(1, steps + 1):
        # The generator stands before its step: the old parameters are still there.
        old = museum.in_order(network.w, network.b)
        if any(b.shape[1] > 1 for b in (network.b[2], network.b[3])):
            errors[f"step {step}"] = np.inf
            continue
        measured = measured_gradient(network, x, y)
        next(walk, None)
        moved = [
            (before - after) / eta
            for before, after in zip(
                old, museum.in_order(network.w, network.b), strict=True
            )
        ]
        pairs = zip(moved, measured, strict=True)
        errors[f"step {step}"] = max(_error(*pair) for pair in pairs)
    return errors


def _error(told, measured):
    return relative_error(told, measured) if told.shape == measured.shape else np.inf


def all_clues(bug, seed=museum.SEED, eta=museum.ETA, flavour=None):
    """Return gradient_errors and step_errors of a fresh patient with a bug, as one.

    The patient is made for the bug of the name `flavour`, by default for this one.
    """
    network = museum.patient(bug if flavour is None else flavour, seed)
    bugs = frozenset({bug} - {""})
    x, y = museum.flowers()
    return gradient_errors(network, x, y, bugs) | step_errors(network, x, y, eta, bugs)


class Exhibit(NamedTuple):
    """Costs of the healthy and of the sick run, (STEPS + 1,), and gradient_errors."""

    healthy: np.ndarray
    sick: np.ndarray
    errors: dict


def exhibit(letter):
    """Return the Exhibit of this letter, a key of museum.EXHIBITS."""
    bug = museum.EXHIBITS[letter]
    healthy, sick = (
        museum.train(museum.patient(bug), plan=museum.always(b)) for b in ("", bug)
    )
    x, y = museum.flowers()
    errors = gradient_errors(museum.patient(bug), x, y, frozenset({bug}))
    return Exhibit(healthy.costs, sick.costs, errors)
