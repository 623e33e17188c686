"""Symptom and clue of a bug: curves of the cost, and errors of the gradient check."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_ORANGE,
    PINK,
)
from backprop_helpers.figures.errors import LIMIT
from backprop_helpers.figures.following import set_new
from backprop_helpers.figures.show import course_style, new_figure, show

LOWEST, HIGHEST = 1e-3, 4.0  # of the axes of costs
LEFT, RIGHT = 1e-11, 30.0  # of the axes of relative errors
SHAPE = 8.0  # where a wrong shape stands, right of all errors
GUESS = 1.5e-3  # where the numbers of a guess end


class MovingRuns:
    """The healthy run, grey and dashed, beside that with the bug, orange with a dot.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    steps : int
        The right end of the axis.
    extra : str
        The name of a third run, pink and dotted; none if it is empty.
    animated : bool
        Whether the curves will move.
    """

    def __init__(self, axes, steps, extra="", animated=True):
        axes.set_yscale("log")
        axes.set(xlim=(0, steps), ylim=(LOWEST, HIGHEST), xlabel="step")
        axes.set_ylabel("cost C")
        looks = [("healthy", "--", GREY, 1.6), ("with the bug", "-", ORANGE, 2.0)]
        if extra:
            looks.append((extra, ":", PINK, 2.4))
        self.curves = []
        for name, dash, colour, width in looks:
            axes.plot([], [], dash, color=colour, lw=width, label=name)
            self.curves += axes.plot(
                [], [], dash, color=colour, lw=width, animated=animated
            )
        (self.now,) = axes.plot([], [], "o", color=ORANGE, animated=animated)
        axes.legend(  # above the axes: the curves go everywhere
            loc="lower right", bbox_to_anchor=(1.02, 0.97), ncols=len(looks),
            handlelength=2.2, columnspacing=1.0, frameon=False,
        )  # fmt: skip

    def move(self, *runs):
        """Move to the costs (n,) of each run: healthy, with the bug, and so on."""
        for curve, costs in zip(self.curves, runs, strict=True):
            inside = np.clip(costs, LOWEST, HIGHEST)
            curve.set_data(np.arange(len(costs)), inside)
        x, y = self.curves[1].get_data()
        self.now.set_data(x[-1:], y[-1:])


class MovingClue:
    """A mark for the relative error of each array: a dot if it agrees, a cross if not.

    Beyond all errors, at the right edge, a triangle stands for a wrong shape.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    names : sequence of str
        Of the rows, from top to bottom.
    extra : bool
        Whether there is a second error in each row: a pink square, and its number.
    animated : bool
    """

    def __init__(self, axes, names, extra=False, animated=True):
        self.names = [*names]
        axes.axvline(LIMIT, color=GREEN, linestyle="--", linewidth=1.5)
        axes.annotate(
            "1e-7", (LIMIT, 1), xycoords=("data", "axes fraction"), xytext=(3, -2),
            textcoords="offset points", color=DARK_GREEN, va="top", fontsize=9,
        )  # fmt: skip
        axes.set_xscale("log")
        axes.set(xlim=(LEFT, RIGHT), ylim=(len(self.names) - 0.5, -0.9))
        axes.set_yticks(range(len(self.names)), self.names)
        axes.set_xticks([1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1])
        axes.set_xlabel("relative error of the check")
        for row in range(len(self.names)):
            axes.axhline(row, color=GREY, linewidth=0.4, zorder=0)
        look = {"linestyle": "", "animated": animated}
        (self.guess,) = axes.plot(
            [], [], "s", color=PINK, ms=11, mfc="none", mew=2, **look
        )
        (self.good,) = axes.plot([], [], "o", color=BLUE, ms=7, **look)
        (self.bad,) = axes.plot([], [], "x", color=ORANGE, ms=8, mew=2.5, **look)
        (self.shape,) = axes.plot([], [], ">", color=ORANGE, ms=8, **look)
        words = {"fontsize": 9, "va": "bottom", "ha": "right", "animated": animated}
        self.words, self.guess_words = (
            [axes.text(x, row - 0.12, "", **words) for row in range(rows)]
            for x, rows in ((1, len(self.names)), (GUESS, extra * len(self.names)))
        )

    def move(self, errors, guess=None):
        """Move to errors by name, infinity for a wrong shape; None: no second ones."""
        values = np.array([errors[name] for name in self.names], dtype=float)
        rows = np.arange(len(values))
        places = np.clip(np.where(np.isinf(values), SHAPE, values), 2 * LEFT, SHAPE)
        kinds = (self.good, self.bad, self.shape)
        chosen = (values <= LIMIT, (values > LIMIT) & np.isfinite(values))
        for mark, which in zip(kinds, (*chosen, np.isinf(values)), strict=True):
            mark.set_data(places[which], rows[which])
        for text, place, value in zip(self.words, places, values, strict=True):
            text.set_x(0.4 * place)
            set_new(text, text=in_words(value))
        second = [] if guess is None else [guess[name] for name in self.names]
        second = np.array(second, dtype=float)
        ends = np.clip(np.where(np.isinf(second), SHAPE, second), 2 * LEFT, SHAPE)
        self.guess.set_data(ends, rows[: len(ends)])
        for row, text in enumerate(self.guess_words):
            told = in_words(second[row]) if len(second) else ""
            set_new(text, text=f"□ {told}" if told else "")


def in_words(error):
    """Write an error as it stands beside its mark: "" where both agree."""
    if error <= LIMIT:
        return ""
    if np.isinf(error):
        return "wrong shape"
    return f"{error:.2g}" if error < 0.1 else f"{error:.2f}"


def draw_exhibit(healthy, sick, errors):
    """Return a figure: left the symptom, two curves of costs; right the clue."""
    figure, (left, right) = new_figure(8.2, 2.3, columns=2)
    with course_style():
        MovingRuns(left, len(healthy) - 1, animated=False).move(healthy, sick)
        MovingClue(right, errors, animated=False).move(errors)
    left.set_title("symptom", loc="left", fontsize=11)
    right.set_title("clue (× = above 1e-7)", loc="left", fontsize=11)
    return figure


def show_exhibit(healthy, sick, errors):
    """Show the figure of draw_exhibit, with words made of its numbers."""
    halfway = len(sick) // 2
    told = ", ".join(
        f"{name} {in_words(error) or 'agrees'}" for name, error in errors.items()
    )
    show(
        draw_exhibit(healthy, sick, errors),
        alt=f"Left, the cost: with the bug {sick[0]:.3f} at the start, "
        f"{sick[halfway]:.3f} after {halfway} steps and {sick[-1]:.3f} at the end; "
        f"healthy {healthy[halfway]:.3f} and {healthy[-1]:.3f}. Right, the relative "
        f"errors: {told}.",
    )


def draw_map(clues):
    """Return a figure with a row for each bug and a column for each test.

    A number in an orange box is a relative error above LIMIT; a blue dot: both agree.

    Parameters
    ----------
    clues : dict
        Name of a bug -> its errors by the name of the test, inf for a wrong shape.
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
