"""The panels show the numbers of the maths."""

from functools import cache

import numpy as np
import pytest

from backprop_helpers.figures.numbers import number
from backprop_helpers.pages.convolutions.example import (
    DELTA,
    KERNEL,
    X,
    one_hot_words,
    words_of,
)
from backprop_helpers.pages.convolutions.figures import draw_kernels
from backprop_helpers.pages.convolutions.panels.kernel_on_a_row import BACK, VIEWS
from backprop_helpers.pages.convolutions.panels.kernel_on_an_image import KERNELS
from backprop_helpers.pages.convolutions.panels.kernels_on_words import reactions
from tests.pages.convolutions.panels import (
    KNOWN,
    LINES,
    PANELS,
    one_of_each_digit,
    text_reader,
)
from tests.panels.course_panels import button_rows, from_start, said
from tests.panels.pictures import following, texts_of

made = cache(lambda name: PANELS[name]())


# A kernel on a row


def row(**values):
    """Return the panel with these values, and its artists by what they show."""
    panel = made("walk_the_kernel")
    artists = from_start(panel, **values)
    _, lines, dark, lit, zeros, _, outputs, frames, blame, *words = artists
    results = words[len(X) + 4 : len(X) + 4 + 2 * len(DELTA)]  # z or δ, after x
    return panel, {
        "lines": ends(lines), "dark": ends(dark), "lit": ends(lit), "zeros": zeros,
        "outputs": outputs, "frames": frames, "blame": texts_of([blame]),
        "results": texts_of(results),
    }  # fmt: skip


def ends(lines):
    """Return from where to where lines lead, above and below."""
    return [(line[0, 0], line[1, 0]) for line in lines.get_segments()]


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_the_outputs_stand_under_what_they_use(stride, padding):
    _, shown = row(stride=stride, padding=padding)
    z = np.correlate(np.pad(X, padding), KERNEL)[::stride]
    assert shown["results"] == [number(v, ".3g") for v in z]
    starts = np.arange(len(z)) * stride - padding
    np.testing.assert_array_equal(shown["outputs"].get_xdata(), starts + 1)
    assert len(shown["zeros"].get_xdata()) == 2 * padding
    uses = {(start + k, start + 1) for start in starts for k in range(3)}
    assert set(shown["lines"]) == uses


def test_one_output_is_lit_by_its_three_inputs():
    panel, shown = row(place=2)
    assert shown["lit"] == [(1, 2), (2, 2), (3, 2)]
    assert sorted(shown["frames"].get_xdata()) == [1, 2, 2, 3]
    assert panel.sentence.endswith("z₂ = 1 · 3 + 2 · 2 + (−1) · 0 = 7.")


def test_one_input_collects_the_blame_of_the_page():
    for place, value in enumerate(np.convolve(DELTA[:3], KERNEL), start=1):
        panel, shown = row(view=BACK, place=place)
        assert panel.sentence.endswith(f"= {number(value, 'g')}.")
        assert shown["blame"] == [f"blame {number(value, 'g')}"]
    assert "∂C/∂x₅ = 2 · (−1) = −2." in panel.sentence


def test_one_weight_adds_over_its_places():
    panel, shown = row(view=[*VIEWS][2], place=1)
    assert panel.sentence.endswith("∂C/∂w₁ = 1 · 1 + (−1) · 3 + 2 · 2 = 2.")
    assert len(shown["lit"]) == 3
    # There are three weights: after the last comes the first.
    assert "∂C/∂w₂" in said(panel, place=8)


def test_an_input_that_no_output_uses_is_said():
    panel, shown = row(view=BACK, place=4, stride=3)
    assert panel.sentence == "1 output. No output uses x₄: ∂C/∂x₄ = 0."
    assert shown["lit"] == []


def test_the_picked_weight_has_darker_lines():
    assert row(weight="w3")[1]["dark"] == [(2, 1), (3, 2), (4, 3)]


# A kernel on an image


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 2), (2, 1), (3, 0)])
def test_the_map_is_a_cross_correlation(stride, padding):
    w = np.random.default_rng(0).uniform(-2, 2, size=(3, 3))
    values = {f"w{r + 1}{c + 1}": float(w[r, c]) for r, c in np.ndindex(3, 3)}
    values |= {"digit": 8, "stride": stride, "padding": padding}
    panel = made("kernel_on_an_image")
    artists = from_start(panel, **values)
    padded = np.pad(one_of_each_digit()[8], padding)
    starts = range(0, len(padded) - 2, stride)
    expected = np.array(
        [[np.sum(w * padded[r : r + 3, c : c + 3]) for c in starts] for r in starts]
    )
    np.testing.assert_allclose(panel.result["z"], expected, atol=1e-12)
    shown = artists[-5].get_array()  # before two frames and two signs
    np.testing.assert_allclose(shown, expected / np.abs(expected).max(), atol=1e-12)
    assert f"a map of {len(starts)} × {len(starts)}" in panel.sentence


def test_the_frame_sits_where_the_number_comes_from():
    # A map of 5 × 5.
    panel = made("kernel_on_an_image")
    _, _, _, window, *_ = from_start(panel, stride=2, padding=2, place=8)
    assert "row 2, column 3" in panel.sentence
    assert window.get_xy() == (2 * 2 - 2 - 0.5, 1 * 2 - 2 - 0.5)
    assert "In row 5, column 5" in said(panel, place=25)
    again = "After 25 places the kernel begins again: in row 1, c"
    assert again in said(panel, place=26)


def test_presets_do_what_their_names_say():
    panel = made("kernel_on_an_image")
    from_start(panel)
    buttons = {button.label: button.set for button in button_rows(panel)}
    panel.set(**buttons["upright edges"], digit=5)
    z = panel.result["z"]
    assert z[0, 0] > 1  # ink begins
    assert z[0, -1] < 0  # and ends
    panel.set(**buttons["blur"])
    assert np.sum(KERNELS["blur"]) == pytest.approx(1)
    assert np.sum(KERNELS["outline"]) == 0  # where all are equal, nothing is left
    artists = following(panel, **dict.fromkeys(buttons["blur"], 0.0))
    assert "is 0 everywhere. So is the kernel." in panel.sentence
    assert not artists[-5].get_array().any()


def test_each_kernel_is_a_picture_with_its_own_scale():
    w = np.zeros((3, 2, 4))
    w[0, 1, 3], w[0, 0, 2], w[0, 0, 0] = 2.0, -1.0, 0.1
    w[1, 0, 1] = -0.01  # small, but the largest of its kernel; the third is 0
    pictures = draw_kernels(w, columns=2).axes
    assert [axes.get_title() for axes in pictures] == ["1", "2", "3"]
    images = [axes.images[0] for axes in pictures]
    np.testing.assert_array_equal([image.get_array() for image in images], w)
    assert [image.get_clim()[1] for image in images] == [2.0, 0.01, 1.0]
    signs = [[line.get_xydata().tolist() for line in axes.lines] for axes in pictures]
    assert signs == [[[[3, 1]], [[2, 0]]], [[], [[1, 0]]], [[], []]]


# Kernels on words


def test_reactions_are_those_of_the_network():
    network, panel = text_reader(), made("reactions")
    for line in LINES[::9]:
        _, dots, _, *words = from_start(panel, line=line, kernel=3)
        _, a, _ = network.forward(one_hot_words([line], KNOWN, 8))
        winners = [(a[2][j, :, 0].argmax(), j) for j in range(8) if a[2][j].any()]
        np.testing.assert_array_equal(dots.get_xydata(), winners)
        liked = a[4][1, 0]
        assert panel.result["liked"] == pytest.approx(liked, rel=1e-12)
        side = "liked" if liked > 0.5 else "disliked"
        assert panel.sentence.startswith(f"The network says {side}, ")
        assert [word.strip("()") for word in texts_of(words)] == words_of(line)


def test_the_votes_are_those_of_the_last_layer():
    network, panel = text_reader(), made("reactions")
    from_start(panel)
    (axes,) = panel.picture.figure.axes
    for j, label in enumerate(axes.get_yticklabels()):
        vote = network.w[4][1, j] - network.w[4][0, j]
        side = "liked" if vote > 0 else "disliked"
        assert label.get_text() == f"{j + 1}: {side} {abs(vote):.1f}"
        for line in LINES:
            panel.set(line=line, kernel=j + 1)
            if not panel.result["silent"]:
                most = panel.result["a"][j].max()
                product = f"{most:.2f} · {abs(vote):.1f} = {most * abs(vote):.1f}"
                assert f"{product} for {side}." in panel.sentence
                break


@pytest.mark.parametrize("silenced", [4, slice(None)], ids=["one", "all"])
def test_a_silent_kernel_is_said(silenced):
    network = text_reader().copy()
    network.w[2][silenced], network.b[2][silenced] = 0.0, -1.0
    panel = reactions(network, LINES, KNOWN)
    table, dots, window, *_ = following(panel, kernel=5)
    assert "Kernel 5 is silent" in panel.sentence
    assert not table.get_array()[4].any()
    assert 4 not in dots.get_ydata()
    assert window.get_linestyle() == "--"
