"""What the page says of how often a network learns, and of weights by hand."""

import json

import numpy as np
import pytest

from backprop_helpers.pages.lines_and_xor import example
from tests.rules.package_source import REPOSITORY, page_cells

PATH = REPOSITORY / "notebooks/06_lines_and_xor.ipynb"
CODE = page_cells(PATH, "code")
XOR = example.FUNCTIONS["XOR"]


@pytest.fixture(scope="module")
def page():
    """The names of the cells that define points and functions."""
    names = {"np": np}
    for source in CODE:
        if "def train(" in source:
            exec(source, names)
    return names


@pytest.mark.parametrize("hidden", [2, 4])
def test_the_page_trains_as_the_package_does(page, hidden):
    network, costs = page["train"](XOR, 7, (2, hidden, 1))
    run = example.learn(example.fresh_network(hidden, 0.3, 7), XOR, 0.3, 300)
    np.testing.assert_array_equal(costs, run.costs[:-1])
    np.testing.assert_array_equal(network.w[3], run.network.w[3])


def hundred(hidden, steps=300, touch=0.0):
    """Train 100 networks 2-hidden-1 at once; return their costs and hidden a², by run.

    touch moves all first weights by that part of themselves.
    """
    fresh = [example.fresh_network(hidden, 0.3, seed) for seed in range(100)]
    many = fresh[0].copy()
    for l in (2, 3):
        many.w[l] = np.array([each.w[l] for each in fresh]) * (1 + touch)
        many.b[l] = np.array([each.b[l] for each in fresh])
    w, b, x = many.w, many.b, example.INPUTS
    for _ in range(steps + 1):
        a2 = np.tanh(w[2] @ x + b[2])
        a3 = np.tanh(w[3] @ a2 + b[3])
        costs = np.mean((a3 - XOR) ** 2, axis=(1, 2))
        delta3 = 2 * (a3 - XOR) * (1 - a3**2)
        delta2 = w[3].transpose(0, 2, 1) @ delta3 * (1 - a2**2)
        w[3] = w[3] - 0.3 * delta3 @ a2.transpose(0, 2, 1) / 4
        b[3] = b[3] - 0.3 * delta3.mean(axis=2, keepdims=True)
        w[2] = w[2] - 0.3 * delta2 @ x.T / 4
        b[2] = b[2] - 0.3 * delta2.mean(axis=2, keepdims=True)
    return costs, a2


@pytest.mark.parametrize("touch", [0.0, 1e-12, -1e-12])
def test_how_many_starts_learn(touch):
    """Written out once more, 100 at a time; last digits of a start do not matter."""
    two, _ = hundred(2, touch=touch)
    four, _ = hundred(4, touch=touch)
    assert [np.sum(two < 0.1), np.sum(four < 0.1)] == [89, 100]
    assert np.sum(np.abs(two - 0.5) < 0.02) == 9
    assert np.sum(two > 0.99) == 2  # which have hardly begun
    late, _ = hundred(2, 1000, touch)
    assert np.sum(late < 0.1) == 91
    assert np.sum(np.abs(late - 0.5) < 0.02) == 9


def test_lucky_runs_bring_equal_targets_together_and_stuck_ones_different():
    costs, a2 = hundred(2)
    apart = np.linalg.norm(a2[:, :, :, None] - a2[:, :, None, :], axis=1)
    same = np.minimum(apart[:, 0, 3], apart[:, 1, 2])
    other = apart[:, [[0], [3]], [1, 2]].min(axis=(1, 2))
    learnt, stuck = costs < 0.1, np.abs(costs - 0.5) < 0.02
    assert np.all(same[learnt] < other[learnt])
    assert np.all(other[stuck] < 0.15)
    assert np.all(other[stuck] < same[stuck])


def test_the_page_prints_and_draws_what_it_says():
    cells = json.loads(PATH.read_text("utf-8"))["cells"]
    printed = "".join(
        "".join(output.get("text", ""))
        for cell in cells
        for output in cell.get("outputs", ())
    )
    expected = "learnt 89 of", "learnt 100 of"
    for words in expected:
        assert words in printed


def test_weights_of_the_page():
    """And, or, not both; two lines joined are XOR, and three neurons do equal."""
    x1, x2 = example.INPUTS
    sums = {
        "x₁ and x₂": x1 + x2 - 1, "x₁ or x₂": x1 + x2 + 1, "not both": 1 - x1 - x2
    }  # fmt: skip
    assert sums["x₁ and x₂"].tolist() == [-3, -1, -1, 1]
    assert sums["x₁ or x₂"].tolist() == [-1, 1, 1, 3]
    for name, z in sums.items():
        np.testing.assert_array_equal(example.answers(z), example.FUNCTIONS[name][0])
    one, two = (example.answers(sums[name]) for name in ("x₁ or x₂", "not both"))
    joined = example.answers(one + two + example.JOINED["and"])
    np.testing.assert_array_equal(joined, XOR[0])
    assert example.JOINED == {"and": -1, "or": 1}


def test_a_network_of_these_weights_is_xor():
    """With tanh for the step, and weights large enough, the four equations agree."""
    network = example.fresh_network(2, 1.0, 0)
    network.w[2], network.b[2] = np.array([[4.0, 4], [-4, -4]]), np.full((2, 1), 4.0)
    network.w[3], network.b[3] = np.full((1, 2), 4.0), np.full((1, 1), -4.0)
    output = network.forward(example.INPUTS)[1][3]
    np.testing.assert_array_equal(np.sign(output), XOR)
