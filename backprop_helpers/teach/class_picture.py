"""How a class did: for each exercise, how many got it right, and which mistakes."""

import csv
from collections import Counter
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from backprop_helpers.figures.colours import GREEN, GREY, INK, ORANGE
from backprop_helpers.figures.show import course_style
from backprop_helpers.teach.edition import EditionError
from backprop_helpers.teach.grading import FORMULAS, MISTAKES

KINDS = (  # an outcome, its colour and hatch, and what it is called
    ("correct", GREEN, "", "right"),
    ("wrong", ORANGE, "//", "wrong"),
    ("error", ORANGE, "xx", "stops with an error"),
    ("not attempted", "white", "", "not attempted"),
    ("missing", "white", "..", "missing"),
    ("could not run", GREY, "--", "could not run"),
)
MOST_MISTAKES = 3


def draw_class_results(axes, outcomes, mistakes):
    """Draw a bar for each exercise, and the most frequent mistakes behind it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    outcomes : dict
        From the name of an exercise to a dict from outcomes (see KINDS) to how many
        students had it.
    mistakes : dict
        From the name of an exercise to a dict from mistakes to how many made it.

    Returns
    -------
    list of matplotlib.container.BarContainer
        One for each of KINDS.
    """
    places = range(len(outcomes))
    start = [0] * len(outcomes)
    bars = []
    for kind, colour, hatch, label in KINDS:
        counts = [each.get(kind, 0) for each in outcomes.values()]
        bars.append(
            axes.barh(
                places,
                counts,
                left=start,
                height=0.6,
                color=colour,
                hatch=hatch,
                edgecolor=INK,
                linewidth=0.8,
                label=label,
            )
        )
        start = [a + b for a, b in zip(start, counts, strict=True)]
    longest = max(start, default=0) or 1
    for place, name in enumerate(outcomes):
        axes.text(
            1.03 * longest, place, most_frequent(mistakes.get(name, {})), va="center",
            color=INK, fontsize=9,
        )  # fmt: skip
    axes.set_yticks(places, [*outcomes])
    axes.invert_yaxis()
    axes.set(xlim=(0, longest), xlabel="students")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=6, frameon=False)
    return bars


def most_frequent(counts):
    """Say in a line which mistakes were most frequent, and how often each was made."""
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return " · ".join(f"{name} ({n})" for name, n in order[:MOST_MISTAKES])


def counts_in(path):
    """Return outcomes and mistakes of a table, as `draw_class_results` takes them.

    EditionError if it is not a table that grading has written.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, ValueError, csv.Error):
        raise EditionError(f"{path} cannot be read as a table.") from None
    ends = [column for column in (rows[0] if rows else ()) if column]
    names = [name for name in ends if name + MISTAKES in ends]
    if not names:
        raise EditionError(f"{path} has no exercises: was it written by `grade`?")
    outcomes = {name: Counter(row[name] for row in rows if row[name]) for name in names}
    mistakes = {
        name: Counter(m for row in rows for m in split(row[name + MISTAKES]))
        for name in names
    }
    return outcomes, mistakes


def split(entry):
    """Return the names of mistakes in one entry of the table.

    An apostrophe before a first sign such as = keeps spreadsheets from reading a
    formula (see `grading.write_csv`), and is no part of the name.
    """
    text = entry or ""
    if text.startswith("'") and text[1:].startswith(FORMULAS):
        text = text[1:]
    return [name for name in text.split("; ") if name]


def write_picture(table, target):
    """Draw a table, and return the picture in words; EditionError if it cannot be."""
    outcomes, mistakes = counts_in(table)
    with course_style():
        figure = Figure(figsize=(11, 1.2 + 0.4 * len(outcomes)), layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        draw_class_results(left, outcomes, mistakes)
        right.set_axis_off()
        try:
            figure.savefig(target, dpi=120)
        except (OSError, ValueError) as error:
            raise EditionError(f"{target} cannot be written: {error}.") from None
    return "\n".join(
        f"{name}: {counts['correct']} of {counts.total()} right. "
        f"{most_frequent(mistakes[name])}".rstrip()
        for name, counts in outcomes.items()
    )
