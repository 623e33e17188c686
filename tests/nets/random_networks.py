"""Random networks of any shape with a batch, and layers compared, for the tests."""

import numpy as np

from backprop_helpers.nets.network import Network


def problem(sizes, m=5, seed=0, make=Network, **kinds):
    """Return a random network with a batch: inputs x and targets y in 0 … 1."""
    rng = np.random.default_rng(seed)
    network = make.random(sizes, rng, **kinds)
    return network, rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))


def gradients(network, x, y):
    """Return delta, nabla_w, nabla_b."""
    return network.backward(*network.forward(x), y)


def assert_layers(found, wanted, rtol=0.0, atol=0.0):
    """Assert that two dicts by layer have the same keys, and the same numbers."""
    assert list(found) == list(wanted)
    for l in found:
        np.testing.assert_allclose(found[l], wanted[l], rtol=rtol, atol=atol)


def assert_same(network, other, rtol=0.0, atol=0.0):
    """Assert that two networks have the same parameters."""
    assert_layers(network.w, other.w, rtol, atol)
    assert_layers(network.b, other.b, rtol, atol)
