"""What the page says of its trained layers, and its numbers, hold together."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.pages.lstm.recall import PLAIN, Readers
from tests.nets.recurrent_examples import layer_and_data
from tests.rules.package_source import REPOSITORY, page_cells

NOTEBOOK = REPOSITORY / "notebooks/18_lstm.ipynb"
PROSE = "\n".join(page_cells(NOTEBOOK, "markdown"))
KINDS = {"plain layer": PLAIN, "forget bias 1": 1.0, "forget bias 3": 3.0}


@pytest.fixture(scope="module")
def named():
    """Run the page's own cell; return what ten starts name, by kind and scale."""
    (cell,) = (each for each in page_cells(NOTEBOOK, "code") if each[:6] == "best =")
    page = {"Readers": Readers, "kinds": KINDS}
    exec(cell, page)
    return page["named"]


def test_the_numbers_of_the_text_are_those_of_the_run(named):
    """Another BLAS may turn a start or two: within half of what the page goes by."""
    assert "the plain layer names about a third of the letters, and so do" in PROSE
    assert "those with bias 3 name nearly nine in ten" in PROSE
    assert "about 0.6, 0.8 and 0.95, with errors below 0.1" in PROSE
    assert [name for name, scale in named if scale == 1.0] == [*KINDS]
    said = (1 / 3, 1 / 3, 0.88, 0.6, 0.8, 0.95)
    for accuracies, mean in zip(named.values(), said, strict=True):
        assert accuracies.mean() == pytest.approx(mean, abs=0.15)
        assert accuracies.std(ddof=1) / np.sqrt(10) < 0.1


def test_more_blame_at_the_start_does_not_tell_who_names_more_letters(named):
    left = {
        kind: np.median(Readers(kind, 1.0, starts=10).blame_at_the_first_step(30))
        for kind in (PLAIN, 1.0)
    }
    assert left[1.0] > 100 * left[PLAIN]
    cells, plain = named["forget bias 1", 1.0], named["plain layer", 1.0]
    assert cells.mean() - plain.mean() < 0.1


def test_the_open_gate_is_clearly_better_with_strong_inputs_only(named):
    open_gate = named["forget bias 3", 1.0]
    for other in ("plain layer", "forget bias 1"):
        ours, theirs = open_gate, named[other, 1.0]
        error = np.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / 10)
        assert ours.mean() - theirs.mean() > 4 * error
        assert (theirs < 0.9).all()
    assert (named["plain layer", 0.1] > 0.9).any()


def test_what_is_left_at_the_start():
    assert f"{sigmoid(1.0) ** 30:.0e}" == "8e-05"
    left = {
        (name, scale): Readers(kind, scale, 10).blame_at_the_first_step(30)
        for name, kind in KINDS.items() for scale in (1.0, 0.1)
    }  # fmt: skip
    bias_1 = left["forget bias 1", 1.0]
    assert f"{bias_1.min():.2g} to {bias_1.max():.2g}" == "0.00016 to 0.065"
    assert "0.00016 to 0.065 with" in PROSE
    assert left["plain layer", 1.0].max() < 1e-4
    assert left["plain layer", 0.1].max() > 1
    for name in KINDS:
        assert np.median(left[name, 0.1]) > np.median(left[name, 1.0])


def test_the_walk_back_of_the_page_is_that_of_the_package():
    (cell,) = (
        each for each in page_cells(NOTEBOOK, "code") if each.startswith("def lstm_d")
    )
    page = {"np": np}
    exec(cell, page)
    layer, x, y = layer_and_data("lstm", 2, 3, 4, 6)
    trace = layer.forward(x)
    direct = {t: 2 * (trace.a[t] - y[t]) for t in y}
    gates = (trace.i, trace.f, trace.g, trace.o)
    ours = page["lstm_deltas"](layer.w, *gates, trace.c, direct)
    theirs, _ = layer.deltas(trace, direct)
    for t in x:
        np.testing.assert_allclose(ours[t], theirs[t], rtol=1e-12)
