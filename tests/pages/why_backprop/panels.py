"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.why_backprop.panels.bill import same_arrow, the_bill
from backprop_helpers.pages.why_backprop.panels.every_node import every_node

PANELS = {
    "same_arrow": same_arrow,
    "the_bill": the_bill,
    "every_node": every_node,
}
