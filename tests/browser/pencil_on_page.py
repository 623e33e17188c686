"""A pencil as a student meets it: in a browser, filled in with the keyboard."""

from playwright.sync_api import expect

from tests.browser.panel_on_page import PanelOnPage


class PencilOnPage(PanelOnPage):
    """A panel with blanks; its twin is filled in alike."""

    def __init__(self, page, cell):
        super().__init__(page, cell)
        self.box = self.cell.locator(".bp-blanks .bp-box")

    @property
    def order(self):
        """The names of its blanks."""
        return self.twin.order

    def right(self, blank):
        """The right number of a blank, as somebody would type it."""
        values = self.twin.values
        numbers = self.twin.sheet.numbers(values["numbers"])
        return f"{self.twin.sheet.value(blank, numbers):.6f}"

    def fill(self, text):
        """Type a number over what stands in the box, and press Enter."""
        keyboard = self.page.keyboard
        keyboard.press("Control+A")
        keyboard.type(text)
        keyboard.press("Enter")
        sheet = self.twin.values["sheet"]
        self._follow(sheet | {"written": {**sheet["written"], sheet["at"]: text}})

    def give_up(self):
        """Go on to the last button, and back: the hand stays in the box."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Tab")
        expect(self.button("Show me this one")).to_be_focused()
        self.page.keyboard.press("Enter")
        sheet = self.twin.values["sheet"]
        self._follow(sheet | {"shown": [*sheet["shown"], sheet["at"]]})

    def new_numbers(self):
        """Ask for other numbers, which come on a clean sheet."""
        before = self.twin.png
        self.button("New numbers").click()
        values = self.twin.values
        self.twin.set(numbers=values["numbers"] + 1)
        self.expect_twin()
        assert self.twin.png != before
        expect(self.box).to_have_value("")

    def _follow(self, sheet):
        self.twin.set(sheet=sheet)
        self.expect_twin(spoken=False)
        expect(self.box).to_be_focused()
