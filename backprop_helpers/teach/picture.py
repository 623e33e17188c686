"""A picture for the teacher, from the table that grading writes."""

import csv
from collections import Counter
from pathlib import Path

from matplotlib.figure import Figure

from backprop_helpers.figures.class_results import draw_class_results, most_frequent
from backprop_helpers.figures.show import course_style
from backprop_helpers.teach.grading import MISTAKES


class PictureError(Exception):
    """The picture cannot be made; the message says why."""


def counts_in(path):
    """Return outcomes and mistakes of a table, as `draw_class_results` takes them.

    PictureError if it is not a table that grading has written.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, ValueError, csv.Error):
        raise PictureError(f"{path} cannot be read as a table.") from None
    ends = [column for column in (rows[0] if rows else ()) if column]
    names = [each.removesuffix(MISTAKES) for each in ends if each.endswith(MISTAKES)]
    if not names:
        raise PictureError(f"{path} has no exercises: was it written by `grade`?")
    outcomes = {name: Counter(row[name] for row in rows if row[name]) for name in names}
    mistakes = {
        name: Counter(m for row in rows for m in split(row[name + MISTAKES]))
        for name in names
    }
    return outcomes, mistakes


def split(entry):
    """Return the names of mistakes in one entry of the table."""
    return [name for name in (entry or "").split("; ") if name]


def write_picture(table, target):
    """Draw a table, and return the picture in words; PictureError if it cannot be."""
    outcomes, mistakes = counts_in(table)
    with course_style():
        figure = Figure(figsize=(11, 1.2 + 0.4 * len(outcomes)), layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        draw_class_results(left, outcomes, mistakes)
        right.set_axis_off()
        try:
            figure.savefig(target, dpi=120)
        except (OSError, ValueError) as error:
            raise PictureError(f"{target} cannot be written: {error}.") from None
    return "\n".join(
        f"{name}: {counts['correct']} of {counts.total()} right. "
        f"{most_frequent(mistakes[name])}".rstrip()
        for name, counts in outcomes.items()
    )
