"""Judge submissions: a row for each student, whatever the submissions do.

The answers are judged here, by the exercises of the course, with numbers that no page
has shown; what a submission prints, or does to its own checks, counts for nothing.
"""

import contextlib
import csv
import hashlib
import inspect
import itertools
import json
import os
import random
import signal
import threading
import time
from concurrent import futures
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.verdict import (
    CORRECT,
    ERROR,
    NOT_ATTEMPTED,
    WRONG,
    Verdict,
)
from backprop_helpers.teach import wire
from backprop_helpers.teach.edition import EditionError, is_solution, source_of
from backprop_helpers.teach.handed_in import submissions
from backprop_helpers.teach.journal import Journal
from backprop_helpers.teach.sandbox import (
    NO_ANSWERS,
    Limits,
    OutOfTime,
    Sandbox,
    Stopped,
    can_hide,
    fingerprint,
)
from backprop_helpers.teach.submission import (
    LOST_TAGS,
    Course,
    Unusable,
    known,
    read,
)

PART = ".part"  # added to the name of a table that is not yet whole
MISTAKES = ": mistakes"  # the end of the name of a column
FORMULAS = ("=", "+", "-", "@", "\t")  # how what a spreadsheet computes may begin
KINDS = (
    inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.KEYWORD_ONLY,
    inspect.Parameter.VAR_KEYWORD,
)  # fmt: skip
MISSING, COULD_NOT_RUN = "missing", "could not run"
FROM_BEST = (CORRECT, WRONG, ERROR, COULD_NOT_RUN, NOT_ATTEMPTED, MISSING)
SEEDS = range(2, 250)  # with each, right answers are right and wrong ones wrong
MOST_STARTS = 12  # of processes for one file
MOST_PROBLEMS = 6  # told of one file
LONGEST_PROBLEM = 300  # characters


class PackageChanged(EditionError):
    """The grader is no longer what it was; the message says what to do."""


@dataclass
class Row:
    """What is known of one student.

    outcomes maps names of exercises to a status, MISSING or COULD_NOT_RUN; mistakes
    maps them to the names of the mistakes found, and files to the file that counted.
    problems are sentences on what did not run or is not there; failures are those of
    them that cost a whole file.
    """

    student: str
    outcomes: dict = field(default_factory=dict)
    mistakes: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def score(self):
        """How many exercises are right."""
        return sum(outcome == CORRECT for outcome in self.outcomes.values())

    def note(self, name, verdict, file):
        """Let a verdict on an exercise count if it is the best so far."""
        if _is_better(verdict.status, self.outcomes.get(name)):
            self.outcomes[name] = verdict.status
            self.mistakes[name] = verdict.mistakes
            if verdict.status != MISSING:
                self.files[name] = file

    def tell(self, problem, failure=False):
        """Add a sentence, once, on one line and of bearable length."""
        line = " ".join(problem.encode("utf-8", "backslashreplace").decode().split())
        if len(line) > LONGEST_PROBLEM:
            line = line[: LONGEST_PROBLEM - 1] + "…"
        if line not in self.problems:
            self.problems.append(line)
            if failure:
                self.failures.append(line)


def _is_better(status, other):
    return other is None or FROM_BEST.index(status) < FROM_BEST.index(other)


def grade(student, files, solutions, seed=None, **limits):
    """Return the Row of a student; never raises because of what the files hold.

    solutions are a Course, or the texts of the course's own solution cells: these are
    not run. Each file is judged by itself, and the best counts for each exercise. The
    seed is that of the cases (one of SEEDS by default); limits are as in
    `sandbox.Limits`.
    """
    course = solutions if isinstance(solutions, Course) else known(solutions)
    row, start = Row(student), time.monotonic()
    seed = random.choice(SEEDS) if seed is None else seed
    if not files:
        row.tell("There is no notebook.", failure=True)
    for path, label in zip(files, _labels(files), strict=True):
        try:
            Grading(row, label, read(path, course), seed, limits).run()
        except (Unusable, Stopped) as problem:
            row.tell(f"{label}: {problem}", failure=True)
    _tell_missing(row)
    row.seconds = time.monotonic() - start
    return row


def _labels(files):
    """Return the names of the files, with their folders where two are alike."""
    names = [path.name for path in files]
    twice = {name for name in names if names.count(name) > 1}
    return [
        f"{path.parent.name}/{path.name}" if path.name in twice else path.name
        for path in files
    ]


def _tell_missing(row):
    missing = [name for name, outcome in row.outcomes.items() if outcome == MISSING]
    if missing:
        row.tell(
            f"Missing: {', '.join(missing)}. No cell that ran defines it under this "
            "name, or gives a function of one's own to its check."
        )


class Grading:
    """Judges one file, in as many processes as it takes.

    What ends a process is left out of the next: a cell, or a candidate for an answer.
    """

    def __init__(self, row, label, submission, seed, limits):
        self._row, self._label, self._seed = row, label, seed
        self._limits, self._submission = limits, submission
        self._given_up = set()  # places of units
        self._tried = dict.fromkeys(submission.exercises, 0)  # candidates of each
        self._told = {}  # from the number of a cell to why it stopped

    def run(self):
        """Judge all exercises; Stopped if no process can be had to the end."""
        for problem in self._submission.problems:
            self._row.tell(f"{self._label}: {problem}")
        if self._submission.lost_tags:
            self._row.tell(LOST_TAGS)
        seconds = Limits(**self._limits).seconds
        self._deadline = time.monotonic() + seconds
        pending = [*self._submission.exercises]
        try:
            for _ in range(MOST_STARTS):
                pending = self._start(pending)
                if not pending:
                    return
            raise Stopped(f"It ended its process {MOST_STARTS} times.")
        finally:
            for name in pending:
                self._row.note(name, Verdict(COULD_NOT_RUN, ""), self._label)
            self._tell_cells()

    def _start(self, pending):
        """Judge what one process lets be judged; return the exercises left over."""
        cells = [
            "" if place in self._given_up else text
            for place, (_, text) in enumerate(self._submission.units)
        ]
        exercises = {name: self._submission.exercises[name] for name in pending}
        try:
            with Sandbox(
                cells, exercises, self._submission.not_own, self._deadline,
                **self._limits,
            ) as sandbox:  # fmt: skip
                for place, why in sandbox.stopped:
                    self._note_cell(place, f"stopped: {why}")
                return self._judge(sandbox, pending)
        except Stopped as stopped:
            if stopped.place is None or stopped.place in self._given_up:
                raise
            self._give_up(stopped)
            return pending

    def _give_up(self, stopped):
        if isinstance(stopped, OutOfTime):
            raise stopped
        self._given_up.add(stopped.place)
        said = str(stopped).replace("It ", "", 1).replace("Its process ", "", 1)
        self._note_cell(stopped.place, f"was given up: it {said.rstrip('.')}")

    def _note_cell(self, place, why):
        if 0 <= place < len(self._submission.units):
            number = self._submission.units[place][0]
            self._told.setdefault(number, f"cell {number} {why}")

    def _tell_cells(self):
        """Say which cells stopped: the first of them, since others may follow from it.

        A name that is not known is the end of a sentence, not its beginning.
        """
        told = [self._told[number] for number in sorted(self._told)]
        for why in told[:MOST_PROBLEMS]:
            self._row.tell(f"{self._label}: {why}")
        if len(told) > MOST_PROBLEMS:
            self._row.tell(
                f"{self._label}: {len(told) - MOST_PROBLEMS} more cells stopped."
            )

    def _judge(self, sandbox, pending):
        left = [*pending]
        for name in pending:
            try:
                self._judge_one(name, sandbox)
            except OutOfTime:
                raise
            except Stopped as stopped:
                self._row.tell(f"{self._label}: {stopped}")
                self._row.note(name, Verdict(COULD_NOT_RUN, ""), self._label)
                if self._tried[name] >= len(sandbox.found[name]):
                    left.remove(name)
                return left  # in the next process
            left.remove(name)
        return []

    def _judge_one(self, name, sandbox):
        """Note the verdicts on the candidates, from the last, until one is right."""
        candidates = sandbox.found.get(name, [])
        if not candidates:
            self._row.note(name, Verdict(MISSING, ""), self._label)
        while self._tried[name] < len(candidates):
            which = self._tried[name]
            self._tried[name] += 1
            verdict = judge(EXERCISES[name], sandbox, which, self._seed)
            self._row.note(name, verdict, self._label)
            if verdict.status == CORRECT:
                return


def judge(exercise, sandbox, which=0, seed=None):
    """Return the Verdict on a candidate for an exercise; Stopped as there."""
    answerer = Answerer(exercise.name, sandbox, which)
    try:
        function = answerer.handed_in(sandbox.found[exercise.name][which])
        verdict = exercise.judge(function, seed)
    except (wire.Unreadable, KeyError, TypeError, ValueError, IndexError):
        raise Stopped(f"{exercise.name}: {NO_ANSWERS}") from None
    if answerer.stopped is not None:  # the check took it for the student's error
        raise answerer.stopped
    return verdict


class Answerer:
    """Makes a function of ours that asks a sandbox for the answers of a student's."""

    def __init__(self, name, sandbox, which):
        self._name, self._sandbox, self._which = name, sandbox, which
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
            reply = self._sandbox.call(self._name, inputs, self._which)
            if "error" in reply:
                # Only this name changes the status; nobody is shown a message.
                undone = reply["error"] == NotImplementedError.__name__
                error = NotImplementedError() if undone else RuntimeError()
            else:
                after = [wire.decode(packed) for packed in reply["inputs"]]
                answer, error = wire.decode(reply["answer"]), None
        except Stopped as stopped:
            self.stopped = stopped
            raise
        except (wire.Unreadable, KeyError, TypeError):
            self.stopped = Stopped(f"{self._name}: {NO_ANSWERS}")
            raise self.stopped from None
        if error is not None:
            raise error
        _write_back(inputs, after)
        return answer


def _parameter(name, kind, optional):
    default = None if optional else inspect.Parameter.empty
    return inspect.Parameter(str(name), KINDS[kind], default=default)


def _write_back(inputs, after):
    """Let the arguments here be what they are there after a call."""
    for mine, theirs in zip(inputs, after, strict=False):
        if isinstance(mine, dict) and isinstance(theirs, dict):
            mine.clear()
            mine.update(theirs)
        elif isinstance(mine, np.ndarray) and np.shape(mine) == np.shape(theirs):
            with contextlib.suppress(TypeError, ValueError):
                np.copyto(mine, theirs, casting="same_kind")


def grade_all(folder, course, table=None, jobs=1, progress=None, **limits):
    """Return a Row for each student in a folder, in order.

    Parameters
    ----------
    folder : path
        See `handed_in.submissions`.
    course : path
        The folder with the course's own notebooks, whose solutions are not run.
    table : path
        Rows are noted beside it, and a run that was stopped goes on from there.
    jobs : int
        How many are graded at a time.
    progress : callable
        Gets the new rows as they come, `total` and `initial`, as tqdm does.

    PackageChanged as soon as a submission has changed the grader itself.
    """
    folder, course, grader = Path(folder).resolve(), Path(course), fingerprint()
    setting = [grader, sorted(course_solutions(course)), sorted(limits.items())]
    setting = hashlib.sha256(json.dumps(setting, default=str).encode()).hexdigest()
    notes = Path(f"{table}{PART}") if table else None
    with TemporaryDirectory() as unpacked, Journal(notes, setting) as journal:
        students = submissions(folder, Path(unpacked).resolve())
        known = {who: journal.known(who, files) for who, files in students.items()}
        rows = {who: Row(**fields) for who, fields in known.items() if fields}
        # The same numbers for all; another time others, so that nobody can know them.
        hidden = (course, folder, unpacked)
        given = {"seed": random.choice(SEEDS), "hidden": hidden} | limits
        given = (read_course(course), "" if can_hide() else grader, given)
        left = [who for who in students if who not in rows]
        new = _graded({who: (who, students[who], *given) for who in left}, jobs)
        if progress:
            new = progress(new, total=len(students), initial=len(rows))
        for row in new:
            rows[row.student] = row
            journal.note(row, students[row.student])
        return [rows[who] for who in students]


def _graded(todo, jobs):
    """Yield the row of each task as soon as it is there, whatever becomes of a worker.

    When a worker dies, nobody can tell of which of the tasks at hand: these are tried
    again, each by itself.
    """
    left = dict(todo)
    while left:
        try:
            for row in _in_a_pool(dict(left), jobs):
                del left[row.student]
                yield row
        except BrokenProcessPool:
            for who in [*left][:jobs]:
                task = left.pop(who)
                try:
                    (row,) = _in_a_pool({who: task}, 1)
                except BrokenProcessPool:
                    row = Row(who)
                    row.tell("The process that graded it ended by itself.", True)
                yield row


def _in_a_pool(tasks, jobs):
    with ProcessPoolExecutor(
        jobs, get_context("spawn"), initializer=_start_worker
    ) as pool:
        try:
            waiting, running = iter(tasks.values()), set()
            while True:  # no more are begun than are graded: Ctrl + C ends soon
                for task in itertools.islice(waiting, jobs - len(running)):
                    running.add(pool.submit(_grade_task, task))
                if not running:
                    return
                done, running = futures.wait(running, return_when="FIRST_COMPLETED")
                yield from (each.result() for each in done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start_worker():
    """Leave Ctrl + C to the grader, and end when it ends, however that was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait():
        parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _grade_task(task):
    student, files, course, print_of_grader, limits = task
    if print_of_grader and fingerprint() != print_of_grader:
        raise PackageChanged(
            f"Before {student} was graded, a file of the grader's own package changed: "
            "perhaps a submission wrote into it. No table was written. Install the "
            "course again, and grade in a container."
        )
    try:
        return grade(student, files, course, **limits)
    except Exception as error:  # whatever it was: the others' rows must not be lost
        row = Row(student)
        row.tell(f"The grader could not go on: {type(error).__name__}: {error}", True)
        return row


def course_solutions(course):
    """Return the texts of all solution cells of the notebooks in a folder, a set."""
    return {source_of(cell) for cell in _code_cells(course) if is_solution(cell)}


def read_course(course):
    """Return the Course of the notebooks in a folder."""
    others = {source_of(cell) for cell in _code_cells(course) if not is_solution(cell)}
    return known(course_solutions(course), others)


def _code_cells(course):
    for path in sorted(Path(course).glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield cell


def write_csv(rows, path):
    """Write the rows: one line a student, two columns for each exercise handed in.

    The column `files` says which exercises were counted from which file. Returns the
    names of the exercises, and removes what was noted on the way.
    """
    names = [name for name in EXERCISES if any(name in row.outcomes for row in rows)]
    head = ["student", "right", "of", "seconds", "problems", "files"]
    head += [column for name in names for column in (name, name + MISTAKES)]
    written = Path(f"{path}{PART}.csv")  # and then put in its place, whole
    with written.open(
        "w", encoding="utf-8", errors="backslashreplace", newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for row in rows:
            line = [row.student, row.score, len(row.outcomes), f"{row.seconds:.1f}"]
            line += [" ".join(row.problems), _by_file(row.files)]
            for name in names:
                line += [
                    row.outcomes.get(name, ""),
                    "; ".join(row.mistakes.get(name, ())),
                ]
            writer.writerow([_harmless(entry) for entry in line])
    written.replace(path)
    Path(f"{path}{PART}").unlink(missing_ok=True)
    return names


def _by_file(files):
    """Write which exercises come from which file: 04.ipynb: delta2, delta3; …."""
    return "; ".join(
        f"{file}: {', '.join(name for name in files if files[name] == file)}"
        for file in dict.fromkeys(files.values())
    )


def _harmless(entry):
    """Return the entry so that no spreadsheet takes a student's text for a formula."""
    text = str(entry)
    return "'" + text if text.startswith(FORMULAS) else text
