"""What a student does on three pages, in Firefox: by mouse, by keys, and in words."""

import pytest

from backprop_helpers.practice.registry import QUIZZES
from tests.browser.browser import (
    ERRORS,
    close_notebook,
    copy_notebooks,
    jupyter_server,
    run_all,
    run_to,
    turn_to,
    visit,
)
from tests.browser.firefox import PanelInFirefox, firefox
from tests.browser.panel_on_page import GridOnPage
from tests.waiting import wait_until

pytestmark = pytest.mark.browser("firefox")


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """Return what opens a notebook in Firefox, and what closes it in its window."""
    folder = copy_notebooks(tmp_path_factory.mktemp("notebooks"))
    with jupyter_server(folder) as address, firefox() as new_page:
        free = []  # windows in which a test has closed its notebook, and so passed

        def open_notebook(name):
            if free:
                page = free.pop()
                turn_to(page, name)
            else:
                page = new_page()
                visit(page, address, name)
            page.failures()  # those of Jupyter's own start are not ours
            return page

        def leave(page):
            close_notebook(page)
            free.append(page)

        yield open_notebook, leave


def panel_of(page, title):
    controls = f".bp-controls[aria-label='{title}']"
    return PanelInFirefox(page, page.locator(f".jp-Notebook-cell:has({controls})"))


def assert_follows(panel, act, follow):
    """Assert that after an act all is the twin's, once that has followed, and new."""
    before = panel.shown()
    act()
    follow()
    panel.expect_twin()
    assert not set(before) & set(panel.shown())
    assert panel.image.evaluate("image => image.naturalWidth > 0")


def assert_no_errors(page):
    assert page.evaluate(f"() => document.querySelectorAll(`{ERRORS}`).length") == 0
    assert page.failures() == []


def test_sliders_boxes_buttons_and_a_quiz(notebooks):
    open_notebook, leave = notebooks
    page = open_notebook("01_gradient_descent_on_a_line.ipynb")
    run_all(page)
    panel = panel_of(page, "Gradient descent on a line")
    slider = next(panel.sliders())
    preset, *_, reset = panel.buttons()
    panel.press(reset)
    for act in (
        lambda: slider.drag([0.5, 0.4, 0.6, 0.8]),
        lambda: slider.range.press("ArrowRight"),
        lambda: slider.range.press("End"),
        lambda: slider.type("0.25"),
    ):
        assert_follows(panel, act, slider.follow)
    refuse_words(panel, slider)
    for button in (preset, reset):
        assert_follows(panel, lambda button=button: panel.press(button), lambda: None)
    answer(page, QUIZZES["gradient_descent"][0])
    assert_no_errors(page)
    leave(page)


def refuse_words(panel, slider):
    before = panel.shown()
    slider.type("0,5")
    wait_until(lambda: "0.5 with a point" in panel.problem.text_content(), "a refusal")
    assert slider.read()["box"] == "0.25"
    panel.expect_twin()
    assert panel.shown() == before


def answer(page, question):
    root = page.locator(".bp-root:has(.bp-stacked)")
    reply = root.locator("[role=status]")
    for option, said in question.replies.items():
        root.get_by_label(option, exact=True).check()
        wait_until(lambda: reply.text_content() == "", "the old reply to go")
        root.get_by_role("button", name="Check").click()
        wait_until(lambda said=said: reply.text_content().endswith(f". {said}"), said)


def test_a_click_on_the_picture(notebooks):
    open_notebook, leave = notebooks
    page = open_notebook("13_optimizers.ipynb")
    run_to(page, "race(")
    panel = panel_of(page, "Your Adam races")
    for place in ((0.25, 0.25), (0.8, 0.6)):
        before = panel.shown()
        panel.click(*place)
        assert not set(before) & set(panel.shown())
    assert_no_errors(page)
    leave(page)


def test_a_digit_drawn_with_the_mouse(notebooks):
    open_notebook, leave = notebooks
    page = open_notebook("09_handwritten_digits.ipynb")
    run_to(page, "draw_a_digit(")
    panel = panel_of(page, "Draw a digit")
    grid = GridOnPage(panel)
    grid.clear()
    one = [(3, y / 2) for y in range(15)]
    assert_follows(panel, lambda: grid.draw(one), grid.follow)
    assert [row[3] for row in grid.follow()] == [1] * 8
    assert_no_errors(page)
    leave(page)
