"""The maths of the course in plain numpy: what the pages derive, ready for use.

- functions: activations and costs; network: layers, forward and back; initialization
- training, descent, optimizers, regularization: how parameters move
- gradient_check, dual, graph: other ways to a gradient, to compare with
- convolution, convolutional_network: shared weights; recurrent, lstm: through time
- normalization: numbers brought back to size, by columns or by rows
- attention: tokens that look at each other, and the table of their embedding
- block: attention and a small network, each on a way round; writer: blocks that write
- stacked_networks: many networks side by side; least_squares: Levenberg–Marquardt
"""
