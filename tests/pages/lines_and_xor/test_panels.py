"""The pictures of this page show the numbers of its maths."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures.colours import GREY, INK
from backprop_helpers.pages.lines_and_xor import example
from backprop_helpers.pages.lines_and_xor.figures.plane import (
    EDGE,
    draw_decision,
    draw_verdicts,
    plane,
    square,
    zero_lines,
)
from backprop_helpers.pages.lines_and_xor.figures.points import (
    draw_arrow,
    draw_border,
    draw_classes,
)
from backprop_helpers.pages.lines_and_xor.figures.runs import draw_runs
from backprop_helpers.pages.lines_and_xor.panels.training import (
    STATES,
    STEPS,
    decision_boundary,
    twins,
)
from backprop_helpers.pages.lines_and_xor.panels.two_lines import two_lines
from tests.figures.colours_seen import complaints
from tests.pages.lines_and_xor.flowers import SEPALS
from tests.pages.lines_and_xor.panels import PANELS
from tests.panels.course_panels import button_rows, said
from tests.panels.pictures import followed, following, texts_of

XOR = example.FUNCTIONS["XOR"]


def points_of(axes, result):
    """Move what was drawn on axes, and return the points (n, 2) of each artist."""
    return [artist.get_path().vertices for artist in followed(axes, result)]


# Drawing


@pytest.mark.parametrize(
    ("w", "b"), [((0.0, 1.0), 0.0), ((3.0, -4.0), 2.0), ((1e-6, 0.0), -1e-6)]
)
def test_a_border_is_where_the_sum_is_0(axes, w, b):
    draw_border(axes, lambda r: r)
    side, ends, (tail, tip), _ = points_of(axes, (*w, b))
    assert (ends @ w + b) / np.hypot(*w) == pytest.approx([0, 0], abs=1e-9)
    assert np.hypot(*(tip - tail)) == pytest.approx(0.5)
    assert (tip - tail) @ (ends[1] - ends[0]) == pytest.approx(0, abs=1e-9)
    # The tint is on the side that the arrow points to.
    assert side[:4].mean(axis=0) @ w + b > 0
    assert tip @ w + b > 0


def test_without_weights_there_is_no_border(axes):
    draw_border(axes, lambda r: r)
    points_of(axes, (1.0, 1.0, 0.0))
    side, ends, arrow, tip = points_of(axes, (0.0, 0.0, 3.0))
    assert len(side) == len(ends) == 0
    assert not np.any([*arrow, *tip])


def test_an_arrow_ends_in_its_head(axes):
    draw_arrow(axes, lambda r: r, INK, head=0.2)
    shaft, (one, tip, two) = points_of(axes, ((1, 1), (4, 5)))
    np.testing.assert_allclose(shaft, [[1, 1], [4, 5]])
    np.testing.assert_allclose(tip, [4, 5])
    np.testing.assert_allclose((one + two) / 2, [4 - 0.2 * 0.6, 5 - 0.2 * 0.8])
    for points in points_of(axes, ((1, 1), (1, 1))):
        np.testing.assert_array_equal(points, np.ones_like(points))


def test_classes_stand_on_axes_of_one_scale(axes):
    x, y = SEPALS
    draw_classes(axes, x, y, ("one", "two"), ("a (cm)", "b (cm)"))
    for kind, points in zip((-1, 1), axes.lines, strict=True):
        np.testing.assert_array_equal(points.get_xydata(), x[:, y == kind].T)
    assert axes.get_aspect() == 1  # or a normal would not look perpendicular
    assert axes.get_xlim()[0] < x[0].min() <= x[0].max() < axes.get_xlim()[1]


# Panels


@pytest.mark.parametrize("step", [1, 3, 8])
def test_a_step_shows_the_flower_and_both_arrows(step):
    x, y = SEPALS
    panel = PANELS["perceptron_by_steps"]()
    artists = following(panel, step=step, angle=90, seed=0)
    _, border, _, _, old, ring, *arrows, number = artists
    # Each arrow has a shaft and a tip.
    to_flower, before, change, now = (shaft.get_xydata() for shaft in arrows[::2])
    done = example.perceptron(x, y, [0, 1], 50, np.random.default_rng(0))
    flower = x[:, done.wrong[step - 1]]
    np.testing.assert_allclose(ring.get_xydata(), [flower])
    np.testing.assert_allclose(to_flower, [[0, 0], flower])
    turns = done.w[step - 1], done.w[step]
    np.testing.assert_allclose([before[1], now[1]], turns, atol=1e-12)
    np.testing.assert_allclose(change, turns, atol=1e-12)
    for line, w in zip((old, border), turns, strict=True):
        np.testing.assert_allclose(line.get_xydata() @ w, 0, atol=1e-9)
    assert number.get_text() == f"correction {step}"
    assert ("towards" in panel.sentence) == (y[done.wrong[step - 1]] == 1)
    misses = int(np.sum((turns[1] @ x > 0) != (y > 0)))
    said = f"{misses} of 100" if misses else "all 100 flowers are on their own side"
    assert said in panel.sentence


def test_after_the_last_correction_it_has_stopped():
    panel = PANELS["perceptron_by_steps"]()
    *_, old, ring = following(panel, step=9, angle=90, seed=0)[:6]
    assert len(old.get_xydata()) == len(ring.get_xydata()) == 0
    said = "There is no correction 9: it has stopped after 8, because all 100"
    assert said in panel.sentence


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
    networks = {
        name: example.learn(example.fresh_network(0, 0.3, 0), y, 0.3, 300).network
        for name, y in example.FUNCTIONS.items()
    }
    figure = draw_verdicts(networks, example.FUNCTIONS)
    assert [axes.get_title() for axes in figure.axes] == [*example.NAMES]
    for axes in figure.axes:
        failed = axes.get_title() in example.NO_LINE
        assert axes.get_xlabel() == ("not learnt" if failed else "learnt")
        wide = axes.spines["left"].get_linewidth() > 2
        assert wide == failed  # not by colour alone


def test_runs_that_end_high_are_dashed():
    low, high = np.geomspace(1, 0.01, 30), np.full(30, 0.5)
    figure = draw_runs({2: [low, high, low], 4: [low]})
    dashes = [[line.get_linestyle() for line in axes.lines] for axes in figure.axes]
    assert dashes == [["-", "--", "-"], ["-"]]
    assert [axes.get_title()[0] for axes in figure.axes] == ["2", "4"]
    assert [*complaints(figure)] == []


# Two lines


def shown(panel):
    """Yield the settings of the buttons of a panel that show something."""
    yield from (button.set for button in button_rows(panel) if button.set)


def test_what_is_shown_is_xor_and_the_start_is_not():
    panel = two_lines()
    assert "1 of 4 are right" in panel.sentence
    assert "XOR" not in panel.sentence
    settings = [*shown(panel)]
    assert len(settings) == 2
    for values in settings:
        assert "true at B and C: 4 of 4 are right" in said(panel, **values)
        assert "at 3 places. This is XOR." in panel.sentence


def test_or_and_not_both_have_the_weights_of_the_page():
    panel = two_lines()
    following(panel, **next(shown(panel)))
    for w, b, name in zip(
        panel.result["w"], panel.result["b"], ("x₁ or x₂", "not both"), strict=True
    ):
        # The page has ±(x₁ + x₂) + 1: the same line, about √2 times as long.
        assert abs(w[0]) == pytest.approx(abs(w[1]), abs=1e-8)
        assert b[0] / abs(w[0]) == pytest.approx(1, abs=0.02)
        said = example.answers(w @ example.INPUTS + b)
        np.testing.assert_array_equal(said, example.FUNCTIONS[name][0])


@pytest.mark.parametrize("seed", range(30))
def test_each_plane_says_what_its_neuron_says(seed):
    rng = np.random.default_rng(seed)
    panel = two_lines()
    angles, shifts = rng.integers(0, 360, 2), rng.uniform(-1.8, 1.8, 2)
    together = ("and", "or")[seed % 2]
    artists = following(
        panel, angle1=int(angles[0]), angle2=int(angles[1]), shift1=shifts[0],
        shift2=shifts[1], together=together,
    )  # fmt: skip
    hidden = []
    for angle, shift in zip(np.radians(angles), shifts, strict=True):
        z = example.INPUTS.T @ [np.cos(angle), np.sin(angle)] - shift
        hidden.append(np.where(z > 0, 1, -1))
    joined = np.minimum(*hidden) if together == "and" else np.maximum(*hidden)
    right = joined == XOR[0]
    assert f"{right.sum()} of 4 are right" in panel.sentence
    assert f"at {len({*zip(*hidden, strict=True)})} place" in panel.sentence
    assert ("This is XOR" in panel.sentence) == right.all()
    # In each plane, the shade at a point is the answer there.
    images = [artist for artist in artists if hasattr(artist, "get_array")]
    tables = [image.get_array() for image in images if np.ndim(image.get_array()) == 2]
    assert len(tables) == 4
    ticks = np.linspace(-EDGE, EDGE, len(tables[0]))
    columns, rows = (np.abs(ticks[:, None] - x).argmin(axis=0) for x in example.INPUTS)
    for table, expected in zip(tables, (*hidden, joined), strict=False):
        np.testing.assert_array_equal(table[rows, columns], expected)
    crosses = [a for a in artists if getattr(a, "get_marker", str)() == "x"]
    assert [len(a.get_xydata()) for a in crosses] == [0, 0, *[(~right).sum()] * 2]
    # The last neuron sees the points where the two answers put them.
    seen = panel.result["planes"][3]["points"]
    np.testing.assert_array_equal(np.sign(seen), hidden)
    corner = [tables[3][0, 0], tables[3][-1, 0], tables[3][0, -1], tables[3][-1, -1]]
    assert corner == ([-1, -1, -1, 1] if together == "and" else [-1, 1, 1, 1])


def test_a_point_on_a_line_is_on_its_false_side():
    panel = two_lines()
    said(panel, angle1=0, shift1=1.0, angle2=90, shift2=-1.0)
    assert "1) has no point on its side, line 2 (90°, −1) has B and D" in panel.sentence


# Training


@pytest.mark.parametrize("hidden", [0, 1, 2, 4, 8])
def test_the_surface_is_that_of_the_trained_network(hidden):
    panel = decision_boundary()
    artists = following(panel, function="XOR", hidden=hidden, steps=120, seed=2)
    network = example.fresh_network(hidden, 0.3, 2)
    run = example.learn(network, XOR, 0.3, 120)
    expected = network.forward(plane())[1][network.L]
    (image, lines, _, true, false, wrong), seen, curve = (
        artists[:6], artists[6:12], artists[-1]
    )  # fmt: skip
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
    assert any(mark.get_xydata().size for mark in seen[3:]) == (hidden == 2)
    assert texts_of(artists) == ([] if hidden == 2 else ["drawn for\n2 hidden neurons"])


@pytest.mark.parametrize("seed", [0, 20])
def test_the_last_neuron_sees_the_hidden_activations(seed):
    artists = following(decision_boundary(), seed=seed)
    image, _, boundary, true, false, _ = artists[6:12]
    network = example.learn(example.fresh_network(2, 0.3, seed), XOR, 0.3, 300).network
    hidden = network.forward(example.INPUTS)[1][2]
    np.testing.assert_allclose(true.get_data(), hidden[:, XOR[0] > 0])
    np.testing.assert_allclose(false.get_data(), hidden[:, XOR[0] < 0])
    (line,) = boundary.get_segments()
    # A straight one: where the sum of the last neuron is 0.
    np.testing.assert_allclose(line @ network.w[3][0], -network.b[3][0, 0], atol=0.01)
    corner = network.w[3] @ [[-EDGE], [-EDGE]] + network.b[3]
    assert image.get_array()[0, 0] == pytest.approx(np.tanh(corner.item()))
    together = np.hypot(*(true.get_xydata() - false.get_xydata()[:, None]).T).min()
    assert (together < 0.1) == (seed == 20)  # two points of different targets meet


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, STATES["learnt"]),
        ({"function": "x₁ or x₂", "hidden": 0}, STATES["learnt"]),
        ({"seed": 20}, STATES["flat"]),
        ({"hidden": 0}, "No straight line"),
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
    first, *others, _ = (c.get_ydata() for c in following(panel, difference=0.0))
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
