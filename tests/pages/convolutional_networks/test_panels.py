"""The panels and figures of this page show the numbers of the maths."""

from functools import cache

import numpy as np
import pytest

from backprop_helpers.nets.convolutional_network import accuracy, train
from backprop_helpers.pages.convolutional_networks.example import (
    one_hot_words,
    word_stack,
    words_of,
)
from backprop_helpers.pages.convolutional_networks.figures import (
    draw_channels,
    draw_kernels,
)
from backprop_helpers.pages.convolutional_networks.panels.stack_on_a_row import INPUTS
from backprop_helpers.pages.convolutional_networks.panels.words_on_a_map import (
    FARTHEST,
    GROUPS,
    STOPPED,
    USED,
)
from tests.figures.colours_seen import complaints
from tests.pages.convolutional_networks.panels import (
    KNOWN,
    LENGTH,
    LINES,
    PANELS,
    PARTS,
    TWIN,
    text_reader,
)
from tests.panels.course_panels import from_start, said
from tests.panels.pictures import following, texts_of

made = cache(lambda name: PANELS[name]())

# Figures


def test_each_kernel_is_a_picture_with_its_own_scale():
    w = np.zeros((3, 2, 4))
    w[0, 1, 3], w[0, 0, 2], w[0, 0, 0] = 2.0, -1.0, 0.1
    w[1, 0, 1] = -0.01  # small, but the largest of its kernel; the third is 0
    figure = draw_kernels(w, columns=2)
    pictures = figure.axes
    assert [axes.get_title() for axes in pictures] == ["1", "2", "3"]
    images = [axes.images[0] for axes in pictures]
    np.testing.assert_array_equal([image.get_array() for image in images], w)
    assert [image.get_clim()[1] for image in images] == [2.0, 0.01, 1.0]
    signs = [[line.get_xydata().tolist() for line in axes.lines] for axes in pictures]
    assert signs == [[[[3, 1]], [[2, 0]]], [[], [[1, 0]]], [[], []]]
    assert [*complaints(figure)] == []


def test_channels_stand_above_and_each_kernel_has_a_row():
    rng = np.random.default_rng(0)
    x, w, z = (rng.normal(size=s) for s in ((2, 5, 5), (3, 2, 2, 2), (3, 4, 4)))
    pictures = [axes for axes in draw_channels(x, w, z).axes if axes.images]
    shown = [axes.images[0].get_array() for axes in pictures]
    expected = [*x, w[0, 0], w[0, 1], z[0], w[1, 0], w[1, 1], z[1], *w[2], z[2]]
    assert len(shown) == len(expected)
    for one, other in zip(shown, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    assert pictures[4].get_title() == "z, channel 1"


# What a stack sees


@pytest.mark.parametrize(
    ("sizes", "strides"),
    [((3, 3), (1, 1)), ((5, 2), (2, 3)), ((1, 4), (3, 1)), ((4, 5), (3, 2))],
)
def test_what_it_sees_is_what_moves_it(sizes, strides):
    panel = made("what_it_sees")
    values = {"size2": sizes[0], "size3": sizes[1]}
    from_start(panel, **values, stride2=strides[0], stride3=strides[1], place=2)
    r = panel.result
    # The answer of one output changes where an input that it sees changes.
    at = np.eye(INPUTS)
    for size, stride in zip(sizes, strides, strict=True):
        places = range(0, len(at) - size + 1, stride)
        at = np.array([at[p : p + size].sum(axis=0) for p in places])
    moved = np.flatnonzero(at[r["chosen"] - 1]) + 1
    assert (len(moved), moved.min(), moved.max()) == (r["inputs"], *r["seen"])
    assert r["count"] == len(at)


def test_the_seven_of_the_page():
    assert "5 inputs, from 4 to 8" in said(
        made("what_it_sees"), place=4, size2=3, size3=3, stride2=1, stride3=1
    )
    lit = made("what_it_sees")
    assert "7 inputs, from" in said(lit, stride2=2)
    assert "with gaps between" in said(lit, size2=1)
    plain, bright, nodes, seen = following(lit)
    assert len(seen.get_xdata()) == 1 + 3 + 3
    assert len(bright.get_segments()) == 3 + 3
    assert len(plain.get_segments()) > 0
    assert len(nodes.get_xdata()) == sum(
        len(row) for row in (range(21), range(11), range(9))
    )


# A map of words


def test_the_words_are_the_weights_of_layer_2():
    rng = np.random.default_rng(2)
    network = word_stack(KNOWN, LENGTH, rng)
    x, liked = PARTS[0]
    y = np.stack([1 - liked, liked]).astype(float)
    for _ in range(4):
        train(network, x, y, 0.5, 10, 1, rng)
    panel = made("words_on_a_map")
    dots, good, *_ = from_start(panel, start=2, epoch=4)
    np.testing.assert_allclose(panel.result["places"], network.w[2][:, :, 0])
    words = [KNOWN.index(word) for word in ("good", "great", "fun", "nice")]
    np.testing.assert_allclose(good.get_xydata().T, network.w[2][:, words, 0])
    assert len(dots.get_xdata()) == len(KNOWN) - sum(map(len, GROUPS))
    right = [accuracy(network, *part) for part in PARTS]
    np.testing.assert_allclose(panel.result["right"][:, -1], right)


@pytest.mark.parametrize("start", range(5))
def test_with_blame_it_reads_and_without_it_guesses(start):
    panel = made("words_on_a_map")
    from_start(panel, start=start, epoch=30, blame=USED)
    assert panel.result["right"][1, -1] > 0.95
    assert np.abs(panel.result["places"]).max() < FARTHEST
    before = said(panel, blame=STOPPED, epoch=0)
    places = panel.result["places"]
    assert "where chance put them, for no blame" in said(panel, epoch=30)
    np.testing.assert_array_equal(panel.result["places"], places)
    assert panel.result["right"][1, -1] <= 0.52
    assert before != panel.sentence


@pytest.mark.parametrize("start", [1])
def test_three_groups_stand_apart(start):
    panel = made("words_on_a_map")
    from_start(panel, start=start, epoch=30)
    places = panel.result["places"]
    groups = [
        places[:, [KNOWN.index(w) for w in group if w in KNOWN]] for group in GROUPS
    ]
    centres = np.array([group.mean(axis=1) for group in groups])
    for n, group in enumerate(groups):
        distances = np.linalg.norm(group.T[:, None] - centres, axis=2)
        assert (distances.argmin(axis=1) == n).all()
        assert (
            distances[:, n] < 0.5 * np.delete(distances, n, axis=1).min(axis=1)
        ).all()
        others = sorted(
            {*range(len(KNOWN))}
            - {KNOWN.index(w) for g in GROUPS for w in g if w in KNOWN}
        )
        middle = np.linalg.norm(places[:, others], axis=0)
        assert np.median(middle) < 0.5 * np.linalg.norm(centres[n])


# Kernels on words


def test_reactions_are_those_of_the_network():
    network, panel = text_reader(), made("reactions")
    for line in LINES[::9]:
        _, dots, _, *words = from_start(panel, line=line, kernel=3)
        _, a, _ = network.forward(one_hot_words([line], KNOWN, 8))
        winners = [(a[2][j, :, 0].argmax(), j) for j in range(8)]
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
        panel.set(line=TWIN, kernel=j + 1)
        most = panel.result["a"][j].max()
        product = f"{most:.2f} · {abs(vote):.1f} = {most * abs(vote):.1f}"
        assert f"{number(product)} for {side}." in panel.sentence


def number(text):
    return text.replace("-0.0", "0.0").replace("-", "−")


def test_the_kernels_of_the_page_do_what_it_says():
    panel = made("reactions")
    from_start(panel)
    assert panel.values["line"] == TWIN
    assert panel.sentence.startswith("The network says liked")
    assert "“is not awful”" in panel.sentence
    assert panel.result["a"][2].max() > 0.5
    in_the_twin = said(panel, line="The song is not great but awful", kernel=3)
    assert "is −0." in in_the_twin
    assert "“is not great”" in in_the_twin
    assert panel.sentence.startswith("The network says disliked")
