"""The pictures with sliders of the page “Optimisers”.

- ravine_and_other_surfaces: two paths in a ravine, five on a surface, many starts
- same_slopes: how far each optimiser steps when all get the same slopes
- line_through_flowers: a line's two curvatures, and batches of three sizes
- levenberg_marquardt: second-order steps beside momentum and Adam
"""
