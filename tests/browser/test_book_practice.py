"""A pencil, a question and a problem in the book, for a reader who has no Python."""

import base64
import io
import shutil

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import expect

from backprop_helpers.practice.parsons import ProblemOnPage
from backprop_helpers.practice.pencil import Pencil
from backprop_helpers.practice.quiz import QuestionOnPage
from backprop_helpers.practice.registry import PROBLEMS, QUIZZES, SHEETS
from backprop_helpers.teach.book.panel_record import RATIOS
from backprop_helpers.teach.book.practice_record import SETS
from backprop_helpers.teach.book.record import RECORDS, record_thing
from tests.browser.browser import LONGEST
from tests.browser.site_on_page import nothing_else, serve
from tests.browser.test_keyboard_alone import tab_to
from tests.browser.test_parsons import LinesOnPage
from tests.rules.package_source import REPOSITORY

pytestmark = pytest.mark.browser

SHEET, PROBLEM = SHEETS["slide"], PROBLEMS["delta2"]
QUESTION = QUIZZES["one_neuron"][0]
CODE = REPOSITORY / "backprop_helpers"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="controls.css">
<main><h1>A page</h1><a href="#">A link before them</a>{things}</main>
<script type="module" src="book.js"></script></html>"""
ROUNDED = 4  # of 255, what a pack takes from a colour at most
SCREENS = {
    "wide": {"width": 1000, "height": 900},
    "narrow": {"width": 390, "height": 844},
}
AXE = """async () => {
  const { violations } = await axe.run();
  return violations.flatMap(({ id, nodes }) => nodes.map(node => [id, node.html]));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a page with one of each is served."""
    folder = tmp_path_factory.mktemp("book")
    place = folder / RECORDS / "page"
    place.mkdir(parents=True)
    things = Pencil(SHEET), QuestionOnPage(QUESTION), ProblemOnPage(PROBLEM)
    html = [
        record_thing(thing, place, f"n{n}", "cell") for n, thing in enumerate(things)
    ]
    (folder / "index.html").write_text(PAGE.format(things="".join(html)), "utf-8")
    for file in (*CODE.glob("teach/book/*.js"), *CODE.glob("panels/controls.?s*")):
        shutil.copy(file, folder)
    with serve(folder) as server:
        yield server.address


@pytest.fixture
def reader(browser, address):
    """What opens the page for one reader, who comes back with what a browser keeps."""
    with nothing_else() as (proxy, asked):
        context = browser.new_context(viewport=SCREENS["wide"], **proxy)
        context.set_default_timeout(LONGEST)
        failures = []
        context.on("weberror", lambda error: failures.append(str(error.error)))

        def open_page():
            page = context.new_page()
            page.goto(address)
            page.locator(".bp-book").last.scroll_into_view_if_needed()
            expect(page.locator("[data-alive]")).to_have_count(3)
            return page

        open_page.context = context
        yield open_page
        assert asked == failures == []
        context.close()


class PencilInBook:
    """A pencil on a page of the book, and its twin that Python moves."""

    def __init__(self, page, form="wide"):
        self.page, self.twin, self.form = page, Pencil(SHEET), form
        self.root = page.locator(".bp-book").first
        self.box = self.root.locator(".bp-blanks .bp-box")

    def send(self, **sheet):
        """Do to the twin what was done on the page."""
        values = self.twin.values
        changed = values | {"sheet": values["sheet"] | sheet}
        self.twin.widget.set_state({"state": {"values": changed, "dragging": False}})

    def fill(self, text):
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        sheet = self.twin.values["sheet"]
        self.send(written=sheet["written"] | {sheet["at"]: text})
        self.expect_twin()

    def expect_twin(self):
        """Sentence, words for the ear and picture are as Python has them."""
        sentence = self.twin.sentence
        expect(self.root.locator(".bp-sentence")).to_have_text(sentence)
        expect(self.root.get_by_role("status")).to_have_text(sentence)
        name = self.root.get_by_role("img").get_attribute("aria-label")
        assert name == f"{SHEET.alt} {sentence}"
        assert np.abs(self.picture() - self.drawn()).max() <= ROUNDED

    def picture(self):
        url = self.root.locator("canvas").evaluate("canvas => canvas.toDataURL()")
        image = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))
        return np.asarray(image.convert("RGB")).astype(int)

    def drawn(self):
        self.twin.narrow = self.form == "narrow"
        self.twin.picture.set_pixel_ratio(RATIOS[self.form])
        return self.twin.picture.pixels(self.twin.result)[:, :, :3].astype(int)


@pytest.mark.parametrize("form", SCREENS)
def test_a_pencil_from_the_first_blank_to_the_last_by_keyboard(reader, form):
    page = reader()
    page.set_viewport_size(SCREENS[form])
    pencil = PencilInBook(page, form)
    pencil.root.scroll_into_view_if_needed()
    page.get_by_role("link", name="A link before them").focus()
    tab_to(pencil.box)
    numbers = SHEET.numbers()
    for blank in SHEET.line_of:
        pencil.fill(repr(SHEET.wanted(blank, numbers).wrong[0][0][0]))
        pencil.fill("a third")
        pencil.fill(f"{SHEET.value(blank, numbers):.4f}".replace("-", "−"))
        expect(pencil.box).to_be_focused()
        assert pencil.twin.sentence.startswith("✓")
    assert "All 3 blanks are filled, 3 of them by you." in pencil.twin.sentence


def test_new_numbers_come_round_and_what_is_given_up_is_shown(reader):
    page = reader()
    pencil = PencilInBook(page)
    for seed in (*range(1, SETS), 0):
        pencil.root.get_by_role("button", name="New numbers").click()
        pencil.twin.set(numbers=seed)
        pencil.root.get_by_role("button", name="Show me this one").click()
        expect(pencil.box).to_be_focused()
        sheet = pencil.twin.values["sheet"]
        pencil.send(shown=[*sheet["shown"], sheet["at"]])
        pencil.expect_twin()
    pencil.root.get_by_role("button", name="Reset").click()
    pencil.twin.set(**pencil.twin.widget.initial)
    pencil.expect_twin()


def answer(page, option):
    """Choose an option by its key, and check it."""
    box = page.locator(".bp-book").nth(1)
    box.get_by_label(option, exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return box.get_by_role("status")


def test_a_question_by_keyboard(reader):
    page, on_page = reader(), QuestionOnPage(QUESTION)
    for option in QUESTION.options:
        status = answer(page, option)
        expect(status).to_have_text(on_page.reply(option))
        expect(status).to_be_visible()


def test_three_steps_of_a_problem_by_keyboard(reader):
    page = reader()
    lines = LinesOnPage(page)
    onward = page.get_by_role("link", name="Write it on the live page")
    lines.list.focus()
    left_out = [text.strip() for text in PROBLEM.distractors.values()]
    for text in left_out:
        lines.choose(text)
        page.keyboard.press("Space")
    for number, text in enumerate(PROBLEM.parts[1], 1):
        lines.bring_to(number, text.strip())
    lines.check()
    expect(lines.status).to_have_text("✓ In order. Now one factor is gone: which one?")
    wrong = next(factor for factor, name in PROBLEM.factors.items() if name)
    for factor in (wrong, PROBLEM.gap):
        expect(onward).to_be_hidden()
        lines.root.get_by_label(factor, exact=True).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(lines.status).to_have_text(
            ProblemOnPage(PROBLEM).reply_to_factor(factor)[1]
        )
    expect(lines.root.get_by_role("button", name="Start again")).to_be_focused()
    expect(page.locator(".bp-onward")).to_be_visible()


# What was done stays


def test_what_was_done_is_there_when_the_page_is_loaded_again(reader):
    page = reader()
    pencil = PencilInBook(page)
    pencil.box.focus()
    first, *_ = SHEET.line_of
    pencil.fill(f"{SHEET.value(first, SHEET.numbers()):.4f}")
    pencil.fill("7")
    reply = answer(page, QUESTION.right).inner_text()
    page.close()

    page = reader()
    again = PencilInBook(page)
    again.twin = pencil.twin
    expect(again.box).to_have_value("7")
    expect(again.root.locator(".bp-sentence")).to_have_text(pencil.twin.sentence)
    assert np.abs(again.picture() - again.drawn()).max() <= ROUNDED
    question = page.locator(".bp-book").nth(1)
    expect(question.get_by_label(QUESTION.right, exact=True)).to_be_checked()
    expect(question.get_by_role("status")).to_have_text(reply)
    expect(page.get_by_role("button", name="Start anew")).to_have_count(1)
    question.get_by_role("button", name="Start anew").click()
    expect(question.get_by_role("status")).to_have_text("")
    expect(question.locator(":checked")).to_have_count(0)
    expect(question.get_by_label(QUESTION.options[0], exact=True)).to_be_focused()
    again.root.get_by_role("button", name="Reset").click()
    page.close()

    page = reader()
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_role("button", name="Start anew")).to_have_count(0)
    expect(PencilInBook(page).box).to_have_value("")


def test_the_last_step_of_a_problem_is_there_again_and_can_be_left(reader):
    page = reader()
    name = page.evaluate("new URL('records/page/n2.json', location).pathname")
    record = page.evaluate("fetch('records/page/n2.json').then(file => file.json())")
    values = record["initial"] | {"check": 2, "factor": PROBLEM.gap}
    kept = {"values": values, "status": "✓ Done.", "step": 2}
    note = "([name, kept]) => localStorage.setItem(name, JSON.stringify(kept))"
    page.evaluate(note, [f"backprop book {name}", kept | {"edition": "older"}])
    page.close()
    page = reader()  # which was made since then
    expect(page.locator(".bp-onward")).to_be_hidden()
    page.evaluate(
        note, [f"backprop book {name}", kept | {"edition": record["edition"]}]
    )
    page.close()
    page = reader()
    problem = page.locator(".bp-book").last
    expect(page.locator(".bp-onward")).to_be_visible()
    expect(problem.get_by_role("status")).to_have_text("✓ Done.")
    expect(problem.get_by_role("listbox")).to_have_count(0)
    problem.get_by_role("button", name="Start anew").click()
    expect(problem.get_by_role("listbox")).to_be_focused()
    expect(page.locator(".bp-onward")).to_be_hidden()


def test_a_browser_that_keeps_nothing_works_all_the_same(reader):
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw Error('no') } })"
    )
    on_page = QuestionOnPage(QUESTION)
    expect(answer(reader(), QUESTION.right)).to_have_text(on_page.reply(QUESTION.right))


def test_axe_finds_nothing(reader):
    page = reader()
    answer(page, QUESTION.right)
    page.close()
    page = reader()  # with what stands there on the second day
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == []
