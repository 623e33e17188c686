"""A browser for the tests of this folder, or a reason why not; Chromium is shared."""

import os

import pytest

from tests.browser.browser import MISSING_CHROMIUM, chromium_path, place_of_copies
from tests.browser.firefox import missing_firefox
from tests.browser.site_on_page import serve


def pytest_runtest_setup(item):
    mark = item.get_closest_marker("browser")
    if mark is None:
        return
    if mark.args == ("firefox",):
        missing = missing_firefox()
    else:
        missing = "" if chromium_path() else MISSING_CHROMIUM
    if missing and os.environ.get("BACKPROP_REQUIRE_BROWSER") == "1":
        pytest.fail(missing, pytrace=False)
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def place():
    """Where the pages are open: a Place, with copies that a test may change."""
    with place_of_copies() as place:
        yield place


@pytest.fixture(scope="session")
def browser(place):
    return place.browser


@pytest.fixture(scope="session")
def book_address(book):
    """Where the book of two pages is served."""
    with serve(book) as server:
        yield server.address
