"""What the page says of softmax and of batches, its panels and its pictures."""

import numpy as np
import pytest

from backprop_helpers.figures.colours import BLUE
from backprop_helpers.nets.functions import (
    cross_entropy,
    log_likelihood,
    quadratic,
    softmax,
)
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import accuracy, one_hot, outputs, train
from backprop_helpers.pages.softmax_and_batches import example, exercises, panels
from backprop_helpers.practice import EXERCISES
from tests.nets.random_networks import assert_same
from tests.pages.handwritten_digits.trained_reader import DIGITS, reader, right
from tests.panels.course_panels import from_start

TRAINING, TEST = DIGITS.training, DIGITS.test
TARGETS = one_hot(TRAINING.labels)
SOFTMAX = EXERCISES["softmax"]
PAIR = {"output": softmax, "cost": log_likelihood}


@pytest.fixture(scope="module")
def shares():
    return panels.share_out()


@pytest.fixture(scope="module")
def again():
    return panels.train_again(TRAINING, TEST)


# Maths


def test_the_exercises_agree_with_the_package():
    rng = np.random.default_rng(0)
    z, labels = rng.normal(0, 2, size=(4, 5)), rng.integers(0, 4, size=5)
    a, y = softmax(z), np.eye(4)[labels].T
    np.testing.assert_allclose(exercises.softmax(z), a)
    cost = exercises.cost_from_sums(z, labels)
    assert cost == pytest.approx(log_likelihood(a, y), rel=1e-12)
    for each in (log_likelihood, quadratic, cross_entropy):
        delta = each.output_delta(z, a, y, softmax)
        ours = exercises.blame_through_softmax(a, each.derivative(a, y))
        np.testing.assert_allclose(ours, delta, atol=1e-12)
    np.testing.assert_allclose(
        exercises.blame_through_softmax(a, log_likelihood.derivative(a, y)), a - y
    )


def test_batch_costs_trains_as_train_does_and_tells_the_cost_before_each_step():
    one, other = (
        initial_network((64, 8, 10), FAN_IN, np.random.default_rng(0)) for _ in range(2)
    )
    rows = np.random.default_rng(3).permutation(1287)[:32]
    before = one.cost(outputs(one, TRAINING.images[rows]).T, TARGETS[rows].T)
    settings = TRAINING.images, TARGETS, 0.5, 32
    costs = example.batch_costs(one, *settings, np.random.default_rng(3))
    assert len(costs) == 41  # 40 batches of 32, and 7 images
    assert costs[0] == pytest.approx(before, rel=1e-12)
    for _ in train(other, *settings, 1, np.random.default_rng(3)):
        pass
    assert_same(one, other, rtol=1e-9, atol=1e-12)


def test_the_flat_parts_count_the_neurons_without_a_slope():
    w = {2: np.zeros((4, 64)), 3: np.zeros((10, 4))}
    b = {2: np.array([[0.0], [9.0], [-9.0], [1.0]]), 3: np.zeros((10, 1))}
    assert example.flat_parts(Network(w, b), TEST.images[:3]) == {2: 0.5, 3: 0}
    b[3] = b[3] + 9
    assert example.flat_parts(Network(w, b), TEST.images[:3]) == {2: 0.5, 3: 1}


# What the page says


def test_ten_sigmoids_do_not_share_one_whole_and_softmax_does():
    together = outputs(reader(), TEST.images).sum(axis=1)
    assert together.min() < 0.3
    assert together.max() > 1.5
    empty = outputs(reader(4, 4, **PAIR), np.zeros((1, 64)))
    assert empty.sum() == pytest.approx(1)
    assert empty.max() > 0.25


def test_softmax_reads_no_better_than_sigmoids_each_at_its_own_eta():
    one, other = right(TEST, 3), right(TEST, 4, **PAIR)
    spread = max(one.std(ddof=1), other.std(ddof=1))
    assert abs(one.mean() - other.mean()) < spread


def test_the_smaller_the_batch_the_more_is_read_after_eight_epochs(again):
    for seed in range(10):
        found = []
        for batch in ("11", "33", "117", "all 1287"):
            from_start(again, batch=batch, seed=seed)
            found.append(again.result["right"][1, -1])
        assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("kind", panels.OUTPUTS)
def test_steps_with_eta_15_make_a_whole_layer_flat_which_one_is_up_to_the_cost(
    again, kind
):
    for seed in range(5):
        from_start(again, eta=15.0, kind=kind, seed=seed)
        hidden, ten_outputs = again.result["flat"].values()
        if kind == panels.QUADRATIC:
            assert ten_outputs > 0.96
            assert hidden < 0.6
            assert again.result["right"][0, -1] < 0.15
        else:
            assert hidden > 0.98


def test_a_larger_batch_makes_a_shorter_epoch_and_all_are_full():
    by_size = [example.MEASURED[size] for size in sorted(example.MEASURED)]
    assert by_size == sorted(by_size, reverse=True)
    assert {len(TARGETS) % size for size in example.MEASURED} == {0}
    step = {size: by_size[i] * size for i, size in enumerate(sorted(example.MEASURED))}
    assert step[11] < 1.5 * step[1]  # one image takes nearly as long as eleven


def test_in_the_same_time_the_middle_wins_and_is_broad():
    found = {}
    for size, eta in {1: 0.5, 11: 4, 33: 3, 117: 2, 1287: 2}.items():
        found[size] = right(TEST, eta, size, round(0.1 / example.MEASURED[size]))
    middle = [found[size] for size in (11, 33, 117)]
    assert min(each.mean() for each in middle) > 98
    means = [each.mean() for each in middle]
    assert max(means) - min(means) < 0.5
    assert found[1].max() < min(each.min() for each in middle)
    assert found[1287].mean() < found[1].mean()


# One whole


def test_the_bars_are_shares_and_the_dot_is_the_cost_of_the_right_one(shares):
    artists = from_start(shares, z_1=2.0, z_2=1.0, z_3=0.0, right="3")
    heights = [bar.get_height() for bar in artists if hasattr(bar, "get_height")]
    np.testing.assert_allclose(heights, [0.665, 0.245, 0.090], atol=5e-4)
    *_, dot = artists
    np.testing.assert_allclose(dot.get_xydata(), [[0.090, 2.408]], atol=5e-4)
    assert "together 1.000; the sigmoids: 0.881, 0.731, 0.500." in shares.sentence
    assert "Output 3 is right: C = −ln 0.0900 = 2.408." in shares.sentence


def test_one_more_in_each_z_changes_nothing_but_the_sigmoids(shares):
    from_start(shares, z_1=2.0, z_2=1.0, z_3=0.0, right="2")
    before = shares.result
    shares.set(z_1=3.0, z_2=2.0, z_3=1.0)
    np.testing.assert_allclose(shares.result["a"], before["a"])
    assert shares.result["cost"] == pytest.approx(before["cost"])
    assert (shares.result["alone"] > before["alone"]).all()


def test_moving_another_z_moves_the_cost(shares):
    from_start(shares, z_1=2.0)
    low = shares.result["cost"]
    shares.set(z_1=4.0)
    assert shares.result["cost"] > low


def test_a_cost_of_nearly_0_is_not_called_equal_to_less_than_something(shares):
    from_start(shares, z_1=8.0, z_2=-4.0, z_3=-4.0, right="1")
    assert 0 < shares.result["cost"] < 5e-4
    assert "Output 1 is right: C = −ln a is less than 0.001." in shares.sentence


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (SOFTMAX.solution, "This is your softmax at work."),
        (SOFTMAX.variant("not divided"), "together 1.503; the sigmoids"),
        (SOFTMAX.variant("σ of each"), "its check does not hold yet"),
        (SOFTMAX.variant("ln left in"), "a = −1.408 is not between 0 and 1"),
        (lambda z: ..., "not filled in yet: this is the course's own"),
        (lambda z: 1 / 0, "nothing that can be drawn: this is the course's own"),
        (lambda z: np.log(-1 - z), "nothing that can be drawn"),
    ],
)
def test_the_readers_softmax_shares_out(function, words):
    panel = panels.share_out(function)
    assert words in panel.sentence
    assert panel.picture.png(panel.result)


# Training again


def test_accuracies_and_costs_of_the_picture(again):
    costs, *curves = from_start(again, eta=1.5, batch="117")
    r = again.result
    assert r["costs"].shape == (8, 11)
    np.testing.assert_allclose(costs.get_ydata(), r["costs"].ravel())
    for curve, parts in zip(curves, r["right"], strict=True):
        np.testing.assert_allclose(curve.get_ydata(), 100 * parts)
    assert costs.get_color() == curves[0].get_color() == BLUE
    assert f"{100 * r['right'][1, -1]:.1f}% of the held-out" in again.sentence
    assert "11 steps an epoch" in again.sentence


def test_it_trains_as_the_page_does(again):
    from_start(again, hidden=12, seed=4)
    rng = np.random.default_rng(4)
    network = initial_network((64, 12, 10), FAN_IN, rng)
    for _ in train(network, TRAINING.images, TARGETS, 1.5, 33, 8, rng):
        pass
    right = accuracy(network, TRAINING.images, TRAINING.labels)
    assert again.result["right"][0, -1] == pytest.approx(right, abs=2e-3)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "learnt"),
        ({"eta": 0.1}, "slow"),
        ({"hidden": 2}, "unsuited"),
        ({"eta": 15.0}, "outputs stuck"),
        ({"eta": 15.0, "kind": "sigmoid, cross-entropy"}, "hidden stuck"),
        ({"eta": 15.0, "kind": "softmax, log-likelihood"}, "hidden stuck"),
        (
            {"eta": 7.0, "batch": "all 1287", "kind": "softmax, log-likelihood"},
            "jumping",
        ),
    ],
    ids=str,
)
def test_what_happens_has_a_name(again, values, state):
    from_start(again, **values)
    assert again.sentence.endswith(panels.STATES[state])


@pytest.mark.parametrize("kind", ["sigmoid, quadratic", "sigmoid, cross-entropy"])
def test_steps_are_not_called_too_small_where_smaller_ones_read_more(again, kind):
    setting = {"kind": kind, "batch": "117"}
    from_start(again, eta=4.0, **setting)
    large = again.result["right"][0, -1]
    assert again.sentence.endswith(panels.STATES["unsuited"])
    from_start(again, eta=2.5, **setting)
    assert again.result["right"][0, -1] > large + 0.05


def test_outputs_that_have_learnt_to_be_0_are_not_called_stuck(again):
    from_start(again, eta=7.0, batch="11", seed=3)
    assert again.result["flat"][3] > 0.75
    assert again.result["right"][0, -1] > 0.5
    assert again.sentence.endswith(panels.STATES["unsuited"])


def test_a_cost_that_wavers_a_little_is_not_called_a_jump(again):
    """With two hidden neurons it does not read at half the η either."""
    for eta in (1.5, 0.75):
        setting = {"batch": "11", "kind": "softmax, log-likelihood", "seed": 0}
        from_start(again, hidden=2, eta=eta, **setting)
        costs = again.result["costs"].mean(axis=1)
        if eta == 1.5:
            assert 0.01 < max(np.diff(costs) / costs[:-1]) < 0.05
        assert again.result["right"][0, -1] < 0.6
        assert again.sentence.endswith(panels.STATES["unsuited"])


@pytest.mark.parametrize("kind", panels.OUTPUTS)
@pytest.mark.parametrize("batch", ["11", "33", "117"])  # with 1287 they are too few
def test_small_steps_are_called_too_small_only_where_larger_ones_read_more(
    again, kind, batch
):
    for hidden in (5, 60):
        from_start(again, eta=0.25, hidden=hidden, kind=kind, batch=batch)
        small, sentence = again.result["right"][0, -1], again.sentence
        from_start(again, eta=0.5, hidden=hidden, kind=kind, batch=batch)
        if sentence.endswith(panels.STATES["slow"]):
            assert again.result["right"][0, -1] > small
