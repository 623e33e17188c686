"""The task of remembering, and what the page says of those that were trained."""

import runpy

import numpy as np
import pytest

from backprop_helpers.datasets.recall import SYMBOLS
from backprop_helpers.nets.recurrent import norm
from backprop_helpers.pages.lstm.figures import draw_starts
from backprop_helpers.pages.lstm.recall import PLAIN, Readers, recall_batch
from tests.nets.recurrent_examples import assert_gradients
from tests.rules.package_source import REPOSITORY

EVERY_KIND = pytest.mark.parametrize("kind", [PLAIN, 1.0, 3.0])


def test_a_batch_is_a_letter_and_then_digits():
    x, y = recall_batch(6, (2, 500), np.random.default_rng(0))
    assert [*x] == [*range(1, 8)]
    for t in x:
        assert x[t].shape == (2, 2 * SYMBOLS, 500)
        np.testing.assert_array_equal(x[t].sum(axis=1), 1)
        letters = x[t][:, :SYMBOLS].sum(axis=1)
        np.testing.assert_array_equal(letters, float(t == 1))
    np.testing.assert_array_equal(y, x[1][:, :SYMBOLS])
    np.testing.assert_allclose(y.mean(axis=2), 0.25, atol=0.08)


@pytest.mark.slow
@EVERY_KIND
def test_gradients_of_readers(kind):
    readers = Readers(kind, 1.0, starts=2)
    x, y = readers.batch(4, 5)
    _, _, nabla = readers.walk_back(x, y)
    cost = lambda: readers.walk_back(x, y)[0].sum()  # noqa: E731 each has its own
    assert_gradients(nabla, readers.parameters, cost)


@EVERY_KIND
def test_every_kind_remembers_over_a_few_symbols(kind):
    readers = Readers(kind, 0.1, starts=3)
    before = {name: each.copy() for name, each in readers.parameters.items()}
    costs = np.array([*readers.learn(2, 0.01, 200)])
    assert costs.shape == (200, 3)
    assert (costs[-1] < 0.3).all()
    assert (costs[0] > 1).all()
    assert (readers.accuracies(2, 500) > 0.99).all()
    assert all(norm({name: readers.parameters[name] - before[name]}).all()
               for name in before)  # fmt: skip


def test_the_blame_is_that_of_the_walk_back():
    readers = Readers(3.0, 1.0, starts=4)
    rng = readers.rng.bit_generator.state
    left = readers.blame_at_the_first_step(30)
    readers.rng.bit_generator.state = rng
    _, delta, _ = readers.walk_back(*readers.batch(30))
    for n in range(4):
        ends = (np.linalg.norm(delta[t][n]) for t in (1, 31))
        assert left[n] == pytest.approx(np.divide(*ends), rel=1e-12)


def test_each_start_has_a_dot():
    named = {"one": np.array([0.25, 1.0, 0.5]), "two": np.array([0.75])}
    (axes,) = draw_starts(named, guess=0.25).axes
    dots = [line.get_ydata().tolist() for line in axes.lines[:2]]
    assert dots == [[0.25, 0.5, 1.0], [0.75]]
    assert [each.get_text() for each in axes.get_xticklabels()] == ["one", "two"]


def test_the_benchmark_runs(capsys):
    script = runpy.run_path(str(REPOSITORY / "tests/benchmarks/memory.py"))
    script["main"].__globals__.update(STARTS=2, OTHERS=1, STEPS=2)
    script["main"]()
    printed = capsys.readouterr().out
    assert printed.count(" ± ") == 3 * 2 * len(script["ETAS"])
