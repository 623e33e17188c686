"""The panels of notebook 11 show the numbers of the maths."""

import numpy as np
import pytest

from backprop_helpers.pages.convolutions.example import one_hot_words, words_of
from backprop_helpers.pages.convolutions.figures import draw_kernels
from backprop_helpers.pages.convolutions.panels.maps import (
    KERNELS,
    kernel_on_an_image,
    reactions,
)
from backprop_helpers.pages.convolutions.panels.sliding import (
    DELTA,
    KERNEL,
    VIEWS,
    X,
    walk_the_kernel,
)
from tests.pages.convolutions.trained_readers import (
    KNOWN,
    LINES,
    one_of_each_digit,
    text_reader,
)
from tests.panels.pictures import moved, texts_of

# A kernel on a row


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_the_outputs_stand_under_what_they_use(stride, padding):
    kernel = moved(walk_the_kernel(), stride=stride, padding=padding)
    padded = np.pad(X, padding)
    z = np.correlate(padded, KERNEL)[::stride]
    assert texts_of(kernel.results) == [f"{v:.3g}".replace("-", "−") for v in z]
    starts = np.arange(len(z)) * stride - padding
    np.testing.assert_array_equal(kernel.below.get_xdata(), starts + 1)
    assert len(kernel.zeros.get_xdata()) == 2 * padding
    ends = {(line[0, 0], line[1, 0]) for line in kernel.lines.get_segments()}
    assert ends == {(start + k, start + 1) for start in starts for k in range(3)}


def test_one_output_is_lit_by_its_three_inputs():
    panel = walk_the_kernel()
    kernel = moved(panel, place=2)
    assert len(kernel.lit.get_segments()) == 3
    assert sorted(kernel.frames.get_xdata()) == [1, 2, 2, 3]
    assert panel.sentence.endswith("z₂ = 1 · 3 + 2 · 2 + (−1) · 0 = 7.")


def test_one_input_collects_the_blame_of_the_page():
    panel = walk_the_kernel()
    expected = np.convolve(DELTA[:3], KERNEL)
    for place, value in enumerate(expected, start=1):
        kernel = moved(panel, view=VIEWS[1], place=place)
        assert panel.result["of_x"][place - 1] == value
        assert texts_of(kernel.over) == [f"blame {value:g}".replace("-", "−")]
    assert "∂C/∂x₅ = 2 · (−1) = −2." in panel.sentence


def test_one_weight_adds_over_its_places():
    panel = walk_the_kernel()
    kernel = moved(panel, view=VIEWS[2], place=1)
    assert panel.sentence.endswith("∂C/∂w₁ = 1 · 1 + (−1) · 3 + 2 · 2 = 2.")
    assert len(kernel.lit.get_segments()) == 3
    # There are three weights: after the last comes the first.
    panel.set(place=8)
    assert "∂C/∂w₂" in panel.sentence


def test_an_input_that_no_output_uses_is_said():
    panel = walk_the_kernel()
    kernel = moved(panel, view=VIEWS[1], place=4, stride=3)
    assert panel.sentence == "1 output. No output uses x₄: ∂C/∂x₄ = 0."
    assert len(kernel.lit.get_segments()) == 0


def test_the_picked_weight_has_darker_lines():
    kernel = moved(walk_the_kernel(), weight="w3")
    ends = {(line[0, 0], line[1, 0]) for line in kernel.dark.get_segments()}
    assert ends == {(2, 1), (3, 2), (4, 3)}


# A kernel on an image


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 2), (2, 1), (3, 0)])
def test_the_map_is_a_cross_correlation(stride, padding):
    panel = kernel_on_an_image(one_of_each_digit())
    rng = np.random.default_rng(0)
    w = rng.uniform(-2, 2, size=(3, 3))
    values = {f"w{r + 1}{c + 1}": float(w[r, c]) for r, c in np.ndindex(3, 3)}
    artists = moved(panel, digit=8, stride=stride, padding=padding, **values)
    padded = np.pad(one_of_each_digit()[8], padding)
    side = (len(padded) - 3) // stride + 1
    expected = np.array(
        [
            [
                np.sum(w * padded[r : r + 3, c : c + 3])
                for c in range(0, side * stride, stride)
            ]
            for r in range(0, side * stride, stride)
        ]
    )
    np.testing.assert_allclose(panel.result["z"], expected, atol=1e-12)
    shown = artists.map.get_array()
    np.testing.assert_allclose(shown, expected / np.abs(expected).max(), atol=1e-12)
    assert f"a map of {side} × {side}" in panel.sentence


def test_the_frame_sits_where_the_number_comes_from():
    panel = kernel_on_an_image(one_of_each_digit())
    artists = moved(panel, stride=2, padding=2, place=8)  # a map of 5 × 5
    assert "row 2, column 3" in panel.sentence
    assert artists.window.get_xy() == (2 * 2 - 2 - 0.5, 1 * 2 - 2 - 0.5)
    panel.set(place=25)
    assert "In row 5, column 5" in panel.sentence
    panel.set(place=26)
    assert "After 25 places the kernel begins again: in row 1, column 1" in (
        panel.sentence
    )


def test_presets_do_what_their_names_say():
    panel = kernel_on_an_image(one_of_each_digit())
    buttons = {
        b.label: b.set for c in panel.controls for b in getattr(c, "buttons", ())
    }
    panel.set(**buttons["upright edges"], digit=5)
    z = panel.result["z"]
    assert z[0, 0] > 1  # ink begins
    assert z[0, -1] < 0  # and ends
    panel.set(**buttons["blur"])
    assert sum(np.ravel(KERNELS["blur"])) == pytest.approx(1)
    assert (
        sum(np.ravel(KERNELS["outline"])) == 0
    )  # where all are equal, nothing is left
    panel.set(**{name: 0.0 for name in buttons["blur"]})
    assert "is 0 everywhere. So is the kernel." in panel.sentence
    assert not panel.picture.artists.map.get_array().any() or moved(panel)


def test_each_kernel_is_a_picture_with_its_own_scale():
    w = np.zeros((3, 2, 4))
    w[0, 1, 3], w[0, 0, 2], w[0, 0, 0] = 2.0, -1.0, 0.1
    w[1, 0, 1] = -0.01  # small, but the largest of its kernel; the third is 0
    pictures = draw_kernels(w, columns=2).axes
    assert [axes.get_title() for axes in pictures] == ["1", "2", "3"]
    for axes, kernel in zip(pictures, w, strict=True):
        (image,) = axes.images
        np.testing.assert_array_equal(image.get_array(), kernel)
    assert [axes.images[0].get_clim()[1] for axes in pictures] == [2.0, 0.01, 1.0]
    signs = [[line.get_xydata().tolist() for line in axes.lines] for axes in pictures]
    assert signs == [[[[3, 1]], [[2, 0]]], [[], [[1, 0]]], [[], []]]


# Kernels on words


def test_reactions_are_those_of_the_network():
    panel, network = reactions(text_reader(), LINES, KNOWN), text_reader()
    for line in LINES[::9]:
        table = moved(panel, line=line, kernel=3)
        _, a, _ = network.forward(one_hot_words([line], KNOWN, 8))
        winners = [(a[2][j, :, 0].argmax(), j) for j in range(8) if a[2][j].any()]
        assert table.winners.get_xydata().tolist() == [
            list(map(float, w)) for w in winners
        ]
        liked = a[4][1, 0]
        assert panel.result["liked"] == pytest.approx(liked, rel=1e-12)
        side = "liked" if liked > 0.5 else "disliked"
        assert panel.sentence.startswith(f"The network says {side}, ")
        shown = [word.strip("()") for word in texts_of(table.words)]
        assert shown == words_of(line)


def test_the_votes_are_those_of_the_last_layer():
    network = text_reader()
    panel = reactions(network, LINES, KNOWN)
    (axes,) = panel.picture.figure.axes
    for j, label in enumerate(axes.get_yticklabels()):
        vote = network.w[4][1, j] - network.w[4][0, j]
        side = "liked" if vote > 0 else "disliked"
        assert label.get_text() == f"{j + 1}: {side} {abs(vote):.1f}"
        if not any(loud(panel, line, j) for line in LINES):
            continue  # the panel stays at the first line that moves this kernel
        most = panel.result["a"][j].max()
        assert f"{most:.2f} · {abs(vote):.1f} = {most * abs(vote):.1f} for {side}." in (
            panel.sentence
        )


def loud(panel, line, kernel):
    panel.set(line=line, kernel=kernel + 1)
    return panel.result["winners"][kernel] >= 0


def test_a_silent_kernel_is_said():
    network = text_reader().copy()
    network.w[2][4] = 0.0
    network.b[2][4] = -1.0
    panel = reactions(network, LINES, KNOWN)
    table = moved(panel, kernel=5)
    assert "Kernel 5 is silent" in panel.sentence
    assert 4 not in table.winners.get_ydata()
    assert table.window.get_linestyle() == "--"


def test_a_network_that_never_reacts_has_a_picture():
    network = text_reader().copy()
    network.w[2][:] = 0.0
    network.b[2][:] = -1.0
    panel = reactions(network, LINES, KNOWN)
    assert not moved(panel, kernel=8).table.get_array().any()
    assert "silent" in panel.sentence
