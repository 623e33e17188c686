"""The pictures and sentences say what the prose of the page says."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from backprop_helpers.figures import new_figure
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers.figures import (
    ENDS,
    LOOKS,
    draw_final_costs,
    draw_sweep,
)
from tests.figures.colours_seen import NAMED
from tests.panels.course_panels import PANELS, button_rows


def moved(name, **values):
    panel = PANELS[name]()
    panel.set(**values)
    panel.picture.png(panel.result)
    return panel


@pytest.mark.parametrize("looks", [LOOKS, ENDS], ids=["paths", "ends"])
def test_no_two_differ_by_their_colour_alone(looks):
    marks = [look[2 if looks is LOOKS else 1] for look in looks.values()]
    named = {to_rgb(colour) for colour in NAMED.values()}
    assert {to_rgb(look[0]) for look in looks.values()} <= named
    if looks is LOOKS:
        assert len(set(marks[:5])) == 5
    else:
        assert len(set(marks)) == len(marks)


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
    for part in words:
        assert part in sentence


def runs(axes, names=OPTIMISERS):
    """Return, by name, the line of each optimiser and the mark at its end."""
    moving = [line for line in axes.lines if line.get_animated()]
    return dict(zip(names, zip(moving[::2], moving[1::2], strict=False), strict=False))


def test_a_path_that_diverges_is_cut_at_the_edge_and_crossed():
    panel = moved("sgd_and_momentum", steps=100, eta=0.06)
    paths, costs = (runs(axes) for axes in panel.picture.figure.axes)
    line, end = paths["SGD"]
    inside = np.abs(line.get_xydata()) <= [2.4 + 1e-9, 1.6 + 1e-9]
    assert inside.all()
    assert len(inside) < len(panel.result["paths"]["SGD"].costs)
    np.testing.assert_allclose(end.get_xydata(), line.get_xydata()[-1:])
    assert np.isclose(np.abs(end.get_xydata()), [2.4, 1.6]).any()
    assert end.get_marker() == costs["SGD"][1].get_marker() == "X"
    # The other one is whole.
    line, end = paths["momentum"]
    assert len(line.get_xydata()) == 101
    mark = LOOKS["momentum"][2]
    assert end.get_marker() == costs["momentum"][1].get_marker() == mark


# The same gradients


def test_large_gradients_lift_only_sgd_and_momentum():
    one = moved("same_gradients").result["steps"]
    many = moved("same_gradients", size=100).result["steps"]
    for name in OPTIMISERS:
        factor = 100 if name in ("SGD", "momentum") else 1
        np.testing.assert_allclose(many[name], factor * one[name], rtol=1e-6)


def test_alternating_and_one_large_gradient():
    steps = moved("same_gradients", signal="alternating").result["steps"]
    assert steps["momentum"][-1] == pytest.approx(0.53, abs=0.01)
    assert steps["Adam"][-1] == pytest.approx(0.05, abs=0.005)
    steps = moved("same_gradients", signal="one large").result["steps"]
    last = {name: sizes[-1] for name, sizes in steps.items()}
    assert last["Adagrad"] == pytest.approx(0.01, rel=0.01)
    assert last["RMSprop"] == pytest.approx(0.25, abs=0.005)
    assert last["Adam"] == pytest.approx(0.09, abs=0.002)
    assert last["SGD"] == 1


# Five paths, and many starts


def tried(preset, panel=None):
    """Return the panel of five paths after a preset and 100 steps."""
    panel = panel or PANELS["five_paths"]()
    (values,) = [b.set for b in button_rows(panel) if b.label == preset]
    panel.set(steps=100, **values)
    return panel


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


@pytest.mark.parametrize("preset", ["ravine", "two minima", "beside it", "plateau"])
def test_a_preset_leaves_nothing_of_the_one_before(preset):
    assert tried(preset, tried("bent")).values == tried(preset).values


def test_from_the_left_all_end_in_the_deep_minimum():
    sentence = moved("five_paths", surface="local minimum", steps=100).sentence
    assert sentence.count("at a star") == 5


def test_momentum_swings_through_the_deep_minimum_and_back():
    path = tried("two minima").result["paths"]["momentum"].parameters
    assert path[:, 0].min() < -1.5
    assert path[-1, 0] > 0.9


def test_one_map_is_seen_and_the_changed_path_is_thicker():
    panel = moved("five_paths", surface="saddle", steps=30, pick="alpha")
    for artist, name in panel.picture.artists:
        assert artist.get_visible() == (name == "saddle")
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


def test_the_price_with_four_neurons():
    assert "the price of 164;" in moved("levenberg_beside_others").sentence


def ends(hidden):
    """Yield whether it is dearer than Adam, and whether it ends lower, by seed."""
    panel = PANELS["levenberg_beside_others"]()
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


def test_with_four_neurons_three_seeds_end_higher():
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
    figure, axes = new_figure(8, 3)
    axes.remove()
    etas = np.geomspace(0.01, 1, 3)
    table = np.array([[0.5, 0.2, np.inf], [0.4, 9.0, np.inf]])
    draw_sweep(figure, etas, {"SGD": table, "Adam": table[:, ::-1]}, 0.1, 1)
    first = figure.axes[0]
    (mesh,) = first.collections
    mask = np.ma.getmaskarray(mesh.get_array())
    np.testing.assert_array_equal(mask, np.isinf(table))
    assert mesh.get_array()[1, 1] == 1  # high, not diverged
    assert first.patch.get_hatch()
    (best,) = [line for line in first.lines if line.get_marker() == "^"]
    assert best.get_xdata()[0] == pytest.approx(0.01)
