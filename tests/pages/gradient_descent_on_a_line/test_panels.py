"""The pictures of this page show the numbers of its maths, worked out another way."""

import numpy as np
import pytest

from backprop_helpers.figures import new_figure
from backprop_helpers.pages.gradient_descent_on_a_line import draw_race
from backprop_helpers.pages.gradient_descent_on_a_line.panels import descend
from tests.pages.gradient_descent_on_a_line.by_hand import (
    descent_by_hand,
    mean_square,
)
from tests.pages.gradient_descent_on_a_line.panels import FEW, FLOWERS, PANELS
from tests.panels.course_panels import button_rows, said
from tests.panels.pictures import following


@pytest.mark.parametrize(("w", "b"), [(0.0, 3.0), (0.9, 1.0), (-1.0, 1.75), (3, 5)])
def test_the_bar_is_the_mean_area_of_the_squares(w, b):
    panel = PANELS["find_the_line"]()
    squares, _, _, bar, number, axes = following(panel, w=w, b=b)
    sides = [np.ptp(square.vertices, axis=0) for square in squares.get_paths()]
    cost = np.mean([width * height for width, height in sides])
    assert cost == pytest.approx(mean_square(w, b, *FEW), rel=1e-12)
    assert bar.get_height() == pytest.approx(cost, rel=1e-12)
    assert 1.1 * cost <= axes.get_ylim()[1] <= max(6, 2.2 * cost)
    assert number.get_text() == f"{cost:.3f}"
    assert f"the cost, is {cost:.3f}." in panel.sentence


def test_the_best_line_is_told():
    panel = PANELS["find_the_line"]()
    w, b = np.polyfit(*FEW, 1)
    assert "this is the minimum" in said(panel, w=float(w), b=float(b))
    assert "There is a lower one" in said(panel, w=float(w) + 0.5)


def test_rise_over_run_turns_into_the_tangent():
    panel = PANELS["slope_at_a_point"]()
    x, y = FEW
    w, tangent = 0.4, 2 * np.mean((0.4 * x + 3 - y) * x)
    gaps = []
    for h in (1.0, 0.1, 0.01):
        secant, line, ends, _ = following(panel, w=w, h=h)
        low, high = (mean_square(place, 3.0, x, y) for place in (w, w + h))
        np.testing.assert_allclose(ends.get_xydata(), [[w, low], [w + h, high]])
        assert ends.get_drawstyle() == "steps-post"  # along the run, then up the rise
        for drawn, slope in ((line, tangent), (secant, (high - low) / h)):
            (x0, y0), (x1, y1) = drawn.get_xydata()
            assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=1e-9)
            assert y0 + slope * (w - x0) == pytest.approx(low, rel=1e-9)
        gaps.append(abs((high - low) / h - tangent))
    np.testing.assert_allclose(np.array(gaps[:-1]) / gaps[1:], 10, rtol=1e-6)


@pytest.mark.parametrize("eta", [0.002, 0.05, 0.12, 0.14])
def test_the_distance_is_multiplied_by_one_factor_a_step(eta):
    panel = PANELS["descend_one_parameter"]()
    x, y = FEW
    hops, errors = following(panel, eta=eta, w=-1.5, steps=7)
    best = np.sum(x * (y - 1)) / np.sum(x * x)
    expected = (-1.5 - best) * (1 - eta * 2 * np.mean(x * x)) ** np.arange(8)
    np.testing.assert_allclose(errors.get_xydata(), np.c_[:8, expected], rtol=1e-9)
    costs = [mean_square(best + error, 1.0, x, y) for error in expected]
    np.testing.assert_allclose(hops.get_xydata(), np.c_[best + expected, costs])
    assert ("diverging" in panel.sentence) == (eta == 0.14)
    assert ("oscillating" in panel.sentence) == (eta == 0.12)


def test_the_buttons_of_one_parameter_show_the_four_regimes():
    panel = PANELS["descend_one_parameter"]()
    words = {
        "0.003": "but slowly", "0.06": "shrinks well", "0.12": "oscillating",
        "0.14": "diverging, since η is above 0.1333",
    }  # fmt: skip
    for preset in (button for button in button_rows(panel) if button.set):
        assert words[preset.label] in said(panel, **preset.set)
    assert "In 1 step w goes from 0 to" in said(panel, steps=1)


# The reader's own step


def right(w, b, x, y, eta):
    r = w * x + b - y
    return w - eta * 2 * np.mean(r * x), b - eta * 2 * np.mean(r)


def uphill(w, b, x, y, eta):
    new_w, new_b = right(w, b, x, y, eta)
    return 2 * w - new_w, 2 * b - new_b


def raises(w, b, x, y, eta):
    raise NameError("slope_w")


def endless(w, b, x, y, eta):
    while True:
        w = w - eta


def swept_along(step):
    """Return the panel, with the artists that follow, for a student's step."""
    panel = descend(*FLOWERS, step=step)
    return panel, following(panel, eta=0.15, steps=12)


def test_a_right_step_finds_the_line():
    panel, (before, _, line, curve) = swept_along(right)
    expected = descent_by_hand(*FLOWERS, 0.0, 0.0, 0.15, 12)
    costs = [mean_square(w, b, *FLOWERS) for w, b in expected]
    np.testing.assert_allclose(curve.get_xydata(), np.c_[:13, costs], rtol=1e-9)
    drawn = [*(path.vertices for path in before.get_paths()), line.get_xydata()]
    for (w, b), ends in zip(expected, drawn, strict=True):
        np.testing.assert_allclose(ends[:, 1], w * ends[:, 0] + b, rtol=1e-9)
    assert panel.sentence.endswith("This is your descent_step at work.")
    assert "The line is found" in said(panel, steps=20)


def test_a_wrong_sign_is_seen_climbing_and_leaving_the_page():
    panel, (_, _, line, curve) = swept_along(uphill)
    costs = panel.result["path"].costs
    assert np.all(np.diff(costs) > 0)
    top = curve.axes.get_ylim()[1]
    first = int(np.argmax(costs > top))
    assert curve.get_xydata()[-1].tolist() == [first, top]
    assert curve.get_marker() == "^"
    assert f"it diverges, the cost climbs and leaves the picture at step {first}." in (
        panel.sentence
    )
    assert "check.descent_step says why" in panel.sentence
    left, right = line.axes.get_xlim()  # and the line runs nearly straight down
    w, _ = panel.result["line"]
    assert w * (right - left) < -10
    assert "It climbs" in said(panel, steps=1)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda w, b, x, y, eta: ..., "is not filled in yet"),
        (raises, "gives nothing that can be drawn"),
        (endless, "does not come to an end"),
        (lambda w, b, x, y, eta: w - eta, "gives nothing that can be drawn"),
    ],
)
def test_a_step_that_cannot_run_is_replaced_and_said(step, words):
    panel, _ = swept_along(step)
    assert f"descent_step {words}: this is the course's own" in panel.sentence
    expected = descent_by_hand(*FLOWERS, 0.0, 0.0, 0.15, 12)
    np.testing.assert_allclose(panel.result["path"].parameters, expected, rtol=1e-9)


def test_the_presets_show_the_four_regimes_on_the_flowers():
    panel = PANELS["descend"]()
    ends, best = {}, np.polyfit(*FLOWERS, 1)[0]
    for preset in (button for button in button_rows(panel) if button.set):
        sentence = said(panel, **preset.set, steps=40)
        path = panel.result["path"]
        ends[preset.label] = path.costs[-1]
        before, after, *_ = path.parameters[:, 0] - best
        assert ("diverges" in sentence) == (preset.label == "0.34")
        over = before * after < 0  # the first step jumps over the best w
        assert over == (preset.label in ("0.3", "0.34"))
    assert ends["0.01"] > 2 * ends["0.15"]


def test_the_limit_on_the_flowers_is_that_of_one_parameter():
    """As x has mean 0, w and b do not disturb each other: the page says 0.323."""
    x, _ = FLOWERS
    limit = 2 / (2 * np.mean(x * x))
    assert f"{limit:.3f}" == "0.323"
    panel = PANELS["descend"]()
    for eta in (0.32, 0.325):
        panel.set(eta=eta, steps=40)
        costs = panel.result["path"].costs
        assert (costs[-1] > costs[-2]) == (eta > limit)


def test_a_race_stands_at_what_has_been_read():
    _, axes = new_figure(4, 3)
    draw_race(axes, {4: [3.0, 2.0], 2: [3.0, 2.0, 1.5], 1: [3.0] * 5}, 1.0, 4)
    batch, half, single = axes.lines
    np.testing.assert_allclose(batch.get_xydata(), [[0, 2], [1, 1]])
    np.testing.assert_allclose(half.get_xydata(), [[0, 2], [0.5, 1], [1, 0.5]])
    np.testing.assert_allclose(single.get_xdata(), [0, 0.25, 0.5, 0.75, 1])
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert words == ["4 a step", "2 a step", "1 a step"]
