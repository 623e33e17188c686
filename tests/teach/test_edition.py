"""The students' edition: the course without its solutions, and nothing else changed."""

import json
import re
import symtable

import nbformat
import pytest

from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.edition import (
    EditionError,
    is_solution,
    source_of,
    without_solutions,
    write_edition,
)
from tests.rules.package_source import EVERY_PAGE, NOTEBOOKS, room_of


def cells_of(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def exercises_of(path):
    return [n for n, each in EXERCISES.items() if each.page == room_of(path)]


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    write_edition(NOTEBOOKS, folder)
    return folder


@EVERY_PAGE
def test_only_solution_cells_differ_and_they_are_empty(path, edition):
    full, student = cells_of(path), cells_of(edition / path.name)
    text = (edition / path.name).read_text("utf-8")
    solved = {name for cell in filter(is_solution, full) for name in checked(cell)}
    assert set(exercises_of(path)) <= solved
    for before, after in zip(full, student, strict=True):
        if is_solution(before):
            assert source_of(after) == ""
            assert after["outputs"] == []
            assert after["execution_count"] is None
            assert (after["id"], is_solution(after)) == (before["id"], True)
            assert "jupyter" not in after["metadata"]  # where it was closed
            body = source_of(before).partition("\n")[2].strip()
            assert json.dumps(body)[1:-1] not in text  # of no other cell, either
        else:
            assert before == after
    nbformat.validate(nbformat.read(edition / path.name, as_version=4))


@EVERY_PAGE
def test_no_other_cell_needs_a_solution(path):
    """So the edition runs as the page does, with or without answers."""
    code = [cell for cell in cells_of(path) if cell["cell_type"] == "code"]
    others = [source_of(cell) for cell in code if not is_solution(cell)]
    made = {name for source in others for name in defined_by(source)}
    for solution in filter(is_solution, code):
        own = defined_by(source_of(solution)) - made
        assert own
        assert not [source for source in others if own & {*words(source)}]


def defined_by(source):
    """Return the names that stay when a cell has run."""
    symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    return {each.get_name() for each in symbols if each.is_assigned()}


def words(source):
    return re.findall(r"\w+", source)


def checked(cell):
    """Return the names of the exercises that a cell checks."""
    return re.findall(r"\bcheck\.(\w+)\(", source_of(cell))


def test_two_editions_are_the_same_to_the_last_byte(edition, tmp_path):
    for path in write_edition(NOTEBOOKS, tmp_path / "again"):
        assert path.read_bytes() == (edition / path.name).read_bytes()


def test_the_notebook_given_is_not_changed():
    notebook = json.loads(NOTEBOOKS[1].read_text("utf-8"))
    without_solutions(notebook)
    assert notebook == json.loads(NOTEBOOKS[1].read_text("utf-8"))


def test_work_is_never_overwritten(tmp_path, capsys):
    order = ["student", str(tmp_path)]
    assert main(order) == main(order) == 0  # unchanged: nothing is lost
    work, other = (tmp_path / page.name for page in NOTEBOOKS[:2])
    work.write_text("my work")
    other.unlink()
    capsys.readouterr()
    assert main(order) == 1
    assert NOTEBOOKS[0].name in capsys.readouterr().err
    assert work.read_text() == "my work"
    assert not other.exists()


def test_what_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    for notebooks, target, words in (
        ([], tmp_path / "out", "no notebooks"),
        ([tmp_path / "file"], tmp_path / "out", "not a notebook that can be read"),
        (NOTEBOOKS[:1], tmp_path / "file" / "out", "cannot be written"),
    ):
        with pytest.raises(EditionError, match=words):
            write_edition(notebooks, target)
