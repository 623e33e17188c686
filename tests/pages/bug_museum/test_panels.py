"""Mysteries that can be solved, runs that are told as they are, and still pictures."""

from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from backprop_helpers.pages.bug_museum import clues
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum.figures import draw_exhibit, draw_map, in_words
from tests.pages.bug_museum.panels import PANELS
from tests.panels.course_panels import said
from tests.panels.pictures import followed, following, texts_of


def clue_of(panel, **values):
    """Set a mystery; return its marks on the axis of errors, its words, its □ words."""
    panel.set(**values)
    figure = panel.picture.figure
    artists = [x for x in followed(figure, panel.result) if x.axes is figure.axes[1]]
    lines = [each for each in artists if isinstance(each, Line2D)]
    words = [each.get_text() for each in artists if isinstance(each, Text)]
    return {line.get_marker(): line.get_xdata() for line in lines}, words[:6], words[6:]


@pytest.mark.slow
def test_ten_mysteries_in_a_row_have_all_ten_bugs():
    panel, bugs = PANELS["mystery"](), []
    for number in range(1, 21):
        panel.set(number=number)
        assert panel.result["named"] == (panel.result["bug"],)
        bugs.append(panel.result["bug"])
    assert set(bugs[:10]) == set(bugs[10:]) == set(museum.FLOWER_BUGS)
    assert all(one != other for one, other in pairwise(bugs))


@pytest.mark.slow
def test_a_guess_is_judged_and_shows_its_own_numbers():
    panel = PANELS["mystery"]()
    seen = 0
    for number, guess in product(range(1, 21), museum.FLOWER_BUGS):
        marks, true, guessed = clue_of(panel, number=number, guess=guess)
        right = guess == panel.result["bug"]
        assert ("✓ Right" in panel.sentence) == right
        assert ("✗ Not" in panel.sentence) == (not right)
        errors = panel.result["guessed_errors"].values()
        shown = [words.removeprefix("□ ") for words in guessed]
        assert shown == [in_words(error) for error in errors]
        assert (shown == true) == right
        # On the axis a wrong guess may have its squares on the crosses all the same.
        if right or number == 1:
            crosses = np.sort(np.concatenate([marks["o"], marks["x"], marks[">"]]))
            assert np.allclose(np.sort(marks["s"]), crosses) == right
        if "same places" in panel.sentence:
            numbers = panel.sentence.rstrip(".").split("would be ")[1]
            would, other = numbers.split(", not ")
            assert would != other
            seen += 1
    assert seen > 20
    marks, _, guessed = clue_of(panel, guess="no guess yet")
    assert len(marks["s"]) == 0
    assert not any(guessed)


@pytest.mark.parametrize("name", ["on_and_off", "mystery"])
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
    assert "So far both runs are one" in said(panel, steps=60)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "step 400: the cost is 0.66"),
        ({"bug": "new w³ in δ²"}, "The check fails in step 1 and step 2."),
        ({"steps": 0}, "both runs start at cost 1.143. The bug comes at step 100"),
        ({"steps": 400}, "It is stuck: the cost hardly moves, though the gradient is"),
        ({"steps": 105}, "It is behind."),  # it has jumped up: that is no standstill
        ({"steps": 400, "eta": 0.1}, "It is ahead."),
        ({"steps": 150, "bug": "lost the 2"}, "It is behind."),
        ({"steps": 400, "bug": "new w³ in δ²"}, "One can hardly tell them apart."),
        ({"steps": 300, "on": 200, "off": 100}, "It is never on"),
        ({"steps": 230, "bug": "diagonal only", "eta": 10.0}, "It jumps: these steps"),
        ({"bug": "diagonal only", "eta": 0.1, "on": 0, "off": 400}, "It climbs: these"),
        ({"steps": 400, "bug": "blame to all", "eta": 10.0}, "Even the healthy run is"),
    ],
)
def test_the_states_of_a_run_are_said(values, words):
    assert words in said(PANELS["on_and_off"](), **values)


@pytest.mark.parametrize("eta", [1.0, 10.0])
def test_no_curve_leaves_the_axis(eta):
    panel = PANELS["on_and_off"]()
    following(panel, bug="blame to all", eta=eta)
    axes = panel.picture.figure.axes[0]
    low, high = axes.get_ylim()
    largest = max(max(panel.result[key]) for key in ("healthy", "sick"))
    assert low < largest < high
    assert (high > 100) == (eta == 10)


def test_after_a_wrong_slope_the_run_recovers_as_the_page_says():
    panel = PANELS["on_and_off"]()
    panel.set(bug="σ′ at a", steps=400)
    assert panel.result["sick"][400] < 1.2 * panel.result["healthy"][400]


# Still pictures


def test_an_exhibit_shows_its_numbers():
    healthy, sick, errors = clues.exhibit("B")
    left, right = draw_exhibit(healthy, sick, errors).axes
    ends = {line.get_ydata()[-1] for line in left.lines if len(line.get_ydata()) == 301}
    assert ends == {healthy[-1], sick[-1]}
    assert texts_of(right.texts).count("wrong shape") == 2


def test_the_map_writes_errors_and_dots():
    figure = draw_map({"one": {"w[2]": 0.5, "b[2]": 1e-10, "step 1": np.inf}})
    assert texts_of(figure.axes[0].texts) == ["0.50", "●", "shape"]


@pytest.mark.parametrize(
    ("error", "words"),
    [(1e-9, ""), (0.044, "0.044"), (1.378, "1.38"), (np.inf, "wrong shape")],
)
def test_errors_in_words(error, words):
    assert in_words(error) == words
