"""An epoch batch by batch, moved images, and the panels and pictures of this page."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import Rectangle

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.accuracy import MovingAccuracy
from backprop_helpers.figures.colours import GREY, ORANGE
from backprop_helpers.figures.digits import draw_images, draw_weights
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import accuracy, one_hot, outputs, train
from backprop_helpers.pages.handwritten_digits.example import (
    MEASURED,
    batch_costs,
    flat_part,
    moved,
)
from backprop_helpers.pages.handwritten_digits.figures import (
    draw_bars,
    draw_confusion,
    draw_runs,
)
from backprop_helpers.pages.handwritten_digits.panels import (
    STATES,
    draw_a_digit,
    state_of,
    train_again,
)
from tests.pages.handwritten_digits.trained_reader import DIGITS, reader
from tests.panels.pictures import followed, following, numbers_of, texts_of

TRAINING, TEST = DIGITS.training, DIGITS.test
TARGETS = one_hot(TRAINING.labels)


@pytest.fixture(scope="module")
def sheet():
    return draw_a_digit(reader(), TEST.images, TEST.labels)


@pytest.fixture(scope="module")
def again():
    return train_again(TRAINING, TEST)


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


def moved_to(panel, **values):
    """Set a panel from its start and return the artists that follow, moved."""
    return following(panel, **panel.widget.initial | values)


def split(bars):
    """Return ten bars, the words over them, and the mark, of those that follow."""
    return bars[:10], bars[10:20], bars[20]


# Maths


def test_batch_costs_trains_as_train_does():
    one, other = (
        initial_network((64, 8, 10), FAN_IN, np.random.default_rng(0)) for _ in range(2)
    )
    costs = batch_costs(
        one, TRAINING.images, TARGETS, 0.5, 32, np.random.default_rng(3)
    )
    rng = np.random.default_rng(3)
    for _ in train(other, TRAINING.images, TARGETS, 0.5, 32, 1, rng):
        pass
    assert len(costs) == 41  # 40 batches of 32, and 7 images
    for l in one.w:
        np.testing.assert_allclose(one.w[l], other.w[l], rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(one.b[l], other.b[l], rtol=1e-9, atol=1e-12)


def test_each_cost_is_that_before_the_step():
    network = initial_network((64, 8, 10), FAN_IN, np.random.default_rng(0))
    order = np.random.default_rng(3).permutation(1287)[:500]
    before = network.cost(outputs(network, TRAINING.images[order]).T, TARGETS[order].T)
    costs = batch_costs(
        network, TRAINING.images, TARGETS, 0.5, 500, np.random.default_rng(3)
    )
    assert costs[0] == pytest.approx(before, rel=1e-12)
    assert len(costs) == 3


def test_images_move_by_whole_pixels():
    image = np.arange(1.0, 65)
    np.testing.assert_array_equal(moved(image, 0, 0), [image])
    table = image.reshape(8, 8)
    (down,) = moved(image, 1, 0).reshape(1, 8, 8)
    np.testing.assert_array_equal(down[1:], table[:-1])
    assert not down[0].any()
    (left,) = moved(image, 0, -2).reshape(1, 8, 8)
    np.testing.assert_array_equal(left[:, :-2], table[:, 2:])
    assert not left[:, -2:].any()
    assert not moved(image, 8, 0).any()
    assert moved(TEST.images[:5], -1, 3).shape == (5, 64)


def test_the_flat_part_counts_the_neurons_without_a_slope():
    w = {2: np.zeros((4, 64)), 3: np.zeros((10, 4))}
    b = {2: np.array([[0.0], [9.0], [-9.0], [1.0]]), 3: np.zeros((10, 1))}
    assert flat_part(Network(w, b), TEST.images[:3]) == 0.5
    b[3] = b[3] + 9
    assert flat_part(Network(w, b), TEST.images[:3]) == 1


def test_a_larger_batch_makes_a_shorter_epoch():
    sizes, seconds = [*MEASURED], [*MEASURED.values()]
    assert sizes == sorted(sizes)
    assert seconds == sorted(seconds, reverse=True)


# The sheet


def test_the_bars_are_what_the_network_answers(sheet):
    image = TEST.images[3]
    seen, *artists = moved_to(sheet, pixels=image.tolist())
    bars, _, mark = split(artists)
    np.testing.assert_array_equal(seen.get_array().ravel(), image)
    a = outputs(reader(), image[np.newaxis])[0]
    np.testing.assert_allclose([bar.get_height() for bar in bars], a)
    assert mark.get_xdata() == [a.argmax()]
    second, first = np.argsort(a)[-2:]
    assert sheet.sentence == (
        f"It reads {first} with {100 * a[first]:.1f}%; next comes {second} with "
        f"{100 * a[second]:.1f}%."
    )


def test_the_network_gets_the_moved_and_noisy_image(sheet):
    image = TEST.images[3]
    seen, *_ = moved_to(sheet, pixels=image.tolist(), right=2, down=-1)
    np.testing.assert_array_equal(seen.get_array().ravel(), moved(image, -1, 2)[0])
    assert "moved 2 pixels right and 1 pixel up." in sheet.sentence
    seen, *_ = moved_to(sheet, pixels=image.tolist(), noise=0.5)
    difference = np.abs(seen.get_array().ravel() - image)
    assert 0.2 < difference.max() <= 0.5
    assert "Noise: up to 0.50" in sheet.sentence


def test_an_empty_sheet_is_read_too_and_called_empty(sheet):
    bars, _, _ = split(moved_to(sheet, pixels=[0.0] * 64)[1:])
    assert sheet.sentence.startswith("The sheet is empty. It reads ")
    assert sum(bar.get_height() for bar in bars) == pytest.approx(1)


def test_the_examples_are_digits_with_their_labels(sheet):
    (row,) = (c for c in sheet.controls if getattr(c, "label", "") == "Examples")
    for digit, button in enumerate(row.buttons):
        assert button.label == str(digit)
        where = np.flatnonzero((TEST.images == button.set["pixels"]).all(axis=1))
        assert (TEST.labels[where] == digit).all()
        assert len(where) > 0


def test_the_panel_keeps_a_network_of_its_own():
    network = reader().copy()
    panel = draw_a_digit(network, TEST.images, TEST.labels)
    before = panel.compute(**panel.values)["a"]
    network.w[3][:] = 0
    np.testing.assert_array_equal(panel.compute(**panel.values)["a"], before)


# Training again


def test_accuracies_and_costs_of_the_picture(again):
    (line,) = moved_to(again, eta=1.5, batch="128")
    r, accuracies = again.result, again.picture.artists
    assert r["costs"].shape == (8, 11)
    np.testing.assert_allclose(line.get_ydata(), r["costs"].ravel())
    np.testing.assert_allclose(
        numbers_of(accuracies.curves["training"])[:, 1], 100 * r["right"][0]
    )
    assert f"{100 * r['right'][1, -1]:.1f}% of the held-out" in again.sentence
    assert "11 steps an epoch" in again.sentence


def test_it_trains_as_the_page_does(again):
    moved_to(again, eta=1.5, hidden=12, seed=4)
    rng = np.random.default_rng(4)
    network = initial_network((64, 12, 10), FAN_IN, rng)
    for _ in train(network, TRAINING.images, TARGETS, 1.5, 32, 8, rng):
        pass
    right = accuracy(network, TRAINING.images, TRAINING.labels)
    assert again.result["right"][0, -1] == pytest.approx(right, abs=2e-3)  # float32


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"eta": 1.5}, "learnt"),
        ({"eta": 0.1}, "slow"),
        ({"eta": 1.5, "hidden": 2}, "slow"),
        ({"eta": 15.0}, "stuck"),
        ({"eta": 30.0, "kind": "softmax, log-likelihood"}, "stuck"),
        ({"eta": 3.0, "kind": "sigmoid, cross-entropy"}, "jumping"),
    ],
    ids=str,
)
def test_what_happens_has_a_name(again, values, state):
    moved_to(again, **values)
    assert state_of(again.result) == state
    assert again.sentence.endswith(STATES[state])


# Pictures


def test_a_confusion_matrix_shows_counts_and_marks_mistakes(axes):
    draw_confusion(axes, np.array([[5, 0, 1], [0, 7, 0], [0, 0, 9]]))
    words = {text.get_position(): text for text in axes.texts}
    assert [words[j, 0].get_text() for j in range(3)] == ["5", "·", "1"]
    bold = [place for place in words if words[place].get_fontweight() == "bold"]
    assert bold == [(2, 0)]  # column 2 of row 0
    shades = axes.images[0].get_array()
    assert (shades[..., 3] > 0).sum() == 1
    assert shades[0, 2, 3] > 0
    assert "answer" in axes.get_xlabel()


def test_accuracies_below_the_axis_stand_at_its_edge(axes):
    curves = MovingAccuracy(axes, 4)
    curves.move([0.1, 0.9], [0.2, 0.85])
    np.testing.assert_allclose(
        numbers_of(curves.curves["training"]), [[0, 80], [1, 90]]
    )
    np.testing.assert_allclose(numbers_of(curves.places["held out"]), [[1, 85]])
    curves.move([], [])
    assert len(numbers_of(curves.curves["training"])) == 0


def test_bars_mark_the_largest(axes):
    draw_bars(axes, lambda r: r, classes=3)
    artists = followed(axes.figure, np.array([0.2, 0.7, 0.1]))
    assert texts_of(artists) == ["20%", "70%", "10%"]
    bars = [artist for artist in artists if isinstance(artist, Rectangle)]
    for bar, colour in zip(bars, (GREY, ORANGE, GREY), strict=True):
        assert same_color(bar.get_facecolor(), colour)
    artists = followed(axes.figure, np.array([0.998, 0.001, 0.001]))
    assert texts_of(artists) == ["100%"]


def test_images_have_their_titles():
    figure = draw_images(TEST.images[:5], TEST.labels[:5], columns=4)
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == [str(label) for label in TEST.labels[:5]]
    np.testing.assert_array_equal(
        figure.axes[4].images[0].get_array().ravel(), TEST.images[4]
    )


def test_weights_have_colours_and_signs():
    w = np.zeros((2, 64))
    w[0, 0], w[0, 9], w[1, 63] = 2.0, -1.0, 5.0
    figure = draw_weights(w, columns=2)
    first, second = figure.axes
    np.testing.assert_array_equal(first.images[0].get_array().ravel(), w[0])
    assert first.images[0].get_clim() == (-2, 2)
    plus, minus = first.lines
    np.testing.assert_array_equal(plus.get_xydata(), [[0, 0]])
    np.testing.assert_array_equal(minus.get_xydata(), [[1, 1]])
    assert second.images[0].get_clim() == (-5, 5)
    assert not any(line.get_animated() for line in (plus, minus))


def test_runs_are_drawn_over_the_same_epochs():
    _, (left, right) = new_figure(8, 3, columns=2)
    path = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0]])
    draw_runs(left, right, {"many": (np.ones(4), path), "few": (np.ones(2), path)}, 2)
    ends = [line.get_xdata()[-1] for line in left.lines]
    assert ends == [1.5, 1.0]
    legend = [text.get_text() for text in right.get_legend().get_texts()]
    assert legend == ["many", "few", "start"]
