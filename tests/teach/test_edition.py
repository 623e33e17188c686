"""The students' edition: the course without its solutions, and nothing else changed."""

import json
import re

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
from tests.practice.banks import RIGHT, WRONG
from tests.rules.package_source import REPOSITORY
from tests.waiting import CEILING

PAGES = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
BANK = f"""import sys
sys.path.insert(0, {str(REPOSITORY)!r})
from tests.practice import banks"""
TRY_WRONG = "check.{name}(next(f for n, f, _ in banks.WRONG if n == {name!r}))"


def cells_of(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def exercises_of(path):
    return [n for n, each in EXERCISES.items() if each.page == path.stem[3:]]


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    write_edition(PAGES, folder)
    return folder


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_only_solution_cells_differ_and_they_are_empty(path, edition):
    full, student = cells_of(path), cells_of(edition / path.name)
    solved = {name for cell in filter(is_solution, full) for name in checked(cell)}
    assert set(exercises_of(path)) <= solved
    for before, after in zip(full, student, strict=True):
        if is_solution(before):
            assert source_of(after) == ""
            assert after["outputs"] == []
            assert after["execution_count"] is None
            assert (after["id"], is_solution(after)) == (before["id"], True)
            assert "jupyter" not in after["metadata"]  # where it was closed
        else:
            assert before == after
    nbformat.validate(nbformat.read(edition / path.name, as_version=4))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_solution_is_left_in_the_text_of_the_edition(path, edition):
    text = (edition / path.name).read_text("utf-8")
    for cell in filter(is_solution, cells_of(path)):
        body = source_of(cell).partition("\n")[2].strip()
        assert json.dumps(body)[1:-1] not in text


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_unfilled_wrong_and_filled(path, edition):
    """Each stub stays; where its solution stood, a wrong answer and then the right."""
    from nbclient import NotebookClient  # only here, since it starts kernels

    notebook = nbformat.read(edition / path.name, as_version=4)
    full = nbformat.read(path, as_version=4)
    cells, stubs, tries = [nbformat.v4.new_code_cell(BANK)], [], []
    for cell, before in zip(notebook.cells, full.cells, strict=True):
        cells.append(cell)
        if is_solution(before):
            names = checked(before)
            lines = [TRY_WRONG.format(name=name) for name in names]
            wrong = nbformat.v4.new_code_cell("\n".join(lines))
            cell.source = before.source
            cells.insert(-1, wrong)
            tries.append((names, wrong, cell))
        elif cell.cell_type == "code" and checked(cell):
            stubs.append(cell)
    notebook.cells = cells
    place = {"metadata": {"path": str(REPOSITORY / "notebooks")}}
    NotebookClient(notebook, timeout=CEILING, resources=place).execute()  # or it raises
    asked = [name for stub in stubs for name in checked(stub)]
    assert asked == [name for names, _, _ in tries for name in names]
    assert set(exercises_of(path)) <= set(asked)
    for stub in stubs:
        broken = "repair" in stub.metadata.get("tags", [])  # a bug to be mended
        for name in checked(stub):
            assert f"{'✗' if broken else '○'} {name}: " in printed(stub)
        assert broken or "Not attempted yet" in printed(stub)
    for names, wrong, filled in tries:
        assert printed(wrong).count("✗ ") == len(names)
        for name in names:
            assert f"✓ {name}" in printed(filled)


def checked(cell):
    """Return the names of the exercises that a cell checks."""
    return re.findall(r"\bcheck\.(\w+)\(", source_of(cell))


def printed(cell):
    return "".join(out.text for out in cell.outputs if out.output_type == "stream")


def test_the_banks_have_both_kinds():
    assert {name for name, _ in RIGHT} == {name for name, _, _ in WRONG}


def test_two_editions_are_the_same_to_the_last_byte(edition, tmp_path):
    for path in write_edition(PAGES, tmp_path / "again"):
        assert path.read_bytes() == (edition / path.name).read_bytes()


def test_the_notebook_given_is_not_changed():
    notebook = json.loads(PAGES[1].read_text("utf-8"))
    before = json.dumps(notebook)
    without_solutions(notebook)
    assert json.dumps(notebook) == before


def test_work_is_never_overwritten(tmp_path, capsys):
    assert main(["student", str(tmp_path / "out")]) == 0
    assert main(["student", str(tmp_path / "out")]) == 0  # unchanged: nothing is lost
    work = tmp_path / "out" / PAGES[0].name
    work.write_text("my work")
    other = tmp_path / "out" / PAGES[1].name
    other.unlink()
    capsys.readouterr()
    assert main(["student", str(tmp_path / "out")]) == 1
    assert PAGES[0].name in capsys.readouterr().err
    assert work.read_text() == "my work"
    assert not other.exists()


def test_what_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    for notebooks, target, words in (
        ([], tmp_path / "out", "no notebooks"),
        ([tmp_path / "file"], tmp_path / "out", "not a notebook that can be read"),
        (PAGES[:1], tmp_path / "file" / "out", "cannot be written"),
    ):
        with pytest.raises(EditionError, match=words):
            write_edition(notebooks, target)
