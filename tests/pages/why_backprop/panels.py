"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.why_backprop.panels import every_node, same_arrow, the_bill

PANELS = {
    "same_arrow": same_arrow,
    "the_bill": the_bill,
    "every_node": every_node,
}
