"""The pictures of a look show what is calculated, and whose functions were at work."""

import numpy as np
import pytest
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle

from backprop_helpers.pages.attention import example
from backprop_helpers.pages.attention.panels import (
    STEPS,
    find_the_letter,
    turn_the_query,
)
from backprop_helpers.practice.registry import EXERCISES
from tests.panels.course_panels import said
from tests.panels.pictures import following

attention = EXERCISES["attention"].solution
attention_back = EXERCISES["attention_back"].solution


def test_a_query():
    panel = turn_the_query()
    artists = following(panel, q1=1.0, q2=-2.0)
    seen = example.look(np.array([1.0, -2.0]))
    bars = [each.get_height() for each in artists if isinstance(each, Rectangle)]
    np.testing.assert_allclose(bars, seen.alpha)
    np.testing.assert_allclose(seen.alpha.sum(), 1)
    assert "asks for nothing" in said(panel, q1=0.0, q2=0.0)
    np.testing.assert_allclose(panel.result.o, example.VALUES.mean(axis=1))
    assert "looks at token 3" in said(panel, q1=-4.0, q2=2.0)
    assert "hardly" not in said(panel, q1=2.0, q2=1.0)


@pytest.mark.parametrize("q1", [-4.0, 4.0])
@pytest.mark.parametrize("q2", [-4.0, 0.0, 4.0])
def test_the_name_of_a_query_stays_off_the_axes(q1, q2):
    panel = turn_the_query()
    following(panel, q1=q1, q2=q2)
    panel.bundle()  # which settles the layout
    axes = panel.picture.figure.axes[0]
    (name,) = (each for each in axes.texts if each.get_text() == "q₃")
    box = name.get_window_extent()
    assert axes.get_window_extent().contains(*box.min)
    assert axes.get_window_extent().contains(*box.max)


def test_no_query_leaves_the_triangle_and_the_query_of_the_text_comes_close():
    corners = np.vstack([example.VALUES, np.ones(3)])
    for query in np.random.default_rng(0).uniform(-4, 4, size=(50, 2)):
        shares = np.linalg.solve(corners, [*example.look(query).o, 1])
        assert shares.min() > 0
    near = example.look(np.array([-4.0, 2.0])).o
    assert np.abs(near - example.VALUES[:, 2]).max() < 0.2


def without_the_other_paths(q, k, v, alpha, nabla_o):
    delta = alpha * (nabla_o.T @ v) / np.sqrt(len(k))
    return k @ delta.T, q @ delta, nabla_o @ alpha


def turned_round(q, k, v, alpha, nabla_o):
    return tuple(-each for each in attention_back(q, k, v, alpha, nabla_o))


def test_whose_functions_find_the_letter():
    panel = find_the_letter(lambda q, k, v: ..., attention_back)
    sentence = said(panel, others=4, steps=STEPS)
    assert "Your attention is not filled in yet" in sentence
    assert "This is your attention_back at work" in sentence
    assert "Of fresh texts it names" in sentence
    assert "after 1 step: cost" in said(panel, steps=1)
    panel = find_the_letter(attention, turned_round)
    assert "attention_back as it runs, but" in said(panel, others=4)
    assert panel.result["named"] < 0.6
    panel = find_the_letter(attention, without_the_other_paths)
    assert "attention_back as it runs, but" in said(panel, others=4)


def test_who_looks_at_whom():
    panel = find_the_letter()
    for letter, name in enumerate("ABCD"):
        artists = following(panel, others=15, seed=2, letter=letter, steps=STEPS)
        (image,) = (each for each in artists if isinstance(each, AxesImage))
        alpha = np.asarray(image.get_array())
        np.testing.assert_allclose(alpha.sum(axis=1), 1, atol=1e-5)
        assert alpha[1:, 0].min() > 0.9, "the start that the page shows sees all four"
        assert f"looks at the {name} with" in panel.sentence
    short = following(panel, others=3, steps=0)
    (image,) = (each for each in short if isinstance(each, AxesImage))
    assert not np.asarray(image.get_array())[4:].any()
