"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.handwritten_digits.panels import draw_a_digit, train_again
from tests.pages.handwritten_digits.trained_reader import DIGITS, reader

PANELS = {
    "draw_a_digit": lambda: draw_a_digit(
        reader(), DIGITS.test.images, DIGITS.test.labels
    ),
    "train_again": lambda: train_again(DIGITS.training, DIGITS.test),
}
