"""The panels of this page show the published numbers, and what follows from others."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.network_diagram import (
    EDGES,
    NODES,
    Moment,
    draw_network,
)
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.pages.two_outputs_by_hand.panels.factors import chain_of_factors
from backprop_helpers.pages.two_outputs_by_hand.panels.repeated_steps import (
    repeat_the_step,
)
from backprop_helpers.pages.two_outputs_by_hand.panels.step_by_step import one_step
from backprop_helpers.practice import EXERCISES
from tests.pages.two_outputs_by_hand.published import AFTER
from tests.panels.pictures import followed, following, numbers_of, texts_of

APPEARS = {  # what is written from a stage on, until the update
    1: {"z²₁ = −0.35"}, 3: {"z²₂ = 2.65"}, 5: {"z³₁ = 0.9064"}, 7: {"z³₂ = 0.1326"},
    9: {"C = 0.1937"}, 10: {"δ³₁ = −0.1179"}, 11: {"δ³₂ = 0.1658"},
    12: {"δ²₁ = −0.0321"}, 13: {"δ²₂ = −0.00466"},
    14: {"∂ −0.0488", "∂ −0.1102", "∂ 0.0685", "∂ 0.1549"},  # of w³₁₁, ₁₂, ₂₁, ₂₂
    15: {"∂ −0.0642", "∂ −0.0963", "∂ −0.00931", "∂ −0.0140"},  # of w²₁₁, ₁₂, ₂₁, ₂₂
}  # fmt: skip
UPDATED = {
    "w²₁₁ = 0.3064", "w²₁₂ = −0.3904", "w²₂₁ = 0.2009", "w²₂₂ = 0.6014",
    "b²₁ = 0.2532", "b²₂ = 0.4505", "b³₁ = 0.1618", "b³₂ = 0.3334",
    "w³₁₁ = 0.7049", "w³₁₂ = 0.5110", "w³₂₁ = −0.3069", "w³₂₂ = −0.1155",
}  # fmt: skip
LAST = 17


def lines_of(panel, **values):
    """Set a panel; return what is written in the moving part of its picture."""
    following(panel, **values)
    return "\n".join(texts_of(panel.picture.moving)).split("\n")


# The network


def show(axes, lit=None):
    """Move a drawn network; returns its edges and its rings, each as a list."""
    followed(axes.figure, Moment("", lit or {}, texts={}))
    return [*axes.lines], [*axes.patches]


def test_each_neuron_is_joined_to_the_layer_before_and_the_first_stands_on_top(axes):
    places = draw_network(axes)
    edges, rings = show(axes)
    assert len(rings) == len(places) == 6
    for (l, j, k), edge in zip(EDGES, edges, strict=True):
        ends = [places[l - 1, k], places[l, j]]
        np.testing.assert_allclose(edge.get_xydata(), ends)
    assert places[1, 1][1] > places[1, 2][1]
    assert places[1, 1][0] < places[2, 1][0]
    assert texts_of(axes.texts) == []


def test_light_falls_on_some_and_leaves_the_others(axes):
    draw_network(axes)
    show(axes, {(2, 1, 2): PINK, (1, 2): BLUE})
    dashed, _ = show(axes, {(2, 1, 2): PINK, (2, 2, 1): ORANGE, (2, 2): ORANGE})
    assert [edge.get_linestyle() for edge in dashed] == ["-", "--", *6 * ["-"]]
    edges, rings = show(axes, {(2, 2, 1): ORANGE, (2, 2): ORANGE})
    for key, edge in zip(EDGES, edges, strict=True):
        assert same_color(edge.get_color(), ORANGE if key == (2, 2, 1) else GREY)
        assert edge.get_linestyle() == "-"
        assert (edge.get_linewidth() > 2) == (key == (2, 2, 1))  # not by colour alone
    for key, ring in zip(NODES, rings, strict=True):
        assert same_color(ring.get_edgecolor(), ORANGE if key == (2, 2) else INK)


# One step


def test_each_number_appears_at_its_stage_and_stays_until_the_update():
    panel, known = one_step(), set()
    lines = lines_of(panel, stage=0)
    assert lines.count("?") == 4
    assert "C = ?" in lines
    assert not any(line.startswith(("z", "δ", "∂")) for line in lines)
    for stage in range(LAST - 1):
        lines = lines_of(panel, stage=stage)
        known |= APPEARS.get(stage, set())
        assert {*lines} & set().union(*APPEARS.values()) == known


def test_the_sentence_of_a_stage_ends_in_its_number():
    panel = one_step()
    for stage in range(1, 14):
        panel.set(stage=stage)
        for text in APPEARS.get(stage, ()):
            symbol, number = text.split(" = ")
            assert symbol in panel.sentence
            assert panel.sentence.endswith(f" = {number}.")


def test_the_update_shows_all_twelve_new_parameters():
    panel = one_step()
    for stage in (LAST - 1, LAST):
        lines = lines_of(panel, stage=stage)
        assert {*lines} >= UPDATED
    assert {"0.7188", "0.5238", "C = 0.1839"} <= {*lines}


def test_any_number_can_be_changed_and_all_follow():
    panel = one_step()
    # z²₁ = 0 + 1 · 3 − 2 = 1, and σ(1) = 0.7311
    lines = lines_of(panel, stage=9, x1=0.0, w212=1.0, b21=-2.0)
    assert {"z²₁ = 1", "0.7311"} <= {*lines}
    panel.set(y1=0.0, y2=0.0)
    network = example.network()
    network.w[2][0, 1], network.b[2][0, 0] = 1.0, -2.0
    _, a = network.forward(np.array([[0.0], [3.0]]))
    shown = float(panel.sentence.rstrip(".").split(" = ")[-1])
    assert shown == pytest.approx(np.sum(a[3] ** 2), abs=5e-5)


# The chain of factors


def cost_with(parameter, change):
    """The cost of the example when one parameter is changed a little."""
    network = example.network()
    kind, layer, *indices = parameter
    getattr(network, kind)[layer][tuple(i - 1 for i in (*indices, 1)[:2])] += change
    _, a = network.forward(example.X)
    return float(np.sum((a[3] - example.Y) ** 2))


@pytest.mark.parametrize("parameter", example.PARAMETERS, ids=example.parameter_name)
def test_the_chain_of_each_parameter_is_its_derivative(parameter):
    name = example.parameter_name(parameter)
    lines = lines_of(chain_of_factors(), parameter=name, factors=5)
    slope = (cost_with(parameter, 1e-5) - cost_with(parameter, -1e-5)) / 2e-5
    assert f"∂C/∂{name} = {slope:.6f}".replace("-", "−") in lines


def test_factors_appear_one_by_one():
    panel = chain_of_factors()
    for shown in range(1, 6):
        lines = lines_of(panel, parameter="w²₁₂", factors=shown)
        assert "\n".join(lines).count("∂C/∂a³") == 2
        factors = [line for line in lines if line.startswith("∂")]
        assert len(factors) == 2 * shown + (shown == 5)  # and their sum at the end
    assert "−0.060062 + (−0.036190) = −0.096252" in panel.sentence


# Repeated steps


@pytest.mark.parametrize("steps", AFTER)
def test_repeated_steps_end_where_they_are_known_to(steps):
    panel = repeat_the_step()
    ends = [numbers_of(line)[-1] for line in following(panel, steps=steps)]
    (first, second), cost = AFTER[steps]
    expected = [[steps, first], [steps, second], [steps, cost]]
    np.testing.assert_allclose(ends, expected, rtol=1e-12)
    assert f"a³₁ = {first:.6f}, a³₂ = {second:.6f}" in panel.sentence


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (EXERCISES["whole_step"].solution, "your whole_step at work"),
        (EXERCISES["whole_step"].variant("uphill"), "its check does not hold yet"),
        (lambda x, y, w2, b2, w3, b3, eta: ..., "not filled in yet"),
        (lambda x, y, w2, b2, w3, b3, eta: 1 / 0, "nothing that can be drawn"),
    ],
)
def test_the_readers_own_step_is_repeated_and_the_sentence_says_so(step, said):
    panel = repeat_the_step(step)
    panel.set(steps=10)
    assert said in panel.sentence
    after = "a³₁ = 0.767501" in panel.sentence
    assert after == ("does not hold" not in said)


def test_a_step_uphill_is_seen_to_climb():
    panel = repeat_the_step(EXERCISES["whole_step"].variant("uphill"))
    panel.set(steps=100)
    assert "That is more than at the start." in panel.sentence
