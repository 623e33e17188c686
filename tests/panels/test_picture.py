"""A picture shows what its artists are, whatever it has shown before."""

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure

from backprop_helpers.figures.following import follow
from backprop_helpers.panels.canvas import CopyingCanvas
from backprop_helpers.panels.picture import Picture

SIZE = (8.2, 3.4)  # 8.2 · 100 is a little less than 820: a trap for the last column


def crossing_lines(figure):
    """Two lines that cross, a word that runs over the edge, many that never change."""
    axes = figure.subplots()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    for height in np.linspace(0, 1, 12):
        axes.plot([0, 0.1], [height, height], color="green", animated=True)
    (first,) = axes.plot([0, 1], [0, 1], color="red", linewidth=9)
    (second,) = axes.plot([0, 1], [1, 0], color="blue", linewidth=9)
    follow(first, lambda r: {"ydata": [r[0], 1]})
    follow(second, lambda r: {"ydata": [r[1], 0]})
    follow(axes.text(0.98, 0.5, "", fontsize=30), lambda r: {"text": r[2]})


def picture():
    return Picture(crossing_lines, SIZE)


PLACES = [(0, 1, ""), (0.2, 1, ""), (0.4, 1, "over the edge"), (0.4, 0.9, "")]


@pytest.mark.parametrize("there", PLACES, ids=str)
def test_a_picture_does_not_depend_on_those_before(there):
    expected = picture().png(there)
    rng = np.random.default_rng(0)
    moved = picture()
    for _ in range(5):
        for place in rng.permutation(len(PLACES)):
            moved.png(PLACES[place])
        assert moved.png(there) == expected


@pytest.mark.parametrize(
    "own",
    [{"axes.unicode_minus": False}, {"font.sans-serif": "DejaVu Serif"}],
    ids=["hyphens", "another font"],
)
def test_what_a_page_sets_in_matplotlib_does_not_reach_a_picture(own):
    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(-1, 1))
        follow(axes.text(0, 0.5, ""), lambda words: {"text": words})

    expected = Picture(draw, SIZE).png("some words")
    with matplotlib.rc_context(own):
        moved = Picture(draw, SIZE)
        assert moved.png("some words") == expected
        assert moved.png("others") != expected
        assert moved.png("some words") == expected


@pytest.mark.parametrize("way", [[(0.1, 1, ""), (0.05, 1, "")], [(0, 0.9, "")]])
def test_of_two_lines_the_second_stays_above_whichever_moves(way):
    moved = picture()
    for result in (PLACES[0], *way):
        moved.png(result)
    assert moved.png(PLACES[0]) == picture().png(PLACES[0])


def test_new_limits_reach_the_background():
    moved = picture()
    before = moved.png((0, 1, ""))
    moved.figure.axes[0].set_xlim(0, 2)
    after = moved.png((0, 1, ""))
    assert before != after
    moved.figure.axes[0].set_xlim(0, 1)
    assert moved.png((0, 1, "")) == before


def test_what_is_set_again_is_no_change_of_pixels():
    moved = picture()
    assert moved.set_pixel_ratio(2)
    assert not moved.set_pixel_ratio(2)


def words(canvas_class, ratio=1):
    """Pixels of a picture with texts of every kind, drawn twice."""
    figure = Figure(figsize=(4, 2), dpi=100 * ratio)
    canvas, axes = canvas_class(figure), figure.subplots()
    axes.set_title("$x_1^2$ and δ³₁")
    axes.set_ylabel("turned")
    axes.text(0.2, 0.5, "pale gjpq", color="#0072B2", alpha=0.5)
    axes.text(0.3333, 0.7123, "in a box", ha="center", bbox={"facecolor": "white"})
    if ratio == 1:  # else the edge goes through a pixel
        axes.text(0.9, 0.9, "cut off at the edge", clip_on=True)
    axes.text(0.1, 0.1, "two\nlines", fontsize=7)
    axes.text(0.5, 0.2, "two\nlines", fontsize=14)
    axes.text(-0.1, 0.97, "beyond the left")
    for _ in range(2):
        canvas.draw()
    return np.asarray(canvas.buffer_rgba()).astype(int)


@pytest.mark.parametrize("ratio", [1, 1.5])
def test_a_copied_text_is_that_which_was_drawn(ratio):
    difference = words(CopyingCanvas, ratio) - words(FigureCanvasAgg, ratio)
    assert np.abs(difference).max() <= 1  # of 255: where letters touch, it rounds twice


def test_a_text_is_copied_and_not_drawn_again(monkeypatch):
    figure = Figure(figsize=(4, 2), dpi=100)
    canvas = CopyingCanvas(figure)
    word = figure.text(0.5, 0.5, "again")
    drawn = []
    draw = RendererAgg.draw_text
    monkeypatch.setattr(
        RendererAgg, "draw_text", lambda *a, **k: (drawn.append(a[4]), draw(*a, **k))
    )
    for text in ("again", "again", "other", "again", "other"):
        word.set_text(text)
        canvas.draw()
    assert drawn == ["again", "other"]


def test_a_moving_image_leaves_nothing_behind():
    """Not even on the background, where matplotlib before 3.11 draws it as well."""

    def square(figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 10), ylim=(0, 10), autoscale_on=False)
        image = axes.imshow(np.ones((2, 2)), "Greys", vmin=0, vmax=1)
        follow(image, lambda side: {"extent": [0, side, 0, side]})

    shrunk = Picture(square, SIZE)
    shrunk.png(9)
    assert shrunk.png(2) == Picture(square, SIZE).png(2)
