"""The flowers and the images of this page, as its panels take them."""

import numpy as np

from backprop_helpers.datasets.shipped import load_digits, load_iris


def two_kinds(first, second, *lengths):
    iris = load_iris()
    kept = (iris.species == first) | (iris.species == second)
    x = np.array([getattr(iris, name)[kept] for name in lengths])
    return x - x.mean(axis=1, keepdims=True), (iris.species[kept] == second) * 1.0


def threes_and_eights(part):
    kept = (part.labels == 3) | (part.labels == 8)
    return part.images[kept].T, (part.labels[kept] == 8) * 1.0


SEPALS = two_kinds("setosa", "versicolor", "sepal_length", "sepal_width")
PETALS = two_kinds("versicolor", "virginica", "petal_length", "petal_width")
IMAGES = threes_and_eights(load_digits().training)
HELD_OUT = threes_and_eights(load_digits().test)
SEPAL_WORDS = (
    ("setosa", "versicolor"),
    ("sepal length − mean (cm)", "sepal width − mean (cm)"),
)
PETAL_WORDS = (
    ("versicolor", "virginica"),
    ("petal length − mean (cm)", "petal width − mean (cm)"),
)
