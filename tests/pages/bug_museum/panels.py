"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.bug_museum.clues import name_the_bug
from backprop_helpers.pages.bug_museum.panels.differences import size_of_epsilon
from backprop_helpers.pages.bug_museum.panels.patients import mystery, on_and_off

PANELS = {
    "size_of_epsilon": size_of_epsilon,
    "on_and_off": on_and_off,
    "mystery": lambda: mystery(name_the_bug),
}
