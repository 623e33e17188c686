"""The descriptions of controls refuse what they cannot be, in sentences."""

import json

import pytest

from backprop_helpers.panels.controls import (
    Bank,
    Button,
    Buttons,
    Choice,
    Controls,
    Grid,
    Lines,
    Slider,
)

NUMBER = Slider("eta", "learning rate η", 0.01, 10, 0.1, log=True)
WHOLE = Slider("steps", "steps", 0, 40, 10, integer=True)
CHOICE = Choice("kind", "kind of descent", ("batch", "single"), "batch")
BANK = Bank("pick", "Change", (NUMBER, WHOLE))
SHEET = Grid("pixels", "your digit", 2, 3, (0.0, 0.5, 1.0, 0.0, 0.0, 0.25))
LINES = Lines("lines", "order", "def f():", ("    a = 1", "    return a"), "Two.")
PRESS = Buttons((Button("Check", action="check"), Button("Step", add={"steps": 1})))


@pytest.mark.parametrize(
    ("slider", "kind", "values"),
    [(NUMBER, float, [0.01, 10, 0.5]), (WHOLE, int, [0, 40, 7.0])],
    ids=["number", "whole"],
)
def test_a_slider_takes_numbers_in_its_range(slider, kind, values):
    kept = [slider.validate(value) for value in values]
    assert kept == values
    assert {*map(type, kept)} == {kind}


NO_NUMBERS = ("abc", "1", None, True, [1], {}, float("nan"), float("inf"), 10**400)
NO_CHOICES = ("", "neither", None, 3, ["batch"], {})
NO_SHEETS = ("abcdef", None, 1, [], [0.0] * 5, [0.0] * 7, {})
NO_PRESSES = ("abc", None, -1, 1.5, True, [], 1e999)


@pytest.mark.parametrize(
    ("control", "values", "words"),
    [
        (NUMBER, NO_NUMBERS, r"learning rate η: .* is not a number\."),
        (NUMBER, [0.0099, 10.1, -1, 1e300], r"learning .* is outside 0\.01 to 10\."),
        (WHOLE, [2.5], r"steps: 2\.5 is not a whole number\."),
        (CHOICE, NO_CHOICES, r"kind of descent: choose one of batch, single\."),
        (BANK, ["", "w", None, 0, []], r"Change: choose one of eta, steps\."),
        (SHEET, NO_SHEETS, r"your digit: a list of 6 numbers is needed\."),
        (PRESS.buttons[0], NO_PRESSES, r"Check: .* is not a number of presses\."),
    ],
    ids=["number", "range", "whole", "choice", "bank", "sheet", "presses"],
)
def test_what_a_control_does_not_take_is_refused(control, values, words):
    for value in values:
        with pytest.raises(ValueError, match=f"^{words}$"):
            control.validate(value)


@pytest.mark.parametrize("ink", [-0.1, 1.01, "1", None, True, float("nan"), [0.5]])
def test_a_sheet_says_which_pixel_is_no_ink(ink):
    place = r"^your digit: row 2, column 2 is .*, not a number from 0 \(paper\) to 1"
    with pytest.raises(ValueError, match=place):
        SHEET.validate([0.0, 0.0, 0.0, 0.0, ink, 0.0])


@pytest.mark.parametrize(
    ("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True), (-1, 1, True)]
)
def test_a_slider_needs_two_ends_in_order(low, high, log):
    with pytest.raises(ValueError, match=r"^slider 'w': its low end .* must lie below"):
        Slider("w", "w", low, high, 1, log=log)


def test_a_control_starts_at_a_value_that_it_takes_and_only_a_choice_at_none():
    with pytest.raises(ValueError, match=r"^w: 3 is outside 0 to 2\.$"):
        Slider("w", "w", 0, 2, 3)
    with pytest.raises(ValueError, match=r"^kind: choose one of a, b\.$"):
        Choice("kind", "kind", ("a", "b"), "c")
    assert Choice("answer", "Which?", ("a", "b"), "").validate("") == ""
    assert Grid("pixels", "your digit").value == (0.0,) * 64  # blank


def test_a_whole_slider_has_a_step_for_each_number():
    assert WHOLE.count == 40
    assert WHOLE.digits == 2  # all digits of 40 are shown


def test_a_sheet_takes_numbers_from_paper_to_ink():
    inks = [0, 1, 0.5, 0.25, 1.0, 0.0]
    kept = SHEET.validate(inks)
    assert kept == inks
    assert all(isinstance(ink, float) for ink in kept)
    assert kept is not inks  # what a caller changes afterwards changes nothing here
    assert SHEET.settings()["pixels"] is not SHEET.settings()["pixels"]


@pytest.mark.parametrize(
    ("control", "settings"),
    [
        (NUMBER, {"eta": 0.1}),
        (CHOICE, {"kind": "batch"}),
        (BANK, {"pick": "eta", "eta": 0.1, "steps": 10}),
        (SHEET, {"pixels": [0.0, 0.5, 1.0, 0.0, 0.0, 0.25]}),
        (LINES, {"lines": {"used": [0, 1], "out": []}}),
        (PRESS, {"check": 0}),
    ],
    ids=["slider", "choice", "bank", "grid", "lines", "buttons"],
)
def test_each_control_brings_its_settings_and_a_check_for_each(control, settings):
    assert control.settings() == settings
    checked = {name: check(settings[name]) for name, check in control.checks().items()}
    assert checked == settings


def test_controls_start_with_all_settings_and_the_same_words_in_every_run():
    widget = Controls(None, "Descent", (NUMBER, CHOICE, PRESS))
    assert repr(widget) == "[Descent] Run this cell to use the controls."
    start = {"eta": 0.1, "kind": "batch", "check": 0}
    assert widget.initial == start
    assert widget.state == {"values": start, "dragging": False, "ratio": 1}
    kinds = [control["kind"] for control in widget.spec]
    assert kinds == ["slider", "choice", "buttons"]
    json.dumps(widget.get_state(["spec", "initial", "state"]))  # can travel


def test_controls_that_wait_are_shown_later_and_have_their_settings_from_the_start():
    widget = Controls(None, "Descent", (NUMBER, LINES, CHOICE), (LINES,))
    assert [control["kind"] for control in widget.spec] == ["lines"]
    assert [*widget.initial] == ["eta", "lines", "kind"]
    widget.show((CHOICE, NUMBER))
    assert [control["kind"] for control in widget.spec] == ["choice", "slider"]
    assert widget.state["values"] == widget.initial


def test_the_script_fetches_nothing():
    script = str(Controls._esm)
    for word in ("http", "import ", "import(", "fetch(", "XMLHttpRequest", "url("):
        assert word not in script
        assert word not in str(Controls._css)
