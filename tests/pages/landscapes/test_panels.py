"""The pictures and sentences say what the prose of the page says."""

from functools import cache

import numpy as np
import pytest

from backprop_helpers.figures import new_figure
from backprop_helpers.nets.optimizers import Adam
from backprop_helpers.nets.stacked_networks import Stack, train
from backprop_helpers.pages.landscapes.figures import draw_final_costs
from backprop_helpers.pages.landscapes.panels.levenberg_marquardt import LEVENBERG
from tests.figures.colours_seen import complaints
from tests.pages.landscapes.flowers import X, Y
from tests.pages.landscapes.panels import PANELS
from tests.panels.course_panels import from_start

made = cache(lambda name: PANELS[name]())  # which is slow: each surface is drawn


def moved(name, **values):
    """Set a panel from its start."""
    panel = made(name)
    from_start(panel, **values)
    return panel


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "90 in the lowest minimum, 110 in the higher minimum"),
        ({"steps": 70}, "90 in the lowest minimum, 110 in the higher minimum"),
        ({"optimiser": "momentum"}, "111 in the lowest minimum, 89 in the higher"),
        ({"surface": "saddle"}, "200 in the lowest minimum"),
        ({"surface": "plateau"}, "122 in the lowest minimum, 78 on the way"),
        ({"surface": "saddle", "near": 1e-4, "steps": 60}, "ridge: 93 near the saddle"),
        ({"surface": "saddle", "near": 1e-4, "steps": 130}, "99 in the lowest minimum"),
        ({"eta": 2.0}, "200 diverged"),
    ],
)
def test_the_counts_of_the_page(values, words):
    assert words in moved("many_starts", **{"steps": 200} | values).sentence


def test_every_start_is_drawn_once_and_what_has_gone_is_not_drawn():
    panel = moved("many_starts", eta=0.6, steps=200)
    before, after = (
        sum(len(line.get_xydata()) for line in axes.lines if line.get_animated())
        for axes in panel.picture.figure.axes
    )
    assert before == 200
    assert 200 - after == np.sum(panel.result["words"] == "diverged") > 0


# Levenberg–Marquardt


ETAS = (0.03, 0.06, 0.1, 0.18, 0.25, 0.32, 0.45, 0.6, 0.8)


@cache
def adam(hidden, steps=300, etas=ETAS):
    """Return the ends of steps of Adam at its own best η, one for each seed."""
    etas = np.array(etas)
    stack = Stack.random((3, hidden, 1), np.repeat(range(10), len(etas)))
    train(stack, X, Y, Adam(np.tile(etas, 10)), steps)
    costs = stack.costs(X, Y).reshape(10, -1)
    median = np.median(costs, axis=0)
    # With the η of the panel it ends at most 7 % higher.
    assert median[etas == 0.25][0] < 1.07 * median.min()
    return costs[:, median.argmin()]


def levenberg(hidden, steps):
    """Yield the cost at the end, and the price in steps of Adam, for each seed."""
    for seed in range(10):
        r = moved("levenberg_beside_adam", hidden=hidden, steps=steps, seed=seed).result
        price = r["price"][LEVENBERG] / r["price"]["Adam"]
        yield r["costs"][LEVENBERG][-1], price * steps


@pytest.mark.parametrize(("hidden", "steps", "lower"), [(4, 62, 8), (24, 9, 1)])
def test_at_the_same_price(hidden, steps, lower):
    costs, prices = np.transpose([*levenberg(hidden, steps)])
    assert np.all((prices > 285) & (prices <= 300))
    assert np.sum(costs < adam(hidden)) == lower


def test_with_24_neurons_neither_is_clearly_lower_at_six_times_the_price_for_both():
    costs, prices = np.transpose([*levenberg(24, 60)])
    np.testing.assert_allclose(prices, 6.4 * 300, rtol=0.01)
    other = adam(24, round(prices[0]), (0.1, 0.18, 0.25, 0.32))
    assert 3 <= np.sum(costs < other) <= 7
    assert np.median(costs) == pytest.approx(np.median(other), rel=0.05)


def test_the_sentence_of_levenberg_says_both_ends_and_the_price():
    sentence = moved("levenberg_beside_adam").sentence
    assert (
        "P = 21 parameters. Adam, η = 0.25, takes 300 steps to cost 0.040" in sentence
    )
    assert "62 steps, for the price of 299 gradients" in sentence


def test_the_dotted_line_is_where_adam_ends():
    panel = moved("levenberg_beside_adam", hidden=6)
    spent = [line for line in panel.picture.followers if line.get_linestyle() == ":"]
    assert spent[0].get_xdata()[0] == panel.result["by_price"]["Adam"][0, -1]


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
    assert [*complaints(figure)] == []
