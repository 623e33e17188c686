"""Chromium for the tests of this folder, or a reason why not; one for all of them."""

import os

import pytest

from tests.browser.browser import MISSING_CHROMIUM, chromium_path, place_of_copies


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") is None or chromium_path():
        return
    if os.environ.get("BACKPROP_REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING_CHROMIUM, pytrace=False)
    pytest.skip(MISSING_CHROMIUM)


@pytest.fixture(scope="session")
def place():
    """Where the pages are open: a Place, with copies that a test may change."""
    with place_of_copies() as place:
        yield place


@pytest.fixture(scope="session")
def browser(place):
    return place.browser
