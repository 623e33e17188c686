"""A panel as a student meets it: in a browser, moved by mouse and keyboard."""

import os
import re
from functools import cache, cached_property

import pytest
from playwright.sync_api import TimeoutError

from backprop_helpers.panels.controls import Bank, Slider
from backprop_helpers.practice import pencil
from backprop_helpers.practice.registry import sheets_of
from tests.browser.browser import REPOSITORY, next_frame
from tests.panels.course_panels import panels_of
from tests.panels.pictures import images_in
from tests.waiting import wait_until

SCREENSHOTS = REPOSITORY / "tests" / "screenshots"
# Pages that together hold every kind of control: what all controls have from the one
# script and the one style sheet is tried on these.
ALL_KINDS = (
    *("03_chain_rule_on_a_graph", "09_handwritten_digits"),
    *("13_optimizers", "17_through_time"),
)
# What each slider says of itself, as text; `place` is where its knob stands.
READ = """panel => [...panel.querySelectorAll('.bp-slider')].map(row => {
  const range = row.querySelector('input[type=range]');
  return {
    label: row.querySelector('label').textContent,
    place: +range.value, count: +range.max,
    spoken: range.getAttribute('aria-valuetext'),
    box: row.querySelector('.bp-box').value,
  };
})"""
# Notes what happens to a panel while a slider is dragged, frame by frame.
WATCH = """cell => {
  const image = () => cell.querySelector('.jp-OutputArea img');
  const status = cell.querySelector('.bp-status');
  const [pictures, heights] = [new Set(), new Set()];
  const notes = cell.notes = { empty: 0, pictures, heights, said: [], rests: 1 };
  let last = Infinity; // a slow machine may make the mouse rest on its way
  cell.addEventListener('input', () => {
    if (performance.now() - last >= 300) notes.rests += 1;
    last = performance.now();
  });
  const height = () => Math.round(cell.getBoundingClientRect().height);
  notes.observer = new MutationObserver(() => notes.said.push(status.textContent));
  notes.observer.observe(status, { childList: true, subtree: true });
  const look = () => {
    const picture = image();
    if (!picture || !picture.complete || !picture.naturalWidth) notes.empty += 1;
    else { pictures.add(picture.src); heights.add(height()); }
    notes.frame = requestAnimationFrame(look);
  };
  look();
}"""
NOTES = """cell => {
  const { empty, pictures, heights, said, rests, observer, frame } = cell.notes;
  observer.disconnect(); cancelAnimationFrame(frame);
  return { empty, pictures: pictures.size, heights: [...heights], said, rests };
}"""

# What a panel shows, and whether that and what it said aloud are as expected. For a
# moment, while JupyterLab puts an output in the place of another, it shows nothing.
SHOWN = """cell => {
  const image = cell.querySelector('.jp-OutputArea img');
  return image && [image.src, image.alt, image.nextElementSibling.textContent];
}"""
# Both in one go: a picture may be put in the place of another at any time. So there may
# be none, as above.
FRAME = """cell => {
  const image = cell.querySelector('.jp-OutputArea img');
  if (!image) return null;
  image.scrollIntoView({ block: 'nearest' });
  return image.getBoundingClientRect().toJSON();
}"""
NEEDED = """cell => {
  const image = cell.querySelector('.jp-OutputArea img');
  const [head] = cell.querySelectorAll('.bp-controls');
  return image
    && image.getBoundingClientRect().bottom - head.getBoundingClientRect().top;
}"""
CURSOR = """cell => {
  const image = cell.querySelector('.jp-OutputArea img');
  return image && getComputedStyle(image).cursor;
}"""
IS_TWIN = f"""([cell, {{ shown, status }}]) => {{
  const now = ({SHOWN})(cell);
  return now !== null && cell.querySelector('.jp-OutputArea img').complete
    && now.every((text, place) => text === shown[place])
    && (status === null || cell.querySelector('[role=status]').textContent === status);
}}"""
# Sets sliders and choices at random, many times and without waiting. What lends one
# slider to many numbers is left alone, and what chooses between pen and eraser.
HAIL = """(cell, count) => {
  let seed = 1;
  const random = size => (seed = 16807 * seed % 2147483647) % size;
  const kept = '.bp-beside, .bp-pick:has(.bp-range) > .bp-select';
  const fields = [...cell.querySelectorAll('.bp-range, .bp-select, [type=radio]')]
    .filter(field => !field.closest(kept));
  for (let number = 0; number < count; number += 1) {
    const field = fields[random(fields.length)];
    if (field.type === 'radio') { field.click(); continue; }
    if (field.type === 'range') field.value = random(+field.max + 1);
    else field.selectedIndex = random(field.options.length);
    field.dispatchEvent(new Event(field.type === 'range' ? 'input' : 'change'));
  }
}"""


class PanelOnPage:
    """The panel of one cell, with a twin in this process that says what it must show.

    Parameters
    ----------
    page : playwright.sync_api.Page
    cell : playwright.sync_api.Locator
        The cell of the notebook that shows the panel.
    """

    def __init__(self, page, cell):
        # By its number it is found at once, and every step asks for it several times.
        number = cell.get_attribute("data-windowed-list-index")
        cell = page.locator(f".jp-Cell[data-windowed-list-index='{number}']")
        self.page, self.cell = page, cell
        self.pointer = page.mouse  # or a finger: see test_touch.py
        self.controls = cell.locator(".bp-controls")
        self.title = self.controls.get_attribute("aria-label")
        self.image = cell.locator(".jp-OutputArea img")
        self.caption = cell.locator(".jp-OutputArea img + p")
        self.status = cell.locator("[role=status]")
        self.problem = cell.locator("[role=alert]")

    @cached_property
    def twin(self):
        """The same panel, outside the browser; its values are what we have set."""
        made = [t for t in twins(self.page.room) if t.widget.title == self.title]
        for twin in made:
            twin.set(**twin.widget.initial)
            show_narrow(twin, False)
        if len(made) > 1:  # a page may show one panel from two starts
            said = self.caption.text_content()
            made = [twin for twin in made if twin.sentence == said]
        (twin,) = made
        return twin

    def sliders(self):
        """Every slider of the panel, without those of a bank."""
        for control in self.twin.controls:
            if isinstance(control, Slider):
                yield SliderOnPage(self, control)

    def to_be_moved(self):
        """Return its sliders; of those in a bank, the first and the last."""
        lent = [*self.bank_sliders()]
        return [*self.sliders(), *lent[:1], *lent[1:][-1:]]

    def every_slider(self):
        """Yield every slider from the start of the panel, where it has an effect."""
        for slider in self.to_be_moved():
            self.reset(spoken=False)
            for other in self.sliders():
                if slider.has_effect():
                    break
                other.press("End")
            slider.pick()
            yield slider

    def bank_sliders(self):
        for bank in self.twin.controls:
            if isinstance(bank, Bank):
                yield from (SliderOnPage(self, each, bank) for each in bank.sliders)

    def field(self, label):
        """The input, list or box that has this label."""
        return self.cell.get_by_label(label, exact=True)

    def button(self, label):
        return self.cell.get_by_role("button", name=label, exact=True)

    def press(self, button):
        """Press a button, and move the twin as it should."""
        self.button(button.label).click()
        self.twin.set(**self.outcome(button))

    def outcome(self, button):
        """The values that a button should lead to."""
        values = self.twin.values | button.set
        if button.reset:
            values = dict(self.twin.widget.initial)
        ends = {c.name: c for c in self.twin.controls if isinstance(c, Slider)}
        share = 1  # of the amounts: sliders that move together stop together
        for name, amount in button.add.items():
            end = ends[name].low if amount < 0 else ends[name].high
            share = min(share, (end - values[name]) / amount)
        for name, amount in button.add.items():
            moved = round(values[name] + share * amount, 10) + 0  # ten times 0.1 is 1
            values[name] = int(moved) if ends[name].integer else moved
        return values

    def click(self, right, down):
        """Click on the picture at these parts of its axes, where a cross says one may.

        Both parts go from 0 to 1, from the upper left. The twin moves as it should.
        """
        pick, frame = self.twin.widget.pick, self.seen(FRAME)
        left, top, width, height = pick["box"]
        x = frame["x"] + frame["width"] * (left + width * right)
        y = frame["y"] + frame["height"] * (top + height * down)

        def invites():  # a new picture shows it when the mouse has moved
            self.page.mouse.move(x - 1, y)
            self.page.mouse.move(x, y)
            return self.cell.evaluate(CURSOR) == "crosshair"

        wait_until(invites, f"the cursor over {self.title}")
        self.page.mouse.click(x, y)
        for name in (pick["x"], pick["y"]):
            (slider,) = [s for s in self.sliders() if s.control.name == name]
            slider.follow()
        self.expect_twin()

    def tells_apart(self, *settings):
        """Whether the panel has a different sentence for each of these settings."""
        sentences = {self.twin.describe(self.twin.compute(**each)) for each in settings}
        return len(sentences) == len(settings)

    def buttons(self):
        """Every button of the panel."""
        for control in self.twin.controls:
            yield from getattr(control, "buttons", ())

    def choices(self):
        """Every choice of one option from several."""
        return [c for c in self.twin.controls if c.kind == "choice"]

    def choose(self, control, option):
        """Choose an option, from a list or among radio buttons."""
        field = self.field(control.label if control.menu else option)
        field.select_option(option) if control.menu else field.check()
        self.twin.set(**{control.name: option})

    def reset(self, **expected):
        """Go back to the start, and wait for the twin, as `expect_twin` does."""
        (button,) = [button for button in self.buttons() if button.reset]
        self.press(button)
        self.expect_twin(**expected)

    def hail(self, count):
        """Set sliders and choices at random, so many times, without waiting."""
        self.cell.evaluate(HAIL, count)

    def follow(self):
        """Move the twin to where all sliders and choices stand."""
        self.twin.set(**self.standing())

    def standing(self):
        """The values that sliders and choices show, by their names."""
        boxes = {row["label"]: float(row["box"]) for row in self.rows()}
        values = self.twin.values  # a bank shows the slider that is picked
        lent = (s for s in self.bank_sliders() if values[s.bank.name] == s.control.name)
        sliders = [each.control for each in (*self.sliders(), *lent)]
        shown = {s.name: (float, int)[s.integer](boxes[s.label]) for s in sliders}
        return shown | {c.name: self.chosen(c) for c in self.choices()}

    def assert_stands(self, after):
        """Assert that the controls say what the twin's values are, after an act."""
        for name, value in self.standing().items():
            wanted = self.twin.values[name]
            if not isinstance(value, str):
                wanted = pytest.approx(wanted, rel=0.005)  # a box has three digits
            assert value == wanted, (self.title, name, after)

    def rows(self):
        """What every slider says of itself."""
        return self.cell.evaluate(READ)

    def chosen(self, control):
        """The option that a choice shows, or "" for none."""
        if control.menu:
            return self.field(control.label).input_value()
        chosen = [each for each in control.options if self.field(each).is_checked()]
        return chosen[0] if chosen else ""

    def height(self):
        """Height of the whole cell: what stands below moves when it changes."""
        return round(self.cell.bounding_box()["height"])

    def needed(self):
        """Height from the top of the controls to the foot of the picture."""
        return self.seen(NEEDED)

    def expect_twin(self, spoken=True):
        """Wait until words, picture and announcement are those of the twin, exactly.

        What is spoken comes 300 ms later than the rest: who goes on at once need not
        wait for it.
        """
        (image,) = images_in(self.twin.bundle()["text/html"])
        sentence = self.twin.sentence
        expected = {
            "shown": [image["src"], image["alt"], sentence],
            "status": sentence if spoken else None,
        }
        try:
            self.wait_until_shown(expected)
        except TimeoutError as problem:
            right = self.image.get_attribute("src") == image["src"]
            raise AssertionError(
                f"{self.title}, {self.twin.values}: expected {self.twin.sentence!r}; "
                f"the caption is {self.caption.text_content()!r}, the status "
                f"{self.status.text_content()!r}, the picture is "
                f"{'right' if right else 'another'}"
            ) from problem

    def wait_until_shown(self, expected):
        self.page.wait_for_function(
            IS_TWIN, arg=[self.cell.element_handle(), expected], polling=20
        )

    def shown(self):
        """Picture, its words, the sentence under it: all that must change or stay."""
        return tuple(self.seen(SHOWN))

    def seen(self, look):
        """What a look at the cell finds, as soon as a picture is there."""
        return wait_until(lambda: self.cell.evaluate(look), f"{self.title}: a picture")

    def drag(self, parts, place=tuple):
        """Drag the mouse through these parts of a way, a move each frame, to the last.

        `place` says where in the window a part is now, since what is drawn on may move:
        a picture or a line above it may have come meanwhile. If `watch` looks on, again
        and again until it has seen three pictures.
        """
        mouse = self.pointer

        def has_followed():
            for part in parts:
                mouse.move(*place(part))
                next_frame(self.page)
            return self.cell.evaluate("cell => !(cell.notes?.pictures.size < 3)")

        mouse.move(*place(parts[0]))
        mouse.down()
        wait_until(has_followed, f"three pictures of {self.title}", pause=0)
        mouse.up()

    def photograph(self, words):
        """Save what the window shows, if somebody asked for it, to be looked at."""
        if os.environ.get("BACKPROP_SCREENSHOTS") != "1":
            return
        folder = SCREENSHOTS / self.page.room
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "_", f"{self.title}: {words}")
        self.cell.scroll_into_view_if_needed()
        self.page.screenshot(path=folder / f"{name}.png")

    def watch(self):
        self.cell.evaluate(WATCH)

    def notes(self):
        """What happened since `watch`.

        empty: frames without a picture; pictures: how many different ones; heights: of
        the cell, so where the next one stood; said: what a screen reader was told;
        rests: how often the hand rested.
        """
        return self.cell.evaluate(NOTES)


class SliderOnPage:
    """One slider with its number box; `bank` is the list it is picked from, if any."""

    def __init__(self, panel, control, bank=None):
        self.panel, self.control, self.bank = panel, control, bank
        self.range = panel.field(control.label)
        self.box = panel.field(f"{control.label}, type a number")

    @property
    def kind(self):
        """What the script does with its numbers: steps, words, how they are written."""
        control = self.control
        form = control.log, control.integer, control.digits, control.low < 0
        return *form, bool(control.unit), bool(control.names), bool(self.bank)

    def pick(self):
        """If it belongs to a bank, pick it there."""
        if self.bank:
            self.panel.field(self.bank.label).select_option(self.control.name)
            self.panel.twin.set(**{self.bank.name: self.control.name})
            self.panel.expect_twin(spoken=False)

    def has_effect(self):
        """Whether its two ends give two sentences, as the panel stands now."""
        twin, name = self.panel.twin, self.control.name
        ends = [
            twin.values | {name: end} for end in (self.control.low, self.control.high)
        ]
        return self.panel.tells_apart(*ends)

    def read(self):
        """What the slider says of itself: place, count, spoken, box."""
        rows = self.panel.rows()
        (row,) = [row for row in rows if row["label"] == self.control.label]
        return row

    def value(self):
        """The number that its box shows."""
        number = float(self.read()["box"])
        return int(number) if self.control.integer else number

    def follow(self):
        """Move the twin to where this slider stands; returns what it says of itself."""
        self.panel.twin.set(**{self.control.name: self.value()})
        return self.read()

    def press(self, key, **expected):
        """Press a key on the slider, wait for the twin; returns where it stands."""
        row = self.put(key)
        self.panel.expect_twin(**expected)
        return row

    def put(self, key):
        """Press a key on the slider; returns where it stands at once."""
        self.range.press(key)
        return self.follow()

    def type(self, text):
        """Type a text into the number box and press Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def drag(self, parts):
        """Drag the knob through these parts of the way, 0 to 1; see `PanelOnPage`."""

        def place(part):
            box = self.range.bounding_box()
            x = box["x"] + 8 + (box["width"] - 16) * part
            return x, box["y"] + box["height"] / 2

        self.panel.drag(parts, place)


class GridOnPage:
    """The sheet of pixels of a panel, painted by mouse and keyboard."""

    def __init__(self, panel):
        self.panel = panel
        (self.control,) = (c for c in panel.twin.controls if c.kind == "grid")
        self.sheet = panel.cell.get_by_role("grid", name=self.control.label)

    def clear(self):
        """Press the button that makes the sheet blank."""
        self.panel.reset()
        (button,) = (b for b in self.panel.buttons() if b.label == "clear")
        self.panel.press(button)
        self.panel.expect_twin()

    def choose(self, tool):
        self.panel.cell.get_by_label(tool, exact=True).check()

    def draw(self, points):
        """Draw one stroke through points (column, row); see `PanelOnPage`."""

        def place(point):
            box = self.sheet.bounding_box()
            side = box["width"] / self.control.columns
            x, y = point
            return box["x"] + side * (x + 0.5), box["y"] + side * (y + 0.5)

        self.panel.drag(points, place)

    def press(self, *keys):
        for key in keys:
            self.sheet.press(key)

    def here(self):
        """What a screen reader says of the pixel under the cursor."""
        place = self.sheet.get_attribute("aria-activedescendant")
        return self.panel.cell.locator(f"[id='{place}']").get_attribute("aria-label")

    def said(self):
        """What was announced last."""
        return self.panel.cell.locator(".bp-unseen").text_content()

    def follow(self):
        """Move the twin to what is painted; returns the inks, row by row."""
        cells = self.sheet.get_by_role("gridcell")
        inks = cells.evaluate_all("all => all.map(cell => Number(cell.dataset.ink))")
        self.panel.twin.set(**{self.control.name: inks})
        columns = self.control.columns
        return [inks[i : i + columns] for i in range(0, len(inks), columns)]


def show_narrow(twin, narrow):
    """Give a twin the pictures of a phone, or those of a wide screen."""
    twin.widget.state = twin.widget.state | {"narrow": narrow}


@cache
def twins(room):
    """Make the panels and pencils of a page in this process."""
    panels = [make() for make in panels_of(room).values()]
    return panels + [pencil(name) for name in sheets_of(room)]
