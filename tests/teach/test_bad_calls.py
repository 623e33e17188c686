"""What a teacher calls, or a student hands in, by mistake gets a sentence."""

import math
import sys

import pytest

from backprop_helpers.teach import sandbox
from backprop_helpers.teach.__main__ import MAKES_BOOKS, main
from backprop_helpers.teach.grading import grade
from backprop_helpers.teach.wire import decode, encode

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


@pytest.mark.parametrize("name", MAKES_BOOKS)
def test_without_what_makes_books_the_command_says_how_to_get_it(
    name, tmp_path, monkeypatch, capsys
):
    for each in [*sys.modules]:  # another test may have imported what needs them
        if each.startswith("backprop_helpers.teach.book"):
            monkeypatch.delitem(sys.modules, each)
    for each in (name, "docutils"):  # which comes with the rest
        monkeypatch.setitem(sys.modules, each, None)
    assert main(["book", str(tmp_path / "out")]) == 1
    assert 'pip install -e ".[book]"' in capsys.readouterr().err


def test_a_table_of_grades_that_was_edited_has_its_picture(tmp_path, capsys):
    table = tmp_path / "grades.csv"
    head = "student,warm_up,warm_up: mistakes,delta2: mistakes"
    table.write_text(f"{head}\nAnna,wrong,,\n")
    assert main(["picture", str(table), str(tmp_path / "class.png")]) == 0
    assert capsys.readouterr().out == "warm_up: 0 of 1 right.\n"


def test_a_package_made_for_publishing_is_hidden_as_well(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "dist").mkdir()
    monkeypatch.setattr(sandbox, "CLONE", tmp_path)
    assert tmp_path / "dist" in sandbox.hidden_folders((), ())


@pytest.mark.parametrize("number", [2**70, -(2**70)])
def test_a_number_too_large_to_send_keeps_its_sign(number):
    assert decode(encode(number)) == number * math.inf


def test_the_help_says_that_it_executes_students_code(capsys):
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    words = "executes code that students wrote, on this machine and as you"
    assert words in capsys.readouterr().out
