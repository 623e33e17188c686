"""The border between two kinds of points in the plane."""

import numpy as np

FAR = 30.0  # beyond any axes of the course, so that a border crosses all of them


def border_ends(w, b):
    """Return two far points (2, 2) of the line w·x + b = 0, none (0, 2) if w is 0."""
    length = np.hypot(*w)
    if length == 0:
        return np.empty((0, 2))
    normal = np.asarray(w) / length
    foot = -b / length * normal
    along = FAR * np.array([-normal[1], normal[0]])
    return np.array([foot - along, foot + along])
