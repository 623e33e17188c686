"""Every page as a student meets it: in JupyterLab and Notebook 7, by mouse and keys."""

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, expect

from backprop_helpers.practice.registry import QUIZZES
from tests.browser.axe import audit_live, ours
from tests.browser.browser import (
    KERNEL_IDLE,
    NOTEBOOK,
    REPOSITORY,
    busy_kernel,
    chromium,
    command,
    copy_notebooks,
    jupyter_server,
    open_notebook,
    open_without_kernel,
    run_all,
    save,
)
from tests.browser.keys_and_views import (
    DARK,
    LIGHT,
    cut_off_when_narrow,
    faint_in,
    walk_through,
)
from tests.browser.panel_on_page import GridOnPage, PanelOnPage, made_by
from tests.figures.colours_seen import complaints
from tests.panels.pictures import images_in

pytestmark = pytest.mark.browser

QUESTIONS = {each.prompt: each for name in QUIZZES for each in QUIZZES[name]}
SCREENSHOTS = REPOSITORY / "tests" / "screenshots"
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


@dataclass
class Place:
    """Where the pages are open: a browser, the server's address, a folder of copies."""

    browser: Browser
    address: str
    folder: Path

    def open(self, name, application="lab"):
        page = open_notebook(self.browser, self.address, name, application)
        page.file = self.folder / name
        return page


@pytest.fixture(scope="module")
def place():
    with tempfile.TemporaryDirectory() as folder:
        copy_notebooks(folder)
        with jupyter_server(folder) as address, chromium() as browser:
            yield Place(browser, address, Path(folder))


@pytest.fixture(scope="class")
def page(request, place):
    """The page of the test's class, run from the top to the bottom."""
    page = place.open(request.cls.notebook, request.cls.application)
    run_all(page)
    yield page
    page.close()


@pytest.fixture(scope="class")
def panels(page):
    """Its panels, in their order."""
    controls, image = page.locator(".bp-controls"), page.locator(".jp-OutputArea img")
    cells = page.locator(".jp-Notebook-cell", has=controls).filter(has=image)
    return [PanelOnPage(page, cell) for cell in cells.all()]


def photograph(panel, slider, end):
    """Save what the window shows, if somebody asked for it, to be looked at."""
    if os.environ.get("BACKPROP_SCREENSHOTS") != "1":
        return
    folder = SCREENSHOTS / panel.page.name
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "_", f"{panel.title}: {slider.control.name}, {end}")
    panel.cell.scroll_into_view_if_needed()
    panel.page.screenshot(path=folder / f"{name}.png")


def assert_spoken(slider, row):
    """Assert that box, visible word and spoken text are those of one value."""
    words = slider.control.names
    spoken = re.sub("^-", "minus ", row["box"]).replace("e-", " times 10 to the minus ")
    if words:
        spoken += f", {words[int(row['box']) - round(slider.control.low)]}"
    elif slider.control.unit:
        spoken += f" {slider.control.unit}"
    assert row["spoken"] == spoken


class Keys:
    """What holds in every front end: all of it is done with the keyboard."""

    notebook = ""
    application = "lab"

    def test_it_runs_without_errors(self, page):
        for kind in ("stderr", "error"):
            mime = f"application/vnd.jupyter.{kind}"
            expect(page.locator(f"[data-mime-type='{mime}']")).to_have_count(0)

    def test_arrows_and_page_keys(self, panels):
        for panel in panels[:2]:  # one script moves all; the others' ends are below
            panel.reset()
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

    def test_tab_goes_through_all_controls_and_escape_leaves(self, page):
        for controls in page.locator(".bp-controls").all():
            walk_through(page, controls)

    def test_number_boxes(self, panels):
        for panel in panels:
            panel.reset(spoken=False)
            self.refuses_nonsense(panel, next(panel.sliders()))
            for slider in (*panel.sliders(), *list(panel.bank_sliders())[:2]):
                slider.pick()
                self.takes_a_number(panel, slider)
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

    def takes_a_number(self, panel, slider):
        low, high = slider.control.low, slider.control.high
        number = float(f"{low + 0.37 * (high - low):.{slider.control.digits}g}")
        if slider.control.integer:
            number = round(number)
        slider.type(f"{number:g}")
        assert slider.follow()["box"] == f"{number:g}"
        panel.expect_twin(spoken=False)
        expect(panel.problem).to_have_text("")

    def takes_minus_zero_for_zero(self, panel):
        for slider in panel.sliders():
            if slider.control.low <= 0 <= slider.control.high:
                slider.type("-0")
                row = slider.follow()
                assert (row["box"], row["spoken"].startswith("minus")) == ("0", False)
                panel.expect_twin()
                return

    def test_lists_and_radio_buttons(self, panels):
        for panel in panels:
            panel.reset()
            for control in panel.choices():
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
                    panel.choose(control, option, spoken=False)
                panel.expect_twin()

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
        )
        for kind in kinds:
            for control in page.locator(f".bp-controls {kind}").all()[:3]:
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
            for index, option in enumerate(question.options):
                root.get_by_label(option, exact=True).press("Space")
                expect(reply).to_have_text("")
                check = root.get_by_role("button", name="Check")
                check.press("Enter")
                right = index == question.answer
                mark = "✓ Right." if right else "✗ Not this one."
                expect(reply).to_have_text(f"{mark} {question.replies[index]}")
                expect(reply).to_be_in_viewport()
                expect(check).to_be_focused()

    def test_nothing_left_this_computer(self, page):
        assert page.strangers == []
        assert page.failures == []


class OnePage(Keys):
    """What holds for every page; a class below for each of them."""

    def test_both_ends_of_every_slider(self, panels):
        for panel in panels:
            heights = set()
            for slider in panel.every_slider(from_bank=3):
                high, top = slider.press("End", spoken=False), panel.shown()
                heights.add(panel.height())
                photograph(panel, slider, "high")
                low, bottom = slider.press("Home", spoken=False), panel.shown()
                heights.add(panel.height())
                photograph(panel, slider, "low")
                assert (low["place"], high["place"]) == (0, high["count"])
                assert not set(top) & set(bottom), f"{panel.title}, {slider.control}"
                for row in (low, high):
                    assert_spoken(slider, row)
            panel.expect_twin()
            assert len(heights) == 1, f"{panel.title}: what is below jumps"

    def test_every_slider_by_mouse(self, panels):
        for panel in panels:
            for slider in panel.every_slider(from_bank=1):
                panel.expect_twin()
                row = slider.read()
                end = 0.25 if row["place"] > row["count"] / 2 else 0.75
                sentence = panel.twin.sentence
                panel.watch()
                slider.drag([0.5, *(k / 10 for k in range(11)), 0.9, end])
                slider.follow()
                panel.expect_twin()
                notes = panel.notes()
                assert notes["empty"] == 0
                assert notes["pictures"] > 2
                changed = panel.twin.sentence != sentence
                assert notes["said"][-1:] == [panel.twin.sentence] * changed
                assert len(notes["said"]) <= notes["rests"]
                assert len(notes["heights"]) == 1, f"{panel.title}: the page jumps"

    def test_a_key_held_down_is_announced_once(self, page, panels):
        """Also where it waits, as keys do, for longer than a hand that rests."""
        slider = next(panels[0].every_slider())
        slider.press("Home")
        before = panels[0].twin.sentence
        panels[0].watch()
        page.keyboard.down("ArrowRight")
        page.wait_for_timeout(500)
        for _ in range(10):
            page.keyboard.down("ArrowRight")
            page.evaluate("() => new Promise(requestAnimationFrame)")
        page.keyboard.up("ArrowRight")
        slider.follow()
        panels[0].expect_twin()
        expect(slider.range).to_be_focused()
        notes = panels[0].notes()
        after = panels[0].twin.sentence
        assert notes["said"] == ([after] if after != before else [])
        assert notes["empty"] == 0
        assert len(notes["heights"]) == 1

    def test_a_click_on_the_picture(self, panels):
        """Where a panel has it, a click moves two sliders to the place under it."""
        for panel in panels:
            panel.reset()
            pick, before = panel.twin.widget.pick, panel.shown()
            if not pick:
                panel.image.click(position={"x": 100, "y": 100})
                panel.expect_twin()
                assert panel.shown() == before
                continue
            x_left, x_right, y_bottom, y_top = pick["limits"]
            for right, down in ((0.25, 0.25), (0.8, 0.6), (0.01, 0.99), (0.5, 0.5)):
                assert panel.click(right, down) == "crosshair"
                x, y = (panel.twin.values[pick[axis]] for axis in "xy")
                wanted = x_left + right * (x_right - x_left)
                assert abs(x - wanted) < 0.01 * abs(x_right - x_left)
                wanted = y_top + down * (y_bottom - y_top)
                assert abs(y - wanted) < 0.01 * abs(y_top - y_bottom)
            before = panel.shown()
            panel.image.click(position={"x": 2, "y": 2})  # beside the axes
            panel.expect_twin()
            assert panel.shown() == before

    def test_every_button(self, panels):
        for panel in panels:
            for button in panel.buttons():
                panel.reset(spoken=False)
                moves = product(("End", "Home"), panel.sliders())
                while not panel.tells_apart(panel.twin.values, panel.outcome(button)):
                    key, slider = next(moves)  # a place where the button has an effect
                    slider.press(key, spoken=False)
                before = panel.shown()
                panel.press(button)
                panel.expect_twin(spoken=False)
                assert not set(before) & set(panel.shown()), button
                expect(panel.button(button.label)).to_be_focused()
            panel.expect_twin()

    def test_a_hail_of_settings_while_the_kernel_is_busy(self, page, panels, place):
        """Of 500 settings a panel few are drawn, and the last one stays."""
        for panel in panels:
            panel.reset()
        with busy_kernel(page, place.folder) as notes:
            for panel in panels:
                panel.hail(500)
            page.wait_for_timeout(400)  # the hand rests before the kernel does
        for panel in panels:
            panel.follow()
            panel.expect_twin()
        assert notes()["complaints"] == page.failures == []
        for kind in ("sent", "pictures"):
            counts = notes()[kind].values()
            assert len(counts) == len(panels)
            assert max(counts) <= 5, kind  # a slow machine may rest now and then

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

    def test_colours_of_its_figures(self, page):
        _, figures = made_by(page.file)
        sources = (cell.source for cell in nbformat.read(page.file, 4).cells)
        assert len(figures) == len(re.findall("^show\\(", "\n".join(sources), re.M))
        for figure in figures:
            assert list(complaints(figure)) == []

    def test_a_saved_page_keeps_pictures_and_words(self, page, panels, place):
        for panel in panels:
            panel.reset(spoken=False)
            next(panel.sliders()).press("End", spoken=False)
        for panel in panels:
            panel.expect_twin()
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
        assert images.evaluate_all("all => all.every(one => one.naturalWidth > 0)")
        for panel in panels:
            expect(reader.get_by_text(panel.twin.sentence, exact=True)).to_be_attached()
        reader.close()

        exported, _ = HTMLExporter().from_filename(place.folder / copy)
        for image in images_in(exported):
            moved.discard((image["src"], image["alt"]))
        assert moved == set()

    def test_a_panel_fits_the_window(self, panels):
        """Controls and picture are seen together: one can watch what one does."""
        for panel in panels:
            room = panel.page.locator(".jp-WindowedPanel-outer").bounding_box()[
                "height"
            ]
            controls, image = panel.controls.bounding_box(), panel.image.bounding_box()
            assert image["y"] + image["height"] - controls["y"] <= room, panel.title

    def test_nothing_is_cut_off_in_a_narrow_window(self, page):
        assert cut_off_when_narrow(page) == {}

    def test_all_of_it_is_seen_in_both_themes(self, page, panels):
        next(panels[0].sliders()).range.press("Home")
        for theme in (DARK, LIGHT):
            assert faint_in(page, theme) == []


class TestPage00(OnePage):
    notebook = "00_start_here.ipynb"

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


class TestPage01(OnePage):
    notebook = "01_gradient_descent_on_a_line.ipynb"


class TestPage02(OnePage):
    notebook = "02_one_neuron.ipynb"


class TestPage03(OnePage):
    notebook = "03_chain_rule_on_a_graph.ipynb"


class TestPage04(OnePage):
    notebook = "04_two_outputs_by_hand.ipynb"


class TestPage05(OnePage):
    notebook = "05_four_equations.ipynb"


class TestPage06(OnePage):
    notebook = "06_why_backprop.ipynb"


class TestPage07(OnePage):
    notebook = "07_handwritten_digits.ipynb"

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

    def test_stopping_the_training(self, place):
        copy = "stop.ipynb"  # with a kernel of its own
        shutil.copy(place.folder / self.notebook, place.folder / copy)
        page = place.open(copy)
        command(page, "notebook:clear-all-cell-outputs")
        cells = page.evaluate(
            f"() => {NOTEBOOK}.widgets.map(cell => cell.model.sharedModel.source)"
        )
        (number,) = [i for i, text in enumerate(cells) if "1.5, 32, 30, rng" in text]
        loud = (
            "import os\nos.environ |= dict.fromkeys(watch.__globals__['SILENT'], '')\n"
        )
        long = loud + cells[number].replace("30", "2000")
        page.evaluate(
            f"([i, text]) => {NOTEBOOK}.widgets[i].model.sharedModel.setSource(text)",
            [number, long],
        )
        page.evaluate(
            "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
        )
        page.evaluate(f"number => {NOTEBOOK}.scrollToItem(number)", number)
        cell = page.locator(".jp-Notebook-cell", has_text="epochs=2000")
        caption = cell.locator(".jp-OutputArea img + p")
        expect(caption).to_contain_text(re.compile(r"^Epoch \d\d+ of 2000"))
        expect(cell.locator(".progress")).to_be_visible()
        cell.focus()
        page.keyboard.press("i")
        page.keyboard.press("i")
        expect(caption).to_contain_text(
            re.compile(r"^Stopped after epoch \d+ of 2000\. The network keeps what it")
        )
        # The network has learnt, nothing is an error, and the cells below have run.
        right = float(re.search(r"([\d.]+)% of the held", caption.text_content())[1])
        assert right > 70
        code = f"{NOTEBOOK}.widgets.map(({{ model }}) => model.sharedModel)"
        code += ".filter(cell => cell.cell_type === 'code')"
        page.wait_for_function(f"() => {code}.every(cell => cell.execution_count)")
        kinds = page.evaluate(
            f"() => {code}.flatMap(cell => cell.outputs.map(one => one.output_type))"
        )
        assert "error" not in kinds
        page.close()


class TestPage08(OnePage):
    notebook = "08_depth_and_initialization.ipynb"


class TestPage09(OnePage):
    notebook = "09_regularization.ipynb"


class TestPage11(OnePage):
    notebook = "11_convolutions.ipynb"


class TestPage12(OnePage):
    notebook = "12_through_time.ipynb"


class TestPage13(OnePage):
    notebook = "13_bug_museum.ipynb"


class TestPage10(OnePage):
    notebook = "10_optimizers.ipynb"


class TestNotebook7Page00(Keys):
    notebook, application = "00_start_here.ipynb", "notebook"


class TestNotebook7Page04(Keys):
    notebook, application = "04_two_outputs_by_hand.ipynb", "notebook"


class TestWithoutAMouse:
    """A whole page with the keyboard alone: run it, move, fill a gap, answer, go on."""

    def test_a_whole_page(self, place):
        page = place.open("00_start_here.ipynb")
        count = page.evaluate(f"() => {NOTEBOOK}.model.cells.length")
        expect(page.locator(".jp-Notebook-cell")).to_have_count(count)
        cells = page.locator(".jp-Notebook-cell").all()
        for number, cell in enumerate(cells):
            self.expect_active(page, number)
            if "def warm_up(" in cell.inner_text():
                self.fill_the_gap(page, cell)
            if "def warm_up_solved(" in cell.inner_text():
                self.open_the_solution(page, cell)
            page.keyboard.press("Shift+Enter" if cell != cells[-1] else "Control+Enter")
            page.wait_for_function(KERNEL_IDLE)
            for words, visit in (
                ("aim_a_line()", self.move_the_slider),
                ("def warm_up(", self.find_it_right),
                ("hint.warm_up()", self.find_a_hint),
                ('quiz("', self.answer),
            ):
                if words in cell.inner_text():
                    visit(page, cell)
        expect(page.locator(".jp-Notebook-cell")).to_have_count(count)
        page.close()

    def expect_active(self, page, number):
        page.wait_for_function(
            f"number => {NOTEBOOK}.activeCellIndex === number", arg=number
        )

    def fill_the_gap(self, page, cell):
        page.keyboard.press("Enter")
        lines = page.evaluate(f"() => {NOTEBOOK}.activeCell.model.sharedModel.source")
        above, _ = lines.split("return ...")
        for _ in range(above.count("\n")):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("End")
        page.keyboard.press("Shift+Home")
        page.keyboard.type("return w * x + b - y")

    def open_the_solution(self, page, cell):
        """Open the closed cell; the arrow keys leave such a cell out."""
        code = cell.locator(".cm-content")
        expect(code).to_have_count(0)
        page.keyboard.press("Enter")
        expect(code).to_contain_text("return w * x + b - y")
        page.keyboard.press("Escape")

    def move_the_slider(self, page, cell):
        panel = PanelOnPage(page, cell)
        slider = next(panel.sliders())
        page.keyboard.press("ArrowUp")
        self.tab_to(slider.range)
        page.keyboard.press("End")
        slider.follow()
        panel.expect_twin()
        self.tab_to(slider.box)
        page.keyboard.press("Control+A")
        page.keyboard.type("1.5")
        page.keyboard.press("Enter")
        slider.follow()
        panel.expect_twin()
        expect(panel.caption).to_contain_text("meets the star exactly")
        self.tab_to(panel.button("flat"))
        page.keyboard.press("Enter")
        panel.twin.set(w=0.0)
        panel.expect_twin()
        self.go_on(page, cell)

    def find_it_right(self, page, cell):
        expect(cell.locator(".jp-OutputArea")).to_contain_text("✓")

    def find_a_hint(self, page, cell):
        expect(cell.locator(".jp-OutputArea")).to_contain_text("Hint ")

    def answer(self, page, cell):
        page.keyboard.press("ArrowUp")
        for root in cell.locator(".bp-root").all():
            self.tab_to(root.locator("[type=radio]").first)
            page.keyboard.press("Space")
            self.tab_to(root.get_by_role("button", name="Check"))
            page.keyboard.press("Enter")
            expect(root.locator("[role=status]")).to_contain_text(re.compile("[✓✗] "))
        self.go_on(page, cell)

    def go_on(self, page, cell):
        """Leave the controls for their cell, and go on to the next one."""
        page.keyboard.press("Escape")
        expect(cell).to_be_focused()
        page.keyboard.press("ArrowDown")

    def tab_to(self, target):
        """Press Tab until the target has the focus, ten times at most."""
        for _ in range(10):
            target.page.keyboard.press("Tab")
            if target.evaluate("node => node === document.activeElement"):
                return
        expect(target).to_be_focused()


TWO_IN_ONE_CELL = """from IPython.display import display
from backprop_helpers.panels.optimizer_paths import five_paths

display(five_paths(), five_paths())"""
BOXES = "all => all.map(box => box.value)"


@pytest.mark.parametrize("application", ["lab", "notebook"])
def test_a_click_moves_only_the_controls_above_its_picture(place, application):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(TWO_IN_ONE_CELL)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, place.folder / "two.ipynb")
    page = place.open("two.ipynb", application)
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
    page.close()


def test_every_page_has_a_class():
    tried = {subclass.notebook for subclass in OnePage.__subclasses__()}
    assert tried == {path.name for path in (REPOSITORY / "notebooks").glob("*.ipynb")}
