"""The pictures with sliders of the page “Convolutional networks”.

- stack_on_a_row: two convolutions, one on top of the other, and what one output sees
- words_on_a_map: where the two lower kernels of a stack put each word as they learn
- kernels_on_words: at which words of a line the kernels of a reader react
"""
