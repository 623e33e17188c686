"""The code that the page types out is that of the package, and gives its numbers."""

import inspect

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.four_equations.example import errors_of
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from tests.pages.four_equations.ring import POINTS, TARGETS
from tests.pages.two_outputs_by_hand.published import DELTA, NABLA_W, A
from tests.rules.package_source import REPOSITORY, page_cells

CELLS = page_cells(REPOSITORY / "notebooks/05_four_equations.ipynb", "code")
PAGE = {"np": np}  # what it defines: its functions, and its points
for cell in CELLS:
    if cell.startswith(("import numpy", "def backward", "def right", "rng")):
        exec(cell, PAGE)


def test_its_points_are_those_of_the_tests():
    np.testing.assert_array_equal(PAGE["points"], POINTS)
    np.testing.assert_array_equal(PAGE["targets"], TARGETS)


def test_it_gives_the_published_numbers():
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    z, a = PAGE["forward"](network.w, network.b, x, sigmoid)
    delta, nabla_w, nabla_b = PAGE["backward"](network.w, z, a, y, sigmoid)
    close = {"rtol": 0, "atol": 1e-14}
    np.testing.assert_allclose(a[3][:, 0], A[3], **close)
    for l in (2, 3):
        np.testing.assert_allclose(delta[l][:, 0], DELTA[l], **close)
        np.testing.assert_allclose(nabla_b[l][:, 0], DELTA[l], **close)
        np.testing.assert_allclose(nabla_w[l], NABLA_W[l], **close)


@pytest.mark.parametrize("sizes", [(3, 2), (4, 6, 3), (2, 8, 8, 8, 8, 2)], ids=str)
def test_it_is_that_of_the_package(sizes):
    rng = np.random.default_rng(0)
    network = Network.random(sizes, rng, activation=tanh)
    x, y = rng.normal(size=(sizes[0], 5)), rng.uniform(size=(sizes[-1], 5))
    z, a = PAGE["forward"](network.w, network.b, x, tanh)
    theirs = PAGE["backward"](network.w, z, a, y, tanh)
    ours = network.backward(z, a, y)
    for one, other in zip(theirs, ours, strict=True):
        assert one.keys() == other.keys()
        for l in one:
            np.testing.assert_array_equal(one[l], other[l])


def test_the_gradient_of_a_batch_is_the_mean_of_those_of_its_examples():
    rng = np.random.default_rng(0)
    network = Network.random((2, 4, 1), rng)
    forward, backward = PAGE["forward"], PAGE["backward"]

    def gradient(x, y):
        z, a = forward(network.w, network.b, x, sigmoid)
        return backward(network.w, z, a, y, sigmoid)[1:]

    together = gradient(POINTS, TARGETS)
    alone = [gradient(POINTS[:, [i]], TARGETS[:, [i]]) for i in range(100)]
    for kind in (0, 1):
        for l in (2, 3):
            mean = np.mean([one[kind][l] for one in alone], axis=0)
            np.testing.assert_allclose(together[kind][l], mean, rtol=1e-12)


def test_the_package_is_line_for_line_recognisable():
    lines = [line.strip() for line in inspect.getsource(Network).splitlines()]
    (source,) = (s for s in CELLS if s.startswith("def backward"))
    # In the package each layer may have an activation of its own.
    source = source.replace("activation.", "sigma[l].")
    _, _, first, loop, *rest = [
        line.split("  #")[0].strip() for line in source.splitlines()
    ]
    assert first.startswith("delta = {L: ")  # for any cost in the package
    for line in (loop, *rest):
        assert line in lines
    assert len(source.splitlines()) <= 10


def test_what_the_page_says_of_its_check():
    """All networks agree; a wrong σ′ hides with ReLU, identity, and two layers."""
    for row in errors_of(PAGE["right"]).values():
        assert max(row) <= 1e-7
    seen = {
        name: [error > 1e-7 for error in row]
        for name, row in errors_of(PAGE["wrong"]).items()
    }
    assert all(seen["sigmoid, quadratic"])
    assert all(seen["tanh, quadratic"])
    assert not any(seen["relu, quadratic"])
    assert not any(seen["identity, quadratic"])
    assert seen["sigmoid, cross-entropy"] == [False, True, True, True, True]
    assert sum(map(sum, seen.values())) == 25 - 11
