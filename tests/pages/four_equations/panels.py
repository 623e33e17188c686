"""The panels of this page, with the data that the page gives them."""

from functools import partial

from backprop_helpers.pages.four_equations.panels.training import train_with
from backprop_helpers.pages.four_equations.panels.whole_walk import whole_walk
from tests.pages.four_equations.ring import POINTS, TARGETS

PANELS = {
    "whole_walk": whole_walk,
    "train_with": partial(train_with, POINTS, TARGETS),
}
