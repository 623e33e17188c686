"""The pictures with sliders of the page “Through time”."""
