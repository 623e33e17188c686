"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.regularization.panels import (
    keep_weights_small,
    one_weight_shrinks,
)

PANELS = {
    "one_weight_shrinks": one_weight_shrinks,
    "keep_weights_small": keep_weights_small,
}
