"""The pictures of notebook 05 show the numbers they were given."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.colours import GREY, INK, ORANGE
from backprop_helpers.figures.errors import draw_errors
from backprop_helpers.pages.four_equations import example as boolean
from backprop_helpers.pages.four_equations.figures import (
    EDGE,
    MovingCode,
    MovingDecision,
    MovingLayers,
    draw_verdicts,
    plane,
)
from backprop_helpers.pages.four_equations.panels.boolean import (
    STATES,
    STEPS,
    decision_boundary,
    twins,
)
from backprop_helpers.pages.four_equations.panels.whole_walk import whole_walk
from tests.panels.pictures import moved, texts_of


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


# The plane


def test_the_plane_goes_row_by_row_from_below():
    points = plane(3)
    assert points.shape == (2, 9)
    np.testing.assert_allclose(points[0], [-EDGE, 0, EDGE] * 3)
    np.testing.assert_allclose(points[1], np.repeat([-EDGE, 0, EDGE], 3))


def test_a_decision_shows_sides_boundary_points_and_mistakes(axes):
    cells = 41
    decision = MovingDecision(axes, boolean.INPUTS, cells)
    x1, x2 = plane(cells)
    true = np.array([False, True, True, True])
    right = np.array([True, True, False, True])
    decision.move(np.tanh(x1 + x2 + 1), true, right, [(np.array([1.0, 1.0]), 1.0)])
    table = decision.image.get_array()
    assert table.shape == (cells, cells)
    assert table[0, 0] < -0.9  # below on the left
    assert table[-1, -1] > 0.9
    (boundary,) = decision.boundary.get_segments()
    np.testing.assert_allclose(boundary.sum(axis=1), -1, atol=0.01)
    (line,) = decision.hidden.get_segments()
    np.testing.assert_allclose(line.sum(axis=1), -1, atol=1e-12)
    np.testing.assert_array_equal(decision.true.get_xydata(), boolean.INPUTS.T[true])
    np.testing.assert_array_equal(decision.false.get_xydata(), boolean.INPUTS.T[~true])
    np.testing.assert_array_equal(decision.wrong.get_xydata(), [[1, -1]])


def test_a_decision_without_a_boundary_or_lines(axes):
    decision = MovingDecision(axes, boolean.INPUTS, 5)
    yes = np.array([True] * 4)
    decision.move(np.ones(25), yes, yes, [(np.zeros(2), 1.0)])
    assert decision.boundary.get_segments() == decision.hidden.get_segments() == []
    assert len(decision.false.get_xydata()) == len(decision.wrong.get_xydata()) == 0


def test_verdicts_name_every_function_and_mark_the_failures():
    outputs = {name: np.zeros((1, 25)) for name in boolean.NAMES}
    learnt = {name: name != "XOR" for name in boolean.NAMES}
    figure = draw_verdicts(boolean.INPUTS, boolean.FUNCTIONS, outputs, learnt)
    assert [axes.get_title() for axes in figure.axes] == [*boolean.NAMES]
    for axes in figure.axes:
        failed = axes.get_title() == "XOR"
        assert axes.get_xlabel() == ("not learnt" if failed else "learnt")
        wide = axes.spines["left"].get_linewidth() > 2
        assert wide == failed  # not by colour alone


def test_errors_are_dots_below_the_limit_and_crosses_above(axes):
    draw_errors(axes, {"good": [1e-9, 1e-30], "bad": [0.5, 3e-7]}, "title")
    shown = {
        (line.get_marker(), x, y)
        for line in axes.lines
        if line.get_marker() in "ox"
        for x, y in line.get_xydata()
    }
    assert shown == {("o", 1e-9, 0), ("o", 1e-12, 0), ("x", 0.5, 1), ("x", 3e-7, 1)}
    assert [label.get_text() for label in axes.get_yticklabels()] == ["good", "bad"]
    assert axes.get_title("left") == "title"


# Layers and code


def test_layers_are_placed_and_lit(axes):
    layers = MovingLayers(axes, most=4, tallest=3)
    layers.move((2, 3, 1), {("name", 1): "first", ("gradient", 3): "g"}, {2, (2, 3)})
    assert [len(c.get_xydata()) for c in layers.circles] == [2, 3, 1, 0]
    assert len(layers.edges.get_segments()) == 2 * 3 + 3 * 1
    assert len(layers.bright.get_segments()) == 3
    lit = [same_color(c.get_markeredgecolor(), ORANGE) for c in layers.circles]
    assert lit == [False, True, False, False]
    assert texts_of(axes.texts) == ["first", "g"]
    between = layers.words["gradient"][2].get_position()[0]
    ends = [layers.circles[l].get_xdata()[0] for l in (1, 2)]
    assert between == pytest.approx(np.mean(ends))
    layers.move((2, 1), {})
    assert [len(c.get_xydata()) for c in layers.circles] == [2, 1, 0, 0]
    assert len(layers.bright.get_segments()) == 0
    assert texts_of(axes.texts) == []


def test_code_stands_over_its_shapes(axes):
    code = MovingCode(axes)
    code.move("BP2", [("w[3].T", "(4, 10)"), (" @ ", ""), ("delta[3]", "(2, 1)")])
    above, below = code.code.get_text(), code.shapes.get_text()
    assert len(above) == len(below)
    assert above.split() == ["w[3].T", "@", "delta[3]"]
    middle = above.index("delta[3]") + len("delta[3]") / 2
    assert below.index("(2, 1)") + 3 == pytest.approx(middle, abs=1)


def test_the_walk_collects_what_is_known():
    layers, code = moved(whole_walk(), L=3, step=4)
    assert texts_of(layers.words["forward"]) == ["a¹ = x", "z² a²", "z³ a³"]
    assert texts_of(layers.words["backward"]) == ["δ²", "δ³"]
    assert texts_of(layers.words["gradient"]) == []
    assert code.title.get_text() == "BP2"
    text = "delta[2] = (w[3].T @ delta[3]) * activation.derivative(z[2])"
    assert " ".join(code.code.get_text().split()) == text


# The panels


@pytest.mark.parametrize("hidden", [0, 1, 4, 8])
def test_the_surface_is_that_of_the_trained_network(hidden):
    panel = decision_boundary()
    decision, curve = moved(panel, function="XOR", hidden=hidden, steps=120, seed=2)
    network = boolean.fresh_network(hidden, 0.3, 2)
    run = boolean.learn(network, boolean.FUNCTIONS["XOR"], 0.3, 120)
    expected = network.forward(plane())[1][network.L]
    np.testing.assert_array_equal(decision.image.get_array().ravel(), expected[0])
    np.testing.assert_array_equal(curve.line.get_xydata()[:, 1], run.costs)
    assert len(decision.hidden.get_segments()) == hidden
    assert f"{run.right.sum()} of 4 points are right after 120 steps" in panel.sentence
    assert len(decision.wrong.get_xydata()) == (~run.right).sum()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, STATES["learnt"]),
        ({"function": "XOR"}, "No straight line"),
        ({"function": "XOR", "hidden": 1}, "draws only one line"),
        ({"function": "XOR", "hidden": 2}, STATES["learnt"]),
        ({"function": "XOR", "hidden": 2, "eta": 5.0}, STATES["saturated"]),
        ({"function": "XOR", "hidden": 2, "scale": 5.0}, STATES["saturated"]),
        ({"function": "XOR", "hidden": 8, "scale": 0.01}, STATES["flat"]),
        ({"function": "equal", "hidden": 2, "seed": 1}, STATES["flat"]),
        ({"function": "XOR", "hidden": 2, "steps": 1}, "after 1 step,"),
        ({"steps": 0}, "before the first step"),
    ],
)
def test_the_states_of_the_page_are_said(values, words):
    panel = decision_boundary()
    panel.set(**values)
    assert words in panel.sentence


def test_twins_lie_on_each_other_until_they_differ():
    panel = twins()
    curves, _ = moved(panel)
    first, *others = (curve.get_ydata() for curve in curves)
    assert len(first) == STEPS + 1
    for other in others:
        np.testing.assert_allclose(other, first, atol=1e-9)
    assert "three times the same neuron. 3 of 4" in panel.sentence
    curves, _ = moved(panel, difference=0.005)
    weights = np.array([curve.get_ydata() for curve in curves])
    assert np.ptp(weights[:, 30]) < 0.05 < 0.3 < np.ptp(weights[:, -1])
    assert "4 of 4" in panel.sentence


def test_twins_are_told_apart_without_colour():
    curves, _ = twins().picture.artists
    widths = [curve.get_linewidth() for curve in curves]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
    assert not any(
        same_color(curve.get_color(), c) for curve in curves for c in (GREY, INK)
    )
