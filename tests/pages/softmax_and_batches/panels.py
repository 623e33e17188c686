"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.softmax_and_batches.panels import share_out, train_again
from tests.pages.handwritten_digits.trained_reader import DIGITS

PANELS = {
    "share_out": share_out,
    "train_again": lambda: train_again(DIGITS.training, DIGITS.test),
}
