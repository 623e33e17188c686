"""Every way to a gradient agrees, also where the last layer has another activation."""

from math import prod

import numpy as np
import pytest

from backprop_helpers.nets.dual import gradient_by_duals
from backprop_helpers.nets.functions import ACTIVATIONS, leaky_relu, softmax, tanh
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.nets.least_squares import jacobian, residuals
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.stacked_networks import Stack
from backprop_helpers.pages.two_outputs_by_hand.example import PARAMETERS, chain

OUTPUTS = (*ACTIVATIONS.values(), softmax)


def flat(nabla_w, nabla_b):
    """Return a gradient as one vector: w² row by row, b², w³ and so on."""
    parts = [part.ravel() for l in nabla_w for part in (nabla_w[l], nabla_b[l])]
    return np.concatenate(parts)


def reverse(network, x, y):
    _, *nablas = network.backward(*network.forward(x), y)
    return flat(*nablas)


def forward_mode(network, x, y):
    return flat(*gradient_by_duals(network, x, y))


def differences(network, x, y):
    measured = {"w": {}, "b": {}}
    for kind, parameters in (("w", network.w), ("b", network.b)):
        for l, array in parameters.items():

            def cost(values, l=l, parameters=parameters):
                parameters[l] = values
                return network.cost(network.forward(x)[1][network.L], y)

            measured[kind][l] = central_difference(cost, array)
            parameters[l] = array
    return flat(measured["w"], measured["b"])


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


def problem(sizes, m, activation, output):
    rng = np.random.default_rng(6)
    network = Network.random(sizes, rng, 0.8, activation, output=output)
    x, y = rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))
    return network, x, y


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda f: f.name)
@pytest.mark.parametrize("activation", [tanh, leaky_relu], ids=lambda f: f.name)
@pytest.mark.parametrize(
    ("sizes", "m"), [((3, 4, 2), 5), ((2, 3, 3, 2), 1), ((3, 2), 4)], ids=str
)
def test_they_agree(sizes, m, activation, output):
    given = problem(sizes, m, activation, output)
    wanted = reverse(*given)
    assert np.abs(wanted).max() > 1e-3
    assert relative_error(differences(*given), wanted) < 1e-8
    for way in (forward_mode, least_squares):
        assert relative_error(way(*given), wanted) < 1e-12
    if output != softmax:
        assert relative_error(stacked(*given), wanted) < 1e-12


def test_they_agree_where_each_layer_has_an_activation_of_its_own():
    network, x, y = problem((3, 4, 3, 2), 5, tanh, softmax)
    network.sigma[3] = leaky_relu
    assert network.copy().sigma == {2: tanh, 3: leaky_relu, 4: softmax}
    given = network, x, y
    for way in (differences, forward_mode, least_squares):
        assert relative_error(way(*given), reverse(*given)) < 1e-8


@pytest.mark.parametrize("output", ACTIVATIONS.values(), ids=lambda f: f.name)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda f: f.name)
def test_the_chain_of_factors_agrees(activation, output):
    given = problem((2, 2, 2), 1, activation, output)
    assert relative_error(chain_of_factors(*given), reverse(*given)) < 1e-12


def test_what_mixes_its_inputs_has_no_chain_and_no_stack():
    network, x, y = problem((2, 2, 2), 1, tanh, softmax)
    with pytest.raises(ValueError, match="output layer"):
        chain(network, x, y, PARAMETERS[0])
    with pytest.raises(ValueError, match="no softmax"):
        Stack(np.zeros((3, 12)), (2, 2, 2), output=softmax)
