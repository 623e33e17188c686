"""Grades as Moodle and Canvas import them: their own table, with the points filled in.

The teacher downloads the table from there, so that names, numbers and columns are
theirs. Sources: Moodle, mod/assign/feedback/offline/importgradeslib.php, the columns
that the import of a grading worksheet needs; Canvas, lib/gradebook_importer.rb, which
takes a first row with Student, ID and Section, and a row of the points possible.
"""

import csv
import io
import re
import unicodedata
from pathlib import Path

from backprop_helpers.teach.edition import EditionError

PARTICIPANT, GRADE, MAXIMUM = "Identifier", "Grade", "Maximum Grade"
FEEDBACK = "Feedback comments"
MOODLE_NEEDS = (PARTICIPANT, GRADE, "Last modified (grade)")
CANVAS_NEEDS = ("ID", "Section")
CANVAS_KEEPS = ("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID")
CANVAS_KEEPS += ("Integration ID", "Root Account", "Section")
POINTS = "Points Possible"
COLUMN = "Backpropagation by hand"  # of Canvas, if none is named
LIKE = {  # for each system, how its table is got
    "moodle": "In the assignment, switch on “Offline grading worksheet”, then choose "
    "“Download grading worksheet”, in English.",
    "canvas": "In the gradebook, choose “Export entire gradebook”.",
}


def write_gradebook(system, roster, rows, names, target, column=COLUMN):
    """Write rows as a table that `system`, moodle or canvas, imports as it is.

    Parameters
    ----------
    system : str
    roster : path
        The table that was downloaded there: it maps students to their ids.
    rows : list of Row
    names : list of str
        The exercises that count: their number is that of all points.
    target : path
    column : str
        The assignment of Canvas; a new one is made if its table has none of this name.

    Returns sentences on who could not be matched. EditionError, before anything is
    written, if the table is none of this system.
    """
    lines, enter, students = read_roster(system, roster, column)
    found, problems = match([row.student for row in rows], students)
    for row in rows:
        if row.student in found and names:
            enter(lines[found[row.student]], row, len(names))
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(lines)
    Path(target).write_text(buffer.getvalue(), encoding="utf-8", newline="")
    return problems


def read_roster(system, roster, column=COLUMN):
    """Return the lines of a table, what enters points, and how students may be called.

    EditionError if the table is none of this system.
    """
    fill = {"moodle": _fill_moodle, "canvas": _fill_canvas}[system]
    try:
        text = _text(roster)
        first = text.partition("\n")[0]
        sign = ";" if first.count(";") > first.count(",") else ","
        table = csv.reader(text.splitlines(keepends=True), delimiter=sign)
        return fill([line for line in table if any(line)], column)
    except (OSError, UnicodeDecodeError, ValueError, IndexError, csv.Error):
        raise EditionError(
            f"{roster} is not a table of {system.title()}. {LIKE[system]}"
        ) from None


def _number(text, otherwise):
    """Return a number of a table, which may have a decimal comma; or else another."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return otherwise


def _text(path):
    """Return the text of a table; spreadsheets put a mark before it."""
    return Path(path).read_text(encoding="utf-8-sig")


def _fill_moodle(table, _):
    """Return all lines, what enters points, and how each student may be called."""
    head = table[0]
    places = {name: head.index(name) for name in MOODLE_NEEDS}
    # Spreadsheets leave out the last cells of a line if these are empty.
    table = [line + [""] * (len(head) - len(line)) for line in table]
    # Seen in different releases: "Maximum Grade", "Maximum grade".
    most = [p for p, name in enumerate(head) if name.lower() == MAXIMUM.lower()]

    def enter(line, row, points):
        highest = _number(line[most[0]] if most else "", points)
        line[places[GRADE]] = f"{highest * row.score / points:.2f}"
        if FEEDBACK in head:
            line[head.index(FEEDBACK)] = in_words(row, points)

    students = {
        place: [re.sub(r"\D", "", line[places[PARTICIPANT]]), *_named(head, line)]
        for place, line in enumerate(table) if place
    }  # fmt: skip
    return table, enter, students


def _fill_canvas(table, column):
    head = table[0]
    if not {*CANVAS_NEEDS} <= {*head} or not {"Student", "LastName"} & {*head}:
        raise ValueError
    titles = {re.sub(r" \(\d+\)$", "", name): place for place, name in enumerate(head)}
    old = titles.get(column)  # "Title (number)": an assignment that is there
    kept = [p for p, name in enumerate(head) if name in CANVAS_KEEPS]
    lines = [[line[place] for place in kept] for line in table if line]
    if not any(POINTS in line[0] for line in lines):
        lines.insert(1, [f"    {POINTS}", *[""] * (len(kept) - 1)])
        table = [*table[:1], [""] * len(head), *table[1:]]
    for line, whole in zip(lines, filter(None, table), strict=True):
        line.append(whole[old] if old is not None and POINTS in line[0] else "")
    lines[0][-1] = column if old is None else head[old]
    students = {
        place: _named(lines[0], line)
        for place, line in enumerate(lines) if place and POINTS not in line[0]
    }  # fmt: skip
    (possible,) = (line for line in lines if POINTS in line[0])

    def enter(line, row, points):
        if old is None or not possible[-1]:
            possible[-1] = str(points)
        line[-1] = f"{_number(possible[-1], points) * row.score / points:.2f}"

    return lines, enter, students


def _named(head, line):
    """Return the numbers and names by which a student may be called."""
    known = ("ID number", "Email address", "Username", "Full name", "Student", "ID")
    known += ("SIS User ID", "SIS Login ID")
    return [line[p] for p, name in enumerate(head) if name in known and line[p].strip()]


def match(handed_in, students):
    """Find the line of each student who handed in something.

    students maps lines to how they may be called. Returns {name: line}, and a sentence
    for each name that none, or more than one, is called by.
    """
    found, problems = {}, []
    for name in handed_in:
        number = re.search(r"_(\d+)$", name)  # Moodle's and Canvas's
        called = {_plain(name)} if not number else {number[1]}
        lines = [p for p, each in students.items() if called & {*map(_plain, each)}]
        if number:  # it may be one of ours, or of another table: then the name tells
            bare = _plain(name[: number.start()])
            named = [p for p, each in students.items() if bare in map(_plain, each)]
            if not lines:
                lines = named
            elif named and not {*lines} & {*named}:
                lines = []
        if len(lines) == 1 and lines[0] not in found.values():
            found[name] = lines[0]
        else:
            why = "is called so by nobody" if not lines else "may be more than one"
            problems.append(f"{name}: {why} in the table, so no points are entered.")
    return found, problems


def _plain(text):
    """Return a name without what differs by system: case, accents, order, signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(sorted(re.findall(r"[^\W_]+", bare))) or text


def in_words(row, points):
    """Return what a student may read about the points."""
    told = [f"{row.score} of {points} right."]
    for name, outcome in row.outcomes.items():
        mistakes = row.mistakes.get(name)
        detail = f" ({'; '.join(mistakes)})" if mistakes else ""
        told.append(f"{name}: {outcome}{detail}.")
    return " ".join(told)
