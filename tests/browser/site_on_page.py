"""The site that needs no server: built, served, opened where nothing else answers."""

import functools
import http.server
import re
import threading
from contextlib import contextmanager

from tests.browser.panel_on_page import PanelOnPage
from tests.browser.pyodide_distribution import pyodide_folder, site_builder
from tests.waiting import wait_until

CHROMIUMS_OWN = {"content-autofill.googleapis.com:443"}  # asked about every form
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def build_site(folder):
    """Build the site without its book, with Pyodide in it."""
    site_builder().build(folder, pyodide_folder())
    return folder


class Files(http.server.SimpleHTTPRequestHandler):
    """A plain file server, silent; as from a CDN, other sites may use its files."""

    def log_message(self, *args):
        pass

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


class Stranger(http.server.BaseHTTPRequestHandler):
    """A proxy that notes what it is asked for, and gives nothing."""

    def refuse(self):
        if self.path not in CHROMIUMS_OWN:
            self.server.asked.append(f"{self.command} {self.path}")
        self.send_error(403)

    do_CONNECT = do_GET = do_HEAD = do_OPTIONS = do_POST = refuse

    def log_message(self, *args):
        pass


@contextmanager
def listen(handler):
    """Answer on 127.0.0.1 in threads of this process; yields the server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.address = f"http://127.0.0.1:{server.server_port}/"
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def serve(folder):
    """Serve the files of a folder; a context manager that yields the server."""
    return listen(functools.partial(Files, directory=folder))


@contextmanager
def nothing_else(own="127.0.0.1"):
    """Yield options for a page that reaches `own` and nothing else, and what it tried.

    Whatever else is asked for, by the page or by a worker, goes to a proxy.
    """
    with listen(Stranger) as strangers:
        yield {"proxy": {"server": strangers.address, "bypass": own}}, strangers.asked


def alike(text, other, tolerance):
    """Whether two texts have the same words, and numbers that differ by little.

    Last digits differ in WebAssembly; `tolerance` is relative, and absolute below 1.
    """
    numbers, others = (map(float, NUMBER.findall(each)) for each in (text, other))
    if NUMBER.sub("#", text) != NUMBER.sub("#", other):
        return False
    return all(
        abs(a - b) <= tolerance * max(1, abs(a))
        for a, b in zip(numbers, others, strict=True)
    )


class PanelOnSite(PanelOnPage):
    """A panel of the site; its twin outside knows the words, but for last digits."""

    TOLERANCE = 1e-6

    def expect_twin(self, spoken=True):
        """Wait until the words are those of the twin; the pixels may differ."""
        wait_until(
            lambda: self.is_twin(spoken), f"{self.title}: {self.twin.sentence!r}"
        )

    def is_twin(self, spoken):
        said = [self.caption.text_content()]
        if spoken:
            said.append(self.status.text_content())
        return (
            all(alike(self.twin.sentence, each, self.TOLERANCE) for each in said)
            and said[0] in self.image.get_attribute("alt")
            and self.image.evaluate("image => image.complete && image.naturalWidth > 0")
        )
