"""The numbers in a picture are those of the maths, worked out here another way."""

import numpy as np
import pytest

from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from tests.pages.gradient_descent_on_a_line.panels import FEW, FLOWERS
from tests.panels.course_panels import PANELS, button_rows
from tests.panels.pictures import numbers_of, texts_of


@pytest.fixture
def panel(request):
    return PANELS[request.param]()


def of(name):
    """Give the test the panel of this name."""
    return pytest.mark.parametrize("panel", [name], indirect=True, ids=[name])


def drawn(panel, **values):
    """Set a panel, draw it, and return its artists."""
    panel.set(**values)
    panel.bundle()
    return panel.picture.artists


def words(panel):
    """All that is written in the moving part of a picture, as one text."""
    return "\n".join(texts_of(panel.picture.moving))


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


@of("aim_a_line")
@pytest.mark.parametrize(
    ("w", "words"),
    [
        (1.5, "the line meets the star exactly"),
        (0.0, "3.00 below the star"),
        (2.0, "1.00 above the star"),
    ],
)
def test_the_line_meets_the_star_at_one_and_a_half(panel, w, words):
    line, miss = drawn(panel, w=w)
    np.testing.assert_allclose(line.get_xydata(), [[0, 0], [4, 4 * w]])
    np.testing.assert_allclose(miss.get_xydata(), [[2, 3], [2, 2 * w]])
    assert words in panel.sentence


@of("find_the_line")
@pytest.mark.parametrize(("w", "b"), [(0.0, 3.0), (0.9, 1.0), (-1.0, -2.0)])
def test_the_bar_is_the_mean_area_of_the_squares(panel, w, b):
    moving, bar, number = drawn(panel, w=w, b=b)
    x, y = FEW
    sides = [np.ptp(square.vertices, axis=0) for square in moving.squares.get_paths()]
    cost = np.mean([width * height for width, height in sides])
    assert cost == pytest.approx(mean_square(w, b, x, y), rel=1e-12)
    assert bar.get_height() == pytest.approx(min(cost, 6), rel=1e-12)
    assert number.get_text() == f"{cost:.3f}"
    assert f"the cost, is {cost:.3f}." in panel.sentence


@of("find_the_line")
def test_the_best_line_is_told(panel):
    w, b = np.polyfit(*FEW, 1)
    panel.set(w=float(w), b=float(b))
    assert "this is the minimum" in panel.sentence
    panel.set(w=float(w) + 0.5)
    assert "There is a lower one" in panel.sentence


@of("slope_at_a_point")
def test_rise_over_run_turns_into_the_tangent(panel):
    x, y = FEW
    w, tangent = 0.4, 2 * np.mean((0.4 * x + 1 - y) * x)
    gaps = []
    for h in (1.0, 0.1, 0.01):
        line, secant, legs, ends, _ = drawn(panel, w=w, h=h)
        low, high = (mean_square(place, 1.0, x, y) for place in (w, w + h))
        rise, run = high - low, h
        np.testing.assert_allclose(ends.get_xydata(), [[w, low], [w + h, high]])
        np.testing.assert_allclose(np.ptp(legs.get_xydata(), axis=0), [run, abs(rise)])
        for drawn_line, slope in ((line, tangent), (secant, rise / run)):
            (x0, y0), (x1, y1) = drawn_line.get_xydata()
            assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=1e-9)
            assert y0 + slope * (w - x0) == pytest.approx(low, rel=1e-9)
        gaps.append(abs(rise / run - tangent))
    np.testing.assert_allclose(np.array(gaps[:-1]) / gaps[1:], 10, rtol=1e-6)


@of("descend_one_parameter")
@pytest.mark.parametrize("eta", [0.002, 0.05, 0.12, 0.14])
def test_the_distance_is_multiplied_by_one_factor_a_step(panel, eta):
    x, y = FEW
    hops, errors = drawn(panel, eta=eta, w=-1.5, steps=7)
    best = np.sum(x * (y - 1)) / np.sum(x * x)
    expected = (-1.5 - best) * (1 - eta * 2 * np.mean(x * x)) ** np.arange(8)
    np.testing.assert_allclose(errors.get_xydata(), np.c_[:8, expected], rtol=1e-9)
    costs = [mean_square(best + error, 1.0, x, y) for error in expected]
    np.testing.assert_allclose(hops.get_xydata(), np.c_[best + expected, costs])
    assert ("diverging" in panel.sentence) == (eta == 0.14)
    assert ("oscillating" in panel.sentence) == (eta == 0.12)


@of("descend")
@pytest.mark.parametrize("eta", [0.01, 0.15, 0.3])
def test_line_path_and_cost_curve_show_one_descent(panel, eta):
    line, path, curve, now = drawn(panel, eta=eta, w=-0.8, b=3.0, steps=12)
    expected = descent_by_hand(*FLOWERS, -0.8, 3.0, eta, 12)
    np.testing.assert_allclose(path.path.get_xydata(), expected, rtol=1e-9)
    np.testing.assert_allclose(path.ends[0].get_xydata(), expected[:1])
    np.testing.assert_allclose(path.ends[1].get_xydata(), expected[-1:], rtol=1e-9)
    costs = [mean_square(w, b, *FLOWERS) for w, b in expected]
    np.testing.assert_allclose(curve.line.get_xydata(), np.c_[:13, costs], rtol=1e-9)
    (x0, y0), (x1, y1) = line.line.get_xydata()
    w, b = expected[-1]
    np.testing.assert_allclose([y0, y1], [w * x0 + b, w * x1 + b], rtol=1e-9)
    assert now.get_xdata() == [eta]
    assert f"cost {costs[-1]:.3g}." in panel.sentence


@of("descend")
def test_the_presets_are_the_states_they_are_named_after(panel):
    presets = [button for button in button_rows(panel) if button.set]
    assert [preset.label for preset in presets] == [
        "slow",
        "good",
        "oscillating",
        "diverging",
    ]
    for preset in presets:
        panel.set(**preset.set)
        assert f"is {preset.label}" in panel.sentence
    x, _ = FLOWERS
    limit = 2 / max(2 * np.mean(x * x), 2)  # the mean of x is 0: no mixed terms
    assert f"2/λmax = {limit:.3f}" in panel.sentence


@of("descend")
def test_a_run_that_leaves_the_page_has_a_sentence(panel):
    panel.set(eta=0.5, steps=40)
    assert "diverging" in panel.sentence
    panel.set(eta=0.5, steps=40, w=1.8, b=-0.8)
    assert "diverging" in panel.sentence


@of("compare_batches")
def test_batch_descent_is_one_step_an_epoch(panel):
    paths, curves, titles = drawn(panel, eta=0.1, size=30, epochs=3, seed=4)
    steps = [len(path.path.get_xdata()) - 1 for path in paths]
    assert steps == [3, 15, 450]
    batch = descent_by_hand(*FLOWERS, -0.8, 3.0, 0.1, 3)
    np.testing.assert_allclose(paths[0].path.get_xydata(), batch, rtol=1e-9)
    for curve in curves:  # all have read the same number of examples
        assert curve.line.get_xdata()[-1] == pytest.approx(3)
    assert [title.get_text() for title in titles] == [
        "batch: 150 at a time",
        "mini-batch: 30 at a time",
        "stochastic: 1 at a time",
    ]


@of("compare_batches")
def test_the_seed_shuffles_all_but_the_batch(panel):
    ends = []
    for seed in (0, 1, 0):
        paths, *_ = drawn(panel, seed=seed, epochs=1)
        ends.append([numbers_of(path.path)[-1] for path in paths])
    first, second, again = np.array(ends)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_allclose(first[0], second[0], rtol=1e-12)
    assert (first[1:] != second[1:]).all()


# The worked example, against the published numbers

PUBLISHED = {  # where the number stands: its text from this stage on
    "z²₁ = −0.35": 1,
    "z²₂ = 2.65": 3,
    "z³₁ = 0.9064": 5,
    "z³₂ = 0.1326": 7,
    "C = 0.1937": 9,
    "δ³₁ = −0.1179": 10,
    "δ³₂ = 0.1658": 11,
    "δ²₁ = −0.0321": 12,
    "δ²₂ = −0.0047": 13,
    "∂ −0.0488": 14,  # ∂C/∂w³₁₁, ₁₂, ₂₁, ₂₂
    "∂ −0.1102": 14,
    "∂ 0.0685": 14,
    "∂ 0.1549": 14,
    "∂ −0.0642": 15,  # ∂C/∂w²₁₁, ₁₂, ₂₁, ₂₂
    "∂ −0.0963": 15,
    "∂ −0.0093": 15,
    "∂ −0.014": 15,
}
UPDATED = {
    "w²₁₁ = 0.3064", "w²₁₂ = −0.3904", "w²₂₁ = 0.2009", "w²₂₂ = 0.6014",
    "b²₁ = 0.2532", "b²₂ = 0.4505", "b³₁ = 0.1618", "b³₂ = 0.3334",
    "w³₁₁ = 0.7049", "w³₁₂ = 0.511", "w³₂₁ = −0.3069", "w³₂₂ = −0.1155",
}  # fmt: skip
LAST = 17


@of("one_step")
def test_each_number_appears_at_its_stage_and_stays_until_the_update(panel):
    for stage in range(LAST - 1):
        drawn(panel, stage=stage)
        lines = set(words(panel).split("\n"))
        assert {text for text in PUBLISHED if text in lines} == {
            text for text, first in PUBLISHED.items() if stage >= first
        }


@of("one_step")
def test_the_sentence_of_a_stage_ends_in_its_number(panel):
    for text, stage in PUBLISHED.items():
        panel.set(stage=stage)
        if not text.startswith("∂"):
            symbol, number = text.split(" = ")
            assert symbol in panel.sentence
            assert panel.sentence.rstrip(".").endswith(number)


@of("one_step")
def test_the_update_shows_all_twelve_new_parameters(panel):
    for stage in (LAST - 1, LAST):
        drawn(panel, stage=stage)
        assert set(words(panel).split("\n")) >= UPDATED
    lines = words(panel).split("\n")
    assert {"0.7188", "0.5238", "C = 0.1839"} <= set(lines)


@of("one_step")
def test_nothing_is_shown_before_it_is_known(panel):
    drawn(panel, stage=0)
    lines = words(panel).split("\n")
    assert lines.count("?") == 4
    assert "C = ?" in lines
    assert not any(line.startswith(("z", "δ", "∂")) for line in lines)


@of("one_step")
def test_any_number_can_be_changed_and_all_follow(panel):
    panel.set(stage=9, x1=0.0, w212=1.0, b21=-2.0)  # z²₁ = 0 + 1 · 3 − 2
    panel.bundle()
    assert "z²₁ = 1" in words(panel).split("\n")
    assert "0.7311" in words(panel).split("\n")  # σ(1)
    panel.set(y1=0.0, y2=0.0)
    shown = float(panel.sentence.rstrip(".").split(" = ")[-1])
    assert shown == pytest.approx(np.sum(panel.result["a"][3] ** 2), abs=5e-5)


@of("one_step")
def test_the_sliders_start_at_the_published_example(panel):
    values = panel.values
    network = worked_example.network()
    for kind, layer, *indices in worked_example.PARAMETERS:
        array = getattr(network, kind)[layer]
        place = tuple(i - 1 for i in (*indices, 1)[:2])
        assert values[f"{kind}{layer}{''.join(map(str, indices))}"] == array[place]
    assert [values[name] for name in ("x1", "x2", "y1", "y2", "eta")] == [
        2,
        3,
        1,
        0.2,
        0.1,
    ]


def cost_with(parameter, change):
    """The cost of the example when one parameter is changed a little."""
    network = worked_example.network()
    kind, layer, *indices = parameter
    getattr(network, kind)[layer][tuple(i - 1 for i in (*indices, 1)[:2])] += change
    _, a = network.forward(worked_example.X)
    return float(np.sum((a[3] - worked_example.Y) ** 2))


@of("chain_of_factors")
@pytest.mark.parametrize(
    "parameter", worked_example.PARAMETERS, ids=worked_example.parameter_name
)
def test_the_chain_of_each_parameter_is_its_derivative(panel, parameter):
    name = worked_example.parameter_name(parameter)
    drawn(panel, parameter=name, factors=5)
    slope = (cost_with(parameter, 1e-5) - cost_with(parameter, -1e-5)) / 2e-5
    assert panel.result["total"] == pytest.approx(slope, rel=1e-7)
    total = f"∂C/∂{name} = {panel.result['total']:.6f}".replace("-", "−")
    assert total in words(panel)
    products = words(panel).count("product = ")
    assert products == (2 if parameter[1] == 2 else 1)


@of("chain_of_factors")
def test_factors_appear_one_by_one(panel):
    for shown in range(1, 6):
        drawn(panel, parameter="w²₁₂", factors=shown)
        assert words(panel).count("∂C/∂a³") == 2
        factors = [line for line in words(panel).split("\n") if line.startswith("∂")]
        assert len(factors) == 2 * shown + (shown == 5)  # and their sum at the end
    assert "−0.060062 + (−0.036190) = −0.096252" in panel.sentence


@of("repeat_the_step")
@pytest.mark.parametrize(
    ("steps", "first", "second", "cost"),
    [
        (1, 0.7187729999291984, 0.5238074518609881, 0.1839398914495288),
        (10, 0.767501395773745, 0.448118076775007, 0.115618180989685),
        (100, 0.9009985811824894, 0.2288205027727885, 0.01063190230795646),
        (1000, 0.9694013208244098, 0.1997613447861344, 0.0009363361236018044),
    ],
)
def test_repeated_steps_end_where_they_are_known_to(panel, steps, first, second, cost):
    ends = [numbers_of(artist)[-1] for artist in drawn(panel, steps=steps)]
    expected = [[steps, first], [steps, second], [steps, cost]]
    np.testing.assert_allclose(ends, expected, rtol=1e-12)
    assert f"a³₁ = {first:.6f}, a³₂ = {second:.6f}" in panel.sentence


@of("order_of_updates")
def test_the_wrong_order_stands_beside_the_right_one(panel):
    now, table = drawn(panel, eta=0.1)
    assert [line.get_text() for line in table] == [
        "a³₁ = 0.71877300",
        "a³₂ = 0.52380745",
        "a³₁ = 0.71879534",
        "a³₂ = 0.52379600",
    ]
    gap = 0.71879534 - 0.7187729999291984
    np.testing.assert_allclose(now.get_xydata(), [[0.1, gap]], rtol=1e-3)
