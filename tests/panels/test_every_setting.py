"""Every panel at hundreds of settings: no exception, no warning, the right numbers."""

import base64

import numpy as np
import pytest

from backprop_helpers.panels import picture
from backprop_helpers.panels.controls import Bank
from tests.figures.colours_seen import complaints
from tests.panels.course_panels import PANELS, corners, fast_drags, random_settings
from tests.panels.flashing import flashes
from tests.panels.good import EVERY_PANEL, assert_good
from tests.panels.pictures import decoded, leaving, meeting, picture_in

pytestmark = pytest.mark.slow


@EVERY_PANEL
def test_every_corner(panel):
    for number, corner in enumerate(corners(panel)):
        panel.set(**corner)
        assert panel.values == panel.values | corner
        assert_good(panel, seen=number % 10 == 0)


def some_settings(panel, count):
    """Return random settings, the same in every test: what a panel has run it keeps."""
    rng = np.random.default_rng(0)
    return [random_settings(panel, rng) for _ in range(count)]


@EVERY_PANEL
def test_random_settings(panel):
    for number, values in enumerate(some_settings(panel, 20)):
        panel.set(**values)
        assert panel.values == panel.values | values
        assert_good(panel, seen=number % 10 == 0)
        assert leaving(panel.picture) | meeting(panel.picture) == set()
        if number % 5 == 0:
            assert list(complaints(panel.picture.figure)) == []


@EVERY_PANEL
def test_no_word_is_cut_off_on_a_phone(panel):
    panel.widget.state = panel.widget.state | {"narrow": True}
    for values in some_settings(panel, 20):
        panel.set(**values)
        panel.picture.png(panel.result)
        assert leaving(panel.picture) == set()


@EVERY_PANEL
def test_every_control_changes_picture_or_words(panel):
    """No control is without effect, neither for the eye nor for the ear."""
    rng = np.random.default_rng(0)
    banks = {control.name for control in panel.controls if isinstance(control, Bank)}

    def change(name):
        """Change one control; return whether picture and sentence are others then."""
        there, elsewhere = random_settings(panel, rng), random_settings(panel, rng)
        pictures, sentences = set(), set()
        for values in (there, there | {name: elsewhere[name]}):
            panel.set(**values)
            pictures.add(panel.picture.png(panel.result))
            sentences.add(panel.sentence)
        # To pick a number moves nothing yet, so it needs no other sentence.
        return len(pictures) == 2 and (len(sentences) == 2 or name in banks)

    for name in panel.checks:
        assert any(change(name) for _ in range(100)), name


@EVERY_PANEL
def test_same_values_same_picture_whatever_came_before(name, panel):
    there, elsewhere = some_settings(panel, 2)
    fresh = PANELS[name]()
    fresh.set(**there)
    # All at once, then one control after the other, as a hand does it.
    for steps in ([there], [{name: value} for name, value in there.items()]):
        panel.set(**elsewhere)
        panel.bundle()
        for values in steps:
            panel.set(**values)
            panel.bundle()
        assert panel.bundle() == fresh.bundle()


@EVERY_PANEL
def test_a_fast_drag_does_not_flash(panel, monkeypatch):
    """Three flashes are allowed in a second: a drag has no more, so quick as it be."""
    monkeypatch.setattr(picture, "png_bytes", np.copy)
    start = panel.widget.initial
    for drag in fast_drags(panel, 8):
        pictures = []
        for values in drag:
            panel.set(**start | values)
            pictures.append(panel.picture.png(panel.result))
        assert flashes(pictures) <= 3, drag[0]


@EVERY_PANEL
def test_the_last_value_wins_and_words_and_copy_wait_for_rest(panel, page):
    drag = some_settings(panel, 4)
    before = panel.widget.status
    for values in drag:
        page.move(dragging=True, **values)
        assert panel.widget.status == before
    page.move(**drag[-1])
    assert panel.values == panel.values | drag[-1]
    assert panel.widget.state["values"] == panel.values
    assert panel.widget.status == panel.sentence != before
    dragged, resting = page.bundles[-2:]
    assert resting == panel.bundle()
    assert resting["text/plain"] == panel.sentence
    assert dragged["text/html"] == resting["text/html"]
    assert not any("image/png" in bundle for bundle in page.bundles[:-1])
    copy = decoded(base64.b64decode(resting["image/png"]))
    assert (copy == picture_in(resting)[1]).all()


@EVERY_PANEL
def test_a_sharper_screen_gets_more_pixels(panel, page):
    one = panel.bundle()
    page.move(ratio=2)
    page.move(ratio=1)
    two, again = page.bundles
    (small, pixels), (large, more) = picture_in(one), picture_in(two)
    assert more.shape == (2 * pixels.shape[0], 2 * pixels.shape[1], 3)
    # On the page it takes the same room.
    assert [small[side] for side in ("width", "height")] == [
        large[side] for side in ("width", "height")
    ]
    assert again == one
