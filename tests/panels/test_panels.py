"""Every panel follows its controls: no exception, no warning, the right numbers."""

import ast
import base64
import re
from functools import cache

import numpy as np
import pytest

from backprop_helpers.panels import picture
from backprop_helpers.panels.controls import Bank, Slider
from tests.figures.colours_seen import complaints
from tests.panels.course_panels import (
    PANELS,
    Page,
    button_rows,
    corners,
    fast_drags,
    random_settings,
)
from tests.panels.flashing import flashes
from tests.panels.pictures import decoded, numbers_of, picture_in, texts_of
from tests.rules.package_source import modules

NO_NUMBER = re.compile(  # and no -0.00
    r"\b(nan|inf|None|array|float64)\b|(?<![\w.])[-−]0(\.0+)?(?!\.?\d|e)",
    re.IGNORECASE,
)
EVERY_PANEL = pytest.mark.parametrize("name", PANELS)


@pytest.fixture
def panel(name):
    """The panel of this name, as it is at its start; made once, since that is slow."""
    panel = made(name)
    panel.handle = None
    panel.widget.state = {"values": panel.widget.initial, "dragging": False, "ratio": 1}
    panel.widget.status = ""
    return panel


@cache
def made(name):
    return PANELS[name]()


@pytest.fixture
def page(panel):
    return Page(panel)


def assert_seen(panel):
    """Assert that the picture arrives, in its size and with its words."""
    width, height = (round(100 * side) for side in panel.picture.size)
    image, pixels = picture_in(panel.bundle())
    assert pixels.shape == (height, width, 3)
    assert panel.sentence in image["alt"]


def assert_good(panel, seen=True):
    """Assert that sentence and artists of the moment are fit to be seen.

    To draw and decode the picture takes most of the time, and depends on nothing but
    the artists: a part of the settings is enough for that.
    """
    assert 20 < len(panel.sentence) < 400
    assert not NO_NUMBER.search(panel.sentence), panel.sentence
    if seen:
        assert_seen(panel)
    else:
        panel.picture.move(panel.result)
    for artist in panel.picture.moving:
        assert np.isfinite(numbers_of(artist)).all(), artist
    for text in texts_of(panel.picture.moving):
        assert not NO_NUMBER.search(text), text


def test_every_panel_of_the_package_is_tried():
    made = set()
    for module in modules():
        for function in module.tree.body if module.floor == "panels" else ():
            names = {getattr(node, "id", None) for node in ast.walk(function)}
            if isinstance(function, ast.FunctionDef) and "Panel" in names:
                made.add(function.name)
    assert made == set(PANELS)


@EVERY_PANEL
def test_it_starts_well(panel):
    assert panel.values == panel.widget.initial
    assert_good(panel)
    assert list(complaints(panel.picture.figure)) == []


@EVERY_PANEL
def test_every_corner(panel):
    for number, corner in enumerate(corners(panel)):
        panel.set(**corner)
        assert panel.values == panel.values | corner
        assert_good(panel, seen=number % 10 == 0)


@EVERY_PANEL
def test_random_settings(panel):
    rng = np.random.default_rng(0)
    for number in range(200):
        values = random_settings(panel, rng)
        panel.set(**values)
        assert panel.values == panel.values | values
        assert_good(panel, seen=number % 10 == 0)
        if number % 40 == 0:
            assert list(complaints(panel.picture.figure)) == []


@EVERY_PANEL
def test_every_control_changes_picture_or_words(panel):
    """No control is without effect, neither for the eye nor for the ear."""
    rng = np.random.default_rng(1)
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
    rng = np.random.default_rng(2)
    panel.bundle()
    *_, corner = corners(panel)
    for there in (random_settings(panel, rng), panel.values | corner):
        fresh = PANELS[name]()
        fresh.set(**there)
        # All at once, then one control after the other, as a hand does it.
        for steps in ([there], [{name: value} for name, value in there.items()]):
            panel.set(**random_settings(panel, rng))
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
    for drag in fast_drags(panel, 10):
        pictures = []
        for values in drag:
            panel.set(**start | values)
            pictures.append(panel.picture.png(panel.result))
        assert flashes(pictures) <= 3, drag[0]


@EVERY_PANEL
def test_presets_and_steps_keep_to_the_controls(panel):
    sliders = {c.name: c for c in panel.controls if isinstance(c, Slider)}
    for button in button_rows(panel):
        assert button.label
        assert button.set or button.add or button.reset
        # The script in the browser looks for what it adds to among the sliders.
        assert set(button.add) <= set(sliders)
        panel.set(**button.set)
        assert panel.values == panel.values | button.set
        assert_good(panel)
    assert sum(button.reset for button in button_rows(panel)) == 1


# What the browser sends


@EVERY_PANEL
def test_the_last_value_wins(panel, page):
    rng = np.random.default_rng(3)
    drag = [random_settings(panel, rng) for _ in range(10)]
    for values in drag:
        page.move(dragging=True, **values)
    page.move(**drag[-1])
    assert panel.values == panel.values | drag[-1]
    assert panel.widget.state["values"] == panel.values
    assert page.bundles[-1] == panel.bundle()
    assert panel.widget.status == panel.sentence
    assert page.bundles[-1]["text/plain"] == panel.sentence


@EVERY_PANEL
def test_words_are_announced_when_the_hand_rests(panel, page):
    rng = np.random.default_rng(4)
    before = panel.widget.status
    for _ in range(3):
        page.move(dragging=True, **random_settings(panel, rng))
        assert panel.widget.status == before
    page.move()
    assert panel.widget.status == panel.sentence != before


@EVERY_PANEL
def test_the_second_copy_of_the_picture_waits_for_rest(panel, page):
    page.move(dragging=True)
    page.move()
    dragged, resting = page.bundles
    assert "image/png" not in dragged
    assert dragged["text/html"] == resting["text/html"]
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


WRONG_VALUES = [None, "abc", [], {}, float("nan"), float("inf"), -1e9, 10**400]


def spoilt_states(panel):
    """Yield states that no honest browser sends."""
    good = panel.widget.state
    values = good["values"]
    for wrong in WRONG_VALUES:
        for name in values:
            yield good | {"values": values | {name: wrong}}
        yield good | {"values": wrong}
    for name in values:
        yield good | {"values": {n: v for n, v in values.items() if n != name}}
    yield good | {"values": values | {"unknown": 1}}
    yield {}
    yield {"values": {}}


@EVERY_PANEL
def test_nonsense_from_a_browser_changes_nothing_and_is_told(panel, page):
    before = (panel.values, panel.sentence, panel.bundle())
    for state in spoilt_states(panel):
        panel.widget.status = ""
        panel.widget.set_state({"state": state})
        assert (panel.values, panel.sentence, panel.bundle()) == before
        assert panel.widget.status.endswith("."), state
        assert panel.widget.status != panel.sentence, state
        assert panel.widget.state["values"] == panel.values
    assert all(bundle == before[2] for bundle in page.bundles)


@EVERY_PANEL
def test_after_nonsense_it_follows_again(panel, page):
    page.send({"w": "abc"})
    values = random_settings(panel, np.random.default_rng(5))
    page.move(**values)
    assert panel.values == panel.values | values
    assert panel.widget.status == panel.sentence
    assert page.bundles[-1] == panel.bundle()


@EVERY_PANEL
@pytest.mark.parametrize("ratio", [None, "2", float("nan"), float("inf"), 0, -3, 1e9])
def test_a_senseless_pixel_ratio_is_no_matter(panel, page, ratio):
    page.move(ratio=ratio)
    image, pixels = picture_in(page.bundles[-1])
    assert pixels.shape[1] in (int(image["width"]), 2 * int(image["width"]))


@EVERY_PANEL
def test_set_refuses_what_it_does_not_know(panel):
    before = panel.values
    with pytest.raises(ValueError, match="has no control 'unknown'; it has "):
        panel.set(unknown=1)
    for name in before:
        with pytest.raises(ValueError, match=r"\.$"):
            panel.set(**{name: None})
    assert panel.values == before
