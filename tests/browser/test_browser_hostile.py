"""Fifty panels on one page, a German browser, and kernels that go away in mid-drag."""

import re
from functools import partial
from itertools import count

import pytest
from nbformat import v4
from playwright.sync_api import expect

from tests.browser.browser import (
    KERNEL,
    KERNEL_IDLE,
    LONGEST,
    NOTEBOOK,
    SESSION,
    close,
    notebook_of,
    run_all,
)
from tests.browser.panel_on_page import CURSOR, FRAME, PanelOnPage
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

MANY = 50
PANEL = "from backprop_helpers.pages.start_here import aim_a_line\n\naim_a_line()"
QUIZ = 'from backprop_helpers.practice import quiz\n\nquiz("what_do_you_believe")'
LAST_CELL = f"{NOTEBOOK}.widgets.at(-1).model.sharedModel"
WORK = "my_answer = 42  # typed, and not saved"
LOST = re.compile(r"^These controls do nothing now: .* Choose Run → Run All Cells\.$")
GOES = {  # how a kernel goes away
    "restarted": f"() => {{ {KERNEL}.restart(); }}",
    "killed": f"""() => {{
      {KERNEL}.requestExecute({{ code: 'import os; os._exit(1)', silent: true }});
    }}""",
    "shut down": f"() => {{ {SESSION}.shutdown(); }}",
}
START = f"""async () => {{
  if (!{SESSION}.session?.kernel) await {SESSION}.startKernel();
}}"""
# Takes the picture of a cell away for a moment, as JupyterLab does.
TAKE_AWAY = """cell => {
  const image = cell.querySelector('.jp-OutputArea img');
  const { parentNode, nextSibling } = image;
  image.remove();
  setTimeout(() => parentNode.insertBefore(image, nextSibling), 300);
}"""
# Moves all sliders at once to their ends; returns how many pictures have not followed.
# A picture that is away for a moment has not.
MOVE_ALL = """async longest => {
  const cells = [...document.querySelectorAll('.jp-CodeCell:has(.bp-range)')];
  const shown = cell => cell.querySelector('.jp-OutputArea img')?.src;
  const before = cells.map(shown);
  for (const range of document.querySelectorAll('.bp-range')) {
    range.value = range.max;
    range.dispatchEvent(new Event('input'));
  }
  const left = () => cells.filter((cell, place) =>
    [undefined, before[place]].includes(shown(cell)));
  const end = performance.now() + longest;
  while (left().length && performance.now() < end) {
    await new Promise(requestAnimationFrame);
  }
  return left().length;
}"""


@pytest.fixture
def open_cells(place):
    """Return what opens and runs a page of these cells: its panels, in their order."""

    def open_cells(cells, application="lab"):
        notebook = notebook_of(*map(v4.new_code_cell, cells))
        if application == "lab":
            page = place.show_made(notebook, locale="de-DE")
        else:
            page = place.open_made(notebook, application, locale="de-DE")
        page.room = "start_here"
        run_all(page)
        panels = page.locator(".jp-Notebook-cell", has=page.locator(".bp-range"))
        return [PanelOnPage(page, cell) for cell in panels.all()]

    return open_cells


def test_fifty_open_panels_follow(open_cells, place):
    panels = open_cells([PANEL] * MANY)
    assert len(panels) == MANY
    assert panels[0].page.evaluate(MOVE_ALL, LONGEST) == 0
    for panel in (panels[0], panels[MANY // 2], panels[-1]):
        panel.follow()
        panel.expect_twin()
    place.leave(panels[0].page)


def test_a_look_waits_for_a_picture_that_is_being_replaced(open_cells, place):
    (panel,) = open_cells([PANEL])
    before = panel.shown()
    frame, cursor = (partial(panel.seen, look) for look in (FRAME, CURSOR))
    for look in (panel.shown, panel.needed, frame, cursor):
        panel.cell.evaluate(TAKE_AWAY)
        assert look()
    assert panel.shown() == before
    place.leave(panel.page)


def test_a_german_browser_has_points_in_its_boxes(open_cells, place):
    (panel,) = open_cells([PANEL])
    assert panel.page.evaluate("() => (1.5).toLocaleString()") == "1,5"
    slider = next(panel.sliders())
    slider.type("1.5")
    assert slider.follow()["spoken"] == "1.5"
    panel.expect_twin()
    slider.type("0,5")
    expect(panel.problem).to_have_text(re.compile("^Write 0.5 with a point, not a"))
    expect(slider.box).to_have_value("1.5")
    panel.expect_twin()
    place.leave(panel.page)


def drag_until(page, slider, away):
    """Drag a slider while the kernel goes away, until the panel says so."""
    slider.range.focus()  # which scrolls there
    mouse = page.mouse

    def move(part):
        box = slider.range.bounding_box()  # now: what stands above it may come and go
        mouse.move(box["x"] + part * box["width"], box["y"] + box["height"] / 2)

    move(0.5)
    mouse.down()
    page.evaluate(away)
    numbers = count()

    def is_told():
        number = next(numbers)
        part = 0.1 + 0.8 * (number % 40) / 40
        move(part)
        return number > 10 and slider.panel.problem.text_content()

    wait_until(is_told, "the panel to say so")
    move(0.95)
    mouse.up()


@pytest.mark.parametrize(
    ("way", "application"),
    [*((way, "lab") for way in GOES), ("restarted", "notebook")],
)
def test_a_kernel_that_goes_in_mid_drag(open_cells, place, way, application):
    panels = open_cells([PANEL, PANEL, QUIZ, "my_answer = ..."], application)
    first, second = panels
    page, questions = first.page, 3
    page.evaluate(f"text => {LAST_CELL}.setSource(text)", WORK)
    drag_until(page, next(first.sliders()), GOES[way])

    # Where the hand is it is said aloud, elsewhere it can be read; nothing is gone.
    expect(first.problem).to_have_text(LOST)
    said = page.get_by_text(LOST)
    expect(said).to_have_count(len(panels) + questions)
    expect(page.locator("[role=alert]", has_text=LOST)).to_have_count(1)
    expect(said.nth(1)).to_be_visible()
    for panel in panels:
        assert panel.image.evaluate("image => image.complete && image.naturalWidth")
        assert panel.caption.text_content()
    assert page.evaluate(f"() => {LAST_CELL}.source") == WORK
    if way == "killed":  # Jupyter has a word of its own
        page.locator(".jp-Dialog").get_by_role("button").click()

    # A control that is touched does not pretend to work, and says why, aloud.
    slider = next(second.sliders())
    for touch in (
        lambda: slider.range.press("Home"),
        lambda: slider.type("0.25"),
        lambda: second.button("flat").click(),
    ):
        before, row = second.shown(), slider.read()
        touch()
        expect(second.problem).to_have_text(LOST)
        assert (second.shown(), slider.read()) == (before, row)
    page.get_by_role("button", name="Check").first.click()
    expect(page.locator("[role=alert]", has_text=LOST)).to_have_count(3)

    # All is as before when the page is run again.
    page.evaluate(START)
    page.wait_for_function(KERNEL_IDLE)
    run_all(page)
    expect(said).to_have_count(0)
    for panel in panels:
        panel.reset()
        next(panel.sliders()).press("End")
    page.get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("Choose an answer first")).to_be_visible()
    assert page.evaluate(f"() => {LAST_CELL}.source") == WORK
    assert page.failures == []
    place.leave(page) if application == "lab" else close(page)
