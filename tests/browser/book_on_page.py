"""A page of the book, opened where nothing else answers."""

from contextlib import contextmanager
from functools import partial

from tests.browser.browser import LONGEST, VIEWPORT
from tests.browser.site_on_page import nothing_else

LEFT = "net::ERR_ABORTED"  # what was still on its way when the page was left


def _note(failures, request):
    if request.failure != LEFT:
        failures.append(request.url)


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
        page.on("requestfailed", partial(_note, page.failures))
        page.goto(f"{address}{name}.html")
        yield page
        assert page.failures == asked == []
        page.close()
