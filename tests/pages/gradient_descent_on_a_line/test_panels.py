"""The pictures of this page show the numbers of its maths, worked out another way."""

import numpy as np
import pytest

from backprop_helpers.figures import new_figure
from backprop_helpers.pages.gradient_descent_on_a_line.figures import draw_points
from tests.pages.gradient_descent_on_a_line.panels import FEW, FLOWERS, PANELS
from tests.panels.course_panels import button_rows, said
from tests.panels.pictures import following, numbers_of


def mean_square(w, b, x, y):
    return sum((w * xi + b - yi) ** 2 for xi, yi in zip(x, y, strict=True)) / len(x)


def descent_by_hand(x, y, w, b, eta, steps):
    """Gradient descent written out with two sums."""
    path = [(w, b)]
    for _ in range(steps):
        error = [w * xi + b - yi for xi, yi in zip(x, y, strict=True)]
        slope_w = 2 * sum(e * xi for e, xi in zip(error, x, strict=True)) / len(x)
        slope_b = 2 * sum(error) / len(x)
        w, b = w - eta * slope_w, b - eta * slope_b
        path.append((w, b))
    return np.array(path)


def test_points_are_all_inside_the_axes():
    x, y = FEW
    _, axes = new_figure(4, 3)
    draw_points(axes, x, y, "length (cm)", "width (cm)")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("length (cm)", "width (cm)")
    np.testing.assert_array_equal(axes.lines[0].get_xydata(), np.c_[x, y])
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    assert left < x.min() < x.max() < right
    assert bottom < y.min() < y.max() < top


def test_residuals_lead_to_a_line_across_the_picture():
    panel = PANELS["find_the_line"]()
    x, y = FEW
    _, residuals, line, *_ = following(panel, w=0.5, b=1.0)
    ends_x, ends_y = line.get_data()
    np.testing.assert_allclose(ends_y, 0.5 * ends_x + 1)
    left, right = line.axes.get_xlim()
    assert min(ends_x) <= left < right <= max(ends_x)
    starts, ends = np.array(residuals.get_segments()).transpose(1, 0, 2)
    np.testing.assert_allclose(starts, np.c_[x, y])
    np.testing.assert_allclose(ends, np.c_[x, 0.5 * x + 1])


@pytest.mark.parametrize(("w", "b"), [(0.0, 3.0), (0.9, 1.0), (-1.0, -2.0)])
def test_the_bar_is_the_mean_area_of_the_squares(w, b):
    panel = PANELS["find_the_line"]()
    squares, *_, bar, number = following(panel, w=w, b=b)
    sides = [np.ptp(square.vertices, axis=0) for square in squares.get_paths()]
    cost = np.mean([width * height for width, height in sides])
    assert cost == pytest.approx(mean_square(w, b, *FEW), rel=1e-12)
    assert bar.get_height() == pytest.approx(min(cost, 6), rel=1e-12)
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
    w, tangent = 0.4, 2 * np.mean((0.4 * x + 1 - y) * x)
    gaps = []
    for h in (1.0, 0.1, 0.01):
        secant, line, ends, _ = following(panel, w=w, h=h)
        low, high = (mean_square(place, 1.0, x, y) for place in (w, w + h))
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


@pytest.mark.parametrize("eta", [0.01, 0.15, 0.3])
def test_line_path_and_cost_curve_show_one_descent(eta):
    panel = PANELS["descend"]()
    artists = following(panel, eta=eta, w=-0.8, b=3.0, steps=12)
    _, line, path, _, _, curve, now = artists
    expected = descent_by_hand(*FLOWERS, -0.8, 3.0, eta, 12)
    np.testing.assert_allclose(path.get_xydata(), expected, rtol=1e-9)
    costs = [mean_square(w, b, *FLOWERS) for w, b in expected]
    np.testing.assert_allclose(curve.get_xydata(), np.c_[:13, costs], rtol=1e-9)
    x, heights = line.get_data()
    w, b = expected[-1]
    np.testing.assert_allclose(heights, w * x + b, rtol=1e-9)
    assert now.get_xdata() == [eta]
    assert f"cost {costs[-1]:.3g}." in panel.sentence


def test_the_presets_are_the_states_they_are_named_after():
    panel = PANELS["descend"]()
    presets = [button for button in button_rows(panel) if button.set]
    assert len(presets) == 4
    for preset in presets:
        assert f"is {preset.label}" in said(panel, **preset.set)
    x, _ = FLOWERS
    limit = 2 / max(2 * np.mean(x * x), 2)  # the mean of x is 0: no mixed terms
    assert f"2/λmax = {limit:.3f}" in panel.sentence


def test_batch_descent_is_one_step_an_epoch():
    panel = PANELS["compare_batches"]()
    artists = following(panel, eta=0.1, size=30, epochs=3, seed=4)
    titles, paths, curves = artists[:12:4], artists[1:12:4], artists[12:]
    assert [len(path.get_xdata()) - 1 for path in paths] == [3, 15, 450]
    batch = descent_by_hand(*FLOWERS, -0.8, 3.0, 0.1, 3)
    np.testing.assert_allclose(paths[0].get_xydata(), batch, rtol=1e-9)
    for curve in curves:  # all have read the same number of examples
        assert curve.get_xdata()[-1] == pytest.approx(3)
    for title, size in zip(titles, (150, 30, 1), strict=True):
        assert title.get_text().endswith(f": {size} at a time")


def test_the_seed_shuffles_all_but_the_batch():
    panel = PANELS["compare_batches"]()
    first, second = (
        np.array([numbers_of(path)[-1] for path in following(panel, **values)[1:12:4]])
        for values in ({"seed": 0, "epochs": 1}, {"seed": 1})
    )
    np.testing.assert_allclose(first[0], second[0], rtol=1e-12)
    assert (first[1:] != second[1:]).all()
