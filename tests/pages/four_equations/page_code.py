"""The functions and the points that the page types out, as it types them."""

import numpy as np

from tests.rules.package_source import REPOSITORY, page_cells

CELLS = page_cells(REPOSITORY / "notebooks/05_four_equations.ipynb", "code")
_DEFINED = ("def forward(", "def backward(", "def step(", "def right(", "points = ")
PAGE = {"np": np}
for _cell in CELLS:
    if any(start in _cell for start in _DEFINED):
        exec(_cell, PAGE)
POINTS, TARGETS = PAGE["points"], PAGE["targets"]
