"""Every node of a graph gets its derivative, whatever the graph looks like."""

import math

import numpy as np
import pytest

from backprop_helpers.nets import graph
from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.nets.graph import Node, topological_order
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.two_outputs_by_hand.example import X, Y
from tests.pages.two_outputs_by_hand.published import COST, DELTA, NABLA_W

OF_X = [
    *("x + 2", "2 + x", "x - 2", "2 - x", "3 * x", "x * 3", "x / 4", "4 / x"),
    *("x ** 3", "x ** -2", "x ** 0", "2 ** x", "-x", "x * x", "x ** x"),
    "np.float64(1.5) * x - np.int64(2) / x",
]
OF_BOTH = ["x + y", "x - y", "x * y", "x / y", "x ** y"]
FUNCTIONS = {
    "exp": math.exp,
    "log": math.log,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "square": lambda z: z * z,
}


@pytest.mark.parametrize("operation", OF_X)
@pytest.mark.parametrize("at", [0.4, 1.0, 1.7])
def test_slope_of_an_operation_on_one_node(operation, at):
    calculate = eval(f"lambda x: {operation}")
    x = Node(at)
    output = calculate(x)
    assert output.value == pytest.approx(calculate(at), rel=1e-14)
    output.backward()
    assert x.blame == pytest.approx(float(central_difference(calculate, at)), 1e-8)


@pytest.mark.parametrize("operation", OF_BOTH)
@pytest.mark.parametrize(("first", "second"), [(0.4, 1.7), (2.5, -0.6), (1.0, 1.0)])
def test_both_slopes_of_an_operation_on_two_nodes(operation, first, second):
    calculate = eval(f"lambda x, y: {operation}")
    x, y = Node(first), Node(second)
    output = calculate(x, y)
    assert output.value == pytest.approx(calculate(first, second), rel=1e-14)
    output.backward()
    expected = central_difference(lambda p: calculate(*p), [first, second])
    assert [x.blame, y.blame] == pytest.approx(expected.tolist(), 1e-8)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("at", [0.3, 1.0, 2.6])
def test_slope_of_a_function(name, at):
    x = Node(at)
    output = getattr(graph, name)(x)
    assert output.name == name
    assert output.value == pytest.approx(FUNCTIONS[name](at), rel=1e-15)
    expected = float(central_difference(FUNCTIONS[name], at))
    assert output.slopes == pytest.approx((expected,), rel=1e-8)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "square"])
@pytest.mark.parametrize("at", [-1000.0, -2.0, 1000.0])
def test_slopes_far_out(name, at):
    output = getattr(graph, name)(Node(at))
    slope = {"sigmoid": 0, "tanh": 0, "relu": float(at > 0), "square": 2 * at}[name]
    near = float(central_difference(FUNCTIONS[name], at)) if at == -2 else slope
    assert output.slopes == pytest.approx((near,), rel=1e-8, abs=1e-300)


def test_a_node_may_be_made_by_hand():
    x = Node(2, name="x")
    cube = Node(x.value**3, (x,), (3 * x.value**2,), "cube")
    cube.backward()
    assert (x.blame, cube.blame) == (12.0, 1.0)
    assert isinstance(x.value, float)
    assert repr(x) == "Node('x', value=2, blame=12)"


# Paths


def test_the_blame_is_complete_before_it_is_handed_on():
    """The late share of x comes through a longer way than the early one."""
    w = Node(1.5)
    x = w * 2
    output = x + graph.square(graph.square(x))
    output.backward()
    assert w.blame == pytest.approx(2 * (1 + 4 * x.value**3))


def test_many_diamonds_in_a_row_are_no_matter():
    """There are 2^60 paths; each node is visited once."""
    x = node = Node(1.0)
    for _ in range(60):
        node = node + node
    assert len(topological_order(node)) == 61
    node.backward()
    assert x.blame == 2.0**60


def test_backward_from_a_node_inside_forgets_the_other_output():
    x = Node(2.0)
    u = x * 3
    output = u * u
    for _ in range(2):  # not added to what was there
        output.backward()
        assert x.blame == 36.0
    u.backward()
    assert (x.blame, u.blame) == (3.0, 1.0)


def test_what_is_not_on_a_path_keeps_blame_zero():
    x, y = Node(2.0), Node(5.0)
    lonely = y * 3
    (x * 2).backward()
    assert (y.blame, lonely.blame) == (0.0, 0.0)


# Order


def test_parents_come_before_children_and_each_node_once():
    x, w = Node(1.0, name="x"), Node(2.0, name="w")
    u = w * x
    output = u * u + x
    order = topological_order(output)
    assert len(order) == len(set(order)) == 5
    place = {node: i for i, node in enumerate(order)}
    for node in order:
        assert all(place[parent] < place[node] for parent in node.parents)
    assert order[:2] == [w, x]  # as they were written
    assert order[-1] is output


def test_a_deep_chain_needs_no_recursion():
    x = node = Node(1.0)
    for _ in range(5000):
        node = node + 0.001
    assert len(topological_order(node)) == 10001
    node.backward()
    assert x.blame == 1.0
    for _ in range(5000):
        node = -node
    node.backward()
    assert x.blame == 1.0


# The network of notebook 04


def worked_example_as_graph():
    """Return the cost and a dict from parameters to nodes."""
    network = worked_example.network()
    nodes = {}
    a = {(1, k): float(X[k - 1, 0]) for k in (1, 2)}
    for l in (2, 3):
        for j in (1, 2):
            nodes["b", l, j] = z = Node(network.b[l][j - 1, 0])
            for k in (1, 2):
                nodes["w", l, j, k] = w = Node(network.w[l][j - 1, k - 1])
                z = z + w * a[l - 1, k]
            a[l, j] = graph.sigmoid(z)
    errors = [a[3, j] - float(Y[j - 1, 0]) for j in (1, 2)]
    return graph.square(errors[0]) + errors[1] ** 2, nodes


def test_the_twelve_derivatives_of_the_worked_example():
    cost, nodes = worked_example_as_graph()
    assert set(nodes) == set(worked_example.PARAMETERS)
    cost.backward()
    assert cost.value == pytest.approx(COST, rel=1e-12)
    for (kind, l, *place), node in nodes.items():
        place = tuple(number - 1 for number in place)
        derivatives = {"w": NABLA_W, "b": DELTA}[kind][l]
        assert node.blame == pytest.approx(np.array(derivatives)[place], rel=1e-12)


# What is refused

OUT_OF_RANGE = {
    "logarithm of 0": lambda: graph.log(Node(0)),
    "logarithm of −1": lambda: graph.log(Node(-1)),
    "e^1000": lambda: graph.exp(Node(1000)),
    "1/0": lambda: 1 / Node(0),
    "root of −1": lambda: Node(-1) ** 0.5,
    "slope of a root at 0": lambda: Node(0) ** 0.5,
    "a negative base with a node above": lambda: Node(-2) ** Node(2),
    "too large a product": lambda: Node(1e200) * 1e200,
    "nan": lambda: Node(math.nan),
    "a slope of inf": lambda: Node(1, (Node(1),), (math.inf,)),
}
NO_NUMBERS = {
    "text": lambda: Node("3"),
    "text beside it": lambda: Node(1) + "3",
    "text before it": lambda: "3" - Node(1),
    "nothing": lambda: Node(None),
    "an array": lambda: Node(np.ones(2)),
    "a complex number": lambda: Node(1) * 1j,
    "a text as exponent": lambda: Node(2) ** "3",
    "a text as slope": lambda: Node(1, (Node(1),), ("1",)),
    "a number as parent": lambda: Node(1, (1.0,), (1.0,)),
}


@pytest.mark.parametrize("make", OUT_OF_RANGE.values(), ids=OUT_OF_RANGE)
def test_what_leaves_the_range_of_numbers_is_refused(make):
    with pytest.raises(ValueError, match="out of range"):  # a warning would fail, too
        make()


@pytest.mark.parametrize("make", NO_NUMBERS.values(), ids=NO_NUMBERS)
def test_what_is_no_number_is_refused(make):
    with pytest.raises(TypeError, match=r"give a number|must be a Node too"):
        make()


@pytest.mark.parametrize("slopes", [(), (1.0, 2.0)])
def test_each_parent_needs_a_slope(slopes):
    with pytest.raises(ValueError, match="'u' needs one slope for each parent"):
        Node(1, (Node(1),), slopes, "u")


def test_a_number_may_stand_for_a_node():
    assert graph.exp(0).value == 1.0
    assert graph.as_node(3).value == 3.0
    node = Node(1)
    assert graph.as_node(node) is node


def test_the_module_stays_short():
    with open(graph.__file__, encoding="utf-8") as file:
        assert len(file.readlines()) < 150
