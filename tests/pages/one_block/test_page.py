"""The lines of the page are those of the package, and its numbers hold together."""

import numpy as np

from backprop_helpers.nets.block import Block
from backprop_helpers.pages.one_block.writing import Pairs, hills
from backprop_helpers.practice.registry import SHEETS
from tests.rules.package_source import REPOSITORY, page_cells

NOTEBOOK = REPOSITORY / "notebooks/21_one_block.ipynb"
PROSE = "\n".join(page_cells(NOTEBOOK, "markdown"))


def test_the_block_of_the_page_is_that_of_the_package():
    (cell,) = (c for c in page_cells(NOTEBOOK, "code") if "def block_forward" in c)
    page = {}
    exec(cell, page)
    rng = np.random.default_rng(0)
    block = Block(4, 7, rng, heads=2)
    for w in block.parameters.values():
        w += 0.3 * rng.standard_normal(w.shape)
    x = rng.normal(size=(3, 4, 5))
    ours = page["block_forward"](x, block.attention, block.parameters)
    np.testing.assert_allclose(ours, block.forward(x)[0], rtol=1e-12)


def test_what_guessing_and_counting_cost():
    script = hills()
    assert f"{np.log(len(script.signs)):.1f}" == "3.3"
    p = Pairs(script).p[script.symbols[1:], script.symbols[:-1]]
    assert f"{-np.log(p).mean():.1f}" == "1.9"
    assert r"Guessing costs $\ln 27 \approx 3.3$" in PROSE
    assert "counting pairs, which costs 1.9" in PROSE


def test_the_blame_of_the_pencil_is_measured():
    """Central differences of the whole sheet, along what each part adds."""
    sheet = SHEETS["block_step"]
    for seed in range(5):
        right = sheet.numbers(seed)

        def cost(x, right=right):
            # Each part is a straight line with its slope, through its own numbers.
            y = right["y"] + (1 + right["slope_1"]) * (x - right["x"])
            out = right["out"] + (1 + right["slope_2"]) * (y - right["y"])
            z_a, z_b = right["w_a"] * out, right["w_b"] * out
            return np.log(np.exp(z_a) + np.exp(z_b)) - z_b

        np.testing.assert_allclose(cost(right["x"]), right["cost"], rtol=1e-12)
        slope = (cost(right["x"] + 1e-5) - cost(right["x"] - 1e-5)) / 2e-5
        np.testing.assert_allclose(right["nabla_x"], slope, rtol=1e-7)
