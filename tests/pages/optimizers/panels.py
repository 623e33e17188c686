"""The panels of this page, with the data that the page gives them."""

from functools import partial

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.pages import optimizers

IRIS = load_iris()

PANELS = {
    "two_curvatures": partial(
        optimizers.two_curvatures, IRIS.petal_length, IRIS.petal_width
    ),
    "damped_swings": optimizers.damped_swings,
    "race": optimizers.race,
}
