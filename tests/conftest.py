"""What holds for all tests: one thread for numpy, and Chromium or a reason why not."""

import os
import sys

# Before numpy is imported: two threads on a busy machine make small products slow.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["TQDM_DISABLE"] = "1"  # no bars

import pytest

from tests.browser.browser import MISSING_CHROMIUM, chromium_path


def pytest_configure(config):
    # On a new machine matplotlib makes a list of the fonts first, and says so in the
    # output of whichever cell waits for it. Here it is made before any kernel starts.
    if not hasattr(config, "workerinput"):
        import matplotlib.font_manager  # noqa: F401


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test():
    """Close all widgets; ipywidgets keeps each with its panel, 6 MB, until then."""
    yield
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") is None or chromium_path():
        return
    if os.environ.get("BACKPROP_REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING_CHROMIUM, pytrace=False)
    pytest.skip(MISSING_CHROMIUM)
