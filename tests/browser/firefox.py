"""The system's Firefox, with as much of Playwright's manners as our panels need.

Playwright drives no Firefox but its own; Puppeteer does, by WebDriver BiDi. It comes
from npm, into the user's cache; nobody who uses the course needs it.
"""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from functools import partial

from tests.browser.browser import LONGEST, REPOSITORY, VIEWPORT
from tests.browser.panel_on_page import IS_TWIN, PanelOnPage
from tests.browser.pyodide_distribution import cached
from tests.waiting import wait_until

PUPPETEER = "puppeteer-core@24.43.1"  # the last that needs no more than Node.js 18
# The element of this label, or the button of this name, below another.
LABELLED = """[...{}.querySelectorAll('input, select')].find(field =>
  (field.ariaLabel ?? field.labels[0]?.textContent) === {})"""
BUTTON = "[...{}.querySelectorAll('button')].find(one => one.textContent === {})"
# Where an element is when it has come into the window and rests there: JupyterLab draws
# the cells above only then, and so moves it.
BOX = """async node => {
  let [before, box] = [];
  do {
    before = box;
    node.scrollIntoView({ block: 'nearest' });
    await new Promise(requestAnimationFrame);
    box = JSON.stringify(node.getBoundingClientRect());
  } while (box !== before);
  return JSON.parse(box);
}"""


def firefox_path():
    """Where the system's Firefox is, or None."""
    found = (shutil.which(name) for name in ("firefox-esr", "firefox"))
    return os.environ.get("FIREFOX") or next(filter(None, found), None)


def missing_firefox():
    """What has to be installed first, in words; empty if nothing has."""
    tools = {"firefox-esr": firefox_path()}
    tools |= {name: shutil.which(name) for name in ("node", "npm")}
    missing = [name for name, found in tools.items() if not found]
    return f"Not tried in Firefox: please install {', '.join(missing)}." * bool(missing)


def _install(work, made):
    made.mkdir()
    options = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    npm = [shutil.which("npm"), "install", *options, "--prefix", made, PUPPETEER]
    subprocess.run(npm, cwd=work, check=True)


@contextmanager
def firefox():
    """A headless Firefox with a fresh profile; yields what opens a page."""
    script = REPOSITORY / "tests/browser/drive_firefox.mjs"
    packages = cached(PUPPETEER, _install)
    node = subprocess.Popen(
        ["node", script, packages, firefox_path(), str(LONGEST)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with node:  # at the end stdin is closed, and with it Firefox
        yield partial(PageInFirefox, node)


class PageInFirefox:
    """A new page of Firefox; it stays the one that is driven until the next."""

    def __init__(self, node):
        self.node = node
        self.mouse, self.keyboard = Device(self, "mouse"), Device(self, "keyboard")
        self.do("open", VIEWPORT)

    def do(self, *command):
        """Let the script carry out a command, and return its result."""
        print(json.dumps(command), file=self.node.stdin, flush=True)
        answer = json.loads(self.node.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer.get("result")

    def goto(self, address):
        self.do("goto", address)

    def evaluate(self, function, argument=None):
        return self.do("evaluate", f"({function})({json.dumps(argument)})")

    def wait_for_function(self, function, arg=None, polling=20):
        holds = f"argument => Boolean(({function})(argument))"  # no node can come here
        wait_until(
            lambda: self.evaluate(holds, arg), f"{function}, {arg}", polling / 1000
        )

    def locator(self, selector):
        return Node(self, "document").locator(selector)

    def failures(self):
        """What scripts did not catch since the last time."""
        return self.do("failures")


class Device:
    """The mouse or the keyboard of a page: move, down, up, press, type …"""

    def __init__(self, page, name):
        self.page, self.name = page, name

    def __getattr__(self, method):
        return partial(self.page.do, self.name, method)


class Node:
    """An element, found anew at each step; `path` is JavaScript that finds it."""

    def __init__(self, page, path):
        self.page, self.path = page, path

    def locator(self, selector):
        return Node(self.page, f"{self.path}?.querySelector({json.dumps(selector)})")

    def get_by_label(self, label, exact):
        return self._one_of(LABELLED, label)

    def get_by_role(self, role, name=None, exact=True):
        if role == "button":
            return self._one_of(BUTTON, name)
        return self.locator(f"[role={role}]")

    def _one_of(self, finds, words):
        return Node(self.page, f"({finds.format(self.path, json.dumps(words))})")

    def evaluate(self, function, argument=None):
        """What a function says of the element, as soon as that is there.

        It may be away for a moment, when JupyterLab puts an output in its place.
        """
        look = f"""async () => {{
          const node = {self.path};
          return node ? [await ({function})(node, {json.dumps(argument)})] : null;
        }}"""
        (found,) = wait_until(lambda: self.page.evaluate(look), self.path)
        return found

    def evaluate_all(self, function):
        above, _, last = self.path.rpartition("?.querySelector(")
        found = f"{above}.querySelectorAll({last}"
        return self.page.evaluate(f"() => ({function})([...{found}])")

    def get_attribute(self, name):
        return self.evaluate("(node, name) => node.getAttribute(name)", name)

    def text_content(self):
        return self.evaluate("node => node.textContent")

    def bounding_box(self):
        """Where it is in the window; unlike Playwright's it brings it there first."""
        return self.evaluate(BOX)

    def click(self, **options):
        box = self.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.click(x, y, options)

    check = click

    def press(self, key):
        self.evaluate("node => node.focus()")
        self.page.keyboard.press(key)

    def fill(self, text):
        self.click(count=3)  # which selects what stands there
        self.page.keyboard.type(text)


class PanelInFirefox(PanelOnPage):
    """A panel as Firefox shows it."""

    def wait_until_shown(self, expected):
        is_twin = f"(cell, expected) => ({IS_TWIN})([cell, expected])"
        words = f"{self.title}: {self.twin.sentence!r}"
        wait_until(lambda: self.cell.evaluate(is_twin, expected), words)
