"""Over-fitting and what helps: what it learns from, what is seen, what is said."""

from functools import cache

import numpy as np
import pytest

from backprop_helpers.datasets.shipped import load_digits
from backprop_helpers.pages.regularization import example, figures, panels
from backprop_helpers.pages.regularization.example import few, parts
from tests.panels.course_panels import said
from tests.panels.pictures import followed, following, numbers_of, texts_of

POOL = parts()[0]


def seeded(seed):
    return np.random.default_rng(seed)


@cache
def fit(kind, lambda_, n=200, share=0.2, seed=0):
    """Return a Fit, as the page makes it."""
    digits = few(POOL, n, share, seeded(seed))
    return example.fit(digits, kind, lambda_, seeded(seed))


def fits(kind, lambda_, share=0.2):
    return [fit(kind, lambda_, share=share, seed=seed) for seed in range(5)]


def mean_accuracy(part, *settings):
    """Return the mean over five Fits, at the end; part 0 is training, 2 is test."""
    return np.mean([each.accuracies[-1, part] for each in fits(*settings)])


# The data


def test_the_parts_share_no_image():
    assert [len(part.labels) for part in parts()] == [1000, 287, 510]
    together = np.concatenate([part.images for part in parts()])
    np.testing.assert_array_equal(together, load_digits().shuffled().images)


@pytest.mark.parametrize(("n", "share"), [(200, 0.2), (50, 0), (1000, 0.4), (20, 0.37)])
def test_a_share_of_the_labels_is_wrong(n, share):
    digits = few(POOL, n, share, seeded(7))
    rows = seeded(7).permutation(1000)[:n]
    np.testing.assert_array_equal(digits.images, POOL.images[rows])
    assert np.sum(digits.labels != POOL.labels[rows]) == int(share * n + 1e-9)
    assert set(digits.labels) <= set(range(10))


def test_fewer_digits_are_the_first_of_more():
    one, two = (few(POOL, n, 0.2, seeded(1)) for n in (60, 200))
    np.testing.assert_array_equal(one.images, two.images[:60])
    np.testing.assert_array_equal(one.labels, two.labels[:60])


@pytest.mark.parametrize(("n", "share"), [(0, 0.1), (1001, 0.1), (10, -0.1), (10, 1.1)])
def test_what_cannot_be_drawn_is_refused(n, share):
    with pytest.raises(ValueError, match="1000 digits"):
        few(POOL, n, share, seeded(0))


# What the page says


def test_without_penalty_it_learns_wrong_labels_by_heart():
    assert mean_accuracy(0, "none", 0) > 0.95
    assert mean_accuracy(2, "none", 0) < 0.78
    for each in fits("none", 0):
        assert each.costs[-1, 2] > 1.2 * each.costs[:, 2].min()
        assert each.costs[-1, 0] < 0.5 * each.costs[each.costs[:, 2].argmin(), 0]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "lambda_"), [("L2", 5), ("L1", 1)])
def test_a_penalty_helps_on_new_images(kind, lambda_):
    assert 0.7 < mean_accuracy(0, kind, lambda_) < 0.85
    assert mean_accuracy(2, kind, lambda_) > mean_accuracy(2, "none", 0) + 0.05


@pytest.mark.slow
def test_with_right_labels_a_penalty_changes_little():
    without = mean_accuracy(2, "none", 0, 0)
    assert abs(mean_accuracy(2, "L2", 0.5, 0) - without) < 0.02


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "lambda_"), [("L2", 100), ("L1", 10)])
def test_too_much_is_one_answer_for_all(kind, lambda_):
    for each in fits(kind, lambda_):
        assert each.same
        assert not each.diverged
        assert each.accuracies[-1, 2] < 0.2
        assert each.near_zero > 0.99
    assert not any(each.same for each in fits("L2", 5))


@pytest.mark.parametrize("lambda_", [1601, 3000, 1e9])
def test_l2_beyond_two_diverges(lambda_):
    far = fit("L2", lambda_)
    assert far.diverged
    assert not far.same
    assert np.isfinite(far.costs).all()
    assert not fit("L2", 1500).diverged


@pytest.mark.parametrize("n", [20, 200, 1000, 1280])
def test_about_as_many_steps_for_any_number(n):
    steps = example.epochs_for(n) * -(-n // example.BATCH)
    assert steps == pytest.approx(example.STEPS, rel=0.05)


@pytest.mark.parametrize("n", [20, 200])
def test_a_fit_looks_about_25_times_and_at_the_end(n):
    one = fit("none", 0, n)
    assert len(one.at) == len(one.costs) == len(one.accuracies) <= 27
    assert (one.at[0], one.at[-1]) == (0, example.epochs_for(n))
    assert (np.diff(one.at) > 0).all()


@pytest.mark.slow
def test_more_data_delays_over_fitting_and_does_not_cure_it():
    """1280 digits, read as often as the 200: wrong labels are learnt, and it costs."""
    digits = few(load_digits().shuffled().training, 1280, 0.2, seeded(0))
    more = example.fit(digits, "none", 0, seeded(0), epochs=100).accuracies
    assert more[-1, 0] > 0.83
    assert more[-1, 2] < more[:, 2].max() - 0.06
    assert more[-1, 2] > mean_accuracy(2, "none", 0) + 0.05


# The pictures


def test_the_lowest_is_marked(axes):
    figures.mark_lowest(axes, np.array([1, 5, 9]), np.array([0.5, 0.2, 0.4]), "test")
    assert texts_of(axes.texts) == ["lowest: epoch 5"]
    np.testing.assert_array_equal(axes.lines[-1].get_xydata(), [[5, 0.2]])


def test_means_are_drawn_against_lambda(axes):
    rows = {"test": np.array([[0.5, 0.7], [0.8, 0.8]]), "L2": np.array([[0.1], [0.2]])}
    figures.draw_against(axes, (1, 10), rows, "λ", chosen=10)
    test, l2, chosen = axes.lines
    np.testing.assert_allclose(test.get_xydata(), [[1, 0.6], [10, 0.8]])
    np.testing.assert_allclose(l2.get_ydata(), [0.1, 0.2])
    assert chosen.get_xdata() == [10, 10]


def test_runs_end_at_the_edge(axes):
    figures.prepare_costs(axes, "step", 10)
    figures.draw_moving_runs(axes, ("training", "validation"), lambda r: r)
    values = np.array([[1.0, 50.0], [1e-9, 0.3]])
    training, validation = followed(axes.figure, (np.array([0, 1]), values))
    np.testing.assert_allclose(numbers_of(training), [[0, 1.0], [1, 1e-3]])
    np.testing.assert_allclose(numbers_of(validation), [[0, 5.0], [1, 0.3]])


def test_the_histogram_counts_every_weight(axes):
    figures.draw_histogram(axes, np.zeros(3), lambda r: r, 1.0, 100, columns=5)
    now, word = followed(axes.figure, (np.array([-7.0, 0.0, 0.1, 0.9, 3.0]), "word"))
    start = axes.patches[1]
    np.testing.assert_allclose(now.get_data().values, [1, 0.5, 2, 0.5, 2])
    np.testing.assert_allclose(start.get_data().values, [0.5, 0.5, 3, 0.5, 0.5])
    assert word.get_text() == "word"


def test_the_panel_shows_the_fit_that_it_names():
    panel = panels.keep_weights_small()
    *curves, now, _ = following(panel, kind="L2", lambda_=5.0, batches=10)
    shown, again = panel.result["run"], fit("L2", 5)
    assert shown.weights.dtype == np.float32  # the page computes with float64
    np.testing.assert_allclose(shown.costs, again.costs[:, :2], rtol=1e-2)
    columns = (*shown.costs.T, *shown.accuracies.T)
    for curve, column in zip(curves, columns, strict=True):
        np.testing.assert_array_equal(curve.get_ydata(), column)
        assert curve.get_xdata()[-1] == example.STEPS
    counts = now.get_data().values
    assert counts[counts > 0.5].sum() == 7400
    assert "L2 with λ = 5, 200 digits, 20% of the labels wrong." in panel.sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "L2 with λ = 0.01, 200 digits"),
        ({"kind": "none"}, "No penalty, 200 digits"),
        ({"kind": "none"}, " 4% of the weights are within 0.01 of 0"),
        ({"share": 0, "batches": 1}, "20 digits, no label wrong"),
        ({"kind": "L2", "lambda_": 100.0}, "every image gets the same answer"),
        ({"kind": "L1", "lambda_": 3000.0}, "every image gets the same answer"),
        ({"kind": "L2", "lambda_": 3000.0}, "Diverged: ηλ/n = 3.75 is above 2"),
        ({"kind": "L1", "lambda_": 1.0}, "94% of the weights are within 0.01 of 0"),
    ],
)
def test_the_states_of_a_network_are_said(values, words):
    assert words in said(panels.keep_weights_small(), **values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"eta": 0.1}, "L1 pushes w by 0.01 towards 0: exactly 0 from step 80 on."),
        ({"eta": 0.1, "pull": 0.05}, "holds it there, within one pull (0.005)"),
        ({"eta": 0.1, "pull": 0.15}, "but the data pull harder: 2.3 after"),
        ({"eta": 0.1, "pull": 0.3}, "off the picture"),
        ({"eta": 1.0, "lambda_": 500.0}, "by −1.5 at each step and diverges"),
        ({"eta": 1.0, "lambda_": 300.0}, "jumps from side to side"),
        ({}, "L2 multiplies w by 0.998 at each step: 0.439 after 300 steps"),
        ({"eta": 0.1, "lambda_": 0.1}, "ηλ/n = 0.00005. L2 multiplies w by 0.99995 "),
    ],
)
def test_the_states_of_one_weight_are_said(values, words):
    assert words in said(panels.one_weight_shrinks(), **values)


def test_one_weight_is_drawn_under_three_rules():
    panel = panels.one_weight_shrinks()
    artists = following(panel, eta=0.1, pull=0.05)
    lines, ends = artists[::2], artists[1::2]
    for line, path in zip(lines, panel.result["paths"], strict=True):
        np.testing.assert_array_equal(line.get_ydata(), path)
    following(panel, eta=1.0, lambda_=500.0)
    assert ends[1].get_ydata()[0] in (-1.5, 2.5)  # at the edge
