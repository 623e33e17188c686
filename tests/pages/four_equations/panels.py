"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.four_equations.panels import (
    decision_boundary,
    twins,
    whole_walk,
)

PANELS = {
    "whole_walk": whole_walk,
    "decision_boundary": decision_boundary,
    "twins": twins,
}
