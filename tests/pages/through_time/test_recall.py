"""The task of remembering, and the pictures of what was measured."""

import runpy

import numpy as np
import pytest

from backprop_helpers.nets.recurrent import norm
from backprop_helpers.pages.through_time import recall as memory
from backprop_helpers.pages.through_time.figures import (
    draw_accuracies,
    draw_costs,
    draw_missing,
)
from tests.nets.recurrent_examples import assert_gradients
from tests.rules.package_source import REPOSITORY

EVERY_KIND = pytest.mark.parametrize("kind", memory.KINDS)


def test_a_batch_is_a_letter_and_then_digits():
    x, y = memory.recall_batch(6, 500, np.random.default_rng(0))
    assert [*x] == [*range(1, 8)]
    for t in x:
        assert x[t].shape == (2 * memory.SYMBOLS, 500)
        np.testing.assert_array_equal(x[t].sum(axis=0), 1)
        letters = x[t][: memory.SYMBOLS].sum(axis=0)
        np.testing.assert_array_equal(letters, float(t == 1))
    np.testing.assert_array_equal(y, x[1][: memory.SYMBOLS])
    np.testing.assert_allclose(y.mean(axis=1), 0.25, atol=0.08)


@EVERY_KIND
def test_gradients_of_a_reader(kind):
    rng = np.random.default_rng(1)
    reader = memory.Reader.random(kind, rng, n=3)
    x, y = memory.recall_batch(4, 5, rng)
    _, nabla = reader.gradient(x, y)
    assert set(nabla) == {"u", "w", "b", "v"}
    assert_gradients(nabla, reader.parameters, lambda: reader.gradient(x, y)[0])


def test_a_step_goes_down_and_never_further_than_it_may():
    rng = np.random.default_rng(0)
    reader = memory.Reader.random(memory.BIAS_3, rng)
    x, y = memory.recall_batch(3, 32, rng)
    before = {name: each.copy() for name, each in reader.parameters.items()}
    costs = [reader.step(x, y, eta=0.1, most=0.01) for _ in range(2)]
    assert costs[1] < costs[0]
    moved = {name: reader.parameters[name] - before[name] for name in before}
    assert 0 < norm(moved) <= 2 * 0.1 * 0.01 + 1e-12


@EVERY_KIND
def test_every_kind_remembers_over_a_few_symbols(kind):
    rng = np.random.default_rng(0)
    reader = memory.Reader.random(kind, rng, scale=0.3)
    costs = list(reader.learn(2, 0.3, rng, steps=300))
    assert len(costs) == 300
    assert costs[-1] < 0.1 < 1 < costs[0]
    assert reader.accuracy(*memory.recall_batch(2, 500, rng)) > 0.99


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "least", "most"), [(memory.PLAIN, 0, 0.5), (memory.BIAS_3, 0.9, 1)]
)
def test_the_cells_with_an_open_gate_find_the_letter_as_on_the_page(kind, least, most):
    rng = np.random.default_rng(1)
    reader = memory.Reader.random(kind, rng, scale=0.3)
    for _ in reader.learn(30, 0.3, rng):
        pass
    assert least <= reader.accuracy(*memory.recall_batch(30, 500, rng)) <= most


def test_what_was_measured_is_from_guessing_to_all_right():
    for accuracies in memory.MEASURED.values():
        assert all(0.2 <= each <= 1 == accuracies[0] for each in accuracies)
    assert min(memory.MEASURED[memory.BIAS_3]) > 0.95


def test_the_benchmark_runs(monkeypatch, capsys):
    monkeypatch.setattr(memory, "LENGTHS", (1,))
    monkeypatch.syspath_prepend(REPOSITORY / "tests/benchmarks")
    script = runpy.run_path(str(REPOSITORY / "tests/benchmarks/memory.py"))
    for name, few in {"SEEDS": 1, "ETAS": (0.3,), "SCALES": (0.3,)}.items():
        monkeypatch.setitem(script["main"].__globals__, name, few)
    monkeypatch.setattr(memory, "STEPS", 5)
    script["main"]()
    printed = capsys.readouterr().out
    assert printed.count("1 others, ") == len(memory.KINDS)
    for kind in memory.KINDS:
        assert f"{kind!r}: (" in printed


def test_accuracies_are_drawn_as_they_are(axes):
    draw_accuracies(axes, memory.LENGTHS, memory.MEASURED, 0.25)
    curves = {line.get_label(): line for line in axes.lines}
    for kind, accuracies in memory.MEASURED.items():
        np.testing.assert_array_equal(curves[kind].get_xdata(), memory.LENGTHS)
        np.testing.assert_array_equal(curves[kind].get_ydata(), accuracies)
    markers = {curves[kind].get_marker() for kind in memory.KINDS}
    assert len(markers) == 3  # not by colour alone


def test_costs_are_drawn_as_means_over_a_few_steps(axes):
    draw_costs(axes, {"one": [1.0, 3.0, 5.0], "two": [2.0, 2.0, 2.0]}, 1.39, window=2)
    one, two, *_ = axes.lines
    np.testing.assert_allclose(one.get_xydata(), [[2, 2], [3, 4]])
    np.testing.assert_allclose(two.get_ydata(), [2, 2])
    assert one.get_linestyle() == "-"


def test_what_is_missing_is_drawn_from_the_first_step_back(axes):
    draw_missing(axes, {"0.7": [0.5, 0.25, 0.0], "1": [0.75, 0.5, 0.0]})
    small, one = axes.lines
    np.testing.assert_allclose(small.get_xydata(), [[1, 0.5], [2, 0.25], [3, 0]])
    np.testing.assert_allclose(one.get_ydata(), [0.75, 0.5, 0])
    assert small.get_marker() != one.get_marker()  # not by colour alone
