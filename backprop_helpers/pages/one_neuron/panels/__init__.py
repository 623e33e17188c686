"""The pictures with sliders of the page “One neuron”."""
