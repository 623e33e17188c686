"""Make an edition without solutions or for paper, grade, draw how the class did."""

import argparse
import os
import sys
from pathlib import Path

from tqdm import tqdm

from backprop_helpers.teach.class_picture import PictureError, write_picture
from backprop_helpers.teach.edition import EditionError, write_edition
from backprop_helpers.teach.grading import grade_all, submissions, write_csv
from backprop_helpers.teach.paper import write_for_paper
from backprop_helpers.teach.sandbox import isolation

COURSE = Path(__file__).parents[2] / "notebooks"
WARNING = """\
Grading executes code that students wrote, on this machine and as you: it can read what
you can read, and write where you can write. Each submission has a process with limits
of time and memory, a folder that is thrown away, and an environment without your
settings; on Linux, where the system allows it, also no network and a process space of
its own. That stops accidents and simple mischief. Against somebody who is out for harm,
grade in a container or a virtual machine, or under an account that owns nothing.

What a submission prints, and what it does to its own checks, counts for nothing: its
functions are called, and their answers judged, from outside. A student who looks for
the solutions in the course's own files finds them; no program can tell."""


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
    grade = commands.add_parser(
        "grade", help="run and judge submissions", epilog=WARNING,
        description="A notebook in SUBMISSIONS is one student's; a folder is a "
        "student with several.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    grade.add_argument("submissions", type=Path, metavar="SUBMISSIONS")
    grade.add_argument("--csv", type=Path, required=True, metavar="GRADES.CSV")
    grade.add_argument("--course", type=Path, default=COURSE, metavar="NOTEBOOKS")
    grade.add_argument("--seconds", type=int, default=120, help="for a notebook (120)")
    grade.add_argument("--megabytes", type=int, default=2048, help="of memory (2048)")
    grade.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time")
    picture = commands.add_parser("picture", help="draw how the class did")
    picture.add_argument("csv", type=Path, metavar="GRADES.CSV")
    picture.add_argument("out", type=Path, metavar="OUT.PNG")
    return top


def run_student(given):
    """Write the edition; say what was written."""
    written = write_edition(given.course.glob("*.ipynb"), given.out)
    print(f"{len(written)} notebooks without solutions are in {given.out}.")


def run_print(given):
    """Write the pages for paper; say where they are."""
    written = write_for_paper(given.course.glob("*.ipynb"), given.out)
    print(f"{len(written)} pages are in {given.out}: print them from a browser.")


def run_grade(given):
    """Grade; say where the table is and what could not be run."""
    if not given.submissions.is_dir():
        raise EditionError(f"{given.submissions} is not a folder.")
    try:
        given.csv.open("a").close()  # not after all the work
    except OSError as error:
        raise EditionError(
            f"{given.csv} cannot be written: {error.strerror}. Nothing was graded: "
            "name another file."
        ) from None
    if not isolation():
        print("This system cannot cut submissions off from the network.")
    with tqdm(total=len(submissions(given.submissions)), unit=" students") as bar:
        rows = grade_all(
            given.submissions, given.course, max(given.jobs, 1), bar.update,
            seconds=given.seconds, megabytes=given.megabytes,
        )  # fmt: skip
    write_csv(rows, given.csv)
    for row in rows:
        for problem in row.problems:
            print(f"{row.student}: could not run. {problem}")
    print(f"{len(rows)} students: see {given.csv}.")


def run_picture(given):
    """Draw the picture; print it in words."""
    print(write_picture(given.csv, given.out))


def main(arguments=None):
    """Run a command; return the exit code: 1 with a sentence if it cannot be done."""
    given = parser().parse_args(arguments)
    commands = {
        "student": run_student,
        "print": run_print,
        "grade": run_grade,
        "picture": run_picture,
    }
    try:
        commands[given.command](given)
    except (EditionError, PictureError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
