"""The example as a graph of 41 nodes: all blame is right, every mistake shows."""

import numpy as np
import pytest

from backprop_helpers.nets.graph import topological_order
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.your_own_engine import worked_graph

X, Y = worked_example.X[:, 0], worked_example.Y[:, 0]


@pytest.fixture
def nodes():
    return worked_graph.nodes()


def number_by_number(bump):
    """All numbers of the example by name; the one that bump names is moved by a bit."""
    network, values = worked_example.network(), {}

    def keep(name, value):
        values[name] = value + bump.get(name, 0.0)
        return values[name]

    low = "₁₂"
    a = [keep(f"x{low[k]}", X[k]) for k in range(2)]
    for l, high in ((2, "²"), (3, "³")):
        before = [f"x{d}" if l == 2 else f"a²{d}" for d in low]
        new = []
        for j in range(2):
            w = [
                keep(f"w{high}{low[j]}{d}", network.w[l][j, k])
                for k, d in enumerate(low)
            ]
            products = [
                keep(f"w{high}{low[j]}{low[k]}{before[k]}", w[k] * a[k])
                for k in range(2)
            ]
            s = keep(f"s{high}{low[j]}", products[0] + products[1])
            z = keep(
                f"z{high}{low[j]}", s + keep(f"b{high}{low[j]}", network.b[l][j, 0])
            )
            new.append(keep(f"a{high}{low[j]}", 1 / (1 + np.exp(-z))))
        a = new
    squares = []
    for j in range(2):
        r = keep(f"r{low[j]}", a[j] + keep(f"−y{low[j]}", -Y[j]))
        squares.append(keep(f"r{low[j]}²", r * r))
    keep("C", squares[0] + squares[1])
    return values


def test_the_values(nodes):
    expected = number_by_number({})
    assert len(nodes) == 41
    assert set(nodes) == set(expected)
    assert [*nodes][-1] == "C"
    for name, node in nodes.items():
        assert node.name == name
        assert node.value == pytest.approx(expected[name], rel=1e-14)


def test_the_blame_of_every_node_is_that_of_central_differences(nodes):
    nodes["C"].backward()
    for name, node in nodes.items():
        h = 1e-6
        rise = number_by_number({name: h})["C"] - number_by_number({name: -h})["C"]
        assert node.blame == pytest.approx(rise / (2 * h), abs=1e-9), name


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("x₂", ("x", 1, 2, 0)),
        ("w²₁₂", ("w", 2, 1, 2)),
        ("w³₂₁a²₁", ("product", 3, 2, 1)),
        ("b³₁", ("b", 3, 1, 0)),
        ("r₂²", ("r²", 4, 2, 0)),
    ],
)
def test_a_node_carries_its_place(nodes, name, place):
    assert nodes[name].place == place
    assert len({node.place for node in nodes.values()}) == 41


def test_parents_come_first(nodes):
    place = {node: i for i, node in enumerate(nodes.values())}
    for node in nodes.values():
        assert all(place[parent] < place[node] for parent in node.parents)


def test_the_right_walk_is_that_of_the_engine(nodes):
    C = nodes["C"]
    order = worked_graph.order_back(C)
    assert order == topological_order(C)[::-1]
    blame = worked_graph.hand_on(order, len(order))
    C.backward()
    assert blame == {node: node.blame for node in nodes.values()}
    assert worked_graph.wrong_ones(C, blame) == []


def test_a_walk_that_has_not_begun_knows_the_blame_of_the_cost_only(nodes):
    order = worked_graph.order_back(nodes["C"])
    assert worked_graph.hand_on(order, 0) == {nodes["C"]: 1.0}


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("overwrite", [False, True])
def test_walks_with_mistakes(nodes, deep, overwrite):
    order = worked_graph.order_back(nodes["C"], deep)
    assert set(order) == set(nodes.values())
    blame = worked_graph.hand_on(order, len(order), overwrite)
    wrong = {node.name for node in worked_graph.wrong_ones(nodes["C"], blame)}
    if overwrite:  # instead of adding: all but the last three are wrong
        assert set(nodes) - wrong == {"C", "r₁²", "r₂²"}
    elif deep:  # the wrong order: all before the hidden activations
        before = {n for n in nodes if "²" in n[:2] or n[0] == "x"} - {"a²₁", "a²₂"}
        assert wrong == before
        assert len(before) == 16
    else:
        assert not wrong
