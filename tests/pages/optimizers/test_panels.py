"""The pictures and sentences say what the prose of the page says."""

from functools import cache

import numpy as np
import pytest
from matplotlib.lines import Line2D

from backprop_helpers.figures import new_figure
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers.figures import (
    LOOKS,
    draw_final_costs,
    draw_sweep,
)
from tests.pages.optimizers.panels import PANELS
from tests.panels.course_panels import button_rows, from_start

made = cache(lambda name: PANELS[name]())  # which is slow: each surface is drawn


def moved(name, **values):
    """Set a panel from its start."""
    panel = made(name)
    from_start(panel, **values)
    return panel


# The ravine


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"eta": 0.06}, ["SGD: diverged", "momentum: cost 8.6e-09, at a star"]),
        ({"eta": 0.1}, ["SGD: diverged after 13", "momentum: diverged after 24"]),
        ({"eta": 0.02}, ["SGD: cost 0.0011", "momentum: cost 2.6e-09, at a star"]),
        ({"eta": 0.02, "mu": 0.99}, ["momentum: cost 4.5."]),
    ],
)
def test_the_ravine_of_the_page(values, words):
    sentence = moved("sgd_and_momentum", steps=100, **values).sentence
    assert all(part in sentence for part in words)


def runs(axes, names=OPTIMISERS):
    """Return, by name, the line of each optimiser and the mark at its end."""
    moving = [line for line in axes.lines if line.get_animated()]
    return dict(zip(names, zip(moving[::2], moving[1::2], strict=False), strict=False))


def test_a_path_that_diverges_is_cut_at_the_edge_and_crossed():
    panel = moved("sgd_and_momentum", steps=100, eta=0.06)
    paths, costs = (runs(axes) for axes in panel.picture.figure.axes)
    line, end = paths["SGD"]
    points = line.get_xydata()
    assert (np.abs(points) <= [2.4 + 1e-9, 1.6 + 1e-9]).all()
    assert len(points) < len(panel.result["paths"]["SGD"].costs)
    np.testing.assert_allclose(end.get_xydata(), points[-1:])
    assert np.isclose(np.abs(points[-1]), [2.4, 1.6]).any()
    assert end.get_marker() == costs["SGD"][1].get_marker() == "X"
    # The other one is whole.
    line, end = paths["momentum"]
    assert len(line.get_xydata()) == 101
    mark = LOOKS["momentum"][2]
    assert end.get_marker() == costs["momentum"][1].get_marker() == mark


# The same gradients


@pytest.mark.parametrize(
    ("signal", "last"),
    [
        ("alternating", {"momentum": 0.526, "Adam": 0.0526}),
        ("one large", {"Adagrad": 0.01, "RMSprop": 0.25, "Adam": 0.089, "SGD": 1}),
    ],
)
def test_alternating_and_one_large_gradient(signal, last):
    steps = moved("same_gradients", signal=signal).result["steps"]
    for name, size in last.items():
        assert steps[name][-1] == pytest.approx(size, rel=0.01), name


# Five paths, and many starts


def tried(preset):
    """Return the panel of five paths after a preset and 100 steps."""
    (values,) = (b.set for b in button_rows(made("five_paths")) if b.label == preset)
    return moved("five_paths", steps=100, **values)


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("on the ridge", {"SGD": "at the saddle", "Adam": "at the saddle"}),
        ("beside it", {"SGD": "cost 0.91", "Adagrad": "star", "Adam": "star"}),
        ("plateau", {"SGD": "cost 0.99", "momentum": "cost 0.28", "RMSprop": "star"}),
        ("two minima", dict.fromkeys(OPTIMISERS, "in the higher minimum")),
        ("bent", dict.fromkeys(OPTIMISERS, "cost ")),
    ],
)
def test_the_presets_of_the_surface(preset, words):
    sentence = tried(preset).sentence
    ends = dict(part.split(": ") for part in sentence.split(". ", 1)[1].split("; "))
    for name, word in words.items():
        assert word in ends[name]
    if preset == "bent":
        assert "star" not in sentence


def test_a_preset_leaves_nothing_of_the_one_before():
    presets = [b.set for b in button_rows(made("five_paths")) if b.set]
    assert len(presets) == 6
    assert len({frozenset(values) for values in presets}) == 1


def test_from_the_left_all_end_in_the_deep_minimum():
    sentence = moved("five_paths", surface="local minimum", steps=100).sentence
    assert sentence.count("at a star") == 5


def test_momentum_swings_through_the_deep_minimum_and_back():
    path = tried("two minima").result["paths"]["momentum"].parameters
    assert path[:, 0].min() < -1.5
    assert path[-1, 0] > 0.9


def test_one_map_is_seen_and_the_changed_path_is_thicker():
    panel = moved("five_paths", surface="saddle", steps=30, pick="alpha")
    maps = [each for each in panel.picture.followers if not each.get_animated()]
    seen = [each for each in maps if each.get_visible()]
    assert {*map(type, seen)} == {*map(type, maps)}
    assert len(seen) < len(maps) / 3
    assert [line.get_marker() for line in seen if isinstance(line, Line2D)] == [*"**x"]
    paths = runs(panel.picture.figure.axes[0])
    widths = {name: line.get_linewidth() for name, (line, _) in paths.items()}
    assert max(widths, key=widths.get) == "RMSprop"
    assert sorted(widths.values())[-2] < widths["RMSprop"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "90 in the lowest minimum, 110 in the higher minimum"),
        ({"optimiser": "momentum"}, "111 in the lowest minimum, 89 in the higher"),
        ({"surface": "saddle"}, "200 in the lowest minimum"),
        ({"eta": 2.0}, "200 diverged"),
    ],
)
def test_the_counts_of_the_page(values, words):
    assert words in moved("many_starts", steps=200, **values).sentence


def test_every_start_is_drawn_once_and_what_has_gone_is_not_drawn():
    panel = moved("many_starts", steps=200, eta=0.3, surface="ravine")
    before, after = (
        sum(len(line.get_xydata()) for line in axes.lines if line.get_animated())
        for axes in panel.picture.figure.axes
    )
    assert before == 200
    assert 200 - after == np.sum(panel.result["words"] == "diverged") > 0


# Levenberg–Marquardt


def ends(hidden):
    """Yield whether it is dearer than Adam, and whether it ends lower, by seed."""
    panel = made("levenberg_beside_others")
    for seed in range(10):
        panel.set(hidden=hidden, seed=seed)
        costs, price = panel.result["costs"], panel.result["price"]
        adam, own = costs["Adam"], costs["Levenberg–Marquardt"]
        lower = own[-1] <= adam[-1]
        steps = np.argmax(own <= adam[-1]) if lower else np.inf
        one = price["Levenberg–Marquardt"] / price["Adam"]
        yield steps * one > len(adam) - 1, lower


def test_with_24_neurons_it_ends_lower_but_mostly_at_a_higher_price():
    dearer, lower = zip(*ends(24), strict=True)
    assert all(lower)
    assert sum(dearer) == 8


def test_with_four_neurons_the_price_is_164_and_three_seeds_end_higher():
    assert "the price of 164;" in moved("levenberg_beside_others").sentence
    _, lower = zip(*ends(4), strict=True)
    assert [seed for seed in range(10) if not lower[seed]] == [1, 8, 9]


# Still pictures


def test_final_costs_are_drawn_one_dot_each_inside_the_axes():
    figure, axes = new_figure(4, 3)
    costs = {2: np.array([1e-9, 0.1, 5.0]), 4: np.array([0.2, 0.3])}
    draw_final_costs(axes, costs, 1e-3, 1.0, "a title")
    dots = [line.get_xydata() for line in axes.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(dots[0][:, 0], [1e-3, 0.1, 1.0])
    np.testing.assert_allclose(dots[1][:, 0], [0.2, 0.3])
    figure.canvas.draw()
    assert [t.get_text() for t in axes.get_yticklabels()] == ["2", "4"]


def test_a_diverged_run_has_no_colour_but_hatches():
    figure, alone = new_figure(8, 3)
    alone.remove()
    table = np.array([[0.5, 0.2, np.inf], [0.4, 9.0, np.inf]])
    costs = {"SGD": table, "Adam": table[:, ::-1]}
    draw_sweep(figure, np.geomspace(0.01, 1, 3), costs, 0.1, 1)
    axes = figure.axes[0]
    (mesh,), (best,) = axes.collections, axes.lines
    mask = np.ma.getmaskarray(mesh.get_array())
    np.testing.assert_array_equal(mask, np.isinf(table))
    assert mesh.get_array()[1, 1] == 1  # high, not diverged
    assert axes.patch.get_hatch()
    assert best.get_xdata()[0] == pytest.approx(0.01)
