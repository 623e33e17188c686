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
        if type(item).__module__.startswith("nbval"):
            item.add_marker(pytest.mark.slow)  # each page starts a kernel
        ranks[_scope(item)] = min(_rank(item), ranks.get(_scope(item), _rank(item)))
    items.sort(key=lambda item: ranks[_scope(item)])


def _scope(item):
    return item.nodeid.rpartition("::")[0]


def _rank(item):
    if item.get_closest_marker("browser"):
        return 0
    return 1 if item.get_closest_marker("slow") else 2


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test():
    """Close all widgets; ipywidgets keeps each with its panel, 6 MB, until then."""
    yield
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()


@pytest.fixture
def axes():
    """Axes of a figure without a panel, for what a page draws."""
    from backprop_helpers.figures import new_figure  # only where something is drawn

    return new_figure(4, 3)[1]
