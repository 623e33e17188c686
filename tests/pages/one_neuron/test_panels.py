"""The pictures of notebook 02 show the numbers of its maths."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.border import (
    MovingArrow,
    MovingBorder,
    border_ends,
    draw_classes,
)
from backprop_helpers.figures.colours import INK
from backprop_helpers.figures.digits import MovingImage, MovingWeights, draw_image
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from tests.pages.one_neuron.flowers_and_images import HELD_OUT, PETALS, SEPALS
from tests.panels.course_panels import PANELS


def drawn(name, **values):
    panel = PANELS[name]()
    panel.set(**values)
    panel.bundle()
    return panel, panel.picture.artists


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


# Drawing


@pytest.mark.parametrize(
    ("w", "b"), [((0.0, 1.0), 0.0), ((3.0, -4.0), 2.0), ((1e-6, 0.0), -1e-6)]
)
def test_a_border_is_where_the_sum_is_0(axes, w, b):
    ends = border_ends(np.array(w), b)
    assert (ends @ w + b) / np.hypot(*w) == pytest.approx([0, 0], abs=1e-9)
    border = MovingBorder(axes, arrow=0.5)
    border.move(np.array(w), b)
    np.testing.assert_allclose(border.line.get_xydata(), ends)
    tail, tip = border.normal.shaft.get_xydata()
    assert np.hypot(*(tip - tail)) == pytest.approx(0.5)
    assert (tip - tail) @ (ends[1] - ends[0]) == pytest.approx(0, abs=1e-9)
    middle = border.side.get_xy()[:4].mean(axis=0)
    assert middle @ w + b > 0  # the tint is on the side that the arrow points to
    assert tip @ w + b > 0


def test_without_weights_there_is_no_border(axes):
    border = MovingBorder(axes)
    border.move(np.array([1.0, 1.0]), 0)
    border.move(np.zeros(2), 3.0)
    for line in (border.line, border.normal.shaft, border.normal.tip):
        assert len(line.get_xydata()) == 0
    assert np.ptp(border.side.get_xy(), axis=0).tolist() == [0, 0]


def test_an_arrow_ends_in_its_head(axes):
    arrow = MovingArrow(axes, INK, 0.2)
    arrow.move((1, 1), (4, 5))
    np.testing.assert_allclose(arrow.shaft.get_xydata(), [[1, 1], [4, 5]])
    one, tip, two = arrow.tip.get_xydata()
    np.testing.assert_allclose(tip, [4, 5])
    np.testing.assert_allclose((one + two) / 2, [4 - 0.2 * 0.6, 5 - 0.2 * 0.8])
    arrow.move((1, 1), (1, 1))
    assert len(arrow.shaft.get_xydata()) == len(arrow.tip.get_xydata()) == 0


def test_classes_differ_in_more_than_colour(axes):
    x, y = SEPALS
    draw_classes(axes, x, y, ("one", "two"), ("a (cm)", "b (cm)"))
    zero, one = axes.lines
    assert zero.get_marker() != one.get_marker()
    assert not same_color(zero.get_color(), one.get_color())
    np.testing.assert_array_equal(zero.get_xydata(), x[:, y == 0].T)
    np.testing.assert_array_equal(one.get_xydata(), x[:, y == 1].T)
    assert axes.get_aspect() == 1  # or a normal would not look perpendicular
    assert axes.get_xlim()[0] < x[0].min() <= x[0].max() < axes.get_xlim()[1]


def test_images_and_weights_keep_their_places(axes):
    image = np.arange(64) / 63
    still = draw_image(axes, image, "8")
    np.testing.assert_allclose(still.get_array(), image.reshape(8, 8))
    moving = MovingImage(new_figure(4, 3)[1])
    moving.move(image)
    np.testing.assert_allclose(moving.pixels.get_array(), image.reshape(8, 8))
    weights = MovingWeights(new_figure(4, 3)[1], 2.0)
    w = np.zeros(64)
    w[[3, 17, 60]] = 1.0, -1.0, 0.1
    weights.move(w)
    np.testing.assert_allclose(weights.pixels.get_array(), w.reshape(8, 8))
    plus, minus = weights.signs
    np.testing.assert_array_equal(plus.get_xydata(), [[3, 0]])
    np.testing.assert_array_equal(minus.get_xydata(), [[1, 2]])


# Panels


@pytest.mark.parametrize("step", [1, 3, 8])
def test_a_step_shows_the_flower_and_both_arrows(step):
    x, y = SEPALS
    panel, artists = drawn("perceptron_by_steps", step=step, angle=90, seed=0)
    border, old, ring, to_flower, (before, change, now), number = artists
    done = one_neuron.perceptron(x, y, [0, 1], 50, np.random.default_rng(0))
    flower = x[:, done.wrong[step - 1]]
    np.testing.assert_allclose(ring.get_xydata(), [flower])
    np.testing.assert_allclose(to_flower.shaft.get_xydata(), [[0, 0], flower])
    turns = done.w[step - 1], done.w[step]
    np.testing.assert_allclose(before.shaft.get_xydata()[1], turns[0], atol=1e-12)
    np.testing.assert_allclose(now.shaft.get_xydata()[1], turns[1], atol=1e-12)
    np.testing.assert_allclose(change.shaft.get_xydata(), turns, atol=1e-12)
    for line, w in ((old, turns[0]), (border.line, turns[1])):
        np.testing.assert_allclose(line.get_xydata() @ w, 0, atol=1e-9)
    assert number.get_text() == f"correction {step}"
    assert ("towards" in panel.sentence) == (y[done.wrong[step - 1]] == 1)
    misses = int(np.sum((turns[1] @ x > 0) != y))
    said = f"{misses} of 100" if misses else "all 100 flowers are on their own side"
    assert said in panel.sentence


def test_after_the_last_correction_it_has_stopped():
    panel, (_, old, ring, *_) = drawn("perceptron_by_steps", step=9, angle=90, seed=0)
    assert "There is no correction 9: it has stopped after 8, because all 100" in (
        panel.sentence
    )
    assert len(old.get_xydata()) == len(ring.get_xydata()) == 0


def test_sweeps_are_counted_and_the_wrong_flowers_ringed():
    x, y = PETALS
    panel, (border, rings, counts, lengths) = drawn("keep_sweeping", sweep=60, seed=4)
    inputs, rng = one_neuron.with_one(x), np.random.default_rng(4)
    done = one_neuron.perceptron(inputs, y, [-1, 0, 0], 60, rng)
    w = done.w[-1]
    np.testing.assert_array_equal(counts.get_ydata(), done.mistakes)
    np.testing.assert_allclose(lengths.get_ydata()[-1], np.linalg.norm(w))
    wrong = (w @ inputs > 0) != y
    np.testing.assert_array_equal(rings.get_xydata(), x[:, wrong].T)
    np.testing.assert_allclose(border.line.get_xydata() @ w[:2] + w[2], 0, atol=1e-9)
    assert f"{len(done.wrong)} corrections in all" in panel.sentence


def test_the_two_rules_start_alike_and_one_comes_to_rest():
    panel, (_, (perceptron, delta)) = drawn("two_rules", sweep=60, eta=0.5)
    assert np.ptp(delta.get_ydata()[20:]) == 0
    assert np.ptp(perceptron.get_ydata()[20:]) >= 5
    assert "6 wrong, cost 0.0701" in panel.sentence
    assert "diverges" not in panel.sentence
    panel.set(eta=1.05)
    assert "it diverges, since η is above 2/λmax = 1.00" in panel.sentence
    start = [curve.get_ydata()[0] for curve in (perceptron, delta)]
    assert start == [92, 79]


@pytest.mark.parametrize("z", [-10.0, 0.0, 2.0])
def test_the_tangent_touches_the_sigmoid(z):
    _, (tangent, place, height) = drawn("sigmoid_and_slope", z=z)
    (x0, y0), (x1, y1) = tangent.get_xydata()
    a = 1 / (1 + np.exp(-z))
    assert (y1 - y0) / (x1 - x0) == pytest.approx(a * (1 - a), rel=1e-9)
    assert (y0 + y1) / 2 == pytest.approx(a)
    np.testing.assert_allclose(place.get_xydata(), [[z, a]])
    assert height.get_ydata()[1] == pytest.approx(a * (1 - a), rel=1e-9)


def test_both_costs_start_at_the_same_place():
    panel, groups = drawn("saturation_twin", w=2.0, b=2.0, eta=0.075, step=100)
    ends = []
    for curve, now, _, place in groups:
        a = curve.get_ydata()
        assert a[0] == pytest.approx(float(sigmoid(4.0)))
        np.testing.assert_allclose(now.get_xydata(), [[100, a[100]]])
        z = place.get_xdata()[0]
        assert a[100] == pytest.approx(float(sigmoid(z)), rel=1e-9)
        ends.append(a[-1])
    assert ends[1] < 0.03 < 0.2 < ends[0]
    assert "at step 232" in panel.sentence
    assert "at step 33" in panel.sentence


def test_with_one_cost_there_is_one_curve():
    panel, artists = drawn("saturation", w=3.0, b=3.0)
    assert len(artists) == 1
    assert "still above ½ at step 300" in panel.sentence
    assert "entropy" not in panel.sentence


def test_the_picture_and_the_answer_belong_to_the_same_image():
    panel, (weights, image, curves, places) = drawn(
        "three_or_eight", step=300, eta=1.0, image=78
    )
    np.testing.assert_allclose(
        image.pixels.get_array().ravel(), HELD_OUT[0][:, 77], rtol=1e-12
    )
    assert "Image 78 is a 3" in panel.sentence
    assert "the neuron says 8, which is wrong" in panel.sentence
    assert [place.get_ydata()[0] for place in places] == [1.0, pytest.approx(91 / 99)]
    assert [len(curve.get_ydata()) for curve in curves] == [301, 301]
    assert weights.pixels.get_array()[2:6, 2:4].min() > 1
