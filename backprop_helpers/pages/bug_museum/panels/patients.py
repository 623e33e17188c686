"""A bug that comes and goes, and a mystery to be named."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.colours import GREY
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum import figures
from backprop_helpers.pages.bug_museum.clues import all_clues
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import listed

STEPS = 400
NO_GUESS = "no guess yet"


clues_of = lru_cache(256)(all_clues)


@lru_cache(64)
def interrupted_run(bug, eta, on, off):
    """Return the costs of STEPS steps; the bug is there from `on` up to `off`."""
    plan = [frozenset({bug} if on <= step < off else ()) for step in range(STEPS)]
    return museum.train(museum.patient(bug), eta, plan).costs


def on_and_off():
    """Switch a bug on and off while a network learns; see its curve and its pattern."""

    def compute(bug, eta, on, off, steps):
        return {
            "bug": bug, "eta": eta, "on": on, "off": off, "steps": steps,
            "end": max(on, off), "healthy": interrupted_run(bug, eta, 0, 0),
            "sick": interrupted_run(bug, eta, on, off)[: steps + 1],
            "errors": clues_of(bug),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        shade = left.axvspan(0, 1, color=GREY, alpha=0.18, lw=0)
        follow(shade, lambda r: {"x": r["on"], "width": r["end"] - r["on"]})

        def label(r):
            middle = np.clip((r["on"] + r["end"]) / 2, 28, STEPS - 28)
            text = "bug on" if r["end"] > r["on"] else ""
            return {"text": text, "position": (middle, 0.97)}

        look = {"va": "top", "ha": "center", "transform": left.get_xaxis_transform()}
        follow(left.text(0, 0, "", **look), label)
        figures.draw_runs(left, STEPS)
        figures.draw_clue(right, clues_of("lost the 2"))
        right.set_title("while it is on: × above 1e-7", loc="left", fontsize=10)

    def describe(r):
        step, when = r["steps"], presence(r["steps"], r["on"], r["off"])
        start = f"{r['bug']}, η = {r['eta']:.3g}"
        pattern = f"The check fails in {wrong_rows(r['errors'])}."
        cost, healthy = r["sick"][-1], r["healthy"][step]
        if step == 0:
            return f"{start}: both runs start at cost {cost:.3f}. {when} {pattern}"
        return (
            f"{start}, step {step}: the cost is {cost:.3g}; the healthy run is at "
            f"{healthy:.3g}. {when} {verdict(r)} {pattern}"
        )

    return Panel(
        "On and off",
        (
            Choice("bug", "Bug", tuple(museum.BUGS), "sum for mean", menu=True),
            Slider("eta", "learning rate η", 0.1, 10, 1.0, count=40, log=True),
            Slider("on", "comes at step", 0, STEPS, 100, integer=True),
            Slider("off", "goes at step", 0, STEPS, 200, integer=True),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            Buttons((Button("50 steps on", add={"steps": 50}),)),
        ),
        compute,
        draw,
        describe,
        alt="Left, two curves of the cost against the steps: the run with the bug, "
        "orange, and the healthy run, dashed; the steps with the bug are shaded. "
        "Right, the relative errors of four arrays, and of two steps, with the bug.",
        size=(8.2, 3.3),
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
    last, healthy = r["sick"][-21:], r["healthy"][r["steps"]]
    if healthy > r["healthy"][0]:
        return "Even the healthy run is thrown off: η is too large for it."
    if r["steps"] <= r["on"] or last[-1] == healthy:
        return "So far both runs are one."
    rises = np.diff(last)
    if np.mean(rises > 1e-3) > 0.2:
        if len(rises) >= 10 and np.all(rises[-10:] > 0):
            return "It climbs: these steps lead uphill."
        return "It jumps: these steps are too large."
    if last[-1] > 2 * healthy and abs(last[0] - last[-1]) < 0.01 * last[0]:
        after = ", though the gradient is right again" if r["steps"] > r["off"] else ""
        return f"It is stuck: the cost hardly moves{after}."
    ratio = last[-1] / healthy
    if 0.98 < ratio < 1.02:
        return "One can hardly tell them apart."
    return "It is ahead." if ratio < 1 else "It is behind."


@lru_cache(256)
def run_of(flavour, bug, seed):
    """Return the Run of a patient made for one bug, with another; "" for none."""
    return museum.train(museum.patient(flavour, seed), plan=museum.always(bug))


def mystery(diagnose):
    """Find a hidden bug by its curve and its clues; a guess is drawn beside it.

    diagnose(network, x, y, eta, answer) names the bugs that reproduce an answer of
    `museum.trace`.
    """
    names = [*museum.FLOWER_BUGS]

    def compute(number, guess):
        # 7 and 3 share no divisor with 10: each ten patients have all ten bugs.
        bug = names[((7 if number <= 10 else 3) * number + 6) % len(names)]
        seed = number + 20
        case = museum.patient(bug, seed), *museum.flowers(), museum.ETA
        sick, some = run_of(bug, bug, seed), guess != NO_GUESS
        return {
            "number": number, "bug": bug, "guess": guess,
            "named": diagnose(*case, museum.trace(*case, {bug})),
            "healthy": run_of(bug, "", seed).costs,
            "sick": sick.costs, "right": sick.right,
            "guessed": run_of(bug, guess, seed).costs if some else (),
            "errors": clues_of(bug, seed, flavour=bug),
            "guessed_errors": clues_of(guess, seed, flavour=bug) if some else {},
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2)
        figures.draw_runs(left, museum.STEPS, guess=True)
        figures.draw_clue(right, clues_of(names[0]), guess=True)
        right.set_title("× above 1e-7, □ your guess", loc="left", fontsize=10)

    def describe(r):
        start = (
            f"Patient {r['number']}: after {museum.STEPS} steps the cost is "
            f"{r['sick'][-1]:.3f} (healthy: {r['healthy'][-1]:.3f}), and "
            f"{100 * r['right']:.0f}% of the flowers are right."
        )
        if r["guess"] == NO_GUESS:
            return f"{start} The check fails in {wrong_rows(r['errors'])}."
        if r["guess"] in r["named"]:
            return f"{start} ✓ Right, it is “{r['guess']}”. {museum.BUGS[r['guess']]}"
        return f"{start} ✗ Not “{r['guess']}”. {objection(r)}"

    return Panel(
        "The mystery",
        (
            Slider("number", "patient", 1, 20, 1, integer=True),
            Choice("guess", "Your guess", (NO_GUESS, *names), NO_GUESS, menu=True),
            Buttons((Button("Next patient", add={"number": 1}),)),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost of the patient against that of a healthy run; right, the "
        "relative errors of the gradient check for four arrays, and of two steps.",
        size=(8.2, 3.3),
    )


def wrong_rows(errors):
    """Name the tests that fail."""
    wrong = [test for test in errors if errors[test] > 1e-7]
    if len(wrong) == len(errors):
        return "all six rows"
    return listed(wrong) if wrong else "no row"


def objection(r):
    """Say what speaks against a wrong guess."""
    guessed, true = r["guessed_errors"], r["errors"]
    expected, found = wrong_rows(guessed), wrong_rows(true)
    if expected == "no row":
        return "This network has another last layer: that mistake cannot be made in it."
    if expected != found:
        return f"With it, the check would fail in {expected}. Here it fails in {found}."

    def gap(test):
        same = guessed[test] == true[test]  # both may be infinite
        return 0 if same else abs(guessed[test] - true[test])

    test = max(true, key=gap)
    expected, found = (figures.in_words(each[test]) for each in (guessed, true))
    return (
        f"It fails in the same places, but with other numbers: in {test} the error "
        f"would be {expected}, not {found}."
    )
