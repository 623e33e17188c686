"""The panels of this page, with the digits that it gives them."""

from backprop_helpers.datasets import load_digits
from backprop_helpers.pages import convolutions

DIGITS = load_digits().images[:10].reshape(10, 8, 8)

PANELS = {
    "walk_the_kernel": convolutions.walk_the_kernel,
    "kernel_on_an_image": lambda: convolutions.kernel_on_an_image(DIGITS),
    "learn_an_edge": lambda: convolutions.learn_an_edge(DIGITS),
}
