"""One neuron: three rules, each the slope or the turn that the page derives."""

import numpy as np
import pytest

from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.nets.functions import cross_entropy, quadratic
from backprop_helpers.nets.gradient_check import central_difference, relative_error
from backprop_helpers.pages.one_neuron import example as one_neuron
from tests.pages.one_neuron.flowers_and_images import HELD_OUT, IMAGES, PETALS, SEPALS

AND = (np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]), np.array([0, 0, 0, 1]))
XOR = (AND[0], np.array([0, 1, 1, 0]))


def random_batch(seed, n=4, m=7):
    rng = np.random.default_rng(seed)
    x = one_neuron.with_one(rng.normal(size=(n, m)))
    return rng.normal(size=n + 1), x, rng.integers(0, 2, size=m).astype(float)


def slow_perceptron(x, y, w, b, sweeps, rng):
    """The loop of the page, with b apart from w and plain Python numbers."""
    w, b, mistakes = [*w], b, []
    for _ in range(sweeps):
        mistakes.append(0)
        for i in rng.permutation(len(y)):
            z = sum(w_k * x_k for w_k, x_k in zip(w, x[:, i], strict=True)) + b
            error = (1 if z > 0 else 0) - y[i]
            w = [w_k - error * x_k for w_k, x_k in zip(w, x[:, i], strict=True)]
            b, mistakes[-1] = b - error, mistakes[-1] + (error != 0)
    return w, b, mistakes


# The perceptron


def test_a_row_of_ones_is_added_and_the_input_kept():
    x = np.array([[1.0, 2.0, 3.0]])
    np.testing.assert_array_equal(one_neuron.with_one(x), [[1, 2, 3], [1, 1, 1]])
    assert x.shape == (1, 3)


def test_corrections_by_hand():
    """Start (0, 0, 0): only the last example is wrong, then the first, and so on."""
    x, y = one_neuron.with_one(AND[0]), AND[1]
    done = one_neuron.perceptron(x, y, [0, 0, 0], 1)
    np.testing.assert_array_equal(done.wrong, [3])
    np.testing.assert_array_equal(done.w, [[0, 0, 0], [1, 1, 1]])
    done = one_neuron.perceptron(x, y, [0, 0, 0], 2)
    np.testing.assert_array_equal(done.wrong, [3, 0, 1, 3])
    np.testing.assert_array_equal(done.w[1:4], [[1, 1, 1], [1, 1, 0], [1, 0, -1]])
    np.testing.assert_array_equal(done.mistakes, [1, 3])


def test_every_correction_helps_the_example_that_caused_it():
    x, y = PETALS
    done = one_neuron.perceptron(x, y, [-1, 0], 5, np.random.default_rng(3))
    assert len(done.wrong) > 10
    for before, after, i in zip(done.w[:-1], done.w[1:], done.wrong, strict=True):
        assert (before @ x[:, i] > 0) != y[i]
        gain = (after - before) @ x[:, i] * (1 if y[i] else -1)
        assert gain == pytest.approx(x[:, i] @ x[:, i])


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_loop_of_the_page(seed):
    x, y = PETALS
    rng = np.random.default_rng(seed)
    w, b, mistakes = slow_perceptron(x, y, [-1.0, 0.0], 0.0, 20, rng)
    rng = np.random.default_rng(seed)
    done = one_neuron.perceptron(one_neuron.with_one(x), y, [-1, 0, 0], 20, rng)
    np.testing.assert_allclose(done.w[-1], [*w, b], rtol=1e-9)
    np.testing.assert_array_equal(done.mistakes, mistakes)


@pytest.mark.parametrize("angle", range(0, 360, 30))
@pytest.mark.parametrize("seed", range(4))
def test_it_stops_where_a_line_separates(angle, seed):
    x, y = SEPALS
    start = np.cos(np.radians([angle, angle - 90]))
    done = one_neuron.perceptron(x, y, start, 50, np.random.default_rng(seed))
    assert done.mistakes[-1] == 0
    assert one_neuron.on_wrong_side(done.w[-1], x, y) == 0
    assert 0 not in done.mistakes[:-1]
    assert done.mistakes.sum() == len(done.wrong) == len(done.w) - 1


def test_the_bound_of_novikoff_holds():
    x, y = one_neuron.with_one(SEPALS[0]), SEPALS[1]
    done = one_neuron.perceptron(x, y, [0, 0, 0], 500, np.random.default_rng(0))
    separating = done.w[-1] / np.linalg.norm(done.w[-1])
    margin = np.min(separating @ x * (2 * y - 1))
    assert margin > 0
    assert len(done.wrong) <= (np.linalg.norm(x, axis=0).max() / margin) ** 2


@pytest.mark.parametrize(("x", "y"), [XOR, PETALS], ids=["xor", "petals"])
def test_it_never_stops_where_none_does_but_stays_bounded(x, y):
    inputs = one_neuron.with_one(x)
    rng = np.random.default_rng(0)
    done = one_neuron.perceptron(inputs, y, [-1, 0, 0], 300, rng)
    assert len(done.mistakes) == 300
    assert done.mistakes.min() > 0
    lengths = np.linalg.norm(done.w, axis=1)
    assert lengths.max() < 6
    assert lengths[len(lengths) // 2 :].max() <= 1.2 * lengths.max()


def test_weights_after_a_sweep():
    x, y = one_neuron.with_one(AND[0]), AND[1]
    done = one_neuron.perceptron(x, y, [0, 0, 0], 50)
    assert done.mistakes[-1] == 0
    np.testing.assert_array_equal(done.after_sweep(0), [0, 0, 0])
    np.testing.assert_array_equal(done.after_sweep(1), [1, 1, 1])
    np.testing.assert_array_equal(done.after_sweep(2), done.w[4])
    np.testing.assert_array_equal(done.after_sweep(1000), done.w[-1])


def test_no_sweep_and_no_mistake():
    x, y = AND
    done = one_neuron.perceptron(x, y, [5, -5], 0)
    assert (len(done.w), len(done.wrong), len(done.mistakes)) == (1, 0, 0)
    right = one_neuron.perceptron(x, (x[0] > 0), [1, 0], 9)
    np.testing.assert_array_equal(right.mistakes, [0])


# Delta rule and logistic regression


RULES = [
    (one_neuron.linear_cost, one_neuron.linear_gradient),
    (one_neuron.logistic_cost, one_neuron.logistic_gradient),
]


@pytest.mark.parametrize(("cost", "gradient"), RULES, ids=["delta", "logistic"])
@pytest.mark.parametrize("seed", range(5))
def test_gradients_agree_with_differences(cost, gradient, seed):
    w, x, y = random_batch(seed)
    measured = central_difference(lambda w: cost(w, x, y), w)
    assert relative_error(measured, gradient(w, x, y)) < 1e-8


@pytest.mark.parametrize(("cost", "gradient"), RULES, ids=["delta", "logistic"])
def test_the_gradient_of_a_batch_is_the_mean(cost, gradient):
    w, x, y = random_batch(9)
    single = [gradient(w, x[:, [i]], y[[i]]) for i in range(len(y))]
    np.testing.assert_allclose(gradient(w, x, y), np.mean(single, axis=0), rtol=1e-12)
    costs = [cost(w, x[:, [i]], y[[i]]) for i in range(len(y))]
    assert cost(w, x, y) == pytest.approx(np.mean(costs), rel=1e-12)


def test_the_delta_rule_comes_to_rest_at_least_squares():
    x, y = one_neuron.with_one(PETALS[0]), PETALS[1]
    path = gradient_descent(
        lambda w: one_neuron.linear_cost(w, x, y),
        lambda w: one_neuron.linear_gradient(w, x, y),
        [-1, 0, 0], 0.5, 1000,
    )  # fmt: skip
    best, *_ = np.linalg.lstsq(x.T, y, rcond=None)
    np.testing.assert_allclose(path.parameters[-1], best, rtol=1e-9)
    assert np.sum((best @ x > 0.5) != y) == 6  # the number of the page


def test_large_sums_do_not_break_logistic_regression():
    x, y = np.array([[1000.0, -1000.0]]), np.array([0.0, 1.0])
    w = np.array([1.0])
    # a is 1 where it should be 0, and 0 where it should be 1: −ln of the smallest parts
    assert one_neuron.logistic_cost(w, x, y) == pytest.approx((37 + 745) / 2)
    np.testing.assert_allclose(one_neuron.logistic_gradient(w, x, y), [1000.0])
    assert one_neuron.logistic_cost(-w, x, y) == 0


def test_three_or_eight_gives_the_numbers_of_the_page():
    x, y = one_neuron.with_one(IMAGES[0]), IMAGES[1]
    held_out, answers = one_neuron.with_one(HELD_OUT[0]), HELD_OUT[1]
    assert (x.shape, held_out.shape) == ((65, 258), (65, 99))
    w = np.zeros(65)
    wrong = {}
    for step in range(1, 301):
        w -= one_neuron.logistic_gradient(w, x, y)
        wrong[step] = [
            one_neuron.on_wrong_side(w, *both) for both in ((x, y), (held_out, answers))
        ]
    assert wrong[300] == [0, 8]
    assert 1 - wrong[1][0] / 258 == pytest.approx(0.984, abs=5e-4)
    image = w[:64].reshape(8, 8)
    assert image[2:6, 2:4].min() > 1  # the left of an eight, where a three is open


# Saturation


@pytest.mark.parametrize(
    ("w", "b", "first", "last"), [(0.6, 0.9, 0.82, 0.09), (2.0, 2.0, 0.98, 0.20)]
)
def test_the_published_outputs_of_the_two_starts(w, b, first, last):
    """Nielsen, chapter 3: η = 0.15 with his ½ is 0.075 here; 300 epochs."""
    _, a, _ = one_neuron.saturation_run(w, b, 1, 0, 0.075, 300, quadratic)
    assert (round(a[0], 2), round(a[-1], 2)) == (first, last)


@pytest.mark.parametrize("x", [1.0, -2.0])
@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("cost", [quadratic, cross_entropy], ids=lambda c: c.name)
def test_a_run_is_gradient_descent_on_its_cost(x, y, cost):
    def of(W):
        a = 1 / (1 + np.exp(-(W[0] * x + W[1])))
        return cost(np.full((1, 1), a), np.full((1, 1), y))

    z, a, delta = one_neuron.saturation_run(0.7, -0.4, x, y, 0.3, 4, cost)
    W = np.array([0.7, -0.4])
    for step in range(5):
        assert z[step] == pytest.approx(W[0] * x + W[1], rel=1e-6)
        assert a[step] == pytest.approx(1 / (1 + np.exp(-z[step])), rel=1e-12)
        slope = central_difference(of, W)
        np.testing.assert_allclose([delta[step] * x, delta[step]], slope, rtol=1e-7)
        W = W - 0.3 * slope


def test_blame_without_and_with_the_slope():
    for w, b in ((0.6, 0.9), (2.0, 2.0), (3.0, 3.0)):
        _, a, delta = one_neuron.saturation_run(w, b, 1, 0, 0.075, 1, cross_entropy)
        np.testing.assert_allclose(delta, a, rtol=1e-15)
        _, a, delta = one_neuron.saturation_run(w, b, 1, 0, 0.075, 1, quadratic)
        np.testing.assert_allclose(delta, 2 * a * a * (1 - a), rtol=1e-12)


@pytest.mark.parametrize(
    ("w", "cost", "step"),
    [(2.0, quadratic, 232), (2.0, cross_entropy, 33), (3.0, cross_entropy, 47)],
)
def test_when_the_output_falls_below_one_half(w, cost, step):
    _, a, _ = one_neuron.saturation_run(w, w, 1, 0, 0.075, 300, cost)
    assert a[step] < 0.5 < a[step - 1]
