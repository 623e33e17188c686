"""Every panel at its start, and what it makes of all that a browser can send."""

import importlib
import re
from inspect import isfunction

import numpy as np
import pytest
from matplotlib.text import Text

from backprop_helpers.pages import PAGES
from backprop_helpers.panels.controls import Entry, Slider
from tests.figures.colours_seen import complaints
from tests.panels.course_panels import (
    PANELS,
    button_rows,
    panels_of,
    random_settings,
    said,
)
from tests.panels.good import EVERY_PANEL, assert_good
from tests.panels.pictures import picture_in


@pytest.mark.parametrize("page", PAGES)
def test_every_panel_of_a_page_is_tried(page):
    room = importlib.import_module(f"backprop_helpers.pages.{page}")
    offered = {name: getattr(room, name) for name in room.__all__}
    panels = {
        name
        for name, each in offered.items()
        if isfunction(each) and each.__module__.startswith(f"{room.__name__}.panels")
    }
    # One that a page shows from two starts stands there twice.
    assert panels == {name.partition(",")[0] for name in panels_of(page)}


@EVERY_PANEL
def test_it_starts_well(panel):
    assert panel.values == panel.widget.initial
    assert_good(panel)
    assert list(complaints(panel.picture.figure)) == []


@EVERY_PANEL
def test_moving_pixels_keep_clear_of_their_frame(panel):
    """They are drawn over it."""
    for axes in panel.picture.figure.axes:
        sides = [side.get_visible() for side in axes.spines.values()]
        for image in axes.images:
            if image.get_animated() and all(sides):
                inside = axes.get_window_extent().padded(-1)
                pixels = image.get_window_extent()
                assert inside.contains(*pixels.min)
                assert inside.contains(*pixels.max)


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


@EVERY_PANEL
def test_no_preset_is_without_effect(panel):
    rng = np.random.default_rng(4)
    for button in button_rows(panel):
        settings = [panel.widget.initial, *(random_settings(panel, rng) for _ in "abc")]
        assert not button.set or any(
            said(panel, **there) != said(panel, **there | button.set)
            for there in settings
        ), button


# What the browser sends


WRONG_VALUES = [None, "abc", [], {}, float("nan"), float("inf"), -1e9, 10**400]


def spoilt_states(panel):
    """Yield states that no honest browser sends."""
    good = panel.widget.state
    values = good["values"]
    lines = [c.name for c in panel.controls if isinstance(c, Entry)]
    for wrong in WRONG_VALUES:
        for name in values:
            if not (name in lines and wrong == "abc"):  # there any text will do
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
    values = random_settings(panel, np.random.default_rng(5))
    page.move(**values)  # and it follows again
    assert panel.values == panel.values | values
    assert panel.widget.status == panel.sentence
    assert page.bundles[-1] == panel.bundle()


@pytest.mark.parametrize("name", ["aim_a_line"])
@pytest.mark.parametrize("ratio", [None, "2", float("nan"), float("inf"), 0, -3, 1e9])
def test_a_senseless_pixel_ratio_is_no_matter(panel, page, ratio):
    page.move(ratio=ratio)
    image, pixels = picture_in(page.bundles[-1])
    assert pixels.shape[1] in (int(image["width"]), 2 * int(image["width"]))


def cut_off(panel):
    """Return the words that stand partly outside of the picture; numbers may."""
    figure = panel.picture.figure
    renderer, frame = figure.canvas.get_renderer(), figure.bbox.padded(2)
    return {
        text.get_text()
        for text in figure.findobj(Text)
        if text.get_visible() and re.search("^[^$]*[a-z]{3}", text.get_text())
        and frame.count_contains(text.get_window_extent(renderer).corners()) < 4
    }  # fmt: skip


@EVERY_PANEL
def test_on_a_phone_it_has_a_form_of_its_own(panel, page):
    before, cut, pick = panel.bundle(), cut_off(panel), panel.widget.pick
    page.move(narrow=True)
    image, _ = picture_in(page.bundles[-1])
    assert int(image["width"]) <= 660
    assert page.bundles[-1]["text/plain"] == before["text/plain"]
    assert cut_off(panel) <= cut
    assert panel.widget.pick.keys() == pick.keys()
    page.move(narrow=False)
    assert (panel.bundle(), panel.widget.pick) == (before, pick)


def test_a_mistake_in_a_panels_own_code_is_not_hidden():
    """What a browser sends is refused in a sentence; this is none of its doing."""
    panel = PANELS["aim_a_line"]()

    def broken(w):
        raise ValueError("a mistake of ours")

    panel.compute = broken
    with pytest.raises(ValueError, match="a mistake of ours"):
        panel.set(w=1.0)


@EVERY_PANEL
def test_set_refuses_what_it_does_not_know(panel):
    before = panel.values
    with pytest.raises(ValueError, match="has no control 'unknown'; it has "):
        panel.set(unknown=1)
    for name in before:
        with pytest.raises(ValueError, match=r"\.$"):
            panel.set(**{name: None})
    assert panel.values == before
