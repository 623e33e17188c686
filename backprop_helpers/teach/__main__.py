"""Make an edition without solutions, for paper or as a book; questions; grade."""

import argparse
import functools
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tqdm import tqdm

from backprop_helpers.teach.class_picture import write_picture
from backprop_helpers.teach.edition import EditionError, write_edition
from backprop_helpers.teach.gradebook import (
    COLUMN,
    LIKE,
    read_roster,
    write_gradebook,
)
from backprop_helpers.teach.grading import grade_all, write_csv
from backprop_helpers.teach.paper import write_for_paper
from backprop_helpers.teach.questions import write_questions
from backprop_helpers.teach.sandbox import can_hide, isolation

COURSE = Path(__file__).parents[2] / "notebooks"
WARNING = """\
Grading executes code that students wrote, on this machine and as you: it can read what
you can read, and write where you can write. Each submission has a process with limits
of time and memory, a folder that is thrown away, and an environment without your
settings; on Linux, where the system allows it, also no network, a process space of its
own, and empty folders where the package, the course and the submissions are. Where it
does not, this is said at the start, and grading stops if the package has changed.
That stops accidents and simple mischief. Against somebody who is out for harm, grade
in a container or a virtual machine, or under an account that owns nothing.

What a submission prints, and what it does to its own checks, counts for nothing: its
functions are called, and their answers judged, from outside, with numbers that no page
has shown. The course's own solutions do not count, with or without their tag. Who
copies one under a name of their own has a mark; no program can tell.

Of several files of one student the best counts for each exercise. A cell or a function
that goes on for too long is given up, and the rest is run again without it. Cells are
counted without those of text."""
MAKES_BOOKS = ("latex2mathml", "myst_nb", "sphinx_book_theme", "ziamath")
NO_BOOKS = (
    "The book is made with Sphinx and what belongs to it: type "
    'python -m pip install -e ".[book]" in the folder of the course, and try again.'
)
NO_WALLS = (
    "This system cannot hide the solutions from a submission that looks for them on "
    "the disk."
)


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m backprop_helpers.teach", description=__doc__
    )
    commands = top.add_subparsers(dest="command", required=True)
    student = commands.add_parser(
        "student", help="write the notebooks without their solutions into a folder"
    )
    student.add_argument("out", type=Path, metavar="OUT")
    student.add_argument("--course", type=Path, default=COURSE, metavar="NOTEBOOKS")
    paper = commands.add_parser(
        "print", help="write the notebooks as pages for paper, to print in a browser"
    )
    paper.add_argument("out", type=Path, metavar="OUT")
    paper.add_argument("--course", type=Path, default=COURSE, metavar="NOTEBOOKS")
    questions = commands.add_parser(
        "questions", help="write the questions for paper, Moodle (GIFT) and QTI",
        description="OUT gets questions.html, to be printed, with the answers, the "
        "replies and the beliefs behind them at the end; questions.gift for Moodle; "
        "questions_qti.zip, a QTI 2.1 package; beliefs.csv.",
    )  # fmt: skip
    questions.add_argument("out", type=Path, metavar="OUT")
    book = commands.add_parser(
        "book", help="write the notebooks as a book whose pictures move without Python",
        description="All that moves is run, drawn and recorded, which takes some "
        "minutes. OUT can then be served by any web host, or by python -m http.server.",
    )  # fmt: skip
    book.add_argument("out", type=Path, metavar="OUT", help="a new folder")
    book.add_argument("--course", type=Path, default=COURSE, metavar="NOTEBOOKS")
    book.add_argument(
        "--jobs", type=positive, default=os.cpu_count() or 1,
        help="pages at a time (all cores)",
    )  # fmt: skip
    book.add_argument(
        "--places", type=positive, default=21,
        help="of each slider that have pictures, at most (21); 3 for a quick look",
    )  # fmt: skip
    book.add_argument(
        "--lite", default="", metavar="FOLDER",
        help="where JupyterLite is, as seen from OUT; without it pages open in Binder",
    )  # fmt: skip
    grade = commands.add_parser(
        "grade", help="run and judge submissions", epilog=WARNING,
        description="A notebook or zip file in SUBMISSIONS is one student's, a folder "
        "is a student with several; names as Moodle and Canvas give them are known. "
        "A run that was stopped goes on where it was.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    grade.add_argument("submissions", type=Path, metavar="SUBMISSIONS")
    grade.add_argument("--csv", type=Path, required=True, metavar="GRADES.CSV")
    grade.add_argument("--course", type=Path, default=COURSE, metavar="NOTEBOOKS")
    grade.add_argument(
        "--seconds", type=positive, default=120, help="for a notebook (120)"
    )
    grade.add_argument(
        "--call-seconds", type=positive, default=10, metavar="SECONDS",
        help="for one cell, or one call of a student's function (10)",
    )  # fmt: skip
    grade.add_argument(
        "--megabytes", type=positive, default=2048, help="of memory (2048)"
    )
    grade.add_argument(
        "--jobs", type=positive, default=os.cpu_count() or 1,
        help="at a time (all cores)",
    )  # fmt: skip
    grade.add_argument(
        "--lms",
        choices=[*LIKE],
        help="also write a table for its import",
    )
    grade.add_argument(
        "--roster", type=Path, metavar="TABLE.CSV",
        help="the table of the class that was downloaded there",
    )  # fmt: skip
    grade.add_argument(
        "--column", default=COLUMN, help=f"the assignment in Canvas ({COLUMN})"
    )
    picture = commands.add_parser("picture", help="draw how the class did")
    picture.add_argument("csv", type=Path, metavar="GRADES.CSV")
    picture.add_argument("out", type=Path, metavar="OUT.PNG")
    return top


def positive(text):
    """Return a whole number of at least 1, as argparse wants it: else its error."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(
            f"{text} does not do: give a whole number from 1 upwards."
        )
    return number


def run_student(given):
    """Write the edition; say what was written."""
    written = write_edition(given.course.glob("*.ipynb"), given.out)
    print(f"{len(written)} notebooks without solutions are in {given.out}.")


def run_print(given):
    """Write the pages for paper; say where they are."""
    written = write_for_paper(given.course.glob("*.ipynb"), given.out)
    print(f"{len(written)} pages are in {given.out}: print them from a browser.")


def run_questions(given):
    """Write the questions in all their forms; say where they are."""
    count = write_questions(given.out)
    print(f"{count} questions are in {given.out}: print questions.html, or import one.")


def run_book(given):
    """Write the book; say where it is."""
    if not all(map(find_spec, MAKES_BOOKS)):
        raise EditionError(NO_BOOKS)
    from backprop_helpers.teach.book.build import build_book, published  # seconds

    written = build_book(
        given.course.glob("*.ipynb"), given.out, published(given.lite), given.jobs,
        given.places, functools.partial(tqdm, unit=" pages"),
    )  # fmt: skip
    print(
        f"{len(written)} pages are in {given.out}: open its index.html from a server."
    )


def run_grade(given):
    """Grade; say where the table is and what could not be run."""
    if not given.submissions.is_dir():
        raise EditionError(f"{given.submissions} is not a folder.")
    if (given.lms is None) != (given.roster is None):
        raise EditionError("--lms and --roster belong together: see --help.")
    if given.lms:
        read_roster(given.lms, given.roster)  # not after all the work
    there = given.csv.exists()
    try:
        given.csv.open("a").close()  # not after all the work
        if not there:
            given.csv.unlink()
    except OSError as error:
        raise EditionError(
            f"{given.csv} cannot be written: {error.strerror}. Nothing was graded: "
            "name another file."
        ) from None
    if not isolation():
        print("This system cannot cut submissions off from the network.")
    if not can_hide():
        print(NO_WALLS)
    rows = grade_all(
        given.submissions, given.course, given.csv, given.jobs,
        functools.partial(tqdm, unit=" students"),
        seconds=given.seconds, call_seconds=given.call_seconds,
        megabytes=given.megabytes,
    )  # fmt: skip
    names = write_csv(rows, given.csv)
    for row in rows:
        for problem in row.problems:
            what = "could not run. " if problem in row.failures else ""
            print(f"{row.student}: {what}{problem}")
    print(f"{len(rows)} students: see {given.csv}.")
    if given.lms:
        target = given.csv.with_name(f"{given.csv.stem}_{given.lms}.csv")
        told = write_gradebook(
            given.lms, given.roster, rows, names, target, given.column
        )
        print(*told, f"{target} is for {given.lms.title()}.", sep="\n")
        print(f"All points are {len(names)} exercises: {', '.join(names)}.")


def run_picture(given):
    """Draw the picture; print it in words."""
    print(write_picture(given.csv, given.out))


def main(arguments=None):
    """Run a command; return the exit code: 1 with a sentence if it cannot be done."""
    given = parser().parse_args(arguments)
    if hasattr(sys.stdout, "reconfigure"):  # names of files may be anything
        sys.stdout.reconfigure(errors="backslashreplace")
    commands = {
        "student": run_student,
        "print": run_print,
        "questions": run_questions,
        "book": run_book,
        "grade": run_grade,
        "picture": run_picture,
    }
    try:
        commands[given.command](given)
    except (EditionError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        onward = " The same command goes on where this one was."
        print(f"Stopped.{onward * (given.command == 'grade')}", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
