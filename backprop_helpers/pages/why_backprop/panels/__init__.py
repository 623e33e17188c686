"""The pictures with sliders of the page “Why backprop”."""
