"""Images of digits, weights drawn as images, and the part that is answered right."""

import numpy as np

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.figures import new_figure
from backprop_helpers.figures.accuracy import draw_accuracy
from backprop_helpers.figures.digits import SIGNS, colour_on_signs, draw_images
from tests.figures.colours_seen import contrast
from tests.panels.pictures import followed, numbers_of


def test_images_have_their_titles():
    digits = load_digits()
    figure = draw_images(digits.images[:5], digits.labels[:5], columns=4)
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == [str(label) for label in digits.labels[:5]]
    np.testing.assert_array_equal(
        figure.axes[4].images[0].get_array().ravel(), digits.images[4]
    )


def test_accuracies_stand_on_an_axis_from_0_to_100():
    figure, axes = new_figure(4, 3)
    draw_accuracy(axes, 4, lambda r: r)
    training, held_out = followed(figure, ([0.1, 0.9], [0.2, 0.85]))
    np.testing.assert_allclose(numbers_of(training), [[0, 10], [1, 90]])
    np.testing.assert_allclose(numbers_of(held_out), [[0, 20], [1, 85]])
    low, high = axes.get_ylim()
    assert low < 0 < 100 < high
    for curve in followed(figure, ([], [])):
        assert len(numbers_of(curve)) == 0


def test_words_on_a_signed_field_can_be_read_whatever_its_value():
    for value in np.linspace(-2, 2, 401):
        ground = SIGNS((value + 2) / 4)[:3]
        assert contrast(colour_on_signs(value, 2), ground) >= 4.5, value
