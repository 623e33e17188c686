"""The panels of this page, with the data that the page gives them."""

import numpy as np

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.pages import optimizers

IRIS = load_iris()
FLOWERS = (IRIS.petal_length - IRIS.petal_length.mean(), IRIS.petal_width)
SCALED = tuple(
    (rows - rows.mean(axis=1, keepdims=True)) / rows.std(axis=1, keepdims=True)
    for rows in (
        np.array([IRIS.petal_length, IRIS.sepal_length, IRIS.sepal_width]),
        np.array([IRIS.petal_width]),
    )
)

PANELS = {
    "sgd_and_momentum": optimizers.sgd_and_momentum,
    "same_gradients": optimizers.same_gradients,
    "five_paths": optimizers.five_paths,
    "many_starts": optimizers.many_starts,
    "levenberg_beside_others": lambda: optimizers.levenberg_beside_others(*SCALED),
    "two_curvatures": lambda: optimizers.two_curvatures(
        IRIS.petal_length, IRIS.petal_width
    ),
    "compare_batches": lambda: optimizers.compare_batches(*FLOWERS),
}
