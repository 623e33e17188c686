"""A click on a panel's picture: where it counts, and which values it means."""

import json

import numpy as np
import pytest

from backprop_helpers.figures.following import follow
from backprop_helpers.panels.controls import Pick, Slider
from backprop_helpers.panels.panel import Panel
from tests.panels.course_panels import PANELS, Page
from tests.panels.pictures import picture_in

ORANGE = np.array([213, 94, 0])  # of the dot


BOTH = Pick("x", "y")


def a_dot(axes=0, aspect="auto", scale="linear", pick=BOTH, **changes):
    """Return a panel with a dot at (x, y), beside or below other axes."""

    def draw(figure):
        pair = figure.subplots(1, 2)
        for each in pair:
            each.set(xlim=(-2, 6), ylim=(10, 20), xscale=scale, aspect=aspect)
            each.set_ylabel("a label that takes room")
        place = pair[axes]
        (dot,) = place.plot([], [], "o", color="#D55E00", markersize=6)
        follow(dot, lambda place: {"data": ([place[0]], [place[1]])})

    sliders = (Slider("x", "x", -2, 6, 0), Slider("y", "y", 10, 20, 15, **changes))
    return Panel(
        "A dot", sliders, lambda x, y: (x, y), draw,
        lambda place: f"The dot is at {place[0]:.3g} and {place[1]:.3g}.",
        alt="A dot.", size=(8.2, 3.7), pick=pick,
    )  # fmt: skip


def seen_at(panel):
    """Where the dot is seen: the middle of its pixels, as parts of the picture."""
    _, pixels = picture_in(panel.bundle())
    orange = np.abs(pixels.astype(int) - ORANGE).max(axis=2) < 30
    rows, columns = np.nonzero(orange)
    assert len(rows) > 10
    height, width = orange.shape
    return (columns.mean() + 0.5) / width, (rows.mean() + 0.5) / height


def meant_by(pick, right, down):
    """What the script in the browser makes of a click at these parts of the picture."""
    left, top, width, height = pick["box"]
    x_left, x_right, y_bottom, y_top = pick["limits"]
    x = x_left + (right - left) / width * (x_right - x_left)
    return x, y_top + (down - top) / height * (y_bottom - y_top)


@pytest.mark.slow
@pytest.mark.parametrize("axes", [0, 1])
@pytest.mark.parametrize("aspect", ["auto", "equal"])
@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_a_click_on_the_dot_means_where_the_dot_is(axes, aspect, ratio):
    panel = a_dot(axes, aspect, pick=Pick("x", "y", axes))
    page = Page(panel)
    json.dumps(panel.widget.get_state(["pick"]))  # can travel
    for place in ((-1.5, 11), (0, 15), (5.5, 19)):
        page.move(ratio=ratio, x=place[0], y=place[1])
        meant = meant_by(panel.widget.pick, *seen_at(panel))
        np.testing.assert_allclose(meant, place, atol=0.03)


def test_the_surface_of_page_13_can_be_clicked():
    pick = PANELS["race"]().widget.pick
    assert (pick["x"], pick["y"]) == ("w1", "w2")
    assert pick["limits"] == pytest.approx([-2.4, 2.4, -1.6, 3.0])


def test_without_a_pick_no_click_counts():
    assert a_dot(pick=None).widget.pick == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pick": Pick("x", "z")}, "^pick needs a linear slider, 'z' is none"),
        ({"log": True}, "^pick needs a linear slider, 'y' is none"),
        ({"integer": True}, "^pick needs a linear slider, 'y' is none"),
        ({"scale": "symlog"}, "only be picked on axes with linear scales"),
    ],
    ids=str,
)
def test_what_cannot_be_picked_is_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        a_dot(**changes)
