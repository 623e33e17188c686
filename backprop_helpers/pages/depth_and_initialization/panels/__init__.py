"""The pictures with sliders of the page “Depth and initialisation”."""
