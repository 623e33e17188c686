"""Three tokens of two numbers each: those of the pencil and of the first panel."""

from typing import NamedTuple

import numpy as np

from backprop_helpers.nets.attention import attend

QUERY = np.array([2.0, 1.0])  # of token 3; keys and values have a column for each token
KEYS = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, 1.0]])
VALUES = np.array([[2.0, -1.0, 2.0], [-1.0, 1.0, 3.0]])
BLAME = np.array([2.0, -1.0])  # ∂C/∂o of token 3


class Look(NamedTuple):
    """What one query finds: scores and shares alpha, (3,), and o, (2,)."""

    query: np.ndarray
    scores: np.ndarray
    alpha: np.ndarray
    o: np.ndarray


def look(query):
    """Let a query, (2,), look at the three keys of the page."""
    o, alpha = attend(query[:, None], KEYS, VALUES)
    return Look(query, query @ KEYS / np.sqrt(2), alpha[0], o[:, 0])
