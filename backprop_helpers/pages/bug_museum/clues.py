"""The clues to a wrong gradient: every array and every step measured, the bug named."""

from functools import partial
from itertools import repeat

import numpy as np

from backprop_helpers.nets.gradient_check import measured, relative_error
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum import looks
from backprop_helpers.practice.diagnosis import find_slips, predictions


def gradient_errors(network, x, y, bugs=museum.RIGHT):
    """Return the relative error of each array by its name; inf for a wrong shape."""
    nabla = museum.backward(network, *network.forward(x), y, bugs)
    return _errors(network, x, y, museum.in_order(*nabla))


def step_errors(network, x, y, eta, bugs=museum.RIGHT):
    """Return how far (old − new) / η is from the measured gradient, in two steps.

    By the name of the step, the largest relative error of its four arrays; inf for a
    wrong shape.
    """
    network, errors = network.copy(), {}
    walk = museum.descend(network, x, y, eta, repeat(bugs, 2))
    next(walk)
    for step in (1, 2):
        if any(b.shape[1] > 1 for b in network.b.values()):
            errors[f"step {step}"] = np.inf
            continue
        old = network.copy()  # the generator stands before its step
        next(walk, None)
        arrays = (museum.in_order(each.w, each.b) for each in (old, network))
        moved = [(before - after) / eta for before, after in zip(*arrays, strict=True)]
        errors[f"step {step}"] = max(_errors(old, x, y, moved).values())
    return errors


def _errors(network, x, y, told):
    """Compare four arrays, in the order of ARRAYS, with the measured gradient."""
    errors = {}
    for (kind, l), array in zip(museum.ARRAYS, told, strict=True):
        slopes = measured(network, kind, l, x, y)
        fits = array.shape == slopes.shape
        errors[f"{kind}[{l}]"] = relative_error(array, slopes) if fits else np.inf
    return errors


def all_clues(bug, seed=museum.SEED, flavour=None):
    """Return gradient_errors and step_errors of a fresh patient with a bug, as one.

    The patient is made for the bug of the name `flavour`, by default for this one.
    """
    network = museum.patient(bug if flavour is None else flavour, seed)
    bugs = frozenset({bug} - {""})
    x, y = museum.data_for(network)
    in_steps = step_errors(network, x, y, museum.ETA, bugs)
    return gradient_errors(network, x, y, bugs) | in_steps


def exhibits(letters, steps=False):
    """Return costs (STEPS + 1,), healthy and sick, and errors, for each exhibit.

    The letters are keys of museum.EXHIBITS whose bugs are in BUGS, and those of the
    result. The errors are gradient_errors, and with steps all_clues.
    """
    shown = {}
    for letter in letters:
        bug = museum.EXHIBITS[letter]
        healthy, sick = (
            museum.train(museum.patient(bug), plan=museum.always(b)) for b in ("", bug)
        )
        clues = all_clues(bug)
        tests = [test for test in clues if steps or "step" not in test]
        shown[letter] = healthy.costs, sick.costs, {test: clues[test] for test in tests}
    return shown


def blind_clues(network):
    """Return the largest error of the check and those of looks.compare, by name."""
    x, y = network.data()
    checked = max(gradient_errors(network, x, y).values())
    return {"gradient": checked} | looks.compare(network, x)


def blind_exhibits(letters):
    """Return the same as exhibits for bugs of looks.BLIND; the errors: blind_clues."""
    shown = {}
    for letter in letters:
        sick = museum.patient(museum.EXHIBITS[letter])
        clues = blind_clues(sick)
        healthy, ill = (
            museum.train(each, plan=museum.always("")).costs
            for each in (looks.Looks(sick.w, sick.b), sick)
        )
        shown[letter] = healthy, ill, clues
    return shown


def name_the_bug(network, x, y, eta, answer):
    """Return the names of the BUGS that reproduce an answer of `museum.trace`, or ().

    The network is a patient as it was at the start, and stays so; x is (4, m), y is
    (3, m). The answer is eight arrays: ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³ and, after two
    steps with eta, w², b², w³, b³.
    """
    arrays = [np.asarray(array, dtype=float) for array in answer]

    def with_bugs(*names):
        return partial(museum.trace, bugs=frozenset(names))

    case, bugs = (network, x, y, eta), museum.bugs_of(network)
    return find_slips([arrays], predictions(with_bugs, [case]), bugs, together=1)


def starts_that_learn(bug, starts=5):
    """Return from how many starts a patient with a bug learns six flowers by heart."""
    return sum(learns_by_heart(bug, seed) for seed in range(starts))


def learns_by_heart(bug, seed):
    """Tell whether a patient with a bug brings its cost on six flowers below 0.1.

    It has 1000 steps; the six are drawn anew for each seed, two of each species.
    """
    x, y = museum.flowers()
    rng = np.random.default_rng(seed)
    six = [i for c in range(3) for i in rng.choice(50, 2, replace=False) + 50 * c]
    network, plan = museum.patient(bug, seed), museum.always(bug, 1000)
    *_, last = museum.descend(network, x[:, six], y[:, six], museum.ETA, plan)
    return bool(last < 0.1)


def slopes_with_dropout(anew, times=3):
    """Return the slope along w[3][0, 0], measured with dropout on: shape (times,).

    At each call half of the hidden neurons are off, drawn anew or always the same.
    """
    network, (x, y) = museum.patient(), museum.flowers()
    _, a = network.forward(x)
    fresh = np.random.default_rng(0)

    def cost(w3):
        rng = fresh if anew else np.random.default_rng(0)
        on = rng.random(a[2].shape) < 0.5
        a3 = network.sigma[3](w3 @ (2 * on * a[2]) + network.b[3])
        return network.cost(a3, y)

    w3, shift = network.w[3], np.zeros_like(network.w[3])
    shift[0, 0] = 1e-5
    slopes = [(cost(w3 + shift) - cost(w3 - shift)) / 2e-5 for _ in range(times)]
    return np.array(slopes)
