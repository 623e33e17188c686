"""On paper nothing is cut off."""

import pytest

from backprop_helpers.teach.paper import for_paper
from tests.browser.browser import LONGEST
from tests.rules.package_source import NOTATION, NOTEBOOKS, page_cells

pytestmark = pytest.mark.browser


def longest_line(path):
    """How many letters the longest line of a page's code has."""
    return max(map(len, "\n".join(page_cells(path, "code")).splitlines()))


# Not all, since each takes half a second: those with the longest lines, and tables.
PAGES = [*sorted(NOTEBOOKS, key=longest_line)[-4:], NOTATION]
A4 = 680  # CSS pixels between the margins
CUT_OFF = """width => [...document.querySelectorAll('pre, table, img')].filter(node =>
  node.scrollWidth > node.clientWidth + 1
  || node.getBoundingClientRect().right > width).map(node => node.textContent)"""


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_nothing_is_cut_off(browser, file):
    """MathJax is not fetched: formulas are no part of this."""
    page = browser.new_page(viewport={"width": A4, "height": 1000})
    page.set_default_timeout(LONGEST)
    page.route("http*://**", lambda route: route.abort())
    page.emulate_media(media="print")
    page.set_content(for_paper(file), wait_until="domcontentloaded")
    assert page.evaluate(CUT_OFF, A4) == []
    page.close()
