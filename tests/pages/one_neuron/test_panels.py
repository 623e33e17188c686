"""The pictures of this page show the numbers of its maths, or those of the reader."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import quadratic, sigmoid
from backprop_helpers.pages.one_neuron import example as one_neuron
from backprop_helpers.pages.one_neuron.figures import draw_one_neuron
from backprop_helpers.pages.one_neuron.panels.learning import saturation
from backprop_helpers.pages.one_neuron.panels.three_or_eight import (
    LARGEST,
    three_or_eight,
)
from tests.pages.one_neuron.images import HELD_OUT, IMAGES
from tests.pages.one_neuron.panels import PANELS
from tests.panels.course_panels import said
from tests.panels.pictures import following, texts_of

BAD = {"w": 2.0, "b": 2.0, "eta": 0.075}


def endless(*_):
    while True:
        pass


def raising(*_):
    raise KeyError("w")


def test_the_drawing_names_all_parts_of_a_neuron():
    texts = texts_of(draw_one_neuron().axes[0].findobj())
    assert {"x₁", "x₂", "w₁", "w₂", "b", "a"} <= {*texts}
    assert {"z = w₁ x₁ + w₂ x₂ + b", "a = σ(z)"} <= {*texts}


@pytest.mark.parametrize("z", [-10.0, 0.0, 2.0])
def test_the_tangent_touches_the_sigmoid(z):
    tangent, place, height = following(PANELS["sigmoid_and_slope"](), z=z)
    (x0, y0), (x1, y1) = tangent.get_xydata()
    a = 1 / (1 + np.exp(-z))
    assert (y1 - y0) / (x1 - x0) == pytest.approx(a * (1 - a), rel=1e-9)
    assert (y0 + y1) / 2 == pytest.approx(a)
    np.testing.assert_allclose(place.get_xydata(), [[z, a]])
    assert height.get_ydata()[1] == pytest.approx(a * (1 - a), rel=1e-9)


# 1 → 0


def my_step(w, b, x, y, eta):
    answer = 1 / (1 + np.exp(-np.dot(w, x) - b))
    blame = 2 * (answer - y) * (answer - answer**2)
    return w - eta * blame * x, b - eta * blame


def uphill(w, b, x, y, eta):
    return my_step(w, b, x, y, -eta)


@pytest.mark.parametrize("step", [None, my_step])
def test_the_quadratic_cost_from_every_start(step):
    panel = saturation(step)
    tangent, place, curve, now = following(panel, w=0.6, b=0.9, step=10)
    assert tangent.axes is place.axes is not curve.axes is now.axes
    a = one_neuron.saturation_run(0.6, 0.9, 1, 0, 0.075, 300, quadratic)[1]
    np.testing.assert_allclose(curve.get_ydata(), a, rtol=1e-9)
    np.testing.assert_allclose(now.get_xydata(), [[10, a[10]]])
    (z,) = place.get_xdata()
    assert sigmoid(z) == pytest.approx(a[10], rel=1e-9)
    assert "at step 36." in panel.sentence
    assert "at step 232." in said(panel, **BAD)
    assert "still above ½ at step 300." in said(panel, w=3.0, b=3.0)
    whose = "is not filled in yet" if step is None else "This is your neuron_step at"
    assert whose in panel.sentence


def test_a_wrong_step_is_shown_as_it_runs():
    panel = saturation(uphill)
    _, place, curve, _ = following(panel, eta=0.075, step=300)
    answers = curve.get_ydata()
    assert (np.diff(answers) > 0).all()
    assert answers[-1] > 0.95
    assert place.get_xdata()[0] < 8
    assert place.get_marker() == "o"
    assert "check does not hold yet: check.neuron_step says why" in panel.sentence


def test_a_step_that_runs_away_is_seen_to_leave():
    panel = saturation(lambda w, b, x, y, eta: (3 * w, 2 * b))
    _, place, curve, now = following(panel, **BAD, step=300)
    assert place.get_marker() == ">"
    assert place.get_xdata()[0] == 8
    assert now.get_marker() == "X"
    assert len(curve.get_ydata()) == 12
    assert panel.sentence.startswith("It has diverged: after 12 steps")
    assert said(panel, step=3).startswith("After 3 steps")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda w, b, x, y, eta: ..., "is not filled in yet"),
        (raising, "gives nothing that can be drawn"),
        (lambda w, b, x, y, eta: (0.0, b), "gives nothing that can be drawn"),
        (lambda w, b, x, y, eta: (w * np.nan, b), "gives nothing that can be drawn"),
        (lambda w, b: (w, b), "gives nothing that can be drawn"),
        (endless, "does not come to an end"),
    ],
)
def test_the_courses_own_step_takes_the_place_of_what_cannot_run(step, words):
    panel = saturation(step)
    assert f"Your neuron_step {words}: this is the course's own" in panel.sentence
    assert "at step 232." in said(panel, **BAD)


def test_both_costs_start_at_the_same_place():
    panel = PANELS["two_costs"]()
    artists = following(panel, **BAD, step=100)
    slopes, places = artists[:4:2], artists[1:4:2]
    curves, dots = artists[4::2], artists[5::2]
    ends, values = [], panel.result["now"]
    for curve, now, (z, _, _) in zip(curves, dots, values, strict=True):
        a = curve.get_ydata()
        assert a[0] == pytest.approx(float(sigmoid(4.0)))
        np.testing.assert_allclose(now.get_xydata(), [[100, a[100]]])
        assert a[100] == pytest.approx(float(sigmoid(z)), rel=1e-9)
        ends.append(a[-1])
    assert ends[1] < 0.03 < 0.2 < ends[0]
    assert "at step 232." in panel.sentence
    assert "at step 33." in panel.sentence
    # the tangents on the left have the slopes δ
    for slope, place, (z, _, delta) in zip(slopes, places, values, strict=True):
        (x0, y0), (x1, y1) = slope.get_xydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(delta)
        assert place.get_xydata()[0].tolist() == pytest.approx([z, (y0 + y1) / 2])
    assert values[1][1] == values[1][2]  # δ = a − 0
    costs = [place.get_ydata()[0] for place in places]
    (_, a, _), (_, other, _) = values
    assert costs == pytest.approx([a**2, -np.log(1 - other)])
    assert "at step 47." in said(panel, w=3.0, b=3.0)


# 3 or 8


def my_gradient(w, b, x, y):
    delta = 1 / (1 + np.exp(-(w @ x + b))) - y
    return (x * delta).mean(axis=1), delta.mean()


def turned_round(w, b, x, y):
    by_w, by_b = my_gradient(w, b, x, y)
    return -by_w, -by_b


@pytest.mark.parametrize("gradient", [None, my_gradient])
def test_the_picture_and_the_answer_belong_to_the_same_image(gradient):
    panel = three_or_eight(*IMAGES, *HELD_OUT, gradient)
    weights, plus, _, image, *curves = following(panel, step=300, eta=1.0, image=78)
    pixels = image.get_array().ravel()
    np.testing.assert_allclose(pixels, HELD_OUT[0][:, 77], rtol=1e-12)
    assert "Image 78 is a 3" in panel.sentence
    assert "says 8: wrong" in panel.sentence
    whose = "is not filled in" if gradient is None else "is your logistic_gradient at"
    assert whose in panel.sentence
    learnt, place, held_out, other = (curve.get_ydata() for curve in curves)
    assert len(learnt) == len(held_out) == 301
    assert [*place, *other] == [1.0, pytest.approx(91 / 99)]
    assert learnt[1] == pytest.approx(0.984, abs=5e-4)
    assert weights.get_array()[2:6, 2:4].min() > 1
    for column, row in plus.get_xydata().astype(int):
        assert weights.get_array()[row, column] > 0.15 * LARGEST


def test_an_overshoot_comes_back():
    panel = PANELS["three_or_eight"]()
    assert "61.6% of the training" in said(panel, step=10, eta=2.0)
    assert "98.4% of the training" in said(panel, step=20, eta=2.0)
    right = panel.result["right"][0]
    assert right[:5].tolist() == pytest.approx([0.508] + [0.985] * 4, abs=0.005)
    assert right[7:10].max() < 0.56
    said(panel, step=300)
    assert np.argmax(panel.result["right"][0] == 1) == 129
    said(panel, eta=1.0)
    right = panel.result["right"][0]
    assert np.argmax(right == 1) == 259
    assert right[1] == right[1:].min()


def test_a_gradient_turned_round_is_shown_as_it_runs():
    panel = three_or_eight(*IMAGES, *HELD_OUT, turned_round)
    weights, *_, learnt, _, _, _ = following(panel, step=3)
    assert learnt.get_ydata()[1:].max() < 0.05
    assert "check.logistic_gradient says why" in panel.sentence
    assert weights.get_array()[2:6, 2:4].max() < 0


def test_a_gradient_that_runs_away_is_seen_to_leave():
    panel = three_or_eight(*IMAGES, *HELD_OUT, lambda w, b, x, y: (-2 * w - 1, b))
    weights, *_, now = following(panel, step=300)
    assert np.abs(weights.get_array()).min() > LARGEST
    assert now.get_marker() == "X"
    assert "It has diverged: after 14 steps with η = 1 a weight" in panel.sentence
    assert "It has diverged" not in said(panel, step=5)


@pytest.mark.parametrize(
    ("gradient", "words"),
    [
        (lambda w, b, x, y: ..., "is not filled in yet"),
        (raising, "gives nothing that can be drawn"),
        (lambda w, b, x, y: (x @ y, y), "gives nothing that can be drawn"),
        (endless, "does not come to an end"),
    ],
)
def test_the_courses_own_gradient_takes_the_place_of_what_cannot_run(gradient, words):
    panel = three_or_eight(*IMAGES, *HELD_OUT, gradient)
    assert f"Your logistic_gradient {words}: this is the course's own" in panel.sentence
    assert "91.9% of those held out" in panel.sentence
    assert said(panel, step=0).startswith("The start: all weights are 0")
