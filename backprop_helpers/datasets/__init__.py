"""The small data sets that come with the course, and MNIST on request.

- shipped: flowers, digits, opinions and a text, each checked before it is used
- recall: texts that are drawn, in which a letter is to be remembered
- mnist: found in a folder or downloaded when asked; idx: the form of its files
"""

from backprop_helpers.datasets.shipped import (
    load_digits,
    load_hills,
    load_iris,
    load_opinions,
)

__all__ = ["load_digits", "load_hills", "load_iris", "load_opinions"]
