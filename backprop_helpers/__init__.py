"""The maths of the course: pure numpy, neither matplotlib nor ipywidgets.

Modules by the notebook whose maths they hold; an import only goes down.

- for all: functions, network, training, gradient_check, data, stack
- 01: line, descent; 02: one_neuron; 03: graph; 04: worked_example, worked_graph
- 05: boolean; 06: bill, dual; 07: digits, mnist, idx
- 08: initialization, depth, largest_eta; 09: regularization, overfitting
- 10: optimizers, surfaces, least_squares; 11: convolution, convolutional, texts
- 12: recurrent, lstm, echo, wall, cell, memory; 13: museum, clues
"""

__version__ = "0.1.0"
