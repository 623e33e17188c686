"""Mini-batch training deals out every example, and what was learnt is told rightly."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import cross_entropy, identity, softmax, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.optimizers import SGD, Adam
from backprop_helpers.nets.training import (
    accuracy,
    answers,
    diverged,
    one_hot,
    outputs,
    shuffled,
    train,
)
from tests.nets.random_networks import assert_layers, assert_same, gradients


def examples(m=23, seed=0):
    """Return images (m, 4), targets (m, 3) and labels (m,)."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, m)
    return rng.uniform(size=(m, 4)), one_hot(labels, classes=3), labels


def network(**kinds):
    return Network.random((4, 5, 3), np.random.default_rng(1), **kinds)


def parameters(network):
    return [*network.w.values(), *network.b.values()]


def run(network, images, targets, eta, batch_size, epochs, seed=0, **options):
    rng = np.random.default_rng(seed)
    return list(
        train(network, images, targets, eta, batch_size, epochs, rng, **options)
    )


def same(first, second):
    pairs = zip(parameters(first), parameters(second), strict=True)
    return all(np.array_equal(p, q) for p, q in pairs)


# Targets


def test_one_hot_by_hand():
    targets = one_hot([2, 0, 2], classes=3)
    np.testing.assert_array_equal(targets, [[0, 0, 1], [1, 0, 0], [0, 0, 1]])
    assert one_hot(np.array([9])).tolist() == [[0] * 9 + [1]]
    assert one_hot(np.array([1.0, 0.0]), 2).tolist() == [[0, 1], [1, 0]]
    assert one_hot([], 4).shape == (0, 4)


@pytest.mark.parametrize(
    "labels", [[10], [-1], [0.5], [[1, 2]], 3, [np.nan], [0, 1, 10]], ids=str
)
def test_labels_that_are_no_digits_are_refused(labels):
    with pytest.raises(ValueError, match=r"whole numbers from 0 to 9, \(m,\)"):
        one_hot(labels)
    with pytest.raises(ValueError, match="from 0 to 2"):
        one_hot([3], classes=3)


# Training


@pytest.mark.parametrize("batch_size", [1, 5, 10, 22, 23])
def test_each_epoch_deals_out_every_example_once(batch_size):
    full, rest = divmod(23, batch_size)
    sizes = [batch_size] * full + [rest] * (rest > 0)
    orders = []
    for batches in shuffled(23, batch_size, 2, np.random.default_rng(0)):
        assert [len(rows) for rows in batches] == sizes
        orders.append(np.concatenate(batches).tolist())
        assert orders[-1] != sorted(orders[-1]) == list(range(23))
    first, second = orders
    assert first != second, "another order in each epoch"


@pytest.mark.parametrize("batch_size", [5, 10])
@pytest.mark.parametrize(
    "kinds",
    [{}, {"cost": cross_entropy}, {"activation": tanh, "output": softmax}],
    ids=["default", "cross-entropy", "tanh and softmax"],
)
def test_training_is_network_step_after_step(kinds, batch_size):
    images, targets, _ = examples()
    learner, by_hand = network(**kinds), network(**kinds)
    run(learner, images, targets, 0.7, batch_size, 2, seed=5)
    rng = np.random.default_rng(5)
    for _ in range(2):
        order = rng.permutation(23)
        for rows in np.split(order, range(batch_size, 23, batch_size)):
            by_hand.step(images[rows].T, targets[rows].T, 0.7)
    assert not same(learner, network(**kinds))
    assert_same(learner, by_hand, rtol=1e-12)


def test_the_arrays_are_changed_in_place_and_the_data_are_not():
    images, targets, _ = examples()
    before, learner = (images.copy(), targets.copy()), network()
    arrays = [id(p) for p in parameters(learner)]
    run(learner, images, targets, 0.5, 4, 2)
    assert [id(p) for p in parameters(learner)] == arrays
    np.testing.assert_array_equal(images, before[0])
    np.testing.assert_array_equal(targets, before[1])


def test_epochs_are_counted_from_one_and_no_further_than_asked():
    images, targets, _ = examples()
    learner = network()
    assert run(learner, images, targets, 0.5, 4, 3) == [1, 2, 3]
    before = learner.copy()
    assert run(learner, images, targets, 0.5, 4, 0) == []
    assert same(learner, before)


def test_a_run_that_is_left_keeps_what_was_learnt():
    images, targets, _ = examples()
    left, shorter = network(), network()
    for epoch in train(left, images, targets, 0.5, 4, 30, np.random.default_rng(2)):
        if epoch == 2:
            break
    run(shorter, images, targets, 0.5, 4, 2, seed=2)
    assert same(left, shorter)


def test_nothing_is_learnt_before_the_first_epoch_is_asked_for():
    images, targets, _ = examples()
    learner = network()
    epochs = train(learner, images, targets, 0.5, 4, 30, np.random.default_rng(2))
    assert same(learner, network())
    next(epochs)
    assert not same(learner, network())


@pytest.mark.parametrize("when", ["shrink", "push"])
def test_weights_shrink_before_or_after_their_step_and_biases_do_not(when):
    images, targets, _ = examples()
    learner, before = network(), network()
    given = []

    def quarter(w_l):
        given.append(w_l)
        w_l *= 0.25

    run(learner, images, targets, 0.3, 23, 1, **{when: quarter})
    assert [id(w_l) for w_l in given] == [id(learner.w[l]) for l in (2, 3)]
    _, nabla_w, nabla_b = gradients(before, images.T, targets.T)
    step = 0.3 if when == "shrink" else 0.25 * 0.3  # the push comes last
    w = {l: 0.25 * before.w[l] - step * nabla_w[l] for l in nabla_w}
    b = {l: before.b[l] - 0.3 * nabla_b[l] for l in nabla_b}
    assert_layers(learner.w, w, rtol=1e-12)
    assert_layers(learner.b, b, rtol=1e-12)
    given.clear()
    run(learner, images, targets, 0.3, 5, 2, **{when: quarter})
    assert len(given) == 2 * 5 * 2  # epochs, batches, layers


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"eta": 0}, "eta is 0: choose a positive number"),
        ({"eta": -0.5}, "eta is -0.5"),
        ({"eta": np.nan}, "eta is nan"),
        ({"eta": np.inf}, "eta is inf"),
        ({"eta": SGD(np.array([0.1, 0.2]))}, r"eta is \[0.1 0.2\]: choose a positive"),
        ({"batch_size": 0}, r"batch_size is 0: choose one in 1 … 23"),
        ({"batch_size": 24}, "batch_size is 24"),
        ({"targets": np.zeros((22, 3))}, r"shape \(22, 3\), expected \(23, 3\)"),
        ({"targets": np.zeros((23, 2))}, r"shape \(23, 2\), expected \(23, 3\)"),
        ({"targets": np.zeros((3, 23))}, "one row for each image"),
        ({"targets": np.zeros(23)}, r"shape \(23,\)"),
    ],
    ids=str,
)
def test_what_cannot_be_learnt_is_refused_at_once(change, words):
    images, targets, _ = examples()
    learner, rng = network(), np.random.default_rng(0)
    options = {"targets": targets, "eta": 0.5, "batch_size": 5, "epochs": 1} | change
    with pytest.raises(ValueError, match=words):
        train(learner, images, rng=rng, **options)  # before any epoch is asked for
    assert same(learner, network())
    assert rng.integers(1000) == np.random.default_rng(0).integers(1000)


def test_images_of_another_size_are_refused_before_anything_changes():
    images, targets, _ = examples()
    learner = network()
    with pytest.raises(ValueError, match="x has shape"):
        run(learner, images[:, :3], targets, 0.5, 5, 1)
    assert same(learner, network())


@pytest.mark.parametrize("eta", [1e6, 1e150, 1e308])
@pytest.mark.parametrize("batch_size", [1, 5])
def test_a_diverging_run_ends_without_a_warning(eta, batch_size):
    images, targets, _ = examples()
    learner = network(activation=identity)
    assert not diverged(learner)
    run(learner, images, targets, eta, batch_size, 30)
    assert diverged(learner)


# What was learnt


def copier():
    """Return a network whose outputs are its three inputs, but for σ."""
    return Network({2: 8 * np.eye(3)}, {2: np.full((3, 1), -4.0)})


ROWS = np.array([[0.9, 0.1, 0.2], [0.3, 0.2, 0.8], [0.6, 0.7, 0.1], [0.5, 0.4, 0.3]])


@pytest.mark.parametrize(
    ("labels", "expected"),
    [([0, 2, 1, 0], 1), ([0, 2, 1, 1], 0.75), ([1, 0, 0, 2], 0)],
)
def test_outputs_answers_and_accuracy_by_hand(labels, expected):
    given = outputs(copier(), ROWS)
    np.testing.assert_allclose(given, 1 / (1 + np.exp(4 - 8 * ROWS)), rtol=1e-13)
    np.testing.assert_array_equal(answers(given.T), [0, 2, 1, 0])
    found = accuracy(copier(), ROWS, np.array(labels))
    assert found == expected
    assert type(found) is float


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("kind", ["w", "b"])
@pytest.mark.parametrize("l", [2, 3])
def test_one_lost_number_is_a_divergence(number, kind, l):
    lost = network()
    assert not diverged(lost)
    getattr(lost, kind)[l][1, 0] = number
    assert diverged(lost)


@pytest.mark.parametrize("kind", [SGD, Adam])
def test_an_optimiser_moves_each_array_by_a_copy_of_its_own(kind):
    images, targets, _ = examples()
    learner, by_hand = network(), network()
    optimiser = kind(0.05)
    run(learner, images, targets, optimiser, 10, 3, seed=5)
    moves = {id(p): kind(0.05) for p in parameters(by_hand)}
    for batches in shuffled(23, 10, 3, np.random.default_rng(5)):
        for rows in batches:
            _, *nablas = gradients(by_hand, images[rows].T, targets[rows].T)
            for arrays, nabla in zip((by_hand.w, by_hand.b), nablas, strict=True):
                for l, array in arrays.items():
                    moves[id(array)].step(array, nabla[l])
    assert_same(learner, by_hand, rtol=1e-10)
    assert vars(optimiser) == vars(kind(0.05)), "it can be used again"


@pytest.mark.parametrize("kind", [bool, np.uint8, list])
def test_images_and_targets_need_not_be_arrays_of_floats(kind):
    images, targets, labels = examples()
    images = np.round(images)
    learner, other = network(cost=cross_entropy), network(cost=cross_entropy)
    run(learner, images, targets, 0.3, 5, 2)
    answers = targets.tolist() if kind is list else targets.astype(kind)
    given = images.tolist() if kind is list else images
    run(other, given, answers, 0.3, 5, 2)
    assert same(learner, other)
    assert accuracy(other, given, labels.tolist()) == accuracy(learner, images, labels)


def test_a_network_without_numbers_has_no_answers():
    lost = copier()
    lost.w[2][:] = np.nan
    assert answers(outputs(lost, ROWS).T).tolist() == [-1] * 4
    assert accuracy(lost, ROWS, np.zeros(4)) == 0
    half = np.array([[np.nan, 0.0, 2.0], [1.0, 0.0, np.nan], [0.0, 5.0, 1.0]])
    assert answers(half).tolist() == [-1, 2, -1]


@pytest.mark.parametrize("labels", [[0, 2, 1], [[0], [2], [1], [0]], [], 0], ids=str)
def test_as_many_labels_as_images(labels):
    with pytest.raises(ValueError, match=r"labels has shape .*, not \(4,\)"):
        accuracy(copier(), ROWS, labels)
