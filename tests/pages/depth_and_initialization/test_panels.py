"""The numbers in the pictures of this page are those of the maths."""

import numpy as np
import pytest

from backprop_helpers.figures.numbers import in_powers
from backprop_helpers.figures.sizes import HIGH, LOW, draw_race, draw_sizes
from backprop_helpers.nets.initialization import HE, NORMAL
from backprop_helpers.pages.depth_and_initialization import example
from backprop_helpers.pages.depth_and_initialization.panels import sizes, training
from backprop_helpers.practice import EXERCISES
from tests.panels.course_panels import from_start
from tests.panels.pictures import followed, following, numbers_of

START = EXERCISES["start"]
LOOKS = (("a", "blue", "o", "-"), ("b", "red", "o", "--"))


@pytest.fixture(scope="module")
def sizes_panel():
    return sizes.sizes_by_layer()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1.0, "1"), (0.25, "0.25"), (1024.0, "1024"), (0.001, "0.001"),
        (2.0**50, "1.1 · 10¹⁵"), (0.5**50, "8.9 · 10⁻¹⁶"), (123_456, "1.2 · 10⁵"),
        (0.0, "exactly 0"), (np.inf, "overflow"), (999.6, "1000"), (999.4, "999"),
    ],
)  # fmt: skip
def test_numbers_in_powers_of_ten(number, words):
    assert in_powers(number) == words


def test_sizes_no_log_axis_can_show_are_marked(axes):
    draw_sizes(axes, 10, sizes.LOOKS[1:], lambda r: r)
    delta = {2: 0.0, 3: LOW / 10, 4: LOW, 5: 1.0, 6: HIGH, 7: 10 * HIGH, 8: np.inf}
    drawn = followed(axes.figure, (delta, {2: 0.0}))
    assert [numbers_of(artist).tolist() for artist in drawn] == [
        [[4, LOW], [5, 1], [6, HIGH]], [],  # the curves
        [[2, LOW / 10], [2, LOW / 10]], [[3, LOW / 10]],
        [[7, 10 * HIGH]], [[8, 10 * HIGH]],
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
def test_the_panel_says_what_becomes_of_the_blame(sizes_panel, values, words):
    start = {"layers": 30, "activation": "sigmoid"}
    from_start(sizes_panel, **start | values)
    assert words in sizes_panel.sentence


def test_the_curves_are_the_sizes(sizes_panel):
    curves = from_start(
        sizes_panel, layers=7, width=20, activation="tanh", scale=2.0, rule="Xavier"
    )
    # There are four marks after the curves of each side.
    forward, backward = curves[0], curves[5:7]
    network = example.deep_network(7, "tanh", "Xavier", 2.0, width=20)
    measured = example.layer_sizes(network, *example.some_digits(example.DIGITS))
    del measured.a[7]
    shown = zip((forward, *backward), vars(measured).values(), strict=True)
    for curve, expected in shown:
        np.testing.assert_array_equal(curve.get_xydata(), [*expected.items()])


def activations(activation, scale):
    network = example.deep_network(30, activation, NORMAL, scale)
    return network.forward(example.some_digits(example.DIGITS)[0])[1]


def test_histograms_hold_every_activation():
    panel = sizes.values_by_layer()
    artists = from_start(panel, activation="relu", rule=NORMAL)
    a = activations("relu", 1.0)
    for i, l in enumerate(sizes.LAYERS):
        bars, below, above, title = artists[4 * i : 4 * i + 4]
        inside = bars.get_data().values
        beyond = below.get_height() + above.get_height()
        assert inside.sum() + beyond == pytest.approx(1)
        assert above.get_height() == pytest.approx(np.mean(a[l] > 1.05))
        assert title.get_text() == f"layer {l}"
    assert above.get_height() > 0.3
    from_start(panel, activation="tanh", scale=10.0)
    flat = np.mean(1 - activations("tanh", 10.0)[29] ** 2 < 0.1)
    assert f"of the activations in layer 2 and {flat:.0%} in layer 29" in panel.sentence


# The race


def test_a_curve_that_is_lost_ends_in_an_arrow(axes):
    draw_race(axes, 4, LOOKS, 0.1, 100, lambda r: r, guess=2.3)
    other, one = followed(axes.figure, ([1.0, 0.01, 2.0], [5.0, 300.0]))
    assert numbers_of(one).tolist() == [[0, 1], [1, 0.1], [2, 2]]
    assert one.get_marker() == "o"
    assert numbers_of(other).tolist() == [[0, 5], [1, 100]]
    assert other.get_marker() == "^"
    other, _ = followed(axes.figure, ([1.0, 0.01, 2.0], [5.0, np.inf, np.nan]))
    assert numbers_of(other).tolist() == [[0, 5], [1, 100]]
    assert other.get_marker() == "^"
    # High above for a while, and back: that is no divergence.
    other, one = followed(axes.figure, ([1.0, 300.0, 2.0], []))
    assert numbers_of(one).tolist() == [[0, 1], [1, 100], [2, 2]]
    assert numbers_of(other).tolist() == [[0, 100]]


def test_each_start_is_trained_with_an_eta_of_its_own():
    panel = training.train_the_starts()
    etas = dict(zip(training.NAMES.values(), (1e-4, 0.2, 0.1, 0.05), strict=True))
    curves = following(panel, layers=5, width=12, seed=2, steps=17, **etas)
    own, *others = curves[:4]  # the reader's is made first, and lies under the others
    for curve, name, eta in zip(
        (*others, own), (NORMAL, "1/√n", HE, HE), etas.values(), strict=True
    ):
        w = example.fresh_weights(example.rule_start(name), 5, 12, seed=2)
        run = example.train(w, eta)
        np.testing.assert_allclose(curve.get_ydata(), run.costs[:18], rtol=1e-12)
    assert "5 layers of 12, 17 steps." in panel.sentence
    panel.set(picked=training.NAMES["1/√n"])
    assert panel.result["title"] == "1/√n: η = 0.2"
    right = curves[5:9]  # after a title: the sizes of the gradients
    assert numbers_of(right[3]).tolist() == [
        pytest.approx([l, size]) for l, size in run.nabla_w[17].items()
    ]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (START.solution, "This is your start at work."),
        (START.variant("the half left out"), "its check does not hold yet"),
        (None, "Your start is not filled in yet"),
        (lambda normal: ..., "Your start is not filled in yet"),
        (lambda normal: 1 / 0, "nothing that can be drawn"),
        (lambda normal: normal.T, "nothing that can be drawn"),
        (lambda normal: np.nan * normal, "nothing that can be drawn"),
    ],
)
def test_the_readers_own_start_is_trained_and_the_sentence_says_so(start, said):
    panel = training.train_the_starts(start)
    assert said in panel.sentence
    *_, fan_in, he, own = panel.result["costs"]
    assert len(own) == example.STEPS + 1
    assert np.allclose(own, he) == ("does not hold" not in said)
    assert np.allclose(own, fan_in) == ("does not hold" in said)


def test_a_start_far_too_large_is_said_to_leave_the_numbers():
    panel = training.train_the_starts(lambda normal: 1e80 * normal)
    assert "yours diverges at once" in panel.sentence
    panel.set(layers=12, width=60)
    assert "N(0, 1) diverges after step 1," in panel.sentence
