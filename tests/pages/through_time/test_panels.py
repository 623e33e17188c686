"""The pictures and panels of notebook 12 show the numbers they were given."""

import numpy as np
import pytest

from backprop_helpers.figures import new_figure
from backprop_helpers.pages.through_time import example as echo
from backprop_helpers.pages.through_time import example as wall
from backprop_helpers.pages.through_time.figures import MovingBars, MovingChain
from backprop_helpers.pages.through_time.gates import keep
from backprop_helpers.pages.through_time.panels.lstm_cell import LOWEST, lstm_gates
from backprop_helpers.pages.through_time.panels.steep_wall import clipping
from backprop_helpers.pages.through_time.panels.through_time import (
    FATES,
    unrolled,
    vanish_or_explode,
)
from tests.panels.pictures import moved, texts_of


def heights_of(bars):
    """Return the heights of bars, in the order of their steps."""
    ends = sorted(tuple(segment[1]) for segment in bars.bars.get_segments())
    return [height for _, height in ends]


def test_a_chain_shows_its_steps_and_forgets_longer_ones():
    chain = MovingChain(new_figure(8, 3)[1], 4)
    run = echo.one_neuron(-0.8, 1.0, 4, "1, 0, 1, 0, …")
    chain.move(run.x, run.a, run.delta, run.cost)
    assert len(chain.circles.get_xydata()) == 5
    assert texts_of(chain.a) == [
        "0", *(f"{run.a[t]:.3f}".replace("-", "−") for t in range(1, 5)),
    ]  # fmt: skip
    assert texts_of(chain.x) == ["1", "0", "1", "0"]
    assert len(texts_of(chain.delta)) == len(texts_of(chain.w)) == 4
    assert len(chain.arrows.get_segments()) == 5 + 4
    run = echo.one_neuron(-0.8, 1.0, 1, "1, 0, 1, 0, …")
    chain.move(run.x, run.a, run.delta, run.cost)
    assert len(chain.circles.get_xydata()) == 2
    assert texts_of(chain.x) == ["1"]
    assert texts_of([chain.cost]) == [f"C = {run.cost:.3f}"]


def test_bars_end_at_the_edge():
    bars = MovingBars(new_figure(3, 2)[1], 3, 2.0, "black", "title")
    bars.move({1: 0.5, 2: -9.0})
    ends = [segment[1].tolist() for segment in bars.bars.get_segments()]
    assert ends == [[1, 0.5], [2, -2]]


def test_the_chain_of_the_page():
    panel = unrolled()
    _, (a, delta, terms) = moved(panel)
    heights = [heights_of(bars) for bars in (a, delta, terms)]
    np.testing.assert_allclose(heights[0], [0.4621, 0.3537, 0.6544], atol=5e-5)
    np.testing.assert_allclose(heights[1], [-0.1740, -0.2766, -0.3952], atol=5e-5)
    assert sum(heights[2]) == pytest.approx(-0.2676, abs=5e-5)
    assert "∂C/∂w = −0.268" in panel.sentence


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
    panel = unrolled()
    panel.set(**values)
    assert words in panel.sentence


@pytest.mark.parametrize(
    ("largest", "T", "kind", "fate"),
    [
        (1.0, 60, "identity", "steady"),
        (0.9, 60, "identity", "vanishing"),
        (0.5, 60, "identity", "lost"),
        (1.5, 60, "identity", "exploding"),
        (1.0, 60, "tanh, large inputs", "vanishing"),
        (1.5, 60, "tanh, small inputs", "vanishing"),
    ],
)
def test_the_fates_of_blame(largest, T, kind, fate):
    panel = vanish_or_explode()
    dots, ruler, curve = moved(panel, largest=largest, T=T, kind=kind)
    assert FATES[fate] in panel.sentence
    assert np.abs(dots.get_xdata()).max() == pytest.approx(largest)
    np.testing.assert_allclose(ruler.get_ydata(), largest ** np.arange(float(T)))
    expected = echo.blame_by_steps_back(largest, T, kind)
    np.testing.assert_allclose(curve.get_ydata(), expected)
    assert (curve.get_ydata() <= ruler.get_ydata() * (1 + 1e-9)).all()


def test_tanh_does_not_always_tame():
    panel = vanish_or_explode()
    panel.set(largest=1.5, T=10, kind="tanh, small inputs")
    assert "δ is 19 times as long" in panel.sentence


def test_two_walkers_at_the_wall():
    panel = clipping()
    _, ((_, free), (_, tied)), word = moved(panel, steps=20)
    assert word.get_text() == "thrown out"
    assert len(free.get_xdata()) == 3
    assert free.get_ydata()[-1] == wall.LOW  # drawn at the edge, said as it is
    assert "to w = −105" in panel.sentence
    assert len(tied.get_xdata()) == 21
    _, _, word = moved(panel, eta=3e-4)
    assert word.get_text() == ""
    assert "thrown out" not in panel.sentence


def test_the_gates():
    panel = lstm_gates()
    c, a, back = moved(panel, f=0.73, i=0.5, o=0.5, T=40)
    keeping = keep(0.73, 0.5, 0.5, 40)
    np.testing.assert_allclose(c.get_ydata(), keeping.c[1:])
    np.testing.assert_allclose(a.get_ydata(), keeping.a[1:])
    np.testing.assert_allclose(back.get_ydata(), keeping.back)
    _, _, back = moved(panel, f=0.0)
    np.testing.assert_array_equal(back.get_ydata()[:-1], LOWEST)
    assert "all is forgotten" in panel.sentence
    panel.set(f=1.0, i=0.0)
    assert "nothing else has come in" in panel.sentence
