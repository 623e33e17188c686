"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.bug_museum.clues import name_the_bug
from backprop_helpers.pages.bug_museum.panels import mystery, on_and_off

PANELS = {
    "on_and_off": on_and_off,
    "mystery": lambda: mystery(name_the_bug),
}
