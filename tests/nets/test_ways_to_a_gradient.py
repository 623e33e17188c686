"""Every way to a gradient agrees, also where the last layer has another activation."""

from math import prod

import numpy as np
import pytest

from backprop_helpers.nets.dual import gradient_by_duals
from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    leaky_relu,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from backprop_helpers.nets.gradient_check import relative_error
from backprop_helpers.nets.least_squares import jacobian, residuals
from backprop_helpers.nets.stacked_networks import Stack
from backprop_helpers.pages.two_outputs_by_hand.example import PARAMETERS, chain
from backprop_helpers.pages.why_backprop.example import gradient_by_differences
from tests.nets.random_networks import gradients, problem

OUTPUTS = (*ACTIVATIONS.values(), softmax)


def flat(nabla_w, nabla_b):
    """Return a gradient as one vector: w² row by row, b², w³ and so on."""
    parts = [part.ravel() for l in nabla_w for part in (nabla_w[l], nabla_b[l])]
    return np.concatenate(parts)


def given_by(sizes, m, activation, output):
    kinds = {"scale": 0.8, "activation": activation, "output": output}
    return problem(sizes, m, seed=6, **kinds)


def reverse(network, x, y):
    return flat(*gradients(network, x, y)[1:])


def differences(network, x, y):
    return flat(*gradient_by_differences(network, x, y))


def forward_mode(network, x, y):
    return flat(*gradient_by_duals(network, x, y))


def least_squares(network, x, y):
    return 2 * residuals(network, x, y) @ jacobian(network, x) / x.shape[1]


def stacked(network, x, y):
    parts = [p.ravel() for l in network.w for p in (network.w[l], network.b[l])]
    stack = Stack(np.concatenate(parts)[None], network.sizes)
    stack.sigma = network.sigma
    return stack.gradient(x, y)[0]


def chain_of_factors(network, x, y):
    of = {
        name: sum(prod(factor.value for factor in path) for path in paths)
        for name, paths in ((p, chain(network, x, y, p)) for p in PARAMETERS)
    }
    return np.array(list(of.values()))


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda f: f.name)
@pytest.mark.parametrize(
    "activation", [sigmoid, tanh, relu, leaky_relu], ids=lambda f: f.name
)
@pytest.mark.parametrize(
    ("sizes", "m"), [((3, 4, 2), 5), ((2, 3, 3, 2), 1), ((3, 2), 4)], ids=str
)
def test_they_agree(sizes, m, activation, output):
    given = given_by(sizes, m, activation, output)
    wanted = reverse(*given)
    assert np.abs(wanted).max() > 1e-3
    assert relative_error(differences(*given), wanted) < 1e-8
    for way in (forward_mode, least_squares):
        assert relative_error(way(*given), wanted) < 1e-12
    if output != softmax:
        assert relative_error(stacked(*given), wanted) < 1e-12


def test_they_agree_where_each_layer_has_an_activation_of_its_own():
    network, x, y = given_by((3, 4, 3, 2), 5, tanh, softmax)
    network.sigma[3] = leaky_relu
    assert network.copy().sigma == {2: tanh, 3: leaky_relu, 4: softmax}
    given = network, x, y
    for way in (differences, forward_mode, least_squares):
        assert relative_error(way(*given), reverse(*given)) < 1e-8


@pytest.mark.parametrize("output", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_chain_of_factors_agrees(activation, output):
    given = given_by((2, 2, 2), 1, activation, output)
    found, wanted = chain_of_factors(*given), reverse(*given)
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-17)


def test_what_mixes_its_inputs_has_no_chain_and_no_stack():
    network, x, y = given_by((2, 2, 2), 1, tanh, softmax)
    with pytest.raises(ValueError, match="output layer"):
        chain(network, x, y, PARAMETERS[0])
    with pytest.raises(ValueError, match="no softmax"):
        Stack(np.zeros((3, 12)), (2, 2, 2), output=softmax)
