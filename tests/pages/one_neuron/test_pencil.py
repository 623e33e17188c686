"""The sheet of this page: its last number brings the cost after the step."""

import pytest

from backprop_helpers.pages.one_neuron.exercises import neuron_step
from backprop_helpers.practice import pencil
from tests.panels.course_panels import Page
from tests.panels.pictures import texts_of


def picture_of(panel):
    panel.picture.png(panel.result)
    return texts_of(panel.picture.followers)


def test_the_cost_after_the_step_stands_there_when_all_is_filled_in():
    panel = pencil("one_neuron")
    page, numbers = Page(panel), panel.sheet.numbers()
    assert not any("C =" in text for text in picture_of(panel))
    for blank in panel.order:
        sheet = panel.values["sheet"]
        text = f"{panel.sheet.value(blank, numbers):.4f}"
        page.move(sheet=sheet | {"written": {**sheet["written"], blank: text}})
        if blank == "a":
            assert "C = (a − y)² = 0.1425" in picture_of(panel)
        elif blank == "∂C/∂w₁":  # no room yet for the new weights
            assert {"w₁ = 0.4", "w₂ = −0.3", "b = 0.6"} <= {*picture_of(panel)}
    texts = {*picture_of(panel)}
    assert {"w₁ = 0.4 → 0.4355", "w₂ = −0.3 → −0.2468", "b = 0.6 → 0.6177"} <= texts
    assert "after the step: C = 0.1031" in texts


def test_the_sheet_and_the_exercise_take_the_same_step():
    for seed in range(5):
        numbers = pencil("one_neuron").sheet.numbers(seed)
        w, b = neuron_step(*(numbers[name] for name in ("w", "b", "x", "y", "eta")))
        assert w.tolist() == pytest.approx(numbers["new_w"].tolist())
        assert b == pytest.approx(numbers["new_b"])
