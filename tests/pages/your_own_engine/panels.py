"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.your_own_engine.panels import every_node, learn_xor_with

PANELS = {
    "every_node": every_node,
    "learn_xor_with": learn_xor_with,
}
