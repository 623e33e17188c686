"""The code that the page types out is that of the package, and gives its numbers."""

import inspect

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from tests.pages.two_outputs_by_hand.published import DELTA, NABLA_W, A
from tests.rules.package_source import REPOSITORY, page_cells

CELLS = page_cells(REPOSITORY / "notebooks/05_four_equations.ipynb", "code")


def functions_of_the_page():
    """Return forward and both versions of backward, as the page types them out."""
    found = []
    for source in CELLS:
        if "def forward(" in source or "def backward(w" in source:
            names = {}
            exec(source, {"np": np}, names)
            found += [f for name, f in names.items() if name in ("forward", "backward")]
    return found


@pytest.mark.parametrize("version", [1, 2])
def test_it_gives_the_published_numbers(version):
    page = functions_of_the_page()
    assert len(page) == 3
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    z, a = page[0](network.w, network.b, x, sigmoid)
    delta, nabla_w, nabla_b = page[version](network.w, z, a, y, sigmoid)
    close = {"rtol": 0, "atol": 1e-14}
    np.testing.assert_allclose(a[3][:, 0], A[3], **close)
    for l in (2, 3):
        np.testing.assert_allclose(delta[l][:, 0], DELTA[l], **close)
        np.testing.assert_allclose(nabla_b[l][:, 0], DELTA[l], **close)
        np.testing.assert_allclose(nabla_w[l], NABLA_W[l], **close)


@pytest.mark.parametrize("sizes", [(3, 2), (4, 6, 3), (2, 8, 8, 8, 8, 2)], ids=str)
def test_it_is_that_of_the_package(sizes):
    forward, _, backward = functions_of_the_page()
    rng = np.random.default_rng(0)
    network = Network.random(sizes, rng, activation=tanh)
    x, y = rng.normal(size=(sizes[0], 5)), rng.uniform(size=(sizes[-1], 5))
    z, a = forward(network.w, network.b, x, tanh)
    theirs, ours = backward(network.w, z, a, y, tanh), network.backward(z, a, y)
    for one, other in zip(theirs, ours, strict=True):
        assert one.keys() == other.keys()
        for l in one:
            np.testing.assert_array_equal(one[l], other[l])


def test_the_package_is_line_for_line_recognisable():
    lines = [line.strip() for line in inspect.getsource(Network).splitlines()]
    (source,) = (s for s in CELLS if s.startswith("def backward") and "/ m" in s)
    # In the package each layer may have an activation of its own.
    source = source.replace("activation.", "sigma[l].")
    _, _, first, loop, *rest = [line.strip() for line in source.splitlines()]
    assert first.startswith("delta = {L: ")  # for any cost in the package
    for line in (loop, *rest):
        assert line in lines
    assert len(source.splitlines()) <= 10
