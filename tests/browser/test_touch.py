"""Phone and tablet: sliders, buttons, a quiz and the sheet of pixels under a finger."""

import pytest
from playwright.sync_api import expect

from backprop_helpers.practice.registry import QUIZZES
from tests.browser.browser import close, next_frame, run_to
from tests.browser.panel_on_page import FRAME, GridOnPage, PanelOnPage, show_narrow

pytestmark = pytest.mark.browser

# Their sizes, and whether pictures come in their form for phones.
SCREENS = {"phone": (390, 844, True), "tablet": (820, 1180, False)}
# What of the controls is wider than its place or not inside the window.
CUT_OFF = """() => {
  const seen = node => {
    const { left, right } = node.getBoundingClientRect();
    return left >= 0 && right <= innerWidth;
  };
  const wide = node => node.scrollWidth > node.clientWidth;
  return [...document.querySelectorAll('.bp-controls')].flatMap(controls =>
    [controls, ...controls.querySelectorAll('input, select, button, label, .bp-grid')]
      .filter(node => !seen(node) || node === controls && wide(node))
      .map(node => node.outerHTML.slice(0, 100)));
}"""
SCROLLED = """cell => {
  const parts = [];
  for (let node = cell; node; node = node.parentElement) parts.push(node.scrollTop);
  return [...parts, scrollY];
}"""


class Finger:
    """One finger on the screen, moved as Playwright moves its mouse."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.place, self.touches = None, False

    def move(self, x, y):
        self.place = {"x": x, "y": y}
        if self.touches:
            self._send("touchMove", self.place)

    def down(self):
        self.touches = True
        self._send("touchStart", self.place)

    def up(self):
        self.touches = False
        self._send("touchEnd")

    def _send(self, kind, *points):
        self.session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )


class PanelUnderFinger(PanelOnPage):
    """The panel of this title, on a screen that is touched."""

    def __init__(self, page, title):
        controls = page.locator(f".bp-controls[aria-label='{title}']")
        super().__init__(page, page.locator(".jp-Notebook-cell", has=controls))
        self.pointer = Finger(page)

    def press(self, button):
        self.button(button.label).tap()
        self.twin.set(**self.outcome(button))

    def turn_to(self, screen):
        """Give the window the size of this screen; start afresh, with its pictures."""
        width, height, narrow = SCREENS[screen]
        self.page.set_viewport_size({"width": width, "height": height})
        show_narrow(self.twin, narrow)
        self.reset()


def open_touched(place, name, until):
    width, height, _ = SCREENS["phone"]
    screen = {"width": width, "height": height}
    touched = {"viewport": screen, "has_touch": True, "is_mobile": True}
    page = place.open(name, "notebook", **touched)
    run_to(page, until)
    return page


@pytest.fixture(scope="module")
def page_01(place):
    page = open_touched(place, "01_gradient_descent_on_a_line.ipynb", 'quiz("')
    yield page
    close(page)


@pytest.fixture(scope="module")
def page_09(place):
    page = open_touched(place, "09_handwritten_digits.ipynb", "draw_a_digit(")
    yield page
    close(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_sliders_and_buttons(page_01, screen):
    panel = PanelUnderFinger(page_01, "Gradient descent on a line")
    panel.turn_to(screen)
    slider, (preset, *_, reset) = next(panel.sliders()), panel.buttons()
    for act, follow in (
        (lambda: slider.drag([0.3, 0.4, 0.6, 0.8]), slider.follow),
        (lambda: panel.press(preset), lambda: None),
        (lambda: panel.press(reset), lambda: None),
    ):
        before = panel.shown()
        slider.range.scroll_into_view_if_needed()
        act()
        follow()
        panel.expect_twin()
        assert not set(before) & set(panel.shown())
        panel.photograph(f"{screen}, {panel.twin.values}")
    assert page_01.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_quiz(page_01, screen):
    width, height, _ = SCREENS[screen]
    page_01.set_viewport_size({"width": width, "height": height})
    root = page_01.locator(".bp-root:has(.bp-stacked)").first
    for option, said in QUIZZES["gradient_descent"][0].replies.items():
        root.get_by_label(option, exact=True).tap()
        expect(root.get_by_role("status")).to_have_text("")
        root.get_by_role("button", name="Check").tap()
        expect(root.get_by_role("status")).to_contain_text(said)
        expect(root.get_by_role("status")).to_be_in_viewport()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_digit_drawn_with_a_finger(page_09, screen):
    panel = PanelUnderFinger(page_09, "Draw a digit")
    panel.turn_to(screen)
    grid = GridOnPage(panel)
    grid.clear()
    grid.sheet.scroll_into_view_if_needed()
    before, place = panel.shown(), panel.cell.evaluate(SCROLLED)
    grid.draw([(3, y / 2) for y in range(15)])
    assert [row[3] for row in grid.follow()] == [1] * 8
    panel.expect_twin()
    assert not set(before) & set(panel.shown())
    assert panel.cell.evaluate(SCROLLED) == place
    panel.photograph(screen)
    assert page_09.evaluate(CUT_OFF) == []
    # The same stroke beside the sheet, on the picture, scrolls the page.
    swipe_up(panel)
    assert panel.cell.evaluate(SCROLLED) != place


def swipe_up(panel):
    box = panel.seen(FRAME)  # which brings it into sight
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    panel.drag([(x, y - 10 * step) for step in range(15)])
    next_frame(panel.page)
