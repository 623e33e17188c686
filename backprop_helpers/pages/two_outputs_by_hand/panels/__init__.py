"""The pictures with sliders of the page “Two outputs by hand”."""
