"""Interactive pictures: a slider moves, and the picture and its sentence follow.

A panel is a function that returns a `Panel`; it computes nothing that is taught.

- panel, picture, canvas, controls (with controls.js and .css): the one mechanism
- live: training that can be watched and stopped
- 00: start; 01: line; 02: one_neuron, sigmoid
- 03: graph, named_graph, paths, differences; 04: two_outputs
- 05: boolean, walk; 06: bill, engine; 07: digits; 08: depth, training_deep
- 09: regularization; 10: optimizer_paths, optimizers, least_squares
- 11: sliding, maps; 12: through_time, lstm_cell, clipping; 13: museum
"""

from .controls import Bank, Button, Buttons, Choice, Slider
from .panel import Panel

__all__ = ["Bank", "Button", "Buttons", "Choice", "Panel", "Slider"]
