"""Symptom and clue of a bug: curves of the cost, and errors of the gradient check."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PALE_ORANGE, PINK
from backprop_helpers.figures.errors import LIMIT, draw_rows
from backprop_helpers.figures.following import follow, put_at_rest
from backprop_helpers.figures.numbers import number
from backprop_helpers.figures.show import course_style, figure_grid, new_figure, show

LOWEST, HIGHEST = 1e-4, 4.0  # of the axes of costs, which grow upwards
LEFT, RIGHT = 1e-11, 30.0  # of the axes of relative errors
SHAPE = 8.0  # where a wrong shape stands, right of all errors
GUESS = 1.5e-3  # where the numbers of a guess end


def draw_runs(axes, steps, guess=False):
    """Draw the healthy run, grey and dashed, beside that with the bug, orange.

    They follow the costs (n,) in the result under healthy and sick, and with guess a
    third run, pink and dotted, those under guessed. steps is the end of the axis.
    """
    axes.set_yscale("log")
    axes.set(xlim=(0, steps), ylim=(LOWEST, HIGHEST), xlabel="step", ylabel="cost C")
    looks = {"healthy": ("healthy", "--", GREY, 1.6)}
    looks["sick"] = ("with the bug", "-", ORANGE, 2.0)
    if guess:
        looks["guessed"] = ("with your guess", ":", PINK, 2.4)

    def limits(r):
        largest = max(np.max(r[key], initial=0) for key in looks)
        return {"ylim": (LOWEST, HIGHEST if largest <= HIGHEST else 20 * largest)}

    follow(axes, limits, animated=False)

    def points(costs):
        return np.arange(len(costs)), np.maximum(costs, LOWEST)

    for key, (name, dash, colour, width) in looks.items():
        (curve,) = axes.plot([], [], dash, color=colour, lw=width, label=name)
        follow(curve, lambda r, key=key: {"data": points(r[key])})
    (now,) = axes.plot([], [], "o", color=ORANGE)
    follow(now, lambda r: {"data": [each[-1:] for each in points(r["sick"])]})
    axes.legend(  # above the axes: the curves go everywhere
        loc="lower right", bbox_to_anchor=(1.02, 0.97), ncols=len(looks),
        handlelength=2.2, columnspacing=1.0,
    )  # fmt: skip


def draw_clue(axes, names, guess=False):
    """Draw a mark for the relative error of each array: a dot if it agrees, or a cross.

    At the right edge, beyond all errors, a triangle stands for a wrong shape. The marks
    follow the result's `errors`, a dict by the names of the rows, inf for a wrong
    shape; with guess, pink squares follow its `guessed_errors`, which may be empty.
    """
    draw_rows(axes, names, LEFT, RIGHT, top=0.9)
    axes.set_xticks([1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1])
    axes.set_xlabel("relative error of the check")

    def marks(key, chosen, style, colour, **look):
        def points(r):
            errors = {row: r[key].get(name, -1) for row, name in enumerate(names)}
            errors = {row: errors[row] for row in errors if chosen(errors[row])}
            return {"data": ([_place(e) for e in errors.values()], [*errors])}

        (line,) = axes.plot([], [], style, color=colour, **look)
        follow(line, points)

    def words(key, x_of, before=""):
        for row, name in enumerate(names):

            def word(r, row=row, name=name):
                error = r[key].get(name, 0)
                told = in_words(error)
                at = (x_of(error), row - 0.12)
                return {"text": before + told if told else "", "position": at}

            follow(axes.text(1, row, "", fontsize=9, va="bottom", ha="right"), word)

    if guess:
        square = {"ms": 11, "mfc": "none", "mew": 2}
        marks("guessed_errors", lambda e: e >= 0, "s", PINK, **square)
    marks("errors", lambda e: e <= LIMIT, "o", BLUE, ms=7)
    marks("errors", lambda e: LIMIT < e < np.inf, "x", ORANGE, ms=8, mew=2.5)
    marks("errors", np.isinf, ">", ORANGE, ms=8)
    words("errors", lambda e: 0.4 * _place(e))
    if guess:
        words("guessed_errors", lambda e: GUESS, before="□ ")


def _place(error):
    """Return where an error stands on the axis."""
    return np.clip(error, 2 * LEFT, SHAPE)


def in_words(error):
    """Write an error as it stands beside its mark: "" where both agree."""
    if error <= LIMIT:
        return ""
    if np.isinf(error):
        return "wrong shape"
    return number(error, ".2g" if error < 0.1 else ".2f")


def draw_exhibits(exhibits):
    """Return a figure with a row for each exhibit, by its letter.

    Left the symptom, two curves of costs; right the clue, as in clues.exhibits.
    """
    figure, grid = figure_grid(2 * len(exhibits), 2, 2.1)
    rows = zip(exhibits.items(), grid.reshape(-1, 2), strict=True)
    for (letter, shown), (left, right) in rows:
        result = dict(zip(("healthy", "sick", "errors"), shown, strict=True))
        with course_style():
            draw_runs(left, len(result["healthy"]) - 1)
            draw_clue(right, result["errors"])
        for axes in (left, right):
            put_at_rest(axes, result)
        left.set_title(letter, loc="left")
    return figure


def show_exhibits(exhibits):
    """Show the figure of draw_exhibits, with words made of its numbers."""
    words = ["Left, the cost; right, the relative errors of the check."]
    for letter, (healthy, sick, errors) in exhibits.items():
        halfway = len(sick) // 2
        told = ", ".join(
            f"{name} {in_words(error) or 'agrees'}" for name, error in errors.items()
        )
        words.append(
            f"{letter}: with the bug {sick[0]:.3f} at the start, {sick[halfway]:.3f} "
            f"after {halfway} steps and {sick[-1]:.3f} at the end; healthy "
            f"{healthy[halfway]:.3f} and {healthy[-1]:.3f}; {told}."
        )
    show(draw_exhibits(exhibits), alt=" ".join(words))


def draw_map(clues):
    """Return a figure with a row for each bug and a column for each test.

    A number in an orange box is a relative error above LIMIT; a blue dot: both agree.
    clues has the errors by the name of the test, inf for a wrong shape, of each bug.
    """
    tests = [*next(iter(clues.values()))]
    figure, axes = new_figure(8.2, 0.5 + 0.3 * len(clues))
    for row, errors in enumerate(clues.values()):
        for column, test in enumerate(tests):
            words, agrees = in_words(errors[test]), errors[test] <= LIMIT
            box = {"facecolor": PALE_ORANGE, "edgecolor": ORANGE, "pad": 2.5}
            axes.text(
                column, row, words.removeprefix("wrong ") or "●", ha="center",
                va="center", fontsize=10, color=BLUE if agrees else INK,
                bbox=None if agrees else box,
            )  # fmt: skip
    axes.set(xlim=(-0.6, len(tests) - 0.4), ylim=(len(clues) - 0.4, -0.6))
    axes.set_yticks(range(len(clues)), clues)
    axes.set_xticks(range(len(tests)), tests)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.axvline(3.5, color=GREY, linewidth=1)
    axes.spines[:].set_visible(False)
    return figure


def show_map(clues):
    """Show the figure of draw_map, with words made of its numbers."""
    rows = []
    for bug, errors in clues.items():
        wrong = [f"{test} {in_words(e)}" for test, e in errors.items() if in_words(e)]
        rows.append(f"{bug}: {', '.join(wrong)}.")
    show(draw_map(clues), alt="What fails with each bug. " + " ".join(rows))
