"""Pictures carry words, show the numbers they were given, and can be told apart."""

import base64
import html
import importlib
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from backprop_helpers.figures import new_figure, show
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.show import bundle, course_style, png_bytes
from backprop_helpers.figures.surface import draw_moving_path, draw_surface
from tests.figures.colours_seen import NAMED
from tests.panels.pictures import decoded, followed, images_in, picture_in, texts_of

X, Y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 3.5])


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


@pytest.fixture
def shown(monkeypatch):
    """The bundles that were displayed."""
    bundles = []

    def display(packed, *, raw):
        assert raw
        bundles.append(packed)

    # By its full name: figures.show is the function, too.
    module = importlib.import_module("backprop_helpers.figures.show")
    monkeypatch.setattr(module, "display", display)
    return bundles


# Words


def test_show_displays_the_picture_with_its_words(shown):
    figure, axes = new_figure(4, 3)
    axes.plot(X, Y)
    show(figure, alt="A rising line.")
    (packed,) = shown
    image, pixels = picture_in(packed)
    assert image["alt"] == "A rising line."
    assert (image["width"], image["height"]) == ("400", "300")
    assert pixels.shape == (300, 400, 3)
    assert (decoded(base64.b64decode(packed["image/png"])) == pixels).all()
    assert packed["text/plain"] == "A rising line."


@pytest.mark.parametrize("alt", ["", "  \n", None, 3])
def test_show_refuses_a_picture_without_words(shown, alt):
    with pytest.raises(ValueError, match="needs a description"):
        show(new_figure()[0], alt=alt)
    assert shown == []


@pytest.mark.parametrize("words", ['say "w" & <b>', "it's 1 < 2 > 0", "η = λ₁ − ½"])
def test_words_are_quoted_and_a_caption_stands_under_the_picture(words):
    packed = bundle(b"", words, 3, 2, caption=words)
    (image,) = images_in(packed["text/html"])
    assert image["alt"] == packed["text/plain"] == words
    caption = packed["text/html"].partition("<p")[2]
    assert html.unescape(caption).endswith(f">{words}</p>")
    assert "<b>" not in packed["text/html"]
    assert "<p" not in bundle(b"", words, 3, 2)["text/html"]


# Pixels


def test_the_palette_keeps_the_named_colours():
    colours = ("white", *NAMED.values())  # the ground is the colour of the corner
    stripes = np.array([[*to_rgb(colour), 1] for colour in colours])
    pixels = np.tile((255 * stripes).round().astype(np.uint8), (20, 1, 1))
    kept = decoded(png_bytes(pixels)).astype(int)
    assert np.abs(kept - pixels[..., :3]).max() <= 4


def test_a_picture_stays_opaque_and_small():
    figure, axes = new_figure(9, 4)
    axes.plot(X, Y)
    figure.canvas.draw()
    png = png_bytes(np.asarray(figure.canvas.buffer_rgba()))
    assert (decoded(png)[0, 0] == 255).all()  # white, whatever the page's theme
    assert b"tRNS" not in png
    assert len(png) < 30_000


# Style


def test_the_style_holds_for_a_new_figure_alone():
    before = dict(matplotlib.rcParams)
    with course_style():
        assert not matplotlib.rcParams["axes.spines.top"]
    figure, (first, _) = new_figure(4, 3, columns=2)
    assert not first.spines["top"].get_visible()
    assert figure.canvas.get_width_height() == (400, 300)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.slow
def test_figures_stay_out_of_pyplot():
    code = "import sys, backprop_helpers.figures; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "matplotlib.figure" in run.stdout, run.stderr
    assert "pyplot" not in run.stdout


# What the artists show


def test_a_surface_marks_its_minimum_and_its_axes(axes):
    draw_surface(axes, lambda w, b: w**2 + b**2, (-1, 2), (-3, 1), (0, 0))
    assert (axes.get_xlim(), axes.get_ylim()) == ((-1, 2), (-3, 1))
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("w", "b")
    *_, star = axes.lines
    assert (star.get_marker(), star.get_xydata().tolist()) == ("*", [[0, 0]])


def test_a_cost_that_is_a_whole_number_at_the_corner_is_drawn_as_smoothly(axes):
    def cost(w, b):
        return 0 if (w, b) == (-1, -3) else w**2 + b**2

    draw_surface(axes, cost, (-1, 2), (-3, 1), (0, 0))
    whole = [len(path) for path in axes.collections[0].get_paths()]
    _, other = new_figure(4, 3)
    draw_surface(other, lambda w, b: w**2 + b**2, (-1, 2), (-3, 1), (0, 0))
    smooth = [len(path) for path in other.collections[0].get_paths()]
    np.testing.assert_allclose(whole, smooth, rtol=0.2, atol=20)


def test_a_moving_path_marks_start_and_end(axes):
    points = np.array([[0.0, 1.0], [0.5, 0.5], [0.75, 0.25]])
    draw_moving_path(axes, lambda r: r)
    lines = followed(axes.figure, points)
    for line, mark, places in zip(lines, ".so", (None, [0], [-1]), strict=True):
        assert (line.get_marker(), line.get_markevery()) == (mark, places)
        np.testing.assert_array_equal(line.get_xydata(), points)


def test_a_moving_curve_keeps_costs_on_the_page(axes):
    draw_costs(axes, 10, 0.01, 100, lambda r: r, least=0.2)
    (line,) = followed(axes.figure, [4.0, 1e9, 0.0])
    np.testing.assert_array_equal(line.get_xydata(), [[0, 4], [1, 100], [2, 0.01]])
    assert (line.get_marker(), line.get_markevery()) == ("o", [-1])
    assert "least cost" in texts_of(axes.texts)
    _, axes = new_figure(4, 3)
    draw_costs(axes, 10, 0.01, 100, lambda r: r, at=lambda r: [0, 0.5])
    (line,) = followed(axes.figure, [4.0, 2.0])
    np.testing.assert_array_equal(line.get_xydata(), [[0, 4], [0.5, 2]])


def test_a_curve_that_leaves_ends_in_an_arrow_and_does_not_run_along_the_edge(axes):
    draw_costs(axes, 10, 0.01, 100, lambda r: r)
    (line,) = followed(axes.figure, [4.0, 1e9, 50.0, 200.0, 1e9, 1e9])
    expected = [[0, 4], [1, 100], [2, 50], [3, 100]]
    np.testing.assert_array_equal(line.get_xydata(), expected)
    assert line.get_marker() == "^"
    assert not line.get_clip_on()  # all of it is seen
    followed(axes.figure, [4.0, 50.0, np.inf, np.nan])
    np.testing.assert_array_equal(line.get_xydata()[-1], [2, 100])
    assert line.get_marker() == "^"
