"""The book of two pages: built once, served, opened where nothing else answers."""

from contextlib import contextmanager

from backprop_helpers.teach.book.build import build_book
from backprop_helpers.teach.book.theme import Address
from tests.browser.browser import LONGEST, REPOSITORY, VIEWPORT
from tests.browser.site_on_page import nothing_else

# Both have panels; between them they have a pencil, quizzes, exercises and a problem.
PAGES = ("01_gradient_descent_on_a_line", "04_two_outputs_by_hand")
ADDRESS = Address("https://github.com/somebody/course", "v1.2.3", "live")


def build_two_pages(folder):
    """Build the book of PAGES into a new folder; returns it."""
    paths = [REPOSITORY / "notebooks" / f"{name}.ipynb" for name in PAGES]
    build_book(paths, folder, ADDRESS, jobs=2)
    return folder


@contextmanager
def book_page(browser, address, name, **options):
    """Open a page of a served book; `page.failures` are the errors of its scripts.

    Nothing but the book answers; whatever else was asked for is an error at the end.
    """
    with nothing_else() as (proxy, asked):
        page = browser.new_page(**{"viewport": VIEWPORT} | proxy | options)
        page.set_default_timeout(LONGEST)
        page.failures = []
        page.on("pageerror", lambda error: page.failures.append(str(error)))
        page.on("requestfailed", lambda request: page.failures.append(request.url))
        page.goto(f"{address}{name}.html")
        yield page
        assert page.failures == asked == []
        page.close()
