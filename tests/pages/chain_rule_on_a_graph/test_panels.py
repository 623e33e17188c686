"""The graphs and differences of this page show the numbers that they should."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PINK
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
from tests.panels.course_panels import random_settings
from tests.panels.pictures import followed, following, moved, texts_of

SLOPES, BACKWARD_DONE = 5, 13
SUM, WALK = 3, 4


def all_of(artists, name):
    """Return those artists of a drawn graph that have this name, by node or edge."""
    return {key: each[name] for key, each in artists.items() if name in each}


def written(artists, name):
    return {key: text.get_text() for key, text in all_of(artists, name).items()}


def count(artists, name):
    """Count the texts of this name that are not empty."""
    return len(texts_of(all_of(artists, name).values()))


def measured(cost, inputs):
    """Return the slope of cost(**inputs) along each input, by central differences."""
    slopes = {}
    for name, value in inputs.items():
        ends = [cost(**inputs | {name: value + step}) for step in (1e-4, -1e-4)]
        slopes[name] = (ends[0] - ends[1]) / 2e-4
    return slopes


# The graph

PLACES = {"x": (0, 0), "y": (0, 2), "C": (3, 0)}


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


@pytest.fixture
def artists(axes):
    return draw_graph(axes, PLACES, [("x", "C"), ("y", "C")], {"C": "C = x y"}, {})


def show(axes, **shown):
    """Move a drawn graph of C = x y to a moment at which no number is known."""
    x, y = Node(2.0), Node(3.0)
    moment = Moment(NamedGraph(x=x, y=y, C=x * y), "", moved="x", known=(), **shown)
    followed(axes.figure, moment)


def test_arrows_run_from_circle_to_circle(artists):
    for (parent, child), arrow in all_of(artists, "arrow").items():
        tail, tip = arrow.get_xydata()
        start, end = np.array(PLACES[parent]), np.array(PLACES[child])
        assert np.linalg.norm(tail - start) == pytest.approx(RADIUS)
        assert RADIUS < np.linalg.norm(tip - end) < RADIUS + 0.15
        assert np.linalg.norm(end - tip) < np.linalg.norm(end - tail)


def test_only_labels_are_written_at_first(axes, artists):
    show(axes)
    visible = [text for text in axes.texts if text.get_visible()]
    assert texts_of(visible) == ["x", "?", "y", "?", "C = x y", "?"]


def test_light_by_colour_width_and_dash(axes, artists):
    show(axes, solid=[("x", "C")], nodes=["x"], colour=BLUE)
    show(axes, solid=[("x", "C")], nodes=["y"], dashed=[("x", "C"), ("y", "C")])
    both, second = artists["x", "C"], artists["y", "C"]
    assert same_color(both["arrow"].get_color(), ORANGE)
    assert same_color(second["arrow"].get_color(), PINK)
    assert [each["arrow"].get_linestyle() for each in (both, second)] == ["-", "--"]
    assert both["dashes"].get_visible()
    assert not second["dashes"].get_visible()
    assert same_color(artists["y"]["ring"].get_edgecolor(), ORANGE)
    show(axes)
    for arrow in all_of(artists, "arrow").values():
        assert same_color(arrow.get_color(), GREY)
        assert arrow.get_linestyle() == "-"
    for ring in all_of(artists, "ring").values():
        assert same_color(ring.get_edgecolor(), INK)


# The walk


@pytest.mark.parametrize("make", [graph.walk_forward, graph.walk_back])
def test_nothing_is_shown_before_it_is_worked_out(make):
    panel = make()
    for stage, known in enumerate(("", "6", "65", "652", "6524")):
        artists = moved(panel, stage=stage)
        shown = [written(artists, "value")[name] for name in graph.FORWARD]
        assert shown == [*known, *"?" * (4 - len(known))]
        assert count(artists, "slope") == 0


def test_blames_appear_one_by_one():
    panel = graph.walk_back()
    for stage in range(SLOPES, BACKWARD_DONE + 1):
        artists = moved(panel, stage=stage)
        assert count(artists, "slope") == 7
        assert count(artists, "blame") == stage - SLOPES
        assert count(artists, "share") == max(stage - SLOPES - 1, 0)


def test_the_walk_of_the_page():
    panel = graph.walk_back()
    artists = moved(panel, stage=BACKWARD_DONE)
    assert written(artists, "blame") == {
        "w": "12", "x": "8", "b": "4", "y": "−4", "u": "4", "ŷ": "4", "r": "4",
        "C": "1",
    }  # fmt: skip
    assert written(artists, "slope")["w", "u"] == "× 3"
    assert written(artists, "share")["y", "r"] == "← −4"
    assert written(moved(panel, x=0.0), "blame")["w"] == "0"
    assert {*written(moved(panel, x=3.0, y=5.0), "blame").values()} == {"0", "1"}


def test_each_stage_says_its_number():
    panel = graph.walk_back()
    said = {
        1: "u = w x = 2 · 3 = 6", 2: "ŷ = u + b = 6 + (−1) = 5", 3: "= 5 − 3 = 2",
        4: "C = r² = 2² = 4", 5: "∂u/∂w = x = 3", 6: "∂C/∂C = 1", 7: "2 r = 4",
        8: "∂C/∂ŷ = ∂C/∂r · ∂r/∂ŷ = 4 · 1 = 4", 9: "4 · (−1) = −4", 10: "= 4 · 1 = 4",
        11: "∂C/∂b = ∂C/∂ŷ · ∂ŷ/∂b = 4 · 1 = 4", 12: "= 4 · 3 = 12",
        13: "= 4 · 2 = 8",
    }  # fmt: skip
    for stage, words in said.items():
        panel.set(stage=stage)
        assert words in panel.sentence


def test_the_number_that_the_slider_moves_is_bold():
    panel = PANELS["two_ways_to_the_cost"]()
    for pick, home in (("w", "w"), ("v2", "o₂"), ("y1", "C₁")):
        labels = all_of(moved(panel, pick=pick), "label")
        bold = {name for name in labels if labels[name].get_fontweight() == "bold"}
        assert bold == {home}


CASES = {
    "walk_back": (lambda w, x, b, y: (w * x + b - y) ** 2, "wxby"),
    "weight_used_twice": (lambda w, x, b, y: (w * (w * x + b) - y) ** 2, "wxby"),
    "two_ways_to_the_cost": (
        lambda w, x, v1, v2, y1, y2: (v1 * w * x - y1) ** 2 + (v2 * w * x - y2) ** 2,
        ("w", "x", "v1", "v2", "y1", "y2"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_values_and_blames_are_those_that_are_measured(name):
    panel = PANELS[name]()
    cost, names = CASES[name]
    rng = np.random.default_rng(0)
    for _ in range(20):
        panel.set(**random_settings(panel, rng))
        inputs, named = {n: panel.values[n] for n in names}, panel.result.graph
        assert named.value["C"] == pytest.approx(cost(**inputs), rel=1e-12, abs=1e-12)
        for key, slope in measured(cost, inputs).items():
            if key in named.blame:
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
    assert written(artists, "blame")["w"] == short(total)
    panel.set(stage=WALK)
    assert f"= {short(total)}" in panel.sentence


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
        arrows, dashes = all_of(artists, "arrow"), all_of(artists, "dashes")
        solid = {edge for edge in arrows if arrows[edge].get_linewidth() > 3}
        dashed = {edge for edge in arrows if arrows[edge].get_linestyle() == "--"}
        both = {edge for edge in dashes if dashes[edge].get_visible()}
        lit.append((solid, dashed | both))
        assert len(rows_of(panel)) == [0, 1, 2, 3, 1][stage]
    nothing, first, second, together, meeting = lit
    assert nothing == (set(), set())
    assert first[0]
    assert not first[1]
    assert second[1]
    assert not second[0]
    assert together == (first[0], second[1])
    assert len(meeting[0]) == 2
    for path in (first[0], second[1]):  # each begins at w, ends at C, has no gap
        ends = {child for _, child in path}
        starts = {parent for parent, _ in path}
        assert (starts - ends, ends - starts) == ({"w"}, {"C"})


def test_a_weight_of_nought_closes_the_long_path_only():
    panel = PANELS["weight_used_twice"]()
    panel.set(stage=SUM, w=0.0)
    assert "16 + 0 = 16" in panel.sentence


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
    # Rounding makes them jump: the median of five neighbours does not.
    smooth = [
        np.median(np.lib.stride_tricks.sliding_window_view(errors, 5), axis=1)
        for errors in (one_sided, central)
    ]
    tips = [epsilon[2:-2][np.argmin(errors)] for errors in smooth]
    assert 1e-9 < tips[0] < 1e-7
    assert 1e-6 < tips[1] < 1e-4
    right = epsilon > 1e-3
    arms = [np.polyfit(np.log(epsilon[right]), np.log(e[right]), 1)[0]
            for e in (one_sided, central)]  # fmt: skip
    assert arms == pytest.approx([1, 2], abs=0.1)
    left = epsilon < 1e-8
    arm = np.polyfit(np.log(epsilon[left]), np.log(central[left]), 1)[0]
    assert arm == pytest.approx(-1, abs=0.3)


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
    panel.set(function=name, epsilon=epsilon)
    assert words in panel.sentence
