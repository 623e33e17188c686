"""The pictures of this page show the numbers they were given."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures.colours import GREY, INK, ORANGE
from backprop_helpers.figures.errors import draw_errors
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.four_equations import example
from backprop_helpers.pages.four_equations.figures import (
    EDGE,
    draw_decision,
    draw_layers,
    draw_verdicts,
    neuron_places,
    over_its_shapes,
    plane,
    square,
    zero_lines,
)
from backprop_helpers.pages.four_equations.panels import (
    MOST,
    STATES,
    STEPS,
    decision_boundary,
    twins,
    walk,
    whole_walk,
)
from tests.panels.course_panels import said
from tests.panels.pictures import followed, following, texts_of

# The plane


def test_the_plane_goes_row_by_row_from_below():
    points = plane(3)
    assert points.shape == (2, 9)
    np.testing.assert_allclose(points[0], [-EDGE, 0, EDGE] * 3)
    np.testing.assert_allclose(points[1], np.repeat([-EDGE, 0, EDGE], 3))


def test_zero_lines_are_where_the_outputs_change_sign():
    x1, x2 = plane(41)
    table = square(np.tanh(x1 + x2 + 1))
    assert table.shape == (41, 41)
    assert table[0, 0] < -0.9  # below on the left
    assert table[-1, -1] > 0.9
    (line,) = zero_lines(table)
    np.testing.assert_allclose(line.sum(axis=1), -1, atol=0.01)
    assert zero_lines(np.ones((5, 5))) == []


def test_a_decision_shows_sides_boundary_points_and_mistakes(axes):
    draw_decision(axes, cells=3)
    table, line = np.arange(9.0).reshape(3, 3), np.array([[0.0, 1.0], [1.0, 0.0]])
    points = {"true": [[1, 1], [1, -1]], "false": [[-1], [1]], "wrong": [[1], [-1]]}
    result = {"outputs": table, "lines": [line, line + 1], "boundary": [line]}
    image, hidden, boundary, *marks = followed(axes.figure, result | points)
    np.testing.assert_array_equal(image.get_array(), table)
    np.testing.assert_array_equal(hidden.get_segments(), [line, line + 1])
    np.testing.assert_array_equal(boundary.get_segments(), [line])
    for mark, places in zip(marks, points.values(), strict=True):
        np.testing.assert_array_equal(mark.get_data(), places)
    nothing = dict.fromkeys(points, np.empty((2, 0)))
    followed(axes.figure, {"outputs": table, "lines": [], "boundary": []} | nothing)
    assert boundary.get_segments() == hidden.get_segments() == []
    assert not any(len(mark.get_xydata()) for mark in marks)


def test_verdicts_name_every_function_and_mark_the_failures():
    outputs = {name: np.zeros((1, 25)) for name in example.NAMES}
    learnt = {name: name != "XOR" for name in example.NAMES}
    figure = draw_verdicts(example.INPUTS, example.FUNCTIONS, outputs, learnt)
    assert [axes.get_title() for axes in figure.axes] == [*example.NAMES]
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


# The walk


def test_layers_are_placed_and_lit(axes):
    draw_layers(axes, most=4, tallest=3)
    result = {
        "places": neuron_places({1: 2, 2: 3, 3: 1}), "lit": (2, (2, 3)),
        "words": {("name", 1): "first", ("gradient", 3): "g"}, "colour": ORANGE,
    }  # fmt: skip
    edges, bright, *rest = followed(axes.figure, result)
    circles, words = rest[:4], rest[4:]
    assert [len(c.get_xydata()) for c in circles] == [2, 3, 1, 0]
    assert len(edges.get_segments()) == 2 * 3 + 3 * 1
    assert len(bright.get_segments()) == 3
    lit = [same_color(c.get_markeredgecolor(), ORANGE) for c in circles]
    assert lit == [False, True, False, False]
    assert texts_of(words) == ["first", "g"]
    (between,) = [text for text in words if text.get_text() == "g"]
    ends = [circles[l].get_xdata()[0] for l in (1, 2)]
    assert between.get_position()[0] == pytest.approx(np.mean(ends))
    result |= {"places": neuron_places({1: 2, 2: 1}), "lit": (), "words": {}}
    followed(axes.figure, result)
    assert [len(c.get_xydata()) for c in circles] == [2, 1, 0, 0]
    assert len(bright.get_segments()) == 0
    assert texts_of(axes.texts) == []


def test_code_stands_over_its_shapes():
    above, below = over_its_shapes((("w[3].T", 4, 10), " @ ", ("delta[3]", 2, 1)))
    assert len(above) == len(below)
    assert above.split() == ["w[3].T", "@", "delta[3]"]
    assert "(4, 10)" in below
    middle = above.index("delta[3]") + len("delta[3]") / 2
    assert below.index("(2, 1)") + 3 == pytest.approx(middle, abs=1)


@pytest.mark.parametrize("L", range(2, MOST + 1))
def test_how_often_each_equation_is_used(L):
    steps = [*walk(dict.fromkeys(range(1, L + 1), 2))]
    names = [step.equation for step in steps]
    counts = [names.count(name) for name in ("forward", "BP1", "BP2", "BP3 and BP4")]
    assert counts == [L - 1, 1, L - 2, L - 1]
    back = [step.place for step in steps if step.equation == "BP2"]
    assert back == [("backward", l) for l in range(L - 1, 1, -1)]


@pytest.mark.parametrize("L", range(2, MOST + 1))
def test_the_shapes_of_the_walk_are_those_of_the_network(L):
    panel = whole_walk()
    panel.set(L=L)
    sizes = [len(places) for places in panel.result["places"].values()]
    network = Network.random(sizes, np.random.default_rng(0))
    x, y = np.ones((sizes[0], 1)), np.ones((sizes[-1], 1))
    z, a = network.forward(x)
    delta, nabla_w, nabla_b = network.backward(z, a, y)
    names = {"w": network.w, "b": network.b, "z": z, "a": a, "y": y}
    names |= {"delta": delta, "nabla_w": nabla_w, "nabla_b": nabla_b}
    for step in panel.result["steps"]:
        for part in step.parts:
            if not isinstance(part, str):
                code, *shape = part
                assert eval(code, names | {"activation": sigmoid}).shape == (*shape,)


def test_the_walk_collects_what_is_known():
    _, _, *words, title, code, _ = following(whole_walk(), L=3, step=4)
    shown = texts_of(words)
    assert shown[3:] == ["a¹ = x", "z² a²", "z³ a³", "δ²", "δ³"]  # after the names
    assert title.get_text() == "BP2"
    text = "delta[2] = (w[3].T @ delta[3]) * activation.derivative(z[2])"
    assert " ".join(code.get_text().split()) == text


def test_steps_beyond_the_last_change_nothing():
    panel = whole_walk()
    panel.set(L=2, step=3)
    before = panel.bundle()
    panel.set(step=15)
    assert panel.bundle() == before
    assert "BP2 never" in panel.sentence


# Training


@pytest.mark.parametrize("hidden", [0, 1, 4, 8])
def test_the_surface_is_that_of_the_trained_network(hidden):
    panel = decision_boundary()
    artists = following(panel, function="XOR", hidden=hidden, steps=120, seed=2)
    network = example.fresh_network(hidden, 0.3, 2)
    run = example.learn(network, example.FUNCTIONS["XOR"], 0.3, 120)
    expected = network.forward(plane())[1][network.L]
    image, lines, _, true, false, wrong, curve = artists
    np.testing.assert_array_equal(image.get_array().ravel(), expected[0])
    np.testing.assert_array_equal(curve.get_ydata(), run.costs)
    assert len(lines.get_segments()) == hidden
    for ends, w, b in zip(
        lines.get_segments(), network.w[2], network.b[2], strict=False
    ):
        np.testing.assert_allclose(ends @ w, -b[0], atol=1e-9)
    np.testing.assert_array_equal(true.get_data(), [[-1, 1], [1, -1]])
    np.testing.assert_array_equal(false.get_data(), [[-1, 1], [-1, 1]])
    np.testing.assert_array_equal(wrong.get_data(), example.INPUTS[:, ~run.right])
    assert f"{run.right.sum()} of 4 points are right after 120 steps" in panel.sentence


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
    assert words in said(decision_boundary(), **values)


def test_twins_lie_on_each_other_until_they_differ():
    panel = twins()
    first, *others, _ = (curve.get_ydata() for curve in following(panel))
    assert len(first) == STEPS + 1
    for other in others:
        np.testing.assert_allclose(other, first, atol=1e-9)
    assert "three times the same neuron. 3 of 4" in panel.sentence
    *curves, _ = following(panel, difference=0.005)
    weights = np.array([curve.get_ydata() for curve in curves])
    assert np.ptp(weights[:, 30]) < 0.05 < 0.3 < np.ptp(weights[:, -1])
    assert "4 of 4" in panel.sentence


def test_twins_are_told_apart_without_colour():
    *curves, _ = following(twins())
    widths = [curve.get_linewidth() for curve in curves]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
    assert not any(
        same_color(curve.get_color(), c) for curve in curves for c in (GREY, INK)
    )
