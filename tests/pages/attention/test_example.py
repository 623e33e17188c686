"""The three tokens of the page: known numbers, and their blame."""

import numpy as np

from backprop_helpers.nets.attention import attend
from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.attention import example
from backprop_helpers.practice.registry import SHEETS

K, V = example.KEYS, example.VALUES


def test_the_pencil_gives_the_numbers_of_the_package():
    numbers, seen = SHEETS["look_back"].numbers(), example.look(example.QUERY)
    np.testing.assert_allclose(seen.scores, np.array([2, 1, -1]) / np.sqrt(2))
    np.testing.assert_allclose(numbers["scores"], seen.scores)
    np.testing.assert_allclose(numbers["alpha"], seen.alpha)
    np.testing.assert_allclose(numbers["o"], seen.o)


def test_the_blame_of_the_pencil_against_central_differences():
    """What has ∂C/∂o₃ of the page is BLAME · o₃."""
    numbers = SHEETS["look_back"].numbers()

    def cost(q=example.QUERY, k=K, v=V):
        return example.BLAME @ attend(q[:, None], k, v)[0][:, 0]

    for name, start in (("q", example.QUERY), ("k", K), ("v", V)):
        measured = central_difference(lambda x, name=name: cost(**{name: x}), start)
        np.testing.assert_allclose(numbers[f"nabla_{name}"], measured, rtol=1e-8)
