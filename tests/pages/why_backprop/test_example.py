"""What a gradient costs: the formulas count what the calculations really multiply."""

import runpy

import numpy as np
import pytest

from backprop_helpers.nets.dual import Dual
from backprop_helpers.nets.functions import COSTS, sigmoid, tanh
from backprop_helpers.nets.gradient_check import relative_error
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from tests.nets.random_networks import assert_layers, assert_same, gradients, problem
from tests.rules.package_source import REPOSITORY

SIZES = [(2, 2, 2), (1, 5, 1), (3, 4), (2, 3, 4, 2), (3, 1, 2, 2, 1)]


class Counted:
    """A number that counts how often it is multiplied."""

    products = 0

    def __init__(self, value):
        self.value = float(value)

    def __add__(self, other):
        return Counted(self.value + as_counted(other).value)

    def __sub__(self, other):
        return Counted(self.value - as_counted(other).value)

    def __rsub__(self, other):
        return as_counted(other) - self

    def __mul__(self, other):
        Counted.products += 1
        return Counted(self.value * as_counted(other).value)

    __radd__, __rmul__ = __add__, __mul__


def as_counted(number):
    return number if isinstance(number, Counted) else Counted(number)


counted = np.vectorize(as_counted, otypes=[object])
activated = np.vectorize(lambda z: Counted(sigmoid(z.value)), otypes=[object])


def products_of(calculation, *arguments):
    Counted.products = 0
    result = calculation(*arguments)
    return Counted.products, result


def forward(w, b, x, y):
    a = {1: x}
    for l in w:
        a[l] = activated(w[l] @ a[l - 1] + b[l])
    difference = a[len(w) + 1] - y
    return a, difference, difference * difference


def backward(w, a, difference):
    L = len(w) + 1
    slope = {l: a[l] * (1 - a[l]) for l in w}
    delta = {L: 2 * difference * slope[L]}
    for l in range(L - 1, 1, -1):
        delta[l] = (w[l + 1].T @ delta[l + 1]) * slope[l]
    return {l: delta[l] @ a[l - 1].T for l in w}


def with_slopes(array, slopes=None):
    """Give each entry a slope of its own, since the duals here hold single numbers."""
    slopes = np.zeros(np.shape(array)) if slopes is None else slopes
    pack = np.vectorize(lambda v, s: Dual(Counted(v), Counted(s)), otypes=[object])
    return pack(array, slopes)


def activated_dual(z):
    a = Counted(sigmoid(z.value.value))
    return Dual(a, a * (1 - a) * z.slope)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_forward_and_backward_products(sizes):
    network, x, y = problem(sizes, m=1)
    w = {l: counted(network.w[l]) for l in network.w}
    b = {l: counted(network.b[l]) for l in network.b}
    number, (a, difference, _) = products_of(forward, w, b, counted(x), counted(y))
    assert number == bill.forward_multiplications(sizes)
    number, nabla_w = products_of(backward, w, a, difference)
    assert number == bill.backward_multiplications(sizes)
    # and what was counted is the gradient
    values = {l: np.vectorize(lambda n: n.value)(nabla_w[l]) for l in w}
    assert_layers(values, gradients(network, x, y)[1], rtol=1e-12)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_products_of_a_pass_with_duals(sizes):
    network, x, y = problem(sizes, m=1)
    slopes = {l: np.zeros_like(network.w[l]) for l in network.w}
    slopes[2][0, 0] = 1
    w = {l: with_slopes(network.w[l], slopes[l]) for l in network.w}
    b = {l: with_slopes(network.b[l]) for l in network.b}
    x_dual, y_dual = with_slopes(x), with_slopes(y)

    def one_pass():
        a = x_dual
        for l in w:
            a = np.vectorize(activated_dual, otypes=[object])(w[l] @ a + b[l])
        difference = a - y_dual
        return difference * difference

    number, squares = products_of(one_pass)
    assert number == bill.dual_multiplications(sizes)
    _, right, _ = gradients(network, x, y)
    slope = sum(square.slope.value for square in squares[:, 0])
    assert slope == pytest.approx(right[2][0, 0], rel=1e-12)


def test_the_worked_example_by_hand():
    sizes = (2, 2, 2)
    assert bill.weights(sizes) == 8
    assert bill.parameters(sizes) == 12
    assert bill.forward_multiplications(sizes) == 8 + 2
    assert bill.backward_multiplications(sizes) == 4 + 4 + 4 + 2 + 8
    assert bill.dual_multiplications(sizes) == 3 * 8 + 4 * 2 + 2 * 3
    assert [bill.passes(way, sizes) for way in bill.WAYS] == [(24, 0), (12, 0), (1, 1)]
    assert [bill.multiplications(way, sizes) for way in bill.WAYS] == [240, 456, 32]


def test_the_networks_have_as_many_weights_as_they_say():
    assert [bill.weights(sizes) for sizes in bill.NETWORKS.values()] == [*bill.NETWORKS]
    assert [*bill.NETWORKS][::8] == [10, 100_000]


@pytest.mark.parametrize("sizes", [*SIZES, *bill.NETWORKS.values()], ids=str)
def test_the_way_back_costs_about_two_ways_forward(sizes):
    back, weights = bill.backward_multiplications(sizes), bill.weights(sizes)
    assert back <= 2 * weights + 2 * sum(sizes[1:]) + sizes[-1]


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_differences_give_the_gradient_of_any_cost(cost):
    given = problem((3, 4, 2), seed=2, activation=tanh, cost=cost, output=sigmoid)
    found, wanted = bill.gradient_by_differences(*given), gradients(*given)[1:]
    for mine, nabla in zip(found, wanted, strict=True):
        assert list(mine) == list(nabla)
        for l in nabla:
            assert relative_error(mine[l], nabla[l]) < 1e-8


def test_differences_take_two_passes_for_each_parameter_and_change_nothing():
    passes = []

    class Watched(Network):
        def forward(self, x):
            passes.append(self)
            return super().forward(x)

    start = worked_example.network()
    network = Watched(start.w, start.b)
    bill.gradient_by_differences(network, worked_example.X, worked_example.Y)
    assert len(passes) == bill.passes(bill.DIFFERENCES, network.sizes)[0] == 24
    assert_same(network, start)


def test_what_does_not_fit_is_refused_in_a_sentence():
    network, x, y = worked_example.network(), worked_example.X, worked_example.Y
    with pytest.raises(ValueError, match="x has shape"):
        bill.gradient_by_differences(network, x.T, y)
    with pytest.raises(ValueError, match="y has shape"):
        bill.gradient_by_differences(network, x, y.T)
    for question in (bill.passes, bill.multiplications):
        with pytest.raises(ValueError, match="There is no way 'magic'"):
            question("magic", (2, 2))


def test_what_was_measured_tells_the_tale_of_the_page():
    """The stored times, not the machine of the moment."""
    assert list(bill.MEASURED) == list(bill.WAYS)
    differences, duals, backprop = map(np.array, bill.MEASURED.values())
    assert len(differences) == len(duals) == len(backprop) == len(bill.NETWORKS)
    # A forward pass of 100,000 weights takes about twice as long as one of 10.
    passes = [bill.passes(bill.DIFFERENCES, n)[0] for n in bill.NETWORKS.values()]
    one_pass = differences / passes
    assert one_pass[-1] / one_pass[0] == pytest.approx(2, abs=0.3)


def test_the_benchmark_runs(monkeypatch, capsys):
    small = {size: bill.NETWORKS[size] for size in (10, 30, 100, 300)}
    monkeypatch.setattr(bill, "NETWORKS", small)
    monkeypatch.syspath_prepend(REPOSITORY / "tests/benchmarks")
    script = runpy.run_path(str(REPOSITORY / "tests/benchmarks/gradient_bill.py"))
    monkeypatch.setitem(script["main"].__globals__, "ENOUGH", 1e-9)
    script["main"]()
    printed = capsys.readouterr().out
    assert printed.count(" weights, ") == 4 * len(small)
    assert "# Measured on Python" in printed
