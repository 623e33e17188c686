"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.two_outputs_by_hand.panels.factors import chain_of_factors
from backprop_helpers.pages.two_outputs_by_hand.panels.repeated_steps import (
    repeat_the_step,
)
from backprop_helpers.pages.two_outputs_by_hand.panels.step_by_step import one_step

PANELS = {
    "one_step": one_step,
    "chain_of_factors": chain_of_factors,
    "repeat_the_step": repeat_the_step,
}
