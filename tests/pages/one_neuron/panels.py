"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.one_neuron.panels.learning import (
    saturation,
    sigmoid_and_slope,
    two_costs,
)
from backprop_helpers.pages.one_neuron.panels.three_or_eight import three_or_eight
from tests.pages.one_neuron.images import HELD_OUT, IMAGES

PANELS = {
    "sigmoid_and_slope": sigmoid_and_slope,
    "saturation": saturation,
    "two_costs": two_costs,
    "three_or_eight": lambda: three_or_eight(*IMAGES, *HELD_OUT),
}
