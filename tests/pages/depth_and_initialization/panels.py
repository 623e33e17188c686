"""The panels of this page, as the page makes them."""

from backprop_helpers.pages.depth_and_initialization.panels import sizes, training

PANELS = {
    "sizes_by_layer": sizes.sizes_by_layer,
    "values_by_layer": sizes.values_by_layer,
    "train_the_starts": training.train_the_starts,
}
