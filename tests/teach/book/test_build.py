"""The book: its pages, its ways in and out, what is folded, how heavy it is."""

import os
import re
import shutil
import signal
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser

import nbformat
import pytest

from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.book.build import published, run_sphinx, write_source
from backprop_helpers.teach.book.source import UNWRITTEN, wiring
from backprop_helpers.teach.book.theme import settings
from backprop_helpers.teach.edition import is_solution, source_of
from tests.rules.package_source import NOTEBOOKS, REPOSITORY, page_cells
from tests.teach.book.two_pages import ADDRESS, PAGES
from tests.teach.test_stops import heed_ctrl_c
from tests.waiting import CEILING, wait_until

pytestmark = pytest.mark.slow

START = NOTEBOOKS[0]
HEAVIEST = 1.5e6  # bytes that a page may take before a picture is moved
TOLD = ("next", "prev", "search")  # links that are no files of the page
FETCHED = {"link": "href", "script": "src", "img": "src", "source": "srcset"}


class Links(HTMLParser):
    """What a page leads to, what it fetches, and the places in it."""

    def __init__(self, path):
        super().__init__()
        self.leads, self.fetches, self.places = [], [], {""}
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.places.add(given.get("id"))
        if tag == "a" and "href" in given:
            self.leads.append(given["href"])
        if given.get(FETCHED.get(tag)) and given.get("rel") not in TOLD:
            self.fetches.append(given[FETCHED[tag]])


@pytest.fixture(scope="module")
def pages(book):
    """The Links of each page of the book, by its file."""
    return {path.name: Links(path) for path in sorted(book.glob("*.html"))}


def text_of(book, page):
    return (book / f"{page}.html").read_text("utf-8")


def code_cells(page):
    path = REPOSITORY / "notebooks" / f"{page}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def cell_in(book, page, cell):
    """Return the HTML of a cell of code: up to the next cell."""
    text = text_of(book, page)
    start = text.index(f'id="{cell.id}"')
    end = text.find("bp-cell", text.index(">", start))
    return text[start:end]


def test_its_pages_stand_in_their_order(book, pages):
    files = ["index", *PAGES, "SOURCES", "data", "search"]
    assert sorted(pages) == sorted(f"{name}.html" for name in files)
    order = [link for link in pages["index.html"].leads if not link.startswith("#")]
    assert [link for link in dict.fromkeys(order) if link[:2].isdigit()] == [
        f"{name}.html" for name in PAGES
    ]
    first, second = (text_of(book, name) for name in PAGES)
    assert f'rel="next" title="Two outputs by hand" href="{PAGES[1]}.html"' in first
    assert f'rel="prev" title="Gradient descent on a line" href="{PAGES[0]}.html"' in (
        second
    )


def test_the_cover_names_each_question(book):
    cover = text_of(book, "index")
    for page in PAGES:
        first = page_cells(REPOSITORY / "notebooks" / f"{page}.ipynb", "markdown")[0]
        question = re.search(r"question of this page:\*\* (.*)", first)[1]
        assert question in unescape(cover).replace("’", "'")


def test_each_link_within_it_leads_somewhere(pages):
    for name, page in pages.items():
        for link in page.leads:
            if "//" in link or link.startswith(f"{ADDRESS.lite}/"):
                continue
            target, _, place = link.partition("#")
            assert (target or name) in pages, (name, link)
            assert place in pages[target or name].places, (name, link)


def test_the_words_of_all_pages_make_a_book(tmp_path):
    """Sphinx has no complaint about any link, formula or table; nothing is recorded."""
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    paths = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
    write_source(paths, {path: {} for path in paths}, source, out, ADDRESS)
    run_sphinx(source, out, settings(ADDRESS))
    made = {path.name: Links(path) for path in out.glob("*.html")}
    assert {f"{path.stem}.html" for path in paths} < {*made}
    lands = [link for page in made.values() for link in page.leads]
    assert any(link.startswith("00_start_here.html#") for link in lands)
    for page in made.values():
        for link in page.leads:
            target, _, place = link.partition("#")
            assert target not in made or place in made[target].places, link


def test_a_link_to_what_is_not_in_it_leads_to_the_repository(pages):
    led = {link for page in pages.values() for link in page.leads if "//" in link}
    assert f"{ADDRESS.files}/notebooks/13_optimizers.ipynb" in led


def test_all_that_it_fetches_is_its_own(book, pages):
    for name, page in pages.items():
        for link in page.fetches:
            assert (book / link.partition("?")[0]).is_file(), (name, link)
    for style in book.rglob("*.css"):
        for target in re.findall(r"url\([\"']?([^)\"']+)", style.read_text("utf-8")):
            assert "//" not in target or target.startswith("data:"), (style, target)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(book, pages, page):
    path = book / f"{page}.html"
    own = {(book / link.partition("?")[0]) for link in pages[path.name].fetches}
    fonts = [*(book / "_static").glob("*.woff")]
    weight = sum(file.stat().st_size for file in [path, *own, *fonts])
    assert weight <= HEAVIEST, f"{weight / 1e6:.2f} MB"


@pytest.mark.parametrize("page", PAGES)
def test_each_cell_of_code_stands_there_and_can_be_reached(book, pages, page):
    for cell in code_cells(page):
        assert cell.id in pages[f"{page}.html"].places
        shown = unescape(re.sub("<[^>]*>", "", cell_in(book, page, cell)))
        assert source_of(cell).strip() in shown


@pytest.mark.parametrize("page", PAGES)
def test_solutions_and_wiring_are_folded_and_nothing_else(book, page):
    cells = nbformat.read(REPOSITORY / f"notebooks/{page}.ipynb", as_version=4).cells
    wired = wiring(cells)
    for place, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        folded = "<details" in cell_in(book, page, cell)
        assert folded == (is_solution(cell) or place in wired), cell.source


def test_what_the_text_names_is_not_folded():
    code = "from backprop_helpers.figures import show\nshow(1)"
    cells = [
        {"cell_type": "markdown", "source": "A picture."},
        {"cell_type": "code", "source": code, "metadata": {}},
    ]
    assert wiring(cells) == {1}
    cells[0]["source"] = "Now `show` shows it."
    assert wiring(cells) == set()


@pytest.mark.parametrize(
    "code",
    [
        "x = 3",
        "def f(): ...",
        "from backprop_helpers.nets import descent\ndescent.run()",
        "from backprop_helpers.practice import check\ncheck.step(step)",
        "from backprop_helpers.figures import show\nshow(1)\nx = [show]",
    ],
)
def test_code_that_teaches_is_not_folded(code):
    assert wiring([{"cell_type": "code", "source": code, "metadata": {}}]) == set()


def test_a_stub_leads_to_its_cell_in_a_page_that_runs(book):
    stubs = 0
    for page in PAGES:
        for cell in code_cells(page):
            asked = any(UNWRITTEN in out.get("text", "") for out in cell.outputs)
            shown = cell_in(book, page, cell)
            assert ("Write it live" in shown) == asked
            stubs += asked
            if asked:
                assert f'data-cell="{cell.id}"' in shown
                assert UNWRITTEN not in shown
    assert stubs > 3


@pytest.mark.parametrize("page", PAGES)
def test_each_page_says_where_it_runs(book, page):
    text = text_of(book, page)
    assert f'content="{ADDRESS.live(page)}"' in text
    name = f"notebooks/{page}.ipynb"
    for link in (
        f"https://mybinder.org/v2/gh/somebody/course/v1.2.3?urlpath=lab/tree/{name}",
        f"https://colab.research.google.com/github/somebody/course/blob/v1.2.3/{name}",
        f"live/lab/index.html?path={name}",
    ):
        assert f'href="{link}"' in text


def test_without_jupyterlite_a_page_runs_in_binder():
    address = published()
    assert address.live("x") == (
        f"https://mybinder.org/v2/gh/{address.repository.removeprefix('https://github.com/')}"
        f"/{address.tag}?urlpath=lab/tree/notebooks/x.ipynb%23cell-id=CELL"
    )


def test_two_builds_are_equal_byte_by_byte(tmp_path):
    """In two processes, at two times, and with two orders of their sets."""
    (tmp_path / "course").mkdir()
    shutil.copy(START, tmp_path / "course")
    command = (*(sys.executable, "-m", "backprop_helpers.teach", "book"), "--jobs=1")
    options = ("--places=3", f"--course={tmp_path / 'course'}")
    for name, seed, epoch in (("one", "1", "99"), ("two", "2", "99999999")):
        variables = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch}
        subprocess.run(
            [*command, tmp_path / name, *options],
            cwd=REPOSITORY, env=os.environ | variables, check=True,
        )  # fmt: skip
    assert len(files_in(tmp_path / "one")) > 30
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")


def files_in(folder):
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


# What the command says


@pytest.fixture
def course(tmp_path):
    """A course of one page without pictures."""
    folder = tmp_path / "course"
    folder.mkdir()
    page = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# A title\n\n$x^2$"),
            nbformat.v4.new_code_cell("print(1)"),
        ]
    )
    nbformat.write(page, folder / "00_page.ipynb")
    return folder


def told(capsys, *arguments):
    """Return the exit code of the command, and what it says."""
    code = main(["book", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl + C is sent otherwise there")
def test_ctrl_c_ends_those_who_record_as_well(course, tmp_path):
    begun = tmp_path / "begun"
    slow = f"import pathlib, time\npathlib.Path({str(begun)!r}).touch()\n"
    page = nbformat.read(course / "00_page.ipynb", as_version=4)
    page.cells.append(nbformat.v4.new_code_cell(f"{slow}time.sleep({2 * CEILING})"))
    nbformat.write(page, course / "00_page.ipynb")
    command = [sys.executable, "-m", "backprop_helpers.teach", "book", tmp_path / "out"]
    run = subprocess.Popen(  # its pipe is closed when the others have ended, too
        [*command, "--course", course], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c,
    )  # fmt: skip
    wait_until(begun.exists, "the slow cell")
    run.send_signal(signal.SIGINT)
    assert run.communicate(timeout=CEILING)[1].endswith("Stopped.\n")
    assert not (tmp_path / "out").exists()


def test_the_command_says_where_the_book_is(course, tmp_path, capsys):
    code, said = told(capsys, tmp_path / "out", "--course", course, "--jobs", 1)
    assert (code, said) == (
        0, f"1 pages are in {tmp_path / 'out'}: open its index.html from a server.\n"
    )  # fmt: skip
    assert "<msup>" in (tmp_path / "out" / "00_page.html").read_text("utf-8")


def test_nothing_is_overwritten(course, tmp_path, capsys):
    kept = tmp_path / "out" / "thesis.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    code, said = told(capsys, kept.parent, "--course", course)
    assert (code, said) == (1, f"{kept.parent} is not empty: name a new folder.\n")
    assert [*kept.parent.iterdir()] == [kept]


def test_what_is_missing_is_named(course, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "sphinx_book_theme", None)
    code, said = told(capsys, tmp_path / "out", "--course", course)
    assert code == 1
    assert 'python -m pip install -e ".[book]"' in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("no title", "00_page.ipynb does not begin with a title"),
        (r"# A title" + "\n\n" + r"$\nonsense{x}$", "A formula cannot be drawn"),
        ("# A title\n\n[lost](#nowhere)", "Sphinx complains: "),
    ],
)
def test_a_page_that_cannot_be_shown_is_named(
    course, tmp_path, words, complaint, capsys
):
    page = nbformat.read(course / "00_page.ipynb", as_version=4)
    page.cells[0].source = words
    nbformat.write(page, course / "00_page.ipynb")
    code, said = told(capsys, tmp_path / "out", "--course", course)
    assert code == 1
    assert complaint in said
    assert not (tmp_path / "out").exists()


def test_a_course_without_pages_makes_no_book(tmp_path, capsys):
    code, said = told(capsys, tmp_path / "out", "--course", tmp_path)
    assert (code, said) == (1, "There are no notebooks to make a book of.\n")
