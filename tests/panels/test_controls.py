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
    Slider,
)

NUMBER = Slider("eta", "learning rate η", 0.01, 10, 0.1, log=True)
WHOLE = Slider("steps", "steps", 0, 40, 10, integer=True)
CHOICE = Choice("kind", "kind of descent", ("batch", "single"), "batch")
BANK = Bank("pick", "Change", (NUMBER, WHOLE))
SHEET = Grid("pixels", "your digit", 2, 3, (0.0, 0.5, 1.0, 0.0, 0.0, 0.25))
PRESS = Buttons((Button("Check", action="check"), Button("Step", add={"steps": 1})))


@pytest.mark.parametrize(("value", "kept"), [(0.01, 0.01), (10, 10.0), (0.5, 0.5)])
def test_a_slider_takes_numbers_in_its_range(value, kept):
    assert NUMBER.validate(value) == kept
    assert isinstance(NUMBER.validate(value), float)


@pytest.mark.parametrize("value", [0, 40, 7.0])
def test_a_whole_slider_gives_whole_numbers(value):
    assert WHOLE.validate(value) == value
    assert isinstance(WHOLE.validate(value), int)


@pytest.mark.parametrize(
    "value",
    ["abc", "1", None, True, [1], {}, float("nan"), float("inf"), 10**400],
    ids=lambda value: repr(value)[:6],
)
def test_a_slider_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match=r"^learning rate η: .* is not a number\.$"):
        NUMBER.validate(value)


@pytest.mark.parametrize("value", [0.0099, 10.1, -1, 1e300])
def test_a_slider_refuses_what_is_out_of_range(value):
    outside = r"^learning rate η: .* is outside 0\.01 to 10\.$"
    with pytest.raises(ValueError, match=outside):
        NUMBER.validate(value)


def test_a_whole_slider_refuses_a_fraction():
    with pytest.raises(ValueError, match=r"^steps: 2\.5 is not a whole number\.$"):
        WHOLE.validate(2.5)


@pytest.mark.parametrize(
    ("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True), (-1, 1, True)]
)
def test_a_slider_needs_two_ends_in_order(low, high, log):
    with pytest.raises(ValueError, match=r"^slider 'w': its low end .* must lie below"):
        Slider("w", "w", low, high, 1, log=log)


def test_a_slider_starts_inside_its_range():
    with pytest.raises(ValueError, match=r"^w: 3 is outside 0 to 2\.$"):
        Slider("w", "w", 0, 2, 3)


def test_a_whole_slider_has_a_step_for_each_number():
    assert WHOLE.count == 40
    assert WHOLE.digits == 2  # all digits of 40 are shown


@pytest.mark.parametrize("value", ["", "neither", None, 3, ["batch"], {}])
def test_a_choice_refuses_what_is_no_option(value):
    sentence = r"^kind of descent: choose one of batch, single\.$"
    with pytest.raises(ValueError, match=sentence):
        CHOICE.validate(value)


def test_a_choice_takes_its_options():
    assert [CHOICE.validate(option) for option in CHOICE.options] == ["batch", "single"]


def test_a_choice_may_start_empty_and_only_then_be_empty():
    undecided = Choice("answer", "Which?", ("a", "b"), "")
    assert undecided.validate("") == ""


def test_a_choice_starts_at_one_of_its_options():
    with pytest.raises(ValueError, match=r"^kind: choose one of a, b\.$"):
        Choice("kind", "kind", ("a", "b"), "c")


@pytest.mark.parametrize("value", ["", "w", None, 0, []])
def test_a_bank_refuses_what_it_does_not_hold(value):
    with pytest.raises(ValueError, match=r"^Change: choose one of eta, steps\.$"):
        BANK.validate(value)


def test_a_sheet_is_blank_unless_it_is_given_a_start():
    assert Grid("pixels", "your digit").value == (0.0,) * 64
    assert SHEET.value == (0.0, 0.5, 1.0, 0.0, 0.0, 0.25)


def test_a_sheet_takes_numbers_from_paper_to_ink():
    inks = [0, 1, 0.5, 0.25, 1.0, 0.0]
    kept = SHEET.validate(inks)
    assert kept == inks
    assert all(isinstance(ink, float) for ink in kept)
    assert kept is not inks  # what a caller changes afterwards changes nothing here
    assert SHEET.settings()["pixels"] is not SHEET.settings()["pixels"]


@pytest.mark.parametrize("value", ["abcdef", None, 1, [], [0.0] * 5, [0.0] * 7, {}])
def test_a_sheet_needs_a_number_for_each_pixel(value):
    with pytest.raises(ValueError, match=r"^your digit: a list of 6 numbers is need"):
        SHEET.validate(value)


@pytest.mark.parametrize("ink", [-0.1, 1.01, "1", None, True, float("nan"), [0.5]])
def test_a_sheet_says_which_pixel_is_no_ink(ink):
    place = r"^your digit: row 2, column 2 is .*, not a number from 0 \(paper\) to 1"
    with pytest.raises(ValueError, match=place):
        SHEET.validate([0.0, 0.0, 0.0, 0.0, ink, 0.0])


@pytest.mark.parametrize("value", ["abc", None, -1, 1.5, True, [], 1e999])
def test_a_count_of_presses_is_a_whole_number(value):
    with pytest.raises(ValueError, match=r"^Check: .* is not a number of presses\.$"):
        PRESS.checks()["check"](value)


@pytest.mark.parametrize(
    ("control", "settings"),
    [
        (NUMBER, {"eta": 0.1}),
        (CHOICE, {"kind": "batch"}),
        (BANK, {"pick": "eta", "eta": 0.1, "steps": 10}),
        (SHEET, {"pixels": [0.0, 0.5, 1.0, 0.0, 0.0, 0.25]}),
        (PRESS, {"check": 0}),
    ],
    ids=["slider", "choice", "bank", "grid", "buttons"],
)
def test_each_control_brings_its_settings_and_a_check_for_each(control, settings):
    assert control.settings() == settings
    checked = {name: check(settings[name]) for name, check in control.checks().items()}
    assert checked == settings


def test_controls_start_with_all_settings():
    widget = Controls("Descent", (NUMBER, CHOICE, PRESS))
    start = {"eta": 0.1, "kind": "batch", "check": 0}
    assert widget.initial == start
    assert widget.state == {"values": start, "dragging": False, "ratio": 1}
    assert [control["kind"] for control in widget.spec] == [
        "slider",
        "choice",
        "buttons",
    ]
    json.dumps(widget.get_state(["spec", "initial", "state"]))  # can travel


def test_controls_have_the_same_words_in_every_run():
    words = "[Descent] Run this cell to use the controls."
    assert repr(Controls("Descent", (NUMBER,))) == words


def test_the_script_fetches_nothing():
    script = str(Controls._esm)
    for word in ("http", "import ", "import(", "fetch(", "XMLHttpRequest", "url("):
        assert word not in script
        assert word not in str(Controls._css)
