"""The points that the page types out: a disc, target 1, in a ring, target 0."""

import numpy as np


def ring():
    rng = np.random.default_rng(0)
    angle = rng.uniform(0, 2 * np.pi, size=100)
    radius = np.append(rng.uniform(0, 1, size=50), rng.uniform(1.8, 2.6, size=50))
    points = radius * np.array([np.cos(angle), np.sin(angle)])
    return points, 1.0 * np.array([radius < 1.4])


POINTS, TARGETS = ring()
