"""The exercises make the mistakes of the museum, and by hand."""

import numpy as np
import pytest

from backprop_helpers.nets.convolution import max_pool, max_pool_blame
from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.practice.registry import EXERCISES

ELSEWHERE = {"diagonal only", "not reset", "new w³ in δ²"}  # not in backward_pass
OF_THE_GRADIENT = set(museum.FLOWER_BUGS) - ELSEWHERE


@pytest.mark.parametrize(
    ("name", "bugs"),
    [
        ("pool_blame", {"blame to all"}),
        ("backward_pass", OF_THE_GRADIENT),
    ],
)
def test_exercises_and_museum_share_their_mistakes(name, bugs):
    slips = EXERCISES[name].sentences.items()
    assert dict(slips & museum.BUGS.items()).keys() == bugs
    assert bugs == set(EXERCISES[name].sentences) & set(museum.BUGS)


@pytest.mark.parametrize("bug", sorted(OF_THE_GRADIENT))
def test_the_edit_of_the_solution_is_the_bug_of_the_museum(bug):
    network, (x, y) = museum.patient(), museum.flowers()
    z, a = network.forward(x)
    told = EXERCISES["backward_pass"].variant(bug)(network.w, z, a, y)
    nabla = museum.in_order(*museum.backward(network, z, a, y, {bug}))
    for one, other in zip(told, nabla, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_its_pooling_is_that_of_the_package():
    rng = np.random.default_rng(0)
    x, delta = rng.normal(size=12), rng.normal(size=6)
    _, which = max_pool(x[None, :, None], (2,))
    right = max_pool_blame(delta[None, :, None], which, (1, 12, 1), (2,))
    found = EXERCISES["pool_blame"].solution(x, delta)
    np.testing.assert_array_equal(found, right[0, :, 0])


def test_its_slope_is_that_of_the_package():
    for f, w, j, k, epsilon in EXERCISES["measured_slope"].cases():
        slope = EXERCISES["measured_slope"].solution(f, w, j, k, epsilon)
        assert slope == pytest.approx(central_difference(f, w, epsilon)[j, k], 1e-12)
