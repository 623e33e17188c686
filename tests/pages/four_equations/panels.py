"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.four_equations.panels.boolean import (
    decision_boundary,
    twins,
)
from backprop_helpers.pages.four_equations.panels.whole_walk import whole_walk

PANELS = {
    "whole_walk": whole_walk,
    "decision_boundary": decision_boundary,
    "twins": twins,
}
