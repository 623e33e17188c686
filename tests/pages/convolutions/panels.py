"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.convolutions.panels.maps import (
    kernel_on_an_image,
    reactions,
)
from backprop_helpers.pages.convolutions.panels.sliding import walk_the_kernel
from tests.pages.convolutions.trained_readers import (
    KNOWN,
    LINES,
    one_of_each_digit,
    text_reader,
)

PANELS = {
    "walk_the_kernel": walk_the_kernel,
    "kernel_on_an_image": lambda: kernel_on_an_image(one_of_each_digit()),
    "reactions": lambda: reactions(text_reader(), LINES, KNOWN),
}
