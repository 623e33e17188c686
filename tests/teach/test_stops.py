"""A class of many: stopped in the middle, graded to its end, no row lost or doubled."""

import csv
import json
import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import pytest

from backprop_helpers.teach import grading
from backprop_helpers.teach.grading import PART, Row
from backprop_helpers.teach.journal import Journal
from tests.teach.honest import CHECK, RIGHT, bare
from tests.teach.hostile import WRONG
from tests.waiting import wait_until

CLASS = 14

CHECKED = CHECK + "check.warm_up(warm_up)"


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "handed in"
    folder.mkdir()
    for number in range(CLASS):
        answer = RIGHT if number % 2 else WRONG
        text = json.dumps(bare(answer, CHECKED))
        (folder / f"student {number:02}.ipynb").write_text(text)
    return folder


def noted(table):
    """Return the students whose rows are noted beside a table."""
    notes = table.with_name(table.name + PART)
    lines = notes.read_bytes().splitlines() if notes.exists() else []
    return [json.loads(line)["row"]["student"] for line in lines if line]


def heed_ctrl_c():
    """Undo what a shell does for a command in the background: it ignores Ctrl + C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl + C is sent otherwise there")
def test_a_run_that_is_stopped_twice_goes_on(handed_in, tmp_path):
    table = tmp_path / "grades.csv"
    command = [sys.executable, "-m", "backprop_helpers.teach", "grade", str(handed_in)]
    command += ["--csv", str(table), "--jobs", "2", "--call-seconds", "300"]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    for way, at_least in ((signal.SIGINT, 2), (signal.SIGKILL, 5)):
        run = subprocess.Popen(  # its pipe is closed when the workers have ended, too
            command, env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c,
        )  # fmt: skip
        wait_until(lambda n=at_least: len(noted(table)) >= n, "some rows")
        run.send_signal(way)
        told = run.communicate()[1]
        assert not table.exists()
        assert len(noted(table)) < CLASS
        if way == signal.SIGINT:
            assert told.endswith(
                "Stopped. The same command goes on where this one was.\n"
            )
    before = noted(table)
    told = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["student"] for row in rows] == sorted(
        p.stem for p in handed_in.iterdir()
    )
    assert [row["right"] for row in rows] == ["0", "1"] * (CLASS // 2)
    assert len(before) == len(set(before)) >= 5
    assert not table.with_name(table.name + PART).exists()


def test_a_row_is_taken_over_as_long_as_nothing_changed(tmp_path):
    notes, file = tmp_path / "notes", tmp_path / "04.ipynb"
    file.write_text("mine")
    row = Row("Δ", {"delta2": "wrong"}, {"delta2": ["sign"]}, {"delta2": "04.ipynb"})
    with Journal(notes, "one") as journal:
        journal.note(row, [file])
    with notes.open("ab") as cut:
        cut.write(b'{"setting": "one", "handed')
    for setting, who, content, known in (
        ("one", "Δ", "mine", True), ("two", "Δ", "mine", False),
        ("one", "D", "mine", False), ("one", "Δ", "other", False),
    ):  # fmt: skip
        file.write_text(content)
        with Journal(notes, setting) as journal:
            found = journal.known(who, [file])
        assert (Row(**found) == row) if known else found is None


def test_without_a_table_nothing_is_kept(tmp_path):
    with Journal(None, "one") as journal:
        journal.note(Row("anna"), [])
    assert [*tmp_path.iterdir()] == []


def test_a_worker_that_dies_costs_one_student(monkeypatch):
    """Whoever was graded beside that one is graded again."""

    def die_at_bo(tasks, jobs):
        for who in tasks:
            if who == "bo":
                raise BrokenProcessPool
            yield Row(who)

    monkeypatch.setattr(grading, "_in_a_pool", die_at_bo)
    rows = list(grading._graded(dict.fromkeys(["ada", "bo", "cy", "di", "eve"]), 2))
    assert [row.student for row in rows] == ["ada", "bo", "cy", "di", "eve"]
    assert [row.student for row in rows if row.problems] == ["bo"]
