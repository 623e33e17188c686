"""The exercises make the mistakes of the museum, and by hand."""

import numpy as np
import pytest

from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.practice.registry import EXERCISES

OF_THE_GRADIENT = set(museum.BUGS) - {"diagonal only", "not reset", "new w³ in δ²"}


@pytest.mark.parametrize(
    ("name", "bugs"),
    [
        ("softmax_blame", {"diagonal only"}),
        ("hidden_blame", {"w not transposed", "last path only", "σ′ at a"}),
        ("steps_down", {"not reset"}),
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
