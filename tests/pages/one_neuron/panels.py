"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.one_neuron.panels.perceptron import (
    keep_sweeping,
    perceptron_by_steps,
    two_rules,
)
from backprop_helpers.pages.one_neuron.panels.sigmoid import (
    saturation,
    saturation_twin,
    sigmoid_and_slope,
    three_or_eight,
)
from tests.pages.one_neuron.flowers_and_images import (
    HELD_OUT,
    IMAGES,
    PETAL_WORDS,
    PETALS,
    SEPAL_WORDS,
    SEPALS,
)

PANELS = {
    "perceptron_by_steps": lambda: perceptron_by_steps(*SEPALS, *SEPAL_WORDS),
    "keep_sweeping": lambda: keep_sweeping(*PETALS, *PETAL_WORDS),
    "two_rules": lambda: two_rules(*PETALS, *PETAL_WORDS),
    "sigmoid_and_slope": sigmoid_and_slope,
    "saturation": saturation,
    "saturation_twin": saturation_twin,
    "three_or_eight": lambda: three_or_eight(*IMAGES, *HELD_OUT),
}
