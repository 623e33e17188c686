"""The panels show the numbers of the maths, and the pencil what is asked for."""

from functools import cache

import numpy as np
import pytest

from backprop_helpers.figures.numbers import number
from backprop_helpers.pages.convolutions.example import DELTA, KERNEL, KERNELS, X, maps
from backprop_helpers.pages.convolutions.panels.kernel_on_a_row import BACK, VIEWS
from backprop_helpers.pages.convolutions.panels.learn_an_edge import (
    STEPS,
    TOO_FAR,
    learn_an_edge,
)
from backprop_helpers.practice import EXERCISES, pencil
from tests.pages.convolutions.panels import DIGITS, PANELS
from tests.panels.course_panels import button_rows, from_start, said
from tests.panels.pictures import following, numbers_of, texts_of

made = cache(lambda name: PANELS[name]())
GRADIENT = EXERCISES["kernel_gradient"]


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
    assert panel.sentence.endswith("z₂ = 3 · 3 + 2 · 4 + (−1) · 6 = 11.")


def test_one_input_collects_the_blame_of_the_page():
    for place, value in enumerate(np.convolve(DELTA[:3], KERNEL), start=1):
        panel, shown = row(view=BACK, place=place)
        assert panel.sentence.endswith(f"= {number(value, 'g')}.")
        assert shown["blame"] == [f"blame {number(value, 'g')}"]
    assert "∂C/∂x₅ = (−3) · (−1) = 3." in panel.sentence


def test_one_weight_adds_over_its_places():
    panel, shown = row(view=[*VIEWS][2], place=1)
    assert panel.sentence.endswith("∂C/∂w₁ = 2 · 1 + 5 · 3 + (−3) · 4 = 5.")
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
    padded = np.pad(DIGITS[8], padding)
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
    z = panel.result["z"]  # at first, those of upright edges, for a 5
    assert z[0, 0] > 1  # ink begins
    assert z[0, -1] < 0  # and ends
    panel.set(**buttons["blur"])
    assert np.sum(KERNELS["blur"]) == pytest.approx(1)
    assert np.sum(KERNELS["outline"]) == 0  # where all are equal, nothing is left
    artists = following(panel, **dict.fromkeys(buttons["blur"], 0.0))
    assert "is 0 everywhere. So is the kernel." in panel.sentence
    assert not artists[-5].get_array().any()


# A kernel that learns


def with_loops(x, delta):
    rows, columns = (n - p + 1 for n, p in zip(x.shape, delta.shape, strict=True))
    found = [[0] * columns for _ in range(rows)]
    for i, j in np.ndindex(delta.shape):
        for k, l in np.ndindex(rows, columns):
            found[k][l] += delta[i, j] * x[i + k, j + l]
    return found


@pytest.mark.parametrize("goal", KERNELS)
def test_the_kernel_becomes_the_hidden_one(goal):
    panel = made("learn_an_edge")
    from_start(panel, goal=goal, steps=STEPS)
    np.testing.assert_allclose(panel.result["kernel"], KERNELS[goal], atol=0.02)
    assert "Learnt." in panel.sentence
    np.testing.assert_allclose(panel.result["now"], panel.result["wanted"], atol=0.1)


def test_the_costs_are_those_of_the_maps():
    panel = made("learn_an_edge")
    from_start(panel, steps=7)
    kernel = panel.result["kernel"]
    misses = maps(kernel, DIGITS) - maps(KERNELS["upright edges"], DIGITS)
    expected = np.mean(np.sum(misses**2, axis=(1, 2)))
    assert panel.result["costs"][-1] == pytest.approx(expected)
    np.testing.assert_array_equal(panel.result["image"], DIGITS[6])


def test_after_a_look_at_each_digit_the_signs_are_right():
    panel = made("learn_an_edge")
    from_start(panel, steps=10)
    kernel = panel.result["kernel"]
    assert (kernel[:, 0] < 0).all()
    assert (kernel[:, 2] > 0).all()


def test_the_limit_of_eta_is_where_the_page_says():
    panel = made("learn_an_edge")
    assert "Learnt." in said(panel, eta=0.0155, steps=STEPS, goal="upright edges")
    assert "the cost has left the page" in said(panel, eta=0.017)
    *_, curve = following(panel, eta=0.03)
    assert curve.get_marker() == "^"
    assert numbers_of(curve)[-1, 1] == TOO_FAR


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (GRADIENT.solution, "Learnt. This is your kernel_gradient at work."),
        (with_loops, "Learnt. This is your kernel_gradient at work."),
        (GRADIENT.variant("mean over the places"), "Not learnt yet. This is your"),
        (GRADIENT.variant("x left out"), "left the page"),
        (GRADIENT.variant("turned round"), "its check does not hold yet"),
        (None, "Learnt. Your kernel_gradient is not filled in yet"),
        (lambda x, delta: ..., "Learnt. Your kernel_gradient is not filled in yet"),
        (lambda x, delta: 1 / 0, "nothing that can be drawn: this is the course's"),
        (lambda x, delta: delta, "nothing that can be drawn: this is the course's"),
    ],
)
def test_the_readers_own_gradient_trains_and_the_sentence_says_so(function, words):
    panel = learn_an_edge(DIGITS, function)
    assert words in panel.sentence


def test_without_x_it_cannot_learn_even_where_it_does_not_run_away():
    """All nine weights move by the same number."""
    panel = learn_an_edge(DIGITS, GRADIENT.variant("x left out"))
    panel.set(eta=0.001, steps=0)
    start = panel.result["kernel"]
    panel.set(steps=STEPS)
    assert "Not learnt yet." in panel.sentence
    assert np.ptp(panel.result["kernel"] - start) < 1e-9


def test_a_mean_is_36_times_as_slow():
    slow = learn_an_edge(DIGITS, GRADIENT.variant("mean over the places"))
    slow.set(eta=0.03, steps=36)
    fast = learn_an_edge(DIGITS)
    fast.set(eta=0.03 / 30, steps=36)  # no slower than a slider goes
    ratio = 36 / 30
    for panel, scale in ((slow, 1), (fast, ratio)):
        start, end = panel.result["costs"][[0, 1]]
        panel.drop = (start - end) * scale
    assert slow.drop == pytest.approx(fast.drop / ratio**2, rel=0.05)


# The pencil


@pytest.mark.parametrize(
    ("sheet", "lines"),
    [
        ("slide", [(1, 2), (2, 2), (3, 2)]),
        ("back_to_the_weights", [(1, 2), (2, 3), (3, 4)]),
        ("back_to_the_inputs", [(1, 2)]),
    ],
)
def test_the_uses_of_the_number_asked_for_are_lit(sheet, lines):
    lit, *_ = following(pencil(sheet))
    middle = [np.mean(line, axis=0)[0] for line in lit.get_segments()]
    np.testing.assert_allclose(middle, [(above + below) / 2 for above, below in lines])


def test_nothing_is_lit_when_all_is_filled():
    panel = pencil("back_to_the_inputs")
    blanks = [*panel.order]
    panel.set(sheet=panel.values["sheet"] | {"shown": blanks})
    lit, *_ = following(panel)
    assert len(lit.get_segments()) == 0
    assert "All 5 blanks are filled" in panel.sentence
