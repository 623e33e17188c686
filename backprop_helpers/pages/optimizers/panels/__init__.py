"""The pictures with sliders of the page “Optimisers”.

- two_curvatures: descent on the w and b of a line, as measured or minus the mean
- swings: momentum in a steep and in a flat direction
- race: five optimisers on a surface, one of them the reader's own
"""
