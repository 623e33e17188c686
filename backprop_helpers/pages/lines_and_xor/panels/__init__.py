"""The pictures with sliders of this page: a line that turns, two lines, a network."""
