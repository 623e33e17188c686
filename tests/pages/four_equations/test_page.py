"""The four equations of notebook 05: proved there, and held to be true here."""

import inspect
import json

import numpy as np
import pytest

from backprop_helpers.nets.functions import (
    ACTIVATIONS,
    COSTS,
    cross_entropy,
    identity,
    leaky_relu,
    quadratic,
    relu,
    sigmoid,
    tanh,
)
from backprop_helpers.nets.gradient_check import (
    central_difference,
    check_gradients,
    relative_error,
)
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.four_equations.panels.whole_walk import (
    MOST,
    steps_of,
    whole_walk,
)
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from tests.rules.package_source import REPOSITORY

PAGE = REPOSITORY / "notebooks" / "05_four_equations.ipynb"
# Depths 2 to 6. The layers are wide and the weights N(0, 1): in a narrow deep sigmoid
# network the first gradients are so small that the rounding of the cost shows.
SIZES = [
    (3, 2),
    (2, 8, 1),
    (4, 6, 3),
    (3, 8, 6, 2),
    (2, 6, 6, 6, 2),
    (2, 8, 8, 8, 8, 2),
]
KINDS = [(f, quadratic) for f in ACTIVATIONS.values()] + [(sigmoid, cross_entropy)]
SIXTEEN_DIGITS = {  # page 04, by arithmetic with thirty digits
    ("a", 3): [[0.7122574322957418], [0.5330975738715014]],
    ("delta", 3): [[-0.1179438268412715], [0.1658190038634179]],
    ("delta", 2): [[-0.03208395248222664], [-0.004656718523817723]],
    ("nabla_w", 3): [
        [-0.04875590469140001, -0.1101608305324122],
        [0.0685466612785763, 0.1548767720436504],
    ],
    ("nabla_w", 2): [
        [-0.06416790496445327, -0.09625185744667991],
        [-0.009313437047635446, -0.01397015557145317],
    ],
    ("nabla_b", 3): [[-0.1179438268412715], [0.1658190038634179]],
    ("nabla_b", 2): [[-0.03208395248222664], [-0.004656718523817723]],
}


def problem(sizes, activation, cost, seed=0, m=5, kind=Network):
    rng = np.random.default_rng(seed)
    network = kind.random(sizes, rng, 1.0, activation, cost)
    x, y = rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))
    return network, x, y


def cells(kind="code"):
    notebook = json.loads(PAGE.read_text("utf-8"))
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == kind]


def functions_of_the_page():
    """Return forward and both versions of backward, as the page types them out."""
    forward, *backward = (
        source
        for source in cells()
        if "def forward(" in source or "def backward(w" in source
    )
    found = []
    for source in (forward, *backward):
        names = {}
        exec(source, {"np": np}, names)
        found += [f for name, f in names.items() if name in ("forward", "backward")]
    return found


# Gradient check


def test_every_activation_and_cost_is_checked():
    assert {activation.name for activation, _ in KINDS} == set(ACTIVATIONS)
    # The log-likelihood goes with softmax, page 07: tests/test_network.py.
    assert {cost.name for _, cost in KINDS} == set(COSTS) - {"log-likelihood"}
    assert {len(sizes) for sizes in SIZES} == {2, 3, 4, 5, 6}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("activation", "cost"), KINDS, ids=lambda kind: kind.name)
def test_gradient_to_1e_7(sizes, activation, cost, seed):
    report = check_gradients(*problem(sizes, activation, cost, seed))
    assert len(report) == 2 * (len(sizes) - 1)
    assert report.worst.error <= 1e-7


class Wrong(Network):
    """The page's mistake on purpose: σ′(a) in place of σ′(z)."""

    def backward(self, z, a, y):
        return super().backward(a, a, y)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("activation", "cost"), KINDS, ids=lambda kind: kind.name)
def test_where_the_check_sees_the_mistake(sizes, activation, cost):
    error = check_gradients(*problem(sizes, activation, cost, kind=Wrong)).worst.error
    same_slope = activation in (relu, leaky_relu, identity)  # as a > 0 where z > 0
    no_slope = cost == cross_entropy and len(sizes) == 2
    assert error <= 1e-7 if same_slope or no_slope else error > 0.05


def test_a_narrow_deep_network_reaches_the_limit_of_the_measurement():
    rng = np.random.default_rng(0)
    narrow = Network.random((2, 3, 3, 3, 3, 2), rng, scale=0.3)
    x, y = rng.normal(size=(2, 5)), rng.uniform(size=(2, 5))
    _, nabla_w, _ = narrow.backward(*narrow.forward(x), y)
    assert np.abs(nabla_w[2]).max() < 1e-5
    assert 1e-7 < check_gradients(narrow, x, y).worst.error < 1e-3


# Each equation by itself, entry by entry


@pytest.mark.parametrize("activation", [sigmoid, tanh], ids=lambda f: f.name)
def test_each_equation_as_a_sum(activation):
    network, x, y = problem((3, 4, 2, 3), activation, quadratic, m=1)
    z, a = network.forward(x)
    delta, nabla_w, nabla_b = network.backward(z, a, y)
    slope = {l: activation.derivative(z[l]) for l in z}
    for j in range(3):
        expected = 2 * (a[4][j, 0] - y[j, 0]) * slope[4][j, 0]
        assert delta[4][j, 0] == pytest.approx(expected, rel=1e-13)
    for l in (3, 2):
        for k in range(network.sizes[l - 1]):
            paths = [
                delta[l + 1][j, 0] * network.w[l + 1][j, k] * slope[l][k, 0]
                for j in range(network.sizes[l])
            ]
            assert delta[l][k, 0] == pytest.approx(sum(paths), rel=1e-13)
    for l in (2, 3, 4):
        np.testing.assert_array_equal(nabla_b[l], delta[l])
        for j, k in np.ndindex(nabla_w[l].shape):
            expected = delta[l][j, 0] * a[l - 1][k, 0]
            assert nabla_w[l][j, k] == pytest.approx(expected, rel=1e-13)


def test_the_slope_of_tanh_is_1_minus_a_squared():
    z = np.linspace(-3, 3, 13)
    np.testing.assert_allclose(tanh.derivative(z), 1 - np.tanh(z) ** 2, rtol=1e-12)
    numeric = central_difference(lambda z: np.sum(tanh(z)), z)
    assert relative_error(tanh.derivative(z), numeric) < 1e-9


# Parity with page 04, of the package and of the page's own code


def results(forward, backward):
    z, a = forward()
    delta, nabla_w, nabla_b = backward(z, a)
    return {"a": a, "delta": delta, "nabla_w": nabla_w, "nabla_b": nabla_b}


def assert_page_04(found):
    for (name, l), digits in SIXTEEN_DIGITS.items():
        np.testing.assert_allclose(found[name][l], digits, rtol=0, atol=1e-14)


def test_the_general_code_gives_the_numbers_of_page_04():
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    assert_page_04(
        results(lambda: network.forward(x), lambda z, a: network.backward(z, a, y))
    )


def test_the_code_of_the_page_gives_the_numbers_of_page_04():
    forward, *backwards = functions_of_the_page()
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    assert len(backwards) == 2
    for backward in backwards:
        found = results(
            lambda: forward(network.w, network.b, x, sigmoid),
            lambda z, a, backward=backward: backward(network.w, z, a, y, sigmoid),
        )
        assert_page_04(found)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_code_of_the_page_is_that_of_the_package(sizes):
    forward, _, backward = functions_of_the_page()
    network, x, y = problem(sizes, tanh, quadratic)
    z, a = forward(network.w, network.b, x, tanh)
    theirs, ours = backward(network.w, z, a, y, tanh), network.backward(z, a, y)
    for one, other in zip(theirs, ours, strict=True):
        assert one.keys() == other.keys()
        for l in one:
            np.testing.assert_array_equal(one[l], other[l])


def test_the_package_is_line_for_line_recognisable():
    lines = [line.strip() for line in inspect.getsource(Network).splitlines()]
    (source,) = (s for s in cells() if s.startswith("def backward") and "/ m" in s)
    _, _, first, loop, *rest = [line.strip() for line in source.splitlines()]
    assert first.startswith("delta = {L: ")  # for any cost in the package
    for line in (loop, *rest):
        assert line in lines
    assert len(source.splitlines()) <= 10


# The walk


@pytest.mark.parametrize("L", range(2, MOST + 1))
def test_how_often_each_equation_is_used(L):
    names = [step.equation for step in steps_of(L)]
    counts = [names.count(name) for name in ("forward", "BP1", "BP2", "BP3, BP4")]
    assert counts == [L - 1, 1, L - 2, L - 1]
    assert [s.l for s in steps_of(L) if s.equation == "BP2"] == [*range(L - 1, 1, -1)]


@pytest.mark.parametrize("L", range(2, MOST + 1))
def test_the_shapes_of_the_walk_are_those_of_the_network(L):
    panel = whole_walk()
    panel.set(L=L, step=0)
    sizes = panel.result["sizes"]
    network, x, y = problem(sizes, sigmoid, quadratic, m=1)
    z, a = network.forward(x)
    delta, nabla_w, nabla_b = network.backward(z, a, y)
    names = {"w": network.w, "b": network.b, "z": z, "a": a}
    names |= {"delta": delta, "nabla_w": nabla_w, "nabla_b": nabla_b}
    names |= {"y": y, "activation": sigmoid}
    for step in range(1, len(panel.result["steps"]) + 1):
        panel.set(step=step)
        panel.picture.move(panel.result)
        _, code = panel.picture.artists
        for part, shape in code.parts:
            if shape:
                assert str(eval(part, dict(names)).shape) == shape, part


def test_steps_beyond_the_last_change_nothing():
    panel = whole_walk()
    panel.set(L=2, step=3)
    before = panel.bundle()
    panel.set(step=15)
    assert panel.bundle() == before
    assert "BP2 never" in panel.sentence
