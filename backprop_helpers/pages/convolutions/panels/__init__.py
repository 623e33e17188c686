"""The pictures with sliders of the page “Convolutions”.

- kernel_on_a_row: numbers in a row, and who uses whom, forward and back
- kernel_on_an_image: a digit, a kernel of 3 × 3, and the map
- learn_an_edge: the reader's own gradient trains a kernel
"""
