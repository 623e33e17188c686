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
    lstm_gates,
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
    panel.set(T=8)
    (circles,) = shown(panel, Line2D, w=-0.8, T=T)
    (arrows, *_), words = shown(panel, LineCollection), shown(panel, Text)
    run = panel.result
    assert len(circles.get_xydata()) == T + 1
    assert len(arrows.get_segments()) == T + 1 + T

    def row(y):
        return texts_of(word for word in words if word.get_position()[1] == y)

    a = [f"{run.a[t]:.3f}".replace("-", "−") for t in range(1, T + 1)]
    assert row(0) == ["0", *a, f"C = {run.cost:.3f}"]
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
    _, *bars = shown(panel, LineCollection)
    a, delta, terms = ([end[1] for _, end in each.get_segments()] for each in bars)
    np.testing.assert_allclose(a, [0.4621, 0.3537, 0.6544], atol=5e-5)
    np.testing.assert_allclose(delta, [-0.1740, -0.2766, -0.3952], atol=5e-5)
    assert sum(terms) == pytest.approx(-0.2676, abs=5e-5)
    assert "cost 0.119. ∂C/∂w = −0.268" in panel.sentence


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"T": 8, "w": 1.5}, "0.00095 times"),
        ({"T": 8}, "0.011 times"),
        ({"T": 1}, "because a⟨0⟩ = 0"),
        ({"w": 0.0}, "no blame reaches an earlier step"),
        ({"T": 2, "w": 0.0, "y": 0.0}, "no blame to carry back"),
    ],
)
def test_what_is_said_of_the_chain(values, words):
    assert words in said(unrolled(), **values)


@pytest.mark.parametrize(
    ("largest", "kind", "fate"),
    [
        (1.0, "identity", "steady"),
        (0.9, "identity", "vanishing"),
        (0.5, "identity", "lost"),
        (1.5, "identity", "exploding"),
        (1.0, "tanh, large inputs", "vanishing"),
        (1.5, "tanh, small inputs", "vanishing"),
    ],
)
def test_the_fates_of_blame(largest, kind, fate):
    panel = vanish_or_explode()
    dots, ruler, curve = shown(panel, Line2D, largest=largest, T=60, kind=kind)
    assert FATES[fate] in panel.sentence
    assert np.abs(dots.get_xdata()).max() == pytest.approx(largest)
    np.testing.assert_allclose(ruler.get_ydata(), largest ** np.arange(60.0))
    expected = example.blame_by_steps_back(largest, 60, kind)
    np.testing.assert_allclose(curve.get_ydata(), expected)
    assert (curve.get_ydata() <= ruler.get_ydata() * (1 + 1e-9)).all()


@pytest.mark.parametrize(
    ("largest", "T", "kind", "times"),
    [(1.5, 10, "tanh, small inputs", "19"), (1.0, 60, "tanh, large inputs", "1.7e-07")],
)
def test_tanh_makes_blame_vanish_sooner_but_not_at_once(largest, T, kind, times):
    sentence = said(vanish_or_explode(), largest=largest, T=T, kind=kind)
    assert f"δ is {times} times as long" in sentence


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


def test_the_gates():
    panel = lstm_gates()
    lines = shown(panel, Line2D, f=0.73, i=0.5, o=0.5, T=40)
    kept = example.keep(0.73, 0.5, 0.5, 40)
    for line, heights in zip(lines, (kept.c, kept.a, kept.back), strict=True):
        np.testing.assert_allclose(line.get_ydata(), heights)
    *_, back = shown(panel, Line2D, f=0.0)
    np.testing.assert_array_equal(back.get_ydata()[:-1], 1e-8)  # the edge of the axis
    assert "all is forgotten" in panel.sentence
    assert "nothing else has come in" in said(panel, f=1.0, i=0.0)
