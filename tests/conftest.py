"""What holds for all tests: one thread for numpy, and which of them are slow.

`pytest notebooks` alone does not read this file: then no cell is marked as slow, and
`-m "not slow"` leaves none out.
"""

import os
import sys

# Before numpy is imported: two threads on a busy machine make small products slow.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["TQDM_DISABLE"] = "1"  # no bars

import pytest

from tests.waiting import wait_until


def pytest_configure(config):
    # On a new machine matplotlib makes a list of the fonts first, and says so in the
    # output of whichever cell waits for it. Here it is made before any kernel starts.
    if not hasattr(config, "workerinput"):
        import matplotlib.font_manager  # noqa: F401


@pytest.hookimpl(tryfirst=True)  # before -m looks at the marks
def pytest_collection_modifyitems(items):
    """Mark what is slow, and let it begin first: else one worker ends long before."""
    ranks = {}  # of what xdist gives to one worker: a module, a class, a notebook
    for item in items:
        # Each page starts a kernel; and panels are drawn, networks trained in these.
        page = type(item).__module__.startswith("nbval")
        if page or item.path.name in ("test_panels.py", "test_page.py"):
            item.add_marker(pytest.mark.slow)
        ranks[_scope(item)] = min(_rank(item), ranks.get(_scope(item), _rank(item)))
    items.sort(key=lambda item: ranks[_scope(item)])


def _scope(item):
    return item.nodeid.rpartition("::")[0]


def _rank(item):
    """Of those that need a browser the slow ones, then the others, then slow ones."""
    return [item.get_closest_marker(mark) is None for mark in ("browser", "slow")]


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test():
    """Close all widgets; ipywidgets keeps each with its panel, 6 MB, until then."""
    yield
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()


@pytest.fixture(scope="session")
def book(tmp_path_factory, worker_id):
    """The folder of a book of two pages; one worker builds it for all."""
    from tests.teach.book.two_pages import build_two_pages

    if worker_id == "master":
        return build_two_pages(tmp_path_factory.mktemp("book") / "built")
    return made_once(tmp_path_factory.getbasetemp().parent / "book", build_two_pages)


def made_once(folder, make):
    """Return a folder that all workers share: one makes it, the others wait."""
    mine, failed = folder.with_suffix(".begun"), folder.with_suffix(".failed")
    try:
        mine.mkdir()
    except FileExistsError:
        wait_until(lambda: folder.exists() or failed.exists(), f"{folder.name} is made")
        assert folder.exists(), f"another worker could not make {folder}"
        return folder
    try:
        make(folder.with_suffix(".new")).rename(folder)
    except BaseException:
        failed.mkdir()
        raise
    return folder


@pytest.fixture
def axes():
    """Axes of a figure without a panel, for what a page draws."""
    from backprop_helpers.figures import new_figure  # only where something is drawn

    return new_figure(4, 3)[1]
