"""The numbers in the pictures of this page are those of the maths."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from backprop_helpers.pages.why_backprop import worked_graph
from backprop_helpers.pages.why_backprop.figures import box_place
from backprop_helpers.pages.why_backprop.panels import (
    ADD,
    BY_BACKPROP,
    BY_DIFFERENCES,
    DEEP,
    OVERWRITE,
    SORTED,
    STRETCH,
    duration,
    every_node,
    same_arrow,
    the_bill,
)
from tests.panels.pictures import following, texts_of

X, Y = worked_example.X, worked_example.Y


@pytest.mark.parametrize("at", [(0.7, -0.3), (-3, -6), (4, 2)])
def test_both_ways_draw_the_same_arrow(at):
    panel = same_arrow()

    def cost(weights):
        network = worked_example.network()
        network.w[3][:, 0] = weights
        return network.cost(network.forward(X)[1][3], Y)

    wanted = np.array(at) - STRETCH * central_difference(cost, np.array(at))
    for way in (BY_DIFFERENCES, BY_BACKPROP):
        start, arrow, *_ = following(panel, way=way, w311=at[0], w321=at[1])
        points = arrow.get_xydata()
        np.testing.assert_array_equal(start.get_xydata(), [at])
        np.testing.assert_allclose(points[0], at)
        np.testing.assert_allclose(points[1], wanted, atol=1e-8)


def test_before_a_button_is_pressed_there_is_neither_arrow_nor_bill():
    panel = same_arrow()
    start, *lines, _, _, _, _ = following(panel)
    assert [len(line.get_xydata()) for line in (start, *lines)] == [1, 0, 0, 0]
    assert "no gradient yet" in panel.sentence


@pytest.mark.parametrize(
    ("way", "forward", "backward"), [(BY_DIFFERENCES, 240, 0), (BY_BACKPROP, 10, 22)]
)
def test_there_is_a_dot_for_each_multiplication(way, forward, backward):
    panel = same_arrow()
    _, _, *dots, _, _, _, _ = following(panel, way=way)
    places = [each.get_xydata() for each in dots]
    assert [len(points) for points in places] == [forward, backward]
    everywhere = np.concatenate(places)
    assert len(np.unique(everywhere, axis=0)) == forward + backward
    assert everywhere.min() == 1
    assert everywhere[:, 0].max() <= 24
    assert everywhere[:, 1].max() == 10
    assert f"{forward + backward} multiplications" in panel.sentence


def test_the_curves_are_the_counts_and_the_stored_times():
    panel = the_bill()
    for place, (size, sizes) in enumerate(bill.NETWORKS.items()):
        marks = following(panel, size=place + 1)
        # Behind the marks of each picture follows the line through them.
        for way, count, time in zip(bill.WAYS, marks[:3], marks[4:7], strict=True):
            product = bill.multiplications(way, sizes)
            np.testing.assert_array_equal(count.get_xydata(), [[size, product]])
            time_now = [[size, bill.MEASURED[way][place]]]
            np.testing.assert_array_equal(time.get_xydata(), time_now)
        assert f"{size:,} weights" in panel.sentence
        assert f"{bill.multiplications(bill.BACKPROP, sizes):,}" in panel.sentence


def test_the_names_of_the_curves_hold_their_exponents():
    panel = the_bill()
    left, right = (
        [text.get_text() for text in axes.get_legend().get_texts()]
        for axes in panel.picture.figure.axes
    )
    assert [name.split()[-1] for name in left] == ["1.95", "1.92", "0.96"]
    assert [name.split()[-1] for name in right] == ["1.85", "1.94", "0.80"]


def test_durations_in_words():
    assert duration(0.00115) == "1.15 milliseconds"
    assert duration(0.284) == "284 milliseconds"
    assert duration(1.77) == "1.77 seconds"
    assert duration(130) == "2.17 minutes"
    assert duration(80_000) == "22.2 hours"


def test_every_node_shows_its_blame():
    panel = every_node()
    _, *feet, _ = following(panel, done=41)
    nodes = worked_graph.nodes()
    nodes["C"].backward()
    for node, text in zip(nodes.values(), feet, strict=True):
        shown = float(text.get_text().replace("−", "-"))
        assert shown == pytest.approx(node.blame, abs=5.1e-5)
        np.testing.assert_allclose(text.get_position()[0], box_place(*node.place)[0])
    assert panel.sentence.endswith("All 41 are right.")


@pytest.mark.parametrize(
    ("collect", "order", "wrong"),
    [(ADD, SORTED, 0), (OVERWRITE, SORTED, 38), (ADD, DEEP, 16), (OVERWRITE, DEEP, 38)],
)
def test_wrong_blame_is_marked(collect, order, wrong):
    panel = every_node()
    following(panel, done=41, collect=collect, order=order)
    assert sum(text.startswith("✗") for text in texts_of(panel.picture.moving)) == wrong
    assert (f"Wrong so far: {wrong} of 41." in panel.sentence) == bool(wrong)


def test_no_two_boxes_lie_on_each_other():
    places = [box_place(*node.place) for node in worked_graph.nodes().values()]
    for i, (x, y) in enumerate(places):
        for other_x, other_y in places[:i]:
            assert abs(x - other_x) >= 1 or abs(y - other_y) >= 0.99
