"""The pictures show networks of the page, and whose function carried the blame."""

import numpy as np
import pytest

from backprop_helpers.figures.blanks import BlankText
from backprop_helpers.pages.a_way_round.example import KINDS, Deep
from backprop_helpers.pages.a_way_round.panels import (
    learn_thirty_layers,
    tell,
    thirty_layers,
    up_to_the_last_number,
)
from backprop_helpers.pages.depth_and_initialization.example import (
    DIGITS,
    some_digits,
)
from backprop_helpers.practice.pencil import pencil
from tests.panels.course_panels import said
from tests.panels.pictures import following, texts_of


def through_only(nabla_a, w, slope):
    return w.T @ (nabla_a * slope)


def straight_only(blame, x_hat, deviation):
    return blame / deviation


def own_norm(blame, x_hat, deviation):
    inside = blame - blame.mean(axis=0) - x_hat * (blame * x_hat).mean(axis=0)
    return inside / deviation


def test_the_sizes_are_those_of_the_networks():
    panel = thirty_layers()
    panel.set(layers=9, scale=0.5, activation="tanh")
    x, y = some_digits(DIGITS)
    for kind in KINDS:
        network = Deep.random(kind, [0], 9, panel.values["scale"], "tanh")
        trace = network.forward(x)
        _, nabla_a = network.backward(trace, y)
        a, blame = panel.result["sizes"][kind]
        assert [*a] == [*blame] == [*range(2, 9)]
        for l in a:
            assert a[l] == pytest.approx(np.sqrt(np.mean(trace.a[l] ** 2)))
            assert blame[l] == pytest.approx(np.sqrt(np.mean(nabla_a[l] ** 2)))


def test_each_kind_has_a_curve_forward_and_one_back():
    curves = following(thirty_layers(), layers=6, activation="relu")
    drawn = [c for c in curves if len(c.get_xdata()) == 4]
    assert len(drawn) == 2 * len(KINDS)


def test_the_readers_way_round_is_at_work_where_there_is_no_more():
    right, wrong = thirty_layers(), thirty_layers(through_only)
    for kind in KINDS:
        same = right.result["sizes"][kind] == wrong.result["sizes"][kind]
        assert same == (kind != "way round")
    _, blame = wrong.result["sizes"]["way round"]
    assert blame[2] < 1e-10  # without the direct path it vanishes as ever
    assert "as it runs, but its check does not hold yet" in wrong.sentence
    assert "is not filled in yet" in right.sentence
    assert "at work" in said(thirty_layers(lambda a, w, s: a + w.T @ (a * s)), layers=5)


def test_a_race_of_four():
    panel = learn_thirty_layers()
    panel.set(eta="0.01", start=2, steps=11)
    expected = Deep.random("both", [2]).learn(0.01)[:12, 0]
    np.testing.assert_allclose(panel.result["costs"]["both"], expected, rtol=1e-6)
    assert "η = 0.01, start 2, 30 layers, 11 steps. Cost: plain" in panel.sentence
    panel.set(steps=1)
    assert "30 layers, 1 step. " in panel.sentence
    assert "way round is lost at once" in panel.sentence


def test_the_readers_norm_blame_trains():
    mine, wrong = learn_thirty_layers(own_norm), learn_thirty_layers(straight_only)
    assert "both 0.05 (learnt)" in mine.sentence
    assert "This is your norm_blame at work." in mine.sentence
    ends = [each.result["costs"]["both"][-1] for each in (mine, wrong)]
    assert ends[1] > 3 * ends[0]
    assert "its check does not hold yet" in wrong.sentence
    plain = [each.result["costs"]["plain"] for each in (mine, wrong)]
    np.testing.assert_array_equal(*plain)


def test_what_is_said_of_costs_that_end():
    assert up_to_the_last_number(np.array([1.0, np.inf, 2.0])).tolist() == [1.0]
    assert up_to_the_last_number(np.array([1.0, 2.0])).tolist() == [1.0, 2.0]
    assert tell(np.array([]), 5) == "is lost at once"
    assert tell(np.array([1.0, 5.0]), 5) == "is lost at step 2"
    assert tell(np.array([2.0, 1.0]), 1) == "1.00 (learnt)"
    assert tell(np.array([2.0, 2.25]), 1) == "2.25"


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("way_round", {"a = 2", "z = 0.4 a − 0.1", "← blame 3", "a + f(a) = 2.6044"}),
        ("three_numbers", {"8", "mean μ = 4", "deviation ρ = 2.9439", "0.1742", "−1"}),
    ],
)
def test_a_sheet_that_is_filled_shows_its_numbers(name, texts):
    panel = pencil(name)
    order = [*panel.sheet.line_of]
    sheet = panel.values["sheet"] | {"shown": order}
    panel.set(sheet=sheet)
    figure = panel.picture.figure
    panel.picture.move(panel.result)
    assert texts <= {*texts_of(figure.findobj(BlankText))}
