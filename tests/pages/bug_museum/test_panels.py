"""Mysteries that can be solved, and runs that are told as they are."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum.figures import in_words
from tests.pages.bug_museum.panels import PANELS
from tests.panels.pictures import following


def clue_of(panel, **values):
    """Set a mystery; return its marks on the axis of errors, its words, its □ words."""
    right = panel.picture.figure.axes[1]
    artists = [each for each in following(panel, **values) if each.axes is right]
    lines = [each for each in artists if isinstance(each, Line2D)]
    words = [each.get_text() for each in artists if isinstance(each, Text)]
    return {line.get_marker(): line.get_xdata() for line in lines}, words[:6], words[6:]


def test_ten_mysteries_in_a_row_have_all_ten_bugs():
    panel, bugs = PANELS["mystery"](), []
    for number in range(1, 21):
        panel.set(number=number)
        assert panel.result["named"] == (panel.result["bug"],)
        bugs.append(panel.result["bug"])
    assert set(bugs[:10]) == set(bugs[10:]) == set(museum.BUGS)
    assert all(one != other for one, other in pairwise(bugs))


def test_a_guess_is_judged_and_drawn():
    panel = PANELS["mystery"]()
    truth = panel.result["bug"]
    for guess in museum.BUGS:
        marks, _, _ = clue_of(panel, guess=guess)
        assert ("✓ Right" in panel.sentence) == (guess == truth)
        assert ("✗ Not" in panel.sentence) == (guess != truth)
        crosses = np.sort(np.concatenate([marks["o"], marks["x"], marks[">"]]))
        assert np.allclose(np.sort(marks["s"]), crosses) == (guess == truth)


def test_a_wrong_guess_shows_other_numbers():
    """On the axis of errors its squares may sit on the crosses all the same."""
    panel = PANELS["mystery"]()
    seen = 0
    for number in range(1, 21):
        for guess in museum.BUGS:
            _, true, guessed = clue_of(panel, number=number, guess=guess)
            shown = [words.removeprefix("□ ") for words in guessed]
            errors = panel.result["guessed_errors"].values()
            assert shown == [in_words(error) for error in errors]
            assert (shown == true) == (guess == panel.result["bug"])
            if "same places" in panel.sentence:
                numbers = panel.sentence.rstrip(".").split("would be ")[1]
                would, other = numbers.split(", not ")
                assert would != other
                seen += 1
    assert seen > 20
    marks, _, guessed = clue_of(panel, guess="no guess yet")
    assert len(marks["s"]) == 0
    assert not any(guessed)


@pytest.mark.parametrize("name", PANELS)
def test_the_legend_stands_above_all_curves(name):
    panel = PANELS[name]()
    following(panel)
    axes = panel.picture.figure.axes[0]
    below = axes.get_legend().legend_handles[0].get_window_extent().y0
    assert below > axes.get_window_extent().y1


@pytest.mark.parametrize("bug", museum.BUGS)
def test_the_curve_bends_where_the_bug_comes(bug):
    panel = PANELS["on_and_off"]()
    panel.set(bug=bug, on=60, off=90, steps=200)
    sick, healthy = panel.result["sick"], panel.result["healthy"]
    np.testing.assert_array_equal(sick[:61], healthy[:61])
    # The first step with "not reset" already has an old gradient in it.
    assert sick[61] != healthy[61]
    panel.set(steps=60)
    assert "So far both runs are one" in panel.sentence


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"steps": 0}, "both runs start at cost 1.143. The bug comes at step 100"),
        ({"steps": 400}, "It is stuck: the cost hardly moves, though the gradient is"),
        ({"steps": 105}, "It is behind."),  # it has jumped up: that is no standstill
        ({"steps": 400, "eta": 0.1}, "It is ahead."),
        ({"steps": 150, "bug": "lost the 2"}, "It is behind."),
        ({"steps": 400, "bug": "new w³ in δ²"}, "One can hardly tell them apart."),
        ({"steps": 300, "on": 200, "off": 100}, "It is never on"),
        (
            {"steps": 230, "bug": "diagonal only", "eta": 10.0},
            "It jumps: these steps are too large.",
        ),
    ],
)
def test_the_states_of_a_run_are_said(values, words):
    panel = PANELS["on_and_off"]()
    panel.set(**values)
    assert words in panel.sentence


def test_after_a_wrong_slope_the_run_recovers_as_the_page_says():
    panel = PANELS["on_and_off"]()
    panel.set(bug="σ′ at a", steps=400)
    assert panel.result["sick"][400] < 1.2 * panel.result["healthy"][400]
