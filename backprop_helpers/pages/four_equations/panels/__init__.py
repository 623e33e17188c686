"""The pictures with sliders of this page: the whole walk, and a network that learns."""
