"""Mysteries that can be solved, runs that are told as they are, and still pictures."""

from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from backprop_helpers.pages.bug_museum import clues
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.pages.bug_museum.figures import draw_exhibits, draw_map, in_words
from tests.pages.bug_museum.panels import PANELS
from tests.panels.pictures import followed, following, texts_of


def clue_of(panel, **values):
    """Set a mystery; return its marks on the axis of errors, its words, its □ words."""
    panel.set(**values)
    figure = panel.picture.figure
    artists = [x for x in followed(figure, panel.result) if x.axes is figure.axes[1]]
    lines = [each for each in artists if isinstance(each, Line2D)]
    words = [each.get_text() for each in artists if isinstance(each, Text)]
    return {line.get_marker(): line.get_xdata() for line in lines}, words[:6], words[6:]


def test_ten_mysteries_in_a_row_have_all_ten_bugs():
    panel, bugs = PANELS["mystery"](), []
    for number in range(1, 21):
        panel.set(number=number)
        assert panel.result["named"] == (panel.result["bug"],)
        bugs.append(panel.result["bug"])
    assert set(bugs[:10]) == set(bugs[10:]) == set(museum.FLOWER_BUGS)
    assert all(one != other for one, other in pairwise(bugs))


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


def test_the_legend_stands_above_all_curves():
    panel = PANELS["mystery"]()
    following(panel)
    axes = panel.picture.figure.axes[0]
    below = axes.get_legend().legend_handles[0].get_window_extent().y0
    assert below > axes.get_window_extent().y1


# Still pictures


def test_exhibits_show_their_numbers_in_rows():
    exhibits = clues.exhibits("BE", steps=True)
    axes = draw_exhibits(exhibits).axes
    assert [each.get_title("left") for each in axes] == ["B", "", "E", ""]
    for left, (healthy, sick, _) in zip(axes[::2], exhibits.values(), strict=True):
        curves = [line.get_ydata() for line in left.lines]
        ends = {curve[-1] for curve in curves if len(curve) == 301}
        assert ends == {healthy[-1], sick[-1]}
    assert texts_of(axes[1].texts).count("wrong shape") == 4
    assert texts_of(axes[3].texts).count("0.53") == 1


def test_the_map_writes_errors_and_dots():
    figure = draw_map({"one": {"w[2]": 0.5, "b[2]": 1e-10, "step 1": np.inf}})
    assert texts_of(figure.axes[0].texts) == ["0.50", "●", "shape"]


@pytest.mark.parametrize(
    ("error", "words"),
    [(1e-9, ""), (0.044, "0.044"), (1.378, "1.38"), (np.inf, "wrong shape")],
)
def test_errors_in_words(error, words):
    assert in_words(error) == words
