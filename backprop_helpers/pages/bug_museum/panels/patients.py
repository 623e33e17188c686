"""A mystery: a hidden bug to be named."""

from functools import lru_cache

from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum import figures
from backprop_helpers.pages.bug_museum.clues import all_clues, name_the_bug
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import listed

NO_GUESS = "no guess yet"


clues_of = lru_cache(256)(all_clues)


@lru_cache(256)
def run_of(flavour, bug, seed):
    """Return the Run of a patient made for one bug, with another; "" for none."""
    return museum.train(museum.patient(flavour, seed), plan=museum.always(bug))


def mystery():
    """Find a hidden bug by its curve and its clues; a guess is drawn beside it."""
    names = [*museum.FLOWER_BUGS]

    def compute(number, guess):
        # 7 and 3 share no divisor with 10: each ten patients have all ten bugs.
        bug = names[((7 if number <= 10 else 3) * number + 6) % len(names)]
        seed = number + 20
        case = museum.patient(bug, seed), *museum.flowers(), museum.ETA
        sick, some = run_of(bug, bug, seed), guess != NO_GUESS
        return {
            "number": number, "bug": bug, "guess": guess,
            "named": name_the_bug(*case, museum.trace(*case, {bug})),
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
        right.set_title("× above 10⁻⁷, □ your guess", loc="left", fontsize=10)

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
