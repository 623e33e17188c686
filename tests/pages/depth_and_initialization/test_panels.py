"""The numbers in the pictures of notebook 08 are those of the maths."""

import numpy as np
import pytest

from backprop_helpers.figures import new_figure
from backprop_helpers.pages.depth_and_initialization import example as depth
from backprop_helpers.pages.depth_and_initialization import largest_eta
from backprop_helpers.pages.depth_and_initialization.figures import (
    ABOVE,
    BELOW,
    HIGH,
    LOW,
    VERDICTS,
    MovingFinds,
    MovingMap,
    MovingSizes,
)
from backprop_helpers.pages.depth_and_initialization.panels.sizes import (
    FACTORS,
    LOOKS,
    in_powers,
    product_of_factors,
    sizes_by_layer,
)
from backprop_helpers.pages.depth_and_initialization.panels.trained import (
    NAMES,
    SHOWN,
    dead_neurons,
    find_the_largest_eta,
)
from tests.panels.pictures import texts_of


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


def drawn(panel, **values):
    """Set a panel, draw it, and return its artists."""
    panel.set(**values)
    panel.bundle()
    return panel.picture.artists


@pytest.mark.parametrize("factor", [0.5, 0.9, 1.0, 2.0])
def test_the_curve_is_the_product(factor):
    panel = product_of_factors()
    dots, end, _ = drawn(panel, factor=factor)
    np.testing.assert_allclose(dots.get_ydata(), factor ** np.arange(FACTORS + 1))
    assert end.get_ydata()[0] == pytest.approx(factor**FACTORS)
    assert in_powers(factor**FACTORS) in panel.sentence
    assert in_powers(factor**FACTORS) in " ".join(texts_of(panel.picture.moving))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1.0, "1"), (0.25, "0.25"), (1024.0, "1024"), (0.001, "0.001"),
        (2.0**50, "1.1 · 10¹⁵"), (0.5**50, "8.9 · 10⁻¹⁶"), (123_456, "1.2 · 10⁵"),
    ],
)  # fmt: skip
def test_numbers_in_powers_of_ten(number, words):
    assert in_powers(number) == words


def test_sizes_no_log_axis_can_show_are_marked(axes):
    sizes = MovingSizes(axes, 10, LOOKS[1:])
    delta = {2: 0.0, 3: LOW / 10, 4: LOW, 5: 1.0, 6: HIGH, 7: 10 * HIGH, 8: np.inf}
    sizes.move(delta, {2: 0.0})
    curve, other = sizes.curves
    np.testing.assert_array_equal(curve.get_xydata(), [[4, LOW], [5, 1], [6, HIGH]])
    assert len(other.get_xydata()) == 0
    np.testing.assert_array_equal(sizes.zero.get_xydata(), [[2, BELOW], [2, BELOW]])
    np.testing.assert_array_equal(sizes.below.get_xydata(), [[3, BELOW]])
    np.testing.assert_array_equal(sizes.above.get_xydata(), [[7, ABOVE]])
    np.testing.assert_array_equal(sizes.over.get_xydata(), [[8, ABOVE]])
    sizes.move({2: 1.0}, {2: 2.0})
    for marks in (sizes.zero, sizes.below, sizes.above, sizes.over):
        assert len(marks.get_xydata()) == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"layers": 30}, "it vanishes"),
        ({"layers": 30, "activation": "relu"}, "it explodes"),
        ({"layers": 30, "rule": "zero"}, "layers 2 to 29 is exactly 0"),
        ({"layers": 3, "rule": "zero"}, "blame of layer 2 is exactly 0"),
        ({"layers": 2}, "in the only layer"),
        ({"layers": 30, "activation": "relu", "rule": "He"}, "for each layer."),
    ],
)
def test_what_becomes_of_the_blame_is_said(values, words):
    panel = sizes_by_layer()
    panel.set(**values)
    assert words in panel.sentence


def test_the_curves_are_the_sizes():
    panel = sizes_by_layer("Xavier")
    assert panel.values["rule"] == "Xavier"
    forward, backward = drawn(panel, layers=7, activation="tanh", scale=2.0)
    network = depth.deep_network(7, "tanh", "Xavier", 2.0)
    sizes = depth.layer_sizes(network, *depth.some_digits(50))
    for curve, expected in zip(
        (*forward.curves, *backward.curves),
        ({l: sizes.a[l] for l in range(1, 7)}, sizes.delta, sizes.nabla_w),
        strict=True,
    ):
        np.testing.assert_array_equal(curve.get_xydata(), [*expected.items()])


def test_a_map_shades_what_is_on_and_marks_what_is_off_everywhere(axes):
    mapped = MovingMap(axes, 4, 2, ("one", "two"))
    z = np.array([[1.0, -1.0], [0.0, -1.0], [2.0, 2.0], [-1.0, -2.0]])
    mapped.move(z, depth.silent(z), "two dead")
    np.testing.assert_array_equal(mapped.map.get_array(), z > 0)
    np.testing.assert_array_equal(mapped.crosses.get_ydata(), [1, 3])
    assert mapped.title.get_text() == "two dead"


def test_the_dead_are_counted_in_the_picture_and_in_words():
    panel = dead_neurons()
    maps = drawn(panel, eta=30.0, more=100)
    runs = panel.result["relu"], panel.result["leaky"]
    dead, off = (int(depth.silent(run.after).sum()) for run in runs)
    assert [len(each.crosses.get_xydata()) for each in maps] == [3, dead, off]
    assert f"{dead} of 32 ReLU neurons are dead (3 before)" in panel.sentence
    assert "All of layer 3 is dead" in panel.sentence
    assert [each.title.get_text() for each in maps][1:] == [
        f"after: ReLU, {dead} dead",
        f"after: leaky, {off} off",
    ]


def test_finds_and_bands(axes):
    finds = MovingFinds(axes, (3, 5, 8), 0.01, 10)
    verdicts = ["learns", "diverges", "does not learn"]
    finds.move([0.1, 5.0, 1.0], verdicts, 1, ())
    for place, verdict in enumerate(verdicts):
        eta = [0.1, 5.0, 1.0][place]
        np.testing.assert_array_equal(finds.marks[verdict].get_xydata(), [[place, eta]])
    np.testing.assert_array_equal(finds.ring.get_xydata(), [[1, 5.0]])
    assert len(finds.border.get_xydata()) == 0
    assert not texts_of(finds.none)
    finds.move([0.1, 5.0, 1.0], verdicts, 1, [(1.0, 2.0, 4.0), (0.0, 0.5), (0.0, 0.0)])
    np.testing.assert_array_equal(finds.border.get_xydata(), [[0, 2.0], [1, 0.5]])
    low, high = finds.bands[0].get_ydata()
    assert low < 1.0 < 4.0 < high
    assert len(finds.bands[2].get_xydata()) == 0
    assert [text.get_text() for text in finds.none] == ["", "", "no η"]


def test_verdicts_differ_in_marker_and_colour():
    markers, colours = zip(*VERDICTS.values(), strict=True)
    assert len(set(markers)) == len(set(colours)) == len(VERDICTS) == 3


def test_the_game_keeps_a_find_for_each_depth():
    panel = find_the_largest_eta()
    etas = dict(zip(NAMES.values(), (0.5, 1.0, 9.0, 0.01, 0.02), strict=True))
    finds, curve, _ = drawn(panel, picked="eta_8", **etas)
    states = [largest_eta.trial("tanh, Xavier", d, etas[NAMES[d]]).state for d in NAMES]
    for verdict, marks in finds.marks.items():
        chosen = [i for i, state in enumerate(states) if state == verdict]
        np.testing.assert_array_equal(marks.get_xdata(), chosen)
    costs = largest_eta.trial("tanh, Xavier", 8, 9.0).costs
    np.testing.assert_array_equal(curve.line.get_ydata(), costs)
    assert f"it {states[2]}" in panel.sentence
    assert f"{states.count('learns')} of 5 depths learn so far" in panel.sentence


def test_the_sweep_is_hidden_until_it_is_asked_for():
    panel = find_the_largest_eta()
    finds, _, _ = drawn(panel)
    assert "Sweep" not in panel.sentence
    assert len(finds.border.get_xydata()) == 0
    finds, _, _ = drawn(panel, sweep=SHOWN, kind="ReLU, He", picked="eta_12")
    assert "no η learns" in panel.sentence
    assert len(finds.border.get_xydata()) == 3
