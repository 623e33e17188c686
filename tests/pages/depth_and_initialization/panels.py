"""The panels of this page, with the data that the page gives them."""

from functools import partial

from backprop_helpers.pages.depth_and_initialization import panels

PANELS = {
    "product_of_factors": panels.product_of_factors,
    "sizes_by_layer": panels.sizes_by_layer,
    "sizes_by_layer, 1/√n": partial(panels.sizes_by_layer, "1/√n"),
    "dead_neurons": panels.dead_neurons,
    "find_the_largest_eta": panels.find_the_largest_eta,
}
