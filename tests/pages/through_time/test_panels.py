"""The pictures with sliders show the numbers they were given."""

from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from backprop_helpers.figures import new_figure
from backprop_helpers.pages.through_time import example
from backprop_helpers.pages.through_time.figures import draw_bars
from backprop_helpers.pages.through_time.panels import (
    FATES,
    clipping,
    unrolled,
    vanish_or_explode,
)
from tests.panels.course_panels import said
from tests.panels.pictures import followed, following, texts_of


def shown(panel, kind, /, **values):
    """Set a panel and return those of its moving artists that are of this kind."""
    return [each for each in following(panel, **values) if isinstance(each, kind)]


@pytest.mark.parametrize("T", [4, 1])
def test_a_chain_shows_its_steps_and_forgets_longer_ones(T):
    panel = unrolled()
    panel.set(T=6)
    (circles,) = shown(panel, Line2D, w=-0.8, T=T)
    (arrows, *_), words = shown(panel, LineCollection), shown(panel, Text)
    run = panel.result
    assert len(circles.get_xydata()) == T + 1
    assert len(arrows.get_segments()) == T + 1 + T

    def row(y):
        return texts_of(word for word in words if word.get_position()[1] == y)

    a = [f"{run.a[t]:.3f}".replace("-", "−") for t in range(1, T + 1)]
    assert row(0) == ["0", *a, f"C =\n{run.cost:.3f}"]
    assert row(-1.05) == ["1", "0", "1", "0"][:T]
    assert len(row(0.75)) == len(row(0.28)) == T


def test_bars_end_at_the_edge():
    figure, axes = new_figure(3, 2)
    draw_bars(axes, 3, "delta", 2.0, "black", "title")
    run = SimpleNamespace(x={1: 0.0, 2: 0.0}, delta={1: 0.5, 2: -9.0})
    (bars,) = followed(figure, run)
    assert [each[1].tolist() for each in bars.get_segments()] == [[1, 0.5], [2, -2]]


def test_the_chain_of_the_page():
    panel = unrolled()
    _, *bars = shown(panel, LineCollection, T=3)
    a, delta, terms = ([end[1] for _, end in each.get_segments()] for each in bars)
    np.testing.assert_allclose(a, [0.4621, 0.3537, 0.6544], atol=5e-5)
    np.testing.assert_allclose(delta, [-0.1740, -0.2766, -0.3952], atol=5e-5)
    assert sum(terms) == pytest.approx(-0.2676, abs=5e-5)
    assert "cost 0.119. ∂C/∂w = −0.268" in panel.sentence


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"T": 6, "w": 1.5}, "δ⟨1⟩ is 0.021 times"),
        ({"T": 6}, "δ⟨1⟩ is 0.049 times"),
        ({"T": 1}, "because a⟨0⟩ = 0"),
        ({"w": 0.0}, "no blame reaches an earlier step"),
        ({"T": 2, "w": 0.0, "y": 0.0}, "no blame to carry back"),
    ],
)
def test_what_is_said_of_the_chain(values, words):
    assert words in said(unrolled(), **values)


@pytest.mark.parametrize(
    ("largest", "extra", "kind", "fate"),
    [
        (0.9, 2.0, "identity", "vanishing"),
        (1.0, 0.0, "identity", "steady"),
        (1.0, 2.0, "identity", "steady"),  # grown, but grows no further
        (1.2, 0.0, "identity", "exploding"),
        (1.2, 3.0, "identity", "exploding"),  # beyond the upper edge
        (1.2, 2.0, "tanh, small inputs", "steady"),
        (1.2, 0.0, "tanh, large inputs", "vanishing"),
        (1.0, 2.0, "tanh, large inputs", "vanishing"),
    ],
)
def test_the_fates_of_blame(largest, extra, kind, fate):
    panel = vanish_or_explode()
    values = {"largest": largest, "extra": extra, "T": 60, "kind": kind}
    bound, ruler, curve = shown(panel, Line2D, **values)
    assert FATES[fate] in panel.sentence
    back = np.arange(60.0)
    np.testing.assert_allclose(ruler.get_ydata(), largest**back)
    np.testing.assert_allclose(bound.get_ydata(), panel.result["singular"] ** back)
    expected = example.blame_by_steps_back(**values)
    np.testing.assert_allclose(curve.get_ydata(), np.clip(expected, 1e-6, 1e6))
    edge = "as long as at the end (drawn at the edge)"
    assert (edge in panel.sentence) == (not 1e-6 <= expected[-1] <= 1e6)


def test_what_the_page_says_of_its_matrix():
    """w = ((0.9, 2), (0, 0.8)): first 5.4 times as long, after 59 steps 0.04 times."""
    sentence = vanish_or_explode().sentence
    assert "Eigenvalues 0.90 and 0.80, largest singular value 2.31" in sentence
    assert "0.04 times as long as at the end, on the way up to 5.4 times" in sentence


def test_from_about_1_on_a_larger_weight_shrinks_blame_faster():
    panel, shares = unrolled(), []
    for w in (0.8, 1.0, 1.1, 1.2, 1.3, 1.5):
        said(panel, w=w)
        shares.append(panel.result.delta[1] / panel.result.delta[6])
    assert np.argmax(shares) == 1
    assert (np.diff(shares[1:]) < 0).all()
    assert shares[-1] < shares[0]


def test_two_walkers_at_the_wall():
    panel = clipping()
    (word,) = shown(panel, Text, steps=20)
    *_, free, tied = shown(panel, Line2D)  # in the right axes
    assert word.get_text() == "thrown out"
    # What is beyond the room is drawn at the edge, and said as it is.
    jump = [0.955, 1.05, example.ROOM[0]]
    np.testing.assert_allclose(free.get_ydata(), jump, atol=0.005)
    assert "to w = −105" in panel.sentence
    w = tied.get_ydata()
    assert len(w) == 21
    assert np.abs(np.diff(w)).max() <= 0.01 + 1e-12
    assert abs(w[-1] - 1) < 0.01
    (word,) = shown(panel, Text, eta=3e-4)
    assert word.get_text() == ""
    assert "thrown out" not in panel.sentence
