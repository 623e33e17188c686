"""The pictures with sliders of the page “Landscapes”.

- many_starts: one optimiser on a surface from 200 starts
- levenberg_marquardt: second-order steps beside Adam, by steps and by price
"""
