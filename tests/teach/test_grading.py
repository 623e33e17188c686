"""Grading: an honest answer has its mark in whatever form, and nothing else has one."""

import csv
import inspect
import json
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from backprop_helpers.practice.calling import copied
from backprop_helpers.practice.registry import EXERCISES, QUIZZES
from backprop_helpers.practice.save_answers import FILE, packed_pages
from backprop_helpers.teach import grading, sandbox
from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.cells import statements
from backprop_helpers.teach.class_picture import split
from backprop_helpers.teach.grading import (
    COULD_NOT_RUN,
    MISSING,
    PackageChanged,
    grade,
    read_course,
)
from backprop_helpers.teach.sandbox import Limits, Sandbox, can_hide, isolation
from backprop_helpers.teach.submission import LOST_TAGS, Unusable, read
from tests.practice.banks import RIGHT as RIGHT_ANSWERS
from tests.practice.banks import WRONG as WRONG_ANSWERS
from tests.rules.package_source import (
    EVERY_NOTEBOOK,
    NOTATION,
    NOTEBOOKS,
    REPOSITORY,
    number_of,
    room_of,
)
from tests.teach.honest import (
    ANSWERS,
    CHECK,
    FORMS,
    OF_04,
    RIGHT,
    WAYS,
    answered,
    bare,
    files_of,
    insert,
    saved,
    untouched,
    without_tags,
)
from tests.teach.hostile import ANSWER, HARMFUL, NEEDS_WALLS, UNDESERVED, WRONG
from tests.waiting import CEILING, wait_until

COURSE = REPOSITORY / "notebooks"
SEEDS = (2, 29, 249)
PATIENT = {"seconds": CEILING, "call_seconds": CEILING}  # for a slow machine


@pytest.fixture(scope="module")
def course():
    return read_course(COURSE)


@pytest.fixture
def graded(tmp_path, course):
    """Give a function that grades files, a dict from names to texts, as one student."""

    def one(files, **limits):
        paths = []
        for name, text in files.items():
            paths.append(tmp_path / "handed in" / name)
            paths[-1].parent.mkdir(parents=True, exist_ok=True)
            paths[-1].write_text(text, encoding="utf-8")
        return grade("someone", sorted(paths), course, **(PATIENT | limits))

    return one


def page_00(*cells):
    """Return the files of somebody who handed in these cells for page 00."""
    return {"00_start_here.ipynb": json.dumps(bare(*cells))}


def right(row):
    return {name for name, outcome in row.outcomes.items() if outcome == "correct"}


# Honest ones


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory, course):
    """Give a function that grades a page; what is read alike runs only once."""
    folder, seen = tmp_path_factory.mktemp("handed in"), {}

    def one(number, notebook):
        ((name, text),) = files_of(number, notebook).items()
        (folder / name).write_text(text, encoding="utf-8")
        found = read(folder / name, course)
        key = repr(([text for _, text in found.units], found.exercises))
        if key not in seen:
            seen[key] = grade("someone", [folder / name], course, **PATIENT).outcomes
        return seen[key]

    return one


@pytest.mark.slow
@pytest.mark.parametrize("words", FORMS)
def test_marks_do_not_depend_on_the_form(words, outcomes):
    notebook = answered("04")
    found = outcomes("04", FORMS[words](notebook) or notebook)
    assert {name for name in found if found[name] == "correct"} == OF_04


@pytest.mark.slow
@pytest.mark.parametrize("words", FORMS)
def test_an_untouched_page_has_no_mark_in_any_form(words, outcomes):
    notebook = untouched("00")
    found = outcomes("00", FORMS[words](notebook) or notebook)
    assert found == {"warm_up": "not attempted"}


@pytest.mark.slow
@pytest.mark.parametrize("words", WAYS)
def test_an_answer_counts_in_whatever_way_it_is_given(words, graded):
    files, names = WAYS[words]()
    assert right(graded(files)) == names


@pytest.mark.slow
@EVERY_NOTEBOOK
def test_no_untouched_page_has_a_mark_or_a_problem(path, course, tmp_path, graded):
    """With tags the same is read, so what is graded without them stands for both."""
    notebook = json.loads(path.read_text("utf-8"))
    tagged = read(path, course)
    assert (tagged.problems, tagged.lost_tags) == ([], False)
    without_tags(notebook)
    row = graded({path.name: saved(notebook)})
    own = {name for name, each in EXERCISES.items() if each.page == room_of(path)}
    assert (row.score, row.outcomes.keys()) == (0, own)
    assert row.problems == ([] if path == NOTATION else [LOST_TAGS])
    bare = read(tmp_path / "handed in" / path.name, course)
    assert bare == replace(tagged, lost_tags=bare.lost_tags)


@pytest.mark.slow
def test_what_a_later_page_tells_is_no_answer(graded):
    """Page 03 defines what page 02 asked for: in one file they earn nothing."""
    pages = [path for path in NOTEBOOKS if number_of(path) in ("02", "03")]
    merged, other = (json.loads(path.read_text("utf-8")) for path in pages)
    merged["cells"] += other["cells"]
    assert right(graded({"both.ipynb": saved(merged)})) == set()


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("04_two_outputs_by_hand (1)", "two_outputs_by_hand"),
        ("04_anna", "two_outputs_by_hand"),
        ("anna_bug_museum", "bug_museum"),
        ("07_handwritten_digits", "handwritten_digits"),  # as it was numbered before
        ("13_The bug museum", "bug_museum"),
    ],
)
def test_a_file_of_a_page_is_known_by_its_name(tmp_path, course, name, page):
    path = tmp_path / f"{name}.ipynb"
    path.write_text(json.dumps(bare("x = 1", title="# Mine")), "utf-8")
    of_page = {name for name, each in EXERCISES.items() if each.page == page}
    assert read(path, course).exercises.keys() == of_page


def test_a_number_that_no_page_has_is_none(tmp_path, course):
    path = tmp_path / "98_anna.ipynb"
    path.write_text(json.dumps(bare("x = 1", title="# Mine")), "utf-8")
    with pytest.raises(Unusable, match="no exercise of this course"):
        read(path, course)


def test_a_cell_of_nothing_but_lines_is_read_at_once():
    found, problem = statements("\n" * 300_000 + "x = (")
    assert found == []
    assert "never closed" in problem


# What a row says


@pytest.mark.slow
def test_a_row_says_which_cell_stopped_and_what_is_missing(graded):
    cells = ("import nothing_such", "x = 1", "def warm_up(w, b, x, y)\n    return 1")
    row = graded(page_00(*cells))
    assert row.outcomes == {"warm_up": MISSING}
    said = [problem.partition(": ")[2] for problem in row.problems]
    assert "cell 1 stopped: ModuleNotFoundError: No module named 'nothing_such'" in said
    assert "cell 3 has a syntax error in line 1: expected ':'" in said
    assert any(problem.startswith("Missing: warm_up.") for problem in row.problems)


@pytest.mark.slow
def test_the_best_of_several_files_counts_and_the_row_says_which(graded, tmp_path):
    halves = [{name: ANSWERS[name]} for name in ("delta3", "delta2")]
    names = ("04 (1).ipynb", "04.ipynb", "04-old.ipynb")
    texts = [*(saved(answered("04", half)) for half in halves), "{"]
    row = graded(dict(zip(names, texts, strict=True)))
    assert right(row) == {"delta3", "delta2"}
    assert row.files["delta3"] == "04 (1).ipynb"
    assert row.files["delta2"] == "04.ipynb"
    assert row.problems == ["04-old.ipynb: The file is not a notebook."]
    grading.write_csv([row], tmp_path / "g.csv")
    with (tmp_path / "g.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert "04.ipynb: delta2" in line["files"].split("; ")


@pytest.mark.slow
def test_a_known_mistake_is_named(graded):
    row = graded(page_00(WRONG))
    assert row.outcomes == {"warm_up": "wrong"}
    assert row.mistakes["warm_up"] == ("turned round",)


@pytest.mark.slow
def test_a_function_that_takes_a_function(graded):
    source = (
        "import numpy as np\ndef measured_slope(f, w, j, k, epsilon):\n"
        "    shift = np.zeros_like(w)\n    shift[j, k] = epsilon\n"
        "    return (f(w + shift) - f(w - shift)) / (2 * epsilon)\n"
    )
    notebook = bare(source, title="# The bug museum")
    row = graded({"mine.ipynb": json.dumps(notebook)})
    assert row.outcomes["measured_slope"] == "correct"
    assert row.outcomes["backward_pass"] == MISSING


def test_a_mistake_whose_name_begins_like_a_formula_is_one():
    for text in ("= for +=", "+ for −; shape", "-; '"):
        assert split(grading._harmless(text)) == text.split("; ")


# Limits


class Clock:
    """Stands in for the module time; it goes only while something endless runs.

    Each new file in a folder lets it go on for `most` seconds: so a slow machine
    cannot use up the time of the others.
    """

    sleep = staticmethod(time.sleep)

    def __init__(self, folder, most):
        self._folder, self._most, self._seen = folder, most, {}
        folder.mkdir()

    def monotonic(self):
        now = time.monotonic()
        for path in self._folder.iterdir():
            self._seen.setdefault(path.name, now)
        return sum(min(now - seen, self._most) for seen in self._seen.values())

    def sign(self):
        """Return code that makes such a file."""
        return (
            f"import uuid; open({str(self._folder)!r} + '/' + str(uuid.uuid4()), 'w')"
        )


@pytest.fixture
def clock(tmp_path, monkeypatch):
    clock = Clock(tmp_path / "signs", most=3)
    for module in (sandbox, grading):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.mark.slow
def test_one_endless_function_costs_one_exercise(clock, graded):
    endless = f"def delta3(z3, a3, y):\n    {clock.sign()}\n    while True: pass\n"
    row = graded(files_of("04", answered("04", ANSWERS | {"delta3": endless})),
                 call_seconds=2)  # fmt: skip
    assert right(row) == OF_04 - {"delta3"}
    assert row.outcomes["delta3"] == COULD_NOT_RUN
    (problem,) = row.problems
    assert "delta3 ran for more than 2 s: perhaps an endless loop" in problem


@pytest.mark.slow
def test_an_endless_cell_costs_itself(clock, graded):
    notebook = answered("04")
    insert(notebook, f"{clock.sign()}\nwhile True: pass", 2)
    row = graded(files_of("04", notebook), call_seconds=2)
    assert right(row) == OF_04
    (problem,) = row.problems
    assert "cell 2 was given up: it ran for more than 2 s" in problem


@pytest.mark.slow
def test_an_older_candidate_counts_where_the_latest_is_endless(clock, graded):
    endless = f"{ANSWER}{clock.sign()}\n    while True: pass"
    row = graded(page_00(CHECK + RIGHT, "check.warm_up(warm_up)", endless),
                 call_seconds=2)  # fmt: skip
    assert row.outcomes == {"warm_up": "correct"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*HARMFUL, *UNDESERVED])
def test_nothing_hostile_has_a_mark_or_outlives_its_time(
    kind, graded, tmp_path, monkeypatch
):
    """The time begins when the process has started, however long that takes."""
    if kind in NEEDS_WALLS and not can_hide():
        pytest.skip("this system cannot hide the solutions: the help says so")
    clock = Clock(tmp_path / "signs", most=CEILING)
    for module in (sandbox, grading):
        monkeypatch.setattr(module, "time", clock)
    cells = (HARMFUL | UNDESERVED)[kind]
    before = {each.pid for each in psutil.process_iter()}
    sign = f"if not globals().get('signed'):\n    {clock.sign()}\n    signed = 1"
    started = time.monotonic()
    row = graded(page_00(sign, *cells), seconds=3, call_seconds=1, megabytes=1024)
    assert right(row) == set()
    assert row.outcomes["warm_up"] != COULD_NOT_RUN or row.problems
    assert time.monotonic() - started < CEILING
    wait_until(lambda: not any(map(left_over, new_since(before))), f"the end of {kind}")


def new_since(before):
    return [each for each in psutil.process_iter() if each.pid not in before]


def left_over(process):
    """Whether a process is one that a submission has started, and still runs."""
    try:
        return (
            "time.sleep(1000)" in " ".join(process.cmdline())
            or sandbox.TOKEN in process.environ()
        ) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


@pytest.mark.slow
def test_no_mark_for_another_page_with_the_checks_in_comments(graded):
    notebook = untouched("04")
    insert(notebook, "# check.warm_up(warm_up)\n" * 30 + "'check.warm_up(warm_up)'\n")
    assert "warm_up" not in graded({"a.ipynb": saved(notebook)}).outcomes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "outcome"),
    [("NotImplementedError", "not attempted"), ("KeyboardInterrupt", "error")],
)
def test_an_exception_is_told_by_its_name_alone(error, outcome, graded):
    assert graded(page_00(f"{ANSWER}raise {error}")).outcomes == {"warm_up": outcome}


# Another seed


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_right_is_right_and_wrong_is_wrong_with_the_numbers_of_a_grading(seed):
    for name, exercise in EXERCISES.items():
        assert exercise.judge(exercise.solution, seed).status == "correct", name
    for name, answer in RIGHT_ANSWERS:
        assert EXERCISES[name].judge(answer, seed).status == "correct", name
    looked_at = set()
    for name, answer, _ in WRONG_ANSWERS:
        exercise = EXERCISES[name]
        if name in looked_at and seed != SEEDS[0]:  # slips only name what is wrong
            exercise = replace(exercise, slips=())
        looked_at.add(name)
        assert exercise.judge(answer, seed).status != "correct", name


@pytest.mark.parametrize("name", EXERCISES)
def test_a_table_of_the_numbers_of_the_check_is_refused(name):
    exercise = EXERCISES[name]
    table = {as_text(i): exercise.solution(*i) for i in exercise.cases()}

    def typed_in(*inputs):
        return table[as_text(inputs)]

    typed_in.__signature__ = inspect.signature(exercise.solution)
    assert exercise.judge(typed_in).status == "correct"
    for seed in SEEDS:
        assert exercise.judge(typed_in, seed).status != "correct"


def as_text(inputs):
    """Write inputs as text, the same for those of a case and for a copy of them."""
    return repr([*map(copied, inputs)])


# Walls


def answer_of(source, **limits):
    """Return what the warm_up of a cell answers, packed."""
    with Sandbox([source], ["warm_up"], **(PATIENT | limits)) as child:
        return child.call("warm_up", [1.0, 1.0, 1.0, 1.0])["answer"]


@pytest.mark.slow
def test_the_environment_is_scrubbed_and_the_folder_thrown_away(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_TEACHER", "1234")
    source = (
        f"import os, pathlib\npathlib.Path('left').write_text('x')\n{ANSWER}"
        "return [len(os.environ.get('SECRET_OF_THE_TEACHER', '')), os.getcwd()]"
    )
    length, folder = (item["value"] for item in answer_of(source)["items"])
    assert length == 0
    assert not Path(folder).exists()


@pytest.mark.slow
def test_there_is_no_network_where_the_system_can_cut_it_off():
    if not isolation():
        pytest.skip("this system has no unshare for users: the help says so")
    source = f"import socket\n{ANSWER}return len(socket.if_nameindex())"
    # Only the machine's line to itself, and that is down.
    assert answer_of(source)["value"] == 1


@pytest.mark.slow
def test_what_holds_answers_is_hidden_and_cannot_be_written(tmp_path):
    if not can_hide():
        pytest.skip("this system cannot hide folders: the help says so")
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "bo.ipynb").write_text("{}")
    places = [sandbox.PACKAGE, COURSE, REPOSITORY / "tests", tmp_path / "others"]
    source = (
        f"import os\nplaces = {[*map(str, places)]}\n{ANSWER}"
        "return [len(os.listdir(p)) + os.access(p, os.W_OK) for p in places]"
    )
    answer = answer_of(source, hidden=(tmp_path / "others",))
    assert [item["value"] for item in answer["items"]] == [0] * len(places)


@pytest.fixture
def package_of_ours(tmp_path, monkeypatch):
    """Give a small package in the place of the grader's own."""
    monkeypatch.setattr(sandbox, "PACKAGE", tmp_path / "package")
    sandbox.PACKAGE.mkdir()
    (sandbox.PACKAGE / "module.py").write_text("x = 1")
    sandbox._compiled.cache_clear()
    yield sandbox.PACKAGE
    sandbox._compiled.cache_clear()


def test_grading_stops_when_the_package_has_changed(package_of_ours, course):
    before = sandbox.fingerprint()
    assert sandbox.fingerprint() == before
    (compiled,) = package_of_ours.rglob("*.pyc")
    for path in (package_of_ours / "module.py", compiled):
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        with pytest.raises(PackageChanged, match="Before anna was graded"):
            grading._grade_task(("anna", [], course, before, {}))
        path.write_bytes(content)
    assert grading._grade_task(("anna", [], course, before, {})).student == "anna"


def test_a_submission_is_given_a_package_without_answers():
    files = sandbox._package_without_answers()
    texts = [files[path].decode() for path in files if path.suffix in (".py", ".toml")]
    assert len(texts) > 50
    text = "".join(texts)
    for exercise in EXERCISES.values():
        assert inspect.getsource(exercise.solution) not in text, exercise.name
    for question in (each for questions in QUIZZES.values() for each in questions):
        assert question.prompt not in text


# The whole command


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "handed in"
    (folder / "Berta").mkdir(parents=True)
    (folder / "Chris").mkdir()
    checked = CHECK + "check.warm_up(warm_up)"
    (folder / "Berta" / "00_mine.ipynb").write_text(json.dumps(bare(RIGHT, checked)))
    (folder / "=Anton.ipynb").write_text(json.dumps(bare(WRONG, checked)))
    (folder / "Dora.ipynb").write_text("no notebook")
    content, _ = packed_pages(folder / "Berta")
    (folder / "Berta" / FILE).write_bytes(content)
    return folder


@pytest.mark.slow
def test_grade_writes_a_row_for_each_student_and_a_picture(
    handed_in, tmp_path, capsys, monkeypatch
):
    table = tmp_path / "grades.csv"
    monkeypatch.chdir(tmp_path)  # as teachers do: a folder beside them
    order = ["grade", handed_in.name, "--csv", str(table), "--jobs", "2"]
    assert main([*order, "--call-seconds", str(CEILING)]) == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert [*rows] == ["'=Anton", "Berta", "Chris", "Dora"]
    assert rows["Berta"]["right"] == "1"
    assert rows["Berta"]["warm_up"] == "correct"
    assert rows["Berta"]["files"] == "Berta/00_mine.ipynb: warm_up"
    assert rows["'=Anton"]["warm_up: mistakes"] == "turned round"
    assert rows["Chris"]["problems"] == "There is no notebook."
    assert "not a notebook" in rows["Dora"]["problems"]
    said = capsys.readouterr().out
    assert "Dora: could not run." in said
    assert ("cannot hide the solutions" in said) == (not can_hide())
    assert main(["picture", str(table), str(tmp_path / "class.png")]) == 0
    assert (tmp_path / "class.png").read_bytes().startswith(b"\x89PNG")
    assert "warm_up: 1 of 2 right. turned round (1)" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--seconds", "--call-seconds", "--jobs"])
@pytest.mark.parametrize("value", ["-5", "0", "many"])
def test_a_limit_below_1_is_refused(option, value, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["grade", str(tmp_path), "--csv", "g.csv", f"{option}={value}"])
    assert f"{value} does not do: give a whole number" in capsys.readouterr().err


def test_the_limits_are_those_of_the_help():
    assert (Limits().seconds, Limits().call_seconds) == (120, 10)
