"""The pictures with sliders of the page “The bug museum”."""
