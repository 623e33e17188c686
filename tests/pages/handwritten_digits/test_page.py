"""What the page says of its networks, its panel and its pictures."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import Rectangle

from backprop_helpers.figures.colours import GREY, ORANGE
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import (
    accuracy,
    fraction_right,
    one_hot,
    outputs,
    train,
)
from backprop_helpers.pages.handwritten_digits import example, figures, panels
from backprop_helpers.practice import EXERCISES
from tests.nets.random_networks import assert_same
from tests.pages.handwritten_digits.trained_reader import (
    AS_IT_COMES,
    DIGITS,
    reader,
    right,
)
from tests.panels.course_panels import from_start
from tests.panels.pictures import followed, texts_of
from tests.rules.package_source import REPOSITORY, page_cells

TRAINING, TEST = DIGITS.training, DIGITS.test
TARGETS = one_hot(TRAINING.labels)
IMAGE = TEST.images[3]
ONE_HOT, MINI_BATCH = EXERCISES["one_hot"], EXERCISES["mini_batch"]


@pytest.fixture(scope="module")
def sheet():
    return panels.draw_a_digit(TRAINING, TEST)


# Maths


def test_the_network_of_the_panel_is_that_of_the_page():
    learnt = example.learn(TRAINING, TARGETS, MINI_BATCH.solution)
    assert_same(learnt, reader(), rtol=1e-8, atol=1e-10)


def test_images_move_by_whole_pixels():
    def move(down, right):
        return example.moved(image.ravel(), down, right).reshape(8, 8)

    image = np.arange(1.0, 65).reshape(8, 8)
    np.testing.assert_array_equal(move(0, 0), image)
    np.testing.assert_array_equal(move(1, 0), [np.zeros(8), *image[:-1]])
    np.testing.assert_array_equal(move(0, -2).T, [*image.T[2:], *np.zeros((2, 8))])
    assert not move(8, 0).any()
    assert example.moved(TEST.images[:5], -1, 3).shape == (5, 64)


# What the page says


def test_the_accuracy_that_it_types_out_is_that_of_the_package():
    """One name for one thing: page 10 imports it."""
    page = {"np": np}
    path = REPOSITORY / "notebooks/09_handwritten_digits.ipynb"
    for cell in page_cells(path, "code"):
        if cell.startswith("def read("):
            exec(cell, page)
    ours = accuracy(reader(), TEST.images, TEST.labels)
    assert page["accuracy"](reader(), TEST) == pytest.approx(ours, abs=1e-12)


def test_after_an_epoch_it_answers_small_and_reads_one_in_four():
    rng = np.random.default_rng(1)
    network = initial_network((64, 30, 10), FAN_IN, rng)
    run = train(network, TRAINING.images, TARGETS, 1.5, 33, 1, rng)
    assert [*run] == [1]
    assert network.cost(outputs(network, TRAINING.images).T, TARGETS.T) < 0.95
    assert accuracy(network, TEST.images, TEST.labels) == pytest.approx(0.25, abs=0.02)


def test_with_33_in_a_batch_every_batch_is_full():
    assert len(TRAINING.labels) == 39 * 33


def test_an_empty_sheet_gets_no_yes():
    assert outputs(reader(), np.zeros((1, 64))).max() < 0.1


def test_five_of_the_11_mistakes_are_in_the_column_of_the_8():
    answers = outputs(reader(), TEST.images).argmax(axis=1)
    counts = one_hot(TEST.labels).T @ one_hot(answers)
    assert counts.sum() - np.trace(counts) == 11
    by_answer = counts.sum(axis=0) - np.diag(counts)
    assert (by_answer[8], by_answer.argmax(), counts[1, 8]) == (5, 8, 3)
    zero = TEST.images[TEST.labels == 0][:1]
    assert outputs(reader(), zero).argmax() == 4  # the 0 among the examples


def test_other_networks_make_other_mistakes():
    wrong = [
        outputs(reader(seed), TEST.images).argmax(axis=1) != TEST.labels
        for seed in range(5)
    ]
    assert len({each.tobytes() for each in wrong}) == 5


def test_most_of_them_name_the_8_too_often():
    too_often = []
    for seed in range(10):
        answers = outputs(reader(seed), TEST.images).argmax(axis=1)
        too_often.append(np.sum(answers == 8) - np.sum(TEST.labels == 8))
    assert np.sum(np.array(too_often) > 0) >= 8


def test_training_and_held_out_are_alike():
    seen, unseen = (right(part, 1.5, 33, 30) for part in (TRAINING, TEST))
    assert seen.mean().round(1) == unseen.mean().round(1) == 97.8
    assert abs(np.mean(seen - unseen)) < np.std(seen - unseen, ddof=1)


@pytest.mark.parametrize("way", [(0, 1), (0, -1), (1, 0), (-1, 0)], ids=str)
def test_one_pixel_is_enough_on_the_whole_held_out_set(way):
    for seed in range(5):
        one, two = (
            accuracy(
                reader(seed),
                example.moved(TEST.images, *np.multiply(pixels, way)),
                TEST.labels,
            )
            for pixels in (1, 2)
        )
        assert 0.33 < one < 0.5
        assert two < 0.2


@pytest.mark.parametrize(
    ("down", "right", "is_worse"),
    [(0, 2, True), (-2, 0, True), (0, -2, False), (2, 0, False)],
)
def test_two_pixels_to_the_right_or_up_are_worse_than_a_guess(down, right, is_worse):
    images = example.moved(TEST.images, down, right)
    parts = [
        fraction_right(outputs(reader(s), images).T, TEST.labels) for s in range(5)
    ]
    assert (np.mean(parts) < 0.1) == (max(parts) < 0.1) == is_worse


def test_new_writers_are_read_about_four_times_as_badly():
    known = right(TEST, 1.5, 33, 30)
    new = right(AS_IT_COMES.test, 1.5, 33, 30, data=AS_IT_COMES)
    assert 3.5 < (100 - new.mean()) / (100 - known.mean()) < 4.5  # 20 others: 4.1
    assert new.max() < known.min() - 5


def test_a_few_writers_more_or_less_move_that_number_by_several_points():
    """The last 510 are of few people: each quarter tells another tale."""
    part, quarters = AS_IT_COMES.test, []
    for rows in np.array_split(np.arange(510), 4):
        images, labels = part.images[rows], part.labels[rows]
        found = [
            accuracy(reader(s, data=AS_IT_COMES), images, labels) for s in range(5)
        ]
        quarters.append(np.mean(found))
    assert max(quarters) - min(quarters) > 0.05


# The sheet


def test_the_bars_are_what_the_network_answers(sheet):
    seen, *artists = from_start(sheet, pixels=IMAGE.tolist())
    np.testing.assert_array_equal(seen.get_array().ravel(), IMAGE)
    a = outputs(reader(), IMAGE[np.newaxis])[0]
    # Ten bars, the words over them, and the mark.
    heights = [bar.get_height() for bar in artists[:10]]
    np.testing.assert_allclose(heights, a, atol=1e-6)
    assert artists[20].get_xdata() == [a.argmax()]
    second, first = np.argsort(a)[-2:]
    assert sheet.sentence.startswith(
        f"It reads {first}, output {a[first]:.2f}; next comes {second} with "
        f"{a[second]:.2f}."
    )


def test_the_network_gets_the_moved_image(sheet):
    seen, *_ = from_start(sheet, pixels=IMAGE.tolist(), right=2, down=-1)
    expected = example.moved(IMAGE, -1, 2)[0]
    np.testing.assert_array_equal(seen.get_array().ravel(), expected)
    assert "moved 2 pixels right and 1 pixel up." in sheet.sentence


def test_an_empty_sheet_is_read_too_and_called_empty(sheet):
    _, *bars = from_start(sheet, pixels=[0.0] * 64)[:11]
    assert sheet.sentence.startswith("The sheet is empty. It reads ")
    assert max(bar.get_height() for bar in bars) < 0.1


def test_the_examples_are_digits_with_their_labels(sheet):
    (row,) = (c for c in sheet.controls if getattr(c, "label", "") == "Examples")
    assert [button.label for button in row.buttons] == [*map(str, range(10))]
    for digit, button in enumerate(row.buttons):
        where = (TEST.images == button.set["pixels"]).all(axis=1)
        assert {*TEST.labels[where]} == {digit}


# The reader's own code trains it


def three(hot, deal=None):
    """Return the panel with an example of a 3 on its sheet."""
    panel = panels.draw_a_digit(TRAINING, TEST, hot, deal)
    panel.set(pixels=TEST.images[TEST.labels == 3][0].tolist())
    return panel


def test_the_readers_own_functions_train_it():
    panel = three(ONE_HOT.solution, MINI_BATCH.solution)
    assert panel.sentence.startswith("It reads 3,")
    whose = "This is your one_hot at work. This is your mini_batch at work."
    assert panel.sentence.endswith(whose)
    assert "reads 98% right" in panel.alt


def test_a_one_hot_that_counts_from_1_is_seen_to_read_one_too_low():
    panel = three(ONE_HOT.variant("counted from 1"))
    assert panel.sentence.startswith("It reads 2,")
    assert "your one_hot as it runs, but its check does not hold" in panel.sentence
    assert "reads 0% right" in panel.alt


def test_a_mini_batch_without_order_is_at_work_as_it_runs():
    panel = three(None, MINI_BATCH.variant("k is an example"))
    assert "your mini_batch as it runs, but its check does not hold" in panel.sentence


@pytest.mark.parametrize(
    ("hot", "deal", "said"),
    [
        (lambda labels: ..., None, "Your one_hot is not filled in yet"),
        (lambda labels: 1 / 0, None, "Your one_hot gives nothing that can be drawn"),
        (ONE_HOT.variant("columns"), None, "Your one_hot gives nothing that can be"),
        (
            lambda labels: 1.5e308 * np.eye(10)[labels],
            None,
            "Your one_hot gives nothing",
        ),
        (None, MINI_BATCH.variant("rows"), "Your mini_batch gives nothing that can be"),
        (
            None,
            lambda rows, order, k, size: rows[2000],
            "Your mini_batch gives nothing",
        ),
    ],
)
def test_what_cannot_train_is_replaced_and_said(hot, deal, said):
    panel = three(hot, deal)
    assert panel.sentence.startswith("It reads 3,")
    assert said in panel.sentence
    assert "reads 98% right" in panel.alt


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
    assert texts_of(artists) == ["0.20", "0.70", "0.10"]
    bars = [artist for artist in artists if isinstance(artist, Rectangle)]
    for bar, colour in zip(bars, (GREY, ORANGE, *[GREY] * 8), strict=True):
        assert same_color(bar.get_facecolor(), colour)
