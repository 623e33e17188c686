"""The pictures of the cell show the numbers they were given, and whose δ trained."""

import numpy as np
import pytest
from matplotlib.lines import Line2D

from backprop_helpers.figures.blanks import BlankText
from backprop_helpers.pages.lstm import example, figures
from backprop_helpers.pages.lstm.panels import STEPS, hold_the_gates, remember
from tests.figures.colours_seen import complaints
from tests.panels.course_panels import said
from tests.panels.pictures import following, texts_of


def lines(panel, **values):
    """Set a panel and return its moving lines."""
    return [each for each in following(panel, **values) if isinstance(each, Line2D)]


def test_each_start_has_a_dot_in_its_column():
    figure = figures.draw_starts({"a": np.array([1.0, 0.5]), "b": np.ones(3)}, 0.25)
    (axes,) = figure.axes
    *columns, guess = axes.lines
    np.testing.assert_array_equal(columns[0].get_xydata(), [[-0.25, 0.5], [0.25, 1.0]])
    np.testing.assert_array_equal(columns[1].get_ydata(), [1, 1, 1])
    assert {*guess.get_ydata()} == {0.25}
    assert [*complaints(figure)] == []


def test_the_gates():
    panel = hold_the_gates()
    shown = lines(panel, f=0.73, i=0.5, o=0.5, T=40)
    kept = example.keep(0.73, 0.5, 0.5, 40)
    for line, heights in zip(shown, (kept.c, kept.a, kept.back), strict=True):
        np.testing.assert_allclose(line.get_ydata(), heights)
    *_, back = lines(panel, f=0.0)
    np.testing.assert_array_equal(back.get_ydata()[:-1], 1e-8)  # the edge of the axis
    assert "all is forgotten" in panel.sentence
    assert "nothing else has come in" in said(panel, f=1.0, i=0.0)


def test_the_cell_is_drawn_with_letters_or_numbers():
    letters = texts_of(figures.whole_cell({}).findobj(BlankText))
    assert {"c⟨t−1⟩", "i · g", "f", "tanh c⟨t⟩"} <= {*letters}
    numbers = texts_of(figures.whole_cell(*example.one_step()).findobj(BlankText))
    assert {"c⟨t−1⟩ = 2", "1.6", "0.5530", "∂C/∂c = 0.2903"} <= {*numbers}
    assert {"to c⟨t−1⟩: ← 0.2613", "← from c⟨t+1⟩: 0.2"} <= {*numbers}
    assert {"δ_f = 0.0523", "δ_i = −0.0116", "δ_g = 0.2177"} <= {*numbers}


def turned_round(nabla_c, i, g):
    return -nabla_c * i * (1 - g**2)


def without_slope(nabla_c, i, g):
    return nabla_c * i


@pytest.mark.parametrize(
    ("function", "least", "most"),
    [(None, 0.9, 1.0), (turned_round, 0.1, 0.5)],
)
def test_what_is_remembered_with_the_right_line_and_with_wrong_ones(
    function, least, most
):
    """As the page says of ten starts, at the digits of its saved state."""
    panel = remember(function)
    named = []
    for seed in range(10):
        panel.set(seed=seed)
        named.append(panel.result["named"])
    assert least < min(named) <= max(named) <= most


def test_what_is_said_of_the_reader_s_own_line():
    panel = remember(without_slope)
    panel.set(others=4, steps=1)
    assert "after 1 step: cost" in panel.sentence
    assert "as it runs, but its check does not hold yet" in panel.sentence
    panel.set(steps=STEPS)
    assert f"after {STEPS} steps: cost" in panel.sentence
    assert "Of fresh sequences the cells name" in panel.sentence
    assert "is not filled in yet" in said(remember(lambda nabla_c, i, g: ...), others=2)
    assert "at work" in said(
        remember(lambda nabla_c, i, g: nabla_c * i - nabla_c * i * g * g), others=2
    )
