"""The pictures with sliders of the page “Convolutions”."""
