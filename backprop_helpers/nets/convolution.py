"""Convolution and pooling along any number of axes, forward and backward (notebook 15).

A batch of inputs is (channels, *lengths, m): a text has one length, an image two. As
everywhere, the examples come last. w is (n, channels, *size), one kernel for each of n
output channels, b is (n, 1), z and delta are (n, *places, m).

What is called a convolution is a cross-correlation, as in every framework: the kernel
is not flipped. Dumoulin and Visin, A guide to convolution arithmetic for deep learning,
2016; Goodfellow, Bengio and Courville, Deep Learning, chapter 9. stride and padding are
whole numbers, or tuples with one for each axis.
"""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def output_length(length, size, stride=1, padding=0):
    """Return at how many places a kernel fits; ValueError if at none."""
    if min(length, size, stride) < 1 or padding < 0:
        raise ValueError("length, size and stride are at least 1, padding at least 0.")
    room = length + 2 * padding - size
    if room < 0:
        raise ValueError(f"A kernel of {size} does not fit on {length + 2 * padding}.")
    return room // stride + 1


def patches(x, size, stride=1, padding=0):
    """Copy what a kernel sees at each place: (channels, *size, *places, m).

    x is (channels, *lengths, m), size has a number for each length, else ValueError.
    """
    _check(x.shape, size, stride, padding)
    padded = np.zeros(_padded(x.shape, padding), x.dtype)
    padded[_inside(x.shape, padding)] = x
    return _windows(padded, size, stride).copy()


def put_back(seen, shape, stride=1, padding=0):
    """Add up numbers (channels, *size, *places, m) where `patches` took them from.

    shape is that of x, and so is that of the result.
    """
    size = seen.shape[1 : len(shape) - 1]
    padded = np.zeros(_padded(shape, padding), seen.dtype)
    taken = _windows(padded, size, stride)
    for k in np.ndindex(*size):  # windows overlap: one entry of each at a time
        taken[:, *k] += seen[:, *k]
    return padded[_inside(shape, padding)]


def convolve(w, b, x, stride=1, padding=0):
    """Return z = w · patches + b, (n, *places, m), and the patches of x.

    ValueError if w has another number of channels or axes than x, or does not fit.
    """
    if w.ndim != x.ndim or w.shape[1] != len(x):
        raise ValueError(f"w is {w.shape}, which does not fit to x, {x.shape}.")
    seen = patches(x, w.shape[2:], stride, padding)
    columns = seen.reshape(w[0].size, -1)  # one for each place of each example
    z = w.reshape(len(w), -1) @ columns + b
    return z.reshape(len(w), *seen.shape[w.ndim - 1 :]), seen


def gradient(w, seen, delta):
    """Return nabla_w, nabla_b: sums over the places, means over the examples.

    seen comes from `convolve`; delta, (n, *places, m), is ∂C/∂z of each example.
    """
    m, flat = delta.shape[-1], delta.reshape(len(w), -1)
    nabla_w = flat @ seen.reshape(w[0].size, -1).T / m
    return nabla_w.reshape(w.shape), flat.sum(axis=1, keepdims=True) / m


def blame(w, seen, delta, shape, stride=1, padding=0):
    """Return ∂C/∂x of each example, of the shape of x, which is given."""
    of_patches = w.reshape(len(w), -1).T @ delta.reshape(len(w), -1)
    return put_back(of_patches.reshape(seen.shape), shape, stride, padding)


def max_pool(x, size):
    """Return the largest of each patch, (channels, *places, m), and which one it was.

    The patches lie side by side; what is left at the end is left out. `which` counts
    the entries of a patch, row by row; of equal ones the first counts.
    """
    seen = patches(x, size, stride=size)
    flat = seen.reshape(len(x), prod(size), *seen.shape[1 + len(size) :])
    which = flat.argmax(axis=1)
    return np.take_along_axis(flat, which[:, None], axis=1)[:, 0], which


def max_pool_blame(delta, which, shape, size):
    """Route delta, (channels, *places, m), to the entry of x, of `shape`, that won."""
    routed = np.zeros((len(delta), prod(size), *delta.shape[1:]), delta.dtype)
    np.put_along_axis(routed, which[:, None], delta[:, None], axis=1)
    return put_back(routed.reshape(len(delta), *size, *delta.shape[1:]), shape, size)


def _each(value, axes):
    """Return one number for each axis."""
    return (value,) * axes if np.ndim(value) == 0 else tuple(value)


def _check(shape, size, stride, padding):
    lengths, axes = shape[1:-1], len(shape) - 2
    if not axes == len(size) == len(_each(stride, axes)) == len(_each(padding, axes)):
        raise ValueError(f"size {size} needs one number for each length of x, {shape}.")
    of_axes = zip(lengths, size, _each(stride, axes), _each(padding, axes), strict=True)
    for of_axis in of_axes:
        output_length(*of_axis)


def _padded(shape, padding):
    channels, *lengths, m = shape
    edges = _each(padding, len(lengths))
    return channels, *(n + 2 * p for n, p in zip(lengths, edges, strict=True)), m


def _inside(shape, padding):
    """Return the index of x within its padded copy."""
    _, *lengths, _ = shape
    edges = _each(padding, len(lengths))
    inner = (slice(p, p + n) for n, p in zip(lengths, edges, strict=True))
    return slice(None), *inner


def _windows(padded, size, stride):
    """Return a view of what a kernel sees at each place, (channels, *size, *places, m).

    What is added to it is added to `padded`.
    """
    axes = len(size)
    every = sliding_window_view(padded, size, range(1, axes + 1), writeable=True)
    steps = (slice(None, None, step) for step in _each(stride, axes))
    seen = every[:, *steps]  # (channels, *places, m, *size)
    return np.moveaxis(seen, range(-axes, 0), range(1, axes + 1))
