"""The panels of this page."""

from backprop_helpers.pages.bug_museum.panels.differences import size_of_epsilon
from backprop_helpers.pages.bug_museum.panels.patients import mystery

PANELS = {
    "size_of_epsilon": size_of_epsilon,
    "mystery": mystery,
}
