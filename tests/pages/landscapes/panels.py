"""The panels of this page, with the data that the page gives them."""

from functools import partial

from backprop_helpers.pages import landscapes
from tests.pages.landscapes.flowers import X, Y

PANELS = {
    "many_starts": landscapes.many_starts,
    "levenberg_beside_adam": partial(landscapes.levenberg_beside_adam, X, Y),
}
