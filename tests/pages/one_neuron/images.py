"""The images of this page, as its panel takes them."""

from backprop_helpers.datasets.shipped import load_digits


def threes_and_eights(part):
    kept = (part.labels == 3) | (part.labels == 8)
    return part.images[kept].T, (part.labels[kept] == 8) * 1.0


IMAGES = threes_and_eights(load_digits().training)
HELD_OUT = threes_and_eights(load_digits().test)
