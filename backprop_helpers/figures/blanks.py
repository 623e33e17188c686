"""Texts of a picture that may be blanks, where a reader is to fill in a number."""

from matplotlib.text import Text

from backprop_helpers.figures.colours import (
    GREY,
    INK,
    ORANGE,
    PALE_GREY,
    PALE_YELLOW,
)

OPEN, ASKED = "open", "asked"  # still to come; to be filled in now
_ROUND = {"boxstyle": "round,pad=0.25"}
_BOX = {
    OPEN: _ROUND | {"facecolor": PALE_GREY, "edgecolor": GREY, "linewidth": 0.8},
    ASKED: _ROUND | {"facecolor": PALE_YELLOW, "edgecolor": ORANGE, "linewidth": 2.2},
}
_EMPTY = {OPEN: "   ?   ", ASKED: "▸ ? ◂"}  # the signs, so that no colour is needed


class BlankText(Text):
    """A text with a property of its own: `blank` is OPEN, ASKED, or None for a text."""

    _blank, _plain = None, None

    def get_blank(self):
        """Return OPEN, ASKED or None."""
        return self._blank

    def set_blank(self, blank):
        """Draw the box of a blank, or what stands round the text without one."""
        self._blank = blank
        self.set_bbox(_BOX.get(blank, self._plain))


def write(axes, x, y, colour, bbox=None, **style):
    """Make an empty text that can be a blank as well; returns it.

    bbox is what stands round it where it is none, as in `axes.text`.
    """
    text = BlankText(x, y, "", color=colour, clip_on=False, **style)
    text._plain = bbox
    text.set_bbox(bbox)
    return axes.add_artist(text)


def look(text, blank, colour):
    """Return the properties of such a text: a number, or a blank that waits for one.

    In a text "z²₁ = ?" only the ? is the blank.
    """
    if blank is not None:
        text = text.replace("?", _EMPTY[blank]) or _EMPTY[blank]
    return {"text": text, "blank": blank, "color": INK if blank else colour}
