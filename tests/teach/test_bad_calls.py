"""What a teacher calls, or a student hands in, by mistake gets a sentence."""

import pytest

from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.grading import grade

OTHER_COURSE = (
    '{"cells": [{"cell_type": "code", "source": "print(1)", "metadata": {}}]}'
)
FILES = {
    "not JSON": b"{'cells': [",
    "empty": b"",
    "not text": b"\xff\xfe\x00\x01",
    "JSON of something else": b"[1, 2, 3]",
    "no cells": b"{}",
    "cells of another kind": b'{"cells": [1, "two", null]}',
    "lists in lists": b"[" * 100_000,
    "a page of another course": OTHER_COURSE.encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_submission_is_told_in_a_sentence(kind, tmp_path):
    name = "other.ipynb" if "another course" in kind else "00_start_here.ipynb"
    (tmp_path / name).write_bytes(FILES[kind])
    row = grade("someone", [tmp_path / name], set())
    (problem,) = row.problems
    assert row.score == 0
    assert problem.startswith(f"{name}: ")
    assert "Traceback" not in problem


def test_bad_calls_get_a_sentence(tmp_path, capsys):
    for order in (
        ["grade", str(tmp_path / "nowhere"), "--csv", str(tmp_path / "g.csv")],
        ["picture", str(tmp_path / "nowhere.csv"), str(tmp_path / "p.png")],
    ):
        assert main(order) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert "nowhere" in line


def test_the_help_says_that_it_executes_students_code(capsys):
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    words = "executes code that students wrote, on this machine and as you"
    assert words in capsys.readouterr().out
