"""The panels of notebook 13: a bug that comes and goes, and a mystery to be named."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.colours import GREY, INK
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum.clues import all_clues
from backprop_helpers.pages.bug_museum.figures import (
    HIGHEST,
    MovingClue,
    MovingRuns,
    in_words,
)
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

STEPS = 400
NO_GUESS = "no guess yet"


@lru_cache(128)
def healthy_run(bug, eta=museum.ETA, seed=museum.SEED, steps=museum.STEPS):
    """Return the Run without bugs of the patient that a bug is planted in."""
    return museum.train(museum.patient(bug, seed), eta, museum.always("", steps))


@lru_cache(64)
def interrupted_run(bug, eta, on, off):
    """Return the Run of STEPS steps in which the bug is there from `on` up to `off`."""
    plan = [frozenset({bug} if on <= step < off else ()) for step in range(STEPS)]
    return museum.train(museum.patient(bug), eta, plan)


def on_and_off():
    """Switch a bug on and off while a network learns, and watch the curve bend."""

    def compute(bug, eta, on, off, steps):
        costs = interrupted_run(bug, eta, on, off).costs[: steps + 1]
        healthy = healthy_run(bug, eta, steps=STEPS).costs
        return {
            "bug": bug, "eta": eta, "on": on, "off": off, "steps": steps,
            "costs": costs, "healthy": healthy,
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        shade = axes.axvspan(0, 1, color=GREY, alpha=0.18, lw=0, animated=True)
        words = axes.text(
            0, 0.8 * HIGHEST, "bug on", va="top", ha="center", fontsize=10, color=INK,
            animated=True,
        )  # fmt: skip
        return MovingRuns(axes, STEPS), shade, words

    def update(artists, r):
        runs, shade, words = artists
        runs.move(r["healthy"], r["costs"])
        end = max(r["off"], r["on"])
        shade.set(x=r["on"], width=end - r["on"])
        words.set_text("bug on" if end > r["on"] else "")
        words.set_x(np.clip((r["on"] + end) / 2, 14, STEPS - 14))

    def describe(r):
        step, when = r["steps"], presence(r["steps"], r["on"], r["off"])
        start = f"{r['bug']}, η = {r['eta']:.3g}"
        cost, healthy = r["costs"][-1], r["healthy"][step]
        if step == 0:
            return f"{start}: both runs start at cost {cost:.3f}. {when}"
        return (
            f"{start}, step {step}: the cost is {cost:.4f}; the healthy run is at "
            f"{healthy:.4f}. {when} {verdict(r)}"
        )

    return Panel(
        "On and off",
        (
            Choice("bug", "Bug", tuple(museum.BUGS), "sum for mean", menu=True),
            Slider("eta", "learning rate η", 0.1, 10, 1.0, count=40, log=True),
            Slider("on", "comes at step", 0, STEPS, 100, integer=True),
            Slider("off", "goes at step", 0, STEPS, 200, integer=True),
            Slider("steps", "steps", 0, STEPS, 0, integer=True),
            Buttons((Button("50 steps on", add={"steps": 50}),)),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Two curves of the cost against the steps: the run with the bug, orange, "
        "and the healthy run, dashed; the steps with the bug are shaded.",
        size=(8.2, 3.0),
    )


def presence(step, on, off):
    """Say in a sentence when the bug is there, as seen from a step."""
    if off <= on:
        return f"It is never on: it would come at step {on}, but goes at step {off}."
    if step <= on:
        return f"The bug comes at step {on} and goes at step {off}."
    if step <= off:
        return f"The bug has been on since step {on}, and goes at step {off}."
    return f"The bug was on from step {on} to step {off}."


def verdict(r):
    """Say in a sentence how the run with the bug stands beside the healthy one."""
    costs, healthy = r["costs"], r["healthy"][r["steps"]]
    if r["steps"] <= r["on"] or costs[-1] == healthy:
        return "So far both runs are one."
    last = costs[-21:]
    if np.mean(np.diff(last) > 1e-3) > 0.2:
        return "It jumps: these steps are too large."
    if costs[-1] > 2 * healthy and abs(last[0] - last[-1]) < 0.01 * last[0]:
        after = ", though the gradient is right again" if r["steps"] > r["off"] else ""
        return f"It is stuck: the cost hardly moves{after}."
    ratio = costs[-1] / healthy
    if 0.98 < ratio < 1.02:
        return "One can hardly tell them apart."
    return "It is ahead." if ratio < 1 else "It is behind."


def mystery(diagnose):
    """Find a hidden bug by its curve and its clues; a guess is drawn beside it.

    Parameters
    ----------
    diagnose : callable
        `diagnose(network, x, y, eta, answer) -> names`: which bugs reproduce what
        `museum.trace` gave; that of the practice floor.
    """
    names = [*museum.BUGS]
    x, y = museum.flowers()

    def compute(number, guess):
        # 7 and 3 share no divisor with 10: each ten patients have all ten bugs.
        bug = names[((7 if number <= 10 else 3) * number + 6) % len(names)]
        seed = number + 20
        network = museum.patient(bug, seed)
        answer = museum.trace(network, x, y, museum.ETA, frozenset({bug}))
        return {
            "number": number, "bug": bug, "guess": guess,
            "named": diagnose(network, x, y, museum.ETA, answer),
            "healthy": healthy_run(bug, seed=seed).costs,
            "run": sick_run(bug, bug, seed), "errors": clues(bug, bug, seed),
            "guessed_run": sick_run(bug, guess, seed),
            "guessed": clues(bug, guess, seed),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        tests = clues(names[0], names[0], museum.SEED)
        runs = MovingRuns(left, museum.STEPS, "with your guess")
        clue = MovingClue(right, tests, extra=True)
        right.set_title("× above 1e-7, □ your guess", loc="left", fontsize=10)
        return runs, clue

    def update(artists, r):
        runs, clue = artists
        guessed = () if r["guessed_run"] is None else r["guessed_run"].costs
        runs.move(r["healthy"], r["run"].costs, guessed)
        clue.move(r["errors"], r["guessed"])

    def describe(r):
        start = (
            f"Patient {r['number']}: after {museum.STEPS} steps the cost is "
            f"{r['run'].costs[-1]:.3f} (healthy: {r['healthy'][-1]:.3f}), and "
            f"{100 * r['run'].right:.0f}% of the flowers are right."
        )
        if r["guess"] == NO_GUESS:
            return f"{start} The check fails in {wrong_rows(r['errors'])}."
        if r["guess"] in r["named"]:
            return f"{start} ✓ Right, it is “{r['guess']}”. {museum.BUGS[r['guess']]}"
        return f"{start} ✗ Not “{r['guess']}”. {objection(r)}"

    options = (NO_GUESS, *names)
    return Panel(
        "The mystery",
        (
            Slider("number", "patient", 1, 20, 1, integer=True),
            Choice("guess", "Your guess", options, NO_GUESS, menu=True),
            Buttons((Button("Next patient", add={"number": 1}),)),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the cost of the patient against that of a healthy run; right, the "
        "relative errors of the gradient check for four arrays, and of two steps.",
        size=(8.2, 3.3),
    )


@lru_cache(256)
def sick_run(flavour, bug, seed):
    """Return the Run of a patient made for one bug, with another; None for no bug."""
    if bug == NO_GUESS:
        return None
    return museum.train(museum.patient(flavour, seed), plan=museum.always(bug))


@lru_cache(256)
def clues(flavour, bug, seed):
    """Return all_clues of a patient made for one bug, with another; None for no bug."""
    if bug == NO_GUESS:
        return None
    return all_clues(bug, seed, flavour=flavour)


def wrong_rows(errors):
    """Name the tests that fail."""
    wrong = [test for test in errors if errors[test] > 1e-7]
    if len(wrong) == len(errors):
        return "all six rows"
    return listed(wrong) if wrong else "no row"


def listed(words):
    """Join words as a sentence does: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def objection(r):
    """Say what speaks against a wrong guess."""
    expected, found = wrong_rows(r["guessed"]), wrong_rows(r["errors"])
    if expected == "no row":
        return "This network has another last layer: that mistake cannot be made in it."
    if expected != found:
        return f"With it, the check would fail in {expected}. Here it fails in {found}."
    gaps = apart(r)
    test = max(gaps, key=gaps.get)
    told, true = (in_words(errors[test]) for errors in (r["guessed"], r["errors"]))
    return (
        f"It fails in the same places, but with other numbers: in {test} the error "
        f"would be {told}, not {true}."
    )


def apart(r):
    """Return how far the error with the guess is from the true one, for each test."""
    pairs = ((test, r["guessed"][test], r["errors"][test]) for test in r["errors"])
    return {test: 0 if one == other else abs(one - other) for test, one, other in pairs}
