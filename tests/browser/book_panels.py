"""Panels as the book has them: what is seen of them, and hands that move them.

All panels of a book that `python -m backprop_helpers.teach book` has written are moved
by each hand, with what is shown compared to what is recorded, by

    uv run python -m tests.browser.book_panels BOOK [PAGE ...]
"""

import base64
import io
import json
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image

from backprop_helpers.teach.book.panel_record import record_panel
from backprop_helpers.teach.book.record import html_of
from tests.browser.browser import LONGEST, VIEWPORT, chromium
from tests.browser.site_on_page import serve
from tests.teach.book.unpacked import pictures_in
from tests.waiting import wait_until

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Panels</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="controls.css"><script type="module" src="book.js"></script>
</head><body><main><h1>Panels</h1>{}</main></body></html>"""
PIXELS = "node => node.toDataURL('image/png')"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SCRIPTS = (("panels", "controls.*"), ("teach.book", "*.js"))


def write_page(folder, panels):
    """Record panels, a dict, and write a page that has them into a folder."""
    for room, names in SCRIPTS:
        for path in sorted(files(f"backprop_helpers.{room}").glob(names)):
            shutil.copy(path, folder)
    boxes = []
    for name, panel in panels.items():
        record = record_panel(panel, folder, name)
        (folder / f"{name}.json").write_text(json.dumps(record), "utf-8")
        boxes.append(html_of(record, ".", name, f"cell-{name}"))
    (folder / "index.html").write_text(PAGE.format("\n".join(boxes)), "utf-8")


class PanelInBook:
    """The panel of this name on a page of the book, and what is recorded of it.

    `values` are those that the controls should have: the hand that moves them says so.
    """

    def __init__(self, page, folder, name):
        self.page, self.name = page, name
        self.record = json.loads((folder / f"{name}.json").read_text("utf-8"))
        self.pictures = {
            form: pictures_in(folder, told)
            for form, told in self.record["forms"].items()
        }
        self.box = page.locator(f".bp-book[data-record$='/{name}.json']")
        self.box.evaluate("box => box.scrollIntoView({ block: 'center' })")
        alive = "box => box.querySelector('canvas') !== null"
        wait_until(lambda: self.box.evaluate(alive), f"{name} to come to life")
        self.values = dict(self.record["initial"])

    def control(self, label):
        return self.box.get_by_label(label, exact=True)

    def button(self, label):
        return self.box.get_by_role("button", name=label, exact=True)

    def places(self, name):
        """Return the recorded values of a slider."""
        (axis,) = [axis for axis in self.record["axes"] if axis["name"] == name]
        return axis["values"]

    def text(self, kind):
        return self.box.locator(f".bp-{kind}").text_content().strip()

    @property
    def nearest(self):
        """What is said of a setting that the book has not."""
        return self.text("nearest > span")

    def setting(self, **values):
        """Return the number of a recorded setting; values are those that matter."""
        wanted = self.values | values
        axes = self.record["axes"]
        for number, places in enumerate(self.record["settings"]):
            shown = {
                a["name"]: a["values"][p] for a, p in zip(axes, places, strict=True)
            }
            if shown == wanted:
                return number
        raise LookupError(f"{wanted} is not recorded.")

    def seen(self):
        """Return the pixels that the canvas shows, uint8 (height, width, 3)."""
        data = self.box.locator("canvas").evaluate(PIXELS)
        image = Image.open(io.BytesIO(base64.b64decode(data.partition(",")[2])))
        return np.array(image.convert("RGB"))

    def shows(self, number, form="wide"):
        """Whether picture, sentence and words for the ear are those of a setting."""
        sentence = self.record["sentences"][self.record["said"][number]]
        alt = f"{self.record['alt']} {sentence}"
        if self.text("sentence") != sentence:
            return False
        if self.box.locator("canvas").get_attribute("aria-label") != alt:
            return False
        picture = self.pictures[form][self.record["forms"][form]["frames"][number]]
        return np.array_equal(self.seen(), picture)

    def wait_for(self, form="wide", said="", **shown):
        """Wait until it shows its values, but for those that are `shown` otherwise."""
        number = self.setting(**shown)
        words = f"the picture of {self.values | shown} in {self.name}"
        wait_until(lambda: self.shows(number, form), words)
        assert self.nearest == said
        sentence = self.record["sentences"][self.record["said"][number]]
        spoken = f"{sentence} {said}".strip()  # when the hand rests
        wait_until(lambda: self.text("status") == spoken, f"{spoken!r} to be spoken")

    def move(self, **values):
        """Note what the hand has done."""
        self.values |= values


def nearest(*shown):
    """What is said where the picture shows something else."""
    return f"The book shows the nearest picture it has: {', '.join(shown)}."


class Keys:
    """A hand that has a keyboard only."""

    form, screen = "wide", {"viewport": VIEWPORT}

    def slide(self, slider, end):
        slider.press("End" if end else "Home")

    def press(self, target):
        target.press("Space")


class Mouse(Keys):
    """A hand with a mouse."""

    def slide(self, slider, end):
        self.press(slider, position=self._near(slider, end))

    def press(self, target, **options):
        target.click(**options)

    @staticmethod
    def _near(slider, end):
        size = slider.bounding_box()
        return {"x": size["width"] - 2 if end else 2, "y": size["height"] / 2}


class Finger(Mouse):
    """A finger on a phone."""

    form, screen = "narrow", PHONE

    def press(self, target, **options):
        target.tap(**options)


HANDS = {"keys": Keys(), "mouse": Mouse(), "finger": Finger()}


def move_each_control(panel, hand):
    """Move every control of a panel from its start; what is shown must be recorded."""
    for label, act, values in _moves(panel, hand):
        hand.press(panel.button("Reset"))
        panel.values = dict(panel.record["initial"])
        panel.wait_for(hand.form)
        act(label)
        panel.move(**values)
        panel.wait_for(hand.form)


def _moves(panel, hand):
    """Yield the label of each control, what a hand does to it, and what comes of it."""

    def press(label):
        hand.press(panel.button(label))

    def slide_to(end, before=None):
        def act(label):
            if before is not None:
                panel.control(before[0]).select_option(before[1])
            hand.slide(panel.control(label), end)

        return act

    for control in panel.record["spec"]:
        for button in control.get("buttons", ()):
            if button["set"]:
                yield button["label"], press, button["set"]
        if control["kind"] == "slider":
            for end in (0, -1):
                place = {control["name"]: control["places"][end]}
                yield control["label"], slide_to(end), place
        for slider in control.get("sliders", ()):
            before = control["label"], slider["name"]
            place = {control["name"]: slider["name"]}
            for end in (0, -1):
                place = place | {slider["name"]: slider["places"][end]}
                yield slider["label"], slide_to(end, before), place
        for option in control.get("options", ()):
            yield option, _chooser(panel, hand, control), {control["name"]: option}


def _chooser(panel, hand, control):
    if control["menu"]:
        return lambda option: panel.control(control["label"]).select_option(option)
    return lambda option: hand.press(panel.control(option))


def main(book, *names):
    """Move all panels on these pages of a book, all if none is named."""
    book = Path(book)
    with chromium() as browser, serve(book) as server:
        for name in names or sorted(path.name for path in (book / "records").iterdir()):
            for how, hand in HANDS.items():
                page = browser.new_page(**hand.screen)
                page.set_default_timeout(LONGEST)
                page.goto(f"{server.address}{name}.html")
                for record in page.locator(".bp-book:has(.bp-nearest)").all():
                    path = book / record.get_attribute("data-record")
                    panel = PanelInBook(page, path.parent, path.stem)
                    move_each_control(panel, hand)
                    print(f"✓ {name}, {how}: {panel.record['title']}", flush=True)
                page.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
