"""The pictures with sliders of the page “Four equations”."""
