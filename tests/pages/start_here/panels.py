"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.start_here.panels import aim_a_line

PANELS = {
    "aim_a_line": aim_a_line,
}
