"""On paper nothing is cut off."""

import pytest

from backprop_helpers.teach.paper import for_paper
from tests.browser.browser import LONGEST, REPOSITORY

pytestmark = pytest.mark.browser

# Four pages, since each takes half a second; among them those with the longest lines.
PAGES = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))[::-4]
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
