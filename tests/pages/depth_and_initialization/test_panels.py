"""The numbers in the pictures of this page are those of the maths."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import leaky_relu, relu
from backprop_helpers.pages.depth_and_initialization import example as depth
from backprop_helpers.pages.depth_and_initialization import figures, largest_eta, panels
from backprop_helpers.pages.depth_and_initialization.figures import (
    ABOVE,
    BELOW,
    HIGH,
    LOW,
    VERDICTS,
)
from tests.panels.course_panels import from_start
from tests.panels.pictures import followed, following, numbers_of, texts_of


@pytest.fixture(scope="module")
def sizes():
    return panels.sizes_by_layer()


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_the_curve_is_the_product(factor):
    panel = panels.product_of_factors()
    dots, end, words = following(panel, factor=factor)
    product = factor ** np.arange(panels.FACTORS + 1)
    np.testing.assert_allclose(dots.get_ydata(), product)
    assert end.get_ydata()[0] == pytest.approx(product[-1])
    for said in (panel.sentence, words.get_text()):
        assert panels.in_powers(product[-1]) in said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1.0, "1"), (0.25, "0.25"), (1024.0, "1024"), (0.001, "0.001"),
        (2.0**50, "1.1 · 10¹⁵"), (0.5**50, "8.9 · 10⁻¹⁶"), (123_456, "1.2 · 10⁵"),
        (0.0, "exactly 0"), (np.inf, "overflow"),
    ],
)  # fmt: skip
def test_numbers_in_powers_of_ten(number, words):
    assert panels.in_powers(number) == words


def test_sizes_no_log_axis_can_show_are_marked(axes):
    figures.draw_sizes(axes, 10, panels.LOOKS[1:], lambda r: r)
    delta = {2: 0.0, 3: LOW / 10, 4: LOW, 5: 1.0, 6: HIGH, 7: 10 * HIGH, 8: np.inf}
    drawn = followed(axes.figure, (delta, {2: 0.0}))
    assert [numbers_of(artist).tolist() for artist in drawn] == [
        [[4, LOW], [5, 1], [6, HIGH]], [],  # the curves
        [[2, BELOW], [2, BELOW]], [[3, BELOW]], [[7, ABOVE]], [[8, ABOVE]],
    ]  # fmt: skip
    for marks in followed(axes.figure, ({2: 1.0}, {2: 2.0}))[2:]:
        assert len(numbers_of(marks)) == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "it vanishes"),
        ({"rule": "Xavier"}, "it vanishes"),
        ({"activation": "relu"}, "it explodes"),
        ({"activation": "relu", "scale": 0.26}, "for each layer."),
        ({"activation": "relu", "rule": "He"}, "for each layer."),
        ({"activation": "leaky relu", "rule": "He"}, "for each layer."),
        ({"activation": "relu", "rule": "1/√n"}, "it vanishes"),
        ({"activation": "tanh", "rule": "Xavier"}, "for each layer."),
        ({"activation": "identity", "rule": "1/√n"}, "for each layer."),
        ({"activation": "tanh", "rule": "zero"}, "layers 2 to 29 is exactly 0"),
        ({"layers": 3, "rule": "zero"}, "blame of layer 2 is exactly 0"),
        ({"layers": 2}, "in the only layer"),
    ],
)
def test_the_page_and_the_panel_say_what_becomes_of_the_blame(sizes, values, words):
    from_start(sizes, **{"layers": 30} | values)
    assert words in sizes.sentence


def test_the_curves_are_the_sizes():
    panel = panels.sizes_by_layer("Xavier")
    assert panel.values["rule"] == "Xavier"
    curves = following(panel, layers=7, activation="tanh", scale=2.0)
    # There are four marks after the curves of each side.
    forward, backward = curves[0], curves[5:7]
    network = depth.deep_network(7, "tanh", "Xavier", 2.0)
    sizes = depth.layer_sizes(network, *depth.some_digits(50))
    del sizes.a[7]
    shown = zip((forward, *backward), vars(sizes).values(), strict=True)
    for curve, expected in shown:
        np.testing.assert_array_equal(curve.get_xydata(), [*expected.items()])


def test_a_map_shades_what_is_on_and_marks_what_is_off_everywhere(axes):
    figures.draw_map(axes, 4, 2, ("one", "two"), "x", lambda r: r)
    # On at times, never above 0, always on, always off.
    z = np.array([[1e-9, -1.0], [0.0, -1.0], [2.0, 2.0], [-1.0, -2.0]])
    pixels, crosses, title = followed(axes.figure, (z, depth.silent(z), "two dead"))
    np.testing.assert_array_equal(pixels.get_array(), z > 0)
    np.testing.assert_array_equal(crosses.get_ydata(), [1, 3])
    assert title.get_text() == "two dead"


def test_the_dead_are_counted_in_the_picture_and_in_words():
    panel = panels.dead_neurons()
    artists = following(panel, eta=30.0, more=100)
    crosses, titles = artists[1::3], artists[2::3]
    runs = depth.jump(relu, 30.0, 100), depth.jump(leaky_relu, 30.0, 100)
    dead, off = (int(depth.silent(run.after).sum()) for run in runs)
    assert [len(each.get_xydata()) for each in crosses] == [3, dead, off]
    assert f"{dead} of 32 ReLU neurons are dead (3 before)" in panel.sentence
    assert "All of layer 3 is dead" in panel.sentence
    said = [f"after: ReLU, {dead} dead", f"after: leaky, {off} off"]
    assert texts_of(titles[1:]) == said


def test_finds_and_bands(axes):
    figures.draw_finds(axes, (3, 5, 8), 0.01, 10)
    result = {
        "etas": [0.1, 5.0, 1.0], "states": ["learns", "diverges", "does not learn"],
        "place": 1, "found": [None] * 3,
    }  # fmt: skip
    *_, border, ring, learns, does_not, diverges = followed(axes.figure, result)
    marks = border, ring, learns, does_not, diverges
    assert [numbers_of(each).tolist() for each in marks] == [
        [], [[1, 5.0]], [[0, 0.1]], [[2, 1.0]], [[1, 5.0]],
    ]  # fmt: skip
    assert not texts_of(axes.texts)
    result["found"] = [[1.0, 2.0, 4.0], [0.5], []]
    band, *_ = followed(axes.figure, result)
    assert numbers_of(border).tolist() == [[0, 2.0], [1, 0.5]]
    low, high = band.get_ydata()
    assert low < 1.0 < 4.0 < high
    assert [text.get_text() for text in axes.texts] == ["", "", "no η"]


def test_the_game_keeps_a_find_for_each_depth():
    panel = panels.find_the_largest_eta()
    etas = dict(zip(panels.NAMES.values(), (0.5, 1.0, 9.0, 0.01, 0.02), strict=True))
    *_, learns, does_not, diverges, curve, _ = following(panel, picked="eta_8", **etas)
    pairs = zip(largest_eta.DEPTHS, etas.values(), strict=True)
    trials = [largest_eta.trial("tanh, Xavier", *pair) for pair in pairs]
    states = [*map(largest_eta.state_of, trials)]
    for verdict, marks in zip(VERDICTS, (learns, does_not, diverges), strict=True):
        chosen = [i for i, state in enumerate(states) if state == verdict]
        np.testing.assert_array_equal(marks.get_xdata(), chosen)
    np.testing.assert_array_equal(curve.get_ydata(), trials[2])
    assert f"it {states[2]}" in panel.sentence
    assert f"{states.count('learns')} of 5 depths learn so far" in panel.sentence


def test_the_sweep_is_hidden_until_it_is_asked_for():
    panel = panels.find_the_largest_eta()
    border = following(panel)[10]  # after a band and words for each depth
    assert "Sweep" not in panel.sentence
    assert len(border.get_xydata()) == 0
    following(panel, sweep=panels.SHOWN, kind="ReLU, He", picked="eta_12")
    assert "no η learns" in panel.sentence
    assert len(border.get_xydata()) == 3
