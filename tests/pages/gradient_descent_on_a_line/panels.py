"""The panels of this page, with the data that the page gives them."""

import numpy as np

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.pages.gradient_descent_on_a_line.panels import (
    descend,
    descend_one_parameter,
    find_the_line,
    slope_at_a_point,
)

FEW = (np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 3.0, 3.0, 5.0]))
IRIS = load_iris()
FLOWERS = (IRIS.petal_length - IRIS.petal_length.mean(), IRIS.petal_width)


def unfilled(w, b, x, y, eta):
    return ...


PANELS = {
    "find_the_line": lambda: find_the_line(*FEW),
    "slope_at_a_point": lambda: slope_at_a_point(*FEW, 3.0),
    "descend_one_parameter": lambda: descend_one_parameter(*FEW, 1.0),
    "descend": lambda: descend(*FLOWERS, step=unfilled),
}
