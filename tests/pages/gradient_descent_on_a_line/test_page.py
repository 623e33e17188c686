"""What the page says of its race holds with other shuffles, too."""

import numpy as np
import pytest

from tests.pages.gradient_descent_on_a_line.panels import FLOWERS
from tests.rules.package_source import NOTEBOOKS, page_cells, room_of

(PAGE,) = [path for path in NOTEBOOKS if room_of(path) == "gradient_descent_on_a_line"]
ETAS = {150: 0.25, 15: 0.2, 1: 0.015}
TRIED = (
    *(0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02),
    *(0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3),
)
SEEDS = range(10)


def cell_with(words):
    (source,) = [cell for cell in page_cells(PAGE, "code") if words in cell]
    return source


def above_the_least(size, eta, seed, epochs):
    """Run the page's own code with another shuffle, so many epochs long."""
    scope = {"np": np, "length": FLOWERS[0], "width": FLOWERS[1], "print": str}
    scope |= {"x": np.zeros(1), "y": np.zeros(1)}
    exec(cell_with("def cost("), scope)
    code = cell_with("def run(")
    for old, new in (("default_rng(0)", f"default_rng({seed})"), ("range(10)", "")):
        assert code.count(old) == 1
        code = code.replace(old, new or f"range({epochs})")
    exec(code, scope)
    with np.errstate(all="ignore"):  # a large η runs away
        costs = np.array(scope["run"](size, eta))
    w, b = np.polyfit(*FLOWERS, 1)
    return costs - scope["cost"](w, b, *FLOWERS)


def test_the_page_runs_with_these_eta():
    code = cell_with("run(150, ")
    assert all(f"run({size}, {eta})" in code for size, eta in ETAS.items())


@pytest.mark.parametrize("size", ETAS)
def test_each_eta_is_the_best_of_those_that_were_tried(size):
    ends = {
        eta: np.median([above_the_least(size, eta, seed, 1)[-1] for seed in SEEDS])
        for eta in TRIED
    }
    assert min(ends, key=ends.get) == ETAS[size]


def test_batch_descent_is_last_after_one_epoch_and_first_after_ten():
    for seed in SEEDS:
        runs = {size: above_the_least(size, ETAS[size], seed, 10) for size in ETAS}
        first = {size: run[150 // size] for size, run in runs.items()}
        last = {size: run[-1] for size, run in runs.items()}
        assert max(first[15], first[1]) < 0.05 < 0.5 < first[150]
        assert last[150] < 1e-5 < min(last[15], last[1])
