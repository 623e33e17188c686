"""Over-fitting and what helps: what it learns from, what is seen, what is said."""

from functools import cache

import numpy as np
import pytest

from backprop_helpers.datasets.shipped import Digits, load_digits
from backprop_helpers.nets.training import accuracy, outputs
from backprop_helpers.pages.handwritten_digits.example import moved
from backprop_helpers.pages.regularization import example, figures, panels
from backprop_helpers.pages.regularization.example import LOOKS, draw, fit, parts
from tests.panels.course_panels import from_start, said
from tests.panels.pictures import following
from tests.rules.package_source import REPOSITORY, page_cells

NOTEBOOK = REPOSITORY / "notebooks/12_regularization.ipynb"
POOL, HELD_OUT, TEST = parts()
SEEDS = range(5)


def says(*sentences):
    """Tell whether these words stand on the page, however its lines are broken."""
    prose = " ".join(" ".join(page_cells(NOTEBOOK, "markdown")).split())
    return all(words in prose for words in sentences)


@cache
def fits(method, value, share=0.2):
    """Return five Fits, which look at training and held-out digits."""
    drawn = [draw(200, seed, share)[0] for seed in SEEDS]
    pairs = zip(SEEDS, drawn, strict=True)
    return [fit(d, method, value, seed, (d, HELD_OUT)) for seed, d in pairs]


def mean_accuracy(*settings):
    """Return the means over five Fits at the end: training and held out."""
    return np.mean([each.accuracies[-1] for each in fits(*settings)], axis=0)


# The data


def test_the_parts_share_no_image():
    assert [len(part.labels) for part in parts()] == [1000, 287, 510]
    assert says("a pool of 1000", "287 that are now **held out**", "510 of page 09")
    held_out = load_digits().shuffled().test
    np.testing.assert_array_equal(TEST.images, held_out.images)
    together = np.concatenate([part.images for part in parts()])
    np.testing.assert_array_equal(together, load_digits().shuffled().images)


@pytest.mark.parametrize(("n", "share"), [(200, 0.2), (50, 0), (950, 0.4), (20, 0.37)])
def test_a_share_of_the_labels_is_wrong_in_both_parts(n, share):
    training, validation = draw(n, 7, share)
    rows = np.random.default_rng(7).permutation(1000)[: 50 + n]
    for part, chosen in ((training, rows[50:]), (validation, rows[:50])):
        np.testing.assert_array_equal(part.images, POOL.images[chosen])
        wrong = np.sum(part.labels != POOL.labels[chosen])
        assert wrong == int(share * len(chosen) + 1e-9)
        assert set(part.labels) <= set(range(10))


def test_fewer_digits_are_the_first_of_more():
    (one, validation), (two, again) = (draw(n, 1) for n in (60, 200))
    np.testing.assert_array_equal(one.images, two.images[:60])
    np.testing.assert_array_equal(one.labels, two.labels[:60])
    np.testing.assert_array_equal(validation.labels, again.labels)


@pytest.mark.parametrize(("n", "share"), [(0, 0.1), (951, 0.1), (10, -0.1), (10, 1.1)])
def test_what_cannot_be_drawn_is_refused(n, share):
    with pytest.raises(ValueError, match="there are 1 to 950 digits"):
        draw(n, 0, share)


def test_shifts_move_each_image_by_at_most_a_pixel_in_all_nine_ways():
    images = np.repeat(HELD_OUT.images[:1], 200, axis=0)
    digits = Digits(images, np.arange(200))
    places = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    ways = [moved(images[:1], *place)[0] for place in places]
    shifted = example.shifted(digits, np.random.default_rng(0))
    np.testing.assert_array_equal(shifted.labels, digits.labels)
    for image in shifted.images:
        (way,) = (n for n, each in enumerate(ways) if np.array_equal(each, image))
        places[way] = None
    assert places == [None] * 9


# The curve


@cache
def curves(hidden, lambda_):
    """Return the errors on the true curve of ten CurveFits: (10, k)."""
    runs = [example.fit_curve(hidden, lambda_, seed) for seed in range(10)]
    return np.array([run.errors for run in runs])


def after(steps, *settings):
    return curves(*settings)[:, list(LOOKS).index(steps)]


def test_a_curve_is_over_fitted_and_l2_prevents_it():
    start, end = after(200, 30, 0.0), after(3000, 30, 0.0)
    priced = after(3000, 30, 0.3)
    assert (end > start).sum() == 9
    assert (
        f"{start.mean():.2f} {end.mean():.2f} {priced.mean():.2f}" == "0.17 0.32 0.10"
    )
    assert (priced < end).all()
    assert says(
        "the mean goes from 0.17 to 0.32", "the ten sets is 0.10 after 3000", "in nine"
    )
    assert f"{start[8]:.2f} {end[8]:.2f}" == "0.09 0.46"
    assert says("It rises, from 0.09 to 0.46")


def test_a_network_of_two_is_better_than_one_of_30_and_one_of_100_no_worse():
    two, thirty, hundred = (after(3000, hidden, 0.0) for hidden in (2, 30, 100))
    more = thirty - two
    assert more.mean() > 2 * more.std(ddof=1) / np.sqrt(len(more))
    assert hundred.mean() - thirty.mean() < np.std(hundred - thirty, ddof=1)
    assert says(
        f"with 2 neurons the mean after 3000 steps is {two.mean():.2f}",
        f"But 100 neurons, with {hundred.mean():.2f} at a smaller",
        "no worse than 30",
    )


def test_a_high_price_under_fits():
    assert "It under-fits" in said(panels.fit_a_curve(price=True), lambda_=10.0)
    assert says("at $\\lambda=10$", "it **under-fits**")


def test_a_good_fit_to_points_with_much_noise_does_not_under_fit():
    sentence = said(panels.fit_a_curve(price=True), lambda_=0.3, seed=4)
    assert "0.23 on its ten points, 0.054 on the true curve." in sentence
    assert "under-fits" not in sentence


# Digits


def test_stopping_early_is_the_same_start_with_fewer_epochs():
    training, validation = draw(200, 3)
    groups = (training, validation)
    long = fit(training, "none", 0, 3, groups, epochs=6, every=1)
    short = fit(training, "none", 0, 3, groups, epochs=4)
    np.testing.assert_array_equal(long.accuracies[4], short.accuracies[-1])
    np.testing.assert_array_equal(short.at, [0, 4])


def test_with_right_labels_the_accuracy_stays():
    _, held_out = mean_accuracy("none", 0, 0)
    assert says(f"With right labels it stays at {held_out:.0%}.")


def test_wrong_labels_are_learnt_by_heart_and_penalties_prevent_it():
    training, held_out = mean_accuracy("none", 0)
    assert f"{training:.0%} {held_out:.0%}" == "98% 73%"
    for method, value in (("L2", 5), ("L1", 1), ("dropout", 0.85)):
        theirs = mean_accuracy(method, value)
        assert theirs[0] < 0.85 < training
        assert theirs[1] > held_out + 0.05


def wrong_labels_learnt(method, value):
    """Return the part of the wrong labels that five Fits answer."""
    learnt = []
    for seed, each in zip(SEEDS, fits(method, value), strict=True):
        digits, true = draw(200, seed)[0], draw(200, seed, share=0)[0].labels
        answers = outputs(each.network, digits.images).argmax(axis=1)
        learnt.append((answers == digits.labels)[digits.labels != true])
    assert np.shape(learnt) == (5, 40)
    return np.mean(learnt)


def test_nine_in_ten_wrong_labels_are_learnt_and_with_a_price_few():
    assert wrong_labels_learnt("none", 0) == pytest.approx(0.9, abs=0.03)
    assert max(wrong_labels_learnt("L2", 5), wrong_labels_learnt("L1", 1)) < 0.25
    assert says("nine in ten wrong labels are learnt")


def test_l1_rests_at_exactly_0_and_l2_does_not():
    zeros = [each.zeros for each in fits("L1", 1)]
    assert 0.8 < min(zeros) <= max(zeros) < 0.9
    assert max(each.zeros for each in fits("L2", 5)) == 0


# What the page measures


SHOWN = ("fit_a_curve", "one_weight", "check.", "show(", "quiz(")


@cache
def page():
    """Return what its cells define, all but panels, pictures and exercises."""
    names = {}
    for cell in page_cells(NOTEBOOK, "code"):
        if not any(word in cell for word in SHOWN):
            exec(cell, names)
    return names


def test_it_opens_the_test_part_once():
    opened = [cell for cell in page_cells(NOTEBOOK, "code") if "test." in cell]
    assert len(opened) == 1


def difference(one, other):
    """Return mean and standard deviation of the paired differences of two cures."""
    pairs = page()["gains"][one] - page()["gains"][other]
    return pairs.mean(), pairs.std(ddof=1)


def test_what_it_says_of_the_cures_is_what_it_measures():
    gains = {name: gain.mean() for name, gain in page()["gains"].items()}
    assert max(gains, key=gains.get) == "L2, 800 digits"
    rounded = [f"{gains[name]:.0f}" for name in ("L2, 800 digits", "800 digits", "L2")]
    assert rounded == ["19", "14", "13"]
    assert says("gains most, 19 points; more digits alone bring 14 and L2 alone 13")
    for gain in page()["gains"].values():
        assert gain.mean() > gain.std(ddof=1)


def test_it_tells_cures_apart_only_where_the_pairs_do():
    mean, spread = difference("stopped early", "L2")
    assert abs(mean) < spread
    said = f"told apart: the difference is {mean:.1f} ± {spread:.1f} points"
    assert says("But by five runs, stopping early and L2 cannot be", said)
    for alone in ("L2", "800 digits"):  # each brings more to the other
        mean, spread = difference("L2, 800 digits", alone)
        assert mean > spread


def test_it_stops_early_and_at_its_best_settings():
    assert max(page()["kept"]) <= 20
    assert 0.15 < (np.mean(page()["kept"]) + 10) / 100 < 0.25  # "a fifth of the time"
    assert page()["best"] == {"L2": 5, "L1": 1, "dropout": 0.85}
    for method, value in page()["best"].items():
        assert value not in (page()["tried"][method][0], page()["tried"][method][-1])
    accuracies = np.mean([run.accuracies for run in page()["runs"]], axis=0)
    assert f"{accuracies[-1, 0]:.0%} {accuracies[:, 2].max():.0%}" == "98% 83%"
    assert says("climbs to 83% and falls back to 73%")


def right_of_900(method, epochs=100):
    """Return the parts, held out and moved, that five fits with right labels know."""
    right = []
    for seed in SEEDS:
        training, _ = draw(900, seed, share=0)
        run = fit(training, method, 0, seed, (HELD_OUT, page()["moved"]), epochs)
        right.append(run.accuracies[-1])
    return np.mean(right, axis=0)


def test_shifts_teach_what_is_moved():
    """What is left of the two loops of its cell is the second: that with shifts."""
    with_shifts = np.mean(page()["right"], axis=0)
    spread = np.std(page()["right"], axis=0, ddof=1)
    assert [f"{part:.0%}" for part in with_shifts] == ["95%", "94%"]
    assert (spread < 0.015).all()
    assert says("About a third.", "brings 94%, and loses 1 or 2% of the others")
    plain = right_of_900("none")
    assert plain[0] > 0.95
    assert plain[1] < 0.4
    assert 0.005 < plain[0] - with_shifts[0] < 0.025
    assert accuracy(page()["run"].network, TEST.images, TEST.labels) > 0.9


def test_the_training_cost_is_lowest_without_a_price():
    unpriced = np.mean([run.costs[-1, 0] for run in page()["runs"]])
    for (method, value), runs in page()["found"].items():
        if method != "dropout":
            assert np.mean([run.costs[-1, 0] for run in runs]) > 2 * unpriced, value
    assert says("The training cost could not choose λ: it is lowest at $\\lambda=0$")


def test_eight_hundred_digits_choose_the_same_price():
    costs = {
        value: np.mean([run.costs[-1, 1] for run in page()["five"]("L2", value, 800)])
        for value in page()["tried"]["L2"]
    }
    assert min(costs, key=costs.get) == page()["best"]["L2"] == 5
    assert says("With 800 digits, validation chooses 5 for L2 again")


# The pictures


def test_runs_are_drawn_with_their_mean(axes):
    figures.draw_runs(axes, [0, 1], {"held out": np.array([[0.5, 0.7], [0.7, 0.9]])})
    *runs, mean = axes.lines
    assert len(runs) == 2
    np.testing.assert_allclose(mean.get_xydata(), [[0, 0.6], [1, 0.8]])


def test_the_curve_is_shown_up_to_its_step():
    panel = panels.fit_a_curve()
    fit_line, dots, costs, dot, errors, _ = following(panel, steps=200, seed=8)
    now = list(LOOKS).index(200)
    run = example.fit_curve(30, 0.0, 8)
    np.testing.assert_array_equal(fit_line.get_ydata(), run.values[now])
    np.testing.assert_array_equal(dots.get_ydata(), example.measured(8)[1][0])
    np.testing.assert_array_equal(costs.get_ydata(), run.costs[: now + 1])
    np.testing.assert_array_equal(errors.get_ydata(), run.errors[: now + 1])
    np.testing.assert_array_equal(dot.get_xydata(), [[200, run.costs[now]]])


# One weight


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "L1: a push of 0.01, exactly 0 from step 80 on."),
        ({"pull": 0.05}, "L1: a push of 0.01, exactly 0 from step 160 on."),
        ({"pull": 0.15}, "but the data pull harder, 2.3 after"),
        ({"pull": 0.3}, "off the picture"),
        ({"eta": 1.0, "lambda_": 500.0}, "times −1.5 at each step, and it diverges"),
        ({"eta": 1.0, "lambda_": 300.0}, "from side to side"),
        ({"eta": 0.02}, "L2: times 0.998 at each step, 0.439 after 300 steps"),
        ({"lambda_": 0.1}, "L2: times 0.99995 at each step"),
        ({}, "is not filled in yet: this is the course's own"),
    ],
)
def test_the_states_of_one_weight_are_said(values, words):
    assert words in said(panels.one_weight_shrinks(), **values)


def test_one_weight_is_drawn_under_three_rules():
    panel = panels.one_weight_shrinks()
    artists = from_start(panel, eta=0.1, pull=0.05)
    lines, ends = artists[::2], artists[1::2]
    for line, path in zip(lines, panel.result["paths"], strict=True):
        np.testing.assert_array_equal(line.get_ydata(), path)
    following(panel, eta=1.0, lambda_=500.0)
    assert ends[1].get_ydata()[0] in (-1.5, 2.5)  # at the edge


def test_where_one_weight_rests():
    """L2 gives way until (λ/n) w is the pull; L1 holds unless the pull is above λ/n."""
    panel = panels.one_weight_shrinks()
    for pull, rest in ((0.05, 0.5), (0.15, 1.5)):
        panel.set(pull=pull)
        step = lambda w, pull=pull: 0.99 * w + 0.1 * pull  # noqa: E731
        assert example.weight_path(step, 0.8, 3000)[-1] == pytest.approx(rest)
        np.testing.assert_allclose(
            panel.result["paths"][1], example.weight_path(step, 0.8, 300)
        )
    assert panel.result["paths"][2][-1] > 2


def push_first(w, nabla_w, eta, lambda_, n):
    push = eta * lambda_ / n
    return w - np.clip(w, -push, push) - eta * nabla_w


def test_a_wrong_step_is_shown_as_it_runs():
    panel = panels.one_weight_shrinks(l1_step=push_first)
    panel.set(pull=0.05)
    path = panel.result["paths"][2]
    assert path[-1] == pytest.approx(0.005)  # it never rests at 0
    assert "as it runs, but its check does not hold yet" in panel.sentence
    assert "exactly 0" not in panel.sentence
