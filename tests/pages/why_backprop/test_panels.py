"""The numbers in the pictures of this page are those of the maths."""

import numpy as np
import pytest

from backprop_helpers.nets.gradient_check import central_difference
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.pages.why_backprop import example as bill
from backprop_helpers.pages.why_backprop.panels import (
    BY_BACKPROP,
    BY_DIFFERENCES,
    STRETCH,
    duration,
    same_arrow,
    the_bill,
)
from tests.panels.pictures import following

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


def test_the_names_of_the_counts_hold_their_exponents():
    left, _ = the_bill().picture.figure.axes
    names = [text.get_text() for text in left.get_legend().get_texts()]
    assert [name.split()[-1] for name in names] == ["1.95", "1.92", "0.96"]


def test_durations_in_words():
    assert duration(0.00115) == "1.15 milliseconds"
    assert duration(0.284) == "284 milliseconds"
    assert duration(1.77) == "1.77 seconds"
    assert duration(130) == "2.17 minutes"
    assert duration(80_000) == "22.2 hours"
