"""The pictures show what was written and looked at, and whose code was at work."""

import numpy as np
import pytest

from backprop_helpers.nets.optimizers import FAR
from backprop_helpers.pages.one_block import panels
from backprop_helpers.pages.one_block.panels import (
    FEW,
    LINES,
    MEAN_OF,
    SIGNS,
    TEXT,
    eta_and_warm_up,
    who_looks_at_whom,
    your_block_writes,
)
from backprop_helpers.pages.one_block.writing import STEPS, hills
from tests.pages.one_block.panels import kept
from tests.panels.course_panels import said
from tests.panels.pictures import following


def test_the_plan_of_the_sliders_trains():
    panel = eta_and_warm_up()
    panel.set(eta=2, warm_up=2, seed=1)
    result = panel.result
    assert result["costs"].shape == result["plan"].shape == (FEW,)
    assert result["plan"].max() == result["plan"][59] == pytest.approx(0.03)
    assert result["last"] == np.mean(result["costs"][-MEAN_OF:]) < 2.2
    curve, plan = following(panel)
    np.testing.assert_allclose(curve.get_ydata(), np.minimum(result["costs"], 4))
    np.testing.assert_allclose(plan.get_ydata(), result["plan"] / 0.03)
    assert "Largest η 0.03, warm-up 60 steps, start 1" in panel.sentence
    assert "counting pairs costs 1.9" in panel.sentence


def test_the_reader_s_own_plan_trains():
    flat = eta_and_warm_up(lambda t, eta, warm_up, steps: eta)
    assert "as it runs, but its check does not hold yet" in flat.sentence
    np.testing.assert_array_equal(flat.result["plan"], flat.result["eta"])
    far = eta_and_warm_up(lambda t, eta, warm_up, steps: FAR * t)
    assert far.result["plan"][-1] == FEW * FAR
    assert np.all(following(far)[0].get_ydata() <= 4)
    assert "a batch is beyond all bounds" in far.sentence
    mine = eta_and_warm_up(
        lambda t, eta, warm_up, steps: np.interp(t, [0, warm_up, steps], [0, eta, 0])
    )
    assert "This is your planned_eta at work." in mine.sentence


def test_known_words_stand_out():
    panel = your_block_writes(kept())
    assert panel.sentence.startswith("After 300 steps: ")
    assert 0.3 < panel.result["known"] / panel.result["count"] < 0.7
    panel.set(step=8, temperature=0.5)
    lines = panel.result["lines"]
    assert [len(line) for line in lines] == [SIGNS] * LINES
    texts = [text.get_text() for text in following(panel)]
    words = {*hills().text.replace(",", "").replace(".", "").split()}
    for line, known, rest in zip(lines, texts[::2], texts[1::2], strict=True):
        assert {*known.split()} <= words
        for a, b, c in zip(known, rest, line.replace("\n", "↵"), strict=True):
            assert {a, b} == {c, " "} or a == b == c == " "
    assert any(known.split() for known in texts[::2])
    before = said(panel, step=0)
    assert before.startswith("After 0 steps: ")
    assert panels._apart("the hxll a", {"the", "a", "hill"}) == (
        "the       ",
        "    hxll a",
    )


def test_the_reader_s_own_chances_write():
    coldest = your_block_writes(kept(), lambda z, T: 1.0 * (z == z.max(axis=0)))
    coldest.set(step=8)
    first = coldest.result["lines"]
    assert len({*first}) == 1, "without dice all lines are the same"
    assert "as it runs, but its check does not hold yet" in coldest.sentence
    mine = your_block_writes(
        kept(), lambda z, T: np.exp(z / T) / np.exp(z / T).sum(axis=0)
    )
    assert "This is your chances at work." in mine.sentence
    ours = your_block_writes(kept())
    assert mine.result["lines"] == ours.result["lines"]


def test_who_is_looked_at():
    panel = who_looks_at_whom(kept())
    panel.set(place=9, step=8)
    one, two, who = following(panel)
    weights = [line.get_ydata() for line in (one, two)]
    assert [len(each) for each in weights] == [9, 9]
    np.testing.assert_allclose([sum(each) for each in weights], 1)
    assert who.get_xdata() == [8, 8]
    assert f"“{TEXT[8]}”, place 9, looks most" in panel.sentence
    panel.set(place=1)
    assert "head 1 at itself, head 2 at itself" in panel.sentence
    assert TEXT in hills().text


def test_one_head_of_the_picture_looks_further_back():
    """At the place that the picture shows first, and the answer speaks of."""
    result = who_looks_at_whom(kept()).result
    assert (result["step"], TEXT[result["i"] - 2 : result["i"] + 1]) == (STEPS, "wen")
    less, more = sorted(
        result["alpha"][:, result["i"] - 3 : result["i"] + 1].sum(axis=1)
    )
    assert less < 0.5 < 0.75 < more
