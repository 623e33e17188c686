"""The book in Chromium: to be read in light and dark, on a phone, by all, on paper."""

import io

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from matplotlib.colors import to_rgb
from PIL import Image
from playwright.sync_api import expect

from backprop_helpers.figures.colours import ORANGE
from tests.browser.book_on_page import book_page
from tests.browser.browser import REPOSITORY
from tests.browser.test_paper import A4, CUT_OFF
from tests.teach.book.turned import GROUND, turned
from tests.teach.book.two_pages import ADDRESS, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINE, BY_HAND = PAGES
PHONE = {"width": 360, "height": 740}
# A button that has just got its colours for the dark is on its way to them.
AT_REST = """() => Promise.allSettled(
  document.getAnimations().map(animation => animation.finished))"""
SCREENSHOTS = REPOSITORY / "tests" / "screenshots" / "book"
# What becomes of code is Pygments' affair; to axe a sum or a minus may be no text.
AUDIT = """async () => {
  const found = await axe.run({ exclude: [['.highlight pre'], ['math']] }, {
    resultTypes: ['violations'], rules: { 'target-size': { enabled: true } },
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}"""
TO_THE_TOP = """(cell => {
  cell.scrollIntoView({ behavior: 'instant' });
  return Math.abs(cell.getBoundingClientRect().top) < 200;
})"""
ALL_ALIVE = """() => document.querySelectorAll('.bp-book[data-record]').length > 0
  && [...document.querySelectorAll('.bp-book[data-record]')].every(box =>
    box.querySelector('.bp-controls'))"""


def wake_all(page):
    """Bring everything on the page to life, as reading it from top to bottom does."""
    for box in page.locator(".bp-book[data-record]").all():
        box.scroll_into_view_if_needed()
    page.wait_for_function(ALL_ALIVE)


def pixels(locator):
    return np.array(Image.open(io.BytesIO(locator.screenshot())).convert("RGB"))


def test_a_picture_is_turned_for_the_dark_theme_and_for_nothing_else(
    browser, book_address
):
    shown = {}
    for scheme in ("light", "dark"):
        with book_page(browser, book_address, LINE, color_scheme=scheme) as page:
            picture = page.locator("img.bp-picture[alt^='How far three costs']")
            picture.scroll_into_view_if_needed()
            picture.evaluate("image => image.decode()")
            shown[scheme] = pixels(picture)
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            expected = "white" if scheme == "light" else GROUND
            rgb = tuple(round(255 * each) for each in to_rgb(expected))
            assert ground == f"rgb{rgb}"
    for colour in ("white", ORANGE):
        light = np.round(255 * np.array(to_rgb(colour)))
        places = (abs(shown["light"] - light) <= 2).all(axis=2)
        assert places.sum() > 50
        dark = np.median(shown["dark"][places], axis=0)
        assert abs(dark - 255 * turned(colour)).max() <= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", *PAGES])
def test_axe_finds_nothing(browser, book_address, name, scheme):
    with book_page(browser, book_address, name, color_scheme=scheme) as page:
        if name in PAGES:
            wake_all(page)
        page.evaluate(AT_REST)
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AUDIT) == []


@pytest.mark.parametrize("name", ["index", *PAGES])
def test_a_phone_scrolls_in_one_direction(browser, book_address, name):
    with book_page(browser, book_address, name, viewport=PHONE) as page:
        if name in PAGES:
            wake_all(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"]


def test_live_links_lead_to_the_cell_of_the_reader(browser, book_address):
    with book_page(browser, book_address, BY_HAND) as page:
        wake_all(page)  # else controls that come push the cell down once more
        stub = page.locator(".bp-do a").first
        cell = stub.get_attribute("data-cell")
        address = ADDRESS.live(BY_HAND).replace("CELL", cell)
        expect(stub).to_have_attribute("href", address)
        page.locator(f"#{cell}").evaluate(TO_THE_TOP)
        page.wait_for_function(f"{TO_THE_TOP}(document.getElementById('{cell}'))")
        for words, end in (
            ("Binder", f"{BY_HAND}.ipynb%23cell-id={cell}"),
            ("Colab", f"{BY_HAND}.ipynb#scrollTo={cell}"),
            ("JupyterLite", f"{BY_HAND}.ipynb#cell-id={cell}"),
        ):
            link = page.locator(".dropdown-launch-buttons a", has_text=words)
            link.dispatch_event("pointerdown")  # a click would scroll to its menu
            assert link.get_attribute("href").endswith(end)


def test_what_is_searched_for_is_found(browser, book_address):
    with book_page(browser, book_address, "search") as page:
        page.goto(f"{book_address}search.html?q=seedlings")
        found = page.locator(".search li a").first
        expect(found).to_contain_text("Gradient descent on a line")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_on_paper(browser, book_address, name):
    paper = {"width": A4, "height": 1000}
    with book_page(browser, book_address, name, viewport=paper) as page:
        wake_all(page)
        page.emulate_media(media="print")
        assert page.evaluate(CUT_OFF, A4) == []
        expect(page.locator(".bp-controls").first).to_be_hidden()
