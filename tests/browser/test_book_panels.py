"""A panel in the book, by mouse, finger and keyboard: what is recorded is seen."""

import re
from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.book_panels import (
    HANDS,
    PanelInBook,
    move_each_control,
    nearest,
    write_page,
)
from tests.browser.browser import LONGEST, VIEWPORT
from tests.browser.firefox import firefox
from tests.browser.site_on_page import nothing_else, serve
from tests.teach.book.small_panels import PANELS
from tests.waiting import wait_until

pytestmark = pytest.mark.browser
FIRE = """(range, [first, last]) => {
  for (let position = first; position <= last; position += 1) {
    range.value = position;
    range.dispatchEvent(new Event('input', { bubbles: true }));
  }
}"""
AXE = "async () => (await axe.run('main')).violations.map(({ id, help }) => id + help)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    write_page(folder, {name: make() for name, make in PANELS.items()})
    return folder


@contextmanager
def opened(place, folder, **options):
    """Open the page where nothing but the folder answers; no script may fail."""
    with serve(folder) as server, nothing_else() as (proxy, asked):
        page = place.browser.new_page(**{"viewport": VIEWPORT} | proxy | options)
        page.set_default_timeout(LONGEST)
        failures, page.fetched = [], []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("request", lambda request: page.fetched.append(request.url))
        page.goto(server.address)
        yield page
        assert failures == asked == []
        page.close()


@pytest.fixture
def page(place, folder):
    with opened(place, folder) as page:
        yield page


def test_the_start_is_there_without_a_script(place, folder):
    with opened(place, folder, java_script_enabled=False) as page:
        box = page.locator(".bp-book").first
        expect(box.locator("img")).to_have_attribute("alt", re.compile(r"w is 1\.0"))
        expect(box.locator(".bp-sentence")).to_have_text("w is 1.0, b is 0.5.")
        expect(box.locator(".bp-live")).to_have_text("Move freely on the live page")


def test_each_place_of_each_slider_by_keyboard(page, folder):
    panel = PanelInBook(page, folder, "slopes")
    for name in ("w", "b"):
        slider = panel.control(name)
        slider.press("Home")
        for place in panel.places(name):
            panel.move(**{name: place})
            panel.wait_for()
            expect(slider).to_have_attribute("aria-valuetext", re.compile(r"\d"))
            slider.press("ArrowRight")
    slider.press("Escape")
    panel.control("w, type a number").fill(str(panel.places("w")[3]))
    page.keyboard.press("Enter")
    panel.move(w=panel.places("w")[3])
    panel.wait_for()


@pytest.mark.parametrize("hand", HANDS)
def test_each_control_is_moved_by_each_hand(place, folder, hand):
    with opened(place, folder, **HANDS[hand].screen) as page:
        move_each_control(PanelInBook(page, folder, "many"), HANDS[hand])
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(overflow) <= 0


def test_a_slider_is_dragged(page, folder):
    panel = PanelInBook(page, folder, "many")
    slider = panel.control("seed")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    panel.move(seed=5)
    panel.wait_for()


def test_a_step_reaches_the_next_picture_that_there_is(page, folder):
    panel = PanelInBook(page, folder, "many")
    places = panel.places("steps")
    at = places.index(30)
    assert places[at + 1] > 31
    for button, place in (("Step", at + 1), ("Step back", at), ("Step back", at - 1)):
        panel.button(button).click()
        panel.move(steps=places[place])
        panel.wait_for()
        expect(panel.control("steps, type a number")).to_have_value(str(places[place]))


def test_a_step_in_fine_places_is_what_it_says(page, folder):
    panel = PanelInBook(page, folder, "slopes")
    panel.button("Step w by 0.1").click()
    after = min(place for place in panel.places("w") if place > 1)
    panel.move(w=after)
    panel.wait_for()


def test_off_the_record_the_nearest_is_shown_and_said(page, folder):
    panel = PanelInBook(page, folder, "many")
    panel.control("steps").press("End")
    panel.move(steps=300)
    panel.wait_for()
    panel.control("seed").press("End")
    panel.move(seed=5)
    # What is under the hand counts first, so that the picture follows it; of others
    # that which is nearest, as the button "late" left them.
    panel.wait_for(eta=1.0, said=nearest("η = 1"))
    expect(panel.control("steps, type a number")).to_have_value("300")
    panel.control("η, type a number").fill("0.11")
    page.keyboard.press("Enter")
    panel.move(eta=0.11)
    said = nearest("η = 0.1", "steps = 30")
    panel.wait_for(eta=0.1, steps=30, said=said)


def test_a_click_on_the_picture_goes_to_the_nearest_picture(page, folder):
    panel = PanelInBook(page, folder, "slopes")
    pick = panel.record["forms"]["wide"]["pick"]
    left, top, width, height = pick["box"]
    canvas = panel.box.locator("canvas")
    size = canvas.bounding_box()
    x, y = left + 0.8 * width, top + 0.25 * height
    canvas.click(position={"x": x * size["width"], "y": y * size["height"]})
    wait_until(lambda: panel.nearest.startswith("The book shows"), "a note")
    typed = [panel.control(f"{name}, type a number").input_value() for name in "wb"]
    w, b = map(float, typed)
    assert w == pytest.approx(3, abs=0.15)
    assert b == pytest.approx(2.5, abs=0.15)
    panel.move(w=w, b=b)
    w_near = min(panel.places("w"), key=lambda place: abs(place - w))
    b_near = min(panel.places("b"), key=lambda place: abs(place - b))
    shown = [("w", w, w_near), ("b", b, b_near)]
    said = nearest(*(f"{n} = {near:g}" for n, at, near in shown if at != near))
    panel.wait_for(w=w_near, b=b_near, said=said)


def test_what_is_painted_or_typed_has_examples_only(page, folder):
    panel = PanelInBook(page, folder, "samples")
    panel.button("an example").click()
    panel.move(pixels=[1.0, 0.0, 0.5, 0.0], text="two")
    panel.wait_for()
    panel.control("Text").fill("three")
    page.keyboard.press("Enter")
    wait_until(lambda: "type at Text" in panel.nearest, "a word on what is typed")
    panel.control("Text").fill("two")
    page.keyboard.press("Enter")
    panel.wait_for()
    panel.box.locator(".bp-grid").press("Space")
    wait_until(lambda: "what you paint" in panel.nearest, "a word on what is painted")
    expect(panel.box.locator(".bp-status")).to_have_text(re.compile("live page"))
    panel.button("Reset").click()
    panel.values = dict(panel.record["initial"])
    panel.wait_for()


def test_the_last_of_many_values_is_shown(page, folder):
    panel = PanelInBook(page, folder, "slopes")
    last = len(panel.places("w")) - 2
    panel.control("w").evaluate(FIRE, [0, last])
    panel.move(w=panel.places("w")[last])
    panel.wait_for()


def test_a_window_that_is_made_narrow_gets_the_other_form(page, folder):
    panel = PanelInBook(page, folder, "slopes")
    panel.control("w").press("Home")
    panel.move(w=-4.0)
    panel.wait_for()
    page.set_viewport_size({"width": 420, "height": 800})
    panel.wait_for("narrow")
    page.set_viewport_size(VIEWPORT)
    panel.wait_for("wide")


def test_nothing_jumps_when_it_comes_to_life(place, folder):
    with opened(place, folder, java_script_enabled=False) as page:
        before = page.locator(".bp-book img").first.bounding_box()
    with opened(place, folder) as page:
        panel = PanelInBook(page, folder, "slopes")
        after = panel.box.locator("canvas").bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])


def test_what_is_far_below_is_not_fetched_before_it_is_near(place, folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "index.html").read_text("utf-8")
    mark = '<div class="bp-book" data-record="./samples'
    assert mark in text
    text = text.replace(mark, f'<div style="height: 9000px"></div>{mark}')
    (tmp_path / "index.html").write_text(text, "utf-8")
    with opened(place, tmp_path) as page:
        PanelInBook(page, folder, "slopes")
        assert not [url for url in page.fetched if "samples" in url]
        PanelInBook(page, folder, "samples")
        assert [url for url in page.fetched if url.endswith("samples-wide.pack")]


def test_without_its_record_the_first_picture_stays(place, folder, tmp_path):
    for path in folder.iterdir():
        if path.name not in ("slopes.json", "many-wide.pack"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with opened(place, tmp_path) as page:
        PanelInBook(page, folder, "samples")  # which has all its files
        first = page.locator(".bp-book").nth(0)
        expect(first.locator(".bp-sentence")).to_have_text("w is 1.0, b is 0.5.")
        assert first.locator("img").evaluate("image => image.naturalWidth") > 0
        second = page.locator(".bp-book").nth(1)
        missing = "The pictures cannot be had at the moment."
        expect(second.locator(".bp-nearest")).to_contain_text(missing)


@pytest.mark.browser("firefox")
def test_firefox_shows_the_same_pictures(folder):
    with serve(folder) as server, firefox() as new_page:
        page = new_page()
        page.goto(server.address)
        panel = PanelInBook(page, folder, "many")
        panel.button("late").click()
        panel.move(steps=300, eta=1.0)
        panel.wait_for()
        panel.control("steps").press("Home")
        panel.move(steps=0)
        panel.wait_for()
        panel = PanelInBook(page, folder, "slopes")
        for place in panel.places("w")[-1:-4:-1]:
            panel.control("w").press("End" if place == 4 else "ArrowLeft")
            panel.move(w=place)
            panel.wait_for()
        assert page.failures() == []


def test_axe_finds_nothing(page, folder):
    panel = PanelInBook(page, folder, "many")
    panel.button("late").click()
    panel.move(steps=300, eta=1.0)
    panel.wait_for()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == []
