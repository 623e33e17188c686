"""Two curvatures: the path, the cost and the zones of η agree."""

import numpy as np
import pytest

from backprop_helpers.figures.numbers import typeset
from backprop_helpers.pages.optimizers.panels.two_curvatures import REGIMES
from tests.pages.gradient_descent_on_a_line.by_hand import (
    descent_by_hand,
    mean_square,
)
from tests.pages.optimizers.panels import IRIS, PANELS
from tests.panels.course_panels import button_rows, from_start, said
from tests.panels.pictures import following, texts_of

FLOWERS = (IRIS.petal_length - IRIS.petal_length.mean(), IRIS.petal_width)
START = {"w": -0.8, "b": 3.0}
LIMIT_RATIO = {"minus its mean": 1, "as measured": 6}  # of their curvatures, about


def moving_lines(panel, **values):
    """Set a panel; return those of its artists that follow in front of the map."""
    return [each for each in following(panel, **values) if each.get_animated()]


@pytest.mark.slow
@pytest.mark.parametrize("eta", [0.01, 0.15, 0.3])
@pytest.mark.parametrize("length", ["minus its mean", "as measured"])
def test_path_and_cost_curve_show_one_descent(eta, length):
    panel = PANELS["two_curvatures"]()
    steps = 12 if eta * LIMIT_RATIO[length] < 0.32 else 2
    moving = moving_lines(panel, length=length, eta=eta, steps=steps, **START)
    path, _, _, curve, now = moving
    x = FLOWERS[0] + (IRIS.petal_length.mean() if length == "as measured" else 0)
    expected = descent_by_hand(x, FLOWERS[1], -0.8, 3.0, eta, steps)
    np.testing.assert_allclose(path.get_xydata(), expected, rtol=1e-9)
    costs = panel.result["path"].costs
    wanted = [mean_square(w, b, x, FLOWERS[1]) for w, b in expected]
    np.testing.assert_allclose(costs, wanted, rtol=1e-9)
    top = curve.axes.get_ylim()[1]
    inside = curve.get_xydata()[: np.argmax([*(costs > top), True])]
    np.testing.assert_allclose(inside, np.c_[: len(inside), costs[: len(inside)]])
    assert now.get_xdata() == [eta]
    assert typeset(f"cost {costs[-1]:.3g}.") in panel.sentence


def test_one_map_and_one_strip_is_seen():
    panel = PANELS["two_curvatures"]()
    limits = {"minus its mean": "0.323", "as measured": "0.055"}
    for length, limit in limits.items():
        artists = from_start(panel, length=length)
        still = [each for each in artists if not each.get_animated()]
        stars = [each for each in still if getattr(each, "get_marker", str)() == "*"]
        assert len(stars) == 2
        (star,) = [each for each in stars if each.get_visible()]
        b = {"minus its mean": 1.199, "as measured": -0.363}[length]
        np.testing.assert_allclose(star.get_xydata(), [[0.416, b]], atol=1e-3)
        words = texts_of([each for each in still if each.get_visible()])
        assert f"2/λmax = {limit}" in words
        assert sum(word.startswith("2/λmax") for word in words) == 1


def test_the_presets_show_the_four_states():
    panel = PANELS["two_curvatures"]()
    presets = [button for button in button_rows(panel) if button.set]
    for preset, state in zip(presets, REGIMES, strict=True):
        assert f"is {state}" in said(panel, **preset.set)
    x, _ = FLOWERS
    limit = 2 / max(2 * np.mean(x * x), 2)  # the mean of x is 0: no mixed terms
    assert f"2/λmax = {limit:.3f}" in panel.sentence


def test_a_little_above_the_limit_the_cost_leaves_in_an_arrow():
    panel = PANELS["two_curvatures"]()
    *_, curve, _ = moving_lines(panel, eta=0.34, steps=40, **START)
    costs = panel.result["path"].costs
    top = curve.axes.get_ylim()[1]
    first = int(np.argmax(costs > top))
    assert 0 < first < 40
    assert curve.get_xydata()[-1].tolist() == [first, top]
    assert curve.get_marker() == "^"
