"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.a_way_round.panels import (
    learn_thirty_layers,
    thirty_layers,
)

PANELS = {
    "thirty_layers": thirty_layers,
    "learn_thirty_layers": learn_thirty_layers,
}
