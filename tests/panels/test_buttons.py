"""A panel refuses, as soon as it is made, a button that cannot do what it says."""

import pytest

from backprop_helpers.panels.controls import Bank, Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

CONTROLS = (
    Slider("w", "w", 0.0, 2.0, 1.0),
    Choice("kind", "Kind", ("plain", "steep"), "plain"),
    Bank("one", "One", (Slider("u", "u", 0.0, 2.0, 1.0),)),
)


def panel(**button):
    row = Buttons((Button("Go", **button),))
    return Panel(
        "Small", (*CONTROLS, row), lambda **values: values, lambda figure: (),
        "{w} {kind}".format_map, alt="Nothing.", size=(2.0, 1.0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"add": {"typo": 1}}, "Small has no control 'typo'; it has w, kind, one, u"),
        ({"set": {"typo": 1}}, "Small has no control 'typo'"),
        ({"set": {"w": 2.5}}, "w: 2.5 is outside 0 to 2"),
        ({"set": {"kind": "flat"}}, "Kind: choose one of plain, steep"),
        ({"add": {"kind": 1}}, "Go: only a number can be added, and only to a slider"),
        ({"add": {"w": "1"}}, "Go: only a number can be added, and only to a slider"),
        ({"add": {"u": 1.0}}, "Go: .* only to a slider that is in no Bank"),
    ],
    ids=str,
)
def test_a_button_that_can_do_nothing_is_refused(button, words):
    with pytest.raises(ValueError, match=words):
        panel(**button)


def test_buttons_that_work_are_taken():
    panel(add={"w": -0.5})
    panel(set={"w": 2, "kind": "steep"})
