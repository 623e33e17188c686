"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.why_backprop.panels import same_arrow, the_bill

PANELS = {
    "same_arrow": same_arrow,
    "the_bill": the_bill,
}
