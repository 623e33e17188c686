"""Convolution and pooling on any axes: numbers by hand, and central differences."""

import numpy as np
import pytest

from backprop_helpers.nets.convolution import (
    blame,
    convolve,
    gradient,
    max_pool,
    max_pool_blame,
    output_length,
    patches,
)
from backprop_helpers.nets.gradient_check import central_difference, relative_error

# (channels in, channels out, lengths, size, stride, padding)
SHAPES = [
    (1, 1, (5,), (3,), 1, 0),
    (2, 3, (6,), (2,), 2, 1),
    (3, 2, (4,), (4,), 3, 2),
    (1, 2, (5, 4), (3, 2), 1, 0),
    (2, 3, (5, 6), (3, 3), 2, 1),
    (2, 2, (4, 5), (2, 3), (1, 2), (0, 2)),
    (1, 2, (3, 3, 3), (2, 2, 2), 1, 1),  # three axes need no other code
]
EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES, ids=str)


def problem(shape, m=3, seed=0):
    channels, n, lengths, size, *_ = shape
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(channels, *lengths, m))
    return rng.normal(size=(n, channels, *size)), rng.normal(size=(n, 1)), x


# By hand: the numbers of the page


def test_five_numbers_and_a_kernel_of_three():
    x = np.array([1.0, 3.0, 2.0, 0.0, 4.0]).reshape(1, 5, 1)
    w, b = np.array([[[1.0, 2.0, -1.0]]]), np.array([[0.5]])
    z, seen = convolve(w, b, x)
    assert z.ravel().tolist() == [5.5, 7.5, -1.5]
    delta = np.array([1.0, -1.0, 2.0]).reshape(1, 3, 1)
    nabla_w, nabla_b = gradient(w, seen, delta)
    assert nabla_w.ravel().tolist() == [2.0, 1.0, 10.0]
    assert nabla_b.ravel().tolist() == [2.0]
    of_x = blame(w, seen, delta, x.shape)
    assert of_x.ravel().tolist() == [1.0, 1.0, -1.0, 5.0, -2.0]
    np.testing.assert_array_equal(of_x.ravel(), np.convolve([1, -1, 2], [1, 2, -1]))


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_the_output_length_is_the_number_of_places(size, stride, padding):
    for length in range(max(1, size - 2 * padding), 9):
        first = range(0, length + 2 * padding - size + 1, stride)
        assert output_length(length, size, stride, padding) == len(first)


@EVERY_SHAPE
def test_forward_is_a_sum_over_the_kernel(shape):
    w, b, x = problem(shape)
    *_, stride, padding = shape
    axes = x.ndim - 2
    s, p = (v if isinstance(v, tuple) else (v,) * axes for v in (stride, padding))
    padded = np.pad(x, [(0, 0), *((n, n) for n in p), (0, 0)])
    z, _ = convolve(w, b, x, stride, padding)
    for c, *place, i in np.ndindex(z.shape):
        start = [n * step for n, step in zip(place, s, strict=True)]
        window = padded[
            (slice(None), *map(slice, start, np.add(start, w.shape[2:])), i)
        ]
        expected = np.sum(w[c] * window) + b[c, 0]
        assert z[(c, *place, i)] == pytest.approx(expected, rel=1e-12, abs=1e-12)


# Gradients


@EVERY_SHAPE
def test_gradients_by_central_differences(shape):
    w, b, x = problem(shape)
    *_, stride, padding = shape
    z, seen = convolve(w, b, x, stride, padding)
    y = np.random.default_rng(1).normal(size=z.shape)

    def cost(w=w, b=b, x=x):
        z, _ = convolve(w, b, x, stride, padding)
        return np.sum((z - y) ** 2) / x.shape[-1]  # mean over the examples

    delta = 2 * (z - y)
    nabla_w, nabla_b = gradient(w, seen, delta)
    of_x = blame(w, seen, delta, x.shape, stride, padding) / x.shape[-1]
    for found, function, at in (
        (nabla_w, lambda w: cost(w=w), w),
        (nabla_b, lambda b: cost(b=b), b),
        (of_x, lambda x: cost(x=x), x),
    ):
        assert found.shape == at.shape
        assert relative_error(found, central_difference(function, at)) < 1e-8


def test_the_input_is_not_changed():
    w, b, x = problem(SHAPES[1])
    before = x.copy()
    _, seen = convolve(w, b, x, 2, 1)
    seen += 1
    np.testing.assert_array_equal(x, before)


# Pooling


def test_max_pooling_by_hand():
    x = np.array([1.0, 3.0, 2.0, 0.0, 5.0, 5.0, 9.0]).reshape(1, 7, 1)
    a, which = max_pool(x, (2,))
    assert a.ravel().tolist() == [3.0, 2.0, 5.0]  # the 9 has no partner
    assert which.ravel().tolist() == [1, 0, 0]  # of two fives the first
    delta = np.array([1.0, -1.0, 2.0]).reshape(1, 3, 1)
    routed = max_pool_blame(delta, which, x.shape, (2,))
    assert routed.ravel().tolist() == [0, 1, -1, 0, 2, 0, 0]


@pytest.mark.parametrize(
    ("lengths", "size"),
    [((6,), (3,)), ((7,), (7,)), ((4, 6), (2, 3)), ((5, 5), (2, 2))],
)
def test_pooling_by_central_differences(lengths, size):
    rng = np.random.default_rng(0)
    x = rng.permutation(np.arange(2.0 * np.prod(lengths) * 3)).reshape(2, *lengths, 3)
    a, which = max_pool(x, size)
    y = rng.normal(size=a.shape)
    routed = max_pool_blame(2 * (a - y), which, x.shape, size)
    measured = central_difference(lambda x: np.sum((max_pool(x, size)[0] - y) ** 2), x)
    assert relative_error(routed, measured) < 1e-6


# What does not fit is said


@pytest.mark.parametrize(
    "numbers", [(2, 3), (0, 1), (3, 0), (3, 1, 0), (3, 1, 1, -1), (4, 7, 1, 1)]
)
def test_a_kernel_that_does_not_fit(numbers):
    with pytest.raises(ValueError, match=r"does not fit on|are at least 1"):
        output_length(*numbers)


def test_shapes_that_do_not_fit():
    w, b, x = problem(SHAPES[4])
    for kernel, inputs in ((w, x[:1]), (w[..., 0], x)):
        with pytest.raises(ValueError, match="which does not fit to x"):
            convolve(kernel, b, inputs)
    with pytest.raises(ValueError, match="needs one number for each length"):
        patches(x, (3,))
    with pytest.raises(ValueError, match="needs one number for each length"):
        patches(x, (3, 3), stride=(1, 1, 1))
