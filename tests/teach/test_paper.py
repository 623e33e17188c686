"""Pages for paper: pictures keep their words, quizzes show what there is to choose."""

import re
import shutil
import sys

import nbformat
import pytest
from nbformat import v4

from backprop_helpers.practice.registry import QUIZZES, SHEETS
from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.paper import QUESTIONS
from tests.rules.package_source import NOTEBOOKS, room_of

pytestmark = pytest.mark.slow

# Some pages, since each takes half a second; one of them with pencils.
BY_HAND = next(path for path in NOTEBOOKS if room_of(path) == "two_outputs_by_hand")
PAGES = [*{*NOTEBOOKS[::-4], BY_HAND}]


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    course, folder = (tmp_path_factory.mktemp(name) for name in ("course", "paper"))
    for page in PAGES:
        shutil.copy(page, course)
    assert main(["print", str(folder), "--course", str(course)]) == 0
    return folder


def test_each_page_is_written(paper):
    assert {page.stem for page in paper.iterdir()} == {page.stem for page in PAGES}


def test_questions_have_their_options_and_no_reply_is_given_away(paper):
    printed = unescaped("".join(page.read_text("utf-8") for page in paper.iterdir()))
    assert "Run this cell" not in printed
    code = "".join(page.read_text("utf-8") for page in PAGES)
    names = re.findall(r'quiz\(\\"(\w+)\\"\)', code)
    assert len(names) >= len(PAGES)
    for each in (question for name in names for question in QUIZZES[name]):
        assert "".join(f"    {line}\n" for line in each.code.splitlines()) in printed
        for option, reply in each.replies.items():
            assert f"○ {option}" in printed
            assert reply not in printed


def unescaped(html):
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_pictures_stay_with_their_words(paper):
    for page in PAGES:
        html = (paper / f"{page.stem}.html").read_text("utf-8")
        for cell in nbformat.read(page, as_version=4).cells:
            for output in cell.get("outputs", ()):
                words = output.get("data", {}).get("text/plain", "")
                if "image/png" in output.get("data", {}):
                    assert words in unescaped(html)


def test_a_pencil_is_a_worksheet_with_its_answers_at_the_end(paper):
    html = unescaped((paper / f"{BY_HAND.stem}.html").read_text("utf-8"))
    body, answers = html.split("Answers for the pencil", 1)
    for sheet in (SHEETS[name] for name in ("forward", "blame", "update")):
        numbers = sheet.numbers()
        for blank, line in sheet.line_of.items():
            assert f"{blank} = ____" in body
            worked = line.worked(blank, numbers)
            assert worked in answers
            assert worked not in body


def test_folded_answers_are_open_on_paper(paper):
    html = (paper / f"{BY_HAND.stem}.html").read_text("utf-8")
    assert html.count("<details open>") >= 4
    assert "<details>" not in html


def test_what_cannot_be_printed_is_named(tmp_path, capsys):
    (tmp_path / "course").mkdir()
    command = ["print", str(tmp_path / "out"), "--course", str(tmp_path / "course")]
    assert main(command) == 1
    assert "no notebooks" in capsys.readouterr().err
    (tmp_path / "course" / "page.ipynb").write_text("{")
    assert main(command) == 1
    assert "page.ipynb is not a notebook" in capsys.readouterr().err
    nbformat.write(v4.new_notebook(), tmp_path / "course" / "page.ipynb")
    (tmp_path / "out" / "page.html").mkdir()
    assert main(command) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_no_two_questions_are_alike():
    count = sum(len(questions) for questions in QUIZZES.values())
    assert len(QUESTIONS) == count


def test_without_nbconvert_it_says_what_brings_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "nbconvert", None)  # as if it were not installed
    assert main(["print", str(tmp_path)]) == 1
    assert "python -m pip install jupyterlab" in capsys.readouterr().err
