"""A whole page without a mouse: run it, move, fill a gap, answer, go on."""

import re
from functools import partial

import pytest
from nbformat import v4
from playwright.sync_api import expect

from backprop_helpers.practice.registry import QUIZZES
from tests.browser.browser import KERNEL_IDLE, NOTEBOOK, notebook_of, run_all
from tests.browser.panel_on_page import PanelOnPage

pytestmark = pytest.mark.browser


def test_a_whole_page(place):
    page = place.show("00_start_here.ipynb")
    count = page.evaluate(f"() => {NOTEBOOK}.model.cells.length")
    expect(page.locator(".jp-Notebook-cell")).to_have_count(count)
    cells = page.locator(".jp-Notebook-cell").all()
    for number, cell in enumerate(cells):
        expect_active(page, number)
        if "def warm_up(" in cell.inner_text():
            fill_the_gap(page, cell)
        if "def warm_up_solved(" in cell.inner_text():
            open_the_solution(page, cell)
        page.keyboard.press("Shift+Enter" if cell != cells[-1] else "Control+Enter")
        page.wait_for_function(KERNEL_IDLE)
        for words, visit in (
            ("aim_a_line()", move_the_slider),
            ("def warm_up(", partial(find, "✓")),
            ('quiz("', answer),
        ):
            if words in cell.inner_text():
                visit(page, cell)
    expect(page.locator(".jp-Notebook-cell")).to_have_count(count)
    place.leave(page)


def test_code_to_be_judged_is_seen_as_it_is_and_heard_line_by_line(place):
    show = 'from backprop_helpers.practice import quiz\n\nquiz("bug_or_not_arrays")'
    page = place.show_made(notebook_of("# Bug or not?", v4.new_code_cell(show)))
    run_all(page)
    for question in QUIZZES["bug_or_not_arrays"]:
        group = page.locator("fieldset", has_text=question.prompt)
        assert group.locator("pre").all_text_contents() == [question.code]
        for number, line in enumerate(question.code.splitlines(), 1):
            inside = len(line) - len(line.lstrip())
            place_of_line = f"line {number}" + f", {inside} spaces in" * (inside > 0)
            words = re.compile(re.escape(f"{place_of_line}: {line.strip()}"))
            expect(group).to_have_accessible_description(words)
    cell = page.locator(".jp-Notebook-cell").nth(1)
    cell.focus()
    answer_each(page, cell)  # the code is no stop on the way
    place.leave(page)


def expect_active(page, number):
    page.wait_for_function(
        f"number => {NOTEBOOK}.activeCellIndex === number", arg=number
    )


def fill_the_gap(page, cell):
    page.keyboard.press("Enter")
    lines = page.evaluate(f"() => {NOTEBOOK}.activeCell.model.sharedModel.source")
    above, _ = lines.split("return ...")
    for _ in range(above.count("\n")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type("return w * x + b - y")


def open_the_solution(page, cell):
    """Open the closed cell; the arrow keys leave such a cell out."""
    code = cell.locator(".cm-content")
    expect(code).to_have_count(0)
    page.keyboard.press("Enter")
    expect(code).to_contain_text("return w * x + b - y")
    page.keyboard.press("Escape")


def move_the_slider(page, cell):
    panel = PanelOnPage(page, cell)
    slider = next(panel.sliders())
    page.keyboard.press("ArrowUp")
    tab_to(slider.range)
    page.keyboard.press("End")
    slider.follow()
    panel.expect_twin()
    tab_to(slider.box)
    page.keyboard.press("Control+A")
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")
    slider.follow()
    panel.expect_twin()
    expect(panel.caption).to_contain_text("meets the star exactly")
    tab_to(panel.button("flat"))
    page.keyboard.press("Enter")
    panel.twin.set(w=0.0)
    panel.expect_twin()
    go_on(page, cell)


def find(words, page, cell):
    expect(cell.locator(".jp-OutputArea")).to_contain_text(words)


def answer(page, cell):
    page.keyboard.press("ArrowUp")
    answer_each(page, cell)
    go_on(page, cell)


def answer_each(page, cell):
    for root in cell.locator(".bp-root").all():
        tab_to(root.locator("[type=radio]").first)
        page.keyboard.press("Space")
        tab_to(root.get_by_role("button", name="Check"))
        page.keyboard.press("Enter")
        expect(root.locator("[role=status]")).to_contain_text(re.compile("[✓✗] "))


def go_on(page, cell):
    """Leave the controls for their cell, and go on to the next one."""
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.keyboard.press("ArrowDown")


def tab_to(target):
    """Press Tab until the target has the focus, ten times at most."""
    for _ in range(10):
        target.page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    expect(target).to_be_focused()
