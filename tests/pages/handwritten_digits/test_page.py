"""An epoch batch by batch, moved images, and the panels and pictures of this page."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import Rectangle

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.colours import GREY, ORANGE
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import accuracy, one_hot, outputs, train
from backprop_helpers.pages.handwritten_digits import example, figures, panels
from tests.nets.random_networks import assert_same
from tests.pages.handwritten_digits.trained_reader import DIGITS, reader
from tests.panels.course_panels import from_start
from tests.panels.pictures import followed, texts_of

TRAINING, TEST = DIGITS.training, DIGITS.test
TARGETS = one_hot(TRAINING.labels)
IMAGE = TEST.images[3]


@pytest.fixture(scope="module")
def sheet():
    return panels.draw_a_digit(reader(), TEST.images, TEST.labels)


@pytest.fixture(scope="module")
def again():
    return panels.train_again(TRAINING, TEST)


# Maths


def test_batch_costs_trains_as_train_does_and_tells_the_cost_before_each_step():
    one, other = (
        initial_network((64, 8, 10), FAN_IN, np.random.default_rng(0)) for _ in range(2)
    )
    rows = np.random.default_rng(3).permutation(1287)[:32]
    before = one.cost(outputs(one, TRAINING.images[rows]).T, TARGETS[rows].T)
    settings = TRAINING.images, TARGETS, 0.5, 32
    costs = example.batch_costs(one, *settings, np.random.default_rng(3))
    assert len(costs) == 41  # 40 batches of 32, and 7 images
    assert costs[0] == pytest.approx(before, rel=1e-12)
    for _ in train(other, *settings, 1, np.random.default_rng(3)):
        pass
    assert_same(one, other, rtol=1e-9, atol=1e-12)


def test_images_move_by_whole_pixels():
    def move(down, right):
        return example.moved(image.ravel(), down, right).reshape(8, 8)

    image = np.arange(1.0, 65).reshape(8, 8)
    np.testing.assert_array_equal(move(0, 0), image)
    np.testing.assert_array_equal(move(1, 0), [np.zeros(8), *image[:-1]])
    np.testing.assert_array_equal(move(0, -2).T, [*image.T[2:], *np.zeros((2, 8))])
    assert not move(8, 0).any()
    assert example.moved(TEST.images[:5], -1, 3).shape == (5, 64)


def test_the_flat_part_counts_the_neurons_without_a_slope():
    w = {2: np.zeros((4, 64)), 3: np.zeros((10, 4))}
    b = {2: np.array([[0.0], [9.0], [-9.0], [1.0]]), 3: np.zeros((10, 1))}
    assert example.flat_part(Network(w, b), TEST.images[:3]) == 0.5
    b[3] = b[3] + 9
    assert example.flat_part(Network(w, b), TEST.images[:3]) == 1


def test_a_larger_batch_makes_a_shorter_epoch():
    by_size = [example.MEASURED[size] for size in sorted(example.MEASURED)]
    assert by_size == sorted(by_size, reverse=True)


# The sheet


def test_the_bars_are_what_the_network_answers(sheet):
    seen, *artists = from_start(sheet, pixels=IMAGE.tolist())
    np.testing.assert_array_equal(seen.get_array().ravel(), IMAGE)
    a = outputs(reader(), IMAGE[np.newaxis])[0]
    # Ten bars, the words over them, and the mark.
    np.testing.assert_allclose([bar.get_height() for bar in artists[:10]], a)
    assert artists[20].get_xdata() == [a.argmax()]
    second, first = np.argsort(a)[-2:]
    assert sheet.sentence == (
        f"It reads {first} with {100 * a[first]:.1f}%; next comes {second} with "
        f"{100 * a[second]:.1f}%."
    )


def test_the_network_gets_the_moved_and_noisy_image(sheet):
    seen, *_ = from_start(sheet, pixels=IMAGE.tolist(), right=2, down=-1)
    expected = example.moved(IMAGE, -1, 2)[0]
    np.testing.assert_array_equal(seen.get_array().ravel(), expected)
    assert "moved 2 pixels right and 1 pixel up." in sheet.sentence
    seen, *_ = from_start(sheet, pixels=IMAGE.tolist(), noise=0.5)
    assert 0.2 < np.abs(seen.get_array().ravel() - IMAGE).max() <= 0.5
    assert "Noise: up to 0.50" in sheet.sentence


def test_an_empty_sheet_is_read_too_and_called_empty(sheet):
    _, *bars = from_start(sheet, pixels=[0.0] * 64)[:11]
    assert sheet.sentence.startswith("The sheet is empty. It reads ")
    assert sum(bar.get_height() for bar in bars) == pytest.approx(1)


def test_the_examples_are_digits_with_their_labels(sheet):
    (row,) = (c for c in sheet.controls if getattr(c, "label", "") == "Examples")
    assert [button.label for button in row.buttons] == [*map(str, range(10))]
    for digit, button in enumerate(row.buttons):
        where = (TEST.images == button.set["pixels"]).all(axis=1)
        assert {*TEST.labels[where]} == {digit}


def test_the_panel_keeps_a_network_of_its_own():
    network = reader().copy()
    panel = panels.draw_a_digit(network, TEST.images, TEST.labels)
    before = panel.compute(**panel.values)["a"]
    network.w[3][:] = 0
    np.testing.assert_array_equal(panel.compute(**panel.values)["a"], before)


# Training again


def test_accuracies_and_costs_of_the_picture(again):
    costs, *curves = from_start(again, eta=1.5, batch="128")
    r = again.result
    assert r["costs"].shape == (8, 11)
    np.testing.assert_allclose(costs.get_ydata(), r["costs"].ravel())
    for curve, parts in zip(curves, r["right"], strict=True):
        np.testing.assert_allclose(curve.get_ydata(), 100 * parts)
    assert f"{100 * r['right'][1, -1]:.1f}% of the held-out" in again.sentence
    assert "11 steps an epoch" in again.sentence


def test_it_trains_as_the_page_does(again):
    from_start(again, eta=1.5, hidden=12, seed=4)
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
    from_start(again, **values)
    assert again.sentence.endswith(panels.STATES[state])


# Pictures


def test_a_confusion_matrix_shows_counts_and_marks_mistakes(axes):
    figures.draw_confusion(axes, np.array([[5, 0, 1], [0, 7, 0], [0, 0, 9]]))
    words = {text.get_position(): text for text in axes.texts}
    assert [words[j, 0].get_text() for j in range(3)] == ["5", "·", "1"]
    bold = [place for place in words if words[place].get_fontweight() == "bold"]
    assert bold == [(2, 0)]  # column 2 of row 0
    shaded = np.argwhere(axes.images[0].get_array()[..., 3] > 0)
    assert shaded.tolist() == [[0, 2]]
    assert "answer" in axes.get_xlabel()


def test_bars_mark_the_largest(axes):
    figures.draw_bars(axes, lambda r: r)
    artists = followed(axes.figure, np.array([0.2, 0.7, 0.1, *[0.0] * 7]))
    assert texts_of(artists) == ["20%", "70%", "10%"]
    bars = [artist for artist in artists if isinstance(artist, Rectangle)]
    for bar, colour in zip(bars, (GREY, ORANGE, *[GREY] * 8), strict=True):
        assert same_color(bar.get_facecolor(), colour)
    artists = followed(axes.figure, np.array([0.998, *[0.001] * 9]))
    assert texts_of(artists) == ["100%"]


def test_runs_are_drawn_over_the_same_epochs():
    _, (left, right) = new_figure(8, 3, columns=2)
    path = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0]])
    runs = {"many": (np.ones(4), path), "few": (np.ones(2), path)}
    figures.draw_runs(left, right, runs, 2)
    assert [line.get_xdata()[-1] for line in left.lines] == [1.5, 1.0]
    assert texts_of(right.get_legend().get_texts()) == ["many", "few", "start"]
