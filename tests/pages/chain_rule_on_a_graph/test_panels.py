"""The graphs of this page show the numbers that they should."""

from inspect import signature

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.following import followers
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.graph import Node
from backprop_helpers.pages.chain_rule_on_a_graph.example import NamedGraph
from backprop_helpers.pages.chain_rule_on_a_graph.figures.graph import (
    RADIUS,
    Moment,
    draw_graph,
    draw_line_and_error,
    short,
)
from backprop_helpers.pages.chain_rule_on_a_graph.panels import row
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
    panel = graph.walk_there_and_back()
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
    panel = graph.walk_there_and_back()
    artists = moved(panel, stage=BACKWARD_DONE)
    blames = {"w": "12", "x": "8", "y": "−4", "C": "1"} | dict.fromkeys("buŷr", "4")
    assert written(artists["blame"]) == blames
    assert written(artists["slope"])["w", "u"] == "× 3"
    assert written(artists["share"])["y", "r"] == "← −4"


def test_each_stage_says_its_number():
    panel = graph.walk_there_and_back()
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
    panel = PANELS["weight_used_twice"]()
    for pick in "wxby":
        labels = moved(panel, pick=pick)["label"]
        bold = {name for name in labels if labels[name].get_fontweight() == "bold"}
        assert bold == {pick}


def test_the_graph_at_rest_shows_all_its_values():
    figure = draw_line_and_error(2.0, 3.0, -1.0, 3.0)
    artists = followers(figure)
    assert not any(artist.get_animated() for artist in artists)
    texts = texts_of(artists)
    numbers = [text for text in texts if text.lstrip("−").isdigit()]
    assert numbers == ["2", "3", "6", "−1", "5", "3", "2", "4"]
    assert {"u = w x", "ŷ = u + b", "r = ŷ − y", "C = r²"} <= {*texts}


COSTS = {
    "walk_there_and_back": lambda w, x, b, y: (w * x + b - y) ** 2,
    "weight_used_twice": lambda w, x, b, y: (w * (w * x + b) - y) ** 2,
    "neurons_in_a_row": lambda x, y, w2, w3, w4, b2, b3, b4: (
        (sigmoid(w4 * sigmoid(w3 * sigmoid(w2 * x + b2) + b3) + b4) - y) ** 2
    ),
}
NAMES = str.maketrans("234", "²³⁴")  # of the graph: w2 is w²


@pytest.mark.parametrize("name", COSTS)
def test_values_and_blames_are_those_that_are_measured(name):
    panel, cost, rng = PANELS[name](), COSTS[name], np.random.default_rng(0)
    for _ in range(20):
        panel.set(**random_settings(panel, rng))
        inputs = {name: panel.values[name] for name in signature(cost).parameters}
        named = panel.result.graph
        assert named.value["C"] == pytest.approx(cost(**inputs), rel=1e-12, abs=1e-12)
        blame = {key: named.blame.get(key.translate(NAMES)) for key in inputs}
        assert [key for key in blame if blame[key] is None] in ([], ["y"])
        for key in blame.keys() - {"y"}:
            high, low = (cost(**inputs | {key: inputs[key] + h}) for h in (1e-4, -1e-4))
            slope = (high - low) / 2e-4
            assert blame[key] == pytest.approx(slope, rel=1e-6, abs=1e-6)


# Paths


def rows_of(panel):
    """Return the rows of the sum that a panel shows beside its graph."""
    (axes,) = panel.picture.figure.axes
    return [row for row in texts_of(axes.texts) if row.startswith(("—", "-", "sum"))]


def test_products_of_both_paths_and_their_sum():
    panel = PANELS["weight_used_twice"]()
    artists = moved(panel, stage=SUM)
    ends = [row.split(" = ")[-1] for row in rows_of(panel)]
    assert ends == ["20", "24", "44"]
    assert written(artists["blame"])["w"] == "44"
    assert "20 + 24 = 44" in said(panel, stage=WALK)


def test_factors_stand_in_the_order_of_their_path():
    panel = PANELS["weight_used_twice"]()
    assert "along w → v → r → C, 5 · 1 · 4 = 20." in said(panel, stage=1)
    long_one = "along w → p → u → v → r → C, 3 · 1 · 2 · 1 · 4 = 24."
    assert long_one in said(panel, stage=2)
    following(panel, stage=2)
    assert [row.split(": ")[1] for row in rows_of(panel)] == [
        "5 · 1 · 4 = 20", "3 · 1 · 2 · 1 · 4 = 24",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "room"),
    [
        *(("walk_there_and_back", 115), ("weight_used_twice", 115)),  # one line
        *(("neurons_in_a_row", 230), ("build_your_own_graph", 230)),  # two
    ],
)
def test_each_sentence_fits_into_its_room(name, room):
    """Else what stands below would jump about."""
    panel, rng = PANELS[name](), np.random.default_rng(0)
    for _ in range(300):
        drawn_values = random_settings(panel, rng)
        panel.set(**{
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in drawn_values.items()
        })  # fmt: skip
        assert len(panel.sentence) <= room, panel.sentence


def test_paths_are_lit_in_turn_one_solid_one_dashed():
    panel = PANELS["weight_used_twice"]()
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


# Three neurons in a row


def test_the_row_is_drawn_twice_with_the_same_numbers():
    panel = row.neurons_in_a_row()
    panel.set(stage=len(row.STAGES) - 1)
    moment, graph = panel.result, panel.result.graph
    for l, layer in ((2, "²"), (3, "³"), (4, "⁴")):
        assert moment.texts["inside", (l, 1)] == short(graph.value[f"a{layer}"])
        delta = short(graph.blame[f"z{layer}"])
        assert moment.texts["below", (l, 1)] == f"δ{layer} = {delta}"
        slope = short(graph.blame[f"w{layer}"])
        assert moment.texts["under", (l, 1, 1)] == f"∂ {slope}"
        assert graph.blame[f"b{layer}"] == graph.blame[f"z{layer}"]


def test_blame_comes_back_step_by_step_in_both_pictures():
    panel = row.neurons_in_a_row()
    words = {
        1: "2 (a⁴ − y) = −0.6168", 2: "∂C/∂a⁴ = 1 · (−0.6168) = −0.6168",
        3: "δ⁴ = ∂C/∂z⁴ = (−0.6168) · 0.2133 = −0.1316",
        5: "δ³ = ∂C/∂z³ = (−0.2631) · 0.2286 = −0.06015",
        7: "δ² = ∂C/∂z² = 0.09023 · 0.2217 = 0.02001",
        8: "∂C/∂w² = 0.04001, ∂C/∂w³ = −0.04019, ∂C/∂w⁴ = −0.04655",
    }  # fmt: skip
    for stage, expected in words.items():
        assert expected in said(panel, stage=stage)
    for stage in range(len(row.STAGES)):
        panel.set(stage=stage)
        deltas = [key for key in panel.result.texts if key[0] == "below"]
        reached = [name for name in panel.result.blamed if name[0] == "z"]
        assert len(deltas) == len(reached) == min(max(stage - 1, 0) // 2, 3)
