"""The panels of this page, with the data that the page gives them."""

from functools import partial

from backprop_helpers.pages.regularization.panels import (
    fit_a_curve,
    one_weight_shrinks,
)

PANELS = {
    "fit_a_curve": fit_a_curve,
    "fit_a_curve, price": partial(fit_a_curve, price=True),
    "one_weight_shrinks": one_weight_shrinks,
}
