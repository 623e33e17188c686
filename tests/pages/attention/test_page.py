"""What the page prints and says holds in the package."""

import re

import numpy as np

from tests.rules.package_source import REPOSITORY, page_cells

NOTEBOOK = REPOSITORY / "notebooks/20_attention.ipynb"
PROSE = "\n".join(page_cells(NOTEBOOK, "markdown"))


def test_the_numbers_of_the_text_are_those_that_test_letter_holds():
    found = re.findall(r"(0\.\d\d) ± (0\.\d\d)", PROSE)
    assert found == [("0.51", "0.25"), ("0.99", "0.03")]
    assert "from most of them the network hardly looks at one of the four" in PROSE


def test_the_root_keeps_scores_at_one_size():
    """As section 2 says: d products of N(0, 1) are √d times as large as one."""
    rng = np.random.default_rng(0)
    for d in (4, 100):
        q, k = rng.normal(size=(2, d, 2000))
        assert abs(np.sum(q * k, axis=0).std() / np.sqrt(d) - 1) < 0.1


def test_equal_scores_get_equal_shares_in_the_masked_example():
    (cell,) = (c for c in page_cells(NOTEBOOK, "code") if c.startswith("scores = "))
    page = {"np": np, "print": lambda *_: None}
    exec(cell, page)
    alpha = page["e"] / page["e"].sum(axis=1, keepdims=True)
    np.testing.assert_allclose(alpha[:2], [[1, 0, 0], [0.5, 0.5, 0]])
