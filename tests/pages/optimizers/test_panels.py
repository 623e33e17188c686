"""The pictures and sentences say what the prose of the page says."""

import numpy as np
import pytest
from matplotlib.lines import Line2D

from backprop_helpers.figures import new_figure
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers import damped_swings, race
from backprop_helpers.pages.optimizers.example import SURFACES, descend
from backprop_helpers.pages.optimizers.figures import (
    FURTHEST,
    draw_above_least,
    draw_sweep,
)
from backprop_helpers.pages.optimizers.panels.race import (
    BEST,
    RANGES,
    RATE,
    STARTS,
    STEPS,
)
from backprop_helpers.practice import EXERCISES
from tests.figures.colours_seen import complaints
from tests.panels.course_panels import button_rows, from_start, said
from tests.panels.pictures import following, numbers_of

ADAM_STEP = EXERCISES["adam_step"]
TWO_DIGITS = [float(f"{n}e{power}") for power in range(-5, 1) for n in range(10, 100)]


def presets(panel):
    return {button.label: button.set for button in button_rows(panel) if button.set}


# Two damped swings


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("best without", ["jumps from side to side", "On average 69 steps"]),
        ("best with", ["steep swings", "flat swings", "On average 16 steps"]),
        ("η = 0.089", ["keeps √μ = 0.89", "On average 62 steps"]),
        (
            "η = 0.091",
            ["ever wider", "2 (1 + μ) / 40 = 0.090", "above it ever wider"],
        ),
        ("μ = 0.99", ["On average 1375 steps"]),
    ],
)
def test_the_presets_of_the_swings(preset, words):
    panel = damped_swings()
    sentence = said(panel, **presets(panel)[preset])
    for word in words:
        assert word in sentence


def test_at_the_limit_itself_it_swings_for_ever():
    assert "steep swings for ever" in said(damped_swings(), eta=0.09, mu=0.8)


def test_a_swing_that_stays_is_whole_and_one_that_leaves_ends_in_an_arrow():
    panel = damped_swings()
    moved = following(panel, eta=0.089, mu=0.8)
    steep, arrow = [each for each in moved if isinstance(each, Line2D)][1:3]
    assert steep.axes.get_ylim() == (-10, 10)
    assert len(numbers_of(steep)) == 61
    assert np.abs(numbers_of(steep)[:, 1]).max() == pytest.approx(5.1, abs=0.05)
    assert len(numbers_of(arrow)) == 0
    following(panel, eta=0.091)
    assert len(numbers_of(steep)) < 10
    np.testing.assert_array_equal(numbers_of(arrow)[0], numbers_of(steep)[-1])
    assert abs(numbers_of(arrow)[0, 1]) == FURTHEST


# The race


def costs_of(panel):
    """Return the last cost of each that has not diverged."""
    paths = dict(zip(OPTIMISERS, panel.result["paths"], strict=True))
    return {name: path.costs[-1] for name, path in paths.items() if not path.diverged}


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("straight, η = 0.02 for all", {"momentum"}, "Adagrad"),
        ("straight, each its best", {"Adagrad", "RMSprop"}, "momentum"),
        ("bent, each its best", {"Adam"}, "plain"),
    ],
)
def test_who_is_first(preset, first, last):
    panel = race()
    panel.set(steps=100, **presets(panel)[preset])
    costs = costs_of(panel)
    assert {*sorted(costs, key=costs.get)[: len(first)]} == first
    assert max(costs, key=costs.get) == last


def test_one_step_earlier_another_is_first():
    panel = race()
    panel.set(**presets(panel)["bent, each its best"])
    paths = dict(zip(OPTIMISERS, panel.result["paths"], strict=True))
    assert min(paths, key=lambda name: paths[name].costs[99]) == "momentum"


def test_momentum_with_09_is_worse_than_none_in_the_straight_ravine():
    panel = race()
    panel.set(steps=100, **presets(panel)["straight, each its best"])
    costs = costs_of(panel)
    assert costs["momentum"] > 100 * costs["plain"]


@pytest.mark.parametrize("surface", STARTS)
def test_the_paths_of_all_at_their_best_stay_in_the_picture(surface):
    panel = race()
    w1, w2 = STARTS[surface]
    panel.set(surface=surface, w1=w1, w2=w2, steps=100, **BEST[surface])
    low, high = np.transpose(RANGES)
    for path in panel.result["paths"]:
        assert ((low <= path.parameters) & (path.parameters <= high)).all()


@pytest.mark.parametrize("surface", STARTS)
@pytest.mark.parametrize("name", OPTIMISERS)
def test_each_best_is_the_best_of_all_with_two_digits(surface, name):
    highest = {"ravine": RATE["high"], "bent ravine": max(TWO_DIGITS)}[surface]
    etas = [eta for eta in TWO_DIGITS if RATE["low"] <= eta <= highest]
    each = [OPTIMISERS[name](eta) for eta in etas]
    paths = descend(SURFACES[surface], each, STARTS[surface], STEPS)
    costs = [np.inf if path.diverged else path.costs[-1] for path in paths]
    assert etas[np.argmin(costs)] == BEST[surface][name]


def test_what_diverges_ends_in_a_cross_and_is_said():
    panel = race()
    sentence = said(panel, plain=0.3, steps=100)
    assert "plain diverged at step" in sentence
    assert panel.result["broken"] == ["plain"]
    costs = panel.result["costs"]["plain"]
    assert costs[1, -1] == 1e4
    assert (costs[1, :-1] < 1e4).all()
    *inside, edge = panel.result["seen"]["plain"].T
    low, high = np.transpose(RANGES)
    assert ((low <= inside) & (inside <= high)).all()
    assert np.isclose(edge, [low, high]).any()


@pytest.mark.parametrize(
    ("adam_step", "words"),
    [
        (ADAM_STEP.solution, "This is your adam_step at work."),
        (ADAM_STEP.variant("no correction"), "its check does not hold yet"),
        (None, "Your adam_step is not filled in yet"),
        (lambda w, v, s, g, t, eta, beta1, beta2, epsilon: ..., "not filled in yet"),
        (lambda w, v, s, g, t, eta, beta1, beta2, epsilon: 1 / 0, "can be drawn"),
        (lambda w, v, s, g, t, eta, beta1, beta2, epsilon: (w, v), "can be drawn"),
    ],
)
def test_the_readers_own_adam_races_and_the_sentence_says_so(adam_step, words):
    panel = race(adam_step)
    assert words in panel.sentence
    assert len(panel.sentence) <= 240
    right = race().result["paths"][-1].parameters
    own = panel.result["paths"][-1].parameters
    same = own.shape == right.shape and np.allclose(own, right, rtol=1e-9)
    assert same == ("does not hold" not in words)


def test_the_start_and_one_map_are_seen():
    artists = from_start(race(), surface="ravine", w1=1.0, w2=-1.0)
    stars = [each for each in artists if getattr(each, "get_marker", str)() == "*"]
    assert [star.get_visible() for star in stars] == [True, False]
    squares = [each for each in artists if getattr(each, "get_marker", str)() == "s"]
    np.testing.assert_allclose(numbers_of(squares[0]), [[1.0, -1.0]])


# Still pictures


def test_a_sweep_draws_medians_and_marks_the_best():
    figure, axes = new_figure(8, 3)
    table = np.array([[0.5, 0.2, np.inf], [0.4, 0.3, np.inf], [0.6, 0.1, 0.3]])
    draw_sweep(
        axes, np.array([0.01, 0.1, 1.0]), dict.fromkeys(OPTIMISERS, table), 0.05, 1
    )
    line, best, _, gone = axes.lines[:4]
    np.testing.assert_allclose(line.get_ydata(), [0.5, 0.2, 1])  # infinite: at the edge
    assert (best.get_xdata()[0], gone.get_xdata()[0]) == (0.1, 1.0)
    assert [*complaints(figure)] == []


def test_above_the_least_shows_medians_in_their_range():
    figure, axes = new_figure(8, 3)
    above = np.array([[1.0, 0.1], [2.0, 0.2], [3.0, 0.6]])
    draw_above_least(axes, {"a": above, "b": above / 10, "c": above / 100})
    np.testing.assert_allclose(axes.lines[0].get_ydata(), [2.0, 0.2])
    band = axes.collections[0].get_paths()[0].vertices
    assert (band[:, 1].min(), band[:, 1].max()) == (0.1, 3.0)
    assert [*complaints(figure)] == []
