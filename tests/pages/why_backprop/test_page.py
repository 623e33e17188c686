"""The code that the page types out gives the numbers that it tells."""

import re

import numpy as np
import pytest

from backprop_helpers.nets.dual import Dual
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from tests.rules.package_source import REPOSITORY, page_cells

PATH = REPOSITORY / "notebooks/07_why_backprop.ipynb"
CODE = page_cells(PATH, "code")
PROSE = " ".join(" ".join(page_cells(PATH, "markdown")).split())
PAGE = {"np": np}
for cell in CODE:
    if cell.startswith(("def plus", "def neuron", "def work")):
        exec(cell, PAGE)


def test_no_class_stands_on_the_page_before_page_08_explains_it():
    assert not re.search(r"\bclass \w|__\w+__\(|\bself\b", "\n".join(CODE))


def test_its_pairs_are_dual_numbers():
    rng = np.random.default_rng(0)
    for a, b in rng.normal(size=(5, 2, 2)):
        for mine, sign in ((PAGE["plus"], "__add__"), (PAGE["times"], "__mul__")):
            theirs = getattr(Dual(*a), sign)(Dual(*b))
            assert mine(a, b) == pytest.approx((theirs.value, theirs.slope), rel=1e-14)


def test_one_pass_with_pairs_for_each_parameter_gives_the_gradient():
    network = worked_example.network()
    w, b = network.w, network.b
    values = [*w[2].flat, *b[2].flat, *w[3].flat, *b[3].flat]
    slopes = [
        PAGE["cost_of_pairs"]([(v, float(i == chosen)) for i, v in enumerate(values)])
        for chosen in range(12)
    ]
    z, a = network.forward(worked_example.X)
    _, nabla_w, nabla_b = network.backward(z, a, worked_example.Y)
    wanted = [*nabla_w[2].flat, *nabla_b[2].flat, *nabla_w[3].flat, *nabla_b[3].flat]
    np.testing.assert_allclose([slope for _, slope in slopes], wanted, rtol=1e-12)
    assert network.cost(a[3], worked_example.Y) == pytest.approx(slopes[0][0])


def test_from_the_parameters_it_is_about_50_times_the_work():
    work, row, table = PAGE["work"], (1, 100), (100, 100)
    ratio = (work(table, table) + work(row, table)) / (2 * work(row, table))
    assert ratio == 50.5


def test_the_bill_that_the_page_tells():
    for way, count in zip(bill.WAYS, (240, 456, 32), strict=True):
        assert bill.multiplications(way, (2, 2, 2)) == count
    small, large = bill.NETWORKS[10], bill.NETWORKS[100_000]

    def ratio(sizes):
        slow, _, fast = (bill.multiplications(way, sizes) for way in bill.WAYS)
        return slow / fast

    assert round(ratio(small)) == 9
    assert f"{round(ratio(large)):,} seconds" in PROSE
    slow, _, fast = (times[-1] for times in bill.MEASURED.values())
    assert f"{slow:.1f} seconds" in PROSE
    assert f"{1000 * fast:.2f} milliseconds" in PROSE
    middle = bill.MEASURED[bill.DIFFERENCES][4] / bill.MEASURED[bill.BACKPROP][4]
    assert f"{round(middle, -2):.0f} times as long at 1000 weights" in PROSE
    assert f"but only {round(slow / fast, -3):,.0f} times at 100,000" in PROSE


def test_between_wide_layers_back_costs_one_to_two_ways_forward():
    def ratio(sizes):
        back = bill.backward_multiplications(sizes)
        return back / bill.forward_multiplications(sizes)

    assert f"{ratio((784, 30, 10)):.2f} for 784-30-10" in PROSE
    assert f"{ratio((100,) * 6):.2f} for six layers of 100" in PROSE
    assert ratio((100,) * 60) == pytest.approx(2, abs=0.01)
    assert ratio((1, 1000, 1)) > 2.4  # one wide layer is not enough


def test_784_30_10_is_a_network_of_page_10():
    assert "A network of page 10, 784-30-10, reads" in PROSE
    path = REPOSITORY / "notebooks/10_softmax_and_batches.ipynb"
    assert "initial_network((784, 30, 10)," in " ".join(page_cells(path, "markdown"))
