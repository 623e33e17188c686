"""The book from the notebooks: a folder of files that any web host can serve."""

import contextlib
import io
import json
import os
import re
import shutil
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import resources
from importlib.metadata import metadata
from multiprocessing import active_children, get_context
from pathlib import Path

from backprop_helpers import panels
from backprop_helpers.pages import PAGES
from backprop_helpers.teach.book.formulas import FormulaError, font
from backprop_helpers.teach.book.panel_record import PLACES
from backprop_helpers.teach.book.record import record_page
from backprop_helpers.teach.book.source import read_page
from backprop_helpers.teach.book.theme import (
    LEFT_OUT,
    SCRIPT,
    TAG,
    Address,
    icons,
    settings,
)
from backprop_helpers.teach.book.things import BookError

NUMBERS = {f"{number}_{name}".lstrip("_"): number for name, number in PAGES.items()}
# What is no notebook and has a page of its own: SOURCES.md, and the notes on the data.
NOTES = {"SOURCES.md": "SOURCES.md", "../data/README.md": "data.md"}
TABLES = {"notation.ipynb": "every sign", "SOURCES.md": "every source"}
TABLES |= {"data.md": "the data"}
# The title of the book stands here, outside of all that screen readers can jump to.
BESIDE, LABEL = '<div id="pst-primary-sidebar"', 'aria-label="The book"'
# For those who record: no bars, no windows, and one thread each.
QUIET = {"TQDM_DISABLE": "1", "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
ENDED = "The system ended a process that records a page, perhaps for want of memory."
WARNING = re.compile(r"(?:WARNING|ERROR): (.+)")


def published(lite=""):
    """Return the Address that pyproject.toml gives the course, as it is installed.

    lite: the folder with JupyterLite, as seen from the pages.
    """
    about = metadata("backprop-helpers")
    links = dict(link.split(", ") for link in about.get_all("Project-URL"))
    return Address(links["Repository"].rstrip("/"), f"v{about['Version']}", lite)


def build_book(notebooks, target, address, jobs=1, most=PLACES, progress=None):
    """Write notebooks, paths, as a book into a folder.

    Parameters
    ----------
    target : Path
        A folder that does not exist yet, or is empty.
    address : Address
        Where its links to live pages lead.
    jobs : int
        How many pages are recorded at a time.
    most : int
        Of how many places of each slider there may be pictures.
    progress : callable
        Gets what is recorded as it comes, and `total`, as tqdm does.

    Returns
    -------
    list of str : the names of the pages, in their order.

    Raises
    ------
    BookError
        If the folder holds something, or if a notebook cannot be read, does not run,
        or leads to where nothing is.
    """
    target = Path(target)
    paths = sorted(notebooks)  # their numbers come first; bug_museum, notation last
    if not paths:
        raise BookError("There are no notebooks to make a book of.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BookError(f"{target} is not empty: name a new folder.")
    with tempfile.TemporaryDirectory() as work:
        source, out = Path(work, "source"), Path(work, "book")
        source.mkdir()
        living = record_all(paths, out, jobs, most, progress)
        pages = write_source(paths, living, source, out, address)
        run_sphinx(source, out, settings(address))
        make_light(out)
        (out / ".nojekyll").touch()  # else GitHub leaves out what begins with _
        shutil.copytree(out, target, dirs_exist_ok=True)
    return pages


def record_all(paths, out, jobs, most, progress=None):
    """Return, for each notebook, the HTML of its cells with what moves in it.

    The records are written into the folder of the book. Each page has a process of its
    own, since there can be one IPython in a process.
    """
    with (
        _set(**QUIET),
        ProcessPoolExecutor(jobs, get_context("spawn"), max_tasks_per_child=1) as pool,
    ):
        pages = {pool.submit(record_page, path, out, most): path for path in paths}
        done = as_completed(pages)
        if progress:
            done = progress(done, total=len(pages))
        try:
            return {pages[page]: page.result() for page in done}
        except BrokenProcessPool:
            raise BookError(ENDED) from None
        except BaseException:  # Ctrl + C, too: nobody needs the other pages any more
            for recording in active_children():
                recording.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def write_source(paths, living, source, out, address):
    """Write what Sphinx reads, and the pictures; returns the names of the pages."""
    known = {path.name: path.name for path in paths}
    notes = {
        name: page for name, page in NOTES.items() if (paths[0].parent / name).exists()
    }
    pages = []
    for path in paths:
        page = read_page(path, living[path], known | notes, address.files)
        text = json.dumps(page.notebook, ensure_ascii=False, indent=1)
        (source / path.name).write_text(text, encoding="utf-8")
        for name, content in page.pictures.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
        pages.append(page)
    for name, page in notes.items():
        text = (paths[0].parent / name).read_text(encoding="utf-8")
        (source / page).write_text(_relinked(text, notes), encoding="utf-8")
    (source / "index.md").write_text(_cover(pages, notes), encoding="utf-8")
    _write_static(source / "static")
    return [page.name for page in pages]


def _relinked(text, notes):
    for name, page in notes.items():
        text = text.replace(f"]({name})", f"]({page})")
    return text


def _cover(pages, notes):
    """Return the first page: all pages, and the question of each."""
    titles = {p.name: f"{NUMBERS.get(p.name, '')} {p.title}".strip() for p in pages}
    asked = [p for p in pages if p.question]
    rows = [f"| [{titles[p.name]}]({p.name}.ipynb) | {p.question} |" for p in asked]
    contents = [f"{titles[p.name]} <{p.name}>" for p in pages]
    contents += [page.removesuffix(".md") for page in notes.values()]
    text = (resources.files(__package__) / "cover.md").read_text("utf-8")
    for mark, lines in (("PAGES", rows), ("CONTENTS", contents)):
        text = text.replace(f"\n{mark}\n", "\n" + "\n".join(lines) + "\n")
    there = {*(f"{name}.ipynb" for name in titles), *notes.values()}
    tables = [f"[{words}]({file})" for file, words in TABLES.items() if file in there]
    return text.replace("To look things up: TABLES.\n", _sentence(tables))


def _sentence(tables):
    return f"To look things up: {', '.join(tables)}.\n" if tables else ""


def _write_static(folder):
    """Put the scripts and styles together that stand beside the pages."""
    folder.mkdir()
    room = Path(__file__).parent
    controls = Path(panels.__file__).with_name  # the same as in JupyterLab
    files = [path for kind in ("js", "css", "svg") for path in room.glob(f"*.{kind}")]
    for path in (*files, controls("controls.js"), controls("controls.css")):
        shutil.copyfile(path, folder / path.name)
    (folder / "formulas.woff").write_bytes(font())
    (folder / "icons.css").touch()  # filled once it is known which there are


def run_sphinx(source, out, options):
    """Make the pages; BookError with Sphinx's own words if it has a complaint."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    said = io.StringIO()
    with (
        warnings.catch_warnings(),
        _set(SOURCE_DATE_EPOCH="0"),  # no date of today stands in the pages
        patch_docutils(),
        docutils_namespace(),
        tempfile.TemporaryDirectory() as cache,
    ):
        for kind in (DeprecationWarning, PendingDeprecationWarning):
            warnings.simplefilter("ignore", kind)  # between Sphinx and its theme
        try:
            app = Sphinx(
                source, None, out, cache, "html", options, status=None, warning=said,
                freshenv=True,
            )  # fmt: skip
            app.build()
        except FormulaError as problem:
            raise BookError(f"A formula cannot be drawn: {problem}") from None
    complaints = WARNING.findall(re.sub(r"\x1b\[[\d;]*m", "", said.getvalue()))
    if complaints:
        raise BookError("Sphinx complains: " + "; ".join(complaints[:3]))
    for name in (".buildinfo", "objects.inv", "genindex.html"):
        (out / name).unlink(missing_ok=True)


@contextlib.contextmanager
def _set(**variables):
    """Give variables of the environment other values inside the block."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def make_light(out):
    """Take away what the theme brings and the book does not need; cut out its icons."""
    static = out / "_static"
    pages = {path: path.read_text("utf-8") for path in sorted(out.glob("*.html"))}
    script = (static / SCRIPT).read_text("utf-8")
    theme = (static / "scripts" / "pydata-sphinx-theme.js").read_text("utf-8")
    (static / "icons.css").write_text(icons(script, [*pages.values(), theme]), "utf-8")
    for path, text in pages.items():
        text = TAG.sub("", text).replace(BESIDE, f'{BESIDE} role="region" {LABEL}')
        path.write_text(text, encoding="utf-8", newline="\n")
    for pattern in LEFT_OUT:
        for path in static.glob(pattern):
            if path.is_file():
                path.unlink()
    for path in sorted(
        static.rglob("*"), reverse=True
    ):  # folders after what is in them
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
