"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.depth_and_initialization.panels.sizes import (
    product_of_factors,
    sizes_by_layer,
)
from backprop_helpers.pages.depth_and_initialization.panels.trained import (
    dead_neurons,
    find_the_largest_eta,
)

PANELS = {
    "product_of_factors": product_of_factors,
    "sizes_by_layer": sizes_by_layer,
    "dead_neurons": dead_neurons,
    "find_the_largest_eta": find_the_largest_eta,
}
