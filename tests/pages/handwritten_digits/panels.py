"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.handwritten_digits.panels import draw_a_digit
from tests.pages.handwritten_digits.trained_reader import DIGITS

PANELS = {"draw_a_digit": lambda: draw_a_digit(DIGITS.training, DIGITS.test)}
