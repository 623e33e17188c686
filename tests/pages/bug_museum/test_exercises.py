"""The exercises make the mistakes of the museum, and measure as the package does."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.practice.registry import EXERCISES

ELSEWHERE = {"diagonal only", "not reset", "new w³ in δ²"}  # not in backward_pass
OF_THE_GRADIENT = set(museum.FLOWER_BUGS) - ELSEWHERE


def test_exercise_and_museum_share_their_mistakes():
    sentences = EXERCISES["backward_pass"].sentences
    assert dict(sentences.items() & museum.BUGS.items()).keys() == OF_THE_GRADIENT
    assert set(sentences) & set(museum.BUGS) == OF_THE_GRADIENT


@pytest.mark.parametrize("bug", sorted(OF_THE_GRADIENT))
def test_the_edit_of_the_solution_is_the_bug_of_the_museum(bug):
    network, (x, y) = museum.patient(), museum.flowers()
    z, a = network.forward(x)
    told = EXERCISES["backward_pass"].variant(bug)(network.w, z, a, y)
    nabla = museum.in_order(*museum.backward(network, z, a, y, {bug}))
    for one, other in zip(told, nabla, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_its_slope_is_that_of_the_package():
    for f, w, j, k, epsilon in EXERCISES["measured_slope"].cases():
        slope = EXERCISES["measured_slope"].solution(f, w, j, k, epsilon)
        assert slope == pytest.approx(central_difference(f, w, epsilon)[j, k], 1e-12)
