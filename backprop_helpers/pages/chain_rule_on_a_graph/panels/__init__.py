"""The pictures with sliders of the page “Chain rule on a graph”."""
