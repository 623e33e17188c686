"""Judge submissions: a row for each student, whatever the submissions do.

The answers are judged here, by the exercises of the course; what a submission prints,
or does to its own checks, counts for nothing.
"""

import builtins
import contextlib
import csv
import inspect
import json
import re
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from backprop_helpers.pages import PAGES
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.verdict import CORRECT, Verdict
from backprop_helpers.teach import wire
from backprop_helpers.teach.edition import is_solution, source_of
from backprop_helpers.teach.sandbox import Sandbox, Stopped

MISTAKES = ": mistakes"  # the end of the name of a column
ODD = "It sent something else than answers."
KINDS = (
    inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.KEYWORD_ONLY,
    inspect.Parameter.VAR_KEYWORD,
)  # fmt: skip
MISSING, COULD_NOT_RUN = "missing", "could not run"
LARGEST_FILE = 50 * 2**20  # bytes


class Unusable(Exception):
    """A file is no submission; the message says why."""


@dataclass
class Row:
    """What is known of one student.

    outcomes maps names of exercises to a status, MISSING or COULD_NOT_RUN; mistakes
    maps them to the names of the mistakes found; problems are sentences on what could
    not be run.
    """

    student: str
    outcomes: dict = field(default_factory=dict)
    mistakes: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def score(self):
        """How many exercises are right."""
        return sum(outcome == CORRECT for outcome in self.outcomes.values())


def submissions(folder):
    """Return a dict from students to their notebook files, in order.

    A file directly in the folder is one student's, named after it; a folder is a
    student with all the notebooks in it.
    """
    found = {}
    for path in sorted(Path(folder).iterdir()):
        if path.is_dir():
            files = sorted(path.rglob("*.ipynb"))
            found[path.name] = [f for f in files if ".ipynb_checkpoints" not in f.parts]
        elif path.suffix == ".ipynb":
            found[path.stem] = [path]
    return found


def grade(student, files, solutions, **limits):
    """Return the Row of a student; never raises because of what the files hold.

    solutions are the texts of the course's own solution cells, which are not run;
    limits are those of the Sandbox.
    """
    row, start = Row(student), time.monotonic()
    if not files:
        row.problems.append("There is no notebook.")
    for path in files:
        try:
            cells, names = read(path, solutions)
            row.outcomes |= dict.fromkeys(names, COULD_NOT_RUN)
            _grade_file(row, cells, names, limits)
        except (Unusable, Stopped) as problem:
            row.problems.append(f"{path.name}: {problem}")
    row.seconds = time.monotonic() - start
    return row


def read(path, solutions):
    """Return the code cells of a notebook file, and the exercises of its page.

    Unusable if it is no notebook, or if it cannot be told of which page.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unusable("The file is too large for a notebook.")
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [
            source_of(cell)
            for cell in notebook["cells"]
            if cell["cell_type"] == "code"
            and not (is_solution(cell) and source_of(cell) in solutions)
        ]
    except OSError as error:
        raise Unusable(f"The file cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unusable("The file is not a notebook.") from None
    page = _page(path.stem, cells)
    return cells, [name for name, each in EXERCISES.items() if each.page == page]


def _page(name, cells):
    """Tell the page by the exercises that are checked, else by the file's name."""
    checked = re.findall(r"\bcheck\.(\w+)\(", "\n".join(cells))
    pages = [EXERCISES[each].page for each in checked if each in EXERCISES]
    if pages:
        return max(set(pages), key=pages.count)
    number = re.search(r"(?<!\d)(\d\d)_", name)
    if number and int(number[1]) < len(PAGES):
        return PAGES[int(number[1])]
    raise Unusable(
        "It has no exercise of this course: is it a page of it, and does its name "
        "still begin with the page's number, as in 01_…?"
    )


def _grade_file(row, cells, names, limits):
    with Sandbox(cells, names, **limits) as sandbox:
        for name in names:
            verdict = judge(EXERCISES[name], sandbox)
            row.outcomes[name] = verdict.status
            row.mistakes[name] = verdict.mistakes


def judge(exercise, sandbox):
    """Return the Verdict on what a sandbox holds for an exercise; Stopped as there."""
    found = sandbox.found.get(exercise.name)
    if found is None:
        return Verdict(MISSING, f"There is no {exercise.name}.")
    answerer = Answerer(exercise.name, sandbox)
    try:
        verdict = exercise.judge(answerer.handed_in(found))
    except (wire.Unreadable, KeyError, TypeError, ValueError, IndexError):
        raise Stopped(ODD) from None
    if answerer.stopped is not None:  # the check took it for the student's error
        raise answerer.stopped
    return verdict


class Answerer:
    """Makes a function of ours that asks a sandbox for the answers of a student's."""

    def __init__(self, name, sandbox):
        self._name, self._sandbox = name, sandbox
        self.stopped = None  # the exception that ended the sandbox during a call

    def handed_in(self, found):
        """Return that function, or the value handed in if it was none."""
        if "value" in found:
            return wire.decode(found["value"])

        def function(*inputs):
            return self._call(inputs)

        if found["arguments"] is not None:
            parameters = [_parameter(*each) for each in found["arguments"]]
            function.__signature__ = inspect.Signature(parameters)
        return function

    def _call(self, inputs):
        try:
            reply = self._sandbox.call(self._name, inputs)
            if "error" in reply:
                error = _exception(str(reply["error"]), str(reply["text"]))
            else:
                after = [wire.decode(packed) for packed in reply["inputs"]]
                answer, error = wire.decode(reply["answer"]), None
        except Stopped as stopped:
            self.stopped = stopped
            raise
        except (wire.Unreadable, KeyError, TypeError):
            self.stopped = Stopped(ODD)
            raise self.stopped from None
        if error is not None:
            raise error
        _write_back(inputs, after)
        return answer


def _parameter(name, kind, optional):
    default = None if optional else inspect.Parameter.empty
    return inspect.Parameter(str(name), KINDS[kind], default=default)


def _exception(name, text):
    """Return an exception of the name that the student's function raised."""
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        with contextlib.suppress(TypeError):
            return known(text)
    return RuntimeError(f"{name}: {text}")


def _write_back(inputs, after):
    """Let the arguments here be what they are there after a call."""
    for mine, theirs in zip(inputs, after, strict=False):
        if isinstance(mine, dict) and isinstance(theirs, dict):
            mine.clear()
            mine.update(theirs)
        elif isinstance(mine, np.ndarray) and np.shape(mine) == np.shape(theirs):
            with contextlib.suppress(TypeError, ValueError):
                np.copyto(mine, theirs, casting="same_kind")


def grade_all(folder, course, jobs=1, done=lambda: None, **limits):
    """Return a Row for each student in a folder, in order; call done() after each.

    course is a folder with the course's own notebooks, whose solutions are not run.
    """
    solutions = course_solutions(course)
    tasks = [(name, files, solutions) for name, files in submissions(folder).items()]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        rows = []
        for row in pool.map(_grade_task, [(*task, limits) for task in tasks]):
            rows.append(row)
            done()
    return rows


def _grade_task(task):
    student, files, solutions, limits = task
    return grade(student, files, solutions, **limits)


def course_solutions(course):
    """Return the texts of all solution cells of the notebooks in a folder, a set."""
    texts = set()
    for path in Path(course).glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts |= {source_of(cell) for cell in cells if is_solution(cell)}
    return texts


def write_csv(rows, path):
    """Write the rows: one line a student, two columns for each exercise handed in."""
    names = [name for name in EXERCISES if any(name in row.outcomes for row in rows)]
    head = ["student", "right", "of", "seconds", "problems"]
    head += [column for name in names for column in (name, name + MISTAKES)]
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for row in rows:
            line = [row.student, row.score, len(row.outcomes), f"{row.seconds:.1f}"]
            line.append(" ".join(row.problems))
            for name in names:
                line += [
                    row.outcomes.get(name, ""),
                    "; ".join(row.mistakes.get(name, ())),
                ]
            writer.writerow([_harmless(entry) for entry in line])


def _harmless(entry):
    """Return the entry so that no spreadsheet takes a student's text for a formula."""
    text = str(entry)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t")) else text
