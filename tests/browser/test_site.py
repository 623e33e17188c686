"""The site that needs no server: what is in it, a page in Chromium, its Python."""

import importlib.util
import json
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from backprop_helpers.teach.grading import grade, read_course
from backprop_helpers.teach.handed_in import submissions
from tests.browser.browser import (
    ERRORS,
    LONGEST,
    NOTEBOOK,
    REPOSITORY,
    command,
    open_notebook,
    run_all,
)
from tests.browser.pyodide_distribution import (
    pyodide_folder,
    require_tools,
    site_builder,
)
from tests.browser.site_on_page import (
    PanelOnSite,
    build_site,
    nothing_else,
    serve,
)
from tests.teach.book.two_pages import ADDRESS
from tests.teach.honest import RIGHT

require_tools()
pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "04_two_outputs_by_hand.ipynb"
# Dozens of trainings in plain Python: nothing but its page tries these two there.
SLOW = ("your_own_engine", "bug_museum")
EXAMPLES = sorted(
    path
    for path in REPOSITORY.glob("tests/pages/*/test_example.py")
    if path.parent.name not in SLOW
)
START = "00_start_here.ipynb"
# Some quick tests of maths and figures run in the site's Python too, outside a browser:
# not all, since it is slow ...
MATHS = ("functions", "backward", "graph", "convolution", "attention", "training")
IN_PYODIDE = (
    *(f"tests/nets/test_{name}.py" for name in MATHS),
    *("tests/datasets/test_shipped.py", "tests/figures/test_figures.py"),
    *(str(path.relative_to(REPOSITORY)) for path in EXAMPLES),
)
# ... without these: a second Python cannot be started; and Python frees such a chain
# node within node, where WebAssembly's stack ends.
NOT_IN_PYODIDE = (
    "tests/figures/test_figures.py::test_figures_stay_out_of_pyplot",
    "tests/nets/test_graph.py::test_a_deep_chain_needs_no_recursion",
)
ADD_CELL = f"""source => {{
  const {{ model, widgets }} = {NOTEBOOK};
  model.sharedModel.insertCell(widgets.length, {{ cell_type: 'code', source }});
}}"""
SCREENSHOTS = REPOSITORY / "tests" / "screenshots" / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as server:
        yield server.address


def test_everything_is_in_it(site):
    for room in ("notebooks", "data"):
        files = [p for p in (REPOSITORY / room).glob("*.*") if p.name[0] != "."]
        for path in files:
            copy = site / "files" / room / path.name
            assert copy.read_bytes() == path.read_bytes()
        listing = json.loads((site / "api/contents" / room / "all.json").read_text())
        assert {each["name"] for each in listing["content"]} == {p.name for p in files}
    (wheel,) = site.glob("static/*/backprop_helpers-*.whl")
    assert wheel


def test_it_is_small(site):
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    assert size <= 55e6


def test_a_page_runs(browser, address):
    with nothing_else() as (options, asked):
        page = open_notebook(browser, address, PAGE, "site", **options)
        run_all(page)
        expect(page.locator(ERRORS)).to_have_count(0)
        for cell in cells_with_panels(page):
            follow_a_slider(PanelOnSite(page, cell))
        assert page.failures == page.strangers == asked == []
        page.close()


def test_a_page_of_the_book_opens_live_at_the_cell_of_the_reader(
    browser, site, book, tmp_path
):
    shutil.copytree(book, tmp_path / "book")
    (tmp_path / "book" / ADDRESS.lite).symlink_to(site)
    with serve(tmp_path / "book") as server, nothing_else() as (options, asked):
        page = browser.new_page(**options)
        page.set_default_timeout(LONGEST)
        page.goto(f"{server.address}{PAGE.replace('ipynb', 'html')}")
        link = page.locator(".bp-do a").first
        cell = link.get_attribute("data-cell")
        link.click()
        page.wait_for_function(
            """cell => window.jupyterapp?.shell.currentWidget?.content?.activeCell
              ?.model.id === cell""",
            arg=cell,
        )
        assert asked == []
        page.close()


# What JupyterLite has while it opens a page: an empty cell, its own; then those of the
# page, which are drawn much later. It counts how often it is asked for them.
OPENING = """<script>
let cells = [{ model: { id: 'empty' }, isAttached: true }], looks = 0;
const aims = [], scrollToCell = cell => aims.push(cell.model.id);
const content = { get widgets() { looks += 1; return cells; }, scrollToCell };
const currentWidget = { context: { path: 'page.ipynb' }, content };
window.jupyterapp = { shell: { currentWidget } };
</script><script>AIM</script>"""
THEIR_CELLS = "cells = ['first', 'mine'].map(id => ({ model: { id } })); looks = 0"


def test_no_aim_is_taken_at_a_cell_before_it_is_drawn(browser, tmp_path):
    aim = (REPOSITORY / ".lite" / "aim.js").read_text("utf-8")
    (tmp_path / "index.html").write_text(OPENING.replace("AIM", aim), "utf-8")
    with serve(tmp_path) as server:
        page = browser.new_page()
        page.set_default_timeout(LONGEST)
        page.goto(f"{server.address}?path=page.ipynb#cell-id=mine")
        for change in ("looks = 0", THEIR_CELLS):
            page.evaluate(change)
            assert page.evaluate("aims") == []
            page.wait_for_function("looks > 1")
        page.evaluate("cells[1].isAttached = true")
        page.wait_for_function("aims.length")
        assert page.evaluate("aims") == ["mine"]
        page.close()


def test_answers_are_handed_in_as_one_file(browser, address, tmp_path):
    """Nobody but the reader's browser has them; a cell of the last page packs them."""
    with nothing_else() as (options, asked):
        page = open_notebook(browser, address, START, "site", **options)
        page.evaluate(ADD_CELL, "from backprop_helpers.practice import save_answers")
        page.evaluate(ADD_CELL, f"{RIGHT}\nsave_answers()")
        command(page, "docmanager:save")
        run_all(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my answers").click()
        download.value.save_as(tmp_path / "anna.zip")
        expect(page.get_by_text("my_answers.zip has ")).to_be_visible()
        assert page.failures == page.strangers == asked == []
        page.close()
    (tmp_path / "unpacked").mkdir()
    files = submissions(tmp_path, tmp_path / "unpacked")["anna"]
    row = grade("anna", files, read_course(REPOSITORY / "notebooks"))
    assert (row.score, row.outcomes["warm_up"]) == (1, "correct")


def test_pyodide_may_come_from_elsewhere(browser, tmp_path):
    with serve(pyodide_folder()) as cdn:
        site_builder().build(tmp_path, cdn=cdn.address)
        assert not list(tmp_path.rglob("*.wasm"))
        assert not list(tmp_path.rglob("numpy-*"))
        with serve(tmp_path) as server, nothing_else() as (options, asked):
            page = open_notebook(browser, server.address, START, "site", **options)
            run_all(page)
            expect(page.locator(ERRORS)).to_have_count(0)
            cells_with_panels(page)
            assert {each.startswith(cdn.address) for each in page.strangers} == {True}
            assert asked == []
            page.close()


def test_the_proxy_hears_of_strangers(browser, address):
    with nothing_else() as (options, asked):
        page = browser.new_page(**options)
        page.goto(address + "manifest.webmanifest")
        page.evaluate(
            """() => new Promise(done => {
              const code = `fetch('http://stranger.example/').catch(() => 0)
                .then(() => postMessage(0))`;
              const worker = new Worker(URL.createObjectURL(new Blob([code])));
              worker.onmessage = done;
            })"""
        )
        assert asked == ["GET http://stranger.example/"]
        page.close()


def test_maths_and_figures_pass_in_its_python(site, tmp_path):
    """With pytest as it is here; the files of the tree, the packages of the site."""
    for name in ("pytest", "_pytest", "pluggy", "iniconfig"):
        (place,) = importlib.util.find_spec(name).submodule_search_locations
        shutil.copytree(place, tmp_path / name)
    shutil.copy(importlib.util.find_spec("py").origin, tmp_path / "py.py")
    (packages,) = site.glob("static/packages-*")
    done = subprocess.run(
        [
            *("node", REPOSITORY / "tests/browser/pytest_in_pyodide.mjs", packages),
            json.dumps({"/course": str(REPOSITORY), "/tools": str(tmp_path)}),
            *("-q", "-c", "/dev/null", "--rootdir=/course", "--noconftest"),
            *("-p", "no:cacheprovider", "-W", "error", "--import-mode=importlib"),
            *("-o", "markers=slow", "-m", "not slow", *IN_PYODIDE),
            *(f"--deselect={test}" for test in NOT_IN_PYODIDE),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    assert re.search(r"^\d{3,} passed", done.stdout, re.MULTILINE)


def cells_with_panels(page):
    controls, image = page.locator(".bp-controls"), page.locator(".jp-OutputArea img")
    cells = page.locator(".jp-Notebook-cell", has=controls).filter(has=image)
    cells = cells.filter(has_not=page.locator(".bp-blanks")).all()  # no slider there
    assert cells
    return cells


def follow_a_slider(panel):
    slider = next(panel.every_slider())
    pictures = set()
    for key in ("End", "Home"):
        slider.press(key)
        pictures.add(panel.image.get_attribute("src"))
    assert len(pictures) == 2
    folder = SCREENSHOTS / panel.page.room
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "_", panel.title)
    panel.page.screenshot(path=folder / f"{name}.png")
