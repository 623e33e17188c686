"""Every page as a student meets it: in JupyterLab and Notebook 7, by mouse and keys."""

import re
import shutil
from functools import partial
from html import unescape

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat import v4
from playwright.sync_api import expect

from backprop_helpers.pages import PAGES
from backprop_helpers.practice.registry import QUIZZES
from tests.browser.axe import audit_live, ours
from tests.browser.browser import (
    ERRORS,
    NOTEBOOK,
    busy_kernel,
    close,
    command,
    next_frame,
    notebook_of,
    open_without_kernel,
    rest,
    run_all,
    save,
)
from tests.browser.keys_and_views import (
    DARK,
    LIGHT,
    STOPS,
    cut_off_when_narrow,
    faint_in,
    walk_through,
)
from tests.browser.panel_on_page import ALL_KINDS, GridOnPage, PanelOnPage
from tests.browser.pencil_on_page import PencilOnPage
from tests.panels.course_panels import panels_of
from tests.panels.pictures import images_in
from tests.rules.package_source import NOTEBOOKS, room_of

pytestmark = pytest.mark.browser

QUESTIONS = {each.prompt: each for name in QUIZZES for each in QUIZZES[name]}
REFUSED = {  # what is typed into a number box: what the page says about it
    "abc": "“abc” is not a number",
    "": "The box was empty",
    "1e999": "1e999 is outside",
    "1,5": "Write 1.5 with a point, not a comma",
    "nan": "“nan” is not a number",
    "-1e9": "-1e9 is outside",
}
# In command mode these keys delete, add, cut, copy, paste, change, merge, restart …
SHORTCUTS = [*"ddabxcvzmyr1o", "0", "0", "i", "i", "Shift+M", "Delete"]


@pytest.fixture(scope="class")
def page(request, place):
    """The page of the test's class, run from the top to the bottom."""
    lab = request.cls.application == "lab"
    open_page = place.show if lab else partial(place.open, application="notebook")
    page = open_page(request.cls.notebook)
    run_all(page)
    failed = request.session.testsfailed
    yield page
    if lab and request.session.testsfailed == failed:
        place.leave(page)
    else:
        close(page)


@pytest.fixture(scope="class")
def panels(page):
    """Its panels, in their order."""
    controls, image = page.locator(".bp-controls"), page.locator(".jp-OutputArea img")
    cells = page.locator(".jp-Notebook-cell", has=controls).filter(has=image)
    cells = cells.filter(has_not=page.locator(".bp-blanks"))
    return [PanelOnPage(page, cell) for cell in cells.all()]


@pytest.fixture(scope="class")
def pencils(page):
    """Its pencils, in their order."""
    blanks = page.locator(".bp-blanks")
    cells = page.locator(".jp-Notebook-cell", has=blanks)
    return [PencilOnPage(page, cell) for cell in cells.all()]


def assert_spoken(slider, row):
    """Assert that box, visible word and spoken text are those of one value."""
    words = slider.control.names
    spoken = re.sub("^-", "minus ", row["box"]).replace("e-", " times 10 to the minus ")
    if words:
        spoken += f", {words[int(row['box']) - round(slider.control.low)]}"
    elif slider.control.unit:
        spoken += f" {slider.control.unit}"
    assert row["spoken"] == spoken


def kinds_of(twin):
    """What a panel is moved by: each kind of control, in each of its forms."""
    for control in twin.controls:
        form = [
            name for name in ("menu", "integer", "log") if getattr(control, name, 0)
        ]
        yield control.kind, *form
    if twin.widget.pick:
        yield ("pick",)


def outputs_as_html(file):
    """Yield every output of a saved notebook that is HTML."""
    for cell in nbformat.read(file, 4).cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get("text/html", "")


class AnyPage:
    """What holds for every page in every front end."""

    notebook = ""
    application = "lab"

    def test_it_runs_without_errors(self, page):
        expect(page.locator(ERRORS)).to_have_count(0)

    def test_nothing_left_this_computer(self, page):
        assert page.strangers == []
        assert page.failures == []


class Keys(AnyPage):
    """What all pages share, since the controls are the same: done with the keyboard."""

    def test_tab_goes_through_all_controls_and_escape_leaves(self, page):
        """Of the questions, which are all made alike, through the first."""
        question = page.locator(".bp-stacked")
        controls = page.locator(".bp-controls")
        for each in controls.filter(has_not=question).all():
            walk_through(page, each)
        for each in controls.filter(has=question).all()[:1]:
            walk_through(page, each)

    def test_lists_and_radio_buttons(self, panels):
        for panel in panels:
            for control in panel.choices():
                panel.reset(spoken=False)
                first = control.value or control.options[0]
                key = "ArrowDown" if control.value else "Space"
                field = panel.field(control.label if control.menu else first)
                field.focus()
                panel.page.keyboard.down(key)
                if not control.menu:
                    panel.page.keyboard.down(key)  # held down it moves no further
                panel.page.keyboard.up(key)
                chosen = control.options.index(first) + (key == "ArrowDown")
                there = control.options[chosen % len(control.options)]
                panel.twin.set(**{control.name: there})
                panel.expect_twin()
                expect(field if control.menu else panel.field(there)).to_be_focused()
                for option in reversed(control.options):
                    panel.choose(control, option)
                panel.expect_twin()

    def test_arrows_and_page_keys(self, panels):
        for panel in panels[:1]:  # one script moves all; the others' ends are below
            panel.reset(spoken=False)
            slider = next(panel.sliders())
            count = slider.press("End")["place"]
            for key, place in (
                ("ArrowLeft", count - 1),
                ("ArrowRight", count),
                ("ArrowDown", count - 1),
                ("ArrowUp", count),
                ("ArrowUp", count),
                ("Home", 0),
                ("ArrowLeft", 0),
                ("End", count),
            ):
                slider.range.press(key)
                assert slider.read()["place"] == place, key
                expect(slider.range).to_be_focused()
            slider.range.press("PageDown")  # about a tenth of the way
            paged = slider.read()["place"]
            assert abs(count - paged - max(count / 10, 1)) < 1
            slider.range.press("PageUp")
            assert slider.read()["place"] > paged
            slider.follow()
            panel.expect_twin()

    def test_number_boxes(self, panels):
        for panel in panels[:1]:
            panel.reset(spoken=False)
            self.refuses_nonsense(panel, next(panel.sliders()))
            self.takes_minus_zero_for_zero(panel)

    def refuses_nonsense(self, panel, slider):
        before, box = panel.shown(), slider.box.input_value()
        for typed, complaint in REFUSED.items():
            slider.type(typed)
            stays = f"{slider.control.label} stays at {box}."
            expect(panel.problem).to_have_text(re.compile(re.escape(complaint)))
            expect(panel.problem).to_have_text(re.compile(re.escape(stays)))
            expect(slider.box).to_have_value(box)
        panel.expect_twin()
        assert panel.shown() == before

    def takes_minus_zero_for_zero(self, panel):
        for slider in panel.sliders():
            if slider.control.low <= 0 <= slider.control.high:
                slider.type("-0")
                row = slider.follow()
                assert (row["box"], row["spoken"].startswith("minus")) == ("0", False)
                panel.expect_twin()
                return

    def test_shortcuts_leave_the_page_alone(self, page):
        cells = f"""() => {NOTEBOOK}.widgets.map(({{ model }}) =>
          [model.type, model.sharedModel.source, model.executionCount])"""
        before = page.evaluate(cells)
        kinds = (
            "input[type=range]",
            ".bp-box",
            "select",
            "[type=radio]",
            "button",
            ".bp-grid",
            ".bp-lines",
        )
        for kind in kinds:
            for control in page.locator(f".bp-controls {kind}").all()[:1]:
                control.focus()
                for key in SHORTCUTS:
                    page.keyboard.press(key)
                expect(control).to_be_focused()
                assert page.evaluate(cells) == before, kind
                expect(page.locator(".jp-Dialog")).to_have_count(0)

    def test_quizzes_reply(self, page):
        stacked = page.locator(".bp-stacked")
        for root in page.locator(".bp-root", has=stacked).all():
            question = QUESTIONS[root.locator("legend").text_content()]
            reply = root.locator("[role=status]")
            expect(reply).to_have_text("")
            for option, said in question.replies.items():
                root.get_by_label(option, exact=True).press("Space")
                expect(reply).to_have_text("")
                check = root.get_by_role("button", name="Check")
                check.press("Enter")
                right = option == question.right
                mark = "✓ Right." if right else "✗ Not this one."
                expect(reply).to_have_text(f"{mark} {said}")
                expect(reply).to_be_in_viewport()
                expect(check).to_be_focused()


class OnePage(AnyPage):
    """What holds for every page in JupyterLab; a class below for each of them."""

    def test_the_controls_are_in_reading_order(self, page):
        for controls in page.locator(".bp-controls").all():
            _, astray = controls.evaluate(STOPS)
            assert astray == []

    def test_every_control_moves_its_panel(self, panels):
        """Sliders go to both ends, by keys, and then a button of each form is pressed.

        What is shown is compared where they rest, what they say of themselves at once:
        that no two ends, options or buttons look alike, and that each preset keeps to
        the controls, is tried without a browser.
        """
        for panel in panels:
            panel.reset(spoken=False)
            heights = {panel.height()}
            for key in ("End", "Home"):
                for slider in panel.to_be_moved():
                    slider.pick()
                    row = slider.put(key)
                    assert row["place"] == (key == "End") * row["count"]
                    assert_spoken(slider, row)
                for control in panel.choices():
                    panel.choose(control, control.options[-(key == "End")])
                panel.expect_twin(spoken=False)
                heights.add(panel.height())
                panel.photograph(key)
            forms = {
                (bool(b.set), *(amount < 0 for amount in b.add.values())): b
                for b in panel.buttons()
            }
            for button in forms.values():
                panel.press(button)
                panel.assert_stands(button)
                expect(panel.button(button.label)).to_be_focused()
            panel.expect_twin()
            heights.add(panel.height())
            assert len(heights) == 1, f"{panel.title}: what is below jumps"

    def test_a_click_on_the_picture(self, panels):
        """Where a panel has it, a click moves two sliders to the place under it."""
        for panel in panels:
            if panel.twin.widget.pick:
                panel.reset(spoken=False)
                self.goes_to_the_click(panel, 0.25, 0.35)

    def goes_to_the_click(self, panel, right, down):
        pick = panel.twin.widget.pick
        x_left, x_right, y_bottom, y_top = pick["limits"]
        panel.click(right, down)
        x, y = (panel.twin.values[pick[axis]] for axis in "xy")
        wanted = x_left + right * (x_right - x_left)
        assert abs(x - wanted) < 0.01 * abs(x_right - x_left)
        wanted = y_top + down * (y_bottom - y_top)
        assert abs(y - wanted) < 0.01 * abs(y_top - y_bottom)

    def test_a_pencil(self, pencils):
        """A wrong number, the right one, and a blank given up, by keys alone."""
        for pencil in pencils[:1]:  # all are filled in where no browser is needed
            self.begin(pencil)
            pencil.new_numbers()
            pencil.reset()

    def begin(self, pencil):
        pencil.reset()
        pencil.photograph("start")
        pencil.box.focus()
        pencil.fill("1234567")
        assert pencil.twin.sentence.startswith("✗ 1234567 is not ")
        expect(pencil.box).to_have_value("1234567")
        pencil.photograph("wrong")
        pencil.fill(pencil.right(pencil.order[0]))
        pencil.give_up()
        expect(pencil.box).to_have_value("")

    def settle(self, panels, *keys):
        """Bring all panels to their start, press keys on a slider, and let it rest."""
        for panel in panels:
            panel.reset(spoken=False)
            for key in keys:
                next(panel.sliders()).press(key, spoken=False)
        for panel in panels:
            panel.expect_twin()

    def test_a_panel_fits_the_window(self, panels):
        """Controls and picture are seen together: one can watch what one does."""
        for panel in panels:
            outer = panel.page.locator(".jp-WindowedPanel-outer").bounding_box()
            assert 0 < panel.needed() <= outer["height"], panel.title

    def test_nothing_is_cut_off_in_a_narrow_window(self, page):
        assert cut_off_when_narrow(page) == {}


class Audited(OnePage):
    """A page that is looked at by axe, live; in test_axe.py all are, as exported."""

    def test_axe_finds_nothing_of_ours(self, page, panels):
        """Not even where a number was refused and where quizzes are answered."""
        for panel in panels:
            next(panel.sliders()).type("abc")
            expect(panel.problem).not_to_have_text("")
        for root in page.locator(".bp-root", has=page.locator(".bp-stacked")).all():
            root.get_by_role("radio").first.check()
            root.get_by_role("button", name="Check").click()
            expect(root.get_by_role("status")).not_to_have_text("")
        assert ours(audit_live(page), "jupyterlab") == []
        for panel in panels:
            panel.reset(spoken=False)


class AllKinds(Audited, Keys):  # in this order Keys come first: axe answers quizzes
    """What holds for all pages if it holds for those of ALL_KINDS."""

    def test_sliders_by_number_and_by_mouse(self, panels):
        """Each kind by its number box, and the first of each panel by mouse."""
        kinds = set()
        for panel in panels:
            panel.reset(spoken=False)
            for slider in panel.to_be_moved():
                slider.pick()
                if slider.kind not in kinds:
                    self.takes_a_number(panel, slider)
                    kinds.add(slider.kind)
            self.follows_the_mouse(panel, next(panel.every_slider()))

    def takes_a_number(self, panel, slider):
        low, high = slider.control.low, slider.control.high
        number = float(f"{low + 0.37 * (high - low):.{slider.control.digits}g}")
        if slider.control.integer:
            number = round(number)
        slider.type(f"{number:g}")
        assert slider.follow()["box"] == f"{number:g}"
        panel.expect_twin(spoken=False)
        expect(panel.problem).to_have_text("")

    def follows_the_mouse(self, panel, slider):
        panel.expect_twin()
        before = panel.twin.sentence
        panel.watch()
        slider.drag([0.5, 0, 0.3, 0.6, 0.8, 1, 0.9, 0.75])
        slider.follow()
        panel.expect_twin()
        notes, after = panel.notes(), panel.twin.sentence
        assert notes["empty"] == 0
        assert notes["said"] or after == before
        assert notes["said"][-1:] in ([], [after])
        assert len(notes["said"]) <= notes["rests"]
        assert len(notes["heights"]) == 1, f"{panel.title}: the page jumps"

    def test_a_saved_page_keeps_pictures_and_words(self, page, panels, place):
        self.settle(panels, "End")
        save(page)
        saved = "".join(outputs_as_html(place.folder / self.notebook))
        kept = {(image["src"], image["alt"]) for image in images_in(saved)}
        assert {panel.shown()[:2] for panel in panels} <= kept
        for panel in panels:
            assert panel.twin.sentence in unescape(saved)

    def test_a_click_on_the_picture(self, panels):
        """On several places, and beside the axes."""
        without = [panel for panel in panels if not panel.twin.widget.pick]
        for panel in without[:1]:  # the same nothing answers a click on the others
            panel.reset(spoken=False)
            before = panel.shown()
            panel.image.click(position={"x": 100, "y": 100})
            panel.expect_twin(spoken=False)
            assert panel.shown() == before
        for panel in panels:
            if not panel.twin.widget.pick:
                continue
            panel.reset(spoken=False)
            for right, down in ((0.8, 0.6), (0.01, 0.99), (0.5, 0.5)):
                self.goes_to_the_click(panel, right, down)
            before = panel.shown()
            panel.image.click(position={"x": 2, "y": 2})  # beside the axes
            panel.expect_twin()
            assert panel.shown() == before

    def test_a_pencil(self, pencils):
        """The same, and then to the last blank."""
        for pencil in pencils:
            self.begin(pencil)
            _, _, *others = pencil.order
            for number, blank in enumerate(others):
                expect(pencil.box).to_have_value("")
                if number == len(others) // 2:
                    pencil.photograph("half-way")
                assert pencil.twin.values["sheet"]["at"] == blank
                pencil.fill(pencil.right(blank))
            pencil.photograph("done")
            alone = len(others) + 1
            assert (
                f"All {alone + 1} blanks are filled, {alone} of" in pencil.twin.sentence
            )
            pencil.new_numbers()
            pencil.reset()

    def test_a_key_held_down_is_announced_once(self, page, panels):
        """Also where it waits, as keys do, for longer than a hand that rests."""
        slider = next(panels[0].every_slider())
        slider.press("Home")
        before = panels[0].twin.sentence
        panels[0].watch()
        page.keyboard.down("ArrowRight")
        rest(page)
        for _ in range(10):
            page.keyboard.down("ArrowRight")
            next_frame(page)
        page.keyboard.up("ArrowRight")
        slider.follow()
        panels[0].expect_twin()
        expect(slider.range).to_be_focused()
        notes = panels[0].notes()
        after = panels[0].twin.sentence
        assert notes["said"] == ([after] if after != before else [])
        assert notes["empty"] == 0
        assert len(notes["heights"]) == 1

    def test_a_hail_of_settings_while_the_kernel_is_busy(self, page, panels, place):
        """Of 500 settings a panel few are drawn, and the last one stays."""
        self.settle(panels)
        with busy_kernel(page, place.folder) as notes:
            for panel in panels:
                panel.hail(500)
            rest(page)  # the hand does, before the kernel
        for panel in panels:
            panel.follow()
            panel.expect_twin()
        assert notes()["complaints"] == page.failures == []
        for kind in ("sent", "pictures"):
            counts = notes()[kind].values()
            assert len(counts) == len(panels)
            assert max(counts) <= 5, kind  # a slow machine may rest now and then

    def test_all_of_it_is_seen_in_both_themes(self, page, panels):
        next(panels[0].sliders()).range.press("Home")
        assert faint_in(page, (DARK, LIGHT)) == {}


class StartHere(OnePage):
    def test_ten_steps_of_a_tenth_are_one(self, panels):
        """Sums of 0.1 are rounded: else the star is missed, and 0 is -2.8e-17."""
        (panel,) = panels
        slider = next(panel.sliders())
        for start, end in (("0.5", "1.5"), ("-0.5", "0")):
            panel.reset()
            slider.type(start)
            for _ in range(round(10 * (float(end) - float(start)))):
                panel.button("Step w by 0.1").click()
            expect(slider.box).to_have_value(end)
            slider.follow()
            panel.expect_twin()
            assert ("exactly" in panel.twin.sentence) == (end == "1.5")


class HandwrittenDigits(AllKinds):
    def test_a_digit_drawn_with_the_mouse(self, panels):
        grid = GridOnPage(panels[0])
        grid.clear()
        panels[0].watch()
        grid.draw([(3, y / 2) for y in range(15)])
        inks = grid.follow()
        panels[0].expect_twin()
        for row in inks:  # full ink under the pen, grey beside it, paper elsewhere
            assert row[3] == 1
            assert 0.1 < row[2] < 0.5
            assert 0.1 < row[4] < 0.5
            assert sum(row) == row[2] + row[3] + row[4]
        notes = panels[0].notes()
        assert notes["pictures"] > 2
        assert notes["empty"] == 0

        grid.choose("eraser")
        grid.draw([(x, 5) for x in range(8)])
        assert grid.follow()[5] == [0] * 8
        panels[0].expect_twin()
        grid.choose("pen")

    def test_a_digit_drawn_with_the_keyboard(self, panels):
        grid = GridOnPage(panels[0])
        grid.clear()
        grid.press("PageUp", "Home", "ArrowDown", "ArrowDown", "ArrowRight")
        assert grid.here() == "row 3, column 2, paper"
        for _ in range(3):  # held down it does not flicker
            panels[0].page.keyboard.down("Space")
        panels[0].page.keyboard.up("Space")
        assert grid.here() == grid.said() == "row 3, column 2, ink"
        inks = grid.follow()
        panels[0].expect_twin()
        assert inks[2][1] == 1
        assert inks[1][1] == inks[3][1] == inks[2][0] == inks[2][2] == 5 / 16
        assert sum(map(sum, inks)) == 1 + 4 * 5 / 16
        grid.press("Enter")
        assert grid.here() == grid.said() == "row 3, column 2, paper"
        for key, place in (
            ("End", "row 3, column 8"),
            ("ArrowRight", "row 3, column 8"),
            ("PageDown", "row 8, column 8"),
            ("ArrowDown", "row 8, column 8"),
            ("Home", "row 8, column 1"),
            ("ArrowLeft", "row 8, column 1"),
            ("ArrowUp", "row 7, column 1"),
        ):
            grid.press(key)
            assert grid.here().startswith(f"{place}, "), key
        grid.follow()
        panels[0].expect_twin()


class SoftmaxAndBatches(OnePage):
    def test_a_saved_page_is_read_without_a_kernel(self, page, panels, place):
        self.settle(panels, "End")
        save(page)
        copy = f"read_{self.notebook}"
        shutil.copy(place.folder / self.notebook, place.folder / copy)
        moved = {panel.shown()[:2] for panel in panels}

        reader = open_without_kernel(place.browser, place.address, copy)
        images = reader.locator(".jp-OutputArea img")
        expect(images).to_have_count(page.locator(".jp-OutputArea img").count())
        shown = images.evaluate_all("all => all.map(one => [one.src, one.alt])")
        assert moved <= {(picture, words) for picture, words in shown}
        assert all(words.strip() for _, words in shown)
        reader.wait_for_function(
            """() => [...document.querySelectorAll(".jp-OutputArea img")]
              .every(one => one.naturalWidth > 0)"""
        )
        for panel in panels:
            expect(reader.get_by_text(panel.twin.sentence, exact=True)).to_be_attached()
        reader.close()

        exported, _ = HTMLExporter().from_filename(place.folder / copy)
        for image in images_in(exported):
            moved.discard((image["src"], image["alt"]))
        assert moved == set()

    def test_one_more_in_each_z_leaves_the_shares_alone_also_at_the_end(self, panels):
        """One z at the end of its slider stops the others: only differences count."""
        panel = panels[0]
        panel.reset()
        shares = panel.twin.result["a"].round(9).tolist()
        for _ in range(8):  # with z = (2, 1, 0) the sliders end after six
            panel.press(next(panel.buttons()))
            panel.expect_twin()
        assert panel.twin.values["z_1"] == 8
        assert panel.twin.result["a"].round(9).tolist() == shares


# A class for each page, since all tests of one share a window and a kernel.
OWN_TESTS = dict.fromkeys(ALL_KINDS, AllKinds) | {
    "00_start_here": StartHere,
    "04_two_outputs_by_hand": Audited,  # lines to be put in order, and a pencil
    "bug_museum": Audited,  # questions about code
    "09_handwritten_digits": HandwrittenDigits,
    "10_softmax_and_batches": SoftmaxAndBatches,
}
for path in NOTEBOOKS:
    kind = OWN_TESTS.get(path.stem, OnePage)
    globals()[f"TestPage_{path.stem}"] = type(
        path.stem, (kind,), {"notebook": path.name}
    )


def test_all_kinds_of_controls_are_tried():
    """Else what is tried on a few pages says nothing of the others."""
    tried = {room_of(f"{stem}.ipynb") for stem in ALL_KINDS}
    kinds = {
        page: {kind for make in panels_of(page).values() for kind in kinds_of(make())}
        for page in PAGES
    }
    assert set().union(*kinds.values()) == set().union(*map(kinds.get, tried))


class TestNotebook7Page00(Keys):
    notebook, application = "00_start_here.ipynb", "notebook"


def test_stopping_the_training(place):
    """With the cells of its page up to there, and one below."""
    page_09 = nbformat.read(place.folder / "09_handwritten_digits.ipynb", 4)
    code = [cell.source for cell in page_09.cells if cell.cell_type == "code"]
    number = next(i for i, source in enumerate(code) if "watch(run," in source)
    loud = "import os\nos.environ |= dict.fromkeys(watch.__globals__['SILENT'], '')\n"
    long = loud + code[number].replace("30", "100000")
    cells = map(v4.new_code_cell, (*code[:number], long, "print('it goes on')"))
    page = place.show_made(notebook_of(*cells))
    page.evaluate(
        "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
    )
    page.evaluate(f"number => {NOTEBOOK}.scrollToItem(number)", number)
    cell = page.locator(".jp-Notebook-cell", has_text="epochs=100000")
    caption = cell.locator(".jp-OutputArea img + p")
    expect(caption).to_contain_text(re.compile(r"^Epoch \d\d+ of 100000"))
    expect(cell.locator(".progress")).to_be_visible()
    cell.focus()
    page.keyboard.press("i")
    page.keyboard.press("i")
    expect(caption).to_contain_text(
        re.compile(r"^Stopped after epoch \d+ of 100000\. The network keeps what it")
    )
    # The network has learnt, nothing is an error, and the cell below has run.
    right = float(re.search(r"([\d.]+)% of the held", caption.text_content())[1])
    assert right > 70
    outputs = page.locator(".jp-OutputArea-output")
    expect(outputs.last).to_have_text("it goes on\n")
    expect(page.locator(ERRORS)).to_have_count(0)
    place.leave(page)


TWO_IN_ONE_CELL = """from IPython.display import display
from backprop_helpers.pages.optimizers import race

display(race(), race())"""
BOXES = "all => all.map(box => box.value)"


@pytest.mark.parametrize("application", ["lab", "notebook"])
def test_a_click_moves_only_the_controls_above_its_picture(place, application):
    made = notebook_of(v4.new_code_cell(TWO_IN_ONE_CELL))
    lab = application == "lab"
    page = place.show_made(made) if lab else place.open_made(made, application)
    command(page, "notebook:run-all-cells")
    roots, images = page.locator(".bp-root"), page.locator(".jp-OutputArea img")
    expect(roots).to_have_count(2)
    expect(images).to_have_count(2)
    starts = [root.locator(".bp-box").evaluate_all(BOXES) for root in roots.all()]
    for number, other in ((1, 0), (0, 1)):
        image = images.nth(number)
        image.scroll_into_view_if_needed()
        source = image.get_attribute("src")
        image.click(position={"x": 300, "y": 100})
        expect(image).not_to_have_attribute("src", source)
        moved, rested = (
            roots.nth(i).locator(".bp-box").evaluate_all(BOXES) for i in (number, other)
        )
        assert moved != starts[number]
        if number == 1:
            assert rested == starts[other]
        starts[number] = moved
    assert page.failures == []
    place.leave(page) if lab else close(page)
