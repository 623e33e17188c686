"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.lstm.panels import hold_the_gates, remember

PANELS = {"hold_the_gates": hold_the_gates, "remember": remember}
