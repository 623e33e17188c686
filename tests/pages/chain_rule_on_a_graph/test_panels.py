"""The graphs and differences of this page show the numbers that they should."""

from inspect import signature

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.lib.stride_tricks import sliding_window_view

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import followers
from backprop_helpers.nets.graph import Node
from backprop_helpers.pages.chain_rule_on_a_graph.example import NamedGraph
from backprop_helpers.pages.chain_rule_on_a_graph.figures import (
    RADIUS,
    Moment,
    draw_graph,
    short,
)
from backprop_helpers.pages.chain_rule_on_a_graph.panels import differences
from backprop_helpers.pages.chain_rule_on_a_graph.panels import walk as graph
from tests.pages.chain_rule_on_a_graph.panels import PANELS
from tests.panels.course_panels import random_settings, said
from tests.panels.pictures import followed, following, texts_of

SLOPES, BACKWARD_DONE = 5, 13
SUM, WALK = 3, 4

EDGE = ("arrow", "dashes", "slope", "share")
NODE = ("ring", "label", "value", "sign", "blame")


def by_names(artists, edges, count):
    """Sort what follows in a graph with so many nodes: name -> place -> artist."""
    cut = len(EDGE) * len(edges)
    on_edges, at_nodes = artists[:cut], artists[cut : cut + len(NODE) * count]
    nodes = [label.get_text().split(" = ")[0] for label in at_nodes[1 :: len(NODE)]]
    return {
        name: dict(zip(places, found[n :: len(names)], strict=True))
        for names, places, found in ((EDGE, edges, on_edges), (NODE, nodes, at_nodes))
        for n, name in enumerate(names)
    }


def moved(panel, **values):
    """Set a panel; return what its graph is made of, moved, by name and place."""
    artists, graph = following(panel, **values), panel.result.graph
    return by_names(artists, graph.slope, len(graph.value))


def written(texts):
    return {place: text.get_text() for place, text in texts.items()}


def count(texts):
    """Count those that are not empty."""
    return len(texts_of(texts.values()))


# The graph

PLACES = {"x": (0, 0), "y": (0, 2), "C": (3, 0)}


@pytest.fixture
def artists():
    figure, axes = new_figure(4, 3)
    edges = [("x", "C"), ("y", "C")]
    draw_graph(axes, PLACES, edges, {"C": "C = x y"}, {})
    return by_names(followers(figure), edges, len(PLACES))


def show(artists, **shown):
    """Move a drawn graph of C = x y to a moment at which no number is known."""
    x, y = Node(2.0), Node(3.0)
    moment = Moment(NamedGraph(x=x, y=y, C=x * y), "", moved="x", known=(), **shown)
    followed(artists["ring"]["x"].figure, moment)


def test_arrows_run_from_circle_to_circle(artists):
    for (parent, child), arrow in artists["arrow"].items():
        tail, tip = arrow.get_xydata()
        start, end = np.array(PLACES[parent]), np.array(PLACES[child])
        assert np.linalg.norm(tail - start) == pytest.approx(RADIUS)
        assert RADIUS < np.linalg.norm(tip - end) < RADIUS + 0.15
        assert np.linalg.norm(end - tip) < np.linalg.norm(end - tail)


def test_light_by_colour_width_and_dash(artists):
    arrows, dashes, rings = (artists[name] for name in ("arrow", "dashes", "ring"))
    both, second = ("x", "C"), ("y", "C")
    show(artists, solid=[both], nodes=["x"], colour=BLUE)
    show(artists, solid=[both], nodes=["y"], dashed=[both, second])
    assert same_color(arrows[both].get_color(), ORANGE)
    assert same_color(arrows[second].get_color(), PINK)
    assert [arrow.get_linestyle() for arrow in arrows.values()] == ["-", "--"]
    assert [dash.get_visible() for dash in dashes.values()] == [True, False]
    assert same_color(rings["y"].get_edgecolor(), ORANGE)
    show(artists)
    for arrow in arrows.values():
        assert same_color(arrow.get_color(), GREY)
        assert arrow.get_linestyle() == "-"
    assert all(same_color(ring.get_edgecolor(), INK) for ring in rings.values())


# The walk


def test_values_appear_one_by_one_then_blames():
    panel = graph.walk_back()
    for stage in range(BACKWARD_DONE + 1):
        artists, blamed = moved(panel, stage=stage), max(stage - SLOPES, 0)
        shown = [written(artists["value"])[name] for name in graph.FORWARD]
        assert shown == [*"6524"[:stage], *"?" * (4 - stage)]
        assert count(artists["slope"]) == (7 if stage >= SLOPES else 0)
        assert count(artists["blame"]) == blamed
        assert count(artists["share"]) == max(blamed - 1, 0)
        signs = [sign.get_visible() for sign in artists["sign"].values()]
        assert sum(signs) == blamed


def test_the_walk_of_the_page():
    panel = graph.walk_back()
    artists = moved(panel, stage=BACKWARD_DONE)
    blames = {"w": "12", "x": "8", "y": "−4", "C": "1"} | dict.fromkeys("buŷr", "4")
    assert written(artists["blame"]) == blames
    assert written(artists["slope"])["w", "u"] == "× 3"
    assert written(artists["share"])["y", "r"] == "← −4"


def test_each_stage_says_its_number():
    panel = graph.walk_back()
    sentences = {
        1: "u = w x = 2 · 3 = 6", 2: "ŷ = u + b = 6 + (−1) = 5", 3: "= 5 − 3 = 2",
        4: "C = r² = 2² = 4", 5: "∂u/∂w = x = 3", 6: "∂C/∂C = 1", 7: "2 r = 4",
        8: "∂C/∂ŷ = ∂C/∂r · ∂r/∂ŷ = 4 · 1 = 4", 9: "4 · (−1) = −4", 10: "= 4 · 1 = 4",
        11: "∂C/∂b = ∂C/∂ŷ · ∂ŷ/∂b = 4 · 1 = 4", 12: "= 4 · 3 = 12",
        13: "= 4 · 2 = 8",
    }  # fmt: skip
    for stage, words in sentences.items():
        assert words in said(panel, stage=stage)


def test_the_number_that_the_slider_moves_is_bold():
    panel = PANELS["two_ways_to_the_cost"]()
    for pick, home in (("w", "w"), ("v2", "o₂"), ("y1", "C₁")):
        labels = moved(panel, pick=pick)["label"]
        bold = {name for name in labels if labels[name].get_fontweight() == "bold"}
        assert bold == {home}


COSTS = {
    "walk_back": lambda w, x, b, y: (w * x + b - y) ** 2,
    "weight_used_twice": lambda w, x, b, y: (w * (w * x + b) - y) ** 2,
    "two_ways_to_the_cost": lambda w, x, v1, v2, y1, y2: (
        (v1 * w * x - y1) ** 2 + (v2 * w * x - y2) ** 2
    ),
}


@pytest.mark.parametrize("name", COSTS)
def test_values_and_blames_are_those_that_are_measured(name):
    panel, cost, rng = PANELS[name](), COSTS[name], np.random.default_rng(0)
    for _ in range(20):
        panel.set(**random_settings(panel, rng))
        inputs = {name: panel.values[name] for name in signature(cost).parameters}
        named = panel.result.graph
        assert named.value["C"] == pytest.approx(cost(**inputs), rel=1e-12, abs=1e-12)
        for key in named.blame.keys() & inputs.keys():
            high, low = (cost(**inputs | {key: inputs[key] + h}) for h in (1e-4, -1e-4))
            slope = (high - low) / 2e-4
            assert named.blame[key] == pytest.approx(slope, rel=1e-6, abs=1e-6)


# Paths


def rows_of(panel):
    """Return the rows of the sum that a panel shows beside its graph."""
    (axes,) = panel.picture.figure.axes
    return [row for row in texts_of(axes.texts) if row.startswith(("—", "-", "sum"))]


@pytest.mark.parametrize(
    ("name", "first", "second", "total"),
    [("weight_used_twice", 20, 24, 44), ("two_ways_to_the_cost", 4, -16, -12)],
)
def test_products_of_both_paths_and_their_sum(name, first, second, total):
    panel = PANELS[name]()
    artists = moved(panel, stage=SUM)
    ends = [row.split(" = ")[-1] for row in rows_of(panel)]
    assert ends == [short(number) for number in (first, second, total)]
    assert written(artists["blame"])["w"] == short(total)
    assert f"= {short(total)}" in said(panel, stage=WALK)


@pytest.mark.parametrize("make", PANELS.values(), ids=PANELS)
def test_each_sentence_fits_on_one_line(make):
    """Else what stands below would jump about."""
    panel, rng = make(), np.random.default_rng(0)
    for _ in range(300):
        drawn_values = random_settings(panel, rng)
        panel.set(**{
            name: round(value, 1) if isinstance(value, float) and name != "epsilon"
            else value for name, value in drawn_values.items()
        })  # fmt: skip
        assert len(panel.sentence) <= 115, panel.sentence


@pytest.mark.parametrize("name", ["weight_used_twice", "two_ways_to_the_cost"])
def test_paths_are_lit_in_turn_one_solid_one_dashed(name):
    panel = PANELS[name]()
    lit = []
    for stage in range(5):
        artists = moved(panel, stage=stage)
        arrows, dashes = artists["arrow"], artists["dashes"]
        solid = {edge for edge in arrows if arrows[edge].get_linewidth() > 3}
        dashed = {edge for edge in arrows if arrows[edge].get_linestyle() == "--"}
        both = {edge for edge in dashes if dashes[edge].get_visible()}
        lit.append((solid, dashed | both))
        assert len(rows_of(panel)) == [0, 1, 2, 3, 1][stage]
    _, (one, _), (_, two), _, (meeting, _) = lit
    assert lit[:4] == [(set(), set()), (one, set()), (set(), two), (one, two)]
    assert len(meeting) == 2
    for path in (one, two):  # each begins at w, ends at C, has no gap
        ends = {child for _, child in path}
        starts = {parent for parent, _ in path}
        assert (starts - ends, ends - starts) == ({"w"}, {"C"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"), (-4, "−4"), (0.0, "0"), (-1e-9, "0"), (67.024, "67.02"),
        (-1184.0, "−1184"), (123456.7, "123457"), (0.00042, "0.0004"), (100.0, "100"),
        (0.1 + 0.2, "0.3"),
    ],
)  # fmt: skip
def test_numbers_are_short(value, text):
    assert short(value) == text


# Differences


def test_the_slopes_of_the_examples_are_exact():
    for example in differences.examples().values():
        if example.third == np.inf:
            continue
        f, x, h = example.function, example.x, 1e-3
        slope = (f(x + h) - f(x - h)) / (2 * h)
        third = (f(x + 2 * h) - 2 * f(x + h) + 2 * f(x - h) - f(x - 2 * h)) / (2 * h**3)
        assert slope - example.third * h**2 / 6 == pytest.approx(example.slope, 1e-9)
        assert third == pytest.approx(example.third, rel=1e-4, abs=1e-4)


def errors_drawn(panel, **values):
    """Return the numbers of both curves of errors, and of the marks on them."""
    lines = [line.get_xydata() for line in following(panel, **values)][-4:]
    return lines[::2], lines[1::2]


def test_errors_of_a_cube_are_those_worked_out_by_hand():
    panel = differences.size_of_epsilon()
    for epsilon in (1.0, 0.1, 0.01):
        _, marks = errors_drawn(panel, epsilon=epsilon)
        expected = [3 * epsilon + epsilon**2, epsilon**2]
        assert [mark[0, 1] for mark in marks] == pytest.approx(expected, rel=1e-9)


def test_the_marks_stand_on_the_curves():
    panel = differences.size_of_epsilon()
    slider = differences.EPSILON
    for position in (0, 7, 30, 60):
        part = position / slider.count  # as in controls.js
        value = slider.low * (slider.high / slider.low) ** part
        lines, marks = errors_drawn(panel, epsilon=float(f"{value:.3g}"))
        for line, mark in zip(lines, marks, strict=True):
            np.testing.assert_array_equal(line[:1], mark)  # the rest is not yet reached
            assert len(line) == slider.count + 1 - position


@pytest.mark.parametrize("name", ["x³ at 1", "sin x at 1", "σ(x) at 1"])
def test_the_central_error_is_a_v_with_its_tip_near_1e_minus_5(name):
    panel = differences.size_of_epsilon()
    lines, _ = errors_drawn(panel, function=name, epsilon=1e-12)
    (epsilon, one_sided), (_, central) = (line.T for line in lines)

    def tip(errors):
        # Rounding makes them jump: the median of five neighbours does not.
        medians = np.median(sliding_window_view(errors, 5), axis=1)
        return epsilon[2:-2][np.argmin(medians)]

    assert 1e-9 < tip(one_sided) < 1e-7
    assert 1e-6 < tip(central) < 1e-4

    def steepness(errors, part):
        return np.polyfit(np.log(epsilon[part]), np.log(errors[part]), 1)[0]

    right, left = epsilon > 1e-3, epsilon < 1e-8
    assert steepness(one_sided, right) == pytest.approx(1, abs=0.1)
    assert steepness(central, right) == pytest.approx(2, abs=0.1)
    assert steepness(central, left) == pytest.approx(-1, abs=0.3)


@pytest.mark.parametrize(
    ("name", "epsilon", "words"),
    [
        ("x³ at 1", 0.1, "truncation rules, take a smaller ε"),
        ("x³ at 1", 1e-5, "about equal, a good ε"),
        ("x³ at 1", 1e-12, "rounding rules, take a larger ε"),
        ("5 − 3 x at 1", 1e-5, "A straight line: rounding, no truncation"),
        ("ReLU(x) at 0", 1e-5, "no ε helps"),
    ],
)
def test_each_state_has_its_name(name, epsilon, words):
    panel = differences.size_of_epsilon()
    assert words in said(panel, function=name, epsilon=epsilon)
