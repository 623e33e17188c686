"""What the notebooks of the course import: the maths, the pictures and the checks.

Everyone asks by page: what only one page needs stands in its folder in `pages`. Below
it stand, each using only what stands before it in this list:

- nets: the maths in plain numpy; datasets: the shipped data, and MNIST on request
- figures: drawings that several pages use; panels: pictures with sliders
- practice: exercises and quizzes; pages: one folder a notebook; teach: for teachers

Importing this package alone loads none of them.
"""

__version__ = "0.1.0"
