"""The flowers of this page, two kinds at a time."""

import numpy as np

from backprop_helpers.datasets.shipped import load_iris


def two_kinds(first, second, *lengths):
    """Return x (2, m), minus its mean, and y (m,): −1 for the first kind, else 1."""
    iris = load_iris()
    kept = (iris.species == first) | (iris.species == second)
    x = np.array([getattr(iris, name)[kept] for name in lengths])
    y = np.where(iris.species[kept] == second, 1, -1)
    return x - x.mean(axis=1, keepdims=True), y


SEPALS = two_kinds("setosa", "versicolor", "sepal_length", "sepal_width")
PETALS = two_kinds("versicolor", "virginica", "petal_length", "petal_width")
