"""The flowers as page 14 gives them to its networks, one in each column."""

import numpy as np

from backprop_helpers.datasets.shipped import load_iris


def scaled(rows):
    """Return rows with mean 0 and mean square 1."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / rows.std(axis=1, keepdims=True)


IRIS = load_iris()
X = scaled(np.array([IRIS.petal_length, IRIS.sepal_length, IRIS.sepal_width]))
Y = scaled(IRIS.petal_width[None])
