"""The panels of this page, with the data that the page gives them."""

import numpy as np

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.pages.optimizers.panels.least_squares import (
    levenberg_beside_others,
)
from backprop_helpers.pages.optimizers.panels.paths import five_paths, sgd_and_momentum
from backprop_helpers.pages.optimizers.panels.side_by_side import (
    many_starts,
    same_gradients,
)

IRIS = load_iris()
SCALED = tuple(
    (rows - rows.mean(axis=1, keepdims=True)) / rows.std(axis=1, keepdims=True)
    for rows in (
        np.array([IRIS.petal_length, IRIS.sepal_length, IRIS.sepal_width]),
        np.array([IRIS.petal_width]),
    )
)

PANELS = {
    "sgd_and_momentum": sgd_and_momentum,
    "same_gradients": same_gradients,
    "five_paths": five_paths,
    "many_starts": many_starts,
    "levenberg_beside_others": lambda: levenberg_beside_others(*SCALED),
}
