"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.attention.panels import find_the_letter, turn_the_query

PANELS = {"turn_the_query": turn_the_query, "find_the_letter": find_the_letter}
