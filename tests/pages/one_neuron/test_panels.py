"""The pictures of this page show the numbers of its maths."""

import numpy as np
import pytest

from backprop_helpers.figures.colours import INK
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.pages.one_neuron.figures import (
    draw_arrow,
    draw_border,
    draw_classes,
)
from backprop_helpers.pages.one_neuron.panels.sigmoid import LARGEST
from tests.pages.one_neuron.flowers_and_images import HELD_OUT, PETALS, SEPALS
from tests.pages.one_neuron.panels import PANELS
from tests.panels.course_panels import said
from tests.panels.pictures import followed, following


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
    for kind, points in enumerate(axes.lines):
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
    done = one_neuron.perceptron(x, y, [0, 1], 50, np.random.default_rng(0))
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
    misses = int(np.sum((turns[1] @ x > 0) != y))
    said = f"{misses} of 100" if misses else "all 100 flowers are on their own side"
    assert said in panel.sentence


def test_after_the_last_correction_it_has_stopped():
    panel = PANELS["perceptron_by_steps"]()
    *_, old, ring = following(panel, step=9, angle=90, seed=0)[:6]
    assert len(old.get_xydata()) == len(ring.get_xydata()) == 0
    said = "There is no correction 9: it has stopped after 8, because all 100"
    assert said in panel.sentence


def test_sweeps_are_counted_and_the_wrong_flowers_ringed():
    x, y = PETALS
    panel = PANELS["keep_sweeping"]()
    _, border, _, _, rings, counts, lengths = following(panel, sweep=60, seed=4)
    inputs, rng = one_neuron.with_one(x), np.random.default_rng(4)
    done = one_neuron.perceptron(inputs, y, [-1, 0, 0], 60, rng)
    w = done.w[-1]
    np.testing.assert_array_equal(counts.get_ydata(), done.mistakes)
    np.testing.assert_allclose(lengths.get_ydata()[-1], np.linalg.norm(w))
    wrong = (w @ inputs > 0) != y
    np.testing.assert_array_equal(rings.get_xydata(), x[:, wrong].T)
    np.testing.assert_allclose(border.get_xydata() @ w[:2] + w[2], 0, atol=1e-9)
    assert f"{len(done.wrong)} corrections in all" in panel.sentence


def test_the_two_rules_start_alike_and_one_comes_to_rest():
    panel = PANELS["two_rules"]()
    curves = following(panel, sweep=60, eta=0.5)[-2:]
    perceptron, delta = (curve.get_ydata() for curve in curves)
    assert [perceptron[0], delta[0]] == [92, 79]
    assert np.ptp(delta[20:]) == 0
    assert np.ptp(perceptron[20:]) >= 5
    assert "6 wrong, cost 0.0701" in panel.sentence
    assert "it diverges, since η is above 2/λmax = 1.00" in said(panel, eta=1.05)


@pytest.mark.parametrize("z", [-10.0, 0.0, 2.0])
def test_the_tangent_touches_the_sigmoid(z):
    tangent, place, height = following(PANELS["sigmoid_and_slope"](), z=z)
    (x0, y0), (x1, y1) = tangent.get_xydata()
    a = 1 / (1 + np.exp(-z))
    assert (y1 - y0) / (x1 - x0) == pytest.approx(a * (1 - a), rel=1e-9)
    assert (y0 + y1) / 2 == pytest.approx(a)
    np.testing.assert_allclose(place.get_xydata(), [[z, a]])
    assert height.get_ydata()[1] == pytest.approx(a * (1 - a), rel=1e-9)


def test_both_costs_start_at_the_same_place():
    panel = PANELS["saturation_twin"]()
    artists = following(panel, w=2.0, b=2.0, eta=0.075, step=100)
    places, curves, dots = artists[1:4:2], artists[4::2], artists[5::2]
    ends = []
    for curve, now, place in zip(curves, dots, places, strict=True):
        a = curve.get_ydata()
        assert a[0] == pytest.approx(float(sigmoid(4.0)))
        np.testing.assert_allclose(now.get_xydata(), [[100, a[100]]])
        z = place.get_xdata()[0]
        assert a[100] == pytest.approx(float(sigmoid(z)), rel=1e-9)
        ends.append(a[-1])
    assert ends[1] < 0.03 < 0.2 < ends[0]
    assert "at step 232." in panel.sentence
    assert "at step 33." in panel.sentence
    assert "at step 47." in said(panel, w=3.0, b=3.0)


def test_with_one_cost_there_is_one_curve():
    panel = PANELS["saturation"]()
    tangent, place, curve, now = following(panel, w=3.0, b=3.0)
    assert tangent.axes is place.axes is not curve.axes is now.axes
    assert "still above ½ at step 300" in panel.sentence
    assert "entropy" not in panel.sentence


def test_the_picture_and_the_answer_belong_to_the_same_image():
    panel = PANELS["three_or_eight"]()
    weights, plus, _, image, *curves = following(panel, step=300, eta=1.0, image=78)
    pixels = image.get_array().ravel()
    np.testing.assert_allclose(pixels, HELD_OUT[0][:, 77], rtol=1e-12)
    assert "Image 78 is a 3" in panel.sentence
    assert "the neuron says 8, which is wrong" in panel.sentence
    learnt, place, held_out, other = (curve.get_ydata() for curve in curves)
    assert len(learnt) == len(held_out) == 301
    assert [*place, *other] == [1.0, pytest.approx(91 / 99)]
    assert learnt[1] == pytest.approx(0.984, abs=5e-4)
    assert weights.get_array()[2:6, 2:4].min() > 1
    for column, row in plus.get_xydata().astype(int):
        assert weights.get_array()[row, column] > 0.15 * LARGEST
