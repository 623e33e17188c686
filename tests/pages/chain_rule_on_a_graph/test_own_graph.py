"""The graph that a reader types: its numbers, its stages, and what stops it."""

import numpy as np
import pytest

from backprop_helpers.pages.chain_rule_on_a_graph.figures.own_graph import brief
from backprop_helpers.pages.chain_rule_on_a_graph.panels.own_graph import (
    ROOM,
    SLOPES,
    STAGES,
    TRY,
    build_your_own_graph,
)
from tests.pages.chain_rule_on_a_graph.calculations import random_calculations
from tests.panels.course_panels import said
from tests.panels.pictures import following, texts_of

LAST = len(STAGES) - 1


@pytest.fixture
def panel():
    return build_your_own_graph()


def texts(panel, **values):
    """Set a panel; return the words in its picture."""
    return texts_of(following(panel, **values))


def test_the_saved_picture_shows_a_whole_walk(panel):
    words = texts(panel)
    assert "C = (w·(w·x + b) − y)²" in words
    assert "24 + 20 = 44" in words
    assert {"× 5", "← 20", "× 3", "← 24"} <= {*words}
    assert "?" not in "".join(words)
    twice = "w is used 2 times, so its shares add up: ∂C/∂w = 8 · 3 + 4 · 5"
    assert panel.sentence == f"{twice} = 24 + 20 = 44."
    expected = "∂C/∂w = 44, ∂C/∂x = 16, ∂C/∂b = 8, ∂C/∂y = −4."
    done = said(panel, stage=panel.values["stage"] + 1)
    assert done == f"All blame is known, from one walk back: {expected}"


def test_it_walks_back_step_by_step(panel):
    panel.set(text="x·x·x", given="x = 2", stage=0)
    assert panel.sentence.startswith("Forward: C = 8.")
    assert not [word for word in texts(panel) if word[0] in "×←"]
    rules = said(panel, stage=SLOPES)
    assert rules == "Local slopes: the other factor at ·."
    assert texts(panel).count("× 2") == 3
    assert said(panel, stage=2).startswith("Backward, from the end: ∂C/∂C = 1")
    assert said(panel, stage=3) == "∂C/∂u₁ = 1 · 2 = 2: blame times local slope."
    three = "x is used 3 times, so its shares add up: ∂C/∂x = 2 · 2 + 2 · 2 + 1 · 4"
    assert said(panel, stage=4) == f"{three} = 4 + 4 + 4 = 12."
    assert "12" in texts(panel)
    for stage in range(5, LAST + 1):
        assert said(panel, stage=stage).startswith("All blame is known")


def test_numbers_that_were_typed_have_a_circle_but_no_blame(panel):
    words = texts(panel, text="3·x − 1", given="x = 2", stage=LAST)
    assert {"3", "1", "5", "6"} <= {*words}
    assert [word for word in words if word[0] == "←"] == ["← 3", "← 1"]
    assert [word for word in words if word[0] == "×"] == ["× 3", "× 1"]


def test_two_shares_are_written_as_a_sum_and_more_as_their_sum(panel):
    assert "5 + (−4) = 1" in texts(panel, text="5·x − 4·x", given="x=1", stage=LAST)
    words = texts(panel, text="x + x + x", given="x=1", stage=LAST)
    assert "3" in words
    assert not [word for word in words if "+ 1" in word]


def test_values_come_from_the_second_line_or_from_the_page(panel):
    sentence = said(panel, text="w·x + b", given="x = 10", stage=0)
    assert sentence == (
        "Forward: C = 19. Where no value is given, the page takes one: w = 2, b = −1."
    )
    assert "Press Step" in said(panel, given="w = 1, x = 2, b = 3, q = 4")


@pytest.mark.parametrize(
    ("values", "words", "column"),
    [
        ({"text": "wx + b"}, "Place 1, “wx”: a name is one letter; is it w · x?", 4),
        ({"text": "w·x /2"}, "Place 5, “/”: there is no division here", 8),
        ({"text": ""}, "Type a calculation", None),
        ({"given": "x = 0,5"}, "In the values: Place 7, “5”: a decimal number", None),
        ({"given": "w = 1000"}, "u₃ is beyond 100 000: smaller values would", None),
    ],
)
def test_what_stops_it_is_said_and_marked(panel, values, words, column):
    marks = [word for word in texts(panel, **values) if "▲" in word]
    assert words in panel.sentence
    assert [word.index("▲") for word in marks] == ([] if column is None else [column])
    assert not [word for word in texts(panel) if word[0] in "×←"]
    assert f"C = {panel.values['text']}" in texts(panel)


@pytest.mark.parametrize("text", ["$\\frac", "x$y$", "x + 😀", "温", "x\n+y", "_^{"])
def test_whatever_is_typed_can_be_drawn(panel, text):
    following(panel, text=text, given=text)
    assert panel.sentence


def test_the_examples_on_the_buttons_are_read(panel):
    for text, given in TRY.values():
        sentence = said(panel, text=text, given=given, stage=0)
        assert sentence.startswith("Forward: C = ")
        assert "Where no value" not in sentence


def test_sentences_have_room_under_the_picture(panel):
    rng = np.random.default_rng(2)
    for text, _, _ in random_calculations(rng, 60):
        for stage in range(LAST + 1):
            sentence = said(panel, text=text, given="", stage=stage)
            assert 20 < len(sentence) <= ROOM + 15, sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"), (-4, "−4"), (0.0, "0"), (-1e-9, "0"), (2.25, "2.25"),
        (67.024, "67"), (0.23504, "0.235"), (-0.01342, "−0.013"), (1234.5, "1234"),
        (99999.4, "99999"), (0.1 + 0.2, "0.3"), (100.25, "100.25"),
        (0.00042, "0.0004"), (0.00001, "0"),
    ],
)  # fmt: skip
def test_numbers_are_brief(value, text):
    assert brief(value) == text
