"""Lines of a function put in order by keys alone, heard, and under a finger."""

import re

import pytest
from nbformat import v4
from playwright.sync_api import expect

from backprop_helpers.practice.registry import EXERCISES, PROBLEMS
from tests.browser.axe import audit_live
from tests.browser.browser import close, command, notebook_of
from tests.browser.keys_and_views import DARK, LIGHT, set_theme, walk_through
from tests.browser.test_keyboard_alone import tab_to
from tests.browser.test_touch import CUT_OFF, SCREENS, open_touched

pytestmark = pytest.mark.browser

PROBLEM = PROBLEMS["delta2"]
SENTENCES = EXERCISES["delta2"].sentences
ASKED = 'order_lines("delta2")'
MADE = "from backprop_helpers.practice import order_lines\n\n" + ASKED


EMPTY = """
from backprop_helpers.practice.parsons import ProblemOnPage
from backprop_helpers.practice.registry import PROBLEMS

lines = ProblemOnPage(PROBLEMS["delta2"])
start = lines.widget.initial["lines"]
empty = {"used": [], "out": [*start["used"], *start["out"]]}
lines.widget.state = {"values": lines.widget.initial | {"lines": empty}}
lines.widget
"""


class LinesOnPage:
    """The lines of δ², as they stand on an open page, and the keys that move them."""

    def __init__(self, page):
        self.page, self.root = page, page.locator(".bp-root", has_text="delta2").last
        self.list = self.root.get_by_role("listbox")
        self.status = self.root.get_by_role("status")
        self.spoken = self.root.locator("[aria-live]")

    def texts(self, group):
        """The lines in the function, or those left out, in their order."""
        lines = self.root.get_by_role("group", name=group, exact=True)
        return lines.locator(".bp-line code").all_inner_texts()

    def choose(self, text):
        """Go to a line with the arrow keys, and hear it."""
        order = [*self.texts("the function"), *self.texts("left out")]
        self.page.keyboard.press("Home")
        for _ in range(order.index(text)):
            self.page.keyboard.press("ArrowDown")
        chosen = self.list.evaluate(
            """list => document.getElementById(
              list.getAttribute('aria-activedescendant')).ariaLabel"""
        )
        assert chosen.endswith(f": {text}")
        assert self.list.evaluate("list => list === document.activeElement")

    def bring_to(self, number, text):
        """Move a line to a place in the function, counted from 1."""
        self.choose(text)
        place = self.texts("the function").index(text) + 1
        key = "Alt+ArrowUp" if place > number else "Alt+ArrowDown"
        for _ in range(abs(place - number)):
            self.page.keyboard.press(key)
        count = len(self.texts("the function"))
        if place != number:
            expect(self.spoken).to_have_text(f"line {number} of {count}: {text}")
        assert self.texts("the function")[number - 1] == text

    def check(self):
        tab_to(self.root.get_by_role("button", name="Check"))
        self.page.keyboard.press("Enter")


def shown(page):
    """What axe finds in the controls, in both themes."""
    found = []
    for theme in (DARK, LIGHT):
        set_theme(page, theme)
        found += [each for each in audit_live(page) if each.where == "controls"]
    return found


def test_three_steps_by_keyboard_alone(place):
    page = place.show_made(notebook_of("# Lines", v4.new_code_cell(MADE)))
    command(page, "notebook:run-all-cells")
    lines = LinesOnPage(page)
    expect(lines.list).to_be_visible()
    walk_through(page, lines.root.locator(".bp-controls"))
    head, right = PROBLEM.parts
    expect(lines.root.locator(".bp-head")).to_have_text(head)
    right = [text.strip() for text in right]
    twins = {name: text.strip() for name, text in PROBLEM.distractors.items()}

    page.keyboard.press("Enter")  # and back: the cell is chosen, not edited
    page.keyboard.press("Escape")
    tab_to(lines.list)
    lines.choose(right[1])
    for key in "ddabxcvzmyr":  # shortcuts of the notebook do nothing here
        page.keyboard.press(key)
    expect(page.locator(".jp-Notebook-cell")).to_have_count(2)
    for text in twins.values():
        lines.choose(text)
        page.keyboard.press("Space")
        expect(lines.spoken).to_have_text(f"left out: {text}")
    assert lines.texts("left out") == [*twins.values()]

    for number, text in enumerate((*right[:2], twins["w³ not transposed"]), 1):
        if text in twins.values():  # a wrong line for a right one
            lines.choose(text)
            page.keyboard.press("Space")
            lines.choose(right[2])
            page.keyboard.press("Space")
        lines.bring_to(number, text)
    lines.check()
    expect(lines.status).to_contain_text(SENTENCES["w³ not transposed"])
    page.keyboard.press("Shift+Tab")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(lines.list).to_be_focused()
    lines.choose(twins["w³ not transposed"])
    page.keyboard.press("Space")
    lines.choose(right[2])
    page.keyboard.press("Space")
    expect(lines.spoken).to_have_text(f"line 4 of 4: {right[2]}")
    lines.check()
    expect(lines.status).to_have_text(re.compile("^✗ Line 3 uses back before it is ma"))
    assert shown(page) == []
    lines.list.focus()
    lines.bring_to(3, right[2])
    lines.check()

    expect(lines.status).to_have_text(re.compile("^✓ In order"))
    radios = lines.root.get_by_role("radio")
    expect(radios).to_have_count(len(PROBLEM.factors))
    expect(radios.first).to_be_focused()  # the hand is not lost with the lines
    page.keyboard.press("Space")
    lines.check()
    expect(lines.status).to_contain_text(SENTENCES["σ for σ′"])
    assert shown(page) == []
    radios.first.focus()
    for _ in range([*PROBLEM.factors].index(PROBLEM.gap)):
        page.keyboard.press("ArrowDown")
    lines.check()
    expect(lines.status).to_have_text(re.compile("^✓ Right. Now write delta2 whole"))
    again = lines.root.get_by_role("button", name="Start again")
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    expect(lines.list).to_be_focused()
    assert len(lines.texts("the function")) == len(right) + 2
    place.leave(page)


def test_lines_that_are_all_left_out_are_drawn_again(place):
    """As when a page with a running kernel is opened anew."""
    page = place.show_made(notebook_of("# Lines", v4.new_code_cell(EMPTY.strip())))
    command(page, "notebook:run-all-cells")
    lines = LinesOnPage(page)
    expect(lines.list).to_be_visible()
    assert lines.texts("the function") == []
    assert len(lines.texts("left out")) == len(PROBLEM.lines)
    place.leave(page)


@pytest.fixture(scope="module")
def page_04(place):
    page = open_touched(place, "04_two_outputs_by_hand.ipynb", ASKED)
    yield page
    close(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_lines_under_a_finger(page_04, screen):
    page, (width, height, _) = page_04, SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    command(page, "notebook:run-cell")  # new lines, whatever an earlier test has done
    lines = LinesOnPage(page)
    expect(lines.status).to_have_text("")
    first, second, *_ = lines.texts("the function")
    lines.list.get_by_text(first, exact=True).tap()
    lines.root.get_by_role("button", name="down").tap()
    assert lines.texts("the function")[:2] == [second, first]
    lines.root.get_by_role("button", name="leave out").tap()
    assert lines.texts("left out") == [first]
    lines.root.get_by_role("button", name="put back").tap()
    assert lines.texts("the function")[-1] == first
    lines.root.get_by_role("button", name="Check").tap()
    expect(lines.status).to_contain_text("✗ Line 1 uses ")
    expect(lines.status).to_be_in_viewport()
    assert page.evaluate(CUT_OFF) == []
